"""Drawing faces and putting boxes right, and what answers make of a photo before they are written."""

from __future__ import annotations

from dataclasses import replace

from PySide6.QtCore import QCoreApplication

from core import ids
from core.types import Box, Face, FaceState, Photo, PhotoId
from desktop.document import Operation, reading
from desktop.verdicts import Answer

translate = QCoreApplication.translate


def read_burst(photo_id: PhotoId) -> Operation:
    """tuple[PhotoId, ...] of the burst that a photo is of."""
    title = translate("operations", "Look for the burst")
    return reading(title, lambda lib: lib.faces.burst(photo_id), quiet=True)


def draw(photo: Photo, box: Box) -> Answer:
    """There is a face, where none was found."""
    new = Face(ids.new_face_id(), photo.id, box, FaceState.UNKNOWN, quality=0.0, size_px=box.h * photo.height)
    title = translate("verdicts", "Draw a face")
    return Answer(title, (), new.state, lambda lib: lib.faces.draw(photo.id, box, new.id), drawn=new)


def redraw(face: Face, box: Box) -> Answer:
    """The face is in another box; what was answered for it stays."""
    answered = face.state in (FaceState.CONFIRMED, FaceState.IGNORED)
    new = replace(
        face,
        id=ids.new_face_id(),
        box=box,
        state=face.state if answered else FaceState.UNKNOWN,
        size_px=face.size_px * box.h / face.box.h,
        player_id=face.player_id if answered else None,
        player=face.player if answered else None,
        probability=None,
    )
    title = translate("verdicts", "Correct a box")
    return Answer(
        title, (face,), FaceState.NOT_A_FACE, lambda lib: lib.faces.redraw(face.id, box, new.id), drawn=new
    )


def painted(photo: Photo, answer: Answer) -> Photo:
    """The photo as it is once the answer is written."""
    if answer.call is None or answer.state is None:
        return photo
    state = answer.state
    said = {face.id for face in answer.faces}
    faces = [
        replace(face, state=state, player=answer.player, player_id=None, probability=None)
        if face.id in said
        else face
        for face in photo.faces
    ]
    if answer.drawn is not None and answer.drawn.photo_id == photo.id:
        faces.append(answer.drawn)
    return replace(photo, faces=tuple(faces))


def unpainted(photo: Photo, answer: Answer) -> Photo:
    """The photo as it was before the answer was given."""
    before = {face.id: face for face in answer.faces}
    faces = [before.get(face.id, face) for face in photo.faces if face != answer.drawn]
    return replace(photo, faces=tuple(faces))
