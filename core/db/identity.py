"""Which library a database is of: by an id that it has from its first backup on, and its backups with it.

It stays when a library is moved, renamed, repaired or goes back; a copy of a library has it, too.
"""

from __future__ import annotations

import secrets
import sqlite3
from contextlib import closing, suppress
from pathlib import Path

from core.db.backups import read_only, translated

IDENTITY = "library"
"""The name that it has among the settings, which are not told to a team."""
# What only one library has, or those of one team; photos may be in two, as their ids are their content's.
OWN = (("player", "id"), ("gallery", "id"), ("decision", "batch_id"))


def new_identity() -> str:
    """An id: short, as folders are called after it."""
    return secrets.token_hex(4)


def identity_of(database: Path, *, unused: bool = False) -> str:
    """The id of the library that a file is of; empty where it has none, or can't be read."""
    with suppress(sqlite3.Error), closing(read_only(database, unused=unused)) as connection:
        asked = "SELECT value ->> 'id' FROM setting WHERE name = ?"
        return str((connection.execute(asked, (IDENTITY,)).fetchone() or ("",))[0])
    return ""


def identify(database: Path) -> str:
    """Give a library an id where it has none; its id.

    Raises:
        LibraryDamagedError: it is damaged.
        LibraryError: it can't be written to.
    """
    if found := identity_of(database):
        return found
    there = f"{database.absolute().as_uri()}?mode=rw"  # where it is gone, no other one is made
    with translated(database), closing(sqlite3.connect(there, uri=True)) as connection, connection:
        # Another process may just have done so.
        made = "INSERT INTO setting (name, value) VALUES (?, json_object('id', ?)) ON CONFLICT DO NOTHING"
        connection.execute(made, (IDENTITY, new_identity()))
    return identity_of(database)


def is_of_another(backup: Path, database: Path) -> bool:
    """Whether a backup is of another library than a database; not, where nobody can tell.

    One that has no id, from before there were any, is told by having nothing in common.
    """
    here, there = identity_of(database), identity_of(backup, unused=True)
    if here and there:
        return here != there
    with suppress(sqlite3.Error), closing(read_only(database)) as connection:
        connection.execute("ATTACH ? AS backup", (f"{backup.absolute().as_uri()}?mode=ro&immutable=1",))
        common = "SELECT EXISTS (SELECT 1 FROM main.{0} JOIN backup.{0} USING ({1}))"
        return not any(connection.execute(common.format(*one)).fetchone()[0] for one in OWN)
    return False
