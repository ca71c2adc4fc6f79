"""Every command that a page names is one: the program's own parser takes it."""

from __future__ import annotations

import importlib.util
import re
import shutil
from collections.abc import Iterable
from functools import cache
from pathlib import Path

import pytest
import typer

from core import cli
from core.library import Library
from core.sample import SampleTournament
from tests.conftest import CHECKOUT
from tests.docs.pages import blocks, mentions, name_of, pages

ROOT_COMMAND = typer.main.get_command(cli.app)
TARGETS = set(re.findall(r"^([\w-]+):", (CHECKOUT / "Makefile").read_text("utf-8"), re.MULTILINE))
HELP = "--help"


def faults(words: list[str], *, whole: bool) -> list[str]:
    """What is wrong with a command; one that is only mentioned may lack what it needs to be `whole`."""
    program, *rest = words
    if program == "make":
        return [f"no target {word}" for word in rest if "=" not in word and word not in TARGETS]
    if program == "playertag":
        return _of_playertag(rest, whole)
    return _of_python(rest, whole)


def _of_playertag(words: list[str], whole: bool) -> list[str]:
    command = ROOT_COMMAND
    while words and isinstance(command, typer.core.TyperGroup) and not words[0].startswith("-"):
        if words[0].isupper():  # VERB stands for any
            return []
        if words[0] not in command.commands:
            return [f"no verb {words[0]}"]
        command, words = command.commands[words[0]], words[1:]
    if whole and HELP not in words and not isinstance(command, typer.core.TyperGroup):
        try:
            command.make_context(command.name, words)
        except Exception as exc:  # noqa: BLE001 - whatever the parser says of it
            return [f"{type(exc).__name__}: {exc}"]
        return []
    known = {HELP, *(option for one in command.params for option in (*one.opts, *one.secondary_opts))}
    return _unknown(words, known)


def _of_python(words: list[str], whole: bool) -> list[str]:
    if words[0] != "-m":
        return [] if (CHECKOUT / words[0]).is_file() else [f"no file {words[0]}"]
    module, *rest = words[1:]
    if module == "core":
        return _of_playertag(rest, whole)
    if not module.startswith("benchmarks."):
        return [] if importlib.util.find_spec(module) else [f"no module {module}"]
    path = CHECKOUT / Path(*module.split(".")).with_suffix(".py")
    return _unknown(rest, _options(path) | {HELP}) if path.is_file() else [f"no module {module}"]


def _unknown(words: Iterable[str], known: set[str]) -> list[str]:
    options = (word.strip("[]").partition("=")[0] for word in words if word.strip("[").startswith("--"))
    return [f"no option {option}" for option in options if option not in known]


def _options(path: Path) -> set[str]:
    """The options that a benchmark has, and those of benchmarks that it is made of."""
    reached, waiting = {path}, [path]
    while waiting:
        new = _made_of(waiting.pop()) - reached
        reached |= new
        waiting += new
    texts = (path.read_text("utf-8") for path in reached)
    return {option for text in texts for option in re.findall(r'"(--[\w-]+)"', text)}


@cache
def _made_of(path: Path) -> frozenset[Path]:
    """The benchmarks that one imports."""
    names = re.findall(r"^from benchmarks\.(\w+) import", path.read_text("utf-8"), re.MULTILINE)
    return frozenset(path.with_name(f"{name}.py") for name in names)


@pytest.mark.parametrize("page", pages(), ids=name_of)
def test_every_command_of_a_page_is_one(page: Path) -> None:
    text = page.read_text("utf-8")
    wrong = {" ".join(words): faults(words, whole=True) for words in blocks(text)}
    wrong |= {" ".join(words): faults(words, whole=False) for words in mentions(text)}
    assert {command: found for command, found in wrong.items() if found} == {}


@pytest.mark.parametrize(
    ("command", "fault"),
    [
        ("playertag galleries burn", "no verb burn"),
        ("playertag card copy --gently", "no option --gently"),
        ("make coffee", "no target coffee"),
        ("python -m benchmarks.tea", "no module benchmarks.tea"),
        ("python -m benchmarks.screenshots --loud", "no option --loud"),
        ("python -m nothing", "no module nothing"),
        ("py .ci/nothing.py", "no file .ci/nothing.py"),
    ],
)
def test_a_command_that_is_none_would_be_noticed(command: str, fault: str) -> None:
    assert faults(command.split(), whole=False) == [fault]


def test_a_command_that_lacks_something_would_be_noticed() -> None:
    assert faults(["playertag", "card", "copy", "CARD"], whole=True) != []
    assert faults(["playertag", "card", "copy", "CARD"], whole=False) == []


def test_the_commands_of_the_guide_do_the_job(
    sample_tournament: SampleTournament,
    new_library: Path,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    shutil.copytree(sample_tournament.roster.parent, tmp_path, dirs_exist_ok=True)
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("PLAYERTAG_LIBRARY", str(tmp_path / "library"))

    to_run = list(blocks((CHECKOUT / "docs" / "guide.md").read_text("utf-8"), marked=True))
    answers = {" ".join(words): cli.main(words[1:]) for words in to_run}

    assert len(answers) > 5
    assert set(answers.values()) == {cli.options.DONE}, (answers, capsys.readouterr().err)
    assert (tmp_path / "names.csv").is_file()
    with Library.open(tmp_path / "library") as library:
        assert library.galleries.find("Day 1").photos == 12
