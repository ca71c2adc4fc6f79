"""Small parts that several views are made of."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from PySide6.QtCore import QCoreApplication, QEvent, QLocale, QObject, Qt, QTimer, Slot
from PySide6.QtGui import (
    QGuiApplication,
    QKeyEvent,
    QMouseEvent,
    QPainter,
    QPaintEvent,
    QResizeEvent,
    QShowEvent,
)
from PySide6.QtWidgets import (
    QAbstractSpinBox,
    QComboBox,
    QDialog,
    QFormLayout,
    QFrame,
    QHBoxLayout,
    QLabel,
    QMenu,
    QPushButton,
    QSizePolicy,
    QStackedWidget,
    QStyle,
    QStyleOptionButton,
    QStylePainter,
    QVBoxLayout,
    QWidget,
)

from core.changes import Changes
from core.types import FaceState
from desktop.document import Document
from desktop.views.enter_key import ENTER

translate = QCoreApplication.translate

# From here on Qt writes a size by a sign, which has no plural.
KIB = 1024

# Several changes in a row (a burst of answers) are one reload.
RELOAD_AFTER_MS = 120

# What is typed into a field of a number.
OF_NUMBERS = "0123456789.,+-% "

# An answer of any length is at least so wide.
CUT_TO = 150

# Between parts that stand in a row.
GAP = "   "

MARKS = {
    FaceState.CONFIRMED: "✓",
    FaceState.TAGGED: "●",
    FaceState.SUGGESTED: "?",
    FaceState.UNKNOWN: "○",
    FaceState.REJECTED: "○",
    FaceState.IGNORED: "–",
    FaceState.NOT_A_FACE: "✕",
}
"""The shape that says a face's state where colour can't."""

LINES = {
    FaceState.CONFIRMED: Qt.PenStyle.SolidLine,
    FaceState.TAGGED: Qt.PenStyle.SolidLine,
    FaceState.SUGGESTED: Qt.PenStyle.DashLine,
    FaceState.UNKNOWN: Qt.PenStyle.DotLine,
    FaceState.REJECTED: Qt.PenStyle.DotLine,
    FaceState.IGNORED: Qt.PenStyle.DotLine,
    FaceState.NOT_A_FACE: Qt.PenStyle.DotLine,
}


def state_words(state: FaceState) -> str:
    """A face's state in words."""
    return {
        FaceState.CONFIRMED: translate("states", "confirmed"),
        FaceState.TAGGED: translate("states", "tagged by the machine"),
        FaceState.SUGGESTED: translate("states", "suggested"),
        FaceState.UNKNOWN: translate("states", "unknown"),
        FaceState.REJECTED: translate("states", "unknown, with a rejected name"),
        FaceState.IGNORED: translate("states", "ignored"),
        FaceState.NOT_A_FACE: translate("states", "not a face"),
    }[state]


