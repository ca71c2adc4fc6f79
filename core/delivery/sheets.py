"""A contact sheet as a PDF: all photos of a recipient with their names, to choose from on paper."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import cv2
import numpy as np
from PIL import Image as Pillow

from core.errors import PhotoError
from core.files import translated_disk_errors
from core.images import Images
from core.imaging.decode import Picture, decode_photo, read_file
from core.imaging.thumbnails import scaled
from core.types import PhotoId
from core.words import said

# A4, upright.
DPI, WIDTH, HEIGHT = 150, 1240, 1754
COLUMNS, ROWS, MARGIN, HEAD, FOOT, GAP, LABEL = 4, 6, 75, 90, 40, 16, 30
INK, FAINT, EMPTY = (20, 20, 20), (120, 120, 120), (235, 235, 235)
TITLE_PX, TEXT_PX, WEIGHT = 34, 18, 500
CELL_WIDTH = (WIDTH - 2 * MARGIN - (COLUMNS - 1) * GAP) // COLUMNS
CELL_HEIGHT = (HEIGHT - 2 * MARGIN - HEAD - FOOT) // ROWS


def write_sheet(path: Path, title: str, photos: Sequence[tuple[PhotoId, str]], images: Images) -> None:
    """Write a contact sheet.

    Args:
        path: the PDF.
        title: what stands above each page.
        photos: each with what is to stand below it.
        images: of the library.

    Raises:
        LibraryError: the disk is full or may not be written to.
    """
    on_page = COLUMNS * ROWS
    parts = [photos[start : start + on_page] for start in range(0, len(photos), on_page)]
    pages = [
        Pillow.fromarray(_page(title, part, images, said("{page} of {pages}", page=number, pages=len(parts))))
        for number, part in enumerate(parts, start=1)
    ]
    with translated_disk_errors(path):
        pages[0].save(
            path, "PDF", save_all=True, append_images=pages[1:], resolution=DPI, quality=88, title=title
        )


def _page(title: str, photos: Sequence[tuple[PhotoId, str]], images: Images, foot: str) -> Picture:
    page = np.full((HEIGHT, WIDTH, 3), 255, np.uint8)
    _text(page, title, (MARGIN, MARGIN + TITLE_PX), TITLE_PX, WIDTH - 2 * MARGIN, INK)
    _text(page, foot, (MARGIN, HEIGHT - MARGIN), TEXT_PX, WIDTH - 2 * MARGIN, FAINT)
    for index, (photo_id, label) in enumerate(photos):
        row, column = divmod(index, COLUMNS)
        left = MARGIN + column * (CELL_WIDTH + GAP)
        top = MARGIN + HEAD + row * CELL_HEIGHT
        _put(page, left, top, _small(images, photo_id))
        at = (left, top + CELL_HEIGHT - GAP)
        _text(page, label, at, TEXT_PX, CELL_WIDTH, INK)
    return page


def _put(page: Picture, left: int, top: int, picture: Picture) -> None:
    """Put a picture into a cell, on its label."""
    room = CELL_HEIGHT - GAP - LABEL
    fitting = min(CELL_WIDTH / picture.shape[1], room / picture.shape[0])
    small = scaled(picture, max(1, int(max(picture.shape[:2]) * min(1.0, fitting))))
    high, wide = small.shape[:2]
    y, x = top + room - high, left + (CELL_WIDTH - wide) // 2
    page[y : y + high, x : x + wide] = small


def _small(images: Images, photo_id: PhotoId) -> Picture:
    """A photo's thumbnail; an empty one where it can't be had, as its name is on the sheet all the same."""
    try:
        path = images.thumbnail(photo_id)
        return decode_photo(read_file(path), path.suffix).pixels
    except PhotoError:
        return np.full((2, 3, 3), EMPTY, np.uint8).repeat(80, 0).repeat(80, 1)


def _text(
    page: Picture, text: str, at: tuple[int, int], size: int, room: int, ink: tuple[int, int, int]
) -> None:
    """Write a text, shortened in its middle to what there is room for."""
    font = cv2.FontFace("sans")  # OpenCV's own outline font: it has Cyrillic and accents
    kept = text
    while len(kept) > 1 and cv2.getTextSize((WIDTH, HEIGHT), kept, (0, 0), font, size, WEIGHT)[2] > room:
        half = (len(kept) - 2) // 2
        kept = f"{text[:half]}…{text[len(text) - half :]}" if half else kept[:1]
    cv2.putText(page, kept, at, ink, font, size, WEIGHT)
