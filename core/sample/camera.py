"""Takes a photo: sets a venue up before a lens, puts the posed players in, and develops it.

A pinhole camera without tilt: a point at (x, y, z) metres is seen at
(middle + f (x - camera x) / z, horizon - f (y - camera height) / z) pixels, f in pixels. What is out of
focus is blurred by the lens's circle of confusion.
"""

from __future__ import annotations

import math
from dataclasses import dataclass

import cv2
import numpy as np

from core.sample.cutouts import Pixels, Plane
from core.sample.poses import Box, Figure, Matrix, blend
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
    Light,
    Venue,
)

# Pixels of the studio posture to a metre: 2480 rows are a person of 1.75 m.
POSTURE_PX_PER_M = 1417.0
# The background is drawn this much smaller: it's out of focus, or as plain as a floor.
STEP = 3
SENSOR_M = 0.036
STAND_SOFT_M = 0.13
# A face is no longer asked for when someone in front covers this part of it.
COVERED = 0.3
NOISE_TILE = 1024
SHADOW_M, SHADOW_FEET_M, SHADOW_PX = (2.6, 1.8), (0.7, 0.95), 80


@dataclass(frozen=True, slots=True)
class View:
    """Where the camera is and what it sees; `width` and `height` are of the upright photo."""

    width: int
    height: int
    focal_px: float
    horizon: float
    camera_height: float
    x: float
    focus_z: float
    f_number: float

    @property
    def focal_m(self) -> float:
        """Focal length in metres, on a sensor `SENSOR_M` long."""
        return self.focal_px * SENSOR_M / max(self.width, self.height)

    def zoom(self, z: float) -> float:
        """Pixels a metre at a distance."""
        return self.focal_px / z

    def blur(self, z: float) -> float:
        """Standard deviation, in pixels, of the blur of things at a distance."""
        aperture = self.focal_m / self.f_number
        # A disc of diameter d blurs about as a Gaussian of d / 4.
        return aperture * self.focal_px * abs(1 / self.focus_z - 1 / z) / 4

    def at(self, x: float, y: float, z: float) -> tuple[float, float]:
        """Where a point is seen, in pixels."""
        zoom = self.zoom(z)
        return (
            self.width / 2 + (x - self.x) * zoom,
            self.horizon - (y - self.camera_height) * zoom,
        )


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


@dataclass(frozen=True, slots=True)
class Finish:
    """What the photo suffers: blur and smear of the players in pixels, light, sensor noise."""

    defocus: float = 0.0
    smear: float = 0.0
    smear_angle: float = 0.0
    exposure: float = 1.0
    balance: tuple[float, float, float] = (1.0, 1.0, 1.0)
    noise: float = 3.0


