"""What the start imports: the window and each command wait for every module of it."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

from desktop import __main__ as program
from tests.conftest import CHECKOUT

# What takes long to be imported, and is not needed before something is asked of it.
HEAVY = {"PIL", "alembic", "cv2", "exiftool", "faiss", "google", "hdbscan", "onnx", "onnxruntime", "rawpy"}
HEAVY |= {"scipy"}
COMMAND_LINE = {"rich", "typer"}
IMPORTS = "import sys, {module}; print(*{{name.partition('.')[0] for name in sys.modules}})"


@pytest.mark.parametrize(
    ("module", "unwanted"),
    [
        ("desktop.app", HEAVY | COMMAND_LINE),
        ("desktop.__main__", HEAVY | COMMAND_LINE | {"PySide6", "sqlalchemy"}),
        ("core.library", HEAVY | COMMAND_LINE),
        ("core.cli", HEAVY | {"PySide6"}),
    ],
)
def test_the_start_imports_nothing_that_it_can_do_without(module: str, unwanted: set[str]) -> None:
    done = subprocess.run(
        [sys.executable, "-c", IMPORTS.format(module=module)],
        cwd=CHECKOUT,
        capture_output=True,
        text=True,
        check=True,
    )
    assert set(done.stdout.split()) & unwanted == set()


@pytest.mark.parametrize(
    "asked", [["--help"], ["galleries", "list"], ["--library", "a", "stats"], ["--library"]]
)
def test_all_but_the_window_alone_is_for_the_command_line(asked: list[str]) -> None:
    assert not program.window_wanted(asked)


@pytest.mark.parametrize(
    ("arguments", "variable", "opened"),
    [
        (["--library", "named"], "", Path("named")),
        (["--library", "named"], "ours", Path("named")),
        ([], "ours", Path("ours")),
        ([], "", None),
    ],
)
def test_the_window_shows_the_library_that_was_named_and_else_chooses(
    arguments: list[str], variable: str, opened: Path | None, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked: list[tuple[Path | None, str | None]] = []

    def open_window(library: Path | None, gallery: str | None) -> int:
        asked.append((library, gallery))
        return 7

    monkeypatch.setenv("QT_QPA_PLATFORM", "offscreen")
    monkeypatch.setenv("PLAYERTAG_LIBRARY", variable)
    monkeypatch.setattr(program, "open_window", open_window)
    monkeypatch.setattr(sys, "argv", ["playertag", *arguments])
    assert program.main() == 7
    assert asked == [(opened, None)]
