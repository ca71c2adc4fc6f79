"""The one recogniser: every caller that tags goes through `Recognition.batch_recognize`."""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping, Sequence, Set
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, replace
from functools import partial
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray
from sqlalchemy import select
from sqlalchemy.orm import Session

from core.changes import Changes
from core.db.engine import Database
from core.db.queries import (
    STATES,
    among,
    require_faces,
    require_gallery,
    require_photos,
    rows_of,
)
from core.db.schema import (
    FaceRow,
    PlayerRow,
    new_id,
)
from core.db.vectors import Vectors
from core.errors import InvalidValueError
from core.jobs import JobContext, ordered_ahead
from core.recognition.calibration import Floats
from core.recognition.comparing import Batch, Evidence, Match, batches, compare, likeliest
from core.recognition.consent import not_to_be_named, refused_in
from core.recognition.examples import PackTraits
from core.recognition.history import Decision, Place, record, rejections, withdraw_refused
from core.recognition.templates import (
    Templates,
    load_templates,
    named_since,
    ranked,
    with_newcomers,
)
from core.settings import Settings
from core.types import (
    OPEN_STATES,
    BatchId,
    Candidate,
    FaceId,
    FaceState,
    GalleryId,
    PhotoId,
    PlayerId,
    Source,
    Verdict,
)
from core.words import said

# A probability that moved by less than this is not worth a row of history.
SAME_PROBABILITY = 1e-4


@dataclass(frozen=True, slots=True)
class RecognitionReport:
    """How many open faces were tagged, suggested to a player, or left unknown.

    `without_embedding` were not compared: they have no embedding of the pack in use. `named_since` the
    training are faces of which it knows nothing: training again makes use of them.
    """

    changes: Changes
    tagged: int
    suggested: int
    unknown: int
    without_embedding: int
    named_since: int = 0


