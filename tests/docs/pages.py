"""What a page of Markdown holds: links, commands, headings, and the words of the window that it quotes."""

from __future__ import annotations

import re
import shlex
from collections.abc import Iterator
from pathlib import Path

from tests.conftest import CHECKOUT

BLOCK = re.compile(
    r"^(?P<mark><!-- run -->\n)?(?P<indent> *)```\w*\n(?P<text>.*?)^(?P=indent)```$", re.MULTILINE | re.DOTALL
)
SPAN = re.compile(r"`([^`]+)`")
LINK = re.compile(r"(?P<picture>!?)\[[^\]]*\]\((?P<target>[^)\s]+)\)")
HEADING = re.compile(r"^(#+) (.+)$", re.MULTILINE)
LABEL = re.compile(r"\*\*([^*]+)\*\*")
PATH = re.compile(r"(?:core|desktop|tests|benchmarks|resources|docs|\.ci)/(?:[\w-]+/)*[\w-]*(?:\.py|\.toml)?")
# How a command begins, after variables that are set for it: by its name, or in the environment.
COMMAND = re.compile(r"(?:[A-Z_]+=\S+ )*(?:\.venv/(?:bin|Scripts)/)?(playertag|make|python3?|py) (.*)")


def pages() -> list[Path]:
    """Every page of the project."""
    return [*sorted(CHECKOUT.glob("*.md")), *sorted((CHECKOUT / "docs").rglob("*.md"))]


def name_of(page: Path) -> str:
    """A page as one speaks of it."""
    return page.relative_to(CHECKOUT).as_posix()


def prose(text: str) -> str:
    """A page without its code."""
    return SPAN.sub("", BLOCK.sub("", text))


def blocks(text: str, *, marked: bool = False) -> Iterator[list[str]]:
    """The commands of each block as their words; only of those that are to be run, if `marked`."""
    for block in BLOCK.finditer(text):
        if block["mark"] or not marked:
            yield from _commands(block["text"].splitlines())


def mentions(text: str) -> Iterator[list[str]]:
    """The commands that are named within the text, as their words."""
    yield from _commands(" ".join(span.split()) for span in SPAN.findall(BLOCK.sub("", text)))


def _commands(lines: Iterator[str] | list[str]) -> Iterator[list[str]]:
    for line in lines:
        found = COMMAND.match(line.strip().replace("\\", "/"))
        if found:
            yield [found[1], *shlex.split(found[2], comments=True)]


def links(text: str) -> list[str]:
    """What a page links to, within the project."""
    targets = (found["target"] for found in LINK.finditer(prose(text)))
    return [target for target in targets if "://" not in target]


def paths(text: str) -> list[str]:
    """The files and folders of the project that a page names."""
    return [span for span in SPAN.findall(BLOCK.sub("", text)) if PATH.fullmatch(span)]


def pictures(text: str) -> list[str]:
    """The pictures of a page."""
    return [found["target"] for found in LINK.finditer(prose(text)) if found["picture"]]


def anchors(text: str) -> set[str]:
    """What can be linked to within a page: its headings, without signs, with hyphens."""
    titles = (title for _, title in HEADING.findall(BLOCK.sub("", text)))
    return {re.sub(r"[^\w -]", "", title.lower()).replace(" ", "-") for title in titles}


def labels(text: str) -> list[str]:
    """The words of the window that a guide quotes: what stands in bold."""
    return [" ".join(words.split()) for words in LABEL.findall(BLOCK.sub("", text))]
