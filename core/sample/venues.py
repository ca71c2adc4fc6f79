"""The places played in: a floor, boards, stands with a blurred crowd; drawn, not photographed.

Lengths are in metres: x to the right, y up, z away from the camera. A venue is a few flat textures that
`core.sample.camera` sets up in space.
"""

from __future__ import annotations

from dataclasses import dataclass

import cv2
import numpy as np
from PIL import Image, ImageDraw, ImageFont

from core.sample.cast import Rgb
from core.sample.cutouts import Pixels, Plane
from core.sample.lens import Light

# The floor goes from the camera's feet to behind the boards.
FLOOR_WIDTH_M, FLOOR_DEPTH_M, FLOOR_PX = 26.0, 34.0, 80
BOARD_WIDTH_M, BOARD_HEIGHT_M, BOARD_PX = 52.0, 0.95, 60
STAND_WIDTH_M, STAND_HEIGHT_M, STAND_PX = 110.0, 24.0, 20
BOARD_Z, STAND_Z = 29.0, 46.0

SPONSORS = (
    "VELTRO",
    "Quonda",
    "MARISOL 9",
    "brubel",
    "NORDAK",
    "Ottavio+",
    "LUMA",
    "kipkop",
    "ZEBB&CO",
)
SKIN: tuple[Rgb, ...] = (
    (222, 184, 156),
    (188, 140, 106),
    (140, 96, 70),
    (96, 66, 50),
    (236, 204, 180),
)


@dataclass(frozen=True, slots=True)
class Venue:
    """One court; RGB textures, the farthest (`stand`) fills what nothing else covers."""

    name: str
    floor: Pixels
    boards: Pixels
    stand: Pixels
    lamps: bool
    light: Light


@dataclass(frozen=True, slots=True)
class _Look:
    name: str
    floor: Rgb
    zone: Rgb
    line: Rgb
    seats: Rgb
    wall: Rgb
    boards: tuple[Rgb, Rgb]
    light: Light
    outdoors: bool = False


LOOKS = (
    _Look(
        "Hall 1", (186, 138, 88), (150, 98, 62), (240, 236, 226), (52, 78, 128), (96, 102, 112),
        ((20, 44, 96), (232, 232, 228)), Light((1.0, 0.975, 0.93), 1.05, 0.45, 0.16),
    ),
    _Look(
        "Hall 2", (52, 104, 134), (196, 108, 62), (238, 240, 240), (150, 52, 48), (64, 70, 84),
        ((168, 30, 44), (16, 18, 24)), Light((0.97, 0.99, 1.03), 1.08, 0.4, 0.12),
    ),
    _Look(
        "Pitch", (86, 128, 60), (76, 116, 54), (242, 244, 236), (120, 128, 140), (92, 112, 84),
        ((30, 92, 74), (240, 208, 70)), Light((1.06, 1.02, 0.94), 1.12, 0.6, 0.0), True,
    ),
)  # fmt: skip


