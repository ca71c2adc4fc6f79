"""Handing photos out, in the window, into a folder and to a real server."""

from __future__ import annotations

import shutil
import zipfile
from datetime import datetime, timedelta
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QComboBox

from core.jobs import JobContext
from core.library import Library
from core.metadata.exiftool import ExifTool
from core.types import Consent, DeliveryPlan, PlayerId, PlayerUpdate, Withheld, WithheldReason
from desktop.delivering import plan_words
from desktop.jobs import JobState
from desktop.views.delivery_dialog import DeliveryDialog
from desktop.views.delivery_history import DeliveryHistory
from desktop.views.delivery_login import DeliveryLogin
from tests.conftest import Person
from tests.desktop.conftest import Driver, OpenWindow
from tests.desktop.test_accessibility import faults
from tests.fakes.file_servers import PASSWORD, USER, SftpServer

LEFT = Qt.MouseButton.LeftButton


@pytest.fixture
def driver(open_window: OpenWindow, library: Library, people: dict[str, Person], tmp_path: Path) -> Driver:
    """A gallery of two photos: Ada agreed, and nobody asked Bea."""
    card = tmp_path / "card"
    card.mkdir()
    for person in ("P001", "P002"):
        shutil.copy(people[person].selfie, card / f"{person}.jpg")
    library.indexing.import_photos([card], "Day 1", JobContext())
    (gallery,) = library.galleries.all()
    names = {"P001": "Ada Byron", "P002": "Bea Lovelace"}
    for photo in library.galleries.photos(library.galleries.photo_ids(gallery.id)):
        (player,) = library.players.add(names[photo.path.stem]).players
        library.review.confirm([photo.faces[0].id], player)
    library.players.update(library.players.find("Ada Byron").id, PlayerUpdate(consent=Consent.GIVEN))
    return open_window(library)


def opened(driver: Driver) -> DeliveryDialog:
    """The dialog, when it has looked."""
    driver.window.galleries.header.menu.deliver.trigger()
    dialog = driver.window.findChild(DeliveryDialog)
    assert dialog is not None
    looked(driver, dialog)
    assert not faults([("deliveries", dialog)])
    return dialog


def looked(driver: Driver, dialog: DeliveryDialog) -> None:
    """Wait until the fields are looked at."""
    driver.qtbot.waitUntil(lambda: not dialog._later.isActive() and not dialog._looking.busy)


def write_to(driver: Driver, dialog: DeliveryDialog, where: str) -> None:
    dialog.to.selectAll()
    QTest.keyClicks(dialog.to, where)
    looked(driver, dialog)


def test_photos_that_name_somebody_withheld_themselves_are_told_before_and_after(
    driver: Driver, library: Library, people: dict[str, Person], tool: ExifTool, tmp_path: Path
) -> None:
    path = tmp_path / "card" / "P001.jpg"
    tool.write(path, tmp_path / "named.jpg", ["-IPTC:Keywords=Bea Lovelace"])
    (tmp_path / "named.jpg").replace(path)
    dialog = opened(driver)
    assert dialog.recipients.rows() == [("Ada Byron", "Ada Byron", 1)]
    assert "own files name somebody who is withheld are left out" in dialog.words.text()
    write_to(driver, dialog, str(tmp_path / "out"))
    QTest.mouseClick(dialog.send_button, LEFT)
    driver.until_idle()
    assert not (tmp_path / "out").exists()
    entry = driver.window.activity.entries[0]
    assert entry.state is JobState.FAILED
    assert "the files themselves name Bea Lovelace." in entry.words()
    shutil.copy(people["P001"].portrait, tmp_path / "card" / "P003.jpg")
    library.indexing.import_photos([tmp_path / "card" / "P003.jpg"], "Day 1", JobContext())
    (gallery,) = library.galleries.all()
    for photo in library.galleries.photos(library.galleries.photo_ids(gallery.id)):
        if photo.path.stem == "P003":
            library.review.confirm([photo.faces[0].id], library.players.find("Ada Byron").id)
    QTest.mouseClick(opened(driver).send_button, LEFT)
    driver.until_idle()
    assert [path.name for path in (tmp_path / "out" / "Ada Byron").iterdir()] == ["P003.jpg"]
    entry = driver.window.activity.entries[0]
    assert entry.state is JobState.DONE
    assert "the files themselves name Bea Lovelace: P001.jpg." in entry.words()


def test_of_many_files_that_name_somebody_withheld_the_first_are_named() -> None:
    files = tuple(Path(f"IMG_{number:02}.JPG") for number in range(22))
    withheld = Withheld(PlayerId("bea"), "Bea Lovelace", WithheldReason.REFUSED, 22, files)
    told = "\n".join(plan_words(DeliveryPlan((), (withheld,), 22, 0, 0, 0)))
    assert "name Bea Lovelace: IMG_00.JPG, IMG_01.JPG" in told
    assert "IMG_19.JPG, 2 more." in told
    many = tuple(
        Withheld(PlayerId(str(number)), f"Player {number}", WithheldReason.NOT_ASKED, 1)
        for number in range(150)
    )
    (told,) = plan_words(DeliveryPlan((), many, 0, 0, 0, 0))
    assert told.endswith("Player 19 (photos: 1), 130 more.")


