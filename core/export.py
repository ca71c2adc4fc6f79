"""Answers as CSV files, for spreadsheets and other programs."""

from __future__ import annotations

import csv
import io
import os
import re
import tempfile
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from itertools import chain
from pathlib import Path

from sqlalchemy import and_, select
from sqlalchemy.orm import Session

from core.db.engine import Database
from core.db.photo_query import chosen_photos
from core.db.queries import chunks, faces_in_order, names_elsewhere, photos_by_id, require_gallery
from core.db.schema import ClusterFaceRow, ClusterRow, FaceRow, GalleryPhotoRow, GalleryRow, PhotoFileRow
from core.errors import InvalidValueError
from core.recognition.code_files import code_lines, prefixes_of
from core.recognition.matching import Recognition
from core.recognition.players import Players
from core.types import (
    NAMED,
    OPEN_STATES,
    Candidate,
    Consent,
    FaceId,
    FaceState,
    GalleryId,
    Photo,
    PhotoFilter,
    PhotoSort,
    Player,
    RosterField,
    Season,
    WholeLibrary,
)

TAG_COLUMNS = (
    "photo",
    "face_id",
    "player",
    "state",
    "probability",
    "similarity",
    "x",
    "y",
    "w",
    "h",
)
PHOTO_COLUMNS = ("gallery", "photo", "taken", "players", "unnamed_faces", "file", "confirmed", "tagged")
CLUSTER_COLUMNS = ("photo", "face_id", "cluster")

ROSTER_COLUMNS = (
    RosterField.NAME,
    RosterField.NUMBER,
    RosterField.TEAM,
    RosterField.SEASON,
    RosterField.EXTERNAL_ID,
    RosterField.CONSENT,
    RosterField.CONSENT_UNTIL,
    RosterField.ID,
)

# A spreadsheet takes a cell that begins so, with these signs narrow or wide, for a formula and runs it,
# unless there is an apostrophe before it; where there are some already one more comes, so that it can be
# told what was there. Where something else than the comma separates, as the semicolon does in Russia, a cell
# begins within one of ours, as quotes are only quotes where a cell begins with them.
FORMULA_START = re.compile(r"""(^|[;|\t\r\n])(?=(?:[^\S\t\r\n]|["'])*[=+\-@\t\r＝＋－＠])""")

UNNAMED = OPEN_STATES - NAMED
PHOTOS_AT_ONCE = 1000


class Export:
    """Exports of a library. A file is written whole or not at all."""

    def __init__(self, database: Database, recognition: Recognition, players: Players) -> None:
        self._database = database
        self._recognition = recognition
        self._players = players

    def photos(self, path: Path, scope: GalleryId | WholeLibrary) -> int:
        """Who is in which photo, for people to read: a line for each photo, by time; the number of lines.

        Columns: gallery, photo, taken, players (confirmed and tagged, from left to right, with semicolons
        between them), unnamed_faces (how many others wait for an answer), file (its name without the
        folder), confirmed (those of the players that a person answered for) and tagged (those that only the
        machine named).

        Args:
            path: the CSV file. It begins with a byte order mark, by which spreadsheets know UTF-8.
            scope: the gallery, or all.

        Raises:
            NotFoundError: there is no such gallery.
            InvalidValueError: the file can't be written.
        """
        with self._database.read() as session:
            everywhere = session.scalars(select(GalleryRow).order_by(GalleryRow.name)).all()
            rows = everywhere if isinstance(scope, WholeLibrary) else [require_gallery(session, scope)]
            lines = (line for row in rows for line in _photo_lines(session, row))
            return write_csv(path, PHOTO_COLUMNS, lines, encoding="utf-8-sig")

    def tags(self, path: Path, candidates: int = 0) -> int:
        """Every face of every gallery with its label; the number of lines.

        Columns: photo, face_id, player, state, probability, similarity, x, y, w, h; the box in
        fractions of the upright photo.

        Args:
            path: the CSV file.
            candidates: with K > 0, instead of the label the K best players of each face, whatever
                its state.

        Raises:
            TrainingError: candidates were asked for and nothing was trained.
            InvalidValueError: the file can't be written.
        """
        with self._database.read() as session:
            faces = list(
                session.scalars(
                    faces_in_order().where(FaceRow.photo_id.in_(select(GalleryPhotoRow.photo_id)))
                )
            )
            paths = _paths(session)
        best = self._recognition.candidates([FaceId(f.id) for f in faces], candidates) if candidates else {}
        lines = [
            line
            for face in sorted(faces, key=lambda face: (_named(paths, face.photo_id), face.x, face.y))
            for line in _tag_lines(face, _named(paths, face.photo_id), best.get(FaceId(face.id)))
        ]
        return write_csv(path, TAG_COLUMNS, lines)

    def clusters(self, path: Path, of_all: bool = False) -> int:
        """Every face of every gallery with its cluster, empty for none; the number of lines.

        Columns: photo, face_id, cluster.

        Args:
            path: the CSV file.
            of_all: only clusters of all galleries together. Else those of its gallery go before these
                where a face is in both.

        Raises:
            InvalidValueError: the file can't be written.
        """
        with self._database.read() as session:
            paths = _paths(session)
            wanted = [ClusterRow.gallery_id.is_(None)] if of_all else []
            rows = session.execute(
                select(FaceRow.id, FaceRow.photo_id, ClusterRow.id)
                .outerjoin(ClusterFaceRow, ClusterFaceRow.face_id == FaceRow.id)
                .outerjoin(ClusterRow, and_(ClusterRow.id == ClusterFaceRow.cluster_id, *wanted))
                .where(FaceRow.photo_id.in_(select(GalleryPhotoRow.photo_id)))
                # The last one of a face counts: of its gallery before that of all of them.
                .order_by(ClusterRow.gallery_id.is_not(None), ClusterRow.id)
            )
            of_face = {face_id: (photo_id, cluster or "") for face_id, photo_id, cluster in rows}
            lines = [
                (_named(paths, photo_id), face_id, cluster)
                for face_id, (photo_id, cluster) in of_face.items()
            ]
        return write_csv(path, CLUSTER_COLUMNS, sorted(lines))

    def roster(self, path: Path) -> int:
        """Every player of the roster, a line for each of their seasons; the number of lines.

        Columns: name, number, team, season, external_id, consent, consent_until, playertag_id. What
        `players.import_roster` makes of the file in an empty library is the same roster.

        Raises:
            InvalidValueError: the file can't be written.
        """
        lines = [line for player in self._players.search().items for line in _roster_lines(player)]
        return write_csv(path, ROSTER_COLUMNS, lines)

    def codes(self, path: Path, prefixes: Mapping[str, str] | None = None) -> int:
        """Players with a team and a number as Photo Mechanic's code replacements; the number of lines.

        Each is a code of the team's prefix and the number, the name, and the team as its alternative.

        Args:
            path: the file, in UTF-8.
            prefixes: of the teams that are wanted; None for all, each by as few letters as tell it apart.

        Raises:
            InvalidValueError: the file can't be written, a code would be that of two players, or can't be
                typed.
        """
        players = self._players.search().items
        teams = sorted({player.team for player in players} - {""})
        lines = code_lines(players, prefixes_of(teams) if prefixes is None else prefixes)
        return write_lines(path, ("\t".join(line) + "\n" for line in lines))


