"""The sample tournament: complete, the same each time, and true."""

from __future__ import annotations

import csv
import hashlib
from collections import defaultdict
from datetime import timedelta
from io import BytesIO
from pathlib import Path

import numpy as np
import pytest
from PIL import Image, ImageOps
from PIL.ExifTags import IFD, Base

from core.errors import CancelledError
from core.jobs import JobContext, Progress
from core.sample import SampleTournament, build_sample, read_truth
from core.sample.build import REFERENCE_PX, REFERENCES
from core.sample.cast import CAST
from core.sample.exif import encode
from core.sample.models import EXPRESSIONS
from core.sample.plan import MATCH_EVERY, plan

PHOTOS = 6
TWELVE_MEGAPIXELS = 12_000_000


@pytest.fixture(scope="module")
def sample(tmp_path_factory: pytest.TempPathFactory) -> SampleTournament:
    return build_sample(tmp_path_factory.mktemp("sample"), JobContext(), photos=PHOTOS)


def _hashes(folder: Path) -> dict[str, str]:
    return {
        path.relative_to(folder).as_posix(): hashlib.sha256(path.read_bytes()).hexdigest()
        for path in folder.rglob("*")
        if path.is_file()
    }


def test_photos_are_of_a_camera_s_size_and_turned_every_common_way(sample: SampleTournament) -> None:
    paths = sorted(sample.photos.iterdir())
    assert len(paths) == PHOTOS
    orientations = set()
    for path in paths:
        with Image.open(path) as image:
            assert image.width * image.height >= TWELVE_MEGAPIXELS
            orientations.add(image.getexif()[Base.Orientation])
    assert {1, 3, 6, 8} <= orientations


def test_photos_tell_camera_and_time(sample: SampleTournament) -> None:
    serials = defaultdict(set)
    for path in sample.photos.iterdir():
        with Image.open(path) as image:
            exif = image.getexif()
            details = exif.get_ifd(IFD.Exif)
            serials[exif[Base.Model]].add(details[0xA431])
            assert details[Base.DateTimeOriginal].startswith("2026:04:18 ")
            assert len(details[Base.SubsecTimeOriginal]) == 2
    assert len(serials) == 2
    assert all(len(found) == 1 for found in serials.values())


def test_truth_is_of_the_upright_photos(sample: SampleTournament) -> None:
    assert sample.faces
    assert read_truth(sample.truth) == sample.faces
    enrolled = {player.name: player.enrolled for player in CAST}
    for face in sample.faces:
        assert face.x >= 0
        assert face.y >= 0
        assert face.w > 0
        assert face.h > 0
        assert face.x + face.w <= 1
        assert face.y + face.h <= 1
        assert face.enrolled is enrolled[face.person]
        with Image.open(sample.photos / face.photo) as image:
            turned = image.getexif()[Base.Orientation] > 4
            width, height = image.size[::-1] if turned else image.size
        # A face is higher than wide; in the stored picture of a turned photo it would lie on its side.
        assert 1.1 < face.h * height / (face.w * width) < 1.9


def test_roster_and_references_are_of_the_same_seven(sample: SampleTournament) -> None:
    with sample.roster.open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    assert list(rows[0]) == ["name", "number", "team", "external_id"]
    assert len(rows) == 7
    assert len({row["team"] for row in rows}) == 2
    assert {row["name"] for row in rows} == {folder.name for folder in sample.references.iterdir()}
    for folder in sample.references.iterdir():
        assert sorted(path.name for path in folder.iterdir()) == ["01.jpg", "02.jpg", "03.jpg"]
        with Image.open(folder / "01.jpg") as image:
            assert image.size == (REFERENCE_PX, REFERENCE_PX)


def test_no_photo_shows_a_face_that_references_are_cut_from() -> None:
    assert {face for face, _, _ in REFERENCES}.isdisjoint({*EXPRESSIONS, "posture", "outdoors"})


def test_one_of_three_who_look_alike_is_a_stranger() -> None:
    alike = [player.enrolled for player in CAST if player.source in {"P004", "P006", "P010"}]
    assert sorted(alike) == [False, True, True]


def test_what_is_missing_comes_back_and_all_has_the_same_bytes(tmp_path: Path) -> None:
    build_sample(tmp_path, JobContext(), photos=1)
    expected = _hashes(tmp_path)
    for path in [*(tmp_path / "photos").iterdir(), tmp_path / "truth.csv", tmp_path / "roster.csv"]:
        path.unlink()
    build_sample(tmp_path, JobContext(), photos=1)
    assert _hashes(tmp_path) == expected


def test_a_finished_sample_is_left_alone(sample: SampleTournament) -> None:
    before = {path: path.stat().st_mtime_ns for path in sample.photos.iterdir()}
    assert build_sample(sample.photos.parent, JobContext(), photos=PHOTOS) == sample
    assert {path: path.stat().st_mtime_ns for path in sample.photos.iterdir()} == before


def test_a_stop_leaves_no_truth_and_no_half_files(tmp_path: Path) -> None:
    seen: list[Progress] = []

    def stop(progress: Progress) -> None:
        seen.append(progress)
        context.cancel()

    context = JobContext(report=stop)
    with pytest.raises(CancelledError):
        build_sample(tmp_path, context, photos=1)
    assert seen[0].step == "Building the sample tournament"
    assert not (tmp_path / "truth.csv").exists()
    assert not list(tmp_path.rglob("*.part"))


def test_the_whole_plan_has_bursts_matches_and_two_clocks() -> None:
    shots = plan(120)
    assert len({shot.name for shot in shots}) == 120
    assert {shot.orientation for shot in shots} == set(range(1, 9))
    assert 2 <= sum(not shot.subjects and shot.arrival is None for shot in shots) <= 3
    assert all(len(shot.subjects) <= 4 for shot in shots)
    bursts = defaultdict(list)
    for shot in shots:
        if shot.arrival is None:
            bursts[shot.seed[:2]].append(shot)
    assert {3, 4, 5, 6} <= {len(burst) for burst in bursts.values()}
    for burst in bursts.values():
        assert burst[-1].taken - burst[0].taken < timedelta(seconds=2)
        assert len({shot.camera.serial for shot in burst}) == 1
    offs = sorted({shot.camera.clock_off for shot in shots})
    assert offs == [timedelta(), timedelta(minutes=7)]
    on_court = [shot for shot in shots if shot.view is not None]
    starts = {shot.venue: min(one.taken for one in on_court if one.venue == shot.venue) for shot in on_court}
    assert max(starts.values()) - min(starts.values()) >= 2 * MATCH_EVERY
    for camera in {shot.camera.serial for shot in shots}:
        taken = [shot.taken for shot in shots if shot.camera.serial == camera]
        assert taken == sorted(taken)


@pytest.mark.parametrize("orientation", range(1, 9))
def test_a_reader_gets_the_photo_upright(orientation: int) -> None:
    shot = next(shot for shot in plan(120) if shot.orientation == orientation)
    corners = np.zeros((2, 4), np.uint8)
    corners[0, 0], corners[0, 3], corners[1, 0] = 250, 150, 75
    upright = np.repeat(np.kron(corners, np.ones((32, 32), np.uint8))[..., None], 3, axis=2)
    with Image.open(BytesIO(encode(upright, shot))) as image:
        turned = np.asarray(ImageOps.exif_transpose(image).convert("L"))
    assert turned.shape == upright.shape[:2]
    assert np.abs(turned.astype(int) - upright[..., 0]).max() < 12
