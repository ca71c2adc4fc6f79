"""Runs that share an import, and what a piece costs."""

from __future__ import annotations

from typing import Any

import numpy as np

from benchmarks.each_piece import COLUMNS, Cost, by_import, cells, import_costs, pieces_of, timed
from benchmarks.measures import Share
from core.recognition import clusters, matching
from core.recognition.comparing import Match
from tests.conftest import Person


def test_runs_that_look_at_photos_alike_share_an_import() -> None:
    runs = [(), ("lift",), ("mirror",), ("mirror", "fit"), ("fit", "mirror"), ("enlarging", "mirror")]
    assert by_import(runs) == [
        [frozenset(), frozenset({"lift"})],
        [frozenset({"mirror"}), frozenset({"mirror", "fit"})],
        [frozenset({"enlarging", "mirror"})],
    ]


def test_a_pack_with_one_look_has_no_second_one_to_leave_out() -> None:
    assert "looks" not in pieces_of("opencv")
    assert "measured" not in pieces_of("opencv"), "nor a calibration that was measured"
    assert set(pieces_of("buffalo_s")) == {*pieces_of("opencv"), "looks", "measured"}


def test_a_run_is_a_line() -> None:
    line = cells({"FPIR 1 %: TPIR action": Share(1, 4), "calibration error": 0.0213})
    assert len(line) == len(COLUMNS)
    assert (line[0], line[-1]) == ("0.250 / –", "0.021")


def test_what_a_function_takes_counts_for_its_piece() -> None:
    costs: dict[str, Cost] = {}
    faces = np.eye(16, dtype=np.float32)
    module: Any = clusters
    with timed(costs):
        matching.assign([[Match(0, 0.9, 0.5)], [Match(0, 0.8, 0.4)], []])
        module.people_in(faces, np.ones(16), np.arange(16), 3, 0.3)
    matching.assign([[]])
    assert (costs["joint"].faces, costs["one-person"].faces, costs["fit"].faces) == (3, 16, 0)
    assert costs["joint"].ms_a_face > 0
    assert costs["fit"].ms_a_face == 0


def test_a_face_is_embedded_twice_at_a_cost(people: dict[str, Person]) -> None:
    costs = import_costs("opencv", [person.posture for person in people.values()])
    assert costs.keys() == {"enlarging", "mirror"}
    assert costs["mirror"].faces == len(people)
    assert costs["mirror"].ms_a_face > 0
