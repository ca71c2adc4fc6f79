"""Names out of files: what other programs wrote about people becomes decisions of the source "file"."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from sqlalchemy import select

from core.changes import Changes
from core.db.engine import Database
from core.db.queries import chunks, photos_by_id
from core.db.schema import PhotoRow
from core.errors import InvalidValueError, PhotoError
from core.folding import folded
from core.jobs import JobContext
from core.metadata.exiftool import FILES_AT_ONCE, ExifTool
from core.metadata.placing import Placed, placed
from core.metadata.regions import stored_size
from core.metadata.sidecars import sidecar_of
from core.metadata.tags import ERROR, READ, FileTags, tags_of
from core.pairs import partners_of
from core.recognition.history import labels
from core.recognition.players import Players
from core.recognition.review import Review
from core.types import (
    OPEN_STATES,
    Box,
    FaceId,
    FaceState,
    FileFailure,
    Photo,
    PhotoId,
    PlayerId,
    Source,
)
from core.wanted_tags import names_written
from core.words import said

Draw = Callable[[PhotoId, Box], Changes]


@dataclass(frozen=True, slots=True)
class NamesReport:
    """What files said: how many faces they named, and of these how many nobody had found before.

    `failures` are names that could not be taken, and files that could not be read, each with its reason.
    """

    changes: Changes
    named: int
    drawn: int
    failures: tuple[FileFailure, ...]


class Reading:
    """Takes names from the files of photos, and from the sidecars beside them."""

    def __init__(
        self, database: Database, tool: ExifTool, players: Players, review: Review, draw: Draw
    ) -> None:
        self._database, self._tool = database, tool
        self._players, self._review, self._draw = players, review, draw

    def read(self, photo_ids: Sequence[PhotoId], context: JobContext) -> NamesReport:
        """Name the faces that the files of some photos name; a face with a person's answer keeps it.

        A player who is not on the roster is added. A named place where no face was found becomes one.
        Somebody who is named without a place is the one face that is left, if there is only one of both.
        What Playertag wrote itself tells nothing new.

        Raises:
            NotFoundError: a photo is not there.
            ToolMissingError: ExifTool is not on this computer.
            ModelPackError: a face is to be drawn, and the model pack is not installed or was refused.
            CancelledError: a stop was asked for; what was taken until then is kept.
        """
        changes, named, drawn = Changes(), 0, 0
        failures: list[FileFailure] = []
        roster = {folded(player.name) for player in self._players.search().items}
        told = context.track(said("Reading names"), self._told(photo_ids, failures), len(photo_ids))
        for photo, orientation, said_of in told:
            there = _placed(photo, orientation, said_of)
            for one in (*there, *_only_one(photo, said_of, there, roster)):
                try:
                    done = self._name(photo, one)
                except (InvalidValueError, PhotoError) as exc:
                    failures.append(FileFailure(photo.path, "name-not-taken", exc.reason))
                    continue
                if done is not None:
                    changes |= done
                    named += 1
                    drawn += one.face is None
        return NamesReport(changes, named, drawn, tuple(failures))

    def _told(
        self, photo_ids: Sequence[PhotoId], failures: list[FileFailure]
    ) -> Iterator[tuple[Photo, int, list[FileTags]]]:
        """Each photo with its orientation, and what its sidecars and its file say; adds who says nothing."""
        for part in chunks(photo_ids, FILES_AT_ONCE):
            with self._database.read() as session:
                photos = photos_by_id(session, part)
                asked = select(PhotoRow.id, PhotoRow.orientation).where(PhotoRow.id.in_(part))
                orientations: dict[str, int] = dict(session.execute(asked).all())
                partners = partners_of(session, part)
            files = {
                one.id: (*map(sidecar_of, (one.path, *partners.get(one.id, ()))), one.path)
                for one in photos
                if one.is_here
            }
            there = [path for paths in files.values() for path in paths if path.exists()]
            read = self._tool.read(there, READ)
            failures += [
                FileFailure(path, "names-not-read", said("ExifTool: {reason}", reason=tags[ERROR]))
                for path, tags in read.items()
                if ERROR in tags
            ]
            for photo in photos:
                there = [path for path in files.get(photo.id, ()) if path in read]
                said_of = [self._of_others(tags_of(read[path]), path) for path in there]
                yield photo, orientations[photo.id], said_of

    def _of_others(self, found: FileTags, path: Path) -> FileTags:
        """What a file says without the names that Playertag wrote into it."""
        with self._database.read() as session:
            ours = names_written(session, path)
        return replace(
            found,
            persons=tuple(name for name in found.persons if name not in ours),
            keywords=tuple(word for word in found.keywords if word not in ours),
            regions=tuple(region for region in found.regions if region.name not in ours),
        )

    def _name(self, photo: Photo, one: Placed) -> Changes | None:
        """Say who a face is; None where it has an answer, or its player has one in this photo.

        Raises:
            InvalidValueError: several players have this name; or the player does not agree to be recognised.
            PhotoError: a face is to be drawn, and the photo can't be read.
        """
        face = photo.faces[one.face] if one.face is not None else None
        if face is not None and face.state not in OPEN_STATES:
            return None
        player = self._players.ensure(one.name)
        if face is not None and self._was_rejected(face.id, player):
            return None
        if any(other.player_id == player and other.state is FaceState.CONFIRMED for other in photo.faces):
            return None
        drawn = Changes()
        if face is None:
            drawn = self._draw(photo.id, one.box)
            (face_id,) = drawn.faces
        else:
            face_id = face.id
        return drawn | self._review.confirm([face_id], player, Source.FILE)

    def _was_rejected(self, face_id: FaceId, player_id: PlayerId) -> bool:
        with self._database.read() as session:
            return player_id in labels(session, [face_id])[face_id].rejected


def _placed(photo: Photo, orientation: int, said_of: Sequence[FileTags]) -> list[Placed]:
    """Who is where by all that is said of a photo; of a name that is said twice what was said first."""
    size = stored_size(photo.width, photo.height, orientation)
    boxes = [face.box for face in photo.faces]
    found = [one for tags in said_of for one in placed(tags, size, orientation, boxes)]
    return list({one.name: one for one in reversed(found)}.values())


def _only_one(
    photo: Photo, said_of: Sequence[FileTags], there: Sequence[Placed], roster: Collection[str]
) -> list[Placed]:
    """The one person who is named without a place, where there is one face that nobody else's place is on.

    A keyword names somebody where it is the name of a player, whatever its case.
    """
    named = dict.fromkeys(
        name
        for tags in said_of
        for name in (*tags.persons, *(word for word in tags.keywords if folded(word) in roster))
    )
    placed_names = {folded(one.name) for one in there}
    left = {folded(name): name for name in named if folded(name) not in placed_names}
    taken = {one.face for one in there}
    free = [
        index
        for index, face in enumerate(photo.faces)
        if index not in taken and face.state is not FaceState.NOT_A_FACE
    ]
    if len(left) != 1 or len(free) != 1:
        return []
    (name,) = left.values()
    return [Placed(name, photo.faces[free[0]].box, free[0])]
