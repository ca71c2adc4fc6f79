"""The benchmark of the window runs; what it measures is for a quiet machine to say."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from benchmarks import window
from benchmarks.window_library import photos_to_import
from core.ids import photo_id_of


def test_the_benchmark_measures_what_it_promises(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    results = tmp_path / "results.json"
    tiny = ["--photos", "60", "--faces", "120", "--imported", "300", "--starts", "1", "--answers", "3"]
    window.main([*tiny, "--frames", "20", "--json", str(results)])
    figures = json.loads(results.read_text("utf-8"))
    plain = {"wheel", "page down", "drag of the scroll bar through all"}
    assert set(figures["scrolling"]) == plain | {"wheel, during an import", "drag, during an import"}
    assert [len(seconds) for seconds in figures["answers"]["seconds"].values()] == [1, 1, 1]
    assert figures["starts"][0]["usable_s"] > figures["starts"][0]["window_s"] > 0
    assert "start: usable" in capsys.readouterr().out


def test_what_is_imported_meanwhile_is_new_to_a_library_that_was_measured_before(tmp_path: Path) -> None:
    for run in ("first", "second"):
        photos_to_import(tmp_path / run, 1)
    first, second = ((tmp_path / run / "match-0000.jpg").read_bytes() for run in ("first", "second"))
    assert photo_id_of(first) != photo_id_of(second)
