"""Signing in by clicks, at a real provider."""

from __future__ import annotations

import time
from dataclasses import replace
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QFileDialog, QPushButton, QWidget

from core.auth import google
from core.library import Library
from core.paths import google_client
from core.types import Player, PlayerId
from desktop import rostering
from desktop.views.account_box import AccountBox
from tests.desktop.conftest import Driver, OpenWindow
from tests.desktop.test_accessibility import faults
from tests.fakes.postgres import free_port
from tests.fakes.provider import ANN, Browser

LEFT = Qt.MouseButton.LeftButton
SETTINGS = 6


@pytest.fixture
def driver(open_window: OpenWindow, library: Library) -> Driver:
    """The window on an empty library, at the settings."""
    made = open_window(library)
    made.go_to(SETTINGS)
    return made


def box(driver: Driver) -> AccountBox:
    """The section."""
    return driver.window.settings.account


def click(button: QPushButton) -> None:
    """Click what can be clicked."""
    assert button.isVisible()
    assert button.isEnabled(), button.text()
    QTest.mouseClick(button, LEFT)


def sign_in(driver: Driver) -> None:
    """Click, and wait for what comes of it, at rest: a busy UI thread would draw out the imports."""
    click(box(driver).in_button)
    driver.until(lambda: not box(driver).cancel_button.isVisible())
    driver.until_idle()


def shown(*widgets: QWidget) -> list[bool]:
    """Which of these are to be seen."""
    return [widget.isVisible() for widget in widgets]


def test_who_signs_in_is_named_until_they_sign_out(browser: Browser, driver: Driver) -> None:
    account = box(driver)
    assert "Nobody is signed in" in account.words.text()
    assert shown(account.in_button, account.cancel_button, account.copy_button, account.out_button) == [
        True, False, False, False,
    ]  # fmt: skip
    sign_in(driver)
    assert account.words.text().startswith(f"Signed in as Name of {ANN} ({ANN}).")
    assert "no keyring" in account.words.text()
    assert shown(account.in_button, account.client_button, account.out_button) == [False, False, True]
    assert driver.window.focusWidget() is account.out_button
    assert not faults([("Account", account)])
    QTest.keyClick(account.out_button, Qt.Key.Key_Space)
    driver.until_idle()
    assert driver.window.focusWidget() is account.in_button
    assert "Nobody is signed in" in account.words.text()
    assert account.in_button.isVisible()
    assert not account.problem.isVisible()
    assert not driver.window.banner.isVisible()


def test_who_waits_for_the_browser_can_work_copy_the_address_and_stop(
    browser: Browser, driver: Driver
) -> None:
    browser.login = None
    account = box(driver)
    click(account.in_button)
    driver.until(lambda: bool(browser.opened) and account.copy_button.isEnabled())
    assert "sign in there" in account.words.text()
    assert shown(account.in_button, account.client_button, account.cancel_button) == [False, False, True]
    click(account.copy_button)
    assert QGuiApplication.clipboard().text() == browser.opened[0]
    driver.session.document.run(rostering.add_player(Player(PlayerId(""), "Ann")))
    account.reload()
    driver.until(lambda: len(driver.session.document._running) == 1)  # the others did not wait
    assert driver.library.players.find("Ann").name == "Ann"
    assert account.cancel_button.isVisible()
    began = time.monotonic()
    click(account.cancel_button)
    driver.until_idle()
    assert time.monotonic() - began < 1
    assert "Nobody is signed in" in account.words.text()
    assert account.in_button.isVisible()
    assert not account.problem.isVisible()


def test_a_window_that_is_closed_waits_for_nobody(browser: Browser, driver: Driver) -> None:
    browser.login = None
    click(box(driver).in_button)
    driver.until(lambda: bool(browser.opened))
    began = time.monotonic()
    driver.window.close()
    driver.until(lambda: not driver.window.isVisible())
    assert time.monotonic() - began < 2
    assert not driver.session.document.busy


@pytest.mark.usefixtures("a_keyring")
def test_a_refusal_is_said_below_the_button_and_can_be_tried_again(browser: Browser, driver: Driver) -> None:
    browser.login = ""
    account = box(driver)
    sign_in(driver)
    assert account.problem.text().startswith("⚠  Google was told no")
    assert account.problem.isVisible()
    assert not driver.window.banner.isVisible()
    browser.login = ANN
    sign_in(driver)
    assert not account.problem.isVisible()
    assert account.words.text() == f"Signed in as Name of {ANN} ({ANN})."  # and not a word of a keyring


def test_signing_out_without_a_line_says_what_google_was_not_told(
    browser: Browser, driver: Driver, monkeypatch: pytest.MonkeyPatch
) -> None:
    account = box(driver)
    sign_in(driver)
    monkeypatch.setattr(
        google, "GOOGLE", replace(google.GOOGLE, revocation=f"http://127.0.0.1:{free_port()}")
    )
    click(account.out_button)
    driver.until_idle()
    assert "could not be told" in account.said.text()
    assert account.said.isVisible()
    assert "Nobody is signed in" in account.words.text()


def test_without_a_client_file_one_is_asked_for(
    driver: Driver, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    account = box(driver)
    assert "has a small file for that" in account.words.text()
    assert not account.in_button.isEnabled()
    chosen = tmp_path / "client.json"
    monkeypatch.setattr(QFileDialog, "getOpenFileName", lambda *_: (str(chosen), ""))
    chosen.write_text('{"web": {}}')
    click(account.client_button)
    driver.until_idle()
    assert "web application" in account.problem.text()
    assert not account.in_button.isEnabled()
    chosen.write_text('{"installed": {"client_id": "a", "client_secret": "b"}}')
    click(account.client_button)
    driver.until_idle()
    assert not account.problem.isVisible()
    assert account.in_button.isEnabled()
    assert google_client().exists()


def test_the_team_says_whether_its_member_is_verified(browser: Browser, driver: Driver, address: str) -> None:
    browser.login = "ann-account-box@example.org"
    driver.library.team.create(address, "Cup", browser.login)
    driver.window.settings.team.reload()
    driver.until_idle()
    team = driver.window.settings.team
    assert team.proof.text().startswith("By this member's password alone")
    sign_in(driver)
    assert team.proof.text().startswith("✓  Verified")
    click(box(driver).out_button)
    driver.until_idle()
    assert team.proof.text().startswith("By this member's password alone")