def test_who_agreed_gets_a_folder_and_the_others_are_named(driver: Driver, tmp_path: Path) -> None:
    dialog = opened(driver)
    assert dialog.recipients.rows() == [("Ada Byron", "Ada Byron", 1)]
    assert "nobody asked for their consent: Bea Lovelace" in dialog.words.text()
    assert not dialog.send_button.isEnabled()
    write_to(driver, dialog, str(tmp_path / "out"))
    assert dialog.send_button.text() == "Deliver photos (1)"
    QTest.mouseClick(dialog.send_button, LEFT)
    driver.until_idle()
    assert sorted(path.name for path in (tmp_path / "out" / "Ada Byron").iterdir()) == ["P001.jpg"]
    dialog = opened(driver)
    assert dialog.to.text() == str(tmp_path / "out")
    QTest.mouseClick(dialog.unasked, LEFT, pos=dialog.unasked.rect().center() * 0.1)
    looked(driver, dialog)
    assert [row[0] for row in dialog.recipients.rows()] == ["Ada Byron", "Bea Lovelace"]
    QTest.keyClick(dialog.to, Qt.Key.Key_Return)
    driver.until_idle()
    assert (tmp_path / "out" / "Bea Lovelace" / "P002.jpg").exists()
    (second, first) = driver.library.deliveries.history()
    assert (second.photos, first.photos) == (2, 1)


def test_who_refused_and_what_is_left_out_is_said_before_and_after(driver: Driver, tmp_path: Path) -> None:
    library = driver.library
    bea = library.players.find("Bea Lovelace").id
    library.players.update(bea, PlayerUpdate(consent=Consent.REFUSED))
    (nobody,) = library.players.add("Cy Nobody").players
    library.players.update(nobody, PlayerUpdate(consent=Consent.REFUSED))
    dialog = opened(driver)
    refused = "Withheld, as they refused: Bea Lovelace (photos: 1), Cy Nobody (photos: 0)."
    unlooked_for = "Look yourself for photos of them: Bea Lovelace, Cy Nobody."
    assert refused in dialog.words.text()
    assert unlooked_for in dialog.words.text()
    write_to(driver, dialog, str(tmp_path / "out"))
    QTest.mouseClick(dialog.send_button, LEFT)
    driver.until_idle()
    told = driver.window.activity.entries[0].words()
    assert refused in told
    assert unlooked_for in told


def choose(driver: Driver, dialog: DeliveryDialog, choice: QComboBox, words: str) -> None:
    """Choose by the arrow keys."""
    QTest.keyClick(choice, Qt.Key.Key_Home)
    for _ in range(choice.findText(words)):
        QTest.keyClick(choice, Qt.Key.Key_Down)
    assert choice.currentText() == words
    looked(driver, dialog)


@pytest.mark.parametrize(
    ("by", "folder", "photos"),
    [("Each team", "Falcons", {"P001.jpg"}), ("Each match", "Final", {"P001.jpg", "P002.jpg"})],
)
def test_a_zip_for_each_team_or_match(
    driver: Driver, tmp_path: Path, by: str, folder: str, photos: set[str]
) -> None:
    library = driver.library
    ada, bea = library.players.find("Ada Byron").id, library.players.find("Bea Lovelace").id
    library.players.update(ada, PlayerUpdate(team="Falcons"))
    library.players.update(bea, PlayerUpdate(consent=Consent.GIVEN))
    (gallery,) = library.galleries.all()
    began = datetime(2026, 6, 1, 10)
    (match,) = library.matches.add(gallery.id, "Final", began, began + timedelta(hours=1)).matches
    library.matches.put(gallery.id, dict.fromkeys(library.galleries.photo_ids(gallery.id), match))
    dialog = opened(driver)
    write_to(driver, dialog, str(tmp_path / "out"))
    choose(driver, dialog, dialog.by, by)
    choose(driver, dialog, dialog.packing, "ZIP files")
    assert dialog.recipients.rows() == [(folder, folder, len(photos))]
    QTest.mouseClick(dialog.send_button, LEFT)
    driver.until_idle()
    assert {path.name for path in (tmp_path / "out").iterdir()} == {f"{folder}.zip", "manifest.csv"}
    with zipfile.ZipFile(tmp_path / "out" / f"{folder}.zip") as file:
        assert set(file.namelist()) == {f"{folder}/{name}" for name in photos}


