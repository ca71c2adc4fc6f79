"""In Russian no place of the window speaks English."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtWidgets import QAbstractButton, QApplication, QLabel, QLineEdit, QWidget

from benchmarks.tour import Tour
from core.library import Library
from core.paths import resources
from desktop.language import speak
from tests.desktop.conftest import OpenWindow

# Names and what goes by its own name in every language.
OURS = {
    "Playertag",
    "Google",
    "CPU",
    "OpenCV",
    "Zoo",
    "YuNet",
    "SFace",
    "MIT",
    "Apache",
    "Ctrl",
    "Alt",
    "Del",
}
OURS |= {"opencv", "CSV", "Ada", "and", "Grace", "Falcons", "IMG", "English", "library"}


@pytest.fixture
def _russian(qapp: QApplication) -> Iterator[None]:
    if not (resources() / "translations" / "playertag_ru.qm").is_file():
        pytest.skip("the .qm files are built by .ci/translations.py --build")
    speak(qapp, "ru")
    yield
    speak(qapp, "en")


@pytest.mark.usefixtures("_russian")
def test_no_place_of_an_empty_library_speaks_english(open_window: OpenWindow, library: Library) -> None:
    driver = open_window(library)
    found = {
        (name, words) for name, widget in Tour(driver.session, Path()).places() for words in english(widget)
    }
    assert not found


def english(root: QWidget) -> set[str]:
    """Texts that are seen and have an English word in them."""
    texts = {text for widget in root.findChildren(QWidget) if widget.isVisible() for text in said_by(widget)}
    return {text for text in texts if "/" not in text and set(re.findall(r"[A-Za-z]{3,}", text)) - OURS}


def said_by(widget: QWidget) -> tuple[str, ...]:
    if isinstance(widget, QLabel | QAbstractButton):
        return (widget.text(), widget.toolTip())
    return (widget.placeholderText(),) if isinstance(widget, QLineEdit) else ()
