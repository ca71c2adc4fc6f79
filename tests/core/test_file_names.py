"""Names that every file system takes."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from core.file_names import MOST_BYTES, FreeNames, safe_name


@given(st.text(max_size=300))
def test_any_name_becomes_one_that_file_systems_take(text: str) -> None:
    name = safe_name(text, "Unnamed")
    assert name
    assert not set(name) & set('<>:"/\\|?*\x00\n')
    assert name == name.strip(" .")
    assert len(name.encode()) <= MOST_BYTES + 1
    assert safe_name(name, "Unnamed") == name


@pytest.mark.parametrize(
    ("name", "safe"),
    [
        ("a/b\\c:d", "a-b-c-d"),
        ("CON", "_CON"),
        ("com1.txt", "_com1.txt"),
        ("console", "console"),
        (" .hidden. ", "hidden"),
        ("..", ""),
        ("Č" * 200, "Č" * 100),
        ("\udcff", "-"),
    ],
)
def test_a_name_is_made_safe(name: str, safe: str) -> None:
    assert safe_name(name, "") == safe


def test_a_name_is_given_once_whatever_its_letters() -> None:
    names = FreeNames()
    assert [names.take("IMG", ".jpg"), names.take("img", ".JPG"), names.take("IMG", ".png")] == [
        "IMG.jpg",
        "img (2).JPG",
        "IMG.png",
    ]
