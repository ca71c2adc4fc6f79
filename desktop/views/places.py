"""The left edge of the window: the library, the places to go to, the keys and the theme."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QSize, Qt, Signal
from PySide6.QtWidgets import QApplication, QButtonGroup, QFrame, QToolButton, QVBoxLayout, QWidget

from desktop.keys import Keymap
from desktop.theme import colours, icon
from desktop.views.library_menu import LibraryButton

PLACES = ("galleries", "review", "players", "training", "search", "statistics", "settings")


class PlacesBar(QFrame):
    """A button a place, one of them down."""

    wanted = Signal(str)
    """One of `PLACES`."""

    def __init__(self, library: LibraryButton, keys: Keymap, window: QWidget) -> None:
        super().__init__()
        self.setObjectName("places")
        self._keys, self._window = keys, window
        self._group = QButtonGroup(self)
        self.buttons: list[QToolButton] = []
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 8, 0, 8)
        layout.setSpacing(2)
        layout.addWidget(library)
        layout.addSpacing(6)
        for name, words in zip(PLACES, self._words(), strict=True):
            layout.addWidget(self._place(name, words))
        layout.addStretch(1)
        self.keys_button = _tool("keys", self.tr("Keys"))
        self.keys_button.setToolTip(keys.hint("window.keys"))
        self.theme_button = _tool("theme", self.tr("Theme"))
        layout.addWidget(self.keys_button)
        layout.addWidget(self.theme_button)
        self._group.idClicked.connect(lambda number: self.wanted.emit(PLACES[number]))
        self.buttons[0].setChecked(True)

    def _words(self) -> tuple[str, ...]:
        return (
            self.tr("Galleries"),
            self.tr("Review"),
            self.tr("Players"),
            self.tr("Training"),
            self.tr("Search"),
            self.tr("Statistics"),
            self.tr("Settings"),
        )

    def _place(self, name: str, words: str) -> QToolButton:
        made = _tool(name, words)
        made.setCheckable(True)
        self._keys.bind(f"window.{name}", self._window, made.click)
        made.setToolTip(f"{words}   {self._keys.hint(f'window.{name}')}")
        self._group.addButton(made, len(self.buttons))
        self.buttons.append(made)
        return made

    @property
    def current(self) -> str:
        """Which of `PLACES` is shown."""
        return PLACES[self._group.checkedId()]

    def go_to(self, place: str) -> None:
        """Show one of `PLACES`."""
        self.buttons[PLACES.index(place)].click()

    def changeEvent(self, event: QEvent) -> None:  # noqa: N802
        """Draw the icons in the colours of a new theme."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.PaletteChange and hasattr(self, "theme_button"):
            for made in (*self.buttons, self.keys_button, self.theme_button):
                _dress(made)


def _tool(name: str, words: str) -> QToolButton:
    made = QToolButton()
    made.setProperty("icon_name", name)
    made.setText(words)
    made.setAccessibleName(words)
    made.setIconSize(QSize(24, 24))
    made.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonTextUnderIcon)
    _dress(made)
    return made


def _dress(made: QToolButton) -> None:
    # Not by the button's own palette, which is told of a new theme after the window is.
    made.setIcon(icon(made.property("icon_name"), colours(QApplication.palette()).text))
