"""Names as people type them: without the letters that their keyboard lacks."""

from __future__ import annotations

import pytest

from core.library import Library


@pytest.mark.parametrize(
    ("written", "name"),
    [
        ("lukasz", "Łukasz Piszczek"),
        ("soren", "Søren Larsen"),
        ("odegard", "Martin Ødegård"),
        ("dokovic", "Novak Đoković"),
        ("isil", "Işıl Yılmaz"),
        ("yilmaz", "Işıl Yılmaz"),
        ("YILMAZ", "Işıl Yılmaz"),
        ("İŞIL", "Isil Yilmaz"),
        ("o'brien", "Pat O’Brien"),
        ("O’Brien", "Pat O'Brien"),
        ("jean-luc", "Jean\N{NON-BREAKING HYPHEN}Luc Picard"),
        ("aethel", "Æthel Þorsson"),
        ("thorsson", "Æthel Þorsson"),
        ("gross", "Heinz Groß"),
        ("ada  lovelace", "Ada Lovelace"),
        ("ada lovelace", "Ada \N{NO-BREAK SPACE} Lovelace"),
        ("елкин", "Пётр Ёлкин"),
    ],
)
def test_a_player_is_found_by_the_letters_at_hand(library: Library, written: str, name: str) -> None:
    library.players.add(name)
    library.players.add("Somebody Else", "7", "Team")
    assert [player.name for player in library.players.search(written).items] == [name]
    assert library.players.search("Else 7").total == 0, "a name ends where the number begins"