class Place(QWidget):
    """A page of the window that reads itself anew when what it shows has changed.

    While it is hidden it only remembers to; then it reads when it is next shown.
    """

    def __init__(self, document: Document, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.document = document
        self._stale = True
        self._later = QTimer(self)
        self._later.setSingleShot(True)
        self._later.setInterval(RELOAD_AFTER_MS)
        self._later.timeout.connect(self._reload_if_visible)
        document.changed.connect(self._on_changed)

    def concerns(self, changes: Changes, initiator: object) -> bool:
        """Whether what is shown may no longer be so."""
        raise NotImplementedError

    def reload(self) -> None:
        """Read what is shown."""
        raise NotImplementedError

    def reload_ahead(self) -> None:
        """Read now, before the page is seen: it will be the first, and is still being built."""
        self._stale = False
        self.reload()

    def reload_later(self) -> None:
        """Read soon; several wishes become one reading."""
        self._stale = True
        self._later.start()

    @Slot(object, object)
    def _on_changed(self, changes: Changes, initiator: object) -> None:
        if self.concerns(changes, initiator):
            self.reload_later()

    @Slot()
    def _reload_if_visible(self) -> None:
        if self.isVisible() and self._stale:
            self._stale = False
            self.reload()

    def showEvent(self, event: QShowEvent) -> None:  # noqa: N802
        """Read what has changed while the page was hidden."""
        super().showEvent(event)
        self._reload_if_visible()


class EmptyState(QWidget):
    """What to do where there is nothing to see yet."""

    def __init__(self, title: str, words: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.title = label(title, "emptyTitle")
        self.words = label(words, "quiet")
        self._buttons = QHBoxLayout()
        layout = QVBoxLayout(self)
        layout.addStretch(2)
        for one in (self.title, self.words):
            one.setAlignment(Qt.AlignmentFlag.AlignHCenter)
            one.setWordWrap(True)
            layout.addWidget(one)
        layout.addSpacing(8)
        layout.addLayout(self._buttons)
        layout.addStretch(3)
        self._buttons.addStretch()
        self._buttons.addStretch()

    def say(self, title: str, words: str) -> None:
        """Another text."""
        self.title.setText(title)
        self.words.setText(words)

    def add(self, shown: QPushButton) -> None:
        """A way out."""
        self._buttons.insertWidget(self._buttons.count() - 1, shown)


class WholeParts(QLabel):
    """Parts in a row, as many of them as there is room for: half a number would be another number."""

    def __init__(self, name: str) -> None:
        super().__init__()
        self.setObjectName(name)
        self.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Preferred)
        self._parts: Sequence[str] = ()

    def show_parts(self, parts: Sequence[str]) -> None:
        """Show these."""
        self._parts = parts
        self._fit()

    def _fit(self) -> None:
        count = len(self._parts)
        shown = GAP.join(self._parts)
        while count and self.fontMetrics().horizontalAdvance(shown) > self.width():
            count -= 1
            shown = GAP.join([*self._parts[:count], "…"])
        self.setText(shown)

    def resizeEvent(self, event: QResizeEvent) -> None:  # noqa: N802
        """More parts or fewer."""
        super().resizeEvent(event)
        self._fit()


class CutLabel(QLabel):
    """A line of text, cut off visibly where there is no room for all of it.

    It makes nothing wider than it is, however long the text.
    """

    def __init__(self, name: str) -> None:
        super().__init__()
        self.setObjectName(name)
        self.setTextFormat(Qt.TextFormat.PlainText)
        self.setMinimumWidth(1)

    def paintEvent(self, _event: QPaintEvent) -> None:  # noqa: N802
        """As much as fits, and dots."""
        painter = QPainter(self)
        painter.setPen(self.palette().color(self.foregroundRole()))
        cut = self.fontMetrics().elidedText(self.text(), Qt.TextElideMode.ElideRight, self.width())
        painter.drawText(self.rect(), Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft, cut)

    def say(self, text: str, hint: str = "") -> None:
        """Show a text, and this or the same where the pointer rests on it."""
        self.setText(text)
        self.setToolTip(hint or text)


def label(text: str, name: str) -> QLabel:
    """A label dressed by the style sheet under this name."""
    made = QLabel(text)
    made.setObjectName(name)
    return made


class _Button(QPushButton):
    """Enter presses it where it has the focus, in a dialog, too.

    Else a dialog's default button would be pressed, whatever the focus is on; and what Qt offers against that
    makes a default of the first button of a dialog that has none. In the window `EnterKey` sees to it.
    """

    def __init__(self, text: str = "") -> None:
        super().__init__(text)
        self.setAutoDefault(False)

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802
        """Enter is for this button in a dialog."""
        if event.key() not in ENTER or not isinstance(self.window(), QDialog):
            super().keyPressEvent(event)
        elif not event.isAutoRepeat():
            self.click()


class _AnswersOnce(_Button):
    """The second half of a double click would answer what nobody has seen: it does nothing."""

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:  # noqa: N802
        """To Qt it is one more press."""
        event.accept()


class CutAnswer(_AnswersOnce):
    """An answer of any length: as much of its words as there is room for."""

    def __init__(self, kind: str) -> None:
        super().__init__()
        _dressed(self, lambda: None, kind)
        self.setSizePolicy(QSizePolicy.Policy.Maximum, QSizePolicy.Policy.Fixed)
        self.setMinimumWidth(CUT_TO)

    def paintEvent(self, _event: QPaintEvent) -> None:  # noqa: N802
        """The end of the words is cut."""
        option = QStyleOptionButton()
        self.initStyleOption(option)
        room = self.style().subElementRect(QStyle.SubElement.SE_PushButtonContents, option, self)
        option.text = self.fontMetrics().elidedText(option.text, Qt.TextElideMode.ElideRight, room.width())
        QStylePainter(self).drawControl(QStyle.ControlElement.CE_PushButton, option)


def button(text: str, clicked: Callable[..., object], kind: str = "") -> QPushButton:
    """A push button; kind is "primary", "link", "chip" or plain."""
    return _dressed(_Button(text), clicked, kind)


def answer_button(text: str, clicked: Callable[..., object], kind: str = "") -> QPushButton:
    """A push button after which something else is asked in the same place."""
    return _dressed(_AnswersOnce(text), clicked, kind)


def dress(made: QPushButton, kind: str) -> None:
    """Give a button that is there already another kind."""
    if made.property("kind") != kind:
        made.setProperty("kind", kind)
        made.style().unpolish(made)
        made.style().polish(made)


def _dressed(made: QPushButton, clicked: Callable[..., object], kind: str) -> QPushButton:
    if kind:
        made.setProperty("kind", kind)
    made.clicked.connect(clicked)
    return made


class CopyButton(_Button):
    """Puts something on the clipboard, and says so until there is something else to copy."""

    def __init__(self, words: str, what: Callable[[], str], kind: str = "") -> None:
        super().__init__(words)
        self._words, self._what = words, what
        if kind:
            self.setProperty("kind", kind)
        self.clicked.connect(self._copy)

    def renew(self) -> None:
        """What is to be copied is another thing now."""
        self.setText(self._words)

    @Slot()
    def _copy(self) -> None:
        QGuiApplication.clipboard().setText(self._what())
        self.setText(self.tr("✓  Copied"))


def typed_choice(name: str, width: int) -> QComboBox:
    """A menu of texts in which another one can be typed."""
    made = QComboBox()
    made.setEditable(True)
    made.setMinimumWidth(width)
    made.setAccessibleName(name)
    field = made.lineEdit()
    if field is not None:
        field.setAccessibleName(name)
    return made


def menu_button(text: str, menu: QMenu) -> QPushButton:
    """A push button that opens a menu."""
    made = _Button(text)
    made.setMenu(menu)
    return made


def bar(name: str, *contents: QWidget | None, margins: tuple[int, int] = (14, 8)) -> QFrame:
    """A row of widgets under a name for the style sheet; None is a stretch."""
    frame = QFrame()
    frame.setObjectName(name)
    row = QHBoxLayout(frame)
    row.setContentsMargins(margins[0], margins[1], margins[0], margins[1])
    row.setSpacing(8)
    for one in contents:
        if one is None:
            row.addStretch(1)
        else:
            gives_way = one.sizePolicy().horizontalPolicy() is QSizePolicy.Policy.Ignored
            row.addWidget(one, 1 if gives_way else 0)
    return frame


def column(*contents: QWidget, grows: QWidget) -> QWidget:
    """Widgets under each other without gaps; one takes the room that is left."""
    return _packed(QVBoxLayout(), contents, grows)


def row(*contents: QWidget, grows: QWidget) -> QWidget:
    """Widgets beside each other without gaps; one takes the room that is left."""
    return _packed(QHBoxLayout(), contents, grows)


def level_labels(form: QFormLayout) -> None:
    """Let the labels of a form stand in the middle of their rows, not at the top."""
    for row_number in range(form.rowCount()):
        item = form.itemAt(row_number, QFormLayout.ItemRole.LabelRole)
        name = item.widget() if item is not None else None
        if name is not None:
            name.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Expanding)


