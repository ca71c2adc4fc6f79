from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest
from PIL import Image

from benchmarks import large_photos
from benchmarks.growth import Growth
from benchmarks.plots import plot_growth, plot_stages


@pytest.mark.usefixtures("qapp")
def test_the_plot_shows_each_thing_that_was_changed(tmp_path: Path) -> None:
    found = [Growth("megapixels", to, 40, 2.7, 1.5, 20.0, 90.0 + to, 380.0) for to in (6, 24, 45)]
    plot_growth(tmp_path / "one.png", found)
    plot_growth(tmp_path / "two.png", [*found, Growth("photos", 1000, 1000, 2.7, 1.5, 20.0, None, None)])
    one, two = (np.asarray(Image.open(tmp_path / name)) for name in ("one.png", "two.png"))
    assert one.std() > 1, "something is drawn"
    assert not np.array_equal(one, two)


@pytest.mark.usefixtures("qapp")
def test_the_plot_of_the_stages_has_a_bar_for_each(tmp_path: Path) -> None:
    plot_stages(tmp_path / "one.png", "one", {"decode": 40.0, "store": 4.0})
    plot_stages(tmp_path / "two.png", "one", {"decode": 4.0, "store": 40.0})
    one, two = (np.asarray(Image.open(tmp_path / name)) for name in ("one.png", "two.png"))
    blue = [(picture[:, :, 2] > 200) & (picture[:, :, 0] < 50) for picture in (one, two)]
    upper, lower = (np.array_split(part.sum(1), 2) for part in blue)
    assert upper[0].sum() > upper[1].sum(), "the first is on top"
    assert lower[0].sum() < lower[1].sum()


def test_copies_are_photos_of_different_content_with_one_picture(tmp_path: Path) -> None:
    (tmp_path / "in").mkdir()
    noise = np.random.default_rng(0).integers(0, 255, (40, 60, 3), np.uint8)
    Image.fromarray(noise).save(tmp_path / "in" / "one.png")
    options = ["--megapixels", "0.1", "--copies", "3"]
    large_photos.main([str(tmp_path / "in"), str(tmp_path / "out"), *options])
    made = sorted((tmp_path / "out").iterdir())
    assert len({path.read_bytes() for path in made}) == 3
    first, *others = [np.asarray(Image.open(path)) for path in made]
    assert all(np.array_equal(first, other) for other in others)
