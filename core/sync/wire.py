"""What goes over the line: the tables of the feed, and how their values are written there.

Both sides know a row by the same columns in the same order: SQLite's values here, the server's there.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum
from typing import Any

Row = tuple[Any, ...]
Key = tuple[str, ...]


class Kind(Enum):
    """A type of values: as it travels, and the server's expressions for taking it in and giving it out."""

    TEXT = ("text", "{0}", "{0}")
    UUID = ("text", "{0}::uuid", "{0}::text")
    # As SQLite keeps it: always with six digits of the second.
    TIME = ("text", "{0}::timestamp", "to_char({0}, 'YYYY-MM-DD HH24:MI:SS.US')")
    WHOLE = ("int8", "{0}", "{0}::int8")
    NUMBER = ("float8", "{0}", "{0}")
    NUMBERS = ("float8[]", "{0}", "{0}")
    JSON = ("text", "{0}::json", "{0}::text")
    VECTOR = ("halfvec", "{0}", "{0}")

    @property
    def travels_as(self) -> str:
        """PostgreSQL's type that it travels as."""
        return self.value[0]

    def taken(self, column: str) -> str:
        """The server's expression that makes its own value of what came."""
        return self.value[1].format(column)

    def given(self, column: str) -> str:
        """The server's expression for what is to travel."""
        return self.value[2].format(column)


@dataclass(frozen=True, slots=True, eq=False)
class Table:
    """A table of the feed.

    `key` is what tells its rows apart, within a tournament; `parent` the column that refers to the `id` of
    another table, and that table.
    """

    name: str
    columns: dict[str, Kind]
    key: tuple[str, ...]
    parent: tuple[str, str] | None = None

    def key_of(self, row: Row) -> Key:
        """The key of a row."""
        places = list(self.columns)
        return tuple(row[places.index(column)] for column in self.key)


PHOTO = Table(
    "photo",
    {
        "id": Kind.TEXT,
        "width": Kind.WHOLE,
        "height": Kind.WHOLE,
        "orientation": Kind.WHOLE,
        "taken_at": Kind.TIME,
        "camera": Kind.TEXT,
        "detected_by": Kind.TEXT,
        "added_at": Kind.TIME,
    },
    ("id",),
)
GALLERY_PHOTO = Table(
    "gallery_photo",
    {"gallery_id": Kind.UUID, "photo_id": Kind.TEXT, "sort_key": Kind.TEXT},
    ("gallery_id", "photo_id"),
    ("photo_id", "photo"),
)
FACE = Table(
    "face",
    {
        "id": Kind.UUID,
        "photo_id": Kind.TEXT,
        "x": Kind.NUMBER,
        "y": Kind.NUMBER,
        "w": Kind.NUMBER,
        "h": Kind.NUMBER,
        "landmarks": Kind.NUMBERS,
        "detection_score": Kind.NUMBER,
        "size_px": Kind.NUMBER,
        "quality": Kind.NUMBER,
    },
    ("id",),
    ("photo_id", "photo"),
)
DIMENSIONS = (128, 512)
"""Of the embeddings that the server has a column for."""
VALUE_BYTES = 2
"""A value of an embedding, as `core.db.vectors` stores it."""
EMBEDDING = Table(
    "embedding",
    {"face_id": Kind.UUID, "pack_id": Kind.TEXT} | {f"v{dimension}": Kind.VECTOR for dimension in DIMENSIONS},
    ("face_id", "pack_id"),
    ("face_id", "face"),
)
REVISION = Table(
    "revision",
    {
        "stamp": Kind.TEXT,
        "kind": Kind.TEXT,
        "thing": Kind.TEXT,
        "field": Kind.TEXT,
        "value": Kind.JSON,
    },
    ("stamp",),
)
DECISION = Table(
    "decision",
    {
        "stamp": Kind.TEXT,
        "batch_id": Kind.UUID,
        "face_id": Kind.UUID,
        "player_id": Kind.UUID,
        "verdict": Kind.TEXT,
        "source": Kind.TEXT,
        "reason": Kind.TEXT,
        "at": Kind.TIME,
        "probability": Kind.NUMBER,
        "similarity": Kind.NUMBER,
        "undoes": Kind.TEXT,
        "seen": Kind.WHOLE,
    },
    ("stamp",),
    ("face_id", "face"),
)
PICTURE = Table(
    "picture",
    {"kind": Kind.TEXT, "thing": Kind.TEXT, "digest": Kind.TEXT, "size": Kind.WHOLE},
    ("kind", "thing"),
)
TABLES = (REVISION, PHOTO, GALLERY_PHOTO, FACE, EMBEDDING, DECISION, PICTURE)
"""In the order in which rows come after those that they refer to."""

ROWS_AT_ONCE = 5_000
"""Rows of one transaction: a line that breaks costs one of them, and memory stays flat."""


@dataclass(frozen=True, slots=True)
class Entry:
    """A row of the feed as it is read: its number there, who wrote it, in which library, and its values."""

    feed: int
    login: str
    replica: str
    row: Row
