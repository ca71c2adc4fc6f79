"""Faces found and described by fewer pixels than the photo has."""

from __future__ import annotations

import io

import cv2
import numpy as np
import pytest
from PIL import Image

from core.imaging.decode import Picture, decode_photo, read_file
from core.looking import ENOUGH_PX, FINE_FACE_PX, look
from core.vision.engine import FaceEngine, FaceObservation
from tests.conftest import Person

WIDTH, HEIGHT = 6000, 4000


def photo_of(people: list[Person], face_px: int) -> bytes:
    """A photo of 24 megapixels with a portrait of each, and faces of about so many pixels."""
    picture = np.full((HEIGHT, WIDTH, 3), 90, np.uint8)
    for place, person in enumerate(people):
        portrait = decode_photo(read_file(person.portrait), person.portrait.suffix).pixels
        side = face_px * 3
        small = cv2.resize(portrait, (side, side), interpolation=cv2.INTER_AREA)
        left = 300 + place * 1800
        picture[200 : 200 + side, left : left + side] = small
    file = io.BytesIO()
    Image.fromarray(picture).save(file, "JPEG", quality=92)
    return file.getvalue()


def by_place(seen: list[FaceObservation]) -> list[FaceObservation]:
    return sorted(seen, key=lambda face: float(face.detection.box[0]))


@pytest.fixture(scope="module")
def three(people: dict[str, Person]) -> list[Person]:
    return [people[name] for name in ("P001", "P002", "P007")]


@pytest.mark.parametrize("face_px", [500, 220])
def test_half_the_pixels_give_the_same_faces(engine: FaceEngine, three: list[Person], face_px: int) -> None:
    data = photo_of(three, face_px)
    photo, few = look(engine, data, ".jpg")
    assert photo.reduction == 2
    assert max(photo.pixels.shape[:2]) >= ENOUGH_PX
    whole = engine.observe(decode_photo(data, ".jpg").pixels)
    assert len(few) == len(whole) == len(three)
    for one, other in zip(by_place(few), by_place(whole), strict=True):
        assert np.abs(one.detection.box - other.detection.box).max() < 0.1 * face_px
        assert float(one.embedding @ other.embedding) > 0.9
        assert one.quality > 0.5 * other.quality


def test_small_faces_are_described_by_all_pixels(engine: FaceEngine, three: list[Person]) -> None:
    data = photo_of(three, 80)
    photo, few = look(engine, data, ".jpg")
    assert photo.reduction == 1
    assert photo.pixels.shape == (HEIGHT, WIDTH, 3)
    assert len(few) == len(three)
    assert all(float(face.detection.box[3]) < 2 * FINE_FACE_PX for face in few)
    again = engine.describe(decode_photo(data, ".jpg").pixels, [face.detection for face in few])
    for one, other in zip(few, again, strict=True):
        assert np.array_equal(one.embedding, other.embedding)


def test_a_small_photo_is_looked_at_whole(engine: FaceEngine, people: dict[str, Person]) -> None:
    path = people["P001"].selfie
    whole: Picture = decode_photo(read_file(path), path.suffix).pixels
    photo, few = look(engine, read_file(path), path.suffix)
    assert photo.reduction == 1
    assert np.array_equal(photo.pixels, whole)
    assert [face.quality for face in few] == [face.quality for face in engine.observe(whole)]
