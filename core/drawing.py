"""Faces that a person draws: those the detector missed, and boxes put right; photos of one burst."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace

import numpy as np
from sqlalchemy import Select, func, select
from sqlalchemy.orm import Session

from core.changes import Changes
from core.db.engine import Database
from core.db.queries import chunks, require_faces, require_photo
from core.db.schema import DecisionRow, FaceRow, PhotoFileRow, PhotoRow, new_id, sort_key_of
from core.errors import InvalidValueError
from core.images import Images
from core.imaging.decode import Picture
from core.indexing import SAME_FACE_OVERLAP, box_of, face_row
from core.recognition.examples import BURST_S
from core.recognition.history import Decision, once_a_photo, record
from core.recognition.labels import Event, effective
from core.types import BatchId, Box, FaceId, FaceState, PhotoId, Source, Verdict
from core.vision.alignment import landmarks_in
from core.vision.detection import Detection
from core.vision.engine import FaceEngine, FaceObservation
from core.vision.session import Tensor
from core.words import said

# A face of fewer pixels shows nobody; detectors stop at about this size too.
LEAST_PX = 12
# The detector looks at the box and so much around it, in sides of the box: it knows faces by the head.
AROUND = 1.0
# Of a face in the middle of a box; one that fills less of it is not what was drawn.
LEAST_OVERLAP = 0.15
# Boxes end at the edge of the photo, give or take how a fraction rounds.
ROUNDING = 1e-6
PHOTOS_AT_ONCE = 64

ANSWERS = frozenset({Verdict.CONFIRM, Verdict.REJECT, Verdict.IGNORE, Verdict.UNSURE})
"""What a person says of a face that is as true of it in another box."""


class Faces:
    """Draws faces. Each drawing is one batch; `Changes.batch` is what `Review.undo` takes."""

    def __init__(self, database: Database, images: Images, engine: Callable[[], FaceEngine]) -> None:
        self._database = database
        self._images = images
        self._engine = engine

    def draw(
        self, photo_id: PhotoId, box: Box, face_id: FaceId | None = None, source: Source = Source.PERSON
    ) -> Changes:
        """Add a face that the detector did not find.

        Where the detector finds a face when it looks at the box alone, its landmarks are taken, and its
        box too where the one drawn is much wider. Else the face is taken to fill the box, with quality 0:
        it can be named, and is trained on only where there is nothing better.

        Args:
            photo_id: the photo.
            box: where the face is.
            face_id: the new face's id (see `core.ids.new_face_id`); None for any.
            source: who says that there is one.

        Raises:
            NotFoundError: there is no such photo.
            InvalidValueError: the box is not within the photo, or too small, or shows a face that is
                there already; or the id is taken.
            PhotoError: the original can't be read.
            ModelPackError: the model pack is not installed or was refused.
        """
        return self._draw(photo_id, box, face_id, None, source)

    def redraw(self, face_id: FaceId, box: Box, new_face_id: FaceId | None = None) -> Changes:
        """Put the box of a face right: the old one is no face, a new one has every answer given to it.

        Args:
            face_id: the face.
            box: where it really is.
            new_face_id: the new face's id (see `core.ids.new_face_id`); None for any.

        Raises:
            NotFoundError: there is no such face.
            InvalidValueError: the box is not within the photo, or too small, or shows another face that
                is there already; the id is taken; or who the face was confirmed as before it was said to be
                none is confirmed on another one by now.
            PhotoError: the original can't be read.
            ModelPackError: the model pack is not installed or was refused.
        """
        with self._database.read() as session:
            photo_id = PhotoId(require_faces(session, [face_id])[0].photo_id)
        return self._draw(photo_id, box, new_face_id, face_id)

    def burst(self, photo_id: PhotoId) -> tuple[PhotoId, ...]:
        """The photos of a photo's burst in order: of one camera, each within 2 s of the one before.

        A photo without a time is alone.

        Raises:
            NotFoundError: there is no such photo.
        """
        with self._database.read() as session:
            photo = require_photo(session, photo_id)
            if photo.taken_at is None:
                return (photo_id,)
            of_camera = select(PhotoRow).where(PhotoRow.camera == photo.camera)
            earlier = of_camera.where(PhotoRow.taken_at <= photo.taken_at).order_by(PhotoRow.taken_at.desc())
            later = of_camera.where(PhotoRow.taken_at > photo.taken_at).order_by(PhotoRow.taken_at)
            return _in_order(session, [*_close(session, earlier, photo), *_close(session, later, photo)])

    def _draw(
        self,
        photo_id: PhotoId,
        box: Box,
        face_id: FaceId | None,
        old: FaceId | None,
        source: Source = Source.PERSON,
    ) -> Changes:
        picture = self._picture(photo_id, box)
        engine = self._engine()
        seen = _seen_in(engine, picture, box) or _taken_to_fill(engine, picture, box)
        found = _fractions(seen.detection.box, picture)
        # A box that somebody corrects is taken as it is: the detector's may be what was wrong.
        place = box if old is not None or found.overlap(box) >= SAME_FACE_OVERLAP else found
        detection = replace(seen.detection, box=_pixels(place, picture))
        height, width = picture.shape[:2]
        new = face_row(photo_id, replace(seen, detection=detection), engine, width, height)
        new.id = face_id or new.id
        with self._database.write() as session:
            _refuse_known(session, new, (place, found), old)
            session.add(new)
            session.flush()
            self._images.small_face(FaceId(new.id), picture, place).keep()
            batch = BatchId(new_id())
            changes = record(session, _decisions(session, FaceId(new.id), old, source), batch)
            return changes | once_a_photo(session, changes.photos, batch)

    def _picture(self, photo_id: PhotoId, box: Box) -> Picture:
        """The photo in full.

        Raises:
            NotFoundError: there is no such photo.
            InvalidValueError: no face can be in that box of it.
            PhotoError: the original can't be read.
        """
        with self._database.read() as session:
            photo = require_photo(session, photo_id)
            width, height = photo.width, photo.height
        ends = (box.x, box.y, 1 - box.x - box.w, 1 - box.y - box.h)
        if not all(end >= -ROUNDING for end in ends):  # which a NaN is not either
            raise InvalidValueError("box", said("it is not within the photo."))
        if not min(box.w * width, box.h * height) >= LEAST_PX:
            raise InvalidValueError("box", said("a face has at least {n} pixels each way.", n=LEAST_PX))
        return self._images.photo(photo_id, max(width, height))


def _seen_in(engine: FaceEngine, picture: Picture, box: Box) -> FaceObservation | None:
    """The face that the detector finds in a box when it looks at little else; None where it finds none."""
    height, width = picture.shape[:2]
    x, y, w, h = (float(value) for value in _pixels(box, picture))
    left, top = max(0, int(x - AROUND * w)), max(0, int(y - AROUND * h))
    right, bottom = min(width, int(x + (1 + AROUND) * w) + 1), min(height, int(y + (1 + AROUND) * h) + 1)
    seen = engine.observe(np.ascontiguousarray(picture[top:bottom, left:right]))
    moved = [_moved(one, left, top) for one in seen]
    places = [_fractions(one.detection.box, picture) for one in moved]
    inside = [i for i, place in enumerate(places) if _is_in(place, box)]
    return moved[max(inside, key=lambda i: places[i].overlap(box))] if inside else None


def _is_in(found: Box, drawn: Box) -> bool:
    """Whether a face that was found is what a box was drawn around."""
    x, y = found.x + found.w / 2, found.y + found.h / 2
    in_middle = drawn.x <= x <= drawn.x + drawn.w and drawn.y <= y <= drawn.y + drawn.h
    return in_middle and found.overlap(drawn) >= LEAST_OVERLAP


def _moved(seen: FaceObservation, left: int, top: int) -> FaceObservation:
    """A face of a region as one of the whole picture."""
    found = seen.detection
    box = found.box + np.array([left, top, 0, 0], np.float32)
    points = found.landmarks + np.array([left, top], np.float32)
    return replace(seen, detection=Detection(box, points, found.score))


def _taken_to_fill(engine: FaceEngine, picture: Picture, box: Box) -> FaceObservation:
    """A face that no detector finds: blurred, turned away, half hidden."""
    place = _pixels(box, picture)
    points = landmarks_in(place)
    (embedding,), _ = engine.embed(picture, [points])
    return FaceObservation(Detection(place, points, score=0.0), quality=0.0, embedding=embedding)


def _refuse_known(session: Session, new: FaceRow, boxes: Sequence[Box], besides: FaceId | None) -> None:
    """Refuse a face that is there already in one of these boxes, or whose id is taken.

    Raises:
        InvalidValueError: it is; says which.
    """
    if session.get(FaceRow, new.id) is not None:
        raise InvalidValueError("face id", said("there is a face {id} already.", id=new.id))
    for face in session.scalars(select(FaceRow).where(FaceRow.photo_id == new.photo_id)):
        if face.id == besides or face.state == FaceState.NOT_A_FACE.value:
            continue
        if any(box_of(face).overlap(box) >= SAME_FACE_OVERLAP for box in boxes):
            who = face.player.name if face.player else said("without a name")
            words = said("this face is there already ({who}): {id}.", who=who, id=face.id)
            raise InvalidValueError("box", words)


def _decisions(session: Session, new: FaceId, old: FaceId | None, source: Source) -> list[Decision]:
    """What is said by drawing a face, in place of another one or of none."""
    drawn = Decision(new, Verdict.DRAW, source)
    if old is None:
        return [drawn]
    return [Decision(old, Verdict.NOT_A_FACE, Source.PERSON), drawn, *_answers(session, old, new)]


def _answers(session: Session, old: FaceId, new: FaceId) -> Iterator[Decision]:
    """What people said of a face and did not take back, as said of another one; and who refused to be it."""
    query = select(DecisionRow).where(DecisionRow.face_id == old).order_by(DecisionRow.id)
    rows = {row.id: row for row in session.scalars(query)}
    history = [Event(row.id, Verdict(row.verdict), undoes=row.undoes) for row in rows.values()]
    for event in effective(history):
        row = rows[event.id]
        refused = event.verdict is Verdict.UNKNOWN and row.player_id is not None
        if refused or event.verdict in ANSWERS:
            yield Decision(new, event.verdict, Source(row.source), row.player_id, row.reason)


def _close(session: Session, query: Select[PhotoRow], photo: PhotoRow) -> Iterator[PhotoRow]:
    """The photos that a query gives, from one on, as long as each follows the last one quickly."""
    last = photo.taken_at
    for one in session.scalars(query.execution_options(yield_per=PHOTOS_AT_ONCE)):
        if last is None or one.taken_at is None or abs((one.taken_at - last).total_seconds()) > BURST_S:
            return
        last = one.taken_at
        yield one


def _in_order(session: Session, photos: Sequence[PhotoRow]) -> tuple[PhotoId, ...]:
    """Photos as a gallery orders them."""
    places: dict[str, str] = {}
    for part in chunks([photo.id for photo in photos]):
        query = select(PhotoFileRow.photo_id, func.min(PhotoFileRow.path))
        places.update(
            session.execute(
                query.where(PhotoFileRow.photo_id.in_(part)).group_by(PhotoFileRow.photo_id)
            ).all()
        )
    ordered = sorted(photos, key=lambda photo: sort_key_of(photo.taken_at, places.get(photo.id, "")))
    return tuple(PhotoId(photo.id) for photo in ordered)


def _pixels(box: Box, picture: Picture) -> Tensor:
    """A box, (4,), in pixels of a picture."""
    height, width = picture.shape[:2]
    return np.array([box.x * width, box.y * height, box.w * width, box.h * height], np.float32)


def _fractions(box: Tensor, picture: Picture) -> Box:
    """A box in fractions of a picture."""
    height, width = picture.shape[:2]
    x, y, w, h = (float(value) for value in box)
    return Box(x / width, y / height, w / width, h / height)
