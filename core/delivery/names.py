"""People's names in the texts that say who is in a picture."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from itertools import chain

from core.folding import folded

# Keywords in a row, levels of a hierarchy or ACDSee's XML, and people in one of them.
BETWEEN_KEYWORDS = re.compile(r"[;|/\\\n；<>]")
BETWEEN_NAMES = re.compile(r"[,:&+()\[\]、，]|\s[-–—]\s")
WORD = re.compile(r"[^\W_]+")

Words = tuple[str, ...]


class Names:
    """Names of people that are looked for in keywords, names of regions and the like."""

    def __init__(self, wanted: Iterable[str], others: Iterable[str] = ()) -> None:
        """Make it.

        Args:
            wanted: names that are looked for, folded (see `core.folding`).
            others: folded names of other people, of which a wanted one may be a part.
        """
        self._wanted = frozenset(wanted)
        self._name_of: dict[Words, str] = {}
        for name in (*others, *self._wanted):
            words = words_of(name)
            self._name_of[words] = name
            if len(words) > 1:
                self._name_of["".join(words),] = name  # as in #MarieCurie
        self._longest = max(map(len, self._name_of), default=0)

    def within(self, text: str) -> frozenset[str]:
        """Which of them stand in a text.

        Its parts, between commas and the like, are each taken for a name, with the last name first, too; a
        name of several words may have others beside it. Numbers count in names that have them.
        """
        keywords = [
            parts for keyword in BETWEEN_KEYWORDS.split(text) for parts in _with_and_without_numbers(keyword)
        ]
        # "Curie, Marie", and "Kovács, Béla" of somebody whose last name comes first anyway
        pairs = [parts for parts in keywords if len(parts) == 2]
        found = {self._name_of.get((*one, *other)) for pair in pairs for one, other in (pair, pair[::-1])}
        for words in chain.from_iterable(keywords):
            found |= {self._name_of.get(words), self._name_of.get((*words[1:], words[0]))}
            found |= {self._name_of.get((words[-1], *words[:-1])), *self._beside_others(words)}
        return self._wanted & found

    def _beside_others(self, words: Sequence[str]) -> Iterator[str | None]:
        """The names of several words among these; of those that begin with the same word the longest."""
        at = 0
        while at < len(words):
            lengths = range(min(self._longest, len(words) - at), 0, -1)
            name = next((n for n in lengths if self._is_clear(tuple(words[at : at + n]))), 0)
            if name:
                yield self._name_of[tuple(words[at : at + name])]
            at += name or 1

    def _is_clear(self, words: Words) -> bool:
        """Whether some words are a name, and surely one: alone a word may mean something else."""
        return words in self._name_of and (len(words) > 1 or words != words_of(self._name_of[words]))


def _with_and_without_numbers(keyword: str) -> Iterator[list[Words]]:
    """The words of each part of a keyword, and the same without those that have digits."""
    parts = list(map(words_of, BETWEEN_NAMES.split(keyword)))
    yield [words for words in parts if words]
    bare = [tuple(word for word in words if not any(map(str.isdigit, word))) for words in parts]
    if bare != parts:
        yield [words for words in bare if words]


def words_of(text: str) -> Words:
    """The words of a text, folded."""
    return tuple(WORD.findall(folded(text)))
