"""The composition root: makes the concrete objects of the window and runs it."""

from __future__ import annotations

import linecache
import sys
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from PySide6.QtCore import QObject, QTimer, Signal, Slot
from PySide6.QtWidgets import QApplication, QDialog, QWidget

from core import recovery
from core.changes import Changes
from core.errors import LibraryError
from core.first_start import has_library
from core.library import Library
from core.paths import default_library, user_profile
from core.settings import Settings
from core.types import FaceId, PhotoId, RestorePlan
from desktop import operations, theme, upkeep
from desktop.answers import Answers
from desktop.collector import Collector
from desktop.document import Document, Latest, patiently
from desktop.errors import CrashReporter
from desktop.jobs import Jobs, Lane
from desktop.keys import Keymap
from desktop.language import speak
from desktop.live_sync import LiveSync
from desktop.profile import Profile
from desktop.readings import DeviceWords
from desktop.thumbnails import Pictures
from desktop.views import remembered
from desktop.views.face_delegates import CROP
from desktop.views.library_trouble import LibraryTrouble
from desktop.views.main_window import MainWindow, Parts
from desktop.views.wizard_pages import Begun, Then

# So often it is looked whether a backup is due; see `core.backups` for when one is.
BACKUP_LOOK_MS = 5 * 60 * 1000


@dataclass(frozen=True, slots=True)
class Wanted:
    """A library to open, the gallery to show first, and what to begin with."""

    root: Path
    gallery: str | None = None
    then: Then = Then.NOTHING


class Session(QObject):
    """One open library with its window, from showing it to closing it."""

    closed = Signal()
    """The window is closed, and the library with it."""
    kept = Signal()
    """The window was to close, and the user goes on working."""
    language_wanted = Signal(str)
    """Widgets keep the language that they were made in: the window is to be made anew."""
    device_found = Signal(str)
    """What the models run on."""

    def __init__(self, library: Library, profile: Profile, gallery: str | None, app: QApplication) -> None:
        super().__init__()
        self._app = app
        self._profile = profile
        self._settings: Settings | None = None
        self.root = library.paths.root
        theme.apply(app, profile.user.theme)
        self.document = Document(library, self)
        self.live = LiveSync(self.document, self)
        self.parts = Parts(
            self.document,
            Answers(self.document, self),
            Pictures(
                self.document,
                lambda lib, key: lib.images.thumbnail(PhotoId(key)),
                256,
                self,
                lambda lib, key: operations.first_look(lib, PhotoId(key)),
            ),
            Pictures(self.document, lambda lib, key: lib.images.crop(FaceId(key)), CROP, self),
            Keymap(profile, self),
            profile,
            self.root,
            self.live,
        )
        with theme.undressed(app):
            self.window = MainWindow(self.parts, gallery or profile.gallery(self.root))
        remembered.restore(self.window, self.window.panel, profile)
        self.parts.crops.set_side(round(CROP * self.window.devicePixelRatioF()))
        self._reading = Latest(self.document, self)
        self._opening = Latest(self.document, self)
        self._backing_up = QTimer(self)
        self._backing_up.setInterval(BACKUP_LOOK_MS)
        self._backing_up.timeout.connect(self._on_backup_due)
        self.document.changed.connect(self._on_changed)
        self.window.user_wanted.connect(self._on_user_wanted)
        self.window.closing.over.connect(self._on_over)
        self.window.closing.kept.connect(self.kept)
        app.styleHints().colorSchemeChanged.connect(self._on_system_theme)

    def show(self) -> None:
        """Show the window, and open the models behind it."""
        self.window.show()
        self._find_device()
        self.window.tool.look()
        self._reading.ask(upkeep.read_settings(), self._on_settings)
        self.live.look()
        self._backing_up.start()

    def close(self) -> None:
        """Stop everything at once and wait for it: nothing is asked, and every write is finished."""
        self.window.hide()
        self.document.close()

    @Slot()
    def _on_over(self) -> None:
        remembered.remember(self.window, self.window.panel, self._profile)
        gallery = self.window.galleries.gallery
        if gallery is not None:
            self._profile.remember_gallery(self.root, gallery.name)
        self._profile.save()
        self.window.close()
        self.document.close()
        self.closed.emit()

    @Slot()
    def _on_backup_due(self) -> None:
        self.document.run(upkeep.forget_what_is_due())
        self.document.run(upkeep.keep_backed_up())

    def _find_device(self) -> None:
        self._opening.ask(patiently(upkeep.find_device()), self._on_device, self.window.show_no_device)

    @Slot(object)
    def _on_device(self, device: DeviceWords) -> None:
        # PySide reads the source of each module that is imported after it, and Python keeps it: 13 MB by now.
        linecache.clearcache()
        self.window.show_device(device.name, device.note)
        self.device_found.emit(device.name)

    @Slot(str, object)
    def _on_user_wanted(self, name: str, value: object) -> None:
        user = self._profile.update(**{name: value})
        theme.apply(self._app, user.theme)
        self.window.settings.show_user(user)
        if name == "language":
            self.language_wanted.emit(user.language)

    @Slot(object, object)
    def _on_changed(self, changes: Changes, _initiator: object) -> None:
        if changes.settings:
            self._reading.ask(upkeep.read_settings(), self._on_settings)

    @Slot(object)
    def _on_settings(self, settings: Settings) -> None:
        before, self._settings = self._settings, settings
        if before is not None and (settings.pack, settings.device) != (before.pack, before.device):
            self._find_device()

    @Slot()
    def _on_system_theme(self) -> None:
        if self._profile.user.theme == "system":
            theme.apply(self._app, "system")