class Recognition:
    """Recognition in a library, by its active training session."""

    def __init__(
        self, database: Database, settings: Callable[[], Settings], traits: Callable[[], PackTraits]
    ) -> None:
        self._database = database
        self._settings = settings
        self._traits = traits

    def batch_recognize(
        self,
        gallery_ids: Sequence[GalleryId],
        confidence_threshold: float | None,
        context: JobContext,
        photo_ids: Collection[PhotoId] | None = None,
    ) -> RecognitionReport:
        """Tag the open faces of some galleries: tagged, suggested or unknown, by probability.

        Answers of people are left alone, a rejected pair does not come back, and a player is in a
        photo once; that holds for what is answered, merged or refused while it runs, too. A number that was
        read below a face counts for who wears it and against who wears another one; by it alone nobody is
        tagged. Where a gallery had a roster at the beginning, or the match that a photo is of its teams,
        their players are likelier, and another is suggested at most. In a gallery with many strangers
        everybody is less likely.

        Args:
            gallery_ids: the galleries.
            confidence_threshold: probability from which a face is tagged; None for the one that
                training chose.
            context: progress and cancel.
            photo_ids: of these of their photos only; None for all.

        Raises:
            NotFoundError: one of the galleries is not there.
            InvalidValueError: the threshold is not a probability.
            TrainingError: no session is active, or it is of another model pack.
            CancelledError: a stop was asked for; photos done until then are kept.
            ModelPackError: the active pack is not installed.
        """
        if confidence_threshold is not None and not 0 < confidence_threshold <= 1:
            raise InvalidValueError("threshold", said("a probability above 0, at most 1."))
        with self._database.read() as session:
            for gallery_id in gallery_ids:
                require_gallery(session, gallery_id)
            require_photos(session, photo_ids or ())
            templates = load_templates(session, self._traits())
            parts = list(batches(session, templates, gallery_ids, photo_ids))
            named = named_since(session, templates.session_id)
        with self._database.write() as session:  # a consent may have ended since the last run
            refused = replace(withdraw_refused(session, BatchId(new_id())), batch=None)
        report = RecognitionReport(refused, 0, 0, 0, 0)
        threshold = confidence_threshold or templates.threshold
        suggest = min(self._settings().suggest_probability, threshold)
        total, done = sum(len(batch.photo_ids) for batch in parts), 0
        # While one batch is written, the next one is compared.
        with ThreadPoolExecutor(1, "compare") as pool:
            for compared in ordered_ahead(pool, partial(self._compare, suggest), parts, 1):
                context.progress(said("Recognising"), done, total)
                report = _sum(report, self._recognize(compared, threshold))
                done += len(compared.batch.photo_ids)
        context.progress(said("Recognising"), done, total)
        return replace(report, named_since=named)

    def candidates(self, face_ids: Sequence[FaceId], k: int = 9) -> dict[FaceId, tuple[Candidate, ...]]:
        """The likeliest players of each face, whatever its state, those named since the training too.

        They are as likely as the recogniser takes them to be, by the face, who is expected in its photo, and
        the number worn. Those of whom it was said that it isn't they are left out, and so is a face
        without an embedding of the active pack.

        Raises:
            NotFoundError: a face is not there.
            TrainingError: no session is active, or it is of another model pack.
        """
        with self._database.read() as session:
            trained = load_templates(session, self._traits())
            faces = {FaceId(face.id): face for face in require_faces(session, face_ids)}
            rejected = _rejected(session, {face: row.photo_id for face, row in faces.items()})
            most = k + max(map(len, rejected.values()), default=0)
            found = likeliest(session, trained, with_newcomers(session, trained), faces, most)
        return {
            face: tuple(one for one in best if one.player_id not in rejected.get(face, ()))[:k]
            for face, best in found.items()
        }

    def rank(self, matrix: Vectors, quality: Floats, k: int) -> list[tuple[Candidate, ...]]:
        """The `k` likeliest players of each embedding, (N, D) of the pack in use and of unit norm.

        Args:
            matrix: the embeddings.
            quality: of their faces, (N,).
            k: how many of each.

        Raises:
            TrainingError: no session is active, or it is of another model pack.
        """
        with self._database.read() as session:
            templates = load_templates(session, self._traits())
        return ranked(templates, matrix, quality, k)

    def _compare(self, least: float, batch: Batch) -> Evidence:
        with self._database.read() as session:
            return compare(session, batch, least)

    def _recognize(self, evidence: Evidence, threshold: float) -> RecognitionReport:
        """One batch of photos in one transaction."""
        templates = evidence.batch.templates
        with self._database.write() as session:
            faces = _labelled(session, evidence.batch.photo_ids)
            to_tag = templates.to_tag(evidence.batch.names)
            matches = _match(session, faces, evidence)
            verdicts = {face_id: _verdict(match, to_tag, threshold) for face_id, match in matches.items()}
            changed = [
                (face, row)
                for face in faces
                if face.id in matches
                and (row := _changed(face, matches[face.id], verdicts[face.id], templates))
            ]
            rows = [row for _, row in changed]
            places: dict[str, Place] = {
                face.id: Place(face.photo_id, face.player_id, face.state.value) for face, _ in changed
            }
            changes = record(session, rows, BatchId(new_id()), places) if rows else Changes()
        answers = list(verdicts.values())
        return RecognitionReport(
            changes=changes,
            tagged=answers.count(Verdict.TAG),
            suggested=answers.count(Verdict.SUGGEST),
            unknown=answers.count(Verdict.UNKNOWN),
            without_embedding=sum(face.state in OPEN_STATES for face in faces) - len(matches),
        )


def assign(options: Sequence[Sequence[Match]]) -> dict[int, Match]:
    """Each player to at most one face of a photo, the surest pair first.

    Args:
        options: whom each face may show.

    Returns:
        By the number of the face, for those that got one.
    """
    assigned: dict[int, Match] = {}
    taken: set[int] = set()
    pairs = ((face, match) for face, matches in enumerate(options) for match in matches)
    for face, match in sorted(pairs, key=lambda pair: -pair[1].probability):
        if face not in assigned and match.column not in taken:
            assigned[face] = match
            taken.add(match.column)
    return assigned


class _Labelled(NamedTuple):
    """A face with its present label; of tens of thousands, ORM rows would take most of the time."""

    id: FaceId
    photo_id: str
    state: FaceState
    player_id: PlayerId | None
    probability: float | None


def _labelled(session: Session, photo_ids: Sequence[str]) -> list[_Labelled]:
    """The faces of some photos, those of a photo from left to right."""
    query = (
        select(FaceRow.id, FaceRow.photo_id, FaceRow.state, FaceRow.player_id, FaceRow.probability)
        .where(among(FaceRow.photo_id, photo_ids))
        .order_by(FaceRow.photo_id, FaceRow.x, FaceRow.y)
    )
    return [
        _Labelled(face, photo, STATES[state], player, probability)
        for face, photo, state, player, probability in rows_of(session, query)
    ]


