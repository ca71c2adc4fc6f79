"""The language that the window speaks: English, or one of `resources/translations`."""

from __future__ import annotations

import re

from PySide6.QtCore import QCoreApplication, QLibraryInfo, QLocale, QTranslator
from PySide6.QtWidgets import QApplication

from core.paths import resources
from core.words import Words

SYSTEM, ENGLISH = "system", "en"
LANGUAGES = {ENGLISH: "English", "ru": "Русский"}
"""Each language as it calls itself."""

# Of a word that long, as the key of a file in a store, so much stays together.
LONG_WORD = re.compile(r"\S{24}(?=\S)")
BREAK_HERE = "\u200b"
# As much of a name as a button has room for.
SHORT = 40


def speak(app: QApplication, wanted: str) -> None:
    """Let what is made from now on speak a language: "system", or one of `LANGUAGES`.

    Widgets that are there already keep theirs.
    """
    for old in app.findChildren(QTranslator):
        app.removeTranslator(old)
        old.deleteLater()
    language = QLocale.system().name()[:2] if wanted == SYSTEM else wanted
    chosen = language if language in LANGUAGES else ENGLISH
    QLocale.setDefault(QLocale.system() if wanted == SYSTEM else QLocale(chosen))
    if chosen != ENGLISH:
        qt = QLibraryInfo.path(QLibraryInfo.LibraryPath.TranslationsPath)
        _load(app, f"qtbase_{chosen}", qt)
        _load(app, f"playertag_{chosen}", str(resources() / "translations"))


def _load(app: QApplication, name: str, folder: str) -> None:
    translator = QTranslator(app)
    if translator.load(name, folder):
        app.installTranslator(translator)


def in_user_language(text: str) -> str:
    """What the engine said, in the user's language; names and plain texts stay as they are."""
    if isinstance(text, Words):
        return text.in_language(lambda template: QCoreApplication.translate("", template))
    return text


def capitalised(text: str) -> str:
    """The beginning of a sentence; of a language that names acts by nouns these begin small."""
    return text[:1].upper() + text[1:]


def breakable(text: str) -> str:
    """A text of which a long word may be broken into lines: it would widen all that it stands in."""
    return LONG_WORD.sub(rf"\g<0>{BREAK_HERE}", text)


def shortened(name: str) -> str:
    """A name of any length as a button may have it."""
    return name if len(name) <= SHORT else f"{name[: SHORT - 1]}…"
