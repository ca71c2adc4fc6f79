"""How errors are shown: what the world did in a banner that takes no focus, our own bugs loudly."""

from __future__ import annotations

import sys
import traceback
from types import TracebackType

from PySide6.QtCore import QObject, Qt, Signal, Slot
from PySide6.QtWidgets import (
    QDialog,
    QDialogButtonBox,
    QFrame,
    QHBoxLayout,
    QLabel,
    QPlainTextEdit,
    QPushButton,
    QVBoxLayout,
    QWidget,
)

from core.errors import PlayertagError


class Banner(QFrame):
    """One line at the top of the window, with details on demand; hidden while there is nothing."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("banner")
        self.text = QLabel()
        self.text.setWordWrap(True)
        self.details = QLabel()
        self.details.setWordWrap(True)
        self.details.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        self.more = _link(self.tr("Details"), self._toggle_details)
        self.close_button = _link(self.tr("Close"), self.hide)
        row = QHBoxLayout()
        row.addWidget(self.text, 1)
        row.addWidget(self.more)
        row.addWidget(self.close_button)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(14, 6, 8, 6)
        layout.addLayout(row)
        layout.addWidget(self.details)
        self.hide()

    @Slot(str, object)
    def show_problem(self, title: str, error: PlayertagError) -> None:
        """Say what could not be done, and why."""
        self.text.setText(f"⚠  {title}: {error}")
        cause = error.__cause__
        self.details.setText("\n".join(traceback.format_exception_only(cause)) if cause else "")
        self.more.setVisible(cause is not None)
        self.details.hide()
        self.setAccessibleName(self.text.text())
        self.show()

    @Slot()
    def _toggle_details(self) -> None:
        self.details.setVisible(self.details.isHidden())


def _link(text: str, clicked: object) -> QPushButton:
    button = QPushButton(text)
    button.setProperty("kind", "link")
    # A message must not take the keyboard from the reviewer.
    button.setFocusPolicy(Qt.FocusPolicy.TabFocus)
    button.clicked.connect(clicked)
    return button


class CrashDialog(QDialog):
    """A bug of ours, with what a report needs."""

    def __init__(self, trace: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setWindowTitle(self.tr("Playertag has a fault"))
        words = QLabel(
            self.tr(
                "Something went wrong inside Playertag; your photos were not touched. "
                "Please report the text below, then restart the program."
            )
        )
        words.setWordWrap(True)
        text = QPlainTextEdit(trace)
        text.setReadOnly(True)
        text.setAccessibleName(self.tr("Report"))
        buttons = QDialogButtonBox(QDialogButtonBox.StandardButton.Close)
        buttons.rejected.connect(self.reject)
        layout = QVBoxLayout(self)
        layout.addWidget(words)
        layout.addWidget(text)
        layout.addWidget(buttons)
        self.resize(720, 420)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)


class CrashReporter(QObject):
    """Takes exceptions that nobody caught, from any thread, and shows them on the UI thread."""

    _crashed = Signal(str)

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._before = sys.excepthook
        self._dialog: CrashDialog | None = None
        self._crashed.connect(self._show)

    def install(self) -> None:
        """Be `sys.excepthook` from now on; the one before is still called."""
        sys.excepthook = self._hook

    def remove(self) -> None:
        """Give `sys.excepthook` back."""
        sys.excepthook = self._before

    def _hook(self, kind: type[BaseException], error: BaseException, trace: TracebackType | None) -> None:
        self._before(kind, error, trace)
        if issubclass(kind, Exception):
            self._crashed.emit("".join(traceback.format_exception(kind, error, trace)))

    @Slot(str)
    def _show(self, trace: str) -> None:
        # One fault often brings more; the first one is the one to report.
        if self._dialog is None:
            self._dialog = CrashDialog(trace)
            self._dialog.destroyed.connect(self._forget)
            self._dialog.show()

    @Slot()
    def _forget(self) -> None:
        self._dialog = None
