from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from core.errors import InvalidValueError, NotFoundError
from core.words import Words, kept, recalled, said

ENGLISH = {
    "The file {name} is empty.": "Die Datei {name} ist leer.",
    "There is no {kind} here.": "Hier ist kein {kind}.",
    "player": "Spieler",
}


def german(template: str) -> str:
    return ENGLISH.get(template, template)


def test_words_are_english_and_can_be_said_in_another_language() -> None:
    words = said("The file {name} is empty.", name="a.jpg")
    assert words == "The file a.jpg is empty."
    assert words.in_language(german) == "Die Datei a.jpg ist leer."


def test_words_in_words_are_translated_too() -> None:
    words = said("There is no {kind} here.", kind=said("player"))
    assert words.in_language(german) == "Hier ist kein Spieler."


def test_an_error_knows_what_it_said() -> None:
    error = NotFoundError(said("player"), "Ada")
    assert str(error) == "There is no player 'Ada' in this library."
    assert isinstance(error.words, Words)
    assert error.words.values["value"] == "Ada"
    plain = InvalidValueError("name", "it is empty")
    assert str(plain) == "name: it is empty"


@given(st.text(), st.text(), st.booleans())
def test_what_is_kept_is_recalled_the_same(first: str, second: str, nested: bool) -> None:
    inner = said("<{text}>", text=second) if nested else second
    words = said("{{{first}}} and {inner}", first=first, inner=inner)
    again = recalled(kept(words))
    assert again == words
    assert isinstance(again, Words)
    assert again.in_language(str) == words
    assert recalled(kept(first)) == first
