"""Takes a photo: puts posed players onto a background, and says which faces are to be seen."""

from __future__ import annotations

import math
from dataclasses import dataclass

import cv2
import numpy as np

from core.sample.backdrop import background
from core.sample.cutouts import Pixels, Plane
from core.sample.lens import POSTURE_PX_PER_M, Finish, View, soften
from core.sample.models import Box
from core.sample.poses import Figure, Matrix, blend
from core.sample.venues import Venue

# A face is no longer asked for when someone in front covers this part of it.
COVERED = 0.3
NOISE_TILE = 1024
SHADOW_M, SHADOW_FEET_M, SHADOW_PX = (2.6, 1.8), (0.7, 0.95), 80


@dataclass(frozen=True, slots=True)
class Placed:
    """A figure drawn at `scale` of the posture, its feet at (x, y, z), leaning by `lean` degrees."""

    figure: Figure
    scale: float
    x: float
    z: float
    y: float = 0.0
    lean: float = 0.0
    shadow: bool = True


def _onto(view: View, placed: Placed) -> Matrix:
    """The 2 x 3 map of the figure's sprite onto the photo: feet on their spot, then leaning."""
    zoom = view.zoom(placed.z) / POSTURE_PX_PER_M / placed.scale
    move = cv2.getRotationMatrix2D(placed.figure.feet, -placed.lean, zoom)
    x, y = view.at(placed.x, placed.y, placed.z)
    move[0, 2] += x - placed.figure.feet[0]
    move[1, 2] += y - placed.figure.feet[1]
    return np.asarray(move, np.float64)


def _clip(view: View, corners: Matrix, margin: float) -> tuple[int, int, int, int]:
    """The part of the photo that the corners reach: left, top, right, bottom."""
    low, high = corners.min(axis=1) - margin, corners.max(axis=1) + margin
    return (
        max(math.floor(low[0]), 0),
        max(math.floor(low[1]), 0),
        min(math.ceil(high[0]), view.width),
        min(math.ceil(high[1]), view.height),
    )


def _shadow_mask(lamps: bool) -> Pixels:
    """The shadow of one person on `SHADOW_M` of floor from above, feet at `SHADOW_FEET_M`."""
    size = (round(SHADOW_M[1] * SHADOW_PX), round(SHADOW_M[0] * SHADOW_PX))
    mask = np.zeros(size, np.uint8)

    def spot(x: float, z: float, wide: float, deep: float, dark: int) -> None:
        layer = np.zeros_like(mask)
        centre = ((SHADOW_FEET_M[0] + x) * SHADOW_PX, (SHADOW_FEET_M[1] - z) * SHADOW_PX)
        axes = (2 * wide * SHADOW_PX, 2 * deep * SHADOW_PX)
        cv2.ellipse(layer, (centre, axes, 0), dark, -1, cv2.LINE_AA)
        np.maximum(mask, layer, out=mask)

    if lamps:
        # Lamps all over the roof leave a faint pool around the feet.
        spot(0, 0, 0.42, 0.5, 90)
    else:
        spot(0.8, 0.15, 0.8, 0.16, 200)
    for foot in (-0.14, 0.14):
        spot(foot, 0.0, 0.11, 0.2, 255)
    return soften(mask, 0.06 * SHADOW_PX)


def _shadow(photo: Pixels, view: View, placed: Placed, venue: Venue) -> None:
    """Darkens the floor around the feet; the sun throws a shadow to the right."""
    zoom = view.zoom(placed.z)
    # A metre of floor away from the camera is this high in the photo.
    depth = zoom * view.camera_height / placed.z
    x, y = view.at(placed.x, 0, placed.z)
    mask = _shadow_mask(venue.lamps)
    move = np.array(
        [
            [zoom / SHADOW_PX, 0, x - SHADOW_FEET_M[0] * zoom],
            [0, depth / SHADOW_PX, y - SHADOW_FEET_M[1] * depth],
        ]
    )
    height, width = mask.shape
    corners = move @ np.array([[0, width], [0, height], [1, 1]])
    x0, y0, x1, y1 = _clip(view, corners, 0)
    if x0 >= x1 or y0 >= y1:
        return
    move[:, 2] -= (x0, y0)
    dark = cv2.warpAffine(mask, move, (x1 - x0, y1 - y0))
    keep = 255 - (dark * venue.light.shadow).astype(np.uint8)
    area = photo[y0:y1, x0:x1]
    cv2.multiply(area, cv2.merge([keep] * 3), dst=area, scale=1 / 255)


