"""A person's answers: confirm, reject, ignore, not a face, not sure, and taking them back."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence

from sqlalchemy import exists, select
from sqlalchemy.orm import Session

from core.changes import Changes
from core.db.engine import Database
from core.db.photo_query import chosen_photos
from core.db.queries import (
    chunks,
    face_of,
    faces_in_order,
    photos_by_id,
    require_faces,
    require_player,
)
from core.db.schedule import read_schedule
from core.db.schema import DecisionRow, FaceRow, GalleryPhotoRow, PhotoRow, PlayerRow, new_id
from core.errors import InvalidValueError, NotFoundError
from core.recognition.arranging import turn_moves
from core.recognition.asked import NAMED_BY_MACHINE, asked_faces
from core.recognition.consent import disagrees, refused_in
from core.recognition.history import Decision, is_undone, labels, once_a_photo, record, withdraw_refused
from core.recognition.merging import turn_merges
from core.types import (
    BatchId,
    Face,
    FaceId,
    Faces,
    FaceState,
    GalleryId,
    PhotoFilter,
    PhotoId,
    PhotoSort,
    PlayerId,
    RejectReason,
    Source,
    Verdict,
    WholeLibrary,
)
from core.words import said

# Faces that nobody has named, and that the recogniser isn't sure of.
NAMELESS_STATES = (FaceState.UNKNOWN.value, FaceState.SUGGESTED.value)


class Review:
    """Every method writes one batch; `Changes.batch` is what `undo` takes."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def suggestions(self, gallery_id: GalleryId) -> list[Face]:
        """The faces of a gallery that the recogniser suggests or tags, the surest first.

        Those that somebody put aside, not being sure, are left out.

        Raises:
            NotFoundError: there is no such gallery.
        """
        with self._database.read() as session:
            found = asked_faces(session, gallery_id, NAMED_BY_MACHINE)
        return sorted(found, key=lambda face: -(face.probability or 0))

    def aside(self, scope: GalleryId | WholeLibrary) -> Faces:
        """The open faces of a gallery, or of all, that somebody was not sure of, photo by photo.

        Raises:
            NotFoundError: there is no such gallery.
        """
        with self._database.read() as session:
            return asked_faces(session, scope, aside=True)

    def confirm(
        self,
        face_ids: Sequence[FaceId],
        player_id: PlayerId,
        source: Source = Source.PERSON,
        others: Sequence[FaceId] = (),
    ) -> Changes:
        """These faces show this player; locked against every later run.

        A machine's label of the same player on another face of the same photo is withdrawn: a
        person is in a photo once.

        Args:
            face_ids: the faces.
            player_id: who they show.
            source: who says so.
            others: faces that do not show the player, said in the same breath: as `reject`.

        Raises:
            NotFoundError: a face or the player is not there.
            InvalidValueError: no face was named; two of the faces, or one of them and a face confirmed
                before, are in one photo; or the player was merged into another one, or does not agree to
                be recognised, at all or in a gallery of a photo.
        """
        with self._database.write() as session:
            player = require_player(session, player_id)
            if player.merged:
                raise InvalidValueError(
                    "player", said("{name} was merged into another player.", name=player.name)
                )
            faces = _named(session, face_ids)
            _require_agreement(session, player, faces)
            same = _others_of_player(session, faces, player_id)
            _refuse_twice_in_a_photo(session, faces, same, player.name)
            rows = [_decision(face.id, Verdict.CONFIRM, player_id, source) for face in faces]
            rows += [_decision(face.id, Verdict.UNKNOWN, None, Source.MACHINE) for face in same]
            if others:
                rejected = _named(session, others)
                rows += [_decision(face.id, Verdict.REJECT, player_id, source) for face in rejected]
            return record(session, rows, BatchId(new_id()))

    def reject(self, face_ids: Sequence[FaceId], player_id: PlayerId | None = None) -> Changes:
        """These faces do not show this player, and are never again suggested to.

        Args:
            face_ids: the faces.
            player_id: who they are not; None for whoever each is labelled as.

        Raises:
            NotFoundError: a face or the player is not there.
            InvalidValueError: no face was named; or no player, and a face is labelled as nobody.
        """
        with self._database.write() as session:
            if player_id is not None:
                require_player(session, player_id)
            faces = _named(session, face_ids)
            for face in faces:
                if player_id is None and face.player_id is None:
                    raise InvalidValueError("player", said("this face is labelled as nobody."))
            rows = [_decision(face.id, Verdict.REJECT, player_id or face.player_id) for face in faces]
            return record(session, rows, BatchId(new_id()))

    def ignore(self, face_ids: Sequence[FaceId], reason: RejectReason = RejectReason.IGNORE) -> Changes:
        """These faces need no name; the reason is kept with the answer.

        Raises:
            NotFoundError: a face is not there.
            InvalidValueError: no face was named.
        """
        return self._answer(face_ids, Verdict.IGNORE, reason.value)

    def unsure(self, face_ids: Sequence[FaceId]) -> Changes:
        """Nobody can tell yet: the faces go aside, and are asked about again when something new is known.

        Raises:
            NotFoundError: a face is not there.
            InvalidValueError: no face was named.
        """
        return self._answer(face_ids, Verdict.UNSURE)

    def others(self, photo_ids: Collection[PhotoId], keep: Collection[FaceId] = ()) -> list[Face]:
        """The faces of some photos that no person has answered, that are not tagged, and not in `keep`.

        They are what `ignore_others` would ignore.

        Raises:
            NotFoundError: a photo, or a face to keep, is not there.
        """
        with self._database.read() as session:
            return [face_of(row) for row in _others(session, photo_ids, keep)]

    def ignore_others(self, photo_ids: Collection[PhotoId], keep: Collection[FaceId] = ()) -> Changes:
        """The faces of some photos that no person has answered, and that are not tagged, need no name.

        Those in `keep` are left alone; `Changes.faces` are those that were ignored.

        Raises:
            NotFoundError: a photo, or a face to keep, is not there.
        """
        with self._database.write() as session:
            faces = _others(session, photo_ids, keep)
            rows = [_decision(face.id, Verdict.IGNORE, reason=RejectReason.IGNORE.value) for face in faces]
            return record(session, rows, BatchId(new_id())) if rows else Changes()

    def photos_of_match(self, photo_id: PhotoId) -> list[PhotoId]:
        """The photos of the match that a photo is of, itself too, by time.

        None where it is of none, or it is open of which.

        Raises:
            NotFoundError: the photo is not there.
        """
        with self._database.read() as session:
            _require_photos(session, [photo_id])
            placed = select(GalleryPhotoRow.gallery_id, GalleryPhotoRow.sort_key, PhotoRow.camera)
            placed = placed.join(PhotoRow, PhotoRow.id == GalleryPhotoRow.photo_id)
            found: list[PhotoId] = []
            for gallery_id, sort_key, camera in session.execute(
                placed.where(PhotoRow.id == photo_id).order_by(GalleryPhotoRow.gallery_id)
            ).all():
                match = read_schedule(session, gallery_id).of(photo_id, sort_key, camera)
                if len(match) == 1:
                    wanted = PhotoFilter(match_id=match[0])
                    found += chosen_photos(session, GalleryId(gallery_id), wanted, PhotoSort())
            return list(dict.fromkeys(found))

    def not_a_face(self, face_ids: Sequence[FaceId]) -> Changes:
        """These are not faces.

        Raises:
            NotFoundError: a face is not there.
            InvalidValueError: no face was named.
        """
        return self._answer(face_ids, Verdict.NOT_A_FACE, RejectReason.NOT_A_FACE.value)

    def undo(self, batch_id: BatchId) -> Changes:
        """Take back a batch; the undo is a batch of its own, and undoing that is a redo.

        A machine's label that would come back beside a surer one of the same player stays withdrawn: a
        person is in a photo once.

        Raises:
            NotFoundError: there is no such batch, or it was a merge or a removal that was taken back already.
            InvalidValueError: it was taken back already; two faces of a photo would be confirmed as one
                player, or a face as one who is not on the roster; two players would be merged into each
                other; or the clusters that it arranged were made anew since.
        """
        with self._database.write() as session:
            batch = BatchId(new_id())
            turned = turn_merges(session, batch_id, batch) | turn_moves(session, batch_id, batch)
            undone = session.scalars(
                select(DecisionRow).where(DecisionRow.batch_id == batch_id).order_by(DecisionRow.id)
            ).all()
            if not undone and not turned.players and not turned.clusters:
                raise NotFoundError(said("act that could be taken back"), batch_id)
            if undone and is_undone(session, undone):
                raise InvalidValueError("batch", said("it was taken back already."))
            rows = [_decision(row.face_id, Verdict.UNDO, row.player_id, undoes=row.id) for row in undone]
            changes = turned | record(session, rows, batch)
            changes |= once_a_photo(session, changes.photos, batch)
            return changes | withdraw_refused(session, batch)

    def _answer(self, face_ids: Sequence[FaceId], verdict: Verdict, reason: str = "") -> Changes:
        with self._database.write() as session:
            faces = _named(session, face_ids)
            rows = [_decision(face.id, verdict, reason=reason) for face in faces]
            return record(session, rows, BatchId(new_id()))


