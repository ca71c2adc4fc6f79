from __future__ import annotations

import json
from collections.abc import Callable, Mapping
from pathlib import Path

import cv2
import pytest

from benchmarks.measures import Look, Search, calibration_error
from benchmarks.plots import plot_reliability
from benchmarks.reliability import ALL, HEIGHT, QUALITY, by_sort, json_of_reliability, print_reliability

SMALL, LARGE = Look(0.1, 30, 0.5), Look(0.6, 96, 0.9)
RIGHT = Search(frozenset({"ann"}), "action", {"ann": 0.9, "bob": 0.2}, {"ann": LARGE, "bob": SMALL})
WRONG = Search(frozenset(), "outsider", {"ann": 0.7}, {"ann": SMALL})
NOBODY = Search(frozenset(), "outsider", {})


def test_the_face_of_the_likeliest_player_says_where_a_photo_counts() -> None:
    found = by_sort([RIGHT, WRONG, NOBODY])
    counts = {name: sum(one.right.total for one in bins) for name, bins in found.items() if bins}
    assert counts == {
        ALL: 3,
        "quality below 0.3": 1,
        "quality from 0.6": 1,
        "face below 48 px": 1,
        "face from 96 px": 1,
    }
    assert calibration_error(found["face below 48 px"]) == pytest.approx(0.7)
    assert calibration_error(found["face from 96 px"]) == pytest.approx(0.1)


@pytest.mark.parametrize("sorts", [QUALITY, HEIGHT])
def test_a_face_is_of_one_sort(sorts: Mapping[str, Callable[[Look], bool]]) -> None:
    for tenth in range(11):
        assert sum(meant(Look(tenth / 10, 12.0 * tenth, 0.5)) for meant in sorts.values()) == 1


@pytest.mark.usefixtures("qapp")
def test_reliability_is_printed_drawn_and_written(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    found = by_sort([RIGHT, WRONG, NOBODY])
    print_reliability("Playertag", found)
    assert "0.700" in capsys.readouterr().out
    written = json.loads(json.dumps(json_of_reliability(found)))
    assert written["quality 0.3 to 0.6"] == {"calibration error": None, "bins": []}
    plot_reliability(tmp_path / "two.png", {"one": found, "other": found})
    picture = cv2.imread(str(tmp_path / "two.png"))
    assert picture is not None
    assert picture.std() > 1