def _roster_lines(player: Player) -> list[tuple[object, ...]]:
    consent = "" if player.consent is Consent.UNKNOWN else player.consent.value
    until = player.consent_until.isoformat() if player.consent_until else ""
    return [
        (
            player.name,
            season.number,
            season.team,
            season.season,
            player.external_id,
            consent,
            until,
            player.id,
        )
        for season in player.seasons or (Season("", player.team, player.number),)
    ]


def write_csv(
    path: Path, columns: Sequence[str], lines: Iterable[Sequence[object]], encoding: str = "utf-8"
) -> int:
    """Write a CSV file beside its place, then put it there; the number of lines.

    Raises:
        InvalidValueError: the file can't be written.
    """

    def written() -> Iterator[str]:
        for line in chain([columns], lines):
            row = io.StringIO()
            csv.writer(row).writerow([_harmless(value) for value in line])
            yield row.getvalue()

    return write_lines(path, written(), encoding) - 1


def write_lines(path: Path, lines: Iterable[str], encoding: str = "utf-8") -> int:
    """Write a text beside its place, then put it there; the number of lines.

    Raises:
        InvalidValueError: the file can't be written.
    """
    count = 0
    unfinished: Path | None = None
    try:
        with tempfile.NamedTemporaryFile(
            "w", encoding=encoding, newline="", dir=path.absolute().parent, delete=False
        ) as file:
            unfinished = Path(file.name)
            for line in lines:
                file.write(line)
                count += 1
        unfinished.chmod(0o666 & ~_umask())
        unfinished.replace(path)
    except OSError as exc:
        raise InvalidValueError("file", f"{path} can't be written: {exc.strerror}.") from exc
    finally:
        if unfinished is not None:
            unfinished.unlink(missing_ok=True)
    return count


def _umask() -> int:
    """The process's mask for new files; it can only be read by setting it."""
    mask = os.umask(0)
    os.umask(mask)
    return mask


def _harmless(value: object) -> object:
    return FORMULA_START.sub(r"\1'", value) if isinstance(value, str) else value


def _paths(session: Session) -> dict[str, str]:
    """A path of each photo, the first by name where there are several; of one elsewhere its file's name."""
    rows = session.execute(
        select(PhotoFileRow.photo_id, PhotoFileRow.path).order_by(PhotoFileRow.path.desc())
    )
    return names_elsewhere(session) | dict(rows.all())


def _named(paths: Mapping[str, str], photo_id: str) -> str:
    """What a photo is called: its path, its file's name, or its id where nobody told that."""
    return paths.get(photo_id, photo_id)


def _photo_lines(session: Session, gallery: GalleryRow) -> Iterator[tuple[object, ...]]:
    ids = chosen_photos(session, GalleryId(gallery.id), PhotoFilter(), PhotoSort())
    for part in chunks(ids, PHOTOS_AT_ONCE):
        for photo in photos_by_id(session, part):
            unnamed = sum(face.state in UNNAMED for face in photo.faces)
            taken = photo.corrected_at.isoformat(" ", "seconds") if photo.corrected_at else ""
            names = [_names(photo, states) for states in (NAMED, {FaceState.CONFIRMED}, {FaceState.TAGGED})]
            yield gallery.name, photo.called, taken, names[0], unnamed, photo.file_name, *names[1:]


def _names(photo: Photo, states: Collection[FaceState]) -> str:
    """Who is in a photo by the answers of these states, from left to right."""
    names = (face.player for face in photo.faces if face.player and face.state in states)
    return "; ".join(dict.fromkeys(names))


def _tag_lines(
    face: FaceRow, photo: str, candidates: tuple[Candidate, ...] | None
) -> list[tuple[object, ...]]:
    box = [round(value, 6) for value in (face.x, face.y, face.w, face.h)]
    if candidates is not None:
        return [
            (photo, face.id, c.player, face.state, c.probability, round(c.similarity, 6), *box)
            for c in candidates
        ]
    name = face.player.name if face.player else ""
    return [(photo, face.id, name, face.state, face.probability, face.similarity, *box)]
