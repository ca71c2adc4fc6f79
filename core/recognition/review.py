"""A person's answers: confirm, reject, ignore, not a face, and taking them back."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from sqlalchemy import select
from sqlalchemy.orm import Session

from core.changes import Changes
from core.db.engine import Database
from core.db.queries import (
    chunks,
    face_of,
    faces_in_order,
    require_faces,
    require_gallery,
    require_player,
)
from core.db.schema import DecisionRow, FaceRow, GalleryPhotoRow, new_id
from core.errors import InvalidValueError, NotFoundError
from core.recognition.history import Decision, record
from core.recognition.merging import turn_merges
from core.types import (
    BatchId,
    Face,
    FaceId,
    FaceState,
    GalleryId,
    PlayerId,
    RejectReason,
    Source,
    Verdict,
)

MACHINE_STATES = (FaceState.SUGGESTED.value, FaceState.TAGGED.value)


class Review:
    """Every method writes one batch; `Changes.batch` is what `undo` takes."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def suggestions(self, gallery_id: GalleryId) -> list[Face]:
        """The faces of a gallery that the recogniser suggests or tags, the surest first.

        Raises:
            NotFoundError: there is no such gallery.
        """
        with self._database.read() as session:
            require_gallery(session, gallery_id)
            rows = session.scalars(
                faces_in_order()
                .join(GalleryPhotoRow, GalleryPhotoRow.photo_id == FaceRow.photo_id)
                .where(GalleryPhotoRow.gallery_id == gallery_id, FaceRow.state.in_(MACHINE_STATES))
            )
            return sorted((face_of(row) for row in rows), key=lambda f: -(f.probability or 0))

    def confirm(
        self, face_ids: Sequence[FaceId], player_id: PlayerId, source: Source = Source.PERSON
    ) -> Changes:
        """These faces show this player; locked against every later run.

        A machine's label of the same player on another face of the same photo is withdrawn: a
        person is in a photo once.

        Raises:
            NotFoundError: a face or the player is not there.
            InvalidValueError: two of the faces, or one of them and a face confirmed before, are in
                one photo; or the player was merged into another one.
        """
        with self._database.write() as session:
            player = require_player(session, player_id)
            if player.merged:
                raise InvalidValueError("player", f"{player.name} was merged into another player.")
            faces = require_faces(session, face_ids)
            others = _others_of_player(session, faces, player_id)
            _refuse_twice_in_a_photo(faces, others, player.name)
            rows = [_decision(face.id, Verdict.CONFIRM, player_id, source) for face in faces]
            rows += [_decision(o.id, Verdict.UNKNOWN, None, Source.MACHINE) for o in others]
            return record(session, rows, BatchId(new_id()))

    def reject(self, face_ids: Sequence[FaceId], player_id: PlayerId | None = None) -> Changes:
        """These faces do not show this player, and are never again suggested to.

        Args:
            face_ids: the faces.
            player_id: who they are not; None for whoever each is labelled as.

        Raises:
            NotFoundError: a face or the player is not there.
            InvalidValueError: no player was named and a face is labelled as nobody.
        """
        with self._database.write() as session:
            if player_id is not None:
                require_player(session, player_id)
            faces = require_faces(session, face_ids)
            for face in faces:
                if player_id is None and face.player_id is None:
                    raise InvalidValueError("player", "this face is labelled as nobody.")
            rows = [_decision(face.id, Verdict.REJECT, player_id or face.player_id) for face in faces]
            return record(session, rows, BatchId(new_id()))

    def ignore(self, face_ids: Sequence[FaceId], reason: RejectReason = RejectReason.IGNORE) -> Changes:
        """These faces need no name; the reason is kept with the answer.

        Raises:
            NotFoundError: a face is not there.
        """
        return self._answer(face_ids, Verdict.IGNORE, reason)

    def not_a_face(self, face_ids: Sequence[FaceId]) -> Changes:
        """These are not faces.

        Raises:
            NotFoundError: a face is not there.
        """
        return self._answer(face_ids, Verdict.NOT_A_FACE, RejectReason.NOT_A_FACE)

    def undo(self, batch_id: BatchId) -> Changes:
        """Take back a batch; the undo is a batch of its own, and undoing that is a redo.

        A machine's label that would come back beside a confirmed face of the same player stays
        withdrawn: a person is in a photo once.

        Raises:
            NotFoundError: there is no such batch.
            InvalidValueError: two faces of a photo would be confirmed as one player.
        """
        with self._database.write() as session:
            batch = BatchId(new_id())
            turned = turn_merges(session, batch_id, batch)
            undone = session.scalars(
                select(DecisionRow).where(DecisionRow.batch_id == batch_id).order_by(DecisionRow.id)
            ).all()
            if not undone and not turned.players:
                raise NotFoundError("batch of decisions", batch_id)
            rows = [_decision(row.face_id, Verdict.UNDO, row.player_id, undoes=row.id) for row in undone]
            changes = turned | record(session, rows, batch)
            beside = _beside_confirmed(session, changes.photos)
            withdrawn = [_decision(face.id, Verdict.UNKNOWN, None, Source.MACHINE) for face in beside]
            return changes | record(session, withdrawn, batch) if withdrawn else changes

    def _answer(self, face_ids: Sequence[FaceId], verdict: Verdict, reason: RejectReason) -> Changes:
        with self._database.write() as session:
            faces = require_faces(session, face_ids)
            rows = [_decision(face.id, verdict, reason=reason.value) for face in faces]
            return record(session, rows, BatchId(new_id()))


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


def _others_of_player(session: Session, faces: Sequence[FaceRow], player_id: PlayerId) -> list[FaceRow]:
    """Faces labelled as the player in the photos of these faces, these left out."""
    mine = {face.id for face in faces}
    rows = session.scalars(
        select(FaceRow).where(
            FaceRow.player_id == player_id, FaceRow.photo_id.in_({f.photo_id for f in faces})
        )
    )
    return [row for row in rows if row.id not in mine]


def _beside_confirmed(session: Session, photo_ids: Iterable[str]) -> list[FaceRow]:
    """Faces that a machine labelled as a player who is confirmed in the same photo."""
    faces: list[FaceRow] = []
    for part in chunks(sorted(photo_ids)):
        faces += session.scalars(
            select(FaceRow).where(FaceRow.photo_id.in_(part), FaceRow.player_id.is_not(None))
        )
    confirmed: set[tuple[str, str | None]] = set()
    for face in faces:
        if face.state != FaceState.CONFIRMED.value:
            continue
        if (face.photo_id, face.player_id) in confirmed:
            raise InvalidValueError("face", "A player would be in one photo twice. Nothing was changed.")
        confirmed.add((face.photo_id, face.player_id))
    return [f for f in faces if f.state in MACHINE_STATES and (f.photo_id, f.player_id) in confirmed]


def _refuse_twice_in_a_photo(faces: Sequence[FaceRow], others: Iterable[FaceRow], player: str) -> None:
    taken = {other.photo_id for other in others if other.state == FaceState.CONFIRMED.value}
    for face in faces:
        if face.photo_id in taken:
            raise InvalidValueError(
                "face", f"{player} would be in one photo twice. Leave one of the two faces out."
            )
        taken.add(face.photo_id)
