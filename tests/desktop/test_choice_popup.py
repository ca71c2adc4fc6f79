"""What a condition offers to choose from, where it is long."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from PySide6.QtCore import QObject, Qt
from PySide6.QtTest import QAbstractItemModelTester, QTest
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from core.types import Choice, GalleryChoices, PhotoFilter, PlayerId
from desktop.models import roles
from desktop.models.conditions import Offer, conditions
from desktop.models.offers import OffersModel
from desktop.views.choice_popup import ChoicePopup
from desktop.views.condition_button import ConditionButton

PLAYERS = [Offer(f"id {number}", f"Player {number:03d}", number) for number in range(300)]


@pytest.fixture
def popup(qtbot: QtBot) -> Iterator[ChoicePopup]:
    with_a_parent = QWidget()
    qtbot.addWidget(with_a_parent)
    shown = ChoicePopup("Player", several=True, parent=with_a_parent)
    shown.offer(PLAYERS, frozenset())
    with_a_parent.show()
    shown.open_below(with_a_parent)
    qtbot.waitUntil(shown.isVisible)
    yield shown
    shown.hide()


def lines(popup: ChoicePopup) -> list[str]:
    return [popup.model.index(row, 0).data() for row in range(popup.model.rowCount())]


def current(popup: ChoicePopup) -> str:
    return str(popup.list.currentIndex().data())


def test_typing_narrows_and_the_arrows_and_enter_choose_from_the_field(popup: ChoicePopup) -> None:
    picked: list[frozenset[object]] = []
    popup.picked.connect(picked.append)
    QTest.keyClicks(popup.search, "PLAYER 29")
    assert lines(popup) == [f"Player 29{digit}" for digit in range(10)]
    assert current(popup) == "Player 290"
    for key in (Qt.Key.Key_Down, Qt.Key.Key_Down, Qt.Key.Key_Up):
        QTest.keyClick(popup.search, key)
    QTest.keyClick(popup.search, Qt.Key.Key_Return)
    assert picked == [{"id 291"}]
    assert popup.isVisible()
    popup.search.clear()
    assert len(lines(popup)) == 300
    assert current(popup) == "Player 291"
    QTest.keyClick(popup.list, Qt.Key.Key_Space)
    assert picked[-1] == frozenset()


def test_the_current_line_stays_when_something_else_is_chosen_and_other_values_are_offered(
    popup: ChoicePopup,
) -> None:
    popup.list.setCurrentIndex(popup.model.index(7, 0))
    popup.offer([PLAYERS[200], *PLAYERS[:10]], frozenset({"id 200"}))
    assert current(popup) == "Player 007"
    ticked = [
        popup.model.index(row, 0).data()
        for row in range(popup.model.rowCount())
        if popup.model.index(row, 0).data(Qt.ItemDataRole.CheckStateRole) == Qt.CheckState.Checked
    ]
    assert ticked == ["Player 200"]
    QTest.keyClicks(popup.search, "nobody of this name")
    assert lines(popup) == []
    QTest.keyClick(popup.search, Qt.Key.Key_Down)
    QTest.keyClick(popup.search, Qt.Key.Key_Return)
    assert popup.isVisible()


def test_what_is_offered_is_listed_when_somebody_looks(qtbot: QtBot) -> None:
    button = ConditionButton(conditions()["players"])
    qtbot.addWidget(button)
    players = tuple(Choice(PlayerId(f"{number}"), f"Player {number}", 2) for number in range(5000))
    button.show_filter(PhotoFilter(), GalleryChoices(players, (), (), (), ()))
    assert button.popup.model.rowCount() == 0
    button.show()
    button.open()
    assert button.popup.model.rowCount() == 5000
    button.popup.hide()


def test_the_model_of_offers_is_sound(qtbot: QtBot) -> None:
    owner = QObject()
    model = OffersModel(owner)
    tester = QAbstractItemModelTester(model, QAbstractItemModelTester.FailureReportingMode.Fatal)
    model.offer(PLAYERS)
    model.choose(frozenset({"id 3"}))
    model.find("003")
    assert model.index(0, 0).data(roles.OFFER) == PLAYERS[3]
    assert model.index(0, 1).data() == "3"
    assert model.row_of("id 4") is None
    del tester
