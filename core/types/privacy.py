"""What is kept of a person, and what becomes of it, in numbers: nothing here names anybody."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from core.types.ids import PlayerId


@dataclass(frozen=True, slots=True)
class Traces:
    """What erasing a player takes out of a library.

    Attributes:
        players: they, and who was merged into them.
        faces: named as them: where they are, and their crops.
        embeddings: of those faces.
        photos: reference photos that show nobody else who is named, and are in no gallery.
        answers: what was said of their faces, or of others as not them.
        templates: of training sessions.
        deliveries: files that went to them, or under their name.
        filters: saved filters that ask for them.
        files: photos' files and sidecars that Playertag wrote their name into.
        suggested: faces that were only suggested to be them; these stay, as unknown ones.
        paths: paths and names of files with their name in them, which stay.
        mentions: names of galleries, matches and the like with their name in them, which stay.
    """

    players: int = 0
    faces: int = 0
    embeddings: int = 0
    photos: int = 0
    answers: int = 0
    templates: int = 0
    deliveries: int = 0
    filters: int = 0
    files: int = 0
    suggested: int = 0
    paths: int = 0
    mentions: int = 0


@dataclass(frozen=True, slots=True)
class Swept:
    """What was taken out of the files beside the database.

    Attributes:
        backups: backups that were written anew.
        backups_deleted: backups, and copies of damaged files, that could not be, and were deleted.
        unreached: folders for backups that are not there, or can't be written to: these are as they were.
        file_waits: the library's own file still holds what was deleted, since another program reads it.
    """

    backups: int = 0
    backups_deleted: int = 0
    unreached: tuple[Path, ...] = ()
    file_waits: bool = False


@dataclass(frozen=True, slots=True)
class Receipt:
    """That somebody was erased, when, and what. It names nobody: `players` are ids that nothing leads to.

    Attributes:
        players: the ids that are refused from now on.
        at: when, in UTC.
        gone: what was taken out of the library, and what stays.
        swept: what was taken out of backups.
        files_cleaned: files without the name by now.
        files_left: files that the name is still in, as they could not be written or were to be kept.
        pictures_waiting: pictures of the team's store that are deleted at the next sync.
        team: whether others of a team hear of it at the next sync.
    """

    players: tuple[PlayerId, ...]
    at: datetime
    gone: Traces
    swept: Swept
    files_cleaned: int
    files_left: int
    pictures_waiting: int
    team: bool
