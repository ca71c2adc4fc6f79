"""Names in texts that Playertag wrote: none is left behind, and nobody else's is taken for it."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from core.recognition.naming import Naming

OTHERS = ["Jan Novak", "Jan N", "Anna Jan", "田中太郎", "Zoëlle", "Player 12", "Jan Cup"]


@pytest.mark.parametrize(
    ("name", "text", "theirs", "elsewhere"),
    [
        ("Jan", "Jan", True, True),
        ("Jan", "jan, Petr", True, True),
        ("Jan", "Jan Novak", False, False),
        ("Jan", "Jan Novak, Jan", True, True),
        ("Jan", "Novak Jan", True, True),
        ("Jan", "Anna Jan Novak", False, False),
        ("Jan", "January", True, False),
        ("Jan", "FotoJan", True, False),
        ("Jan", "JanX", True, False),
        ("Jan", "_Jan_", True, True),
        ("Jan", "Jan2", True, True),
        ("Jan", "ФотоJan", True, True),
        ("Jan", "写真Jan選手", True, True),
        ("Jan", "Jan nails it", True, False),
        ("Jan", "Jan NovakX", True, False),
        ("Jan", "FotoJan Novak", True, False),
        ("Jan", "Petr at Jan Cup", False, False),
        ("Jan Novak", "Jan Novak", True, True),
        ("Jan Novak", "Jan", False, False),
        ("Jan Novak", "Jan\nNovak", True, True),
        ("田中", "写真は田中選手です", True, True),
        ("田中", "写真は田中太郎選手です", False, False),
        ("田中太郎", "写真は田中太郎選手です", True, True),
        ("Zoë", "Zoe\N{COMBINING DIAERESIS}!", True, True),
        ("Zoe\N{COMBINING DIAERESIS}", "zoe_1.jpg", True, True),
        ("Zoë", "Zoëlle", False, False),
        ("Player 1", "Player 1", True, True),
        ("Player 1", "Player 12", False, False),
        ("Player 1", "Player 13", True, False),
        ("100% A_n*", "by 100% A_n*!", True, True),
        ("100% A_n*", "by 100x Abnn", False, False),
        ('Jan "Honza" O\'Neil', 'Foto: Jan "Honza" O’Neil.', True, True),
    ],
)
def test_a_name_is_found_but_not_in_somebody_elses(
    name: str, text: str, theirs: bool, elsewhere: bool
) -> None:
    named = Naming([name], OTHERS)
    assert (named.within(text, theirs=True), named.within(text, theirs=False)) == (theirs, elsewhere)


def test_a_whole_name_is_no_part_of_one() -> None:
    named = Naming(["Jan", ""], OTHERS)
    assert [text for text in ("jan", "Ján ", "Jan Novak", "_Jan_", "") if named.is_one(text)] == [
        "jan",
        "Ján ",
    ]
    assert not Naming([], OTHERS).within("Jan", theirs=True)


NAMES = st.text("abJ 田中%_*'\"\\é\N{COMBINING ACUTE ACCENT}", min_size=1, max_size=5)


@given(name=NAMES, before=st.text(max_size=4), behind=st.text(max_size=4), others=st.lists(NAMES, max_size=3))
def test_no_name_is_left_behind_for_what_touches_it(
    name: str, before: str, behind: str, others: list[str]
) -> None:
    text = before + name + behind
    unknown = Naming([name])
    assert unknown.within(text, theirs=True) or not unknown.within(name, theirs=True)
    named = Naming([name], others)
    if not named.within(text, theirs=True) and unknown.within(name, theirs=True):
        assert any(Naming([other]).within(text, theirs=True) for other in others)
    assert named.within(text, theirs=True) or not named.within(text, theirs=False)


@given(name=NAMES, end=st.text("abn 太", min_size=1, max_size=3))
def test_a_text_of_who_is_known_by_a_longer_name_is_not_taken(name: str, end: str) -> None:
    longer = name + end
    if not Naming([name]).is_one(longer):
        assert not Naming([name], [longer]).within(longer, theirs=True)
        assert not Naming([name], [longer]).within(f"Foto{longer}", theirs=False)
