"""The one recogniser: every caller that tags goes through `Recognition.batch_recognize`."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator, Mapping, Sequence, Set
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, replace
from functools import partial
from operator import attrgetter
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
    chunks,
    embeddings,
    require_faces,
    require_gallery,
    require_photos,
    rows_of,
)
from core.db.schema import (
    DecisionRow,
    FaceRow,
    GalleryPhotoRow,
    PlayerRow,
    new_id,
)
from core.db.vectors import Vectors
from core.errors import InvalidValueError
from core.jobs import JobContext, ordered_ahead
from core.recognition.calibration import Calibration, Floats, lift
from core.recognition.consent import not_to_be_named
from core.recognition.examples import PackTraits
from core.recognition.expected import photos_by_names
from core.recognition.history import Decision, Place, labels, record, withdraw_refused
from core.recognition.numbers import NumberEvidence, number_evidence, numbers_read
from core.recognition.templates import (
    Templates,
    calibration_in,
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

# Photos written in one transaction, of a quarter of a second; a stop takes effect after one. Of half as many
# each touches nearly the same pages of the indexes: a tenth longer.
PHOTOS_A_BATCH = 2000
# Pairs of a face and a player: what is worked out of them stays in the processor's cache.
COMPARED_AT_ONCE = 500_000
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


class Match(NamedTuple):
    """A player whom a face may show: the column among the templates, and how surely it is they.

    `alone`: the face shows them at least so surely as a suggestion needs without the number that they wear.
    """

    column: int
    probability: float
    similarity: float
    alone: bool = True


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
            numbers = number_evidence(session, templates.players)
            batches = list(_batches(session, templates, numbers, gallery_ids, photo_ids))
            named = named_since(session, templates.session_id)
        with self._database.write() as session:  # a consent may have ended since the last run
            refused = replace(withdraw_refused(session, BatchId(new_id())), batch=None)
        report = RecognitionReport(refused, 0, 0, 0, 0)
        threshold = confidence_threshold or templates.threshold
        suggest = min(self._settings().suggest_probability, threshold)
        total, done = sum(len(batch.photo_ids) for batch in batches), 0
        # While one batch is written, the next one is compared.
        with ThreadPoolExecutor(1, "compare") as pool:
            for compared in ordered_ahead(pool, partial(self._compare, suggest), batches, 1):
                context.progress(said("Recognising"), done, total)
                report = _sum(report, self._recognize(compared, threshold))
                done += len(compared.batch.photo_ids)
        context.progress(said("Recognising"), done, total)
        return replace(report, named_since=named)

    def candidates(self, face_ids: Sequence[FaceId], k: int = 9) -> dict[FaceId, tuple[Candidate, ...]]:
        """The likeliest players of each face, whatever its state, those named since the training too.

        They are as likely as by their faces alone in the gallery that it is in, whatever its roster and the
        number that is worn. Those of whom it was said that it isn't they are left out, and so is a face
        without an embedding of the active pack.

        Raises:
            NotFoundError: a face is not there.
            TrainingError: no session is active, or it is of another model pack.
        """
        with self._database.read() as session:
            trained = load_templates(session, self._traits())
            templates = with_newcomers(session, trained)
            faces = {face.id: face for face in require_faces(session, face_ids)}
            dimension = templates.matrix.shape[1]
            present, matrix = embeddings(session, face_ids, templates.pack_id, dimension)
            rejected = _rejected(session, present)
            meant = _meant(session, trained, {face.photo_id for face in faces.values()})
        quality = np.array([faces[face].quality for face in present], np.float64)
        together: dict[Calibration, list[int]] = {}
        for row, face in enumerate(present):
            together.setdefault(meant[faces[face].photo_id], []).append(row)
        most = k + max(map(len, rejected.values()), default=0)
        best: dict[FaceId, tuple[Candidate, ...]] = {}
        for calibration, rows in together.items():
            found = ranked(replace(templates, calibration=calibration), matrix[rows], quality[rows], most)
            best.update(zip((present[row] for row in rows), found, strict=True))
        return {
            face: tuple(one for one in best[face] if one.player_id not in rejected.get(face, ()))[:k]
            for face in present
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

    def _compare(self, least: float, batch: _Batch) -> _Evidence:
        """Whom the faces of a batch show at least so surely, which no answer changes."""
        templates = batch.templates
        with self._database.read() as session:
            in_photos = select(FaceRow.id, FaceRow.quality).where(among(FaceRow.photo_id, batch.photo_ids))
            # In an order that does not depend on ids: the last digits of a product may.
            in_order = in_photos.order_by(FaceRow.photo_id, FaceRow.x, FaceRow.y)
            qualities: dict[str, float] = dict(rows_of(session, in_order))
            ids, matrix = embeddings(session, list(qualities), templates.pack_id, templates.matrix.shape[1])
            read = numbers_read(session, ids) if batch.numbers else {}
        prior, quality = templates.prior(batch.names), np.array([qualities[face] for face in ids], np.float64)
        matches = likely(templates, matrix, quality, prior, least)
        if batch.numbers and read:
            rows = [row for row, face in enumerate(ids) if face in read]
            worn = batch.numbers, [read[ids[row]] for row in rows]
            with_numbers = likely(templates, matrix[rows], quality[rows], prior, least, worn)
            for row, both in zip(rows, with_numbers, strict=True):
                by_face = {match.column for match in matches[row]}
                matches[row] = tuple(match._replace(alone=match.column in by_face) for match in both)
        return _Evidence(batch, dict(zip(ids, matches, strict=True)))

    def _recognize(self, evidence: _Evidence, threshold: float) -> RecognitionReport:
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


def likely(
    templates: Templates,
    matrix: Vectors,
    quality: Floats,
    prior: Floats,
    least: float,
    worn: tuple[NumberEvidence, Sequence[str]] | None = None,
) -> list[tuple[Match, ...]]:
    """The players whom faces of embeddings (N, D) and quality (N,) show at least so surely; by column.

    That is nearly always one or none, and never more than 1 / `least`: they are all that an answer needs.
    `worn` are the numbers that were read below the N faces, and what they say.
    """
    found: list[list[Match]] = [[] for _ in matrix]
    rows = max(1, COMPARED_AT_ONCE // max(1, len(templates.matrix)))
    # New memory for each part would take longer than the products.
    scratch = np.empty((2, min(rows, len(matrix)), len(templates.matrix)), np.float32)
    for start in range(0, len(matrix), rows):
        part = matrix[start : start + rows]
        more = None if worn is None else worn[0].of(worn[1][start : start + rows])
        similarities, probabilities = scratch[:, : len(part)]
        np.matmul(part, templates.matrix.T, out=similarities)
        lifts = lift(quality[start : start + rows])
        templates.calibration.probabilities(similarities, prior, probabilities, more, lifts)
        sure = probabilities >= least
        values = zip(*np.nonzero(sure), probabilities[sure], similarities[sure], strict=True)
        for row, column, probability, similarity in values:
            found[start + row].append(Match(int(column), float(probability), float(similarity)))
    return list(map(tuple, found))


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


@dataclass(frozen=True, slots=True)
class _Batch:
    """Photos whose players are `names`, or may be anybody where it is empty."""

    photo_ids: Sequence[str]
    templates: Templates
    names: Set[PlayerId]
    numbers: NumberEvidence | None


def _batches(
    session: Session,
    templates: Templates,
    numbers: NumberEvidence | None,
    gallery_ids: Sequence[GalleryId],
    photo_ids: Collection[PhotoId] | None,
) -> Iterator[_Batch]:
    """The photos of some galleries, or these of them, by who is expected and what a similarity means."""
    photos = photos_by_names(session, gallery_ids, photo_ids)
    meant = _meant(session, templates, [photo_id for ids in photos.values() for photo_id in ids])
    for names, ids in photos.items():
        together: dict[Calibration, list[str]] = {}
        for photo_id in ids:
            together.setdefault(meant[photo_id], []).append(photo_id)
        for calibration, alike in together.items():
            here = replace(templates, calibration=calibration)
            for part in chunks(alike, PHOTOS_A_BATCH):
                yield _Batch(part, here, names, numbers)


@dataclass(frozen=True, slots=True)
class _Evidence:
    """Whom the faces of a batch may show, of each that has an embedding."""

    batch: _Batch
    options: Mapping[FaceId, Sequence[Match]]


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


def _match(session: Session, faces: Sequence[_Labelled], evidence: _Evidence) -> dict[FaceId, Match | None]:
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
    session: Session, faces: Sequence[_Labelled], open_faces: Sequence[_Labelled], evidence: _Evidence
) -> dict[FaceId, list[Match]]:
    """Whom each open face may show, but for who was rejected for it, is elsewhere in its photo, or left.

    Elsewhere is a face that is confirmed, or was named before and can't be compared now: it has no embedding
    of the pack. Who left did so while this run went on.
    """
    column = {player_id: index for index, (player_id, _) in enumerate(evidence.batch.templates.players)}
    left = {
        column.get(PlayerId(one)) for one in session.scalars(select(PlayerRow.id).where(not_to_be_named()))
    }
    ids = [face.id for face in open_faces]
    rejected = _rejected(session, ids)
    compared = set(ids)
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


def _meant(session: Session, templates: Templates, photo_ids: Collection[str]) -> dict[str, Calibration]:
    """What a similarity means in each photo: the least that it means in a gallery that the photo is in."""
    placed = select(GalleryPhotoRow.photo_id, GalleryPhotoRow.gallery_id)
    rows = list(rows_of(session, placed.where(among(GalleryPhotoRow.photo_id, photo_ids))))
    of_gallery = {
        gallery_id: calibration_in(session, templates, GalleryId(gallery_id))
        for gallery_id in {gallery_id for _, gallery_id in rows}
    }
    meant = dict.fromkeys(photo_ids, templates.calibration)
    for photo_id, gallery_id in rows:
        meant[photo_id] = min(meant[photo_id], of_gallery[gallery_id], key=attrgetter("known_share"))
    return meant


def _rejected(session: Session, face_ids: Sequence[FaceId]) -> dict[str, Set[PlayerId]]:
    """Of which players it was said that these faces are not they."""
    spoken = (
        select(DecisionRow.face_id)
        .where(DecisionRow.verdict == Verdict.REJECT, among(DecisionRow.face_id, face_ids))
        .distinct()
    )
    return {face: label.rejected for face, label in labels(session, list(session.scalars(spoken))).items()}


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
