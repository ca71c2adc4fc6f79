"""In Russian no place of the window speaks English."""

from __future__ import annotations

import re
from collections.abc import Iterator, Set
from pathlib import Path

import pytest
from PySide6.QtWidgets import QAbstractButton, QApplication, QComboBox, QLabel, QLineEdit, QMenu, QWidget

from benchmarks.tour import Tour
from core.errors import LibraryError
from core.library import Library
from core.paths import resources
from desktop import verdicts
from desktop.language import speak
from desktop.views.library_menu import LibraryButton
from desktop.views.parts import size_words
from tests.conftest import Person
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
OURS |= {
    "Qt",
    "LGPL",
    "download",
    "NVIDIA",
    "CUDA",
    "OpenVINO",
    "bfloat",
    "InsightFace",
    "buffalo",
    "SCRFD",
    "MobileFaceNet",
    "ResNet",
}
OURS |= {
    "JPEG",
    "XMP",
    "ExifTool",
    "ZIP",
    "PDF",
    "PNG",
    "SFTP",
    "FTPS",
    "file",
    "Shift",
    "Esc",
    "Enter",
    "Return",
    "PgUp",
    "PgDown",
    "utf",
    "sig",
    "koi",
}
OURS |= {"Waiting"}  # the tour's own job


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
    assert not found, "\n".join(f"{name}: {words}" for name, words in sorted(found))


@pytest.mark.usefixtures("_russian")
def test_a_banner_begins_with_a_capital(open_window: OpenWindow, library: Library) -> None:
    driver = open_window(library)
    title = verdicts.not_a_face([]).title
    assert title[0].islower(), "acts are nouns, within a sentence too"
    driver.session.document.problem.emit(title, LibraryError("The disk is full."))
    assert driver.window.banner.text.text().startswith("⚠  Не лицо")


@pytest.mark.usefixtures("_russian")
def test_no_screen_of_a_library_with_photos_speaks_english(
    open_window: OpenWindow, sample_library: Library, people: dict[str, Person]
) -> None:
    names = {word for text in names_in(sample_library) for word in words_in(text)}
    theirs = names | set(map(str.upper, names))
    driver = open_window(sample_library)
    found = {
        (name, words)
        for name, widget in Tour(driver.session, people["P001"].selfie).screens()
        for words in english(widget, theirs)
    }
    assert not found, "\n".join(f"{name}: {words}" for name, words in sorted(found))


@pytest.mark.usefixtures("_russian")
def test_a_size_of_a_few_bytes_needs_no_plural(open_window: OpenWindow, library: Library) -> None:
    open_window(library)
    assert [size_words(size) for size in (0, 1, 1023, 2048)] == ["0 Б", "1 Б", "1023 Б", "2,00 KiB"]


@pytest.mark.usefixtures("_russian")
def test_titles_of_settings_and_choices_of_teams_have_room_for_their_words(
    open_window: OpenWindow, sample_library: Library
) -> None:
    driver = open_window(sample_library)
    driver.window.resize(900, 640)
    driver.go_to(2)
    choice = driver.window.players.team_filter
    assert choice.isVisible()
    beside = 30  # the arrow and what is around the words
    assert choice.fontMetrics().horizontalAdvance(choice.currentText()) + beside <= choice.width()
    driver.go_to(6)
    titles = driver.window.settings.findChildren(QLabel, "field")
    cut = [one.text() for one in titles if one.sizeHint().width() > one.width()]
    assert titles
    assert not cut


def names_in(library: Library) -> Iterator[str]:
    """What is called as the user wants, whatever the language."""
    yield library.paths.root.name
    for player in library.players.search().items:
        yield from (player.name, player.team, player.external_id)
    for gallery in library.galleries.all():
        yield gallery.name
        for photo in library.galleries.photos(library.galleries.photo_ids(gallery.id)):
            yield from (photo.path.name, photo.camera)


def words_in(text: str) -> set[str]:
    return set(re.findall(r"[A-Za-z]{3,}", text))


def english(root: QWidget, theirs: Set[str] = frozenset()) -> set[str]:
    """Texts that are seen and have an English word in them that is nobody's name."""
    widgets = [root, *root.findChildren(QWidget)]
    texts = {text for widget in widgets if widget.isVisible() for text in said_by(widget)}
    return {text for text in texts if "/" not in text and words_in(text) - OURS - theirs}


def said_by(widget: QWidget) -> tuple[str, ...]:
    if isinstance(widget, LibraryButton):  # its text is what the user's folder is called, cut in the middle
        return (widget.toolTip(),)
    if isinstance(widget, QLabel | QAbstractButton):
        return (widget.text(), widget.toolTip())
    if isinstance(widget, QComboBox):
        return tuple(widget.itemText(row) for row in range(widget.count()))
    if isinstance(widget, QMenu):
        return tuple(action.text() for action in widget.actions())
    return (widget.placeholderText(),) if isinstance(widget, QLineEdit) else ()
