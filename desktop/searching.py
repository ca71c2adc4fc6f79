"""What the window can ask of the search: each function prepares one `Operation`."""

from __future__ import annotations

from dataclasses import dataclass

from PySide6.QtCore import QCoreApplication

from core.library import Library
from core.types import PhotoId, Player, SearchTerm
from desktop.document import Operation, reading

translate = QCoreApplication.translate

# More names beside the photos than this are a list to read, not an answer.
PLAYERS = 200


@dataclass(frozen=True, slots=True)
class Found:
    """What a line of text meant, the players in it, and the photos that fit."""

    terms: tuple[SearchTerm, ...]
    players: tuple[Player, ...]
    photos: tuple[PhotoId, ...]


def find(text: str) -> Operation:
    """The `Found` of a line of text."""

    def call(lib: Library) -> Found:
        result = lib.search.find(text)
        players = tuple(lib.players.get(one) for one in result.players[:PLAYERS])
        return Found(result.terms, players, result.photos)

    return reading(translate("operations", "Search"), call)
