"""Which of what Playertag wrote into files is of some players.

What it wrote is kept without whose it is. A name that they alone have is theirs in every file; in the files
of their photos they are known by more: whom a file names and nobody else in the photo is called is one of
them, by an earlier name or by one that somebody elsewhere has too, and a region where their face is is
theirs.
"""

from __future__ import annotations

import html
import re
import zlib
from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from functools import cache

from sqlalchemy import select, union
from sqlalchemy.orm import Session

from core.db.queries import NAMED_STATES, among
from core.db.schema import (
    DecisionRow,
    DeliveredPhotoRow,
    FaceRow,
    FileTagRow,
    FileWriteRow,
    GalleryRow,
    MatchRow,
    PhotoRow,
    PlayerRow,
)
from core.folding import folded
from core.metadata.edits import SAME_REGION, as_level, name_in, region_in
from core.metadata.regions import to_stored
from core.recognition.naming import Naming
from core.types import Box, FileTag, TagField, Verdict

# Names of elements and attributes, also of those that a stretch of a file begins within: "rdf:li" is nobody.
MARKUP = re.compile(r"^[\w.:/-]*>|</?[\w.:-]+|[\w.-]+:[\w.-]+=")


@dataclass(frozen=True, slots=True)
class _File:
    """What tells some players in a file: names that are theirs alone there, all of theirs, and places."""

    alone: Naming
    any: Naming
    places: tuple[Box, ...]

    def has(self, tag: FileTag) -> bool:
        """Whether a tag of the file is of them."""
        if _is_told(tag, self.alone, theirs=True):
            return True
        if tag.field is not TagField.REGION:
            return False
        box = region_in(tag).box
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


def other_players(session: Session, players: Collection[str]) -> frozenset[str]:
    """What all but some players are called, and were when they were given photos."""
    given = select(DeliveredPhotoRow.recipient).where(DeliveredPhotoRow.player_id.not_in(players))
    called = select(PlayerRow.name).where(PlayerRow.id.not_in(players))
    return frozenset(session.scalars(union(called, given)))


def other_names(session: Session, players: Collection[str]) -> frozenset[str]:
    """What else the library knows by a name: other players, teams, galleries, matches and courts."""
    given = select(DeliveredPhotoRow.recipient).where(DeliveredPhotoRow.player_id.is_(None))
    columns = (PlayerRow.team, GalleryRow.name, MatchRow.name, MatchRow.court)
    return other_players(session, players).union(session.scalars(union(given, *map(select, columns))))


def photos_once_of(session: Session, players: Collection[str]) -> frozenset[str]:
    """The photos in which players are named, or once were."""
    named = (
        select(DecisionRow.face_id)
        .where(DecisionRow.player_id.in_(players), DecisionRow.verdict.in_((Verdict.CONFIRM, Verdict.TAG)))
        .distinct()
    )
    return frozenset(session.scalars(select(FaceRow.photo_id).where(FaceRow.id.in_(named)).distinct()))


class Written:
    """What Playertag wrote of some players into files, by the state of the library when this is made."""

    def __init__(self, session: Session, players: Collection[str]) -> None:
        self._session = session
        self._names = own_names(session, players)
        persons = select(FileTagRow.value).where(FileTagRow.field == TagField.PERSON).distinct()
        others = other_names(session, players).union(session.scalars(persons))
        self._anywhere = _naming(self._names, others)
        self._files = _files(session, players, others)

    def tags(self) -> list[FileTagRow]:
        """What files say of them now."""
        rows = self._session.scalars(select(FileTagRow)).all()
        tags = [_tag(row.field, row.value) for row in rows]
        names = [name_in(tag) for tag in tags]
        whole = [name is not None and self._anywhere.is_one(name) for name in names]
        about = {row.path for row, is_one in zip(rows, whole, strict=True) if is_one} | self._files.keys()
        return [
            row
            for row, tag, name, is_one in zip(rows, tags, names, whole, strict=True)
            if is_one
            or (name is None and self._anywhere.within(tag.value, theirs=row.path in about))
            or (row.path in self._files and self._files[row.path].has(tag))
        ]

    def writes(self) -> list[int]:
        """The numbers of what takes a file back that names them, by what it held before."""
        asked = select(FileWriteRow.id, FileWriteRow.target, FileWriteRow.own, FileWriteRow.stretch)
        return [number for number, *write in self._session.execute(asked) if self._held(*write)]

    def _held(self, target: str, own: Iterable[tuple[str, str]], stretch: bytes) -> bool:
        """Whether a file named them before it was written.

        All that templates of Playertag's had made of it is in `own`.
        """
        tags = [_tag(*one) for one in own]
        held = zlib.decompress(stretch).decode("utf-8", "replace")
        spelled = html.unescape(held)
        # To look through every text takes long, and Playertag wrote the names as they are spelled.
        if any(name in spelled for name in self._names) and self._anywhere.within(_read(held), theirs=False):
            return True
        if any(_is_told(tag, self._anywhere, theirs=target in self._files) for tag in tags):
            return True
        if target not in self._files:
            return False
        named = self._files[target].any
        return any(_is_told(tag, named, theirs=True) for tag in tags) or named.within(
            _read(held), theirs=False
        )


def _read(held: str) -> str:
    """What is said in a stretch of a file."""
    return html.unescape(MARKUP.sub(" ", held))


def _tag(field: str, value: str) -> FileTag:
    return FileTag(TagField(field), value)


def _naming(names: Collection[str], others: Collection[str]) -> Naming:
    """What finds names in tags, as a level of a hierarchy, too."""
    return Naming({*names, *map(as_level, names)}, others)


def _is_told(tag: FileTag, named: Naming, *, theirs: bool) -> bool:
    """Whether a tag names one who is looked for."""
    name = name_in(tag)
    return named.within(tag.value, theirs=theirs) if name is None else named.is_one(name)


def _files(session: Session, players: Collection[str], others: Collection[str]) -> dict[str, _File]:
    """The files of photos in which players are named, or once were; `others` are further names."""
    photos = photos_once_of(session, players)
    places, beside = _places(session, photos, players), _others(session, photos, players)
    shared = frozenset(session.scalars(select(PlayerRow.name).where(PlayerRow.id.in_(players))))
    named = cache(lambda names: _naming(names, others))
    files = {}
    for target, (photo, persons) in _persons(session, photos).items():
        alone = frozenset(name for name in persons if folded(name) not in beside[photo])
        files[target] = _File(named(alone), named(alone | shared), places[photo])
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
