"""The two ways into a library: a gallery of photos to tag, and reference photos of players."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from sqlalchemy import bindparam, delete, func, select
from sqlalchemy.dialects.sqlite import insert
from sqlalchemy.orm import Session

from core import ids
from core.changes import Changes
from core.db.engine import Database
from core.db.queries import chunks, require_gallery
from core.db.schedule import sort_key_in
from core.db.schema import (
    FaceRow,
    FileFailureRow,
    GalleryPhotoRow,
    GalleryRow,
    PhotoRow,
    UnfinishedImportRow,
    UnreadNamesRow,
    new_id,
)
from core.errors import InvalidValueError, ToolMissingError
from core.indexing import Along, IndexedFile, Indexer, box_of
from core.jobs import JobContext
from core.pairs import partners_among, photos_at, remember_partners
from core.reading import NamesReport
from core.recognition.player_rows import is_only_reference
from core.recognition.players import Players
from core.recognition.review import Review
from core.scanning import scan
from core.types import Box, FaceId, FaceState, FileFailure, GalleryId, PhotoId, PlayerId, Source
from core.words import kept, said

# Made once: to put a statement together takes longer than to carry it out.
_MENDED = (
    delete(FileFailureRow)
    .where(FileFailureRow.gallery_id == bindparam("gallery"), FileFailureRow.path == bindparam("file"))
    .execution_options(synchronize_session=False)
)
_UNREAD = insert(UnreadNamesRow).on_conflict_do_nothing()
# A second face of more than this share of the largest one's area: nobody can tell whose photo it is.
EQUAL_SIZE = 0.75
# Boxes that share more of the smaller one are two looks at one face, as a detector has of a large one.
ONE_FACE = 0.3


@dataclass(frozen=True, slots=True)
class ImportReport:
    """What an import did: photos `added` to the gallery and their `faces`.

    `known` files were in the gallery before; nothing was redone for them.
    """

    changes: Changes
    gallery_id: GalleryId
    added: int
    known: int
    faces: int
    failures: tuple[FileFailure, ...]
    named: int = 0
    """So many of the faces were named by what their files say."""
    references: int = 0
    """So many files were left out, being reference photos of players and no photos of any gallery."""
    nameless: bool = False
    """Names should have been read from the files, and ExifTool is not on this computer to read them."""


@dataclass(frozen=True, slots=True)
class Copy:
    """A file that holds a photo whose own file is on another computer, and where that is there."""

    photo_id: PhotoId
    original: Path


@dataclass(frozen=True, slots=True)
class EnrolReport:
    """What an enrolment did: new references per player's name, and files that gave none.

    `known` files were references of the player before.
    """

    changes: Changes
    enrolled: dict[str, int]
    known: int
    failures: tuple[FileFailure, ...]


class Importing:
    """Brings photos in. The indexer is made at the first use: it opens the models."""

    def __init__(
        self,
        database: Database,
        indexer: Callable[[], Indexer],
        players: Players,
        review: Review,
        names: Callable[[Sequence[PhotoId], JobContext], NamesReport | None],
    ) -> None:
        """Make it.

        Args:
            database: the library's.
            indexer: made at the first use: it opens the models.
            players: the roster.
            review: what confirms references.
            names: names faces by what their files say; None where that is not wanted.
        """
        self._database = database
        self._names = names
        self._indexer = indexer
        self._players = players
        self._review = review

    def import_photos(
        self, paths: Sequence[Path], gallery: str, context: JobContext, *, references: bool = False
    ) -> ImportReport:
        """Put the photos under some files and folders into a gallery, made where it is new.

        The same content twice adds nothing; files that could not be used are tried again. What players
        were enrolled from is left out, unless `references` are wanted too.

        Raises:
            CancelledError: a stop was asked for; the same call goes on where it was.
            InvalidValueError: the gallery's name is empty, or there is nothing under the files and folders.
            ModelPackError: the model pack is not installed or was refused.
        """
        return self._import(paths, found_under(paths), gallery, context, references=references)

    def import_files(self, files: Sequence[Path], gallery: str, context: JobContext) -> ImportReport:
        """Put files that were just seen into a gallery, as they are: one that is gone by now is a failure.

        Raises:
            CancelledError: a stop was asked for; the same call goes on where it was.
            InvalidValueError: the gallery's name is empty.
            ModelPackError: the model pack is not installed or was refused.
        """
        return self._import(files, files, gallery, context, references=True)

    def import_copies(
        self, gallery_id: GalleryId, copies: Mapping[Path, Copy], context: JobContext
    ) -> Iterator[IndexedFile]:
        """Put photos whose files are on another computer into a gallery that is there, by their copies.

        Each is stored for good when it is given out. They have their places in the gallery by the originals.

        Raises:
            NotFoundError: there is no such gallery.
            CancelledError: a stop was asked for; what was given out is stored.
            ModelPackError: the model pack is not installed or was refused.
        """
        with self._database.read() as session:
            require_gallery(session, gallery_id)
        return self._import_copies(gallery_id, copies, context)

    def _import_copies(
        self, gallery_id: GalleryId, copies: Mapping[Path, Copy], context: JobContext
    ) -> Iterator[IndexedFile]:
        photos = {path: copy.photo_id for path, copy in copies.items()}

        def along(item: IndexedFile, session: Session) -> None:
            if item.photo_id is not None:
                _link(session, gallery_id, item.photo_id, copies[item.path].original, new=item.new)

        yield from self._indexer().index(list(copies), context, photos, along)

    def _import(
        self,
        paths: Sequence[Path],
        found: Sequence[Path | FileFailure],
        gallery: str,
        context: JobContext,
        *,
        references: bool = False,
    ) -> ImportReport:
        gallery_id = self.ensure_gallery(gallery)
        self._begin(gallery_id, paths)
        failures = [item for item in found if isinstance(item, FileFailure)]
        files = [item for item in found if isinstance(item, Path)]
        self._forget_missing_failures(gallery_id)
        self._remember_failures(gallery_id, failures)
        photos: list[PhotoId] = []
        added: set[Path] = set()
        left_out: set[Path] = set()

        def along(item: IndexedFile, session: Session) -> None:
            if item.failure is not None:
                _remember_failure(session, gallery_id, item.failure)
            elif item.photo_id is None:
                return
            elif not item.new and not references and is_only_reference(session, item.photo_id):
                left_out.add(item.path)
            elif _link(session, gallery_id, item.photo_id, item.path, new=item.new):
                session.execute(_UNREAD, {"photo_id": item.photo_id})
                added.add(item.path)

        known = 0
        for item in self._index_shots(files, context, along):
            if item.failure is not None:
                failures.append(item.failure)
            elif item.photo_id is not None and item.path in added:
                photos.append(item.photo_id)
            elif item.path not in left_out:
                known += 1
        names, nameless = self._read_names(gallery_id, context)
        self._end(gallery_id)
        changes = Changes(photos=frozenset(photos), galleries=frozenset({gallery_id}))
        return ImportReport(
            changes=changes | names.changes if names else changes,
            gallery_id=gallery_id,
            added=len(photos),
            known=known,
            faces=self._count_faces(photos),
            failures=(*failures, *(names.failures if names else ())),
            named=names.named if names else 0,
            references=len(left_out),
            nameless=nameless,
        )

    def _read_names(self, gallery_id: GalleryId, context: JobContext) -> tuple[NamesReport | None, bool]:
        """What the files of new photos say, and whether that is not known as nothing can read it.

        Photos that came before an import was stopped are new until their files were read.
        """
        of_gallery = select(GalleryPhotoRow.photo_id).where(GalleryPhotoRow.gallery_id == gallery_id)
        unread = UnreadNamesRow.photo_id.in_(of_gallery)
        with self._database.read() as session:
            photos = [PhotoId(one) for one in session.scalars(select(UnreadNamesRow.photo_id).where(unread))]
        try:
            found = (self._names(photos, context) if photos else None), False
        except ToolMissingError:
            found = None, True
        with self._database.write() as session:
            for part in chunks(photos):
                session.execute(delete(UnreadNamesRow).where(UnreadNamesRow.photo_id.in_(part)))
        return found

    def _index_shots(self, files: Sequence[Path], context: JobContext, along: Along) -> Iterator[IndexedFile]:
        """Index the files, RAW and JPEG of a shot as one; the RAW file alone where the JPEG can't be used."""
        partners = partners_among(self._database, files)
        failed: set[Path] = set()
        seen = [file for file in files if file not in partners]
        for item in self._indexer().index(seen, context, along=along):
            if item.failure is not None:
                failed.add(item.path)
            yield item
        alone = [file for file, seen in partners.items() if seen in failed]
        if alone:
            yield from self._indexer().index(alone, context, along=along)
        with self._database.read() as session:
            photos = photos_at(session, partners.values())
        remember_partners(
            self._database, {file: photos[seen] for file, seen in partners.items() if seen in photos}
        )

    def process(self, gallery_id: GalleryId, context: JobContext) -> ImportReport:
        """Go on with an import of a gallery that was stopped, and try the files again that failed.

        Raises:
            NotFoundError: there is no such gallery.
            CancelledError: a stop was asked for; the same call goes on where it was.
            ModelPackError: the model pack is not installed or was refused.
        """
        with self._database.read() as session:
            name = require_gallery(session, gallery_id).name
            failed = select(FileFailureRow.path).where(FileFailureRow.gallery_id == gallery_id)
            begun = select(UnfinishedImportRow.path).where(UnfinishedImportRow.gallery_id == gallery_id)
            paths = [Path(path) for query in (begun, failed) for path in session.scalars(query)]
        paths = [path for path in paths if not _is_gone(path)]
        return self._import(paths, list(scan(paths)), name, context)

    def enroll(self, folder: Path, context: JobContext) -> EnrolReport:
        """Enrol players from a folder: one folder a player, named as they are, references inside.

        A player who is not on the roster is added. In each reference the largest face counts.

        Raises:
            CancelledError: a stop was asked for; the same call goes on where it was.
            InvalidValueError: there is no player's folder in it, or a name is that of several.
            ModelPackError: the model pack is not installed or was refused.
        """
        folders = sorted(path for path in _children(folder) if path.is_dir())
        if not folders:
            raise InvalidValueError(
                "folder", said("there is no folder of a player in {folder}.", folder=folder)
            )
        return self._enroll({item: player.name for player in folders for item in scan([player])}, context)

    def enroll_player(self, player_id: PlayerId, paths: Sequence[Path], context: JobContext) -> EnrolReport:
        """Enrol one player from reference photos: the pictures under some files and folders.

        In each reference the largest face counts.

        Raises:
            NotFoundError: there is no such player.
            CancelledError: a stop was asked for; the same call goes on where it was.
            ModelPackError: the model pack is not installed or was refused.
        """
        player = self._players.get(player_id)
        return self._enroll(dict.fromkeys(scan(paths), player.name), context, player_id)

    def _enroll(
        self, files: Mapping[Path | FileFailure, str], context: JobContext, player_id: PlayerId | None = None
    ) -> EnrolReport:
        """Enrol the player of each file, by name where no id is given."""
        failures = [item for item in files if isinstance(item, FileFailure)]
        photos = [item for item in files if isinstance(item, Path)]
        changes = Changes()
        enrolled: dict[str, int] = {}
        known = 0
        for item in self._indexer().index(photos, context):
            name = files[item.path]
            done = self._enroll_photo(item, name, player_id)
            if isinstance(done, FileFailure):
                failures.append(done)
            elif done is None:
                known += 1
            else:
                changes |= done
                enrolled[name] = enrolled.get(name, 0) + 1
        return EnrolReport(changes, enrolled, known, tuple(failures))

    def _enroll_photo(
        self, item: IndexedFile, player: str, player_id: PlayerId | None
    ) -> Changes | FileFailure | None:
        """Confirm the largest face of a reference; None where it was answered before."""
        if item.photo_id is None:
            return item.failure
        with self._database.read() as session:
            faces = session.scalars(select(FaceRow).where(FaceRow.photo_id == item.photo_id)).all()
        faces = sorted(faces, key=lambda face: -face.w * face.h)
        if not faces:
            return FileFailure(item.path, "no-face", said("No face was found in this reference photo."))
        largest, *rest = faces
        player_id = player_id or self._players.ensure(player)
        if largest.state == FaceState.CONFIRMED.value:
            return self._already(item.path, largest, player_id)
        if any(as_large(box_of(largest), box_of(other)) for other in rest):
            reason = said("Several faces are equally large. Crop the photo to the player's own face.")
            return FileFailure(item.path, "several-faces", reason)
        try:
            return self._review.confirm([FaceId(largest.id)], player_id, Source.ENROLMENT)
        except InvalidValueError as exc:
            return FileFailure(item.path, "not-taken", exc.reason)

    def _already(self, path: Path, face: FaceRow, player_id: PlayerId) -> FileFailure | None:
        """Why a photo whose largest face is confirmed is no new reference; None where it is the player's."""
        if face.player_id == player_id:
            return None
        other = self._players.get(PlayerId(str(face.player_id))).name
        return FileFailure(
            path, "other-player", said("The face in this photo is {other} already.", other=other)
        )

    def _begin(self, gallery_id: GalleryId, paths: Sequence[Path]) -> None:
        """Remember what is imported, for `process` to go on with."""
        with self._database.write() as session:
            for path in map(os.path.abspath, paths):
                if path == path.encode(errors="replace").decode():  # else no database keeps it
                    session.merge(UnfinishedImportRow(gallery_id=gallery_id, path=path))

    def _end(self, gallery_id: GalleryId) -> None:
        with self._database.write() as session:
            session.execute(delete(UnfinishedImportRow).where(UnfinishedImportRow.gallery_id == gallery_id))

    def ensure_gallery(self, name: str) -> GalleryId:
        """The gallery of a name, made where there is none.

        Raises:
            InvalidValueError: it can't be the name of one.
        """
        name = ids.name("gallery", name)
        with self._database.write() as session:
            row = session.scalar(select(GalleryRow).where(GalleryRow.name == name))
            if row is None:
                row = GalleryRow(id=new_id(), name=name)
                session.add(row)
            return GalleryId(row.id)

    def _count_faces(self, photo_ids: Sequence[PhotoId]) -> int:
        with self._database.read() as session:
            return sum(
                session.scalar(select(func.count()).where(FaceRow.photo_id.in_(part))) or 0
                for part in chunks(photo_ids)
            )

    def _remember_failures(self, gallery_id: GalleryId, failures: Iterable[FileFailure]) -> None:
        with self._database.write() as session:
            for failure in failures:
                _remember_failure(session, gallery_id, failure)

    def _forget_missing_failures(self, gallery_id: GalleryId) -> None:
        """Drop the failures of folders, and of files that are gone: there is no file to try again."""
        with self._database.write() as session:
            rows = session.scalars(select(FileFailureRow).where(FileFailureRow.gallery_id == gallery_id))
            for row in rows:
                # What can't be looked at is False here, and listed again if it is still in the way.
                if not os.path.isfile(row.path):  # noqa: PTH113 - Path.is_file raises there
                    session.delete(row)