def _fbm(rng: np.random.Generator, shape: tuple[int, int], cell: int) -> Plane:
    """Smooth noise about 0, standard deviation about 1: three octaves from `cell` pixels down."""
    total = np.zeros(shape, np.float32)
    for octave in range(3):
        step = max(1, cell >> octave)
        grid = (shape[0] // step + 3, shape[1] // step + 3)
        coarse = rng.standard_normal(grid, dtype=np.float32)
        size = (grid[1] * step, grid[0] * step)
        fine = cv2.resize(coarse, size, interpolation=cv2.INTER_CUBIC)
        total += fine[: shape[0], : shape[1]] * np.float32(0.6**octave)
    return total


def _lines(image: Pixels, look: _Look) -> None:
    """Court lines and the coloured area before the goal."""
    height = image.shape[0]

    def at(x: float, z: float) -> tuple[int, int]:
        return (round((x + FLOOR_WIDTH_M / 2) * FLOOR_PX), round(height - z * FLOOR_PX))

    thick = round(0.06 * FLOOR_PX)
    goal = at(0, BOARD_Z - 3)
    cv2.ellipse(image, goal, (6 * FLOOR_PX, 6 * FLOOR_PX), 0, 180, 360, look.zone, -1, cv2.LINE_AA)
    cv2.ellipse(image, goal, (6 * FLOOR_PX,) * 2, 0, 180, 360, look.line, thick, cv2.LINE_AA)
    for start in range(182, 358, 8):
        cv2.ellipse(image, goal, (9 * FLOOR_PX,) * 2, 0, start, start + 4, look.line, thick, cv2.LINE_AA)
    cv2.line(image, at(-10, BOARD_Z - 3), at(10, BOARD_Z - 3), look.line, thick, cv2.LINE_AA)
    cv2.line(image, at(-10, 6), at(10, 6), look.line, thick, cv2.LINE_AA)
    cv2.circle(image, at(0, 6), 3 * FLOOR_PX, look.line, thick, cv2.LINE_AA)
    for x in (-10, 10):
        cv2.line(image, at(x, -1), at(x, BOARD_Z - 3), look.line, thick, cv2.LINE_AA)


def _floor(rng: np.random.Generator, look: _Look) -> Pixels:
    """Seen from above, the far end on top: planks indoors, mown stripes outdoors."""
    shape = (round(FLOOR_DEPTH_M * FLOOR_PX), round(FLOOR_WIDTH_M * FLOOR_PX))
    image = np.empty((*shape, 3), np.uint8)
    image[:] = look.floor
    _lines(image, look)
    shade = 1 + 0.025 * _fbm(rng, shape, 160)
    if look.outdoors:
        stripe = 2 * FLOOR_PX
        shade += np.where((np.arange(shape[0]) // stripe) % 2, 0.06, -0.06)[:, None]
        blades = rng.standard_normal(shape, dtype=np.float32)
        shade += 0.10 * cv2.GaussianBlur(blades, (0, 0), 1.0)
    else:
        plank = round(0.13 * FLOOR_PX)
        tone = rng.standard_normal((shape[0] // 150 + 1, shape[1] // plank + 1), dtype=np.float32)
        tone = np.repeat(np.repeat(tone, 150, axis=0), plank, axis=1)[: shape[0], : shape[1]]
        grain = cv2.blur(rng.standard_normal(shape, dtype=np.float32), (1, 41))
        shade += 0.035 * tone + 0.09 * grain
        shade[:, ::plank] -= 0.06
    return np.clip(image * shade[..., None], 0, 255).astype(np.uint8)


def _boards(rng: np.random.Generator, look: _Look) -> Pixels:
    """Advertising boards with words that mean nothing."""
    size = (round(BOARD_WIDTH_M * BOARD_PX), round(BOARD_HEIGHT_M * BOARD_PX))
    image = Image.new("RGB", size)
    draw = ImageDraw.Draw(image)
    font = ImageFont.load_default(34)
    panel = 4 * BOARD_PX
    words = rng.permutation(len(SPONSORS))
    for index, left in enumerate(range(0, size[0], panel)):
        back, front = look.boards if index % 2 else look.boards[::-1]
        draw.rectangle([left, 0, left + panel, size[1]], fill=back)
        word = SPONSORS[int(words[index % len(SPONSORS)])]
        draw.text((left + panel / 2, size[1] / 2), word, front, font, "mm", stroke_width=1)
        draw.line([(left, 0), (left, size[1])], (30, 30, 30), 2)
    draw.rectangle([0, size[1] - 5, *size], fill=(36, 36, 38))
    return np.asarray(image)


def _crowd(rng: np.random.Generator, image: Pixels, look: _Look, top: int, bottom: int) -> None:
    """Rows of seats with people on most: cloth under a smaller blob of skin and hair, no features."""
    row, seat = round(0.75 * STAND_PX), 0.5 * STAND_PX
    for y in range(top, bottom + row, row):
        cv2.rectangle(image, (0, y), (image.shape[1], y + row), tuple(c // 3 for c in look.seats), -1)
        for x in np.arange(rng.uniform(0, seat), image.shape[1], seat):
            shade = rng.uniform(0.35, 0.6)
            at = (round(x + rng.normal(0, 1.2)), round(y + rng.normal(0, 1.6)))
            if rng.random() > 0.78:
                chair = tuple(int(c * shade) for c in look.seats)
                cv2.ellipse(image, (at[0], at[1] + 6), (4, 5), 0, 0, 360, chair, -1, cv2.LINE_AA)
                continue
            tone = rng.integers(30, 230) + rng.integers(-36, 37, 3)
            cloth = tuple(int(np.clip(c, 0, 255) * shade) for c in tone)
            size = (int(rng.integers(4, 7)), int(rng.integers(6, 10)))
            skin = tuple(int(c * shade * 1.15) for c in SKIN[int(rng.integers(len(SKIN)))])
            hair = tuple(int(c * shade) for c in rng.integers(10, 90) * np.array([1.0, 0.85, 0.7]))
            cv2.ellipse(image, (at[0], at[1] + 8), size, 0, 0, 360, cloth, -1, cv2.LINE_AA)
            cv2.circle(image, (at[0], at[1] - 2), 2, hair, -1, cv2.LINE_AA)
            cv2.circle(image, at, 2, skin, -1, cv2.LINE_AA)


def _hall(rng: np.random.Generator, look: _Look) -> Pixels:
    """The stand behind the boards, the wall over it, and trusses under the roof."""
    shape = (round(STAND_HEIGHT_M * STAND_PX), round(STAND_WIDTH_M * STAND_PX))
    image = np.empty((*shape, 3), np.uint8)
    image[:] = look.wall
    roof = round(shape[0] * 0.28)
    image[:roof] = [c // 3 for c in look.wall]
    for x in range(0, shape[1], 4 * STAND_PX):
        cv2.line(image, (x, 0), (x + 2 * STAND_PX, roof), tuple(c // 2 for c in look.wall), 4)
        cv2.line(image, (x, roof), (x + 2 * STAND_PX, 0), tuple(c // 2 for c in look.wall), 4)
    for x in range(STAND_PX * 3, shape[1], STAND_PX * 9):
        flag = tuple(int(c) for c in rng.integers(60, 220, 3))
        cv2.rectangle(image, (x, roof + 10), (x + STAND_PX * 3, roof + 2 * STAND_PX), flag, -1)
    _crowd(rng, image, look, round(shape[0] * 0.52), shape[0])
    return image


def _outdoors(rng: np.random.Generator, look: _Look) -> Pixels:
    """Sky over trees over a low stand."""
    shape = (round(STAND_HEIGHT_M * STAND_PX), round(STAND_WIDTH_M * STAND_PX))
    rise = np.linspace(0, 1, shape[0], dtype=np.float32)[:, None, None]
    sky = np.array((126, 168, 216), np.float32) * (1 - rise) + np.array((224, 232, 238)) * rise
    cloud = np.clip(_fbm(rng, shape, 200) * 0.5, 0, 0.8)[..., None]
    image = sky * (1 - cloud) + 244 * cloud
    crown = shape[0] * 0.42 + 26 * _fbm(rng, (1, shape[1]), 90)[0] + 9 * rng.standard_normal(shape[1])
    crown = cv2.GaussianBlur(crown.astype(np.float32)[None], (0, 0), 3)[0]
    tree = (np.arange(shape[0])[:, None] > crown)[..., None]
    leaves = 1 + 0.22 * _fbm(rng, shape, 26)[..., None]
    image = np.where(tree, np.array((66, 96, 50), np.float32) * leaves, image)
    out = np.clip(image, 0, 255).astype(np.uint8)
    _crowd(rng, out, look, round(shape[0] * 0.82), shape[0])
    return out


def build_venue(index: int) -> Venue:
    """One of the `LOOKS`, drawn; the same bytes each time."""
    look = LOOKS[index]
    rng = np.random.default_rng([20260417, index])
    stand = _outdoors(rng, look) if look.outdoors else _hall(rng, look)
    return Venue(look.name, _floor(rng, look), _boards(rng, look), stand, not look.outdoors, look.light)
