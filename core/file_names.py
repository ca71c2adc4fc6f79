"""Names for files and folders that every file system takes."""

from __future__ import annotations

import re
import unicodedata

# What Windows refuses (Naming Files, Paths, and Namespaces), which is more than others do.
FORBIDDEN = re.compile(r'[<>:"/\\|?*\x00-\x1f\x7f]')
RESERVED = re.compile(r"(con|prn|aux|nul|com[0-9¹²³]|lpt[0-9¹²³])(\..*)?", re.IGNORECASE)
# Most file systems take 255 bytes; a number and an ending still go behind it.
MOST_BYTES = 200


def safe_name(text: str, otherwise: str) -> str:
    """A name for a file or folder, as near to a text as may be.

    Args:
        text: what it is to be called.
        otherwise: what it is called where nothing is left of that.
    """
    whole = text.encode(errors="replace").decode()
    plain = FORBIDDEN.sub("-", unicodedata.normalize("NFC", whole))
    cut = plain.encode()[:MOST_BYTES].decode(errors="ignore").strip(" .")
    if not cut:
        return otherwise
    return f"_{cut}" if RESERVED.fullmatch(cut) else cut


class FreeNames:
    """Names of one folder, each given once, also where a file system takes small letters for large ones."""

    def __init__(self) -> None:
        self._given: set[str] = set()

    def take(self, stem: str, suffix: str = "") -> str:
        """A name that was not given yet: with a number behind it where it was."""
        name, number = f"{stem}{suffix}", 1
        while name.casefold() in self._given:
            number += 1
            name = f"{stem} ({number}){suffix}"
        self._given.add(name.casefold())
        return name
