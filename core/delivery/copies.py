"""The files that are handed out: as they are, with names in them, or pictures made anew."""

from __future__ import annotations

import hashlib
import json
from pathlib import Path

import cv2
import numpy as np
import simplejpeg

from core.db.engine import Database
from core.db.queries import photo_of
from core.delivery.planning import PlannedFile
from core.errors import InvalidValueError, PhotoError
from core.files import translated_disk_errors
from core.images import changed_photo
from core.imaging.decode import Picture, decode_photo, read_file
from core.imaging.thumbnails import scaled
from core.jpeg import JPEG_SUFFIXES, is_jpeg
from core.metadata.edits import arguments, merge
from core.metadata.exiftool import ExifTool
from core.metadata.tags import READ, tags_of
from core.types import RAW_SUFFIXES, DeliveryOrder
from core.wanted_tags import tags_written
from core.words import said

QUALITY = 92
# An unsharp mask for a screen: what shrinking took from the finest lines.
SHARPEN_PX, SHARPEN_AMOUNT = 0.7, 0.6
# Of the longest side: how high the text of a watermark is, how wide a logo, how far both are from the edge.
TEXT_HEIGHT, LOGO_WIDTH, MARGIN = 0.03, 0.18, 0.02
TEXT_WEIGHT, TEXT_OPACITY = 600, 0.75
# What is true of the file that a picture was made from, and not of the picture.
NOT_COPIED = (
    *("--Orientation", "--XMP-tiff:all", "--XMP-mwg-rs:all", "--XMP-MP:all", "--ICC_Profile:all"),
    *("--IFD1:all", "--ThumbnailImage", "--PreviewImage", "--JpgFromRaw", "--OtherImage", "--MPF:all"),
    *("--ImageWidth", "--ImageHeight", "--ExifImageWidth", "--ExifImageHeight"),
    # Of RAW files, and in no JPEG; the second is empty in some of Nikon's.
    *("--IFD0:ImageNumber", "--IPTC:EnvelopePriority"),
)
# Of a RAW file they tell where in it its pictures are.
NO_MAKER_NOTES = "-MakerNotes:all="
EXIF = "ExifIFD"


class Copies:
    """Makes the files of an order, in a folder of their own."""

    def __init__(self, database: Database, tool: ExifTool, order: DeliveryOrder, folder: Path) -> None:
        """Make them.

        Args:
            database: the library's.
            tool: what writes names.
            order: how they are to be.
            folder: for those that are made; the caller deletes what it has sent.

        Raises:
            InvalidValueError: the logo is no picture.
        """
        self._database, self._tool, self._order, self._folder = database, tool, order, folder
        self._logo = read_logo(order.logo) if order.as_jpeg and order.logo else None
        self._made = 0

    def recipe(self, file: PlannedFile) -> str:
        """What a file is made from, and how: where this is the same, so is the file.

        Raises:
            PhotoError: it is not there.
        """
        source = file.wanted.photo.path
        try:
            seen = source.stat()
        except OSError as exc:
            raise PhotoError("vanished", said("The file is not there.")) from exc
        order = self._order
        made = [order.longest_px, order.sharpen, order.watermark, str(order.logo)] if order.as_jpeg else []
        tags = sorted(file.wanted.tags) if order.names else []
        return digest_of([file.wanted.photo.id, seen.st_size, seen.st_mtime_ns, made, tags])

    def make(self, file: PlannedFile) -> Path:
        """A file to hand out: the photo's own where that is as it is to be, else one that is made.

        Raises:
            PhotoError: it can't be read, is another photo by now, or can't be made.
            LibraryError: the disk is full.
        """
        source = file.wanted.photo.path
        content = read_file(source)
        with self._database.read() as session:
            if photo_of(session, content) != file.wanted.photo.id:
                raise changed_photo()
        if not self._order.as_jpeg:
            if not self._order.names or not is_jpeg(content):
                return source
            if source.suffix.lower() not in JPEG_SUFFIXES:  # ExifTool goes by the name
                source = self._written(content)
            return self._with_names(file, source, file.wanted.size)
        pixels = _finished(decode_photo(content, source.suffix).pixels, self._order, self._logo)
        del content
        made = self._written(_encoded(pixels))
        if not self._order.names:
            return made
        copied, (height, width) = self._place(), pixels.shape[:2]
        size = [f"-{EXIF}:ExifImageWidth={width}", f"-{EXIF}:ExifImageHeight={height}"]
        # EXIF has to have both (EXIF 2.32, table 4), and is not to be made where there was none. In a RAW
        # file it is beside the picture that was decoded.
        told = self._tool.read([source], [f"{EXIF}:all"]).get(source, {})
        own = size if any(name.startswith(EXIF) for name in told) else []
        if source.suffix.lower() in RAW_SUFFIXES:
            own.append(NO_MAKER_NOTES)
        self._tool.write(made, copied, ["-TagsFromFile", str(source), "-all:all", *NOT_COPIED, *own])
        made.unlink()
        return self._with_names(file, copied, (pixels.shape[1], pixels.shape[0]))

    def is_made(self, path: Path) -> bool:
        """Whether a file was made here, and is not one of the photographer's."""
        return path.parent == self._folder

    def _with_names(self, file: PlannedFile, path: Path, size: tuple[int, int]) -> Path:
        """A copy of a picture of this size that says who is in it; the file itself where it does."""
        with self._database.read() as session:
            own = tags_written(session, file.wanted.photo.path.resolve())
        found = tags_of(self._tool.read([path], READ).get(path, {}))
        edit = merge(found, own, file.wanted.tags, size)
        if not edit:
            return path
        named = self._place()
        self._tool.write(path, named, arguments(edit, found, size))
        if self.is_made(path):
            path.unlink()
        return named

    def _written(self, content: bytes) -> Path:
        made = self._place()
        with translated_disk_errors(made):
            made.write_bytes(content)
        return made

    def _place(self) -> Path:
        self._made += 1
        return self._folder / f"{self._made}.jpg"


