"""Sharing photos with the stations of a team, by clicks: with a real server and a real bucket."""

from __future__ import annotations

import shutil
import time
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from core.jobs import JobContext
from core.library import Library
from core.sample import SampleTournament
from desktop.views.import_dialog import ImportDialog
from desktop.views.team_stations import StationsDialog
from tests.core.test_storage import key_of
from tests.desktop.conftest import Driver, OpenWindow
from tests.desktop.test_accessibility import faults
from tests.desktop.test_team_box import SETTINGS, box, click, leave_by_escape, opened
from tests.fakes.postgres import PostgresServer
from tests.fakes.s3 import S3Server
from tests.fakes.team import logins, through

SCHEMA_OF_LOTS = "SELECT nspname FROM pg_namespace WHERE nspname LIKE 'playertag_lots_%'"


@pytest.fixture
def card(sample_tournament: SampleTournament, tmp_path: Path) -> Path:
    """Two photos, and one that is damaged."""
    folder = tmp_path / "card"
    folder.mkdir()
    for path in sorted(sample_tournament.photos.rglob("*.jpg"))[:3]:
        shutil.copy(path, folder)
    damaged = folder / path.name
    damaged.write_bytes(damaged.read_bytes()[:20_000])
    return folder


@pytest.fixture
def owner(open_window: OpenWindow, library: Library, address: str, s3: S3Server, bucket: str) -> Driver:
    """The window on the library of who made a team that has a store."""
    library.update_settings(sync_by_itself=False)
    library.team.create(address, "Summer Cup", f"stations{next(logins)}@example.org")
    library.store.use(bucket, key_of(s3.key))
    made = open_window(library)
    made.go_to(SETTINGS)
    return made


def until_done(driver: Driver) -> None:
    """Wait for work of seconds; Qt's own waiting would keep the interpreter from it."""
    while driver.session.document.busy:
        QApplication.processEvents()
        time.sleep(0.01)
    driver.until_idle()


def share(driver: Driver, dialog: StationsDialog, folder: Path) -> None:
    click(driver, dialog.share_button)
    asked = QApplication.activeModalWidget()
    assert isinstance(asked, ImportDialog)
    assert not faults([("ImportDialog", asked)])
    asked.folder.setText(str(folder))
    assert asked.gallery.text() == folder.name
    QTest.mouseClick(asked.import_button, Qt.MouseButton.LeftButton)


def test_a_folder_is_shared_and_the_figures_say_what_became_of_it(owner: Driver, card: Path) -> None:
    dialog = opened(owner, box(owner).stations_button, StationsDialog)
    assert dialog.empty.isVisible()
    assert not dialog.photos.isVisible()
    assert dialog.stations.text() == "Nobody is at work."
    assert not dialog.table.isVisible()
    share(owner, dialog, card)
    assert not dialog.work_button.isEnabled()
    assert dialog.stop_button.isEnabled()
    until_done(owner)
    assert dialog.photos.text() == "Photos handed out: 3, done: 2, failed: 1, to do: 0"
    assert (dialog.progress.value(), dialog.progress.maximum()) == (3, 3)
    assert not dialog.empty.isVisible()
    assert "cut off" in dialog.failures.index(0, 1).data()
    assert not dialog.table.horizontalScrollBar().isVisible()
    dialog.table.selectRow(0)
    click(owner, dialog.work_button)
    until_done(owner)
    assert [row.row() for row in dialog.table.selectionModel().selectedRows()] == [0], "as it was"
    assert dialog.table.isVisible()
    assert not faults([("StationsDialog", dialog)])
    assert [(g.name, g.photos, g.failures) for g in owner.library.galleries.all()] == [("card", 2, 1)]
    leave_by_escape(owner, dialog)


def test_the_work_on_what_others_shared_can_be_stopped(owner: Driver, card: Path) -> None:
    owner.library.stations.share([card], "Day 1", JobContext(), work=False)
    dialog = opened(owner, box(owner).stations_button, StationsDialog)
    assert dialog.photos.text() == "Photos handed out: 3, done: 0, failed: 0, to do: 3"
    QTest.mouseClick(dialog.work_button, Qt.MouseButton.LeftButton)
    QTest.mouseClick(dialog.stop_button, Qt.MouseButton.LeftButton)
    until_done(owner)
    assert dialog.photos.text() == "Photos handed out: 3, done: 0, failed: 0, to do: 3"
    assert dialog.work_button.isEnabled()
    QTest.mouseClick(dialog.work_button, Qt.MouseButton.LeftButton)
    until_done(owner)
    assert dialog.photos.text() == "Photos handed out: 3, done: 2, failed: 1, to do: 0"
    leave_by_escape(owner, dialog)


def test_photos_that_were_given_up_and_a_server_that_is_away_are_said(
    owner: Driver, card: Path, postgres: PostgresServer, address: str
) -> None:
    owner.library.stations.share([card], "Day 1", JobContext(), work=False)
    dialog = opened(owner, box(owner).stations_button, StationsDialog)
    assert not dialog.given_up.isVisible()
    with postgres.connect(address.rpartition("/")[2]) as admin:
        (schema,) = admin.execute(SCHEMA_OF_LOTS).fetchone() or pytest.fail("there are no lots")
        admin.execute(f"SET search_path TO {schema}".encode())
        admin.execute("UPDATE procrastinate_jobs SET status = 'failed'")
    owner.until(dialog.given_up.isVisible)
    through(owner.library, 1)
    owner.until(dialog.unread.isVisible)
    assert "can't be reached" in dialog.unread.text()
    through(owner.library, postgres.port)
    owner.until(lambda: not dialog.unread.isVisible())
    leave_by_escape(owner, dialog)


def test_why_it_can_not_be_is_said(owner: Driver, card: Path) -> None:
    owner.library.store.use("")
    dialog = opened(owner, box(owner).stations_button, StationsDialog)
    click(owner, dialog.work_button)
    assert "no store" in dialog.problem.text()
    assert dialog.work_button.isEnabled()
    leave_by_escape(owner, dialog)
