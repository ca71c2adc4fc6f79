from __future__ import annotations

import cv2
import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from core.vision.numbers import NUMBER, NumberReader, Reading, worn

FACE = np.array([[180, 40, 40, 50]], np.float32)


@pytest.fixture(scope="module")
def reader() -> NumberReader:
    return NumberReader()


def shirt(text: str, at: tuple[int, int] = (160, 280)) -> np.ndarray:
    """A person of one colour in a white shirt, with a text on it; the face is at FACE."""
    picture = np.full((480, 400, 3), 90, np.uint8)
    picture[100:450, 100:300] = 240
    cv2.putText(picture, text, at, cv2.FONT_HERSHEY_SIMPLEX, 1.6, (20, 20, 20), 4, cv2.LINE_AA)
    return picture


@pytest.mark.parametrize("number", ["7", "23", "1548"])
def test_a_number_on_a_shirt_is_read_where_it_is(reader: NumberReader, number: str) -> None:
    (reading,) = reader.read(shirt(number), FACE)
    assert reading is not None
    assert reading.digits == number
    assert 150 < reading.x < 300
    assert 220 < reading.y < 300


@pytest.mark.parametrize("text", ["", "RUN", "A23"])
def test_what_is_no_number_is_none(reader: NumberReader, text: str) -> None:
    assert reader.read(shirt(text), FACE) == [None]


def test_nothing_is_read_where_there_is_no_room_below_a_face(reader: NumberReader) -> None:
    assert reader.read(shirt("23")[:92], FACE) == [None]
    assert reader.read(shirt("23"), np.empty((0, 4), np.float32)) == []


def test_a_number_that_is_cut_off_by_the_part_looked_at_is_somebody_elses(reader: NumberReader) -> None:
    # The part below this face ends within the number.
    assert reader.read(shirt("884726", (100, 280)), np.array([[60, 40, 40, 50]], np.float32)) == [None]


@pytest.mark.parametrize(
    ("text", "digits"),
    [
        ("12", "12"),
        ("#12", "12"),
        ("No. 7", "7"),
        ("№7", "7"),
        ("RUN9", None),
        ("123456", None),
        ("1:23", None),
    ],
)
def test_a_number_stands_alone(text: str, digits: str | None) -> None:
    found = NUMBER.fullmatch(text)
    assert (found and found[1]) == digits


@given(st.permutations([0, 1, 2]))
def test_each_wears_the_number_below_them_whatever_the_order(order: list[int]) -> None:
    boxes = np.array([[100 + 300 * i, 50, 40, 50] for i in range(3)], np.float32)
    readings = [Reading(str(i), 0.9, 120 + 300 * i, 260) for i in range(3)]
    found = worn([readings[i] for i in order], boxes)
    assert [one.digits if one else "" for one in found] == ["0", "1", "2"]


def test_a_number_that_is_nowhere_below_a_face_is_nobodys() -> None:
    boxes = np.array([[100, 50, 40, 50]], np.float32)
    above, aside = Reading("1", 0.9, 120, 40), Reading("2", 0.9, 400, 260)
    assert worn([above, aside], boxes) == [None]
