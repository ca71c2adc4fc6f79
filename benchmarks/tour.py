"""Goes through every screen of the window, one after the other, each left as it was found.

For whatever has to be true of all of them: the pictures that are looked at, names for those who can't
see, words in another language.
"""

from __future__ import annotations

import shutil
import tempfile
import time
from collections.abc import Callable, Iterator
from pathlib import Path

from PySide6.QtCore import QEventLoop, QObject, QPoint, QTimer
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QDialog, QMenu, QWidget

from core.errors import LibraryLockedError
from core.jobs import JobContext
from core.types import Gallery, QuestionKind
from core.words import said
from desktop.app import Session
from desktop.document import Operation
from desktop.errors import CrashDialog
from desktop.jobs import Jobs, Lane
from desktop.models import roles
from desktop.profile import Profile
from desktop.readings import Where
from desktop.views.library_trouble import LibraryTrouble
from desktop.views.notices import SHOWN_MS
from desktop.views.places import PLACES
from desktop.views.wizard import START, Wizard

LOCKED = said("Another program is writing to this library. Try again when it is done.")
SETTLED_MS, LOOK_EVERY_MS, WITHIN_S = 150, 20, 60.0
# What has arrived in one turn of the event loop is laid out and painted in the next ones.
CALM_TURNS = 3
Screen = tuple[str, QWidget]
"""What a screen is called, and the widget that shows it: the window, a dialog or a menu."""


def settle(session: Session) -> None:
    """Wait until nothing runs, nothing is about to, and everything is painted."""
    calm = 0
    while calm < CALM_TURNS:
        QApplication.processEvents()
        calm += 1
        if _at_work(session):
            wait_until(lambda: not _at_work(session))
            calm = 0


def _at_work(session: Session) -> bool:
    """Whether something runs, or a timer will start it: what has changed is read a little later."""
    timers = session.window.findChildren(QTimer) + session.document.findChildren(QTimer)
    due = any(one.isSingleShot() and one.isActive() and one.interval() < SHOWN_MS for one in timers)
    return due or session.document.busy


def wait_until(condition: Callable[[], bool]) -> None:
    """Wait until something is so.

    Raises:
        TimeoutError: it did not become so.
    """
    end = time.monotonic() + WITHIN_S
    while not condition():
        if time.monotonic() > end:
            raise TimeoutError("a screen did not come to rest")
        pause(LOOK_EVERY_MS)


def pause(ms: int) -> None:
    """Let the window go on for a moment; `QTest.qWait` would keep Python from every other thread."""
    loop = QEventLoop()
    QTimer.singleShot(ms, loop.quit)
    loop.exec()


