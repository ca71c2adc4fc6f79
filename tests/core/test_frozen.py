from __future__ import annotations

import multiprocessing
import os
import sys

import pytest

from core import frozen

OURS = "/opt/playertag/_internal"


def test_what_a_frozen_program_starts_finds_the_libraries_that_it_would_find_without(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(sys, "frozen", True, raising=False)
    environment = {"LD_LIBRARY_PATH": OURS, "QT_PLUGIN_PATH": OURS, "HOME": "/h"}
    monkeypatch.setattr(os, "environ", environment)
    frozen.put_right()
    assert environment == {"HOME": "/h"}


def test_libraries_that_the_user_named_are_named_again() -> None:
    environment = {"LD_LIBRARY_PATH": f"{OURS}:/mine", "LD_LIBRARY_PATH_ORIG": "/mine"}
    frozen.spare_others(environment)
    assert environment == {"LD_LIBRARY_PATH": "/mine"}


def test_a_process_that_shares_the_work_of_a_frozen_program_gets_no_further(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    def share() -> None:
        raise SystemExit(3)

    monkeypatch.setattr(multiprocessing, "freeze_support", share)
    frozen.put_right()
    monkeypatch.setattr(sys, "frozen", True, raising=False)
    with pytest.raises(SystemExit):
        frozen.put_right()


def test_a_program_that_python_runs_leaves_its_environment(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("LD_LIBRARY_PATH", "/mine")
    frozen.put_right()
    assert os.environ["LD_LIBRARY_PATH"] == "/mine"
