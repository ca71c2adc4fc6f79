"""Names as they are compared: as people type them, without capitals and accents."""

from __future__ import annotations

import re
import unicodedata

# Letters that Unicode does not take for a plain one with a mark, and signs of which keyboards have one.
PLAIN_LETTERS = str.maketrans(
    {"ł": "l", "ø": "o", "đ": "d", "ð": "d", "ı": "i", "ħ": "h", "ŧ": "t", "æ": "ae", "œ": "oe", "þ": "th"}
    | dict.fromkeys("‘’ʼʹ`´", "'")
    | dict.fromkeys("‐‑‒–—−", "-")
)

# Cyrillic letters much as passports write them (ICAO Doc 9303); ё, й and ї are plain ones with a mark. What
# stands for a soft sign is dropped like the sign.
LATIN_LETTERS = str.maketrans(
    dict(zip("абвгґдезиіклмнопрстуфыэ", "abvggdeziiklmnoprstufye", strict=True))
    | {"ж": "zh", "х": "kh", "ц": "ts", "ч": "ch", "ш": "sh", "щ": "shch", "ъ": "", "ь": ""}
    | {"ю": "yu", "я": "ya", "є": "ye", "'": ""}
)
# What the ways of writing one sound differ in: Yulia, Julia, Iuliia; Sergey, Sergei; Khabarov, Habarov.
ONE_SOUND = (("kh", "h"), ("y", "i"), ("j", "i"), ("w", "v"))
NO_LETTER = re.compile(r"\W+")
SEVERAL_I = re.compile("ii+")


def folded(text: str) -> str:
    """A name for comparing: in small plain letters, with single blanks."""
    text = " ".join(text.casefold().split())
    if text.isascii():
        return text
    decomposed = unicodedata.normalize("NFKD", text.translate(PLAIN_LETTERS))
    return "".join(char for char in decomposed if not unicodedata.combining(char)).translate(PLAIN_LETTERS)


def sounded(text: str) -> str:
    """A name for looking it up in either alphabet: Latin letters by their sound, only words and blanks.

    Different names may sound the same: what is found so is offered, never taken for the same name.
    """
    latin = folded(text).translate(LATIN_LETTERS)
    for written, sound in ONE_SOUND:
        latin = latin.replace(written, sound)
    return NO_LETTER.sub(" ", SEVERAL_I.sub("i", latin)).strip()