class Tour:
    """The screens of a window that is open on a library with photos, names and a trained session."""

    def __init__(self, session: Session, picture: Path) -> None:
        """`picture` is a picture of somebody, to be looked at."""
        self._session = session
        self._window = session.window
        self._picture = picture

    def screens(self) -> Iterator[Screen]:
        """Every screen of the window; those of the first start are in `outside`."""
        yield from self._galleries()
        yield from self._viewer()
        yield from self._dialogs_of_galleries()
        yield from self._review()
        yield from self._players()
        yield from self._training()
        yield from self._search()
        yield from self._statistics()
        yield from self._settings()
        yield from self._shell()
        yield from self._closing()
        yield from self._hot_folder()

    def places(self) -> Iterator[Screen]:
        """The places as they are found, on an empty library too."""
        for place in PLACES:
            self._go_to(place)
            yield f"place-{place}", self._window

    # -- Galleries -------------------------------------------------------------------------------

    def _galleries(self) -> Iterator[Screen]:
        self._go_to("galleries")
        yield "gallery", self._window
        galleries = self._window.galleries
        galleries.grid.selectAll()
        self._settle()
        yield "gallery-selected", self._window
        galleries.grid.clearSelection()

    def _viewer(self) -> Iterator[Screen]:
        galleries = self._window.galleries
        galleries.grid.setCurrentIndex(galleries.photos.index(1, 0))
        galleries.open_current()
        self._settle()
        yield "viewer", self._window
        viewer = galleries.viewer
        viewer.list.setCurrentIndex(viewer.list.model().index(0, 0))
        self._settle()
        yield "viewer-face", self._window
        viewer.draw_button.click()
        self._settle()
        yield "viewer-drawing", self._window
        viewer.draw_button.click()
        yield from self._menu("viewer-menu", viewer.menu)
        viewer.left.emit()

    def _dialogs_of_galleries(self) -> Iterator[Screen]:
        tasks, gallery = self._window.galleries.tasks, self._gallery()
        yield from self._dialog("import", tasks.ask_import)
        yield from self._dialog("copy-a-card", tasks.ask_card)
        yield from self._dialog("who-plays", lambda: tasks.ask_roster(gallery))
        yield from self._dialog("people", lambda: tasks.show_people(gallery))
        yield from self._dialog("names-in-files", lambda: tasks.ask_names(gallery))
        yield from self._dialog("deliver", lambda: tasks.ask_delivery(gallery))
        photos = self._window.galleries.photos
        first = photos.known(photos.id_at(0))
        if first is None:
            raise LookupError("the tour needs a gallery with a photo in view")
        yield from self._dialog("matches", lambda: tasks.show_matches(gallery, ()))
        yield from self._dialog("put-into-match", lambda: tasks.ask_match(gallery, [first.id]))
        yield from self._dialog("clock", lambda: tasks.ask_clock(gallery, first))
        yield from self._dialog("look-at-a-photo", lambda: tasks.look_at(self._picture))

    def _gallery(self) -> Gallery:
        gallery = self._window.galleries.gallery
        if gallery is None:
            raise LookupError("the tour needs a library with a gallery")
        return gallery

    # -- Review ----------------------------------------------------------------------------------

    def _review(self) -> Iterator[Screen]:
        self._go_to("review")
        review = self._window.review
        for kind in (QuestionKind.SUGGESTED, QuestionKind.TAGGED, QuestionKind.GROUP):
            if self._ask(kind):
                yield f"review-{kind}", self._window
        review.tightness.step(-1)
        self._settle()
        yield "review-looser", self._window
        review.prompt.cancel()
        yield from self._dialog("review-merge", review.merge)
        for name, act in (
            ("photo", review.show_photo),
            ("compare", review.compare),
            ("others", lambda: review.bar.others_wanted.emit(Where.PHOTO)),
        ):
            review.grid.setCurrentIndex(review.faces.index(0, 0))
            act()
            self._settle()
            yield f"review-{name}", self._window
            review.escape()
        for name, menu in (("reasons", review.bar.reasons), ("others-menu", review.bar.others)):
            yield from self._menu(f"review-{name}", menu)

    def _ask(self, kind: QuestionKind) -> bool:
        """Choose the first question of a kind, where there is one."""
        review = self._window.review
        for row in range(review.open.model.rowCount()):
            index = review.open.model.index(row)
            if index.data(roles.QUESTION).kind is kind:
                review.list.setCurrentIndex(index)
                self._settle()
                return True
        return False

    # -- The other places ------------------------------------------------------------------------

    def _players(self) -> Iterator[Screen]:
        self._go_to("players")
        players = self._window.players
        yield "players", self._window
        refusals = players.detail.refusals
        refusals.click()
        self._settle()
        yield from self._menu("players-refusals", refusals.menu_of_galleries)
        first, second = players.players.index(0, 0), players.players.index(1, 0)
        select = players.table.selectionModel().SelectionFlag.Select
        for index in (first, second):
            players.table.selectionModel().select(index, select | select.Rows)
        yield from self._dialog("players-merge", players.merge)
        with tempfile.TemporaryDirectory() as scratch:
            roster = Path(scratch) / "roster.csv"
            roster.write_text("Name;Nr;Club\nMara Lind;7;Harbour Falcons\n;8;Río Verde\n", encoding="utf-8")
            yield from self._dialog("players-import", lambda: players.import_roster(roster))

    def _training(self) -> Iterator[Screen]:
        self._go_to("training")
        yield "training", self._window

    def _search(self) -> Iterator[Screen]:
        self._go_to("search")
        yield "search", self._window

    def _statistics(self) -> Iterator[Screen]:
        statistics = self._window.statistics
        self._go_to("statistics")
        yield "statistics", self._window
        statistics.as_tables.click()
        self._settle()
        yield "statistics-tables", self._window
        statistics.as_tables.click()

    def _settings(self) -> Iterator[Screen]:
        settings = self._window.settings
        self._go_to("settings")
        for number, jump in enumerate(settings.jumps):
            jump.click()
            self._settle()
            yield f"settings-{number + 1}", self._window
        yield from self._dialog("settings-pack", settings.ask_pack)

    def _shell(self) -> Iterator[Screen]:
        window = self._window
        for place in ("galleries", "review", "players"):
            self._go_to(place)
            yield from self._dialog(f"keys-{place}", window.show_keys)
        yield from self._dialog("about", window.show_about)
        yield from self._menu("libraries", window.library.libraries)
        window.toggle_activity()
        self._settle()
        yield "activity", window
        window.toggle_activity()

    def _closing(self) -> Iterator[Screen]:
        job = self._session.document.job(Operation("…", Lane.CLUSTERING, _until_stopped, shown=True))
        job.start()
        closing = self._window.closing
        yield from self._dialog("closing", closing.ask, settled=False)
        closing.ask()
        closing.wait()
        QTest.qWait(SETTLED_MS)
        yield "closing-later", self._window
        closing.keep()
        job.cancel()
        self._settle()

    def _hot_folder(self) -> Iterator[Screen]:
        """The last one: a photo more is in the gallery then."""
        self._go_to("galleries")
        strip = self._window.galleries.hot_folder
        with tempfile.TemporaryDirectory() as scratch:
            folder = Path(scratch) / self._gallery().name
            folder.mkdir()
            shutil.copy(self._picture, folder)
            strip.watch(folder, self._gallery().name)
            wait_until(lambda: strip.photos.rowCount() > 0)
            self._settle()
            yield "hot-folder", self._window
            strip.stop()
            wait_until(lambda: not strip.watching)

    # -- How ---------------------------------------------------------------------------------------

    def _settle(self) -> None:
        settle(self._session)

    def _go_to(self, place: str) -> None:
        self._window.go_to(place)
        self._settle()

    def _dialog(self, name: str, open_it: Callable[[], object], *, settled: bool = True) -> Iterator[Screen]:
        """A dialog, which is then left by Escape's way."""
        open_it()
        if settled:
            self._settle()
        else:
            QTest.qWait(SETTLED_MS)
        dialog = QApplication.activeModalWidget()
        if not isinstance(dialog, QDialog):
            raise TypeError(f"no dialog came: {name}")
        QTest.qWaitForWindowActive(dialog)
        yield name, dialog
        dialog.reject()
        QTest.qWait(SETTLED_MS)

    def _menu(self, name: str, menu: QMenu) -> Iterator[Screen]:
        menu.popup(self._window.mapToGlobal(QPoint(200, 80)))
        self._settle()
        yield name, menu
        menu.close()


