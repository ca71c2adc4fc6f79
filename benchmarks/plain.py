"""The plain program: what a photographer gets from the usual tutorial, with the same weights.

One mean template per player, the cosine to it as the score, and HDBSCAN over all the faces. It is
what Playertag has to beat, so wherever the recipe leaves a choice it takes the better one.
"""

from __future__ import annotations

import contextlib
import io
import shutil
import tempfile
import warnings
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, replace
from pathlib import Path
from types import MappingProxyType
from typing import Any, Literal, Protocol

import cv2
import hdbscan
import numpy as np
from numpy.typing import NDArray

from benchmarks.dataset import Image, read_image
from benchmarks.measures import Box, Look, MainFace, largest
from benchmarks.packs import PackFiles

Vector = NDArray[np.float32]

# YuNet finds faces of about 10 to 300 pixels, so a larger photo is scaled down to this side.
YUNET_SIDE = 1280
# YuNet's own demo asks for 0.9, which loses a fifth of the references of the benchmark photos.
YUNET_SCORE = 0.6
YUNET_NMS = 0.3
YUNET_TOP_K = 5000

# FaceAnalysis' own default: detect at both, which also finds the face that fills its photo.
SCRFD_SIDES = (128, 640)
SCRFD_SCORE = 0.5

# Playertag enlarges smaller pictures to this longest side for its detector.
LEAST_SIDE = 640

Device = Literal["cpu", "cuda"]
PROVIDERS: dict[Device, list[str]] = {
    "cpu": ["CPUExecutionProvider"],
    "cuda": ["CUDAExecutionProvider", "CPUExecutionProvider"],
}


class DeviceError(Exception):
    """The device that was asked for is not the one the models run on."""


def quiet_opencv() -> None:
    """Show errors only: OpenCV 5 warns with each model that it chooses the device itself."""
    cv2.utils.logging.setLogLevel(cv2.utils.logging.LOG_LEVEL_ERROR)


@dataclass(frozen=True, slots=True)
class Face:
    """One face: its box in pixels of the photo, and its embedding of norm 1."""

    box: Box
    embedding: Vector


class FaceFinder(Protocol):
    """Detector and recogniser in one."""

    def faces(self, image: Image) -> list[Face]:
        """The faces of a BGR photo, in no promised order."""
        ...


class Yunet:
    """OpenCV's own detector. Serves also to measure how large the faces of a photo are."""

    def __init__(self, model: Path) -> None:
        self._detector: Any = cv2.FaceDetectorYN.create(
            str(model), "", (YUNET_SIDE, YUNET_SIDE), YUNET_SCORE, YUNET_NMS, YUNET_TOP_K
        )

    def detect(self, image: Image) -> tuple[Image, float, list[Vector]]:
        """The image as it was looked at, its scale, and one row of 15 numbers for each face."""
        height, width = image.shape[:2]
        scale = min(1.0, YUNET_SIDE / max(height, width))
        if scale < 1.0:
            size = (round(width * scale), round(height * scale))
            image = np.asarray(cv2.resize(image, size, interpolation=cv2.INTER_AREA), np.uint8)
        self._detector.setInputSize((image.shape[1], image.shape[0]))
        rows = self._detector.detect(image)[1]
        return image, scale, [] if rows is None else list(rows)

    def heights(self, image: Image) -> list[float]:
        """The height of each face, in pixels of `image`."""
        _, scale, rows = self.detect(image)
        return [float(row[3]) / scale for row in rows]


class OpenCVFaces:
    """`cv2.FaceDetectorYN` and `cv2.FaceRecognizerSF`."""

    def __init__(self, files: PackFiles) -> None:
        self._detector = Yunet(files.detector)
        self._recogniser: Any = cv2.FaceRecognizerSF.create(str(files.recogniser), "")

    def faces(self, image: Image) -> list[Face]:
        """The faces of a BGR photo."""
        seen, scale, rows = self._detector.detect(image)
        found = []
        for row in rows:
            vector = self._recogniser.feature(self._recogniser.alignCrop(seen, row))[0]
            x, y, width, height = (float(value) / scale for value in row[:4])
            # `feature` returns a view of a buffer that the next face overwrites; `_unit` copies.
            found.append(Face((x, y, width, height), _unit(vector)))
        return found


class InsightFaces:
    """`insightface.app.FaceAnalysis` on a folder with the two models of a pack."""

    def __init__(self, folder: Path, sides: Sequence[int], device: Device) -> None:
        # Slow to import, large in memory, and of no use to the other pack.
        from insightface.app import FaceAnalysis

        # It says on stdout what it loads; stdout is for the results.
        with contextlib.redirect_stdout(io.StringIO()):
            self._app: Any = FaceAnalysis(
                name=str(folder),
                allowed_modules=["detection", "recognition"],
                providers=PROVIDERS[device],
            )
            sizes = [(side, side) for side in sides]
            self._app.prepare(ctx_id=0, det_thresh=SCRFD_SCORE, det_size=sizes)
        # ONNX Runtime falls back to the CPU without an error.
        used = self._app.models["recognition"].session.get_providers()[0]
        if used != PROVIDERS[device][0]:
            raise DeviceError(f"Asked for {device}, but the models run on {used}.")

    def faces(self, image: Image) -> list[Face]:
        """The faces of a BGR photo."""
        with warnings.catch_warnings():
            # insightface still calls what scikit-image has deprecated.
            warnings.simplefilter("ignore", FutureWarning)
            found = self._app.get(image)
        return [Face(_from_corners(face.bbox), _unit(face.embedding)) for face in found]


