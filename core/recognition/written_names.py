"""Which of what Playertag wrote into files is of some players.

What it wrote is kept without whose it is. A name that they alone have is theirs in every file; in the files
of their photos they are known by more: whom a file names and nobody else in the photo is called is one of
them, by an earlier name or by one that somebody elsewhere has too, and a region where their face is is
theirs.
"""

from __future__ import annotations

import html
import json
import re
import zlib
from collections import defaultdict
from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass

from sqlalchemy import select
from sqlalchemy.orm import Session

from core.db.queries import NAMED_STATES, among
from core.db.schema import (
    DecisionRow,
    DeliveredPhotoRow,
    FaceRow,
    FileTagRow,
    FileWriteRow,
    PhotoRow,
    PlayerRow,
)
from core.folding import folded
from core.metadata.edits import SAME_REGION, region_in
from core.metadata.regions import to_stored
from core.types import Box, FileTag, TagField, Verdict

Naming = Callable[[str], bool]
"""Whether a text has one of some names in it, as a name of its own."""


@dataclass(frozen=True, slots=True)
class _File:
    """What tells some players in a file: names that are theirs alone there, all of theirs, and places."""

    alone: Naming
    any: Naming
    places: tuple[Box, ...]

    def has(self, tag: FileTagRow) -> bool:
        """Whether a tag of the file is of them."""
        if self.alone(tag.value):
            return True
        if tag.field != TagField.REGION:
            return False
        box = region_in(FileTag(TagField.REGION, tag.value)).box
        return any(box.overlap(place) >= SAME_REGION for place in self.places)


def own_names(session: Session, players: Collection[str]) -> frozenset[str]:
    """What players are called, and were when they were given photos.

    That is without what others are called too, of whom it may speak as well.
    """
    rows = session.execute(select(PlayerRow.id, PlayerRow.name)).all()
    given = select(DeliveredPhotoRow.recipient).where(DeliveredPhotoRow.player_id.in_(players))
    others = {folded(name) for id_, name in rows if id_ not in players}
    theirs = {*(name for id_, name in rows if id_ in players), *session.scalars(given)}
    return frozenset(name for name in theirs if name and folded(name) not in others)


def naming(names: Collection[str]) -> Naming:
    """Whether a text has one of some names in it, as a name of its own."""
    if not names:
        return lambda _: False
    pattern = re.compile(rf"(?<!\w)(?:{'|'.join(re.escape(folded(name)) for name in names)})(?!\w)")
    return lambda value: pattern.search(folded(value)) is not None


class Written:
    """What Playertag wrote of some players into files, by the state of the library when this is made."""

    def __init__(self, session: Session, players: Collection[str]) -> None:
        self._session = session
        self._names = own_names(session, players)
        self._anywhere = naming(self._names)
        self._files = _files(session, players)

    def tags(self) -> list[FileTagRow]:
        """What files say of them now."""
        return [
            row
            for row in self._session.scalars(select(FileTagRow))
            if self._anywhere(row.value) or (row.path in self._files and self._files[row.path].has(row))
        ]

    def writes(self) -> list[int]:
        """The numbers of what takes a file back that names them, by what it held before."""
        asked = select(FileWriteRow.id, FileWriteRow.target, FileWriteRow.own, FileWriteRow.stretch)
        return [number for number, *write in self._session.execute(asked) if self._held(*write)]

    def _held(self, target: str, own: object, stretch: bytes) -> bool:
        """Whether a file named them before it was written."""
        held = html.unescape(zlib.decompress(stretch).decode("utf-8", "replace"))
        before = held + json.dumps(own, ensure_ascii=False)
        # To fold every text takes long, and Playertag wrote the names as they are spelled.
        if any(name in before for name in self._names) and self._anywhere(before):
            return True
        return target in self._files and self._files[target].any(before)


def _files(session: Session, players: Collection[str]) -> dict[str, _File]:
    """The files of photos in which players are named, or once were."""
    named = (
        select(DecisionRow.face_id)
        .where(DecisionRow.player_id.in_(players), DecisionRow.verdict.in_((Verdict.CONFIRM, Verdict.TAG)))
        .distinct()
    )
    shown = select(FaceRow.photo_id).where(FaceRow.id.in_(named)).distinct()
    photos = set(session.scalars(shown))
    places, others = _places(session, photos, players), _others(session, photos, players)
    shared = frozenset(session.scalars(select(PlayerRow.name).where(PlayerRow.id.in_(players))))
    files = {}
    for target, (photo, persons) in _persons(session, photos).items():
        alone = frozenset(name for name in persons if folded(name) not in others[photo])
        files[target] = _File(naming(alone), naming(alone | shared), places[photo])
    return files


def _places(
    session: Session, photos: Collection[str], players: Collection[str]
) -> Mapping[str, tuple[Box, ...]]:
    """Where the faces of players are in the stored pictures of photos."""
    asked = (
        select(FaceRow.photo_id, PhotoRow.orientation, FaceRow.x, FaceRow.y, FaceRow.w, FaceRow.h)
        .join(PhotoRow, PhotoRow.id == FaceRow.photo_id)
        .where(among(FaceRow.photo_id, photos), FaceRow.player_id.in_(players))
        .where(FaceRow.state.in_(NAMED_STATES))
    )
    places: defaultdict[str, tuple[Box, ...]] = defaultdict(tuple)
    for photo, orientation, *sides in session.execute(asked):
        places[photo] += (to_stored(Box(*sides), orientation),)
    return places


def _others(session: Session, photos: Collection[str], players: Collection[str]) -> Mapping[str, set[str]]:
    """What else people are called who are named in photos."""
    asked = (
        select(FaceRow.photo_id, PlayerRow.name)
        .join(PlayerRow, PlayerRow.id == FaceRow.player_id)
        .where(among(FaceRow.photo_id, photos), FaceRow.player_id.not_in(players))
        .where(FaceRow.state.in_(NAMED_STATES))
    )
    others: defaultdict[str, set[str]] = defaultdict(set)
    for photo, name in session.execute(asked):
        others[photo].add(folded(name))
    return others


def _persons(session: Session, photos: Collection[str]) -> dict[str, tuple[str, set[str]]]:
    """The files of photos that were written, each with its photo and whom it named at any time."""
    asked = select(FileWriteRow.target, FileWriteRow.photo_id, FileWriteRow.own)
    files: dict[str, tuple[str, set[str]]] = {}
    for target, photo, own in session.execute(asked.where(among(FileWriteRow.photo_id, photos))):
        _, persons = files.setdefault(target, (photo, set()))
        persons |= {value for field, value in own if field == TagField.PERSON}
    now = select(FileTagRow.path, FileTagRow.value).where(FileTagRow.field == TagField.PERSON)
    for target, value in session.execute(now.where(among(FileTagRow.path, files))):
        files[target][1].add(value)
    return files
