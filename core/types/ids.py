"""What the things of a library are known by."""

from __future__ import annotations

from enum import Enum
from typing import NewType

PhotoId = NewType("PhotoId", str)
"""sha256 of the file's content, 64 hex digits."""
FaceId = NewType("FaceId", str)
PlayerId = NewType("PlayerId", str)
GalleryId = NewType("GalleryId", str)
ClusterId = NewType("ClusterId", str)
SessionId = NewType("SessionId", str)
MatchId = NewType("MatchId", str)
BatchId = NewType("BatchId", str)
"""The decisions of one act of a person; what one undo takes back."""
DeliveryId = NewType("DeliveryId", str)


class WholeLibrary(Enum):
    """Every gallery together, said explicitly: a gallery's id that was left out is never taken for it."""

    EVERYTHING = "everything"


WHOLE_LIBRARY = WholeLibrary.EVERYTHING
