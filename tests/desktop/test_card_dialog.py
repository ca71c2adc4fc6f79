"""Copying a card in the window: seen first, then copied, then imported."""

from __future__ import annotations

import os
import shutil
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QFileDialog

from core.library import Library
from desktop import filing
from desktop.views.card_dialog import CardDialog
from tests.conftest import Person
from tests.desktop.conftest import Driver, OpenWindow
from tests.desktop.test_accessibility import faults
from tests.fakes.pictures import small_photo

LEFT, CONTROL = Qt.MouseButton.LeftButton, Qt.KeyboardModifier.ControlModifier


@pytest.fixture
def card(tmp_path: Path, people: dict[str, Person]) -> Path:
    """A card with two photos."""
    for number, name in enumerate(("P001", "P002"), start=1):
        small_photo(people[name].selfie, tmp_path / "card" / "DCIM" / f"IMG_{number}.JPG")
    for folder in ("disk", "backup"):
        (tmp_path / folder).mkdir()
    return tmp_path / "card"


@pytest.fixture
def driver(open_window: OpenWindow, library: Library) -> Driver:
    return open_window(library)


def opened(driver: Driver) -> CardDialog:
    driver.until_idle()
    dialog = driver.window.findChild(CardDialog)
    assert dialog is not None
    return dialog


def test_a_card_is_looked_at_copied_to_two_disks_and_imported(
    driver: Driver, card: Path, tmp_path: Path
) -> None:
    view = driver.window.galleries
    QTest.mouseClick(view.empty_card_button, LEFT)
    dialog = opened(driver)
    assert not faults([("CardDialog", dialog)])
    dialog.card.setText("")
    driver.until_idle()
    assert not dialog.copy_button.isEnabled()
    for field, text in (
        (dialog.card, str(card)),
        (dialog.first, str(tmp_path / "disk")),
        (dialog.second, str(tmp_path / "backup")),
        (dialog.template, "{folder}/{nobody}"),
    ):
        field.selectAll()
        QTest.keyClicks(field, text)
    driver.until_idle()
    assert "no field {nobody}" in dialog.problem.text()
    assert not dialog.copy_button.isEnabled()
    dialog.template.selectAll()
    QTest.keyClicks(dialog.template, "{folder}/{name}")
    assert not dialog.copy_button.isEnabled(), "what was typed is not looked at yet"
    driver.until_idle()
    assert dialog.words.text().startswith("New: 2, ")
    assert dialog.example.toolTip() == str(tmp_path / "disk" / "DCIM" / "IMG_1.JPG")
    dialog.gallery.selectAll()
    QTest.keyClicks(dialog.gallery, "Day 1")
    QTest.mouseClick(dialog.copy_button, LEFT)
    driver.until_idle()
    gallery = driver.library.galleries.find("Day 1")
    assert gallery.photos == 2
    assert view.gallery is not None
    assert view.gallery.id == gallery.id
    for disk in ("disk", "backup"):
        assert sorted(path.name for path in (tmp_path / disk / "DCIM").iterdir()) == [
            "IMG_1.JPG",
            "IMG_2.JPG",
        ]

    QTest.mouseClick(view.side.card_button, LEFT)
    again = opened(driver)
    assert again.template.text() == "{folder}/{name}"
    assert again.second.text() == str(tmp_path / "backup")
    assert again.gallery.text() == "Day 1", "the cards of a day go into one gallery"
    again.card.setText(str(card))
    driver.until_idle()
    assert again.words.text().startswith("New: 0, ")
    assert "Known: 2" in again.words.text()
    assert not again.copy_button.isEnabled()


def test_what_cannot_be_read_is_said_and_copies_need_no_gallery(
    driver: Driver, card: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(filing, "card_in", lambda: card)
    (card / "DCIM" / "IMG_3.JPG").symlink_to(card / "nowhere")
    (card / "DCIM" / "MVI_4.MP4").write_bytes(b"film")
    driver.window.galleries.tasks.ask_card()
    dialog = opened(driver)
    assert dialog.card.text() == str(card), "the card that is in the computer"
    dialog.first.setText(str(tmp_path / "disk"))
    dialog.gallery.clear()
    driver.until_idle()
    assert "IMG_3.JPG: The file is not there." in dialog.problem.text()
    assert "stay: 1" in dialog.words.text()
    QTest.mouseClick(dialog.copy_button, LEFT)
    driver.until_idle()
    assert len([path for path in (tmp_path / "disk").rglob("*") if path.is_file()]) == 2
    assert driver.library.galleries.all() == []


@pytest.mark.skipif(os.name == "nt", reason="Windows takes room for a file with nothing in it")
def test_a_disk_without_room_is_named_and_nothing_can_be_copied(
    driver: Driver, card: Path, tmp_path: Path
) -> None:
    driver.profile.remember_answer("card/gallery", "Yesterday's")
    driver.profile.remember_answer("card/day", "2026-01-01")
    large = card / "DCIM" / "IMG_1.NEF"
    with large.open("wb") as file:
        file.truncate(shutil.disk_usage(tmp_path).free + 2**30)
    driver.window.galleries.tasks.ask_card()
    dialog = opened(driver)
    assert dialog.gallery.text() != "Yesterday's"
    dialog.card.setText(str(card))
    dialog.first.setText(str(tmp_path / "disk"))
    driver.until_idle()
    assert f"There is no room at {tmp_path / 'disk'}" in dialog.problem.text()
    assert not dialog.copy_button.isEnabled()
    large.unlink()
    dialog.second.setText(str(tmp_path / "backup"))
    driver.until_idle()
    assert dialog.copy_button.isEnabled()
    needed = [line for line in dialog.words.text().splitlines() if " needed, " in line]
    assert [line.partition(":")[0] for line in needed] == [str(tmp_path / "disk"), str(tmp_path / "backup")]


def test_the_hot_folder_is_not_offered_for_copies_and_chosen_it_is_said_what_comes_of_it(
    driver: Driver, card: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    hot = tmp_path / "hot"
    (hot / "inside").mkdir(parents=True)
    monkeypatch.setattr(QFileDialog, "getExistingDirectory", lambda *_: str(hot))
    driver.profile.remember_answer("card/first", str(hot / "inside"))
    driver.profile.remember_answer("card/second", str(hot))
    view = driver.window.galleries
    view.switch_hot_folder()
    driver.until(lambda: view.hot_folder.watching)
    view.tasks.ask_card()
    dialog = opened(driver)
    assert dialog.first.text()
    assert not Path(dialog.first.text()).is_relative_to(hot)
    assert dialog.second.text() == ""
    assert not dialog.caution.isVisible()
    dialog.card.setText(str(card))
    for field in (dialog.first, dialog.second):
        field.selectAll()
        QTest.keyClicks(field, str(hot / "inside"))
        driver.until_idle()
        assert f"{hot / 'inside'} is in the hot folder" in dialog.caution.text()
        assert dialog.caution.isVisible()
        assert not faults([("card", dialog)])
        field.selectAll()
        QTest.keyClicks(field, str(hot / ".." / "disk"))
        driver.until_idle()
        assert not dialog.caution.isVisible()
    dialog.second.clear()
    dialog.first.setText(str(hot))
    driver.until_idle()
    assert dialog.copy_button.isEnabled(), "whoever wants just that may have it"
    dialog.reject()
    view.hot_folder.stop()
    driver.until(lambda: not view.hot_folder.watching)
    view.tasks.ask_card()
    assert opened(driver).second.text() == str(hot), "it is a folder like others"
