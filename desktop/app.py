"""The composition root: makes the concrete objects of the window and runs it."""

from __future__ import annotations

import sys
from pathlib import Path

from PySide6.QtCore import QObject, Slot
from PySide6.QtWidgets import QApplication, QMessageBox

from core.changes import Changes
from core.errors import LibraryError
from core.library import Library
from core.paths import user_profile
from core.settings import Settings
from core.types import FaceId, PhotoId
from desktop import theme, upkeep
from desktop.answers import Answers
from desktop.collector import Collector
from desktop.document import Document, Latest
from desktop.errors import CrashReporter
from desktop.keys import Keymap
from desktop.profile import Profile
from desktop.readings import DeviceWords
from desktop.thumbnails import Pictures
from desktop.views.face_delegates import CROP
from desktop.views.main_window import MainWindow, Parts


class Session(QObject):
    """One open library with its window, from showing it to closing it."""

    def __init__(self, library: Library, profile: Profile, gallery: str | None, app: QApplication) -> None:
        super().__init__()
        self._app = app
        self._settings = library.settings
        theme.apply(app, self._settings.theme)
        self._collector = Collector(self)
        self.document = Document(library, self)
        self.parts = Parts(
            self.document,
            Answers(self.document, self),
            Pictures(self.document, lambda lib, key: lib.images.thumbnail(PhotoId(key)), 256, self),
            Pictures(self.document, lambda lib, key: lib.images.crop(FaceId(key)), CROP, self),
            Keymap(profile, self),
        )
        self.window = MainWindow(self.parts, library.paths.root.name, gallery)
        self.parts.crops.set_side(round(CROP * self.window.devicePixelRatioF()))
        self._reading = Latest(self.document, self)
        self._opening = Latest(self.document, self)
        self.document.changed.connect(self._on_changed)
        self.window.theme_wanted.connect(self._on_theme_wanted)
        app.styleHints().colorSchemeChanged.connect(self._on_system_theme)

    def show(self) -> None:
        """Show the window, and open the models behind it."""
        self._collector.start()
        self.window.show()
        self._find_device()

    def close(self) -> None:
        """Close the window where it is still open, and stop everything."""
        self.window.close()
        self._collector.stop()

    def _find_device(self) -> None:
        self._opening.ask(upkeep.find_device(), self._on_device, self.window.show_no_device)

    @Slot(object)
    def _on_device(self, device: DeviceWords) -> None:
        self.window.show_device(device.name, device.note)

    @Slot(str)
    def _on_theme_wanted(self, wanted: str) -> None:
        self.document.run(upkeep.set_theme(wanted))

    @Slot(object, object)
    def _on_changed(self, changes: Changes, _initiator: object) -> None:
        if changes.settings:
            self._reading.ask(upkeep.read_settings(), self._on_settings)

    @Slot(object)
    def _on_settings(self, settings: Settings) -> None:
        before, self._settings = self._settings, settings
        if settings.theme != before.theme:
            theme.apply(self._app, settings.theme)
        if (settings.pack, settings.device) != (before.pack, before.device):
            self._find_device()

    @Slot()
    def _on_system_theme(self) -> None:
        if self._settings.theme == "system":
            theme.apply(self._app, self._settings.theme)


def run_window(library_root: Path, gallery: str | None = None) -> int:
    """Open a library in a window and run it to its end; the exit code of the program.

    `gallery` is the name of the gallery to show first.
    """
    app = QApplication.instance() or QApplication(sys.argv[:1])
    if not isinstance(app, QApplication):
        raise TypeError("a Qt application without windows is already running")
    app.setApplicationName("Playertag")
    app.setDesktopFileName("playertag")
    app.setWindowIcon(theme.app_icon())
    theme.apply(app, "system")
    try:
        library = Library.open(library_root)
    except LibraryError as error:
        QMessageBox.critical(None, "Playertag", f"{library_root}\n\n{error}")
        return 1
    reporter = CrashReporter()
    reporter.install()
    profile = Profile(user_profile())
    profile.remember_library(library_root.absolute())
    session = Session(library, profile, gallery, app)
    session.show()
    code = app.exec()
    session.close()
    profile.save()
    reporter.remove()
    return code
