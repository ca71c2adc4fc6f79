"""Names as they are compared: as people type them, without capitals and accents."""

from __future__ import annotations

import unicodedata

# Letters that Unicode does not take for a plain one with a mark, and signs of which keyboards have one.
PLAIN_LETTERS = str.maketrans(
    {"ł": "l", "ø": "o", "đ": "d", "ð": "d", "ı": "i", "ħ": "h", "ŧ": "t", "æ": "ae", "œ": "oe", "þ": "th"}
    | dict.fromkeys("‘’ʼʹ`´", "'")
    | dict.fromkeys("‐‑‒–—−", "-")
)


def folded(text: str) -> str:
    """A name for comparing: in small plain letters, with single blanks."""
    text = " ".join(text.casefold().split())
    if text.isascii():
        return text
    decomposed = unicodedata.normalize("NFKD", text.translate(PLAIN_LETTERS))
    return "".join(char for char in decomposed if not unicodedata.combining(char)).translate(PLAIN_LETTERS)
