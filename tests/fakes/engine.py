"""A face engine that reads who is in a picture from its first pixels: no models, real answers."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import cast

import numpy as np
from numpy.typing import NDArray
from PIL import Image

from core.db.vectors import Vectors, unit
from core.vision.detection import Detection
from core.vision.engine import FaceEngine, FaceObservation
from tests.fakes.planter import DIMENSION, PACK, likeness

WIDTH, HEIGHT = 96, 64
FACE_PX = 24
UNSEEN_TOP = 36
UNSEEN = "E"
"""Stands below everybody whom the detector finds, in every picture, at every place."""
NOISE = 0.35


def write_picture(path: Path, people: Sequence[str], number: int) -> None:
    """A picture of these people from left to right; `number` makes it one of its own."""
    pixels = np.zeros((HEIGHT, WIDTH, 3), np.uint8)
    pixels[0, 0] = (len(people), *divmod(number, 256))
    for place, person in enumerate(people):
        pixels[1, place] = (ord(person), place, 0)
    Image.fromarray(pixels).save(path)


class PixelEngine:
    """Stands in for `FaceEngine` at its port."""

    pack_id = PACK
    wanted_device = "cpu"
    dimension = DIMENSION

    def warm_up(self) -> None:
        """It is ready at once."""

    def observe(self, image: NDArray[np.uint8]) -> list[FaceObservation]:
        """The people whose letters are in the picture, each with some noise of its own."""
        count, *number = (int(value) for value in image[0, 0])
        people = [chr(image[1, place, 0]) for place in range(count)]
        return [self._seen(person, place, number) for place, person in enumerate(people)]

    def detect(self, image: NDArray[np.uint8]) -> list[Detection]:
        """Where those people are."""
        return [seen.detection for seen in self.observe(image)]

    def describe(
        self, image: NDArray[np.uint8], detections: Sequence[Detection], _: int
    ) -> list[FaceObservation]:
        """The people who are there."""
        places = {float(one.box[0]) for one in detections}
        return [seen for seen in self.observe(image) if float(seen.detection.box[0]) in places]

    def embed(
        self, image: NDArray[np.uint8], landmarks: Sequence[NDArray[np.float32]]
    ) -> tuple[Vectors, NDArray[np.float64]]:
        """The embeddings of faces found before, or drawn, and their quality."""
        seen = self.observe(image)
        _, *number = image[0, 0].tolist()
        unseen = self._seen(UNSEEN, 9, number)
        at = [(int(points[0, 0]) // (FACE_PX + 4), points[0, 1] < UNSEEN_TOP) for points in landmarks]
        faces = [seen[column] if found else unseen for column, found in at]
        return np.array([face.embedding for face in faces]), np.array([face.quality for face in faces])

    def _seen(self, person: str, place: int, number: Sequence[int]) -> FaceObservation:
        random = np.random.default_rng([ord(person), place, *number])
        noise = unit(random.normal(size=DIMENSION).astype(np.float32))
        left = float(place * (FACE_PX + 4))
        return FaceObservation(
            Detection(
                box=np.array([left, 4, FACE_PX, FACE_PX], np.float32),
                landmarks=np.full((5, 2), (left + 1, 5), np.float32),
                score=0.9,
            ),
            quality=0.8,
            embedding=unit(self._likeness(person) + NOISE * noise),
        )

    def _likeness(self, person: str) -> Vectors:
        return likeness(person)


def pixel_engine() -> FaceEngine:
    """The engine as the library takes it."""
    return cast(FaceEngine, PixelEngine())
