"""Which files are ready, by a clock of the test's own; and whether a file ends as its kind does."""

from __future__ import annotations

import io
import struct
from collections.abc import Mapping
from pathlib import Path
from types import MappingProxyType

import pytest
from PIL import Image, features

from core.arrivals import LONGEST_REST_S, POLL_S, QUICK_REST_S, REST_S, Arrivals, Seen
from core.imaging.whole import LEAST_BYTES, ends_whole
from core.types import FileFailure

ONE, OTHER = Path("IMG_1.JPG"), Path("IMG_2.JPG")
CUT_OFF = FileFailure(ONE, "truncated", "its end is missing")


def arrivals(whole: bool = True, taken: Mapping[Path, Seen] = MappingProxyType({})) -> Arrivals:
    return Arrivals(taken, lambda _: whole)


def test_a_file_is_ready_when_it_has_rested() -> None:
    made = arrivals()
    assert made.look({ONE: Seen(1, 1)}, 0.0) == []
    assert made.look({ONE: Seen(2, 1)}, QUICK_REST_S) == []
    assert made.pause(QUICK_REST_S) == pytest.approx(QUICK_REST_S)
    assert made.look({ONE: Seen(2, 1)}, 2 * QUICK_REST_S - 0.01) == []
    assert made.look({ONE: Seen(2, 1)}, 2 * QUICK_REST_S) == [ONE]
    made.take([ONE])
    assert made.look({ONE: Seen(2, 1)}, 9.0) == []
    assert (made.waiting, made.pause(9.0)) == (0, POLL_S)
    assert made.look({ONE: Seen(3, 1)}, 10.0) == []
    assert made.look({ONE: Seen(3, 1)}, 11.0) == [ONE]


def test_one_that_does_not_end_as_its_kind_does_rests_longer() -> None:
    made = arrivals(whole=False)
    made.look({ONE: Seen(1, 1)}, 0.0)
    assert made.look({ONE: Seen(1, 1)}, REST_S - 0.1) == []
    assert made.look({ONE: Seen(1, 1)}, REST_S) == [ONE]


def test_files_are_ready_in_the_order_in_which_they_came() -> None:
    made = arrivals()
    found = {OTHER: Seen(1, 5), ONE: Seen(1, 7)}
    made.look(found, 0.0)
    late = Path("A.JPG")
    found |= {late: Seen(1, 1), ONE: Seen(2, 9)}
    made.look(found, 0.1)
    assert made.look(found, 1.0) == [OTHER, ONE, late]


def test_one_that_cannot_be_used_is_told_and_never_given_up_on() -> None:
    made, now, rests = arrivals(), 0.0, []
    found = {ONE: Seen(1, 1)}
    made.look(found, now)
    for _ in range(10):
        began = now
        while not made.look(found, now):
            now += made.pause(now)
        rests.append(now - began)
        made.put_off(CUT_OFF, now)
        assert made.failures == (CUT_OFF,)
    assert rests[1] == pytest.approx(2 * REST_S)
    assert rests[-1] == pytest.approx(LONGEST_REST_S)
    assert made.waiting == 1
    found = {ONE: Seen(2, 2)}
    made.look(found, now)
    assert made.failures == (), "of another content it is to be tried anew"
    assert made.look(found, now + QUICK_REST_S) == [ONE]


def test_one_that_is_taken_away_is_waited_for_no_more() -> None:
    made = arrivals()
    made.look({ONE: Seen(1, 1)}, 0.0)
    made.put_off(CUT_OFF, 0.5)
    assert made.look({}, 1.0) == []
    assert (made.waiting, made.failures) == (0, ())


def test_what_was_taken_before_is_not_taken_again() -> None:
    made = arrivals(taken={ONE: Seen(1, 1)})
    found = {ONE: Seen(1, 1), OTHER: Seen(1, 1)}
    made.look(found, 0.0)
    assert made.look(found, 1.0) == [OTHER]


def encoded(kind: str) -> bytes:
    file = io.BytesIO()
    Image.effect_noise((64, 48), 90).convert("RGB").save(file, kind)
    return file.getvalue()


def boxes(*lengths: int) -> bytes:
    """A file of boxes, as HEIC and CR3 are."""
    return b"".join(
        struct.pack(">I", length) + (b"mdat" if number else b"ftyp") + b"crx " * (length // 4 - 2)
        for number, length in enumerate(lengths)
    )


KINDS = ["JPEG", "PNG", "WEBP", *(["AVIF"] if features.check("avif") else [])]


@pytest.mark.parametrize("content", [*map(encoded, KINDS), boxes(24, 400, 92)], ids=[*KINDS, "boxes"])
def test_a_file_that_is_all_there_is_known_and_no_part_of_it_is_taken_for_one(
    content: bytes, tmp_path: Path
) -> None:
    path = tmp_path / "picture"
    path.write_bytes(content)
    assert ends_whole(path)
    for length in (*range(0, len(content), 37), len(content) - 1):
        path.write_bytes(content[:length])
        assert not ends_whole(path)
        path.write_bytes(content[:length] + bytes(len(content) - length))
        assert not ends_whole(path) or len(content) - length < LEAST_BYTES, "room was made for the rest"


def test_boxes_of_every_length_are_followed(tmp_path: Path) -> None:
    path = tmp_path / "picture"
    long = struct.pack(">I4sQ", 1, b"mdat", 16 + 50) + b"x" * 50
    path.write_bytes(boxes(24) + long)
    assert ends_whole(path)
    path.write_bytes(boxes(24) + long[:-1])
    assert not ends_whole(path)
    path.write_bytes(boxes(24) + struct.pack(">I4s", 0, b"mdat") + b"x" * 50)
    assert not ends_whole(path), "it goes on to the end, wherever that will be"


@pytest.mark.parametrize("content", [b"", b"II*\0", b"RIFF", b"nothing that is known"])
def test_of_other_files_it_cannot_be_told(content: bytes, tmp_path: Path) -> None:
    path = tmp_path / "picture"
    path.write_bytes(content)
    assert not ends_whole(path)
    assert not ends_whole(tmp_path / "gone")