def turn(pages: QStackedWidget, page: QWidget) -> None:
    """Show a page; the keyboard goes along where it was in the one before."""
    here: QWidget | None = pages.window().focusWidget()
    goes_along = here is not None and pages.isAncestorOf(here)
    pages.setCurrentWidget(page)
    if goes_along:
        page.setFocus()


def fill(widget: QWidget, content: QWidget) -> None:
    """Let one widget fill another."""
    layout = QVBoxLayout(widget)
    layout.setContentsMargins(0, 0, 0, 0)
    layout.addWidget(content)


class _LeavesKeys(QObject):
    def eventFilter(self, _watched: QObject, event: QEvent) -> bool:  # noqa: N802
        """Whether a character is of no use in a number, and may be a key of the window."""
        if not isinstance(event, QKeyEvent) or event.type() != QEvent.Type.ShortcutOverride:
            return False
        return event.text().isprintable() and bool(event.text().strip(OF_NUMBERS))


def leave_keys(field: QAbstractSpinBox) -> None:
    """Let the keys of the window, such as `?`, do what they do while a field of a number has the focus."""
    field.installEventFilter(_LeavesKeys(field))


def _packed(layout: QVBoxLayout | QHBoxLayout, contents: Sequence[QWidget], grows: QWidget) -> QWidget:
    made = QWidget()
    layout.setContentsMargins(0, 0, 0, 0)
    layout.setSpacing(0)
    for one in contents:
        layout.addWidget(one, 1 if one is grows else 0)
    made.setLayout(layout)
    return made


def size_words(size: int) -> str:
    """A size of bytes in words."""
    return QLocale().formattedDataSize(size) if size >= KIB else translate("parts", "{n} B").format(n=size)