def test_a_wrong_template_is_said_and_pictures_are_made_small(driver: Driver, tmp_path: Path) -> None:
    dialog = opened(driver)
    write_to(driver, dialog, str(tmp_path / "out"))
    dialog.template.selectAll()
    QTest.keyClicks(dialog.template, "{nobody}")
    looked(driver, dialog)
    assert "There is no field {nobody}" in dialog.problem.text()
    assert not dialog.send_button.isEnabled()
    dialog.template.selectAll()
    QTest.keyClicks(dialog.template, "{recipient} {number}")
    assert not dialog.watermark.isVisible()
    dialog.pictures.setFocus()
    QTest.keyClick(dialog.pictures, Qt.Key.Key_End)
    assert dialog.watermark.isVisible()
    QTest.keyClicks(dialog.watermark, "© Ida")
    QTest.mouseClick(dialog.sheet, LEFT, pos=dialog.sheet.rect().center() * 0.1)
    looked(driver, dialog)
    QTest.mouseClick(dialog.send_button, LEFT)
    driver.until_idle()
    made = sorted(path.name for path in (tmp_path / "out" / "Ada Byron").iterdir())
    assert made == ["Ada Byron 001.jpg", "contact sheet.pdf"]


def test_a_server_is_signed_in_at_once_it_is_trusted(driver: Driver, tmp_path: Path) -> None:
    (there := tmp_path / "there").mkdir()
    with SftpServer(there) as server:
        dialog = opened(driver)
        assert dialog.login_button.isHidden()
        write_to(driver, dialog, f"{server.address}/day")
        QTest.mouseClick(dialog.login_button, LEFT)
        login = dialog.findChild(DeliveryLogin)
        assert login is not None
        assert login.user.text() == USER
        assert login.focusWidget() is login.password
        QTest.keyClicks(login.password, PASSWORD)
        QTest.mouseClick(login.act_button, LEFT)
        driver.until_idle()
        assert server.fingerprint in login.problem.text()
        assert not login.act_button.isEnabled()
        QTest.keyClick(login.trusted, Qt.Key.Key_Space)
        QTest.mouseClick(login.act_button, LEFT)
        driver.until_idle()
        assert dialog.findChild(DeliveryLogin) is None
        assert "is forgotten when Playertag is closed" in dialog.login_words.text()
        assert dialog.login_words.isVisible()
        write_to(driver, dialog, f"{server.address}/another/day")
        assert not dialog.login_words.isVisible()
        QTest.mouseClick(dialog.send_button, LEFT)
        driver.until_idle()
    assert (there / "another" / "day" / "Ada Byron" / "P001.jpg").exists()


def test_a_missing_folder_is_told_where_it_is_typed(driver: Driver, tmp_path: Path) -> None:
    dialog = opened(driver)
    write_to(driver, dialog, str(tmp_path / "no disk" / "out"))
    assert "Is its disk connected?" in dialog.problem.text()
    assert not dialog.send_button.isEnabled()
    write_to(driver, dialog, str(tmp_path / "out"))
    assert not dialog.problem.text()
    assert dialog.send_button.isEnabled()


def test_there_is_room_for_the_address_of_a_server(driver: Driver) -> None:
    dialog = opened(driver)
    address = "sftp://ada@files.example.org/cup-2026/day-1"
    write_to(driver, dialog, address)
    assert dialog.login_button.isVisible()
    assert dialog.to.fontMetrics().horizontalAdvance(address) < dialog.to.width() - 12


def test_what_was_ordered_last_comes_back_also_where_it_failed(driver: Driver, tmp_path: Path) -> None:
    dialog = opened(driver)
    choose(driver, dialog, dialog.packing, "ZIP files")
    choose(driver, dialog, dialog.pictures, "JPEG, 1600 px")
    QTest.keyClicks(dialog.watermark, "© Ida")
    for box in (dialog.unasked, dialog.confirmed, dialog.sheet, dialog.sharpen, dialog.names):
        QTest.mouseClick(box, LEFT, pos=box.rect().center() * 0.1)
    dialog.template.selectAll()
    QTest.keyClicks(dialog.template, "{number}")
    with SftpServer(tmp_path) as server:
        write_to(driver, dialog, f"{server.address}/day")
        wanted = dialog.order()
        assert wanted.unasked
        assert not wanted.names
        QTest.mouseClick(dialog.send_button, LEFT)
        driver.until_idle()
    assert driver.window.activity.entries[0].state is JobState.FAILED, "nothing vouches for the server"
    dialog = opened(driver)
    assert dialog.order() == wanted
    assert dialog.watermark.isVisible()


def test_what_was_handed_out_can_be_looked_up(driver: Driver, tmp_path: Path) -> None:
    dialog = opened(driver)
    write_to(driver, dialog, str(tmp_path / "out"))
    QTest.mouseClick(dialog.send_button, LEFT)
    driver.until_idle()
    opened(driver)._show_history()
    driver.until_idle()
    history = driver.window.findChild(DeliveryHistory)
    assert history is not None
    assert not faults([("history", history)])
    assert [row[0] for row in history.deliveries.rows()] == [str(tmp_path / "out")]
    assert history.received.rows() == [("Ada Byron/P001.jpg", "Ada Byron")]
