"""Pictures of every screen, in both themes and in every language.

    python -m benchmarks.screenshots [--out build/screenshots] [--demo build/demo] [--small]
                                     [--languages en ru] [--themes dark light] [--only NAME]

The sample tournament is made once, as `playertag demo` makes it, and stays in the demo's folder. Each
combination gets a folder of its own, such as `build/screenshots/en-dark`, with a PNG for each screen.
`--small` takes them at 1100x720, `--only` those alone whose name begins so.
"""

from __future__ import annotations

import argparse
import os
import shutil
import tempfile
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from itertools import chain, product
from pathlib import Path

from PySide6.QtCore import QEvent, QSize
from PySide6.QtWidgets import QApplication

from benchmarks.tour import Screen, Tour, outside, settle
from core.demo import ensure_demo
from core.jobs import JobContext
from core.library import Library
from desktop import theme
from desktop.app import Session
from desktop.language import LANGUAGES, speak
from desktop.profile import Profile

SIZE, SMALL = QSize(1360, 860), QSize(1100, 720)
THEMES = ("dark", "light")


def main(arguments: Sequence[str] | None = None) -> None:
    """Make the sample, then the pictures."""
    options = _parser().parse_args(arguments)
    os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
    library, _ = ensure_demo(options.demo.absolute(), "opencv", JobContext())
    picture = min(options.demo.glob("tournament-*/references/*/*.jpg"))
    app = QApplication([])
    for language, colours in product(options.languages, options.themes):
        folder = options.out / f"{language}-{colours}"
        shutil.rmtree(folder, ignore_errors=True)
        folder.mkdir(parents=True)
        speak(app, language)
        theme.apply(app, colours)
        size = SMALL if options.small else SIZE
        screens = chain(_sample(app, library, picture, colours, size), _empty(app, colours, size), _outside())
        save(screens, folder, options.only)
        print(f"{folder}: {len(list(folder.iterdir()))} pictures")


def save(screens: Iterable[Screen], folder: Path, only: str) -> None:
    """Save a picture of each screen."""
    for name, widget in screens:
        if name.startswith(only):
            widget.grab().save(str(folder / f"{name}.png"))


def _sample(app: QApplication, root: Path, picture: Path, colours: str, size: QSize) -> Iterable[Screen]:
    """The screens of a copy of the sample's library, so that it stays as it is."""
    with tempfile.TemporaryDirectory() as scratch:
        shutil.copytree(root, Path(scratch) / root.name)
        with opened(app, Path(scratch) / root.name, colours, size) as session:
            yield from Tour(session, picture).screens()


def _empty(app: QApplication, colours: str, size: QSize) -> Iterable[Screen]:
    with tempfile.TemporaryDirectory() as scratch, opened(app, Path(scratch), colours, size) as session:
        for name, widget in Tour(session, Path()).places():
            yield f"empty-{name}", widget


def _outside() -> Iterable[Screen]:
    with tempfile.TemporaryDirectory() as scratch:
        yield from outside(Path(scratch))


@contextmanager
def opened(app: QApplication, root: Path, colours: str, size: QSize) -> Iterator[Session]:
    """The window on a library, with a profile of its own."""
    profile = Profile(root / "window.ini")
    profile.update(theme=colours)
    session = Session(Library.open(root), profile, None, app)
    session.window.resize(size)
    session.show()
    settle(session)
    yield session
    session.close()
    session.window.deleteLater()
    session.deleteLater()
    app.sendPostedEvents(None, QEvent.Type.DeferredDelete)


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="benchmarks.screenshots", description=__doc__)
    parser.formatter_class = argparse.RawDescriptionHelpFormatter
    parser.add_argument("--out", type=Path, default=Path("build/screenshots"))
    parser.add_argument("--demo", type=Path, default=Path("build/demo"), help="the sample's folder")
    parser.add_argument("--languages", nargs="+", choices=LANGUAGES, default=list(LANGUAGES))
    parser.add_argument("--themes", nargs="+", choices=THEMES, default=THEMES)
    parser.add_argument("--small", action="store_true", help="1100x720 in place of 1360x860")
    parser.add_argument("--only", default="", help="screens whose name begins so")
    return parser


if __name__ == "__main__":
    main()
