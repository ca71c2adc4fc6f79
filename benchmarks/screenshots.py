"""Pictures of every screen, in both themes and in every language.

    python -m benchmarks.screenshots [--out build/screenshots] [--demo build/demo] [--small]
                                     [--languages en ru] [--themes dark light] [--only NAME]
    python -m benchmarks.screenshots --guide

The sample tournament is made once, as `playertag demo` makes it, and stays in the demo's folder. Each
combination gets a folder of its own, such as `build/screenshots/en-dark`, with a PNG for each screen.
`--small` takes them at 1100x720, `--only` those alone whose name begins so. `--guide` makes the pictures of
README and guide anew instead, as WebP below `docs/images/guide`.
"""

from __future__ import annotations

import argparse
import os
import shutil
import tempfile
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
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

SIZE, SMALL, OF_GUIDE = QSize(1360, 860), QSize(1100, 720), QSize(1280, 800)
THEMES = ("dark", "light")
GUIDE = Path(__file__).resolve().parent.parent / "docs" / "images" / "guide"
GUIDE_COLOURS = "light"
GUIDE_SCREENS = (
    *("wizard-2", "players-import", "players", "matches", "gallery", "hot-folder", "viewer"),
    *("review-suggested", "review-group", "training", "names-in-files", "deliver"),
)
# Photos so look as they do in the window, in a tenth of the bytes of a PNG.
GUIDE_QUALITY = 90


@dataclass(frozen=True, slots=True)
class Set:
    """Pictures of one language and theme, and the folder that they go to, which is emptied first."""

    folder: Path
    language: str
    colours: str
    size: QSize
    ending: str = "png"
    quality: int = -1
    """Qt's own choice, which for PNG is without loss."""


def main(arguments: Sequence[str] | None = None) -> None:
    """Make the sample, then the pictures."""
    options = _parser().parse_args(arguments)
    os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
    library, _ = ensure_demo(options.demo.absolute(), "opencv", JobContext())
    picture = min(options.demo.glob("tournament-*/references/*/*.jpg"))
    app = QApplication([])
    for one in _guide() if options.guide else _all(options):
        shutil.rmtree(one.folder, ignore_errors=True)
        one.folder.mkdir(parents=True)
        speak(app, one.language)
        theme.apply(app, one.colours)
        sample = _sample(app, library, picture, one.colours, one.size)
        screens = chain(sample, _empty(app, one.colours, one.size), _outside())
        save(screens, one, _in_guide if options.guide else lambda name: name.startswith(options.only))
        print(f"{one.folder}: {len(list(one.folder.iterdir()))} pictures")


def _all(options: argparse.Namespace) -> list[Set]:
    size = SMALL if options.small else SIZE
    return [
        Set(options.out / f"{language}-{colours}", language, colours, size)
        for language, colours in product(options.languages, options.themes)
    ]


def _guide() -> list[Set]:
    return [
        Set(GUIDE / language, language, GUIDE_COLOURS, OF_GUIDE, "webp", GUIDE_QUALITY)
        for language in LANGUAGES
    ]


def _in_guide(name: str) -> bool:
    return name in GUIDE_SCREENS


def save(screens: Iterable[Screen], to: Set, wanted: Callable[[str], bool]) -> None:
    """Save a picture of each screen whose name is wanted."""
    for name, widget in screens:
        if wanted(name):
            widget.grab().save(str(to.folder / f"{name}.{to.ending}"), quality=to.quality)


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
    parser.add_argument(
        "--guide", action="store_true", help="the pictures of README and guide, in the repository"
    )
    return parser


if __name__ == "__main__":
    main()
