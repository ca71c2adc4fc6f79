"""A team on a real server, with a library for each member."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import count
from pathlib import Path

from sqlalchemy import text

from core.auth import credentials
from core.library import Library
from core.storage.address import BucketKey
from core.sync.connecting import address as checked_address
from core.sync.connecting import secret_name
from core.types import Role
from tests.fakes.postgres import PostgresServer

logins = count(1)


@dataclass(frozen=True)
class Team:
    """A tournament on the server, and libraries that join it."""

    server: PostgresServer
    database: str
    folder: Path
    owner: Library
    libraries: list[Library]

    def member(self, name: str, role: Role = Role.REVIEWER, key: BucketKey | None = None) -> Library:
        """A new library of somebody who was invited; logins are of the whole server."""
        invitation = self.invitation(name, role, key)
        library = Library.open(self.folder / name)
        self.libraries.append(library)
        library.team.join(invitation)
        return library

    def invitation(self, name: str, role: Role, key: BucketKey | None = None) -> str:
        return self.owner.team.invite(f"{name}{next(logins)}@example.org", role, key)


def through(library: Library, port: int) -> None:
    """Have a library reach its server by another port."""
    with library._database.write() as session:
        server = str(session.scalar(text("SELECT server FROM team")))
        host, _, rest = server.rpartition(":")
        session.execute(
            text("UPDATE team SET server = :server"),
            {"server": f"{host}:{port}/{rest.partition('/')[2]}"},
        )


def password_of(library: Library) -> str:
    with library._database.read() as session:
        login, server = session.execute(text("SELECT login, server FROM team")).one()
    return credentials.find(secret_name(checked_address(server), login)) or ""