def outside(folder: Path) -> Iterator[Screen]:
    """The screens without a library: the first start, and what goes wrong."""
    owner = QObject()
    jobs = Jobs(owner)
    wizard = Wizard(jobs, Profile(folder / "window.ini"), folder / "Pictures" / "Playertag")
    wizard.open()
    wait_until(wizard.next_button.isEnabled)
    yield "wizard-1", wizard
    wizard.go_on()
    wait_until(lambda: bool(wizard.pack.choices))
    wizard.pack.accept.click()
    yield "wizard-2", wizard
    wizard.go_on()
    wait_until(lambda: wizard.pages.currentIndex() == START)
    QTest.qWait(SETTLED_MS)  # or the button has the width of its words before
    yield "wizard-3", wizard
    wizard.reject()
    jobs.close()
    for name, dialog in (
        ("trouble", LibraryTrouble(folder / "Playertag", LibraryLockedError(LOCKED), None)),
        ("crash", CrashDialog("ValueError at desktop/views/gallery.py:12", "https://example.org")),
    ):
        dialog.open()
        QTest.qWait(SETTLED_MS)
        yield name, dialog
        dialog.close()
        dialog.deleteLater()


def _until_stopped(_library: object, context: JobContext) -> None:
    while True:
        context.progress("Waiting", 1, 2)
