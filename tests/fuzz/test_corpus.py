"""What fuzzing began with and what it found once: every input is taken, or refused with a reason."""

from __future__ import annotations

from pathlib import Path

import pytest

from core.errors import InvalidValueError
from core.paths import MODELS_VARIABLE
from tests.fuzz import parsers
from tests.fuzz.__main__ import CORPUS
from tests.fuzz.parsers import PARSERS, parse

INPUTS = sorted(path.relative_to(CORPUS) for path in CORPUS.glob("*/*"))


@pytest.fixture(autouse=True)
def _models(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv(MODELS_VARIABLE, "")  # a parser sets it; afterwards it is as it was


@pytest.mark.no_qt_log  # it says what it can't read, and goes on
@pytest.mark.parametrize("place", INPUTS, ids=str)
def test_an_input_is_taken_or_refused_with_a_reason(place: Path) -> None:
    parse(place.parts[0], (CORPUS / place).read_bytes())


def test_every_parser_has_inputs_to_begin_with() -> None:
    assert {place.parts[0] for place in INPUTS} == set(PARSERS)


def test_an_error_of_another_kind_is_a_bug(monkeypatch: pytest.MonkeyPatch) -> None:
    def fail(content: bytes) -> None:
        raise KeyError(content) if content else InvalidValueError("x", "y")

    monkeypatch.setattr(parsers, "PARSERS", {"fail": fail})
    parse("fail", b"")
    with pytest.raises(KeyError):
        parse("fail", b"any")