def soften(image: Pixels, sigma: float) -> Pixels:
    """Gaussian blur; a wide one is done on a smaller picture, where it costs less."""
    if sigma < 0.4:
        return image
    shrink = 1
    while sigma / shrink > 4 and min(image.shape[:2]) // (2 * shrink) > 8:
        shrink *= 2
    if shrink == 1:
        return np.asarray(cv2.GaussianBlur(image, (0, 0), sigma))
    size = (max(1, image.shape[1] // shrink), max(1, image.shape[0] // shrink))
    small = cv2.resize(image, size, interpolation=cv2.INTER_AREA)
    small = cv2.GaussianBlur(small, (0, 0), sigma / shrink)
    return np.asarray(cv2.resize(small, image.shape[1::-1], interpolation=cv2.INTER_LINEAR))


def _upright(view: View, px_per_m: float, left: float, top: float, z: float) -> Matrix:
    """The 2 x 3 map of a texture that stands at distance z onto the small background."""
    x, y = view.at(left, top, z)
    zoom = view.zoom(z) / STEP / px_per_m
    return np.array([[zoom, 0, x / STEP], [0, zoom, y / STEP]])


def _floor(view: View, floor: Pixels, size: tuple[int, int]) -> Pixels:
    """The floor in perspective, blurred before and behind the plane of focus."""
    f, cx = view.focal_px, view.width / 2
    lens = np.array([[f, cx, -f * view.x], [0, view.horizon, f * view.camera_height], [0, 1, 0]], np.float64)
    ground = np.array(
        [
            [1 / FLOOR_PX, 0, -FLOOR_WIDTH_M / 2],
            [0, -1 / FLOOR_PX, FLOOR_DEPTH_M],
            [0, 0, 1],
        ]
    )
    onto = np.diag([1 / STEP, 1 / STEP, 1]) @ lens @ ground
    seen = cv2.warpPerspective(floor, onto, size, flags=cv2.INTER_LINEAR, borderMode=cv2.BORDER_REPLICATE)
    rows = np.maximum(np.arange(size[1]) * STEP - view.horizon, 1)
    sigma = np.array([view.blur(z) for z in f * view.camera_height / rows]) / STEP
    widest = min(float(sigma.max()), 24.0)
    if widest < 0.5:
        return np.asarray(seen)
    weight = np.clip(sigma / widest, 0, 1).astype(np.float32)[:, None, None]
    return (seen + (soften(seen, widest).astype(np.float32) - seen) * weight).astype(np.uint8)


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


def background(view: View, venue: Venue) -> Pixels:
    """The venue without players, at full size."""
    size = (view.width // STEP, view.height // STEP)
    far = _upright(view, STAND_PX, -STAND_WIDTH_M / 2, STAND_HEIGHT_M, STAND_Z)
    image = cv2.warpAffine(venue.stand, far, size, borderMode=cv2.BORDER_REFLECT)
    # Never sharp, or it would be seen that the crowd has no faces.
    image = soften(image, max(view.blur(STAND_Z), STAND_SOFT_M * view.zoom(STAND_Z)) / STEP)
    if venue.lamps:
        _lamps(view, image)
    base = round(view.at(0, 0, BOARD_Z)[1] / STEP)
    if base < size[1]:
        start = max(base, 0)
        image[start:] = _floor(view, venue.floor, size)[start:]
    top = max(round(view.at(0, BOARD_HEIGHT_M, BOARD_Z)[1] / STEP), 0)
    if base > 0 and top < size[1]:
        near = _upright(view, BOARD_PX, -BOARD_WIDTH_M / 2, BOARD_HEIGHT_M, BOARD_Z)
        boards = cv2.warpAffine(venue.boards, near, size, borderMode=cv2.BORDER_REPLICATE)
        sigma = view.blur(BOARD_Z) / STEP
        margin = round(3 * sigma) + 2
        inside = np.zeros((*image.shape[:2], 1), np.uint8)
        inside[top:base] = 255
        area = np.s_[max(top - margin, 0) : min(base + margin, size[1])]
        weight = soften(inside[area], sigma).reshape(-1, size[0], 1) / np.float32(255)
        soft = soften(boards[area], sigma)
        image[area] = (image[area] * (1 - weight) + soft * weight).astype(np.uint8)
    corner = np.hypot(*np.meshgrid(np.linspace(-1, 1, size[0]), np.linspace(-1, 1, size[1])))
    fall = (1 - 0.14 * corner.astype(np.float32) ** 2)[..., None]
    image = (image * fall).astype(np.uint8)
    return np.asarray(cv2.resize(image, (view.width, view.height), interpolation=cv2.INTER_LINEAR))


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


def _put(photo: Pixels, view: View, placed: Placed, finish: Finish) -> Pixels:
    """Draws one figure; gives its alpha over the photo, to tell what it covers."""
    move, sprite = _onto(view, placed), placed.figure.sprite
    columns = np.nonzero(sprite[..., 3].max(axis=0))[0]
    rows = np.nonzero(sprite[..., 3].max(axis=1))[0]
    reach = np.array([[columns[0], columns[-1] + 1] * 2, [rows[0]] * 2 + [rows[-1] + 1] * 2, [1] * 4])
    sigma = math.hypot(view.blur(placed.z), finish.defocus)
    x0, y0, x1, y1 = _clip(view, move @ reach, 3 * sigma + finish.smear + 2)
    alpha = np.zeros(photo.shape[:2], np.uint8)
    if x0 < x1 and y0 < y1:
        move[:, 2] -= (x0, y0)
        seen = cv2.warpAffine(sprite, move, (x1 - x0, y1 - y0), flags=cv2.INTER_LINEAR)
        seen = _smeared(soften(seen, sigma), finish.smear, finish.smear_angle)
        blend(photo[y0:y1, x0:x1], seen)
        alpha[y0:y1, x0:x1] = seen[..., 3]
    return alpha


def develop(photo: Pixels, finish: Finish, light: Light, grain: Plane, rng: np.random.Generator) -> Pixels:
    """Exposure, white balance, contrast and sensor noise."""
    level = np.arange(256, dtype=np.float32) / 255
    table = np.empty((1, 256, 3), np.uint8)
    for channel in range(3):
        gain = finish.exposure * finish.balance[channel] * light.gain[channel]
        # Contrast about the middle grey.
        curve = 0.5 + (np.clip(level * gain, 0, 1) - 0.5) * light.contrast
        table[0, :, channel] = np.clip(curve * 255, 0, 255)
    toned = cv2.LUT(photo, table)
    height, width = photo.shape[:2]
    dx, dy = (int(v) for v in rng.integers(0, NOISE_TILE, 2))
    tile = np.roll(grain, (dy, dx), axis=(0, 1)) * np.float32(finish.noise)
    # Unsigned about 128: adding a signed picture to an unsigned one is several times slower.
    tile = np.clip(tile + 128, 0, 255).astype(np.uint8)
    wrap = (0, max(height - NOISE_TILE, 0), 0, max(width - NOISE_TILE, 0))
    noise = cv2.copyMakeBorder(tile, *wrap, cv2.BORDER_WRAP)[:height, :width]
    return np.asarray(cv2.addWeighted(toned, 1, noise, 1, -128))


def grain_tile(rng: np.random.Generator) -> Plane:
    """Noise about 0 with standard deviation about 1: mostly brightness, a little colour."""
    shape = (NOISE_TILE, NOISE_TILE, 1)
    grey = rng.standard_normal(shape, dtype=np.float32)
    colour = rng.standard_normal((*shape[:2], 3), dtype=np.float32)
    mixed = 0.9 * grey + 0.45 * colour
    soft: Plane = cv2.GaussianBlur(mixed, (0, 0), 0.6)
    return soft / np.float32(soft.std())


def _hidden(box: Box, alpha: Pixels) -> bool:
    """Whether what was drawn in front covers too much of a face."""
    x, y, w, h = (round(side) for side in box)
    part = alpha[max(y, 0) : y + h, max(x, 0) : x + w]
    return part.size > 0 and float(part.mean()) > 255 * COVERED


def take(
    view: View,
    venue: Venue,
    people: list[Placed],
    finish: Finish,
    grain: Plane,
    rng: np.random.Generator,
) -> tuple[Pixels, dict[int, Box]]:
    """The upright photo, RGB, and the faces to be seen in it by their place in `people`."""
    photo = background(view, venue)
    order = sorted(range(len(people)), key=lambda index: -people[index].z)
    for index in order:
        if people[index].shadow:
            _shadow(photo, view, people[index], venue)
            _gloss(photo, view, people[index], venue)
    faces: dict[int, Box] = {}
    for index in order:
        alpha = _put(photo, view, people[index], finish)
        faces = {other: box for other, box in faces.items() if not _hidden(box, alpha)}
        box = _face_box(view, people[index])
        if box is not None and _inside(view, box):
            faces[index] = box
    return develop(photo, finish, venue.light, grain, rng), faces


def _inside(view: View, box: Box) -> bool:
    x, y, w, h = box
    return x >= 0 and y >= 0 and x + w <= view.width and y + h <= view.height
