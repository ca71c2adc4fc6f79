"""The menu under the library's name: other libraries, its folder, and about the program."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtGui import QAction, QResizeEvent
from PySide6.QtWidgets import QFileDialog, QMenu, QToolButton, QWidget

from desktop.folders import show_folder
from desktop.profile import Profile

# Of the style sheet, beside the name.
MARGINS = 12


class LibraryButton(QToolButton):
    """The library's name, with the menu."""

    def __init__(self, root: Path, profile: Profile) -> None:
        super().__init__()
        self.setObjectName("library")
        self._name = root.name
        self.setToolTip(str(root))
        self.setAccessibleName(self.tr("Library {name}").format(name=root.name))
        self.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonTextOnly)
        self.setPopupMode(QToolButton.ToolButtonPopupMode.InstantPopup)
        self.libraries = LibraryMenu(root, profile, self)
        self.setMenu(self.libraries)

    def resizeEvent(self, event: QResizeEvent) -> None:  # noqa: N802
        """The name in one line or two, the second one cut where there is no room for it."""
        super().resizeEvent(event)
        metrics, arrow = self.fontMetrics(), " ▾"
        room = self.width() - MARGINS - metrics.horizontalAdvance(arrow)
        first, rest = _broken(self._name, lambda words: metrics.horizontalAdvance(words) <= room)
        lines = [
            metrics.elidedText(line, Qt.TextElideMode.ElideRight, room) for line in (first, rest) if line
        ]
        self.setText("\n".join(lines) + arrow)


def _broken(name: str, fits: Callable[[str], bool]) -> tuple[str, str]:
    """As many words of a name as fit into a line, one at least, and the others."""
    words = name.split(" ")
    count = next((n for n in range(len(words), 1, -1) if fits(" ".join(words[:n]))), 1)
    return " ".join(words[:count]), " ".join(words[count:])


class LibraryMenu(QMenu):
    """Filled when it is opened: libraries come and go."""

    library_wanted = Signal(object)
    """The folder of a library to open."""
    new_wanted = Signal()
    about_wanted = Signal()
    quit_wanted = Signal()

    def __init__(self, root: Path, profile: Profile, parent: QWidget) -> None:
        super().__init__(parent)
        self._root = root
        self._profile = profile
        self.setToolTipsVisible(True)
        self.recent: list[QAction] = []
        self.open_act = self._act(self.tr("Open library…"), self.ask)
        self.new_act = self._act(self.tr("New library…"), self.new_wanted.emit)
        self.folder_act = self._act(self.tr("Show in folder"), self.show_folder)
        self.about_act = self._act(self.tr("About Playertag"), self.about_wanted.emit)
        self.quit_act = self._act(self.tr("Quit"), self.quit_wanted.emit)
        self.aboutToShow.connect(self.fill)

    def _act(self, words: str, act: object) -> QAction:
        # Not of the menu itself, which deletes its own when it is filled anew.
        made = QAction(words, self.parent())
        made.triggered.connect(act)
        return made

    @Slot()
    def fill(self) -> None:
        """The libraries that were opened last, this one with a mark, and what else there is."""
        self.clear()
        self.recent = [self._library(path) for path in self._profile.recent_libraries()]
        self.addActions(self.recent)
        self.addSeparator()
        self.addActions([self.open_act, self.new_act, self.folder_act])
        self.addSeparator()
        self.addActions([self.about_act, self.quit_act])

    def _library(self, path: Path) -> QAction:
        # An ampersand in a folder's name is no key.
        made = QAction(path.name.replace("&", "&&"), self)
        made.setToolTip(str(path))
        made.setCheckable(True)
        made.setChecked(path == self._root)
        made.setData(path)
        made.triggered.connect(self._on_chosen)
        return made

    @Slot()
    def _on_chosen(self) -> None:
        chosen = self.sender()
        if isinstance(chosen, QAction) and chosen.data() != self._root:
            self.library_wanted.emit(chosen.data())

    @Slot()
    def ask(self) -> None:
        """Ask for the folder of a library."""
        title = self.tr("Folder of the library")
        folder = QFileDialog.getExistingDirectory(self.parentWidget(), title, str(self._root.parent))
        if folder:
            self.library_wanted.emit(Path(folder))

    @Slot()
    def show_folder(self) -> None:
        """Open this library's folder in the system's file manager."""
        show_folder(self._root)
