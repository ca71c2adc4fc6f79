"""One picture that shows everybody who was named, and those who were not."""

from __future__ import annotations

from pathlib import Path

import cv2
import numpy as np

from core.imaging.decode import Picture, decode_photo, read_file
from core.imaging.thumbnails import write_image
from core.library import Library
from core.types import Face, FaceState, GalleryId

CELL, GAP, LABEL, COLUMNS, MARGIN = 110, 6, 34, 12, 24
BACKGROUND, INK, FAINT = (24, 26, 30), (236, 238, 242), (150, 156, 166)
MARKS = {
    FaceState.CONFIRMED: (96, 200, 120),
    FaceState.TAGGED: (86, 156, 240),
    FaceState.SUGGESTED: (240, 180, 70),
}
FONT_PX, WEIGHT = 18, 500
SHOWN = COLUMNS * 2
COUNTS_AT = 300


def write_contact_sheet(library: Library, gallery_id: GalleryId, path: Path) -> None:
    """A PNG with the faces of each player of a gallery, the surest first, and the unknown ones last.

    Raises:
        NotFoundError: there is no such gallery.
    """
    photos = library.galleries.photos(library.galleries.photo_ids(gallery_id))
    faces = [face for photo in photos for face in photo.faces]
    people: dict[str, list[Face]] = {}
    for face in sorted(faces, key=lambda f: (f.player is None, f.player or "", -(f.probability or 0))):
        people.setdefault(face.player or "", []).append(face)
    rows = sum(-(-min(len(found), SHOWN) // COLUMNS) for found in people.values())
    width = 2 * MARGIN + COLUMNS * (CELL + GAP)
    height = 2 * MARGIN + rows * (CELL + GAP) + len(people) * LABEL
    sheet = np.full((height, width, 3), BACKGROUND, np.uint8)
    top = MARGIN
    for name, found in people.items():
        _title(sheet, top, name, found)
        top = _faces(sheet, top + LABEL, library, found[:SHOWN])
    write_image(path, sheet)


def _title(sheet: Picture, top: int, name: str, faces: list[Face]) -> None:
    font = cv2.FontFace("sans")  # OpenCV's own outline font: it has Cyrillic and accents
    baseline = top + LABEL - 12
    title, ink = (name, INK) if name else ("Not named", FAINT)
    cv2.putText(sheet, title, (MARGIN, baseline), ink, font, FONT_PX, WEIGHT)
    counts = ", ".join(
        f"{sum(face.state is state for face in faces)} {state.value.replace('_', ' ')}"
        for state in dict.fromkeys(face.state for face in faces)
    )
    cv2.putText(sheet, counts, (COUNTS_AT, baseline), FAINT, font, FONT_PX - 3, WEIGHT)


def _faces(sheet: Picture, top: int, library: Library, faces: list[Face]) -> int:
    """Draw crops in rows from `top` on, each underlined by its state; where the next row begins."""
    for index, face in enumerate(faces):
        row, column = divmod(index, COLUMNS)
        x, y = MARGIN + column * (CELL + GAP), top + row * (CELL + GAP)
        path = library.images.crop(face.id)
        crop = decode_photo(read_file(path), path.suffix).pixels
        sheet[y : y + CELL, x : x + CELL] = cv2.resize(crop, (CELL, CELL), interpolation=cv2.INTER_AREA)
        if face.state in MARKS:
            sheet[y + CELL - 5 : y + CELL, x : x + CELL] = MARKS[face.state]
    return top + -(-len(faces) // COLUMNS) * (CELL + GAP)
