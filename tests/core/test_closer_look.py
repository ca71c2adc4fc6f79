"""Small faces in large photos: looked for in parts, where nothing larger is in the photo."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from unittest.mock import patch

import cv2
import numpy as np
import pytest

from core.imaging.decode import Picture, decode_photo, read_file
from core.vision.detection import FAR, LARGE_PX, SMALL, Detection, parts
from core.vision.engine import FaceEngine
from core.vision.model_packs import find_pack, published_packs
from tests.conftest import Person

# As a photo of 24 megapixels is decoded.
WIDTH, HEIGHT = 3000, 2000
SMALL_PX, NEAR_PX = 15, 70
NAMES = ("P001", "P002", "P007")


def picture_of(people: dict[str, Person], faces: dict[str, tuple[int, int, int]]) -> Picture:
    """Portraits on grey; by name the height of the face, and where its middle is, x and y."""
    picture = np.full((HEIGHT, WIDTH, 3), 90, np.uint8)
    for name, (height, x, y) in faces.items():
        portrait = decode_photo(read_file(people[name].portrait), ".jpg").pixels
        side = height * 3
        left, top = x - side // 2, y - side // 2
        small = cv2.resize(portrait, (side, side), interpolation=cv2.INTER_AREA)
        picture[top : top + side, left : left + side] = small
    return picture


def places(found: list[Detection]) -> list[tuple[int, int]]:
    """The middles of the boxes, from left to right."""
    return sorted((int(x + w / 2), int(y + h / 2)) for x, y, w, h in (face.box for face in found))


def looks(engine: FaceEngine, picture: Picture) -> int:
    session = engine._detector.session
    with patch.object(session, "run", wraps=session.run) as run:
        engine.detect(picture)
    shapes = {call.args[0].shape for call in run.call_args_list}
    assert len(shapes) == len(engine._detector.spec.sides), "a network has to be planned anew for each shape"
    return run.call_count


def three(people: dict[str, Person], face_px: int) -> Picture:
    where = zip(NAMES, [(300, 300), (2700, 400), (900, 1700)], strict=True)
    return picture_of(people, {name: (face_px, *place) for name, place in where})


@pytest.fixture(scope="module")
def wide_shot(people: dict[str, Person]) -> Picture:
    return three(people, SMALL_PX)


@pytest.mark.parametrize(
    ("pack", "face_px", "at_once", "closer"), [("opencv", SMALL_PX, 1, 4), ("buffalo_s", 18, 2, 6)]
)
def test_the_small_faces_of_a_wide_shot_are_found(
    people: dict[str, Person], pack: str, face_px: int, at_once: int, closer: int
) -> None:
    engine = FaceEngine(find_pack(pack), "cpu")
    wide_shot = three(people, face_px)
    found = engine.detect(wide_shot)
    expected = [(300, 300), (900, 1700), (2700, 400)]
    assert np.abs(np.subtract(places(found), expected)).max() < face_px
    assert [face.score for face in found] == sorted((face.score for face in found), reverse=True)
    assert looks(engine, wide_shot) == at_once + closer
    with patch("core.vision.detection.LARGE_PX", WIDTH + 1):
        assert not engine.detect(wide_shot)
    # The landmarks are of the whole picture, too: by them these are the people that they are.
    portraits = [decode_photo(read_file(people[name].portrait), ".jpg").pixels for name in NAMES]
    known = np.stack([engine.observe(portrait)[0].embedding for portrait in portraits])
    seen = sorted(engine.describe(wide_shot, found), key=lambda face: float(face.detection.box[0]))
    cosines = np.stack([face.embedding for face in seen]) @ known.T
    assert [NAMES[best] for best in cosines.argmax(axis=1)] == ["P001", "P007", "P002"]


def test_where_somebody_is_large_one_look_is_all(
    engine: FaceEngine, people: dict[str, Person], wide_shot: Picture
) -> None:
    large = picture_of(people, {"P001": (NEAR_PX, 1500, 1000)})
    assert NEAR_PX > FAR * WIDTH
    assert looks(engine, large) == 1
    few_pixels = cv2.resize(wide_shot, (LARGE_PX - 2, (LARGE_PX - 2) * 2 // 3))
    assert looks(engine, np.asarray(few_pixels, np.uint8)) == 1
    assert looks(engine, np.zeros((HEIGHT, WIDTH, 3), np.uint8)) == 5


def test_a_face_where_parts_meet_is_one_face(engine: FaceEngine, people: dict[str, Person]) -> None:
    for x in range(WIDTH // 2 - 120, WIDTH // 2 + 121, 60):
        across = picture_of(people, {"P002": (30, x, HEIGHT // 2)})
        assert looks(engine, across) == 5
        assert len(engine.detect(across)) == 1, x


def test_nothing_is_lost_that_one_look_finds(engine: FaceEngine, people: dict[str, Person]) -> None:
    sheet = decode_photo(read_file(people["P004"].expressions), ".jpg").pixels
    picture = np.full((HEIGHT, WIDTH, 3), 90, np.uint8)
    small = cv2.resize(sheet, (400, 400 * sheet.shape[0] // sheet.shape[1]), interpolation=cv2.INTER_AREA)
    picture[700 : 700 + small.shape[0], 1200 : 1200 + small.shape[1]] = small
    assert looks(engine, picture) == 5
    found = places(engine.detect(picture))
    with patch("core.vision.detection.LARGE_PX", WIDTH + 1):
        before = places(engine.detect(picture))
    assert len(before) >= 10
    for place in before:
        assert min(np.abs(np.subtract(found, place)).max(axis=1)) < 10
    assert len(found) <= len(before) + 2


def test_photos_looked_at_side_by_side_have_the_same_faces(engine: FaceEngine, wide_shot: Picture) -> None:
    (once, *again) = ThreadPoolExecutor(3).map(engine.detect, [wide_shot] * 4)
    for other in again:
        for one, same in zip(once, other, strict=True):
            assert np.array_equal(one.box, same.box)
            assert one.score == same.score


@pytest.mark.parametrize(
    ("height", "width"), [(2000, 3000), (3000, 2000), (1824, 2736), (2401, 2399), (1200, 2400)]
)
@pytest.mark.parametrize("grid", [(2, 2), (3, 2), (4, 3)])
def test_parts_make_up_the_picture_and_have_each_small_face_whole(
    height: int, width: int, grid: tuple[int, int]
) -> None:
    picture = np.zeros((height, width, 3), np.uint8)
    cut = list(parts(picture, *grid))
    assert len(cut) == grid[0] * grid[1]
    assert len({picture[part].shape for part in cut}) == 1
    face = int(SMALL * max(height, width)) - 1
    for top in range(0, height - face, 97):
        for left in range(0, width - face, 97):
            assert any(
                rows.start <= top
                and top + face <= rows.stop
                and columns.start <= left
                and left + face <= columns.stop
                for rows, columns in cut
            ), (top, left)
    assert max(rows.stop for rows, _ in cut) == height
    assert max(columns.stop for _, columns in cut) == width


def test_a_whole_is_no_part() -> None:
    assert not list(parts(np.zeros((2000, 3000, 3), np.uint8), 1, 1))


def test_packs_say_how_they_look_closer() -> None:
    grids = {name: pack.detector.parts for name, pack in published_packs().items()}
    assert grids == {"opencv": (2, 2), "buffalo_s": (3, 2), "buffalo_l": (1, 1)}
