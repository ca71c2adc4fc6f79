"""Copies of a library's database."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from pathlib import Path


@dataclass(frozen=True, slots=True)
class Backup:
    """A copy of a library's database: when it was made, in UTC, and its bytes."""

    path: Path
    at: datetime
    size: int


@dataclass(frozen=True, slots=True)
class Contents:
    """What is in a database, counted: `answers` are what people said of faces."""

    photos: int
    players: int
    answers: int


@dataclass(frozen=True, slots=True)
class RestorePlan:
    """What going back to a backup would do: `lost` is in the library and not in the backup.

    `lost` is None where the library is damaged, and nobody can tell, or where none is `there`, and one is
    made from the backup. The backup may be one of `another` library.
    """

    backup: Path
    holds: Contents
    lost: Contents | None
    another: bool
    there: bool
