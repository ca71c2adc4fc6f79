"""The background of a photo: a venue's floor, boards and stand as a lens shows them."""

from __future__ import annotations

import cv2
import numpy as np

from core.sample.cutouts import Pixels
from core.sample.lens import Finish, View, soften
from core.sample.poses import Matrix
from core.sample.venues import (
    BOARD_HEIGHT_M,
    BOARD_PX,
    BOARD_WIDTH_M,
    BOARD_Z,
    FLOOR_DEPTH_M,
    FLOOR_PX,
    FLOOR_WIDTH_M,
    STAND_HEIGHT_M,
    STAND_PX,
    STAND_WIDTH_M,
    STAND_Z,
    Venue,
)

# The background is drawn this much smaller: it's out of focus, or as plain as a floor.
STEP = 3
# The stand is never sharp, or it would be seen that the crowd has no faces.
STAND_SOFT_M = 0.13


def _upright(view: View, px_per_m: float, left: float, top: float, z: float) -> Matrix:
    """The 2 x 3 map of a texture that stands at distance z onto the small background."""
    x, y = view.at(left, top, z)
    zoom = view.zoom(z) / STEP / px_per_m
    return np.array([[zoom, 0, x / STEP], [0, zoom, y / STEP]])


def _floor(view: View, floor: Pixels, image: Pixels, start: int) -> None:
    """Draws the floor in perspective from row `start` on, blurred before and behind the focus."""
    f, cx = view.focal_px, view.width / 2
    lens = np.array([[f, cx, -f * view.x], [0, view.horizon, f * view.camera_height], [0, 1, 0]])
    ground = np.array([[1 / FLOOR_PX, 0, -FLOOR_WIDTH_M / 2], [0, -1 / FLOOR_PX, FLOOR_DEPTH_M], [0, 0, 1]])
    onto = np.array([[1 / STEP, 0, 0], [0, 1 / STEP, -start], [0, 0, 1]]) @ lens @ ground
    area = image[start:]
    seen = cv2.warpPerspective(
        floor, onto, area.shape[1::-1], flags=cv2.INTER_LINEAR, borderMode=cv2.BORDER_REPLICATE
    )
    rows = np.maximum(np.arange(start, len(image)) * STEP - view.horizon, 1)
    sigma = np.array([view.blur(z) for z in f * view.camera_height / rows]) / STEP
    widest = min(float(sigma.max()), 24.0)
    # How far a row is from sharp, in 255ths of the most blurred one.
    mix = np.clip(sigma / max(widest, 0.5) * 255, 0, 255).astype(np.uint8)
    weight = np.repeat(mix[:, None], 3 * area.shape[1], axis=1).reshape(area.shape)
    blurred = cv2.multiply(soften(seen, widest), weight, scale=1 / 255)
    area[:] = cv2.add(cv2.multiply(seen, 255 - weight, scale=1 / 255), blurred)


def _boards(view: View, boards: Pixels, image: Pixels, top: int, base: int) -> None:
    """Draws the boards between two rows, with edges as blurred as they are."""
    sigma = view.blur(BOARD_Z) / STEP
    margin = round(3 * sigma) + 2
    first, last = max(top - margin, 0), min(base + margin, len(image))
    near = _upright(view, BOARD_PX, -BOARD_WIDTH_M / 2, BOARD_HEIGHT_M, BOARD_Z)
    near[1, 2] -= first
    size = (image.shape[1], last - first)
    sharp = cv2.warpAffine(boards, near, size, borderMode=cv2.BORDER_REPLICATE)
    inside = np.zeros((last - first, image.shape[1]), np.uint8)
    inside[max(top - first, 0) : base - first] = 255
    weight = cv2.merge([soften(inside, sigma)] * 3)
    area = image[first:last]
    rest = cv2.multiply(area, 255 - weight, scale=1 / 255)
    area[:] = cv2.add(rest, cv2.multiply(soften(sharp, sigma), weight, scale=1 / 255))


def _lamps(view: View, image: Pixels) -> None:
    """Adds the lamps under the roof: discs as wide as the blur makes them."""
    z = STAND_Z - 8
    glow = np.zeros_like(image)
    for x in range(-36, 37, 4):
        for y in (12.5, 14.5):
            px, py = view.at(x, y, z)
            radius = max(0.22 * view.zoom(z), view.blur(z) * 2) / STEP
            if -radius < py / STEP < image.shape[0] + radius:
                centre = (round(px / STEP), round(py / STEP))
                cv2.circle(glow, centre, max(1, round(radius)), (255, 248, 228), -1, cv2.LINE_AA)
    halo = soften(glow, 30)
    cv2.add(image, soften(glow, 1.2), dst=image)
    cv2.add(image, halo // 2, dst=image)


def background(view: View, venue: Venue, finish: Finish) -> Pixels:
    """The venue without players, developed, at full size."""
    size = (view.width // STEP, view.height // STEP)
    far = _upright(view, STAND_PX, -STAND_WIDTH_M / 2, STAND_HEIGHT_M, STAND_Z)
    image = cv2.warpAffine(venue.stand, far, size, borderMode=cv2.BORDER_REFLECT)
    image = soften(image, max(view.blur(STAND_Z), STAND_SOFT_M * view.zoom(STAND_Z)) / STEP)
    if venue.lamps:
        _lamps(view, image)
    base = round(view.at(0, 0, BOARD_Z)[1] / STEP)
    top = round(view.at(0, BOARD_HEIGHT_M, BOARD_Z)[1] / STEP)
    if base < len(image):
        _floor(view, venue.floor, image, max(base, 0))
    if base > 0 and top < len(image):
        _boards(view, venue.boards, image, top, base)
    corner = np.hypot(*np.meshgrid(np.linspace(-1, 1, 64), np.linspace(-1, 1, 48)))
    fall = cv2.resize(255 * (1 - 0.14 * corner**2), size).astype(np.uint8)
    cv2.multiply(image, cv2.merge([fall] * 3), dst=image, scale=1 / 255)
    tone = finish.tone(venue.light)[:3]
    tone[:, 3] *= 255
    toned = cv2.transform(image, tone)
    return np.asarray(cv2.resize(toned, (view.width, view.height), interpolation=cv2.INTER_LINEAR))
