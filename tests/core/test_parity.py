"""Our engine against the programs that the models come from, on the same pictures."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import cv2
import numpy as np
import pytest
from numpy.typing import NDArray

from core.imaging.decode import Picture, decode_photo, read_file
from core.imaging.thumbnails import scaled
from core.vision.alignment import align
from core.vision.engine import FaceEngine
from core.vision.model_packs import find_pack, pack_files, published_packs
from tests.conftest import Person

LEAST_OVERLAP, LEAST_COSINE = 0.95, 0.99

Floats = NDArray[np.floating[Any]]


@dataclass(frozen=True, slots=True)
class Seen:
    """A face: x, y, w, h in pixels, and its embedding of unit norm."""

    box: Floats
    embedding: Floats


Reference = Callable[[Picture], list[Seen]]


@pytest.fixture(scope="module")
def pictures(people: dict[str, Person]) -> dict[str, Picture]:
    """Large and small faces, one and many to a picture."""
    chosen = {
        f"{name} {kind}": getattr(people[name], kind)
        for name, kind in [
            ("P001", "selfie"),
            ("P002", "portrait"),
            ("P004", "posture"),
            ("P006", "expressions"),
            ("P007", "angles"),
            ("P010", "selfie"),
        ]
    }
    return {name: read(path) for name, path in chosen.items()}


@pytest.fixture(scope="module")
def published(request: pytest.FixtureRequest) -> Iterator[Path]:
    """The files of a pack as they were published, before they were mended."""
    with pack_files(published_packs()[request.param], None) as folder:
        yield folder


@pytest.fixture(scope="module")
def insightface(published: Path, tmp_path_factory: pytest.TempPathFactory) -> Reference:
    """`FaceAnalysis` with the two models of `buffalo_s`."""
    from insightface.app import FaceAnalysis

    models = tmp_path_factory.mktemp("buffalo")
    for path in published.rglob("*"):
        if path.name in {"scrfd_500m_bnkps.onnx", "w600k_mbf.onnx"}:
            (models / path.name).write_bytes(path.read_bytes())
    app = FaceAnalysis(name=str(models), providers=["CPUExecutionProvider"])
    app.prepare(ctx_id=-1, det_thresh=0.5)

    def find(picture: Picture) -> list[Seen]:
        return [
            Seen(np.array([*face.bbox[:2], *(face.bbox[2:] - face.bbox[:2])]), face.normed_embedding)
            for face in app.get(np.ascontiguousarray(picture[:, :, ::-1]))
        ]

    return find


@pytest.fixture(scope="module")
def opencv(published: Path) -> Reference:
    """OpenCV's own YuNet and SFace, on the picture at the size that the pack's manifest asks for."""
    (detector_file,) = published.rglob("face_detection_yunet_2023mar.onnx")
    (recogniser_file,) = published.rglob("face_recognition_sface_2021dec.onnx")
    recogniser = cv2.FaceRecognizerSF.create(str(recogniser_file), "")

    def find(picture: Picture) -> list[Seen]:
        bgr = np.ascontiguousarray(picture[:, :, ::-1])
        height, width = bgr.shape[:2]
        detector = cv2.FaceDetectorYN.create(str(detector_file), "", (width, height), 0.6, 0.3)
        rows: Any = detector.detect(bgr)[1]
        return [_seen(recogniser, bgr, row) for row in ([] if rows is None else rows)]

    return find


def _seen(recogniser: Any, bgr: Picture, row: Floats) -> Seen:
    vector = recogniser.feature(recogniser.alignCrop(bgr, row))[0]
    return Seen(row[:4], vector / np.linalg.norm(vector))


def read(path: Path) -> Picture:
    return decode_photo(read_file(path), path.suffix).pixels


def overlap(first: Floats, second: Floats) -> float:
    """Intersection over union of two boxes x, y, w, h."""
    left, top = np.maximum(first[:2], second[:2])
    right, bottom = np.minimum(first[:2] + first[2:4], second[:2] + second[2:4])
    common = max(right - left, 0) * max(bottom - top, 0)
    return float(common / (first[2] * first[3] + second[2] * second[3] - common))


def seen_once(engine: FaceEngine, picture: Picture) -> list[Seen]:
    """The faces of a picture, each embedded by one look."""
    detections = [face.detection for face in engine.observe(picture)]
    vectors, _ = engine._embedder.embed([align(picture, face.landmarks) for face in detections])
    return [Seen(face.box, vector) for face, vector in zip(detections, vectors, strict=True)]


def compare(engine: FaceEngine, reference: Reference, pictures: dict[str, Picture]) -> int:
    """Every face of every picture is the same face to both; the number of faces."""
    faces = 0
    for name, picture in pictures.items():
        ours = seen_once(engine, picture)
        theirs = reference(picture)
        assert len(ours) == len(theirs), name
        for face in theirs:
            same = max(ours, key=lambda seen: overlap(seen.box, face.box))
            assert overlap(same.box, face.box) >= LEAST_OVERLAP, name
            assert float(same.embedding @ face.embedding) >= LEAST_COSINE, name
        faces += len(theirs)
    return faces


@pytest.mark.filterwarnings("ignore:.*:FutureWarning:insightface")
@pytest.mark.parametrize("published", ["buffalo_s"], indirect=True, scope="module")
def test_buffalo_s_finds_and_tells_faces_as_face_analysis_does(
    insightface: Reference, pictures: dict[str, Picture]
) -> None:
    assert compare(FaceEngine(find_pack("buffalo_s"), "cpu"), insightface, pictures) >= 20


@pytest.mark.filterwarnings("ignore:.*:FutureWarning:insightface")
@pytest.mark.parametrize("published", ["buffalo_s"], indirect=True, scope="module")
def test_buffalo_s_is_as_face_analysis_in_crowds_of_real_people(insightface: Reference, data: Path) -> None:
    paths = sorted(path for path in (data / "groups").rglob("*") if path.suffix.lower() in {".jpg", ".jpeg"})
    crowds = {path.name: read(path) for path in paths[:4]}
    assert compare(FaceEngine(find_pack("buffalo_s"), "cpu"), insightface, crowds) >= 5


@pytest.mark.parametrize("published", ["opencv"], indirect=True, scope="module")
def test_the_opencv_pack_finds_and_tells_faces_as_opencv_does(
    opencv: Reference, pictures: dict[str, Picture], engine: FaceEngine
) -> None:
    # The pack's input is a multiple of 32, so that no padding tells the two apart.
    fitting = {name: fitted(picture) for name, picture in pictures.items()}
    assert compare(engine, opencv, fitting) >= 20


def fitted(picture: Picture) -> Picture:
    """The picture with sides that are multiples of 32 and at most 1280."""
    picture = scaled(picture, 1280)
    height, width = (side // 32 * 32 for side in picture.shape[:2])
    return np.ascontiguousarray(picture[:height, :width])


def test_the_embedding_of_a_face_is_the_mean_of_it_and_its_mirror_image(
    pictures: dict[str, Picture], engine: FaceEngine
) -> None:
    picture = pictures["P001 selfie"]
    (face,) = engine.observe(picture)
    points = face.detection.landmarks
    upright = align(picture, points)
    (once, turned), _ = engine._embedder.embed([upright, np.ascontiguousarray(upright[:, ::-1])])

    mean = (once + turned) / np.linalg.norm(once + turned)
    (both,), _ = engine.embed(picture, [points])
    assert float(both @ mean) > 0.9999 > 0.999 > float(both @ once)