def _link(session: Session, gallery_id: GalleryId, photo_id: PhotoId, path: Path, *, new: bool) -> bool:
    """Put a photo into a gallery; False where it was in it. A `new` one is in none."""
    session.execute(_MENDED, {"gallery": gallery_id, "file": str(path)})
    if not new and session.get(GalleryPhotoRow, (gallery_id, photo_id)) is not None:
        return False
    order = sort_key_in(session, gallery_id, session.get_one(PhotoRow, photo_id), str(path))
    session.add(GalleryPhotoRow(gallery_id=gallery_id, photo_id=photo_id, sort_key=order))
    return True


def _remember_failure(session: Session, gallery_id: GalleryId, failure: FileFailure) -> None:
    row = FileFailureRow(gallery_id=gallery_id, path=str(failure.path), code=failure.code)
    row.reason = kept(failure.reason)
    session.merge(row)


def found_under(paths: Sequence[Path]) -> list[Path | FileFailure]:
    """What `scan` finds under the files and folders that somebody named.

    Raises:
        InvalidValueError: there is nothing.
    """
    if paths and all(map(_is_gone, paths)):
        raise InvalidValueError("photos", said("there is no file or folder {path}.", path=paths[0]))
    found = list(scan(paths))
    if paths and not found:
        raise InvalidValueError("photos", said("there is no picture in {path}.", path=paths[0]))
    return found


def _is_gone(path: Path) -> bool:
    """Whether nothing is there; False where that can't be told."""
    try:
        path.lstat()
    except (FileNotFoundError, NotADirectoryError):
        return True
    except (OSError, ValueError):
        return False
    return False


def _children(folder: Path) -> list[Path]:
    try:
        return list(folder.iterdir())
    except OSError as exc:
        raise InvalidValueError(
            "folder",
            said("{folder} can't be looked into: {reason}.", folder=folder, reason=exc.strerror),
        ) from exc


def as_large(largest: Box, other: Box) -> bool:
    """Whether a second face is as good as equally large, and not another look at the largest one."""
    width = min(largest.x + largest.w, other.x + other.w) - max(largest.x, other.x)
    height = min(largest.y + largest.h, other.y + other.h) - max(largest.y, other.y)
    area = other.w * other.h
    shared = max(width, 0.0) * max(height, 0.0)
    return area > EQUAL_SIZE * largest.w * largest.h and shared <= ONE_FACE * area
