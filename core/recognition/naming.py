"""Whether a text that Playertag wrote has the name of some players in it, or only that of somebody else.

Texts and names are compared folded (see `core.folding`). What holds whole names, as tags for persons and
keywords do, has one where it is one. In captions, names of files and the like a template may have put
anything around a name, and a name may be a part of another one. There

- in what is about their photos every occurrence counts, whatever touches it, unless it lies within a longer
  name that the library knows and that stands there whole: Jan is in "FotoJan" and "_Jan_", 田中 in
  "写真は田中選手です", but not Jan in "Jan Novak", nor 田中 in "田中太郎選手", where those are known;
- elsewhere one counts that is a word, or words, and lies within no longer name at all: Jan is in "_Jan_", but
  neither in "January" nor in "FotoJan".

A word ends where a letter has one of another script beside it, or no letter. Scripts without capitals, which
Chinese and Japanese have, may know no blanks: what is written in them is never taken for a part of a word.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Collection, Iterable, Iterator

from core.folding import folded

Span = tuple[int, int]


class Naming:
    """Finds names in texts."""

    def __init__(self, names: Collection[str], others: Iterable[str] = ()) -> None:
        """Make it.

        Args:
            names: that are looked for.
            others: other names that the library knows, of which one may be a part.
        """
        self._names = frozenset(filter(None, map(folded, names)))
        longer = set(map(folded, others if self._names else ())) - self._names
        self._longer = frozenset(one for one in longer if any(name in one for name in self._names))

    def is_one(self, text: str) -> bool:
        """Whether a text is one of the names."""
        return folded(text) in self._names

    def within(self, text: str, *, theirs: bool) -> bool:
        """Whether one of the names stands in a text; `theirs`: which is about a photo of theirs."""
        told = folded(text)
        found = [
            span for name in self._names for span in _spans(name, told) if theirs or not _is_part(span, told)
        ]
        if not found:
            return False
        others = [
            span
            for name in self._longer
            for span in _spans(name, told)
            if not theirs or not _is_part(span, told)
        ]
        return any(not any(start <= at and end <= to for start, to in others) for at, end in found)


def _spans(name: str, text: str) -> Iterator[Span]:
    """Where a name stands in a text."""
    at = text.find(name)
    while at >= 0:
        yield at, at + len(name)
        at = text.find(name, at + 1)


def _is_part(span: Span, text: str) -> bool:
    """Whether what stands somewhere in a text is only a part of a word."""
    start, end = span
    before, behind = text[max(start - 1, 0) : start + 1], text[end - 1 : end + 1]
    return (start > 0 and _is_one_word(before)) or (end < len(text) and _is_one_word(behind))


def _is_one_word(two: str) -> bool:
    """Whether two characters that stand beside each other are of one word, or of one number."""
    if two.isdigit():
        return True
    scripts = {unicodedata.name(one, "").partition(" ")[0] for one in two}
    return len(scripts) == 1 and all(one.lower() != one.upper() for one in two)
