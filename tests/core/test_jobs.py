from __future__ import annotations

import threading
import time
from concurrent.futures import ThreadPoolExecutor

import pytest

from core.errors import CancelledError, InvalidValueError
from core.jobs import JobContext, Progress, giving_way
from core.settings import Settings


def test_each_step_is_reported_complete_and_not_too_often() -> None:
    seen: list[Progress] = []
    assert list(JobContext(report=seen.append).track("Counting", range(10_000), 10_000)) == list(
        range(10_000)
    )
    assert (seen[0].done, seen[-1].done, seen[-1].total) == (0, 10_000, 10_000)
    assert len(seen) < 100


def test_a_cancelled_job_stops_at_its_next_checkpoint() -> None:
    context = JobContext()
    items = context.track("Counting", range(10), 10)
    done = [next(items), next(items)]
    context.cancel()
    with pytest.raises(CancelledError):
        next(items)
    assert done == [0, 1]


def test_a_paused_job_waits_until_it_is_resumed() -> None:
    context, went_on = JobContext(), threading.Event()
    context.pause()

    def work() -> None:
        context.checkpoint()
        went_on.set()

    thread = threading.Thread(target=work)
    thread.start()
    assert not went_on.wait(0.1)
    assert context.paused
    context.resume()
    assert went_on.wait(5)
    thread.join()


def test_a_paused_job_can_be_cancelled() -> None:
    context = JobContext()
    context.pause()
    context.cancel()
    with pytest.raises(CancelledError):
        context.checkpoint()


def test_the_time_left_follows_from_the_rate() -> None:
    assert Progress("x", 25, 100, 5.0).eta_s == 15.0
    assert Progress("x", 0, 100, 0.0).eta_s is None


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("pack", ""),
        ("device", "tpu"),
        ("precision_target", 1.0),
        ("suggest_probability", 0),
        ("min_training_quality", -0.1),
        ("min_cluster_size", 1),
        ("theme", "dark"),
        ("unheard_of", 1),
    ],
)
def test_a_wrong_setting_is_refused_by_its_name(field: str, value: object) -> None:
    with pytest.raises(InvalidValueError) as raised:
        Settings().updated(**{field: value})
    assert raised.value.field == field


def test_a_part_of_an_operation_stops_and_pauses_with_it_and_says_nothing() -> None:
    told: list[Progress] = []
    whole = JobContext(told.append)
    whole.pause()
    part = whole.within()
    assert whole.paused, "making it let the whole go on"
    assert part.paused
    whole.resume()
    part.progress("part", 1, 1)
    assert told == []
    whole.cancel()
    with pytest.raises(CancelledError):
        part.checkpoint()


@pytest.mark.parametrize(("awaited", "most"), [(True, 2), (False, 3)])
def test_so_many_threads_of_a_pool_go_on_while_something_else_is_awaited(awaited: bool, most: int) -> None:
    entered, leave = threading.Semaphore(0), threading.Event()

    def work(item: int) -> int:
        entered.release()
        leave.wait(10)
        return item

    context = JobContext(awaited=lambda: awaited)
    with ThreadPoolExecutor(3) as pool:
        answers = pool.map(giving_way(context.within(), work, 2), range(3))
        try:
            assert all(entered.acquire(timeout=5) for _ in range(most))
            assert not entered.acquire(timeout=0.2), "none is left, or it rests"
        finally:
            leave.set()
        assert list(answers) == [0, 1, 2], "all is done in the end"


def test_nobody_is_overtaken_who_waits_for_a_place_in_a_pool() -> None:
    done: list[int] = []

    def work(item: int) -> None:
        if item == 1:
            raise ValueError("a place is given back by whoever fails, too")
        time.sleep(0.002)
        done.append(item)

    with ThreadPoolExecutor(4) as pool:
        call = giving_way(JobContext(awaited=lambda: True), work, 1)
        futures = [pool.submit(call, item) for item in range(40)]
    assert isinstance(futures[1].exception(), ValueError)
    assert max(abs(item - place) for place, item in enumerate(done)) <= 4, (
        "but for threads that begin at once"
    )
