from __future__ import annotations

from collections import Counter

from benchmarks.numbers import ASTRAY, RIGHT, WRONG, whose


def test_a_number_is_right_only_at_the_face_of_who_wears_it() -> None:
    assert whose(["7", "12"], {0: 1, 1: 0}, ["12", "7"]) == Counter({RIGHT: 2})
    assert whose(["7"], {0: 0}, ["1"]) == Counter({WRONG: 1})
    assert whose(["7"], {0: 0}, [""]) == Counter()
    assert whose(["7"], {}, ["1"]) == Counter()


def test_a_number_at_the_face_of_somebody_else_is_given_to_them() -> None:
    assert whose(["7"], {0: 0}, ["", "7"]) == Counter({ASTRAY: 1})
    assert whose(["7"], {}, ["7"]) == Counter({ASTRAY: 1})
    assert whose(["7"], {0: 0}, ["7", "7"]) == Counter({RIGHT: 1, ASTRAY: 1})
    assert whose(["7", "12"], {0: 0, 1: 1}, ["12", ""]) == Counter({WRONG: 1, ASTRAY: 1})