def _gloss(photo: Pixels, view: View, placed: Placed, venue: Venue) -> None:
    """The figure mirrored, faintly, in a polished floor."""
    if venue.light.gloss == 0:
        return
    move = _onto(view, placed)
    foot = view.at(placed.x, 0, placed.z)[1]
    move[1] *= -1
    move[1, 2] += 2 * foot
    height, width = placed.figure.sprite.shape[:2]
    # Only shins and shorts are near enough to the floor to show.
    top = int(height * 0.55)
    part = placed.figure.sprite[top:]
    move[:, 2] += move[:, 1] * top
    corners = move @ np.array([[0, width, 0, width], [0, 0, height - top, height - top], [1] * 4])
    x0, y0, x1, y1 = _clip(view, corners, 0)
    if x0 >= x1 or y0 >= y1:
        return
    shrink = 4
    move[:, 2] -= (x0, y0)
    size = ((x1 - x0) // shrink + 1, (y1 - y0) // shrink + 1)
    seen = cv2.warpAffine(part, move / shrink, size)
    seen = soften(seen, max(2.0, view.zoom(placed.z) * 0.018 / shrink))
    fade = np.linspace(1, 0.1, size[1], dtype=np.float32)[:, None, None] * venue.light.gloss
    faint = (seen * fade).astype(np.uint8)
    blend(photo[y0:y1, x0:x1], cv2.resize(faint, (x1 - x0, y1 - y0)))


def _smeared(sprite: Pixels, length: float, angle: float) -> Pixels:
    """Moved during the exposure, by `length` pixels."""
    size = round(length) | 1
    if size < 3:
        return sprite
    line = np.zeros((size, size), np.float32)
    line[size // 2] = 1
    turn = cv2.getRotationMatrix2D((size // 2, size // 2), angle, 1.0)
    kernel = cv2.warpAffine(line, turn, (size, size))
    return np.asarray(cv2.filter2D(sprite, -1, kernel / kernel.sum()))


def _face_box(view: View, placed: Placed) -> Box | None:
    """Left, top, width and height of the face in the photo, in pixels."""
    if placed.figure.face is None:
        return None
    x, y, w, h = placed.figure.face
    zoom = view.zoom(placed.z) / POSTURE_PX_PER_M / placed.scale
    cx, cy = _onto(view, placed) @ np.array([x + w / 2, y + h / 2, 1])
    return (float(cx - w * zoom / 2), float(cy - h * zoom / 2), w * zoom, h * zoom)


def _put(photo: Pixels, view: View, placed: Placed, finish: Finish, tone: Plane) -> tuple[int, int, Pixels]:
    """Draws one figure; gives its alpha and where in the photo that begins, to tell what it covers."""
    move, sprite = _onto(view, placed), placed.figure.sprite
    x, y, w, h = cv2.boundingRect(cv2.extractChannel(sprite, 3))
    reach = np.array([[x, x + w] * 2, [y, y, y + h, y + h], [1] * 4])
    sigma = math.hypot(view.blur(placed.z), finish.defocus)
    x0, y0, x1, y1 = _clip(view, move @ reach, 3 * sigma + finish.smear + 2)
    if x0 >= x1 or y0 >= y1:
        return 0, 0, np.zeros((0, 0), np.uint8)
    move[:, 2] -= (x0, y0)
    seen = cv2.warpAffine(sprite, move, (x1 - x0, y1 - y0), flags=cv2.INTER_LINEAR)
    seen = cv2.transform(_smeared(soften(seen, sigma), finish.smear, finish.smear_angle), tone)
    blend(photo[y0:y1, x0:x1], seen)
    return x0, y0, seen[..., 3]


def add_noise(photo: Pixels, sigma: float, grain: Plane, rng: np.random.Generator) -> None:
    """Adds the sensor's noise to a photo, in place."""
    dx, dy = (int(v) for v in rng.integers(0, NOISE_TILE, 2))
    tile = np.roll(grain, (dy, dx), axis=(0, 1)) * np.float32(sigma)
    # Unsigned about 128: adding a signed picture to an unsigned one is several times slower.
    noise = np.clip(tile + 128, 0, 255).astype(np.uint8)
    for top in range(0, photo.shape[0], NOISE_TILE):
        for left in range(0, photo.shape[1], NOISE_TILE):
            block = photo[top : top + NOISE_TILE, left : left + NOISE_TILE]
            over = noise[: block.shape[0], : block.shape[1]]
            block[:] = cv2.addWeighted(block, 1, over, 1, -128)


def grain_tile(rng: np.random.Generator) -> Plane:
    """Noise about 0 with standard deviation about 1: mostly brightness, a little colour."""
    shape = (NOISE_TILE, NOISE_TILE, 1)
    grey = rng.standard_normal(shape, dtype=np.float32)
    colour = rng.standard_normal((*shape[:2], 3), dtype=np.float32)
    mixed = 0.9 * grey + 0.45 * colour
    soft: Plane = cv2.GaussianBlur(mixed, (0, 0), 0.6)
    return soft / np.float32(soft.std())


def _hidden(box: Box, cover: tuple[int, int, Pixels]) -> bool:
    """Whether what was drawn in front covers too much of a face."""
    x, y, w, h = (round(side) for side in box)
    left, top, alpha = cover
    part = alpha[max(y - top, 0) : max(y + h - top, 0), max(x - left, 0) : max(x + w - left, 0)]
    return float(part.sum()) > 255 * COVERED * w * h


def _inside(view: View, box: Box) -> bool:
    x, y, w, h = box
    return x >= 0 and y >= 0 and x + w <= view.width and y + h <= view.height


def take(
    view: View,
    venue: Venue,
    people: list[Placed],
    finish: Finish,
) -> tuple[Pixels, dict[int, Box]]:
    """The upright photo, RGB, and the faces to be seen in it by their place in `people`."""
    photo = background(view, venue, finish)
    tone = finish.tone(venue.light)
    order = sorted(range(len(people)), key=lambda index: -people[index].z)
    for index in order:
        if people[index].shadow:
            _shadow(photo, view, people[index], venue)
            _gloss(photo, view, people[index], venue)
    faces: dict[int, Box] = {}
    for index in order:
        cover = _put(photo, view, people[index], finish, tone)
        faces = {other: box for other, box in faces.items() if not _hidden(box, cover)}
        box = _face_box(view, people[index])
        if box is not None and _inside(view, box):
            faces[index] = box
    return photo, faces
