"""Each act is killed once at a random moment; `make crashes` does it two hundred times."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

from benchmarks.crash_acts import ACTS
from benchmarks.crashes import BrokenError, look_through
from core.library import Library
from core.sample import SampleTournament
from tests.conftest import CHECKOUT
from tests.fakes.planter import Planter


@pytest.mark.skipif(not hasattr(os, "fork"), reason="it forks")
def test_nothing_is_lost_whenever_the_program_is_killed(
    sample_tournament: SampleTournament, tmp_path: Path
) -> None:
    found = tmp_path / "crashes.json"
    command = [sys.executable, "-m", "benchmarks.crashes", "--kills", str(len(ACTS)), "--json", str(found)]
    done = subprocess.run(
        [*command, "--tournament", str(sample_tournament.photos.parent)],
        cwd=CHECKOUT,
        capture_output=True,
        text=True,
        timeout=500,
    )
    assert done.returncode == 0, done.stderr
    assert json.loads(found.read_text())["answers"] > 0


def test_what_a_kill_breaks_would_be_noticed(library: Library, planter: Planter) -> None:
    (face,) = planter.photo("Ann")
    library.players.add("Ann")
    done = library.review.ignore([face])
    root = library.paths.root
    look_through(root, [str(done.batch)])
    with pytest.raises(BrokenError, match="1 of 2 answers"):
        look_through(root, [str(done.batch), "another"])
    with library._database.write() as session:
        session.connection().exec_driver_sql("UPDATE face SET player_id = (SELECT id FROM player)")
    with pytest.raises(BrokenError, match="history"):
        look_through(root, [])
    with library._database.write() as session:
        session.connection().exec_driver_sql("UPDATE photo SET face_count = 7")
    with pytest.raises(BrokenError, match="photos count"):
        look_through(root, [])
