"""Cells that show what they showed are not painted again, and others are."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from PySide6.QtCore import QRect, Qt
from PySide6.QtGui import QImage, QPainter
from pytestqt.qtbot import QtBot

from desktop.views.painted import KEPT, Painted


@pytest.mark.parametrize("ratio", [1.0, 2.0])
def test_a_cell_is_painted_once_for_what_it_shows(qtbot: QtBot, ratio: float) -> None:
    canvas = QImage(round(200 * ratio), round(100 * ratio), QImage.Format.Format_RGB32)
    canvas.setDevicePixelRatio(ratio)
    canvas.fill(Qt.GlobalColor.black)
    painted, places = Painted(), list[QRect]()

    def paint(painter: QPainter, place: QRect) -> None:
        places.append(place)
        painter.fillRect(place, Qt.GlobalColor.red)

    painter = QPainter(canvas)
    for place, shown in (
        (QRect(10, 20, 30, 40), "a"),
        (QRect(50, 20, 30, 40), "a"),
        (QRect(90, 20, 30, 40), "b"),
        (QRect(130, 20, 20, 40), "a"),
    ):
        painted.draw(painter, place, shown, paint)
    painter.end()
    assert places == [QRect(0, 0, 30, 40), QRect(0, 0, 30, 40), QRect(0, 0, 20, 40)]
    red = [x for x in range(200) if canvas.pixelColor(round(x * ratio), round(30 * ratio)).red() == 255]
    assert red == [*range(10, 40), *range(50, 80), *range(90, 120), *range(130, 150)]


def test_what_was_shown_long_ago_is_forgotten(qtbot: QtBot) -> None:
    canvas = QImage(10, 10, QImage.Format.Format_RGB32)
    painted, made = Painted(), list[int]()

    def note(number: int) -> Callable[[QPainter, QRect], None]:
        return lambda _, __: made.append(number)

    painter = QPainter(canvas)
    for number in (*range(KEPT + 1), KEPT, 0):
        painted.draw(painter, QRect(0, 0, 5, 5), number, note(number))
    painter.end()
    assert made == [*range(KEPT + 1), 0]
