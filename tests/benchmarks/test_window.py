"""The benchmark of the window runs; what it measures is for a quiet machine to say."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from benchmarks import window


def test_the_benchmark_measures_what_it_promises(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    results = tmp_path / "results.json"
    tiny = ["--photos", "60", "--faces", "120", "--imported", "20", "--starts", "1", "--answers", "3"]
    window.main([*tiny, "--frames", "20", "--json", str(results)])
    figures = json.loads(results.read_text("utf-8"))
    assert set(figures["scrolling"]) == {"wheel", "page down", "drag of the scroll bar through all"}
    assert [len(seconds) for seconds in figures["answers"]["seconds"].values()] == [1, 1, 1]
    assert figures["starts"][0]["usable_s"] > figures["starts"][0]["window_s"] > 0
    assert "start: usable" in capsys.readouterr().out
