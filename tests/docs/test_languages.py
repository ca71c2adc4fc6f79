"""README and guide say the same in both languages, in the words that the window has."""

from __future__ import annotations

import re
from collections.abc import Callable
from pathlib import Path
from xml.etree import ElementTree as ET

import pytest

from desktop.keys import CATALOGUE
from tests.conftest import CHECKOUT
from tests.docs.pages import HEADING, blocks, labels, links, mentions, pictures, prose

TRANSLATION = CHECKOUT / "resources" / "translations" / "playertag_ru.ts"
DOCS = CHECKOUT / "docs"
BOTH = [(CHECKOUT / "README.md", CHECKOUT / "README.ru.md"), (DOCS / "guide.md", DOCS / "guide.ru.md")]
GUIDES = [path.read_text("utf-8") for path in BOTH[1]]
KEY_ROW = re.compile(r"^\| `([^`]+)` \| \*\*([^*]+)\*\* \|$", re.MULTILINE)


def translations() -> dict[str, set[str]]:
    """What each text of the program is in Russian."""
    found: dict[str, set[str]] = {}
    for message in ET.parse(TRANSLATION).iter("message"):
        said = message.find("translation")
        assert said is not None
        texts = [said.text, *(form.text for form in said.iter("numerusform"))]
        found.setdefault(message.findtext("source") or "", set()).update(text for text in texts if text)
    return found


def steps(text: str) -> list[str]:
    """How a page is built: headings by their level, list items, rows of tables."""
    return re.findall(r"^(#+|-|\d+\.|\|)[ -]", prose(text), re.MULTILINE)


def targets(text: str) -> list[str]:
    """What a page links to, whichever its language: places within a page are called otherwise."""
    return [re.sub(r"\.ru\.md|/ru/|#.*", "", target.replace("/en/", "/ru/")) for target in links(text)]


@pytest.mark.parametrize(
    "of",
    [
        lambda text: [len(level) for level, _ in HEADING.findall(prose(text))],
        steps,
        lambda text: list(blocks(text)),
        lambda text: list(mentions(text)),
        lambda text: [Path(target).name for target in pictures(text)],
        lambda text: [target.removesuffix(".md") for target in targets(text)],
    ],
    ids=["headings", "lists and tables", "blocks", "commands", "pictures", "links"],
)
@pytest.mark.parametrize("both", BOTH, ids=["README", "guide"])
def test_both_languages_have_the_same(both: tuple[Path, Path], of: Callable[[str], list[object]]) -> None:
    english, russian = (of(path.read_text("utf-8")) for path in both)
    assert english == russian


def test_the_guide_quotes_the_window_in_its_own_words() -> None:
    known = translations()
    english, russian = (set(labels(text)) for text in GUIDES)
    assert english - known.keys() == set()
    assert {label for label in english if not known[label] & russian} == set()
    assert russian - set().union(*(known[label] for label in english)) == set()


def test_the_keys_of_the_guide_do_what_it_says() -> None:
    rows = KEY_ROW.findall(GUIDES[0])
    bound = {(key, one.words) for one in CATALOGUE.values() for key in one.defaults}
    assert len(rows) > 20
    assert [row for row in rows if row not in bound] == []
    assert [key for key, _ in rows] == [key for key, _ in KEY_ROW.findall(GUIDES[1])]


def test_the_pictures_of_the_russian_guide_are_russian() -> None:
    for english in (DOCS / "images" / "guide" / "en").iterdir():
        assert english.read_bytes() != (english.parents[1] / "ru" / english.name).read_bytes(), english.name
