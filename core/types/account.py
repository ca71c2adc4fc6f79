"""Who is at the keyboard."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum


@dataclass(frozen=True, slots=True)
class Identity:
    """Who is signed in; not `kept` is who will not be when the program has ended, for want of a keyring."""

    name: str
    email: str
    kept: bool


class SignedOut(StrEnum):
    """What became of signing out."""

    NOBODY = "nobody"
    """Nobody was signed in."""
    DONE = "done"
    """The provider was told too: what it had given out is worth nothing any more."""
    UNTOLD = "untold"
    """This computer has forgotten, and the provider could not be told."""
