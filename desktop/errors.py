"""How errors are shown: what the world did in a banner that takes no focus, our own bugs loudly."""

from __future__ import annotations

import sys
import traceback
from types import TracebackType

from PySide6.QtCore import QObject, Qt, QUrl, Signal, Slot
from PySide6.QtGui import QDesktopServices, QGuiApplication
from PySide6.QtWidgets import (
    QDialog,
    QFrame,
    QHBoxLayout,
    QLabel,
    QPlainTextEdit,
    QPushButton,
    QVBoxLayout,
    QWidget,
)

from core.errors import InvalidValueError, PlayertagError
from core.shipped import issue_page
from desktop.language import breakable, capitalised, in_user_language
from desktop.report import crash_report


def reason_of(error: PlayertagError) -> str:
    """Why something was refused, as a sentence in the user's language.

    Which value it was is for those who typed it: in the window a click did. A name at its beginning stays as
    it is: of a file, a computer or somebody's address.
    """
    words = in_user_language(error.reason if type(error) is InvalidValueError else error.words)
    return capitalised(words) if words.partition(" ")[0].isalpha() else words


class Banner(QFrame):
    """One line at the top of the window, with details on demand; hidden while there is nothing."""

    players_wanted = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("banner")
        self._title = ""
        self.text = QLabel()
        self.text.setWordWrap(True)
        self.details = QLabel()
        self.details.setWordWrap(True)
        self.details.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        self.more = _link(self.tr("Details"), self._toggle_details)
        self.players_button = _link(self.tr("Players"), self.players_wanted)
        self.close_button = _link(self.tr("Close"), self.hide)
        self._title = ""
        row = QHBoxLayout()
        row.addWidget(self.text, 1)
        for one in (self.players_button, self.more, self.close_button):
            row.addWidget(one)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(14, 6, 8, 6)
        layout.addLayout(row)
        layout.addWidget(self.details)
        self.hide()

    @Slot(str, object)
    def show_problem(self, title: str, error: PlayertagError) -> None:
        """Say what could not be done, and why."""
        self._title = title
        self.players_button.hide()
        words = f"⚠  {capitalised(title)}: {reason_of(error)}"
        self.text.setText(breakable(words))
        cause = error.__cause__
        self.details.setText(breakable("\n".join(traceback.format_exception_only(cause))) if cause else "")
        self.more.setVisible(cause is not None)
        self.details.hide()
        self.setAccessibleName(words)
        self.show()

    @Slot(str)
    def forget(self, title: str) -> None:
        """This is begun anew: what went wrong before is no longer of interest."""
        if title == self._title:
            self.hide()

    @Slot(str)
    def show_nobody_known(self, title: str) -> None:
        """Say that nobody can be recognised yet, and lead to where that is changed."""
        words = self.tr(
            "Nobody is known by a face yet. Add reference photos of the players, or name some faces in "
            "Review; then recognise again."
        )
        self.show_problem(title, PlayertagError(words))
        self.players_button.show()

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
    """A bug of ours, with what a report needs and nothing that is the user's."""

    def __init__(self, report: str, issue_page: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._page = issue_page
        self.setWindowTitle(self.tr("Playertag has a fault"))
        words = QLabel(
            self.tr(
                "Something went wrong inside Playertag. Your photos were not touched, what was done before "
                "is kept, and you can go on working.\n\n"
                "Please report the text below. It names no person, no file and no folder of yours."
            )
        )
        words.setWordWrap(True)
        self.text = QPlainTextEdit(report)
        self.text.setReadOnly(True)
        self.text.setTabChangesFocus(True)
        self.text.setLineWrapMode(QPlainTextEdit.LineWrapMode.NoWrap)
        self.text.setAccessibleName(self.tr("Report"))
        self.copy_button = _push(self.tr("Copy the report"), self.copy)
        self.page_button = _push(self.tr("Open the issue page"), self.open_page)
        self.page_button.setVisible(bool(issue_page))
        self.close_button = _push(self.tr("Go on"), self.accept)
        self.close_button.setProperty("kind", "primary")
        self.close_button.setDefault(True)
        self.close_button.setFocus()
        buttons = QHBoxLayout()
        buttons.addWidget(self.copy_button)
        buttons.addWidget(self.page_button)
        buttons.addStretch(1)
        buttons.addWidget(self.close_button)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(22, 18, 22, 16)
        layout.setSpacing(12)
        layout.addWidget(words)
        layout.addWidget(self.text, 1)
        layout.addLayout(buttons)
        self.resize(720, 460)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)

    @Slot()
    def copy(self) -> None:
        """Put the report on the clipboard."""
        QGuiApplication.clipboard().setText(self.text.toPlainText())
        self.copy_button.setText(self.tr("✓  Copied"))

    @Slot()
    def open_page(self) -> None:
        """Open the page where faults are reported, in the browser."""
        QDesktopServices.openUrl(QUrl(self._page))


class CrashReporter(QObject):
    """Takes exceptions that nobody caught, from any thread, and shows them on the UI thread."""

    _crashed = Signal(str)

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._before = sys.excepthook
        self.dialog: CrashDialog | None = None
        self._device = ""
        self._crashed.connect(self._show)

    @Slot(str)
    def set_device(self, name: str) -> None:
        """The models run on this, for the report."""
        self._device = name

    def install(self) -> None:
        """Be `sys.excepthook` from now on; the one before is still called."""
        sys.excepthook = self._hook

    def remove(self) -> None:
        """Give `sys.excepthook` back."""
        sys.excepthook = self._before

    def _hook(self, kind: type[BaseException], error: BaseException, trace: TracebackType | None) -> None:
        self._before(kind, error, trace)
        if issubclass(kind, Exception):
            self._crashed.emit(crash_report(error, self._device))

    @Slot(str)
    def _show(self, report: str) -> None:
        # One fault often brings more; the first one is the one to report.
        if self.dialog is None:
            self.dialog = CrashDialog(report, issue_page())
            self.dialog.destroyed.connect(self._forget)
            self.dialog.show()

    @Slot()
    def _forget(self) -> None:
        self.dialog = None


def _push(text: str, clicked: object) -> QPushButton:
    button = QPushButton(text)
    button.setAutoDefault(False)
    button.clicked.connect(clicked)
    return button