class Program(QObject):
    """The libraries of one run of the program, one of them open at a time."""

    def __init__(self, app: QApplication, profile: Profile, reporter: CrashReporter) -> None:
        super().__init__()
        self._app = app
        self._profile = profile
        self._reporter = reporter
        self._jobs = Jobs(self)
        self._wanted = Wanted(Path())
        self._next: Library | None = None
        self._mending: Callable[[Path], object] | None = None
        self.session: Session | None = None
        self.dialog: QDialog | None = None
        """The wizard, or what says why a library can't be opened."""
        # A window is closed to open the next library, too.
        app.setQuitOnLastWindowClosed(False)
        app.commitDataRequest.connect(self.settle)

    def start(self, root: Path | None, gallery: str | None = None) -> None:
        """Open a library, else the one used last; where there is none, begin with the first start."""
        if root is not None:
            self._open(Wanted(root.absolute(), gallery), create=True)
            return
        known = (*self._profile.recent_libraries(), default_library())
        job = self._jobs.make(
            self.tr("Look for libraries"), Lane.READ, lambda _: next(filter(has_library, known), None)
        )
        job.succeeded.connect(self._on_found)
        job.start()

    def close(self) -> None:
        """Stop everything and wait for it."""
        self._jobs.close()
        if self._next is not None:
            self._next.close()
        if self.session is not None:
            self.session.close()

    def open(self, root: Path) -> None:
        """Open a library that is there, and close the present one if that can be done."""
        self._open(Wanted(root))

    def _open(self, wanted: Wanted, *, create: bool = False) -> None:
        self._wanted = wanted
        title = self.tr("Open the library")
        job = self._jobs.make(
            title, Lane.READ, lambda _: Library.open(wanted.root, create=create, window=True)
        )
        job.succeeded.connect(self._on_opened)
        job.failed.connect(self._on_refused)
        job.start()

    @Slot()
    def choose_backup(self) -> None:
        """Show the backups of the library that is open, or can't be opened, to go back to one."""
        from desktop.views.recovery import RestoreDialog

        root = self.session.root if self.session else self._wanted.root
        dialog = RestoreDialog(self._jobs, root, self._window)
        dialog.restore_wanted.connect(self._on_restore_wanted)
        self._show(dialog)

    @Slot(object)
    def _on_restore_wanted(self, plan: RestorePlan) -> None:
        self._mend(lambda root: recovery.restore(root, plan.backup, another=plan.another))

    @Slot()
    def _on_repair_wanted(self) -> None:
        self._mend(recovery.repair)

    def _mend(self, mending: Callable[[Path], object]) -> None:
        """Have something done to the library while no window has it, and open it then."""
        self._mending = mending
        if self.session is None:
            self._start_mending()
        else:
            self._wanted = Wanted(self.session.root, None, Then.SETTINGS)
            self.session.window.close()

    def _start_mending(self) -> None:
        mending, root = self._mending, self._wanted.root
        self._mending = None
        if mending is not None:
            job = self._jobs.make(self.tr("Mend the library"), Lane.READ, lambda _: mending(root))
            job.succeeded.connect(self._on_mended)
            job.failed.connect(self._on_refused)
            job.start()

    @Slot(object)
    def _on_mended(self, done: object) -> None:
        self._open(self._wanted)
        if isinstance(done, recovery.Repaired):
            from desktop.views.recovery import RepairedDialog

            self._show(RepairedDialog(done, self._window))

    @Slot()
    def begin(self) -> None:
        """Make a new library with the user."""
        # Only who makes a library waits for what the wizard needs.
        from desktop.views.wizard import Wizard

        beside = self.session.root.with_name(self.tr("New library")) if self.session else None
        wizard = Wizard(self._jobs, self._profile, beside or default_library(), self._window)
        wizard.begun.connect(self._on_begun)
        self._show(wizard)

    @Slot()
    def settle(self) -> None:
        """The user logs off: finish what is being written; the rest goes on another time."""
        if self.session is not None:
            self.session.document.settle()

    @property
    def _window(self) -> QWidget | None:
        return self.session.window if self.session else None

    @Slot(object)
    def _on_found(self, root: Path | None) -> None:
        if root is None:
            self.begin()
        else:
            self.open(root)

    @Slot(object)
    def _on_begun(self, begun: Begun) -> None:
        self._profile.remember_library(begun.own)
        self._open(Wanted(begun.root, begun.gallery, begun.then))

    @Slot(object)
    def _on_opened(self, library: Library) -> None:
        if self._next is not None:
            self._next.close()
        self._next = library
        if self.session is None:
            self._show_next()
        else:
            self.session.window.close()

    @Slot(object)
    def _on_refused(self, error: LibraryError) -> None:
        trouble = LibraryTrouble(self._wanted.root, error, self._window)
        trouble.open_wanted.connect(self.open)
        trouble.new_wanted.connect(self.begin)
        trouble.repair_wanted.connect(self._on_repair_wanted)
        trouble.restore_wanted.connect(self.choose_backup)
        trouble.forget_wanted.connect(self._profile.forget_library)
        self._show(trouble)

    def _show_next(self) -> None:
        library, self._next = self._next, None
        if library is None:
            self._app.exit(0)
            return
        self._profile.remember_library(library.paths.root)
        self.session = Session(library, self._profile, self._wanted.gallery, self._app)
        self.session.closed.connect(self._on_closed)
        self.session.kept.connect(self._on_kept)
        self.session.language_wanted.connect(self._on_language)
        self.session.device_found.connect(self._reporter.set_device)
        self.session.window.library_wanted.connect(self.open)
        self.session.window.new_wanted.connect(self.begin)
        self.session.window.restore_wanted.connect(self.choose_backup)
        self.session.show()
        self.session.window.start_with(self._wanted.then)

    @Slot(str)
    def _on_language(self, wanted: str) -> None:
        speak(self._app, wanted)
        if self.session is not None:
            self._open(Wanted(self.session.root, None, Then.SETTINGS))

    @Slot()
    def _on_kept(self) -> None:
        self._mending = None
        if self._next is not None:
            self._next.close()
            self._next = None

    @Slot()
    def _on_closed(self) -> None:
        if self.session is not None:
            self.session.window.deleteLater()
            self.session.deleteLater()
            self.session = None
        if self._mending is not None:
            self._start_mending()
        else:
            self._show_next()

    def _show(self, dialog: QDialog) -> None:
        """Show a dialog; where there is no window, the program ends with it."""
        self.dialog = dialog
        dialog.finished.connect(self._on_finished)
        dialog.open()

    @Slot(int)
    def _on_finished(self, result: int) -> None:
        self.dialog = None
        if result == QDialog.DialogCode.Rejected and self.session is None:
            self._app.exit(0)


def run_window(library_root: Path | None, gallery: str | None = None) -> int:
    """Run the window to its end; the exit code of the program.

    Without a library the one used last is opened, or the first start begins. `gallery` is the name of
    the gallery to show first.
    """
    app = QApplication.instance() or QApplication(sys.argv[:1])
    if not isinstance(app, QApplication):
        raise TypeError("a Qt application without windows is already running")
    app.setApplicationName("Playertag")
    app.setDesktopFileName("playertag")
    app.setWindowIcon(theme.app_icon())
    profile = Profile(user_profile())
    theme.apply(app, profile.user.theme)
    speak(app, profile.user.language)
    reporter = CrashReporter()
    reporter.install()
    collector = Collector(app)
    collector.start()
    program = Program(app, profile, reporter)
    program.start(library_root, gallery)
    code = app.exec()
    program.close()
    collector.stop()
    profile.save()
    reporter.remove()
    return code
