from __future__ import annotations

from pathlib import Path

import cv2
import numpy as np
import pytest

from benchmarks.dataset import DatasetError, Image, Scaling, open_dataset, read_image, scaled_copy


def write_photo(path: Path, width: int = 80, height: int = 60) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    shades = np.linspace(0, 255, width, dtype=np.uint8)
    cv2.imwrite(str(path), np.repeat(np.tile(shades, (height, 1))[..., None], 3, axis=2))


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    root = tmp_path / "data"
    for player in ("ann", "bob"):
        write_photo(root / "tournament" / "players" / player / "01.jpg")
    for name in ("a.jpg", "b.png"):
        write_photo(root / "tournament" / "photos" / name)
    write_photo(root / "clusters" / "photos" / "a.jpg", width=200)
    write_photo(root / "race" / "r.JPG")
    table = "file,players,tier\na.jpg,ann;bob,action\nb.png,,outsider\n"
    (root / "tournament" / "truth.csv").write_text(table)
    (root / "clusters" / "truth.csv").write_text("file,person\na.jpg,cho\n")
    table = "file,face_x,face_y,face_w,face_h,bib_number\nr.JPG,1,2,3,4,7\nr.JPG,5,6,7,8,\n"
    (root / "race" / "boxes.csv").write_text(table)
    return root


def half(image: Image) -> list[float]:
    """A face of half the photo's height, and a smaller one."""
    return [3.0, image.shape[0] / 2]


def test_all_parts(folder: Path) -> None:
    dataset = open_dataset(folder)
    assert list(dataset.references) == ["ann", "bob"]
    assert [photo.players for photo in dataset.tournament] == [{"ann", "bob"}, set()]
    assert [photo.tier for photo in dataset.tournament] == ["action", "outsider"]
    assert list(dataset.clusters.values()) == ["cho"]
    assert list(dataset.race.values()) == [((1, 2, 3, 4), (5, 6, 7, 8))]


def test_parts_may_be_absent(folder: Path, tmp_path: Path) -> None:
    (tmp_path / "alone").mkdir()
    (folder / "clusters").rename(tmp_path / "alone" / "clusters")
    assert open_dataset(folder).clusters == {}
    alone = open_dataset(tmp_path / "alone")
    assert not alone.tournament
    assert len(alone.clusters) == 1


def test_a_folder_with_none_of_them(tmp_path: Path) -> None:
    with pytest.raises(DatasetError, match="none of"):
        open_dataset(tmp_path)


def test_a_missing_column(folder: Path) -> None:
    (folder / "clusters" / "truth.csv").write_text("file,name\na.jpg,cho\n")
    with pytest.raises(DatasetError, match="person"):
        open_dataset(folder)


def test_a_missing_photo(folder: Path) -> None:
    (folder / "clusters" / "photos" / "a.jpg").unlink()
    with pytest.raises(DatasetError, match=r"a\.jpg"):
        open_dataset(folder)


def test_the_largest_face_gets_the_height(folder: Path, tmp_path: Path) -> None:
    dataset = open_dataset(folder)
    small = scaled_copy(dataset, Scaling(10, half), tmp_path / "cache")
    shapes = [image.shape[:2] for photo in small.tournament if (image := read_image(photo.path)) is not None]
    assert shapes == [(20, 27), (20, 27)]
    assert [photo.players for photo in small.tournament] == [{"ann", "bob"}, set()]
    assert list(small.clusters.values()) == ["cho"]
    assert small.references == dataset.references
    assert small.race == {}


@pytest.mark.parametrize(("px", "heights"), [(10, []), (10, [10.0]), (99, [20.0])])
def test_what_can_not_be_scaled_down_is_copied(
    folder: Path, tmp_path: Path, px: int, heights: list[float]
) -> None:
    dataset = open_dataset(folder)
    small = scaled_copy(dataset, Scaling(px, lambda _: heights), tmp_path / "cache")
    for before, after in zip(dataset.tournament, small.tournament, strict=True):
        assert after.path.read_bytes() == before.path.read_bytes()


def test_on_a_canvas_a_photo_is_a_small_part_of_one_of_that_size(folder: Path, tmp_path: Path) -> None:
    dataset = open_dataset(folder)
    scaling = Scaling(10, half, canvas=(300, 200))
    wide = scaled_copy(dataset, scaling, tmp_path / "cache")
    again = scaled_copy(dataset, scaling, tmp_path / "other")
    assert wide.clusters == {}
    assert wide.references == dataset.references
    for one, same in zip(wide.tournament, again.tournament, strict=True):
        image = read_image(one.path)
        assert image is not None
        assert image.shape == (200, 300, 3)
        assert image.std() > 10, "the ground is the photo's, not grey"
        assert one.path.read_bytes() == same.path.read_bytes()


def test_a_photo_as_large_as_the_canvas_and_one_without_a_face_stay_alone(
    folder: Path, tmp_path: Path
) -> None:
    dataset = open_dataset(folder)
    large = scaled_copy(dataset, Scaling(10, half, canvas=(27, 100)), tmp_path / "cache")
    shapes = [image.shape[:2] for photo in large.tournament if (image := read_image(photo.path)) is not None]
    assert shapes == [(20, 27), (20, 27)]
    faceless = scaled_copy(dataset, Scaling(10, lambda _: [], canvas=(300, 200)), tmp_path / "other")
    for before, after in zip(dataset.tournament, faceless.tournament, strict=True):
        assert after.path.read_bytes() == before.path.read_bytes()


def test_the_copy_is_made_once_and_the_same_again(folder: Path, tmp_path: Path) -> None:
    dataset = open_dataset(folder)
    first = scaled_copy(dataset, Scaling(10, half), tmp_path / "cache")
    again = scaled_copy(dataset, Scaling(10, lambda _: pytest.fail("measured again")), tmp_path / "cache")
    elsewhere = scaled_copy(dataset, Scaling(10, half), tmp_path / "other")
    assert again == first
    for one, other in zip(first.tournament, elsewhere.tournament, strict=True):
        assert one.path.read_bytes() == other.path.read_bytes()


def test_an_interrupted_copy_is_made_again(folder: Path, tmp_path: Path) -> None:
    def interrupted(_: Image) -> list[float]:
        raise KeyboardInterrupt

    dataset = open_dataset(folder)
    with pytest.raises(KeyboardInterrupt):
        scaled_copy(dataset, Scaling(10, interrupted), tmp_path / "cache")
    small = scaled_copy(dataset, Scaling(10, half), tmp_path / "cache")
    assert all(photo.path.is_file() for photo in small.tournament)


def test_another_size_or_quality_is_another_copy(folder: Path, tmp_path: Path) -> None:
    dataset = open_dataset(folder)
    kinds = [Scaling(10, half), Scaling(12, half), Scaling(10, half, quality=75)]
    copies = [scaled_copy(dataset, kind, tmp_path / "cache").tournament[0].path for kind in kinds]
    assert len(set(copies)) == 3