def _named(session: Session, face_ids: Sequence[FaceId]) -> list[FaceRow]:
    if not face_ids:
        raise InvalidValueError("face", said("no face was named."))
    return require_faces(session, list(dict.fromkeys(face_ids)))


def _decision(
    face_id: str,
    verdict: Verdict,
    player_id: str | None = None,
    source: Source = Source.PERSON,
    *,
    reason: str = "",
    undoes: int | None = None,
) -> Decision:
    return Decision(face_id, verdict, source, player_id, reason, undoes=undoes)


def _others(session: Session, photo_ids: Collection[PhotoId], keep: Collection[FaceId]) -> list[FaceRow]:
    """Nameless faces of the photos of which nothing that a person said stands."""
    _require_photos(session, photo_ids)
    require_faces(session, list(keep))
    drawn = exists().where(DecisionRow.face_id == FaceRow.id, DecisionRow.verdict == Verdict.DRAW)
    found: list[FaceRow] = []
    for part in chunks(list(photo_ids)):
        nameless = faces_in_order().where(FaceRow.photo_id.in_(part), FaceRow.state.in_(NAMELESS_STATES))
        found += session.scalars(nameless.where(~FaceRow.aside, ~drawn))
    rejected: set[str] = set()
    for ids in chunks([row.id for row in found]):
        answers = select(DecisionRow.face_id).where(
            DecisionRow.face_id.in_(ids), DecisionRow.verdict == Verdict.REJECT
        )
        histories = labels(session, list(session.scalars(answers.distinct())))
        rejected |= {face_id for face_id, label in histories.items() if label.rejected}
    return [row for row in found if row.id not in rejected and row.id not in keep]


