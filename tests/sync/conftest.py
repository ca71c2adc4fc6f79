from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import count
from pathlib import Path

import pytest

from core.library import Library
from core.types import Role
from tests.fakes.postgres import PostgresServer

_names = count(1)


@dataclass(frozen=True)
class Team:
    """A tournament on the server, and libraries that join it."""

    server: PostgresServer
    database: str
    folder: Path
    owner: Library
    libraries: list[Library]

    def member(self, name: str, role: Role = Role.REVIEWER) -> Library:
        """A new library of somebody who was invited; logins are of the whole server."""
        invitation = self.owner.team.invite(f"{name}{next(_names)}@example.org", role)
        library = Library.open(self.folder / name)
        self.libraries.append(library)
        library.team.join(invitation)
        return library


@pytest.fixture
def team(postgres: PostgresServer, address: str, tmp_path: Path) -> Iterator[Team]:
    """A tournament whose owner has a library."""
    owner = Library.open(tmp_path / "owner")
    owner.team.create(address, "Cup", f"owner{next(_names)}@example.org")
    made = Team(postgres, address.rpartition("/")[2], tmp_path, owner, [owner])
    yield made
    for library in made.libraries:
        library.close()