def digest_of(told: object) -> str:
    """The sha256 of something that JSON can tell."""
    return hashlib.sha256(json.dumps(told, default=str).encode()).hexdigest()


def _finished(pixels: Picture, order: DeliveryOrder, logo: Picture | None) -> Picture:
    """A picture as large as is wanted, sharpened and marked as is wanted."""
    made = scaled(pixels, order.longest_px) if order.longest_px else pixels
    if order.sharpen:
        blurred = cv2.GaussianBlur(made, (0, 0), SHARPEN_PX)
        made = np.asarray(cv2.addWeighted(made, 1 + SHARPEN_AMOUNT, blurred, -SHARPEN_AMOUNT, 0), np.uint8)
    if order.watermark or logo is not None:
        made = made.copy()
    if order.watermark:
        _write_text(made, order.watermark)
    if logo is not None:
        _put_logo(made, logo)
    return made


def _write_text(pixels: Picture, text: str) -> None:
    """Write a text at the lower right, light with a dark edge, so that it is seen on any ground."""
    height, width = pixels.shape[:2]
    longest = max(height, width)
    font, size = cv2.FontFace("sans"), max(8, round(longest * TEXT_HEIGHT))
    margin = round(longest * MARGIN)
    box = cv2.getTextSize((width, height), text, (0, 0), font, size, TEXT_WEIGHT)
    if (wide := box[2]) > width - 2 * margin:
        size = max(6, size * (width - 2 * margin) // wide)
        box = cv2.getTextSize((width, height), text, (0, 0), font, size, TEXT_WEIGHT)
    at = (width - margin - box[2] - box[0], height - margin - box[3] - box[1])
    layer = pixels.copy()
    edge = max(1, size // 24)
    for dx, dy in ((edge, edge), (-edge, edge), (edge, -edge), (-edge, -edge)):
        cv2.putText(layer, text, (at[0] + dx, at[1] + dy), (0, 0, 0), font, size, TEXT_WEIGHT)
    cv2.putText(layer, text, at, (255, 255, 255), font, size, TEXT_WEIGHT)
    cv2.addWeighted(layer, TEXT_OPACITY, pixels, 1 - TEXT_OPACITY, 0, dst=pixels)


def _put_logo(pixels: Picture, logo: Picture) -> None:
    """Put a picture with transparency at the lower left."""
    height, width = pixels.shape[:2]
    longest = max(height, width)
    wide = max(1, min(round(longest * LOGO_WIDTH), width))
    high = max(1, min(round(logo.shape[0] * wide / logo.shape[1]), height))
    small = cv2.resize(logo, (wide, high), interpolation=cv2.INTER_AREA).astype(np.float32)
    margin = min(round(longest * MARGIN), width - wide, height - high)
    part = pixels[height - margin - high : height - margin, margin : margin + wide]
    alpha = small[:, :, 3:] / 255
    part[:] = np.round(small[:, :, :3] * alpha + part * (1 - alpha)).astype(np.uint8)


def read_logo(path: Path) -> Picture:
    """A picture to be put on photos, with its transparency, RGBA.

    Raises:
        InvalidValueError: it is none.
    """
    try:
        found = cv2.imdecode(np.frombuffer(read_file(path), np.uint8), cv2.IMREAD_UNCHANGED)
    except PhotoError as exc:
        raise InvalidValueError(
            "logo", said("the logo {file}: {reason}", file=path.name, reason=exc.reason)
        ) from exc
    if found is None or found.dtype != np.uint8:
        raise InvalidValueError("logo", said("{file} is no picture of 8 bits.", file=path.name))
    to_rgba = {2: cv2.COLOR_GRAY2RGBA, 3: cv2.COLOR_BGR2RGBA, 4: cv2.COLOR_BGRA2RGBA}
    return np.asarray(cv2.cvtColor(found, to_rgba[found.shape[2] if found.ndim == 3 else 2]), np.uint8)


def _encoded(pixels: Picture) -> bytes:
    encoded: bytes = simplejpeg.encode_jpeg(
        np.ascontiguousarray(pixels), QUALITY, "RGB", colorsubsampling="444"
    )
    return encoded