def _require_photos(session: Session, photo_ids: Collection[PhotoId]) -> None:
    there: set[str] = set()
    for part in chunks(list(photo_ids)):
        there.update(session.scalars(select(PhotoRow.id).where(PhotoRow.id.in_(part))))
    for photo_id in photo_ids:
        if photo_id not in there:
            raise NotFoundError(said("photo"), photo_id)


def _others_of_player(session: Session, faces: Sequence[FaceRow], player_id: PlayerId) -> list[FaceRow]:
    """Faces labelled as the player in the photos of these faces, these left out."""
    mine = {face.id for face in faces}
    rows = session.scalars(
        select(FaceRow).where(
            FaceRow.player_id == player_id, FaceRow.photo_id.in_({f.photo_id for f in faces})
        )
    )
    return [row for row in rows if row.id not in mine]


def _require_agreement(session: Session, player: PlayerRow, faces: Sequence[FaceRow]) -> None:
    """See that a player agrees to be recognised where some faces are.

    Raises:
        InvalidValueError: they do not.
    """
    if session.scalar(select(PlayerRow.id).where(PlayerRow.id == player.id, disagrees())):
        raise InvalidValueError("player", said("{name} does not agree to be recognised.", name=player.name))
    if any(player.id in refused for refused in refused_in(session, [f.photo_id for f in faces]).values()):
        words = said("{name} does not agree to be recognised in this gallery.", name=player.name)
        raise InvalidValueError("player", words)


def _refuse_twice_in_a_photo(
    session: Session, faces: Sequence[FaceRow], others: Iterable[FaceRow], player: str
) -> None:
    taken = {other.photo_id for other in others if other.state == FaceState.CONFIRMED.value}
    mine: set[str] = set()
    for face in faces:
        if face.photo_id in mine:
            words = said(
                "{name} would be twice in {file}. Leave one of the two faces out.",
                **_in(session, face, player),
            )
            raise InvalidValueError("face", words)
        if face.photo_id in taken:
            words = said(
                "{name} is confirmed in {file} already, as another face. Leave this one out, or look at that "
                "photo and say who the other one is. Nothing was changed.",
                **_in(session, face, player),
            )
            raise InvalidValueError("face", words)
        mine.add(face.photo_id)


def _in(session: Session, face: FaceRow, player: str) -> dict[str, str]:
    """What is said of a player in a photo."""
    (photo,) = photos_by_id(session, [PhotoId(face.photo_id)])
    return {"name": player, "file": photo.file_name or photo.id[:12]}
