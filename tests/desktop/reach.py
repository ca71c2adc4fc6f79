"""What a window says to those who can't see it, and where the Tab key leads."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import pairwise

from PySide6.QtCore import QRect, Qt
from PySide6.QtGui import QAccessible
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractSpinBox, QKeySequenceEdit, QRadioButton, QScrollBar, QWidget

# Widgets that are a little out of line are in line.
TOLERANCE_PX = 8
TAB = Qt.FocusPolicy.TabFocus


def nameless(root: QWidget) -> list[str]:
    """What takes the keys and has no name: neither a text of its own, nor a label, nor a given one."""
    return [f"no name: {_where(widget)}" for widget in _focusable(root) if not _name(widget)]


def steps_back(order: Sequence[QWidget]) -> list[str]:
    """Where Tab goes against the reading order.

    From one widget to the next it never goes to what lies wholly above or left of it; what is above
    and to the right is the next column. Groups are compared as a whole: the parts, with one of the
    two in each, of the smallest part of the window that holds both.
    """
    back = [(one, other) for one, other in pairwise(order) if _is_back(*_groups(one, other))]
    return [f"goes back: {_where(one)} -> {_where(other)}" for one, other in back]


def unreached(root: QWidget, order: Sequence[QWidget]) -> list[str]:
    """What Tab never comes to; something that keeps the keys hides the rest."""
    return [f"never reached: {_where(stop)}" for stop in tab_stops(root) if stop not in order]


def walk(root: QWidget) -> list[QWidget]:
    """Press Tab until it comes to where it was; what it led to, from the first that takes the focus."""
    before = _focused(root)
    reached: list[QWidget] = []
    here = before
    while here not in reached:
        reached.append(here)
        here = _after(root, here)
    before.setFocus(Qt.FocusReason.OtherFocusReason)
    ring = reached[reached.index(here) :]
    first = min(range(len(ring)), key=lambda at: _corner(ring[at]))
    return ring[first:] + ring[:first]


def _after(root: QWidget, here: QWidget) -> QWidget:
    """Where Tab leads from here."""
    QTest.keyClick(here, Qt.Key.Key_Tab)
    return _focused(root)


def _focused(root: QWidget) -> QWidget:
    focused: QWidget | None = root.focusWidget()
    return root if focused is None else focused


def _corner(widget: QWidget) -> tuple[int, int]:
    at = widget.mapToGlobal(widget.rect().topLeft())
    return at.y(), at.x()


def tab_stops(root: QWidget) -> list[QWidget]:
    """What Tab should come to."""
    return [widget for widget in _focusable(root) if _is_stop(widget)]


def _is_stop(widget: QWidget) -> bool:
    # Of radio buttons that belong together only the chosen one is; the arrows go to the others.
    other_radio = isinstance(widget, QRadioButton) and not widget.isChecked()
    takes = bool(widget.focusPolicy() & TAB) and widget.focusProxy() is None
    return takes and widget.isEnabled() and not other_radio


def _focusable(root: QWidget) -> Iterator[QWidget]:
    for widget in root.findChildren(QWidget):
        takes = widget.focusPolicy() is not Qt.FocusPolicy.NoFocus
        if takes and widget.isVisible() and widget.window() is root and not _is_inner(widget):
            yield widget


def _is_inner(widget: QWidget) -> bool:
    """Whether it is a part that Qt makes, which speaks by the widget that it is a part of."""
    parent = widget.parentWidget()
    return isinstance(widget, QScrollBar) or isinstance(parent, QAbstractSpinBox | QKeySequenceEdit)


def _name(widget: QWidget) -> str:
    return QAccessible.queryAccessibleInterface(widget).text(QAccessible.Text.Name).strip()


def _groups(one: QWidget, other: QWidget) -> Sequence[QRect]:
    """The parts that hold each of them, of what holds both, in one system of coordinates."""
    above = [one, *_ancestors(one)]
    common = next(part for part in (other, *_ancestors(other)) if part in above)
    return [_rect(_child(common, widget)) for widget in (one, other)]


def _child(common: QWidget, widget: QWidget) -> QWidget:
    line = [widget, *_ancestors(widget)]
    at = line.index(common)
    return line[at - 1] if at else widget


def _ancestors(widget: QWidget) -> Iterator[QWidget]:
    parent = widget.parentWidget()
    while parent is not None:
        yield parent
        parent = parent.parentWidget()


def _rect(widget: QWidget) -> QRect:
    return QRect(widget.mapToGlobal(widget.rect().topLeft()), widget.size())


def _is_back(one: QRect, other: QRect) -> bool:
    above = other.bottom() < one.top() + TOLERANCE_PX
    below = other.top() > one.bottom() - TOLERANCE_PX
    left = other.right() < one.left() + TOLERANCE_PX
    right = other.left() > one.right() - TOLERANCE_PX
    return (above and not right) or (left and not below)


def _where(widget: QWidget) -> str:
    line = [widget, *_ancestors(widget)]
    owners = [type(one).__name__ for one in line if not type(one).__name__.startswith("Q")]
    words = _name(widget) or widget.objectName()
    return f"{type(widget).__name__} '{words}' of {'/'.join(reversed(owners[:3]))}"