def _match(session: Session, faces: Sequence[_Labelled], evidence: Evidence) -> dict[FaceId, Match | None]:
    """The answer for each open face that has an embedding."""
    open_faces = [face for face in faces if face.state in OPEN_STATES and face.id in evidence.options]
    options = _allowed(session, faces, open_faces, evidence)
    photos: dict[str, list[FaceId]] = {}
    for face in open_faces:
        photos.setdefault(face.photo_id, []).append(face.id)
    matches: dict[FaceId, Match | None] = {face.id: None for face in open_faces}
    for face_ids in photos.values():
        for number, match in assign([options[face_id] for face_id in face_ids]).items():
            matches[face_ids[number]] = match
    return matches


def _allowed(
    session: Session, faces: Sequence[_Labelled], open_faces: Sequence[_Labelled], evidence: Evidence
) -> dict[FaceId, list[Match]]:
    """Whom each open face may show, but for who was rejected for it, is elsewhere in its photo, or left.

    Elsewhere is a face that is confirmed, or was named before and can't be compared now: it has no embedding
    of the pack. Who left, or was erased, did so while this run went on.
    """
    column = {player_id: index for index, (player_id, _) in enumerate(evidence.batch.templates.players)}
    there = set(session.scalars(select(PlayerRow.id).where(~not_to_be_named())))
    left = {index for player_id, index in column.items() if player_id not in there}
    rejected = _rejected(session, {face.id: face.photo_id for face in open_faces})
    compared = {face.id for face in open_faces}
    taken: dict[str, set[int | None]] = {}
    for face in faces:
        if face.id not in compared and face.player_id is not None:
            taken.setdefault(face.photo_id, set()).add(column.get(face.player_id))
    return {
        face.id: [
            match
            for match in evidence.options[face.id]
            if match.column not in left
            and match.column not in taken.get(face.photo_id, ())
            and match.column not in {column.get(player) for player in rejected.get(face.id, ())}
        ]
        for face in open_faces
    }


def _rejected(session: Session, photos: Mapping[FaceId, str]) -> dict[str, Set[PlayerId]]:
    """Of which players it was said that faces are not they, or that they are not to be named there.

    Args:
        session: for reading.
        photos: the photo of each face.
    """
    rejected: dict[str, Set[PlayerId]] = {**rejections(session, list(photos))}
    refused = refused_in(session, list(dict.fromkeys(photos.values())))
    for face, photo_id in photos.items():
        if photo_id in refused:
            rejected[face] = rejected.get(face, frozenset()) | refused[photo_id]
    return rejected


def _verdict(match: Match | None, to_tag: NDArray[np.bool_], threshold: float) -> Verdict:
    """What to say of a face; `to_tag` are the players who are more than suggested, (P,)."""
    if match is None:
        return Verdict.UNKNOWN
    sure = match.probability >= threshold and match.alone and to_tag[match.column]
    return Verdict.TAG if sure else Verdict.SUGGEST


def _changed(face: _Labelled, match: Match | None, verdict: Verdict, templates: Templates) -> Decision | None:
    """A row of history where the answer differs from the face's label."""
    if match is None:
        if face.player_id is None:
            return None
        return Decision(
            face_id=face.id,
            verdict=Verdict.UNKNOWN,
            source=Source.MACHINE,
            session_id=templates.session_id,
        )
    player_id = templates.players[match.column][0]
    state = FaceState.TAGGED if verdict is Verdict.TAG else FaceState.SUGGESTED
    moved = abs((face.probability or 0.0) - match.probability) >= SAME_PROBABILITY
    if face.state is state and face.player_id == player_id and not moved:
        return None
    return Decision(
        face_id=face.id,
        player_id=player_id,
        verdict=verdict,
        source=Source.MACHINE,
        probability=match.probability,
        similarity=match.similarity,
        session_id=templates.session_id,
    )


def _sum(first: RecognitionReport, second: RecognitionReport) -> RecognitionReport:
    return RecognitionReport(
        changes=first.changes | second.changes,
        tagged=first.tagged + second.tagged,
        suggested=first.suggested + second.suggested,
        unknown=first.unknown + second.unknown,
        without_embedding=first.without_embedding + second.without_embedding,
    )
