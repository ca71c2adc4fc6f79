"""Every command that a page names is one: the program's own parser takes it."""

from __future__ import annotations

import importlib.util
import io
import re
import shutil
import sys
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
from tests.fakes.workbooks import workbook

ROOT_COMMAND = typer.main.get_command(cli.app)
TARGETS = set(re.findall(r"^([\w-]+):", (CHECKOUT / "Makefile").read_text("utf-8"), re.MULTILINE))
HELP = "--help"
# What of docs/command-line.md is not run here, and why.
NOT_RUN = {
    "models install": "it asks the package index",
    "clusters name": "its ID is that of a group that was found",
    "faces draw": "its PHOTO_ID is that of a photo that was imported",
    "watch": "it goes on until somebody stops it",
    "deliver send": "nobody is named: of the team that plays here no face is known",
    "repair": "it refuses a library that is whole",
    "team join": "it needs a server",
    "sync": "it needs a server",
    "store deliver": "it needs a server",
    "stations share": "it needs a server",
    "demo": "it opens the window, and has tests of its own",
}


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


def test_the_commands_of_the_command_line_do_the_job_in_their_order(
    a_photographers_folder: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.chdir(a_photographers_folder)
    monkeypatch.setenv("PLAYERTAG_LIBRARY", "library")
    monkeypatch.setattr(sys, "stdin", io.StringIO("yes\n" * 9))

    page = (CHECKOUT / "docs" / "command-line.md").read_text("utf-8").replace("/photos/day1", "photos")
    commands = {" ".join(words): words for _, *words in blocks(page)}
    to_run = {name: words for name, words in commands.items() if not name.startswith(tuple(NOT_RUN))}
    answers = {name: cli.main(words) for name, words in to_run.items()}

    assert set(answers.values()) == {cli.options.DONE}, (answers, capsys.readouterr().err)
    assert [name for name in NOT_RUN if not any(one.startswith(name) for one in commands)] == []
    assert len(answers) > 30
    for made in ("names.csv", "tags.csv", "clusters.csv"):
        assert Path(made).is_file()


@pytest.fixture
def a_photographers_folder(sample_tournament: SampleTournament, new_library: Path, tmp_path: Path) -> Path:
    """A folder with what the commands name, and an empty library."""
    shutil.copytree(sample_tournament.roster.parent, tmp_path, dirs_exist_ok=True)
    shutil.copytree(new_library, tmp_path / "library")
    first, second, *_ = sorted((tmp_path / "photos").rglob("*.jpg"))
    shutil.copy(first, tmp_path / "picture.jpg")
    (tmp_path / "CARD" / "DCIM").mkdir(parents=True)
    shutil.copy(second, tmp_path / "CARD" / "DCIM")
    (tmp_path / "DISK").mkdir()
    first.rename(first.with_name("IMG_1.JPG"))
    lines = [["match", "date", "start", "end"], ["Reds - Blues", "2026-05-01", "14:00", "15:00"]]
    workbook(tmp_path / "schedule.xlsx", {"Saturday": lines})
    return tmp_path
