"""Rows by their keys, against a plain list that does the same."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from desktop.models.row_order import RowOrder

ALL = [f"k{n}" for n in range(12)]


@given(st.lists(st.integers(0, len(ALL) - 1), max_size=40))
def test_keys_that_go_and_come_back_are_where_a_list_has_them(numbers: list[int]) -> None:
    order, present = RowOrder(ALL), list(ALL)
    for number in numbers:
        key = ALL[number]
        if key in present:
            row = present.index(key)
            order.remove(row, row)
            present.remove(key)
        else:
            present = [one for one in ALL if one in {*present, key}]
            assert order.place(key) == present.index(key)
            order.bring_back(key)
        assert [order.row(one) for one in present] == list(range(len(present)))
        assert all(order.row(one) is None for one in ALL if one not in present)


def test_a_key_that_never_was_there_has_no_place() -> None:
    order = RowOrder(ALL)
    assert order.row("other") is order.place("other") is None
    with pytest.raises(KeyError):
        order.bring_back("other")
