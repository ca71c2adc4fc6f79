from __future__ import annotations

import time

from benchmarks.stages import Stopwatch


def spin(seconds: float) -> None:
    until = time.thread_time() + seconds
    while time.thread_time() < until:
        pass


def test_a_stage_is_timed_without_those_that_it_calls() -> None:
    watch = Stopwatch()
    inner = watch.timed("inner", lambda: spin(0.02))

    def both() -> None:
        inner()
        spin(0.01)
        inner()

    watch.timed("outer", both)()
    assert watch.seconds["inner"] >= 0.039
    assert 0.009 < watch.seconds["outer"] < watch.seconds["inner"]
