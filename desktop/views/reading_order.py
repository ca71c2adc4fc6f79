"""Where the Tab key leads: along the layouts, from the top left to the bottom right.

Qt's own order is that in which widgets were made, with those that come later, such as candidates, at
the end. Here it is what is seen at the moment.
"""

from __future__ import annotations

from collections.abc import Iterator
from itertools import product

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFormLayout, QLayout, QLayoutItem, QRadioButton, QSplitter, QWidget


def step(window: QWidget, forward: bool) -> bool:
    """Give the focus to the next widget of a window that takes it, or the one before; whether any does."""
    order = list(_in_order(window))
    here = window.focusWidget()
    at = order.index(here) if here in order else 0
    around = order[at + 1 :] + order[:at]
    for widget in around if forward else reversed(around):
        if _is_stop(widget):
            reason = Qt.FocusReason.TabFocusReason if forward else Qt.FocusReason.BacktabFocusReason
            widget.setFocus(reason)
            return True
    return False


def _is_stop(widget: QWidget) -> bool:
    takes = bool(widget.focusPolicy() & Qt.FocusPolicy.TabFocus) and widget.focusProxy() is None
    # Of radio buttons that belong together only the chosen one is; the arrows go to the others.
    other_radio = isinstance(widget, QRadioButton) and not widget.isChecked()
    return takes and widget.isEnabled() and not other_radio


def _in_order(widget: QWidget) -> Iterator[QWidget]:
    """A widget and what is visible in it; what lies over the rest comes last."""
    yield widget
    laid_out = list(_laid_out(widget))
    children = [child for child in widget.children() if isinstance(child, QWidget)]
    over = [child for child in children if child not in laid_out and not child.isWindow()]
    for child in (*laid_out, *over):
        if child.isVisible():
            yield from _in_order(child)


def _laid_out(widget: QWidget) -> Iterator[QWidget]:
    if isinstance(widget, QSplitter):
        parts = (widget.widget(number) for number in range(widget.count()))
        yield from (part for part in parts if part is not None)
    layout = widget.layout()
    if layout is not None:
        yield from _of_layout(layout)


def _of_layout(layout: QLayout) -> Iterator[QWidget]:
    for item in _items(layout):
        widget, inner = item.widget(), item.layout()
        if widget is not None:
            yield widget
        elif inner is not None:
            yield from _of_layout(inner)


def _items(layout: QLayout) -> list[QLayoutItem]:
    if isinstance(layout, QFormLayout):  # which counts its parts as they came, not by rows
        roles = QFormLayout.ItemRole
        places = product(range(layout.rowCount()), (roles.LabelRole, roles.FieldRole))
        found = [layout.itemAt(row, role) for row, role in places]
    else:
        found = [layout.itemAt(number) for number in range(layout.count())]
    return [item for item in found if item is not None]