class EnlargedFaces:
    """Another one's faces of a photo that is enlarged first where it is small."""

    def __init__(self, finder: FaceFinder) -> None:
        self._finder = finder

    def faces(self, image: Image) -> list[Face]:
        """The faces of a BGR photo."""
        height, width = image.shape[:2]
        scale = max(1.0, LEAST_SIDE / max(height, width))
        if scale > 1.0:
            image = np.asarray(cv2.resize(image, (round(width * scale), round(height * scale))), np.uint8)
        return [replace(face, box=_scaled(face.box, 1 / scale)) for face in self._finder.faces(image)]


@contextmanager
def open_faces(
    files: PackFiles, sides: Sequence[int] = SCRFD_SIDES, device: Device = "cpu"
) -> Iterator[FaceFinder]:
    """Detector and recogniser of a pack, as the plain program uses them.

    `sides` and `device` are for InsightFace packs; OpenCV's wheels have no GPU in them.

    Raises:
        DeviceError: The models run on another device than asked for.
    """
    if files.pack_id == "opencv":
        yield OpenCVFaces(files)
        return
    # FaceAnalysis takes every model of a folder, so it gets one with nothing else in it. It reads
    # the detector again for each size of input, so the folder has to stay.
    with tempfile.TemporaryDirectory() as folder:
        for model in (files.detector, files.recogniser):
            shutil.copy(model, folder)
        yield InsightFaces(Path(folder), sides, device)


class PlainProgram:
    """The plain program. It names, but from which score on is left to the user."""

    threshold: float | None = None
    looks: Mapping[Path, Mapping[str, Look]] = MappingProxyType({})

    def __init__(self, finder: FaceFinder) -> None:
        self._finder = finder
        self._found: dict[Path, list[Face]] = {}
        self._sizes: dict[Path, tuple[int, int]] = {}

    @classmethod
    @contextmanager
    def open(cls, files: PackFiles) -> Iterator[PlainProgram]:
        """The program with the models of `files` loaded."""
        with open_faces(files) as finder:
            yield cls(finder)

    @classmethod
    @contextmanager
    def open_enlarged(cls, files: PackFiles) -> Iterator[PlainProgram]:
        """The same with small photos enlarged: what of Playertag's gain that alone would give."""
        with open_faces(files) as finder:
            yield cls(EnlargedFaces(finder))

    def identify(
        self, references: Mapping[str, Sequence[Path]], photos: Sequence[Path]
    ) -> dict[Path, dict[str, float]]:
        """Each player's best cosine among the faces of each photo.

        Every face is compared with every player; a face is not kept for its nearest player alone,
        which at the same FPIR would find fewer.
        """
        templates = self._templates(references)
        if not templates:
            return {photo: {} for photo in photos}
        players, matrix = list(templates), np.stack(list(templates.values()))
        answers: dict[Path, dict[str, float]] = {}
        for photo in photos:
            vectors = [face.embedding for face in self._faces(photo)]
            best = (np.stack(vectors) @ matrix.T).max(axis=0).tolist() if vectors else []
            answers[photo] = dict(zip(players, best, strict=bool(vectors)))
        return answers

    def cluster(self, photos: Sequence[Path], main: MainFace) -> dict[Path, int | None]:
        """HDBSCAN over the main face of each photo; Euclidean, so by the angle between them."""
        labels: dict[Path, int | None] = dict.fromkeys(photos)
        chosen = {photo: face for photo in photos if (face := self._main(photo, main))}
        if len(chosen) < 2:
            return labels
        vectors = np.stack([face.embedding for face in chosen.values()]).astype(np.float64)
        with warnings.catch_warnings():
            # hdbscan still names an argument that scikit-learn has renamed.
            warnings.simplefilter("ignore", FutureWarning)
            found = hdbscan.HDBSCAN(min_cluster_size=2).fit_predict(vectors)
        for photo, label in zip(chosen, found.tolist(), strict=True):
            labels[photo] = None if label < 0 else label
        return labels

    def detect(self, photos: Sequence[Path]) -> dict[Path, list[Box]]:
        """The box of every face."""
        return {photo: [face.box for face in self._faces(photo)] for photo in photos}

    def _templates(self, references: Mapping[str, Sequence[Path]]) -> dict[str, Vector]:
        """The mean of each player's references, of norm 1; no entry without any face."""
        templates = {}
        for player, photos in references.items():
            faces = [face for photo in photos if (face := self._main(photo, largest))]
            if faces:
                templates[player] = _unit(np.mean([face.embedding for face in faces], axis=0))
        return templates

    def _main(self, photo: Path, main: MainFace) -> Face | None:
        """The one that the photo is of."""
        faces = self._faces(photo)
        return faces[main([face.box for face in faces], *self._sizes[photo])] if faces else None

    def _faces(self, photo: Path) -> list[Face]:
        if photo not in self._found:
            image = read_image(photo)
            self._found[photo] = [] if image is None else self._finder.faces(image)
            if image is not None:
                self._sizes[photo] = image.shape[1], image.shape[0]
        return self._found[photo]


def _from_corners(corners: Vector) -> Box:
    left, top, right, bottom = (float(value) for value in corners)
    return left, top, right - left, bottom - top


def _scaled(box: Box, factor: float) -> Box:
    x, y, width, height = (factor * value for value in box)
    return x, y, width, height


def _unit(vector: Vector) -> Vector:
    return np.asarray(vector / np.linalg.norm(vector), dtype=np.float32)
