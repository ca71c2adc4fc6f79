"""Names as people type them: without the letters that their keyboard lacks."""

from __future__ import annotations

import pytest

from core.errors import InvalidValueError
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
        ("ada lovelace", "Ada\N{FIGURE SPACE}Lovelace"),
        ("елкин", "Пётр Ёлкин"),
    ],
)
def test_a_player_is_found_by_the_letters_at_hand(library: Library, written: str, name: str) -> None:
    library.players.add(name)
    library.players.add("Somebody Else", "7", "Team")
    assert [player.name for player in library.players.search(written).items] == [" ".join(name.split())]
    assert library.players.search("Else 7").total == 0, "a name ends where the number begins"


@pytest.mark.parametrize("name", ["Ada\nLovelace", " Ada \N{NO-BREAK SPACE} Lovelace\t"])
def test_a_name_is_one_line(library: Library, name: str) -> None:
    library.players.add(name)
    assert [player.name for player in library.players.search().items] == ["Ada Lovelace"]


def test_a_pasted_page_is_no_name(library: Library) -> None:
    with pytest.raises(InvalidValueError, match="at most 200 letters"):
        library.players.add("x" * 201)
