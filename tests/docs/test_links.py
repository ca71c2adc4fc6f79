"""Pages of the project link to what is there."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.conftest import CHECKOUT
from tests.docs.pages import anchors, links, name_of, pages, paths, pictures

IMAGES = CHECKOUT / "docs" / "images"
MOST_OF_A_PICTURE, MOST_OF_ALL = 300_000, 4_000_000


def missing(page: Path) -> list[str]:
    """The links of a page that lead nowhere."""
    return [target for target in links(page.read_text("utf-8")) if not _is_there(page, target)]


def _is_there(page: Path, target: str) -> bool:
    path, _, anchor = target.partition("#")
    there = (page.parent / path).resolve() if path else page
    if not there.exists():
        return False
    return not anchor or anchor in anchors(there.read_text("utf-8"))


@pytest.mark.parametrize("page", pages(), ids=name_of)
def test_what_a_page_links_to_is_there(page: Path) -> None:
    assert missing(page) == []


@pytest.mark.parametrize("page", pages(), ids=name_of)
def test_the_files_that_a_page_names_are_there(page: Path) -> None:
    assert [path for path in paths(page.read_text("utf-8")) if not (CHECKOUT / path).exists()] == []


def test_a_link_that_leads_nowhere_would_be_noticed(tmp_path: Path) -> None:
    page = tmp_path / "page.md"
    page.write_text("# A day's work\n[a](#a-days-work) [b](#b) [c](c.md) [d](https://d.org) `[e](e.md)`\n")
    assert missing(page) == ["#b", "c.md"]


def test_every_picture_is_shown_somewhere_and_is_small() -> None:
    shown = {
        (page.parent / target).resolve() for page in pages() for target in pictures(page.read_text("utf-8"))
    }
    kept = {path for path in IMAGES.rglob("*") if path.is_file()}
    assert kept == shown
    sizes = [path.stat().st_size for path in kept]
    assert max(sizes) <= MOST_OF_A_PICTURE
    assert sum(sizes) <= MOST_OF_ALL
