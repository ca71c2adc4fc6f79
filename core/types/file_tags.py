"""What is written into files about the people in their pictures."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from pathlib import Path

from core.types.ids import BatchId, PhotoId
from core.types.photos import FileFailure


class TagField(StrEnum):
    """A field of a file's metadata."""

    PERSON = "person"
    """IPTC's "person shown in the image"."""
    KEYWORD = "keyword"
    HIERARCHY = "hierarchy"
    """A keyword with those above it, with | between them."""
    REGION = "region"
    """Where the face of a person is."""
    CAPTION = "caption"
    HEADLINE = "headline"


@dataclass(frozen=True, slots=True, order=True)
class FileTag:
    """One value of a field; that of a region begins with the name of who is in it."""

    field: TagField
    value: str


@dataclass(frozen=True, slots=True)
class FileChange:
    """What is to change in a file, or has changed.

    `target` is the file itself, or its sidecar. `regions_left` says that its regions are of a picture of
    another shape, as after a crop by another program, and that ours are left out: they would lie beside the
    faces.
    """

    photo_id: PhotoId
    path: Path
    target: Path
    added: tuple[FileTag, ...]
    removed: tuple[FileTag, ...]
    regions_left: bool = False


@dataclass(frozen=True, slots=True)
class WriteReport:
    """What a run of writing did, or would do: files that change, and those that can't.

    `unchanged` counts the files that say it all already, or in which nobody is named. `batch` is what takes
    it back, None where nothing was written. `withheld` counts the players whose names go into no file, since
    they do not agree to be recognised.
    """

    changed: tuple[FileChange, ...]
    unchanged: int
    failures: tuple[FileFailure, ...]
    withheld: int = 0
    batch: BatchId | None = None


@dataclass(frozen=True, slots=True)
class Written:
    """A run of writing, to be taken back: when it was, in UTC, and how many files hold what it wrote."""

    batch: BatchId
    at: datetime
    files: int
