"""The keys of the window: shown for the place that the user is in, and bound anew in the settings."""

from __future__ import annotations

from collections.abc import Iterable

from PySide6.QtCore import QCoreApplication, QSignalBlocker, Qt, Slot
from PySide6.QtGui import QKeySequence, QShowEvent
from PySide6.QtWidgets import (
    QCheckBox,
    QDialog,
    QGridLayout,
    QHBoxLayout,
    QKeySequenceEdit,
    QLabel,
    QScrollArea,
    QVBoxLayout,
    QWidget,
)

from desktop.keys import CATALOGUE, FIXED, NATIVE, PORTABLE, Key, Keymap
from desktop.views.parts import button, label

translate = QCoreApplication.translate

EVERYWHERE = "window"


def place_words(place: str) -> str:
    """A place of the window in words."""
    return {
        EVERYWHERE: translate("keys", "Everywhere"),
        "gallery": translate("keys", "Galleries"),
        "viewer": translate("keys", "One photo"),
        "review": translate("keys", "Review"),
        "players": translate("keys", "Players"),
        "search": translate("keys", "Search"),
        "conflicts": translate("keys", "Conflicts"),
    }.get(place, place)


def keys_of(place: str) -> list[Key]:
    """The keys that work in a place and nowhere else."""
    return [key for key in CATALOGUE.values() if key.place == place]


class KeysDialog(QDialog):
    """What the keys do in a place, and those that work everywhere; Escape closes."""

    def __init__(self, keymap: Keymap, places: Iterable[str], parent: QWidget) -> None:
        super().__init__(parent)
        self._keymap = keymap
        self.setWindowTitle(self.tr("Keys"))
        self.resize(620, 560)
        inside = QWidget()
        self._grid = QGridLayout(inside)
        self._grid.setColumnStretch(1, 1)
        self._grid.setHorizontalSpacing(20)
        self._grid.setVerticalSpacing(7)
        for place in (*places, EVERYWHERE):
            self._add_place(place)
        self._grid.setRowStretch(self._grid.rowCount(), 1)
        area = QScrollArea()
        area.setWidget(inside)
        area.setWidgetResizable(True)
        area.setAccessibleName(self.windowTitle())
        self.setFocusProxy(area)
        foot = QHBoxLayout()
        foot.addWidget(label(self.tr("Settings let you choose other keys."), "quiet"), 1)
        foot.addWidget(button(self.tr("Close"), self.reject))
        layout = QVBoxLayout(self)
        layout.setContentsMargins(20, 18, 20, 16)
        layout.addWidget(area, 1)
        layout.addLayout(foot)

    def _add_place(self, place: str) -> None:
        row = self._grid.rowCount()
        self._grid.addWidget(label(place_words(place).upper(), "section"), row, 0, 1, 2)
        for keys, words in self.lines(place):
            row += 1
            shown = label(keys, "keys")
            shown.setAlignment(Qt.AlignmentFlag.AlignRight)
            self._grid.addWidget(shown, row, 0)
            self._grid.addWidget(QLabel(words), row, 1)

    def lines(self, place: str) -> list[tuple[str, str]]:
        """The keys and what they do, acts of the same words in one line."""
        found: dict[str, list[str]] = {}
        for key in keys_of(place):
            if hint := self._keymap.hint(key.name):
                found.setdefault(self._keymap.words(key.name), []).append(hint)
        fixed = [
            (translate("keys", str(one.keys)), translate("keys", str(one.words)))
            for one in FIXED.get(place, ())
        ]
        return [*((_range(hints), words) for words, hints in found.items()), *fixed]


def _range(hints: list[str]) -> str:
    return hints[0] if len(hints) == 1 else f"{hints[0]} – {hints[-1]}"


class KeysPage(QWidget):
    """Every act with its key, to be changed; and whether single keys do anything."""

    def __init__(self, keymap: Keymap) -> None:
        super().__init__()
        self._keymap = keymap
        self.rows: dict[str, KeyRow] = {}
        self.single = QCheckBox(self.tr("Keys without Ctrl or Alt do something, such as X and N"))
        self.single.setChecked(keymap.single_keys)
        self.single.toggled.connect(keymap.set_single_keys)
        self.reset_button = button(self.tr("The usual keys again"), self.reset)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(self.single)
        picking = self.tr(
            "Pictures are selected by mouse too: by their mark, with Ctrl or Shift, or by a frame."
        )
        words = label(picking, "quiet")
        words.setWordWrap(True)
        layout.addWidget(words)
        self._rows = QVBoxLayout()
        layout.addLayout(self._rows)
        layout.addSpacing(8)
        layout.addWidget(self.reset_button, 0, Qt.AlignmentFlag.AlignLeft)

    def showEvent(self, event: QShowEvent) -> None:  # noqa: N802
        """Make the rows when they are first seen: the window does not wait for a hundred fields."""
        if not self.rows:
            self._make_rows()
        super().showEvent(event)

    def _make_rows(self) -> None:
        layout = self._rows
        for place in dict.fromkeys(key.place for key in CATALOGUE.values()):
            layout.addSpacing(8)
            layout.addWidget(label(place_words(place), "quiet"))
            for key in keys_of(place):
                self.rows[key.name] = KeyRow(key.name, self._keymap)
                layout.addWidget(self.rows[key.name])

    @Slot()
    def reset(self) -> None:
        """Bind everything as it was at first."""
        for name in self.rows:
            self._keymap.rebind(name, ())


class KeyRow(QWidget):
    """What one act is called, its key, and what else that key does already."""

    def __init__(self, name: str, keymap: Keymap) -> None:
        super().__init__()
        self._name = name
        self._keymap = keymap
        words = keymap.words(name)
        self.title = QLabel(words)
        self.title.setFixedWidth(260)
        self.edit = QKeySequenceEdit()
        self.edit.setMaximumSequenceLength(1)
        self.edit.setClearButtonEnabled(True)
        self.edit.setFixedWidth(150)
        self.edit.setAccessibleName(words)
        self.problem = label("", "problem")
        self.problem.setWordWrap(True)
        layout = QHBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        for one in (self.title, self.edit):
            layout.addWidget(one)
        layout.addWidget(self.problem, 1)
        self.edit.editingFinished.connect(self._on_edited)
        keymap.changed.connect(self._show)
        self._show()

    @Slot()
    def _show(self) -> None:
        sequences = self._keymap.sequences(self._name)
        with QSignalBlocker(self.edit):
            self.edit.setKeySequence(QKeySequence.fromString(sequences[0] if sequences else "", PORTABLE))
        self.problem.setText("")

    @Slot()
    def _on_edited(self) -> None:
        """Take the key, unless it does something else already; none at all brings the usual one back."""
        wanted = self.edit.keySequence().toString(PORTABLE)
        if wanted == next(iter(self._keymap.sequences(self._name)), ""):
            return
        other = self._keymap.taken(self._name, wanted) if wanted else None
        if other is None:
            self._keymap.rebind(self._name, (wanted,) if wanted else ())
            return
        native = self.edit.keySequence().toString(NATIVE)
        self._show()
        words = self.tr("{key} already does: {act}")
        self.problem.setText("⚠  " + words.format(key=native, act=self._keymap.words(other)))
