from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import count
from pathlib import Path

import keyring
import pytest
from keyring.backends.fail import Keyring as NoKeyring

from core.auth import credentials
from core.library import Library
from core.types import Role
from tests.fakes.postgres import ADMIN, PostgresServer

_names = count(1)


@pytest.fixture(scope="session")
def postgres() -> Iterator[PostgresServer]:
    """A server, started once a run."""
    with PostgresServer() as server:
        yield server


@pytest.fixture(autouse=True)
def _no_keyring() -> Iterator[None]:
    """Secrets are kept in memory only, whatever keyring this machine has."""
    before = keyring.get_keyring()
    keyring.set_keyring(NoKeyring())  # type: ignore[no-untyped-call]
    yield
    keyring.set_keyring(before)
    credentials._in_memory.clear()


@dataclass(frozen=True)
class Team:
    """A tournament on the server, and libraries that join it."""

    server: PostgresServer
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
def address(postgres: PostgresServer) -> str:
    """An empty database of the server, as its admin."""
    name = f"team_{next(_names)}"
    with postgres.connect() as admin:
        admin.execute(f"CREATE DATABASE {name}".encode())
    return f"postgresql://{ADMIN}:{postgres.password}@{postgres.host}:{postgres.port}/{name}"


@pytest.fixture
def team(postgres: PostgresServer, address: str, tmp_path: Path) -> Iterator[Team]:
    """A tournament whose owner has a library."""
    owner = Library.open(tmp_path / "owner")
    owner.team.create(address, "Cup", f"owner{next(_names)}@example.org")
    made = Team(postgres, tmp_path, owner, [owner])
    yield made
    for library in made.libraries:
        library.close()
