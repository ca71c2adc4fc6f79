"""What a fault's report says, and above all what it never says."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from types import CodeType

import pytest
from hypothesis import given
from hypothesis import strategies as st
from PySide6.QtCore import Qt
from PySide6.QtGui import QDesktopServices, QGuiApplication
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from core.errors import NotFoundError
from core.jobs import Progress
from desktop import errors
from desktop.errors import CrashReporter
from desktop.report import crash_report

LEFT = Qt.MouseButton.LeftButton
# Long and odd enough that the report can't hold it by chance.
secrets = st.text(st.characters(exclude_categories=["C", "Z"]), min_size=8, max_size=30).map("Zoë".__add__)


def raised(secret: str, depth: int) -> BaseException:
    """An exception with a secret in its text, its notes, the code's path and names, and the variables."""
    planted = {"__name__": secret, "secret": secret, "depth": depth}
    source = "def call(name):\n    inner = name\n    raise ValueError(name)\n"
    code: CodeType = compile(source, f"/home/{secret}/Pictures/{secret}.py", "exec")
    exec(code, planted)
    call = planted["call"]
    call.__code__ = call.__code__.replace(co_name=secret, co_qualname=secret)  # type: ignore[attr-defined]
    kind = type(secret, (KeyError,), {"__module__": secret})
    try:
        try:
            call(secret)  # type: ignore[operator]
        except ValueError as error:
            error.add_note(secret)
            raise kind(secret, {secret: error}) from (NotFoundError("player", secret) if depth else error)
    except KeyError as error:
        found = error
    return found


@given(secrets, st.integers(0, 1))
def test_nothing_of_the_user_is_in_a_report(secret: str, depth: int) -> None:
    report = crash_report(raised(secret, depth), "CPU")
    assert secret not in report
    assert "/home" not in report


def test_a_report_says_what_is_needed_to_find_the_fault() -> None:
    try:
        _ = Progress("Finding faces", 1, 2, "soon").rate  # type: ignore[arg-type]
    except TypeError as error:
        report = crash_report(error, "NVIDIA GeForce RTX 3060")
    assert report.startswith("Playertag 0.1.0\nPython 3.")
    for words in ("onnxruntime", "PySide6-Essentials", "NVIDIA GeForce RTX 3060", "builtins.TypeError"):
        assert words in report
    assert "tests.desktop.test_crash, line" in report
    assert "core.jobs, line" in report
    assert ", in rate\n    return self.done / self.elapsed_s" in report
    assert __file__ not in report
    assert "not supported" not in report


def test_what_came_before_is_in_the_report() -> None:
    try:
        try:
            raise NotFoundError("player", "Anna")
        except NotFoundError as first:
            raise RuntimeError from first
    except RuntimeError as error:
        report = crash_report(error, "")
    assert report.index("builtins.RuntimeError") < report.index("core.errors.NotFoundError")
    assert "Models run on: not opened" in report
    assert "Anna" not in report.replace('NotFoundError("player", "Anna")', "")


@pytest.fixture
def reporter(qtbot: QtBot, monkeypatch: pytest.MonkeyPatch) -> Iterator[CrashReporter]:
    monkeypatch.setattr(sys, "excepthook", lambda *_: None)
    made = CrashReporter()
    made.install()
    yield made
    made.remove()
    if made.dialog is not None:
        made.dialog.close()


def crash() -> None:
    try:
        raise ZeroDivisionError("Anna Kern")
    except ZeroDivisionError as error:
        sys.excepthook(type(error), error, error.__traceback__)


def test_a_fault_is_shown_copied_and_left_and_the_program_goes_on(
    reporter: CrashReporter, qtbot: QtBot
) -> None:
    reporter.set_device("CPU")
    crash()
    qtbot.waitUntil(lambda: reporter.dialog is not None)
    dialog = reporter.dialog
    assert dialog is not None
    crash()
    qtbot.wait(20)
    assert reporter.dialog is dialog
    assert not dialog.page_button.isVisible()
    QTest.mouseClick(dialog.copy_button, LEFT)
    copied = QGuiApplication.clipboard().text()
    assert "builtins.ZeroDivisionError" in copied
    assert "Models run on: CPU" in copied
    assert "Anna Kern" not in copied.replace('ZeroDivisionError("Anna Kern")', "")
    QTest.keyClick(dialog, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: reporter.dialog is None)
    crash()
    qtbot.waitUntil(lambda: reporter.dialog is not None)


def test_the_issue_page_is_offered_where_there_is_one(
    reporter: CrashReporter, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    opened: list[str] = []
    monkeypatch.setattr(errors, "issue_page", lambda: "https://example.org/issues")
    monkeypatch.setattr(QDesktopServices, "openUrl", lambda url: opened.append(url.toString()))
    crash()
    qtbot.waitUntil(lambda: reporter.dialog is not None)
    assert reporter.dialog is not None
    QTest.mouseClick(reporter.dialog.page_button, LEFT)
    assert opened == ["https://example.org/issues"]
