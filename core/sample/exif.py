"""Stores an upright photo the way a camera does: turned, with tags that say how and when."""

from __future__ import annotations

from datetime import datetime
from io import BytesIO

import cv2
import numpy as np
from PIL import Image
from PIL.ExifTags import IFD, Base

from core.sample.cutouts import Pixels
from core.sample.plan import Shot

QUALITY = 88
TIME = "%Y:%m:%d %H:%M:%S"
# Pillow has no name for it: Exif 2.3, BodySerialNumber.
BODY_SERIAL = 0xA431
# What is done to the upright photo for each Orientation; transposing also undoes itself.
FLIPS = {2: 1, 3: -1, 4: 0}
TURNS = {6: cv2.ROTATE_90_COUNTERCLOCKWISE, 8: cv2.ROTATE_90_CLOCKWISE}
TRANSPOSED, TRANSVERSED = 5, 7


def stored(upright: Pixels, orientation: int) -> Pixels:
    """The pixels that a reader gets upright again by applying the Orientation tag (TIFF 6.0)."""
    if orientation in FLIPS:
        return np.asarray(cv2.flip(upright, FLIPS[orientation]))
    if orientation in TURNS:
        return np.asarray(cv2.rotate(upright, TURNS[orientation]))
    if orientation == TRANSPOSED:
        return np.asarray(cv2.transpose(upright))
    if orientation == TRANSVERSED:
        return np.asarray(cv2.transpose(cv2.flip(upright, -1)))
    return upright


def _tags(shot: Shot, taken: datetime) -> Image.Exif:
    camera, view = shot.camera, shot.view
    exif = Image.Exif()
    exif[Base.Make] = camera.make
    exif[Base.Model] = camera.model
    exif[Base.Orientation] = shot.orientation
    exif[Base.DateTime] = taken.strftime(TIME)
    exif[Base.Software] = "Playertag sample"
    details = exif.get_ifd(IFD.Exif)
    details[Base.DateTimeOriginal] = details[Base.DateTimeDigitized] = taken.strftime(TIME)
    hundredths = f"{taken.microsecond // 10_000:02d}"
    details[Base.SubsecTimeOriginal] = details[Base.SubsecTime] = hundredths
    details[BODY_SERIAL] = camera.serial
    details[Base.FocalLength] = round(view.focal_m * 1000) if view else 50
    details[Base.FNumber] = view.f_number if view else 4.0
    details[Base.ISOSpeedRatings] = round(shot.finish.noise * 800 / 50) * 50
    return exif


def encode(upright: Pixels, shot: Shot) -> bytes:
    """The JPEG file of a photo."""
    out = BytesIO()
    image = Image.fromarray(stored(upright, shot.orientation))
    image.save(out, "JPEG", quality=QUALITY, exif=_tags(shot, shot.taken))
    return out.getvalue()
