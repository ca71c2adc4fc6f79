"""Cuts the people out of their studio pictures: a plain grey wall behind, white shirt and shorts.

All coordinates are pixels of the 1536 x 2752 studio posture, less `LEFT` in x. Pictures are RGB, and
sprites RGBA with straight (not premultiplied) colour, uint8.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from importlib.resources import files
from typing import Any

import cv2
import numpy as np
import openpeople
from numpy.typing import NDArray

from core.sample.cast import Player
from core.sample.marks import Outline, Point

# uint8 and float32; OpenCV's own types say only that they're numbers.
Pixels = NDArray[Any]
Plane = NDArray[Any]

# The columns that hold a person; the wall outside them is only needed to know its grey.
LEFT, WIDTH = 360, 816
WALL_COLUMNS = 300
# Rows hidden under a sleeve that an arm is grown by, so that it can swing without a gap.
TUCK = 70
# The elbow is at this part of what the sleeve leaves bare.
ELBOW = 0.28
# Edges of the outline that are surely inside the garment, whatever their colour.
SURE_INSET = 8
# Shorts that reach farther below the crotch than this stand off from the legs.
LONG_SHORTS = 180


@dataclass(frozen=True, slots=True)
class Arm:
    """An arm below the sleeve: both sprites at `origin`, and the two joints it bends at."""

    upper: Pixels
    lower: Pixels
    origin: tuple[int, int]
    shoulder: tuple[float, float]
    elbow: tuple[float, float]


@dataclass(frozen=True, slots=True)
class Cutout:
    """A person without arms, the left and the right arm of the picture, and the row of the soles."""

    body: Pixels
    arms: tuple[Arm, Arm]
    soles: int


def load_picture(player: Player, picture: str) -> Pixels:
    """One of the person's pictures, RGB."""
    asset = files(openpeople) / "data" / "curated" / player.source / "assets" / f"{picture}.jpg"
    coded = np.frombuffer(asset.read_bytes(), np.uint8)
    decoded = cv2.imdecode(coded, cv2.IMREAD_COLOR)
    if decoded is None:
        raise ValueError(f"{picture}.jpg of {player.source} isn't the picture of this release")
    return np.asarray(cv2.cvtColor(decoded, cv2.COLOR_BGR2RGB))


def smoothstep(values: Plane, low: float, high: float) -> Plane:
    """0 below `low`, 1 above `high`, smooth in between."""
    t: Plane = np.clip((values - np.float32(low)) / np.float32(high - low), 0, 1)
    smooth: Plane = t * t * (3 - 2 * t)
    return smooth


def to_lab(rgb: Pixels) -> Plane:
    """CIE L*a*b*, L in 0..100."""
    lab: Plane = cv2.cvtColor(rgb.astype(np.float32) / 255, cv2.COLOR_RGB2LAB)
    return lab


def wall(rgb: Pixels, side: int, part: slice) -> Plane:
    """The grey wall as it would be behind the person, for some of the columns; L*a*b*.

    Each row is a parabola through the `side` columns at both ends, where nobody is.
    """
    width = rgb.shape[1]
    columns = np.r_[8:side:4, width - side : width - 8 : 4]
    x = np.linspace(-1, 1, width, dtype=np.float32)
    basis = np.stack([np.ones_like(x), x, x * x], axis=1)
    fit = np.linalg.pinv(basis[columns])
    sides = cv2.blur(to_lab(np.ascontiguousarray(rgb[:, columns])), (3, 41))
    rows = np.matmul(fit, sides)
    behind: Plane = np.matmul(basis[part], rows)
    return behind


def _polygon(shape: tuple[int, int], points: Sequence[Point]) -> Pixels:
    mask = np.zeros(shape, np.uint8)
    corners = np.array([(x - LEFT, y) for x, y in points])
    cv2.fillPoly(mask, [np.round(corners).astype(np.int32)], 1)
    return mask


def garments(outline: Outline, shape: tuple[int, int]) -> Pixels:
    """1 inside shirt and shorts; the thighs just below the shorts count as well."""
    (ay, al, ar), (wy, wl, wr) = outline.armpit, outline.waist
    (hy, hl, hr), (sy, sl, sr) = outline.hem, outline.shorts
    inner_l, inner_r = outline.inseam
    below = sy + 60
    shirt = [(al - 25, ay - 150), (al, ay - 40), (al, ay), (wl, wy), (hl, hy)]
    shirt += [(hr, hy), (wr, wy), (ar, ay), (ar, ay - 40), (ar + 25, ay - 150)]
    # Long shorts are wide: only the middle of what they cover is surely a leg.
    inset = (inner_l - sl) / 4 if sy - outline.crotch > LONG_SHORTS else 8
    shorts = [(hl, hy), (sl, sy), (sl + inset, sy), (sl + inset, below)]
    shorts += [(inner_l - inset, below), (inner_l - inset, sy), (inner_l, sy)]
    shorts += [((inner_l + inner_r) / 2, outline.crotch), (inner_r, sy), (inner_r + inset, sy)]
    shorts += [(inner_r + inset, below), (sr - inset, below), (sr - inset, sy), (sr, sy)]
    shorts += [(hr, hy)]
    return np.maximum(_polygon(shape, shirt), _polygon(shape, shorts))


def _opacity(difference: Plane, outline: Outline) -> Plane:
    """How much of each pixel is the person, 0..1, from its difference to the wall.

    Hair is darker than the wall and fine; skin differs in colour, whatever the shadow; the shirt is
    brighter or, in its own shadow, known from the outline.
    """
    light = difference[..., 0]
    colour = np.hypot(difference[..., 1], difference[..., 2])
    sure = cv2.erode(garments(outline, light.shape), np.ones((2 * SURE_INSET + 1, 2 * SURE_INSET + 1)))
    neck, below = outline.armpit[0] - 150, outline.shorts[0] + 45
    head, torso, legs = np.s_[:neck], np.s_[neck:below], np.s_[below:]
    alpha = np.empty_like(light)
    alpha[head] = np.maximum(smoothstep(colour[head], 4, 10), smoothstep(-light[head], 5, 26))
    alpha[head] = np.maximum(alpha[head], smoothstep(light[head], 5, 16))
    alpha[torso] = np.maximum(smoothstep(colour[torso], 4, 9), smoothstep(light[torso], 2, 9))
    alpha[legs] = np.maximum(smoothstep(colour[legs], 5, 9), smoothstep(-light[legs], 25, 33))
    return np.maximum(alpha, sure)


def solid(alpha: Plane, pinhole: int) -> Plane:
    """The biggest piece with a clean edge; holes of fewer than `pinhole` pixels are closed."""
    core = (alpha > 0.5).astype(np.uint8)
    _, labels, stats, _ = cv2.connectedComponentsWithStats(core)
    core = (labels == 1 + np.argmax(stats[1:, cv2.CC_STAT_AREA])).astype(np.uint8)
    _, labels, stats, _ = cv2.connectedComponentsWithStats(1 - core)
    pinholes = stats[:, cv2.CC_STAT_AREA] < pinhole
    pinholes[0] = False
    core[pinholes[labels]] = 1
    near, inner = cv2.dilate(core, np.ones((9, 9))), cv2.erode(core, np.ones((7, 7)))
    return cv2.GaussianBlur(np.where(inner > 0, np.float32(1), alpha * near), (0, 0), 0.8)


def premultiplied(sprite: Pixels) -> Pixels:
    """A sprite whose colour is multiplied by its alpha, as blending and blurring need it."""
    alpha = sprite[..., 3]
    weight = cv2.merge([alpha, alpha, alpha, np.full_like(alpha, 255)])
    product: Pixels = cv2.multiply(sprite, weight, scale=1 / 255)
    return product


def lift_off(rgb: Pixels, alpha: Plane, behind: Plane) -> Pixels:
    """The sprite of an opacity, with the wall's grey taken out of soft edges."""
    sprite = cv2.merge([*cv2.split(rgb), (alpha * 255).astype(np.uint8)])
    edge = (alpha > 0) & (alpha < 1)
    grey = cv2.cvtColor(behind[edge][None], cv2.COLOR_LAB2RGB)[0] * 255
    part = alpha[edge][:, None]
    pure = (rgb[edge] - (1 - part) * grey) / np.maximum(part, 0.08)
    sprite[edge, :3] = np.clip(pure, 0, 255).astype(np.uint8)
    return sprite


def matte(player: Player, rgb: Pixels) -> Pixels:
    """The person in the studio posture as a sprite."""
    part = slice(LEFT, LEFT + WIDTH)
    person = np.ascontiguousarray(rgb[:, part])
    behind = wall(rgb, WALL_COLUMNS, part)
    alpha = solid(_opacity(to_lab(person) - behind, player.outline), 700)
    return lift_off(person, alpha, behind)


def _arm_side(outline: Outline, shape: tuple[int, int], right: bool) -> Pixels:
    """1 where one arm may be: beyond the shirt's edge, and over the shorts where the hand is."""
    (ay, al, ar), (wy, wl, wr) = outline.armpit, outline.waist
    (hy, hl, hr), (sy, sl, sr) = outline.hem, outline.shorts
    top, bottom = ay - 120, sy + 300
    if right:
        edge = [(ar - 6, top), (ar - 6, ay), (wr - 2, wy), (hr - 2, hy), (hr - 75, hy + 60)]
        edge += [
            (sr - 80, sy - 4),
            (sr - 10, sy),
            (sr - 12, sy + 95),
            (sr + 25, bottom),
            (1400, bottom),
            (1400, top),
        ]
    else:
        edge = [(al + 6, top), (al + 6, ay), (wl + 2, wy), (hl + 2, hy), (hl + 75, hy + 60)]
        edge += [
            (sl + 80, sy - 4),
            (sl + 10, sy),
            (sl + 12, sy + 95),
            (sl - 25, bottom),
            (0, bottom),
            (0, top),
        ]
    return _polygon(shape, edge)


def _biggest(mask: Pixels) -> Pixels:
    """1 on the biggest piece of a mask."""
    _, labels, stats, _ = cv2.connectedComponentsWithStats(mask)
    biggest: Pixels = (labels == 1 + np.argmax(stats[1:, cv2.CC_STAT_AREA])).astype(np.uint8)
    return biggest


def _arm_mask(alpha: Pixels, colour: Plane, side: Pixels, fingertips: int) -> Pixels:
    """1 on the skin of the arm on that side, down to the row `fingertips`."""
    skin = ((colour > 13) & (alpha > 120)).astype(np.uint8) * side
    skin[fingertips:] = 0
    closed = cv2.morphologyEx(_biggest(skin), cv2.MORPH_CLOSE, np.ones((9, 9), np.uint8))
    # Slivers of thigh hang on the fingers; a finger is wider than they are.
    finger = cv2.getStructuringElement(cv2.MORPH_ELLIPSE, (19, 19))
    return _biggest(cv2.morphologyEx(closed, cv2.MORPH_OPEN, finger))


def _tucked(sprite: Pixels) -> Pixels:
    """The arm, mirrored upwards into the `TUCK` empty rows above the edge of the sleeve."""
    rows, columns = np.mgrid[: sprite.shape[0], : sprite.shape[1]].astype(np.float32)
    edge = np.argmax(sprite[..., 3] > 200, axis=0).astype(np.float32) + 3
    # A column that starts lower isn't under the sleeve: there the arm only bulges.
    edge[edge > TUCK + 60] = 0
    mirrored = np.where(rows < edge, 2 * edge - rows, rows)
    grown: Pixels = cv2.remap(sprite, columns, mirrored, cv2.INTER_LINEAR)
    return grown


def _arm(sprite: Pixels, mask: Pixels, offset: int) -> Arm:
    """The arm under a mask; `offset` is the column of the body where this part of it begins."""
    ys, xs = np.nonzero(mask)
    top, bottom = int(ys.min()), int(ys.max()) + 8
    left, right = max(int(xs.min()) - 8, 0), int(xs.max()) + 8
    area = np.s_[top - TUCK : bottom, left:right]
    part = sprite[area].copy()
    soft = cv2.GaussianBlur(mask[area].astype(np.float32), (0, 0), 1.2)
    part[..., 3] = (part[..., 3] * soft).astype(np.uint8)

    def middle(y: int) -> tuple[float, float]:
        row = xs[np.abs(ys - y) < 6]
        return (float(row.min() + row.max()) / 2 + offset, float(y))

    elbow = middle(top + int(ELBOW * (bottom - top)))
    sprite, origin = _tucked(part), (left + offset, top - TUCK)
    row = round(elbow[1]) - origin[1]
    across = np.nonzero(sprite[row, :, 3] > 128)[0]
    # Both parts are round at the elbow, so that it stays closed when it bends.
    joint = cv2.circle(
        np.zeros(sprite.shape[:2], np.uint8),
        (round(elbow[0]) - origin[0], row), round(float(across[-1] - across[0]) / 2), 1, -1,
    )  # fmt: skip
    upper, lower = sprite.copy(), sprite.copy()
    upper[row:, :, 3] *= joint[row:]
    lower[:row, :, 3] *= joint[:row]
    return Arm(upper, lower, origin, middle(top + 40), elbow)


def _mirror_cloth(body: Pixels, covered: Pixels, right: bool) -> None:
    """Covers what the hand hid of the shorts with the cloth beside it, mirrored row by row."""
    ys, xs = np.nonzero(covered)
    if not len(ys):
        return
    area = np.s_[ys.min() : ys.max() + 1]
    columns = np.arange(body.shape[1], dtype=np.float32)
    inner = xs.min() - 6 if right else xs.max() + 6
    map_x = np.tile(2 * np.float32(inner) - columns, (ys.max() + 1 - ys.min(), 1))
    map_y = np.mgrid[: map_x.shape[0], : map_x.shape[1]][0].astype(np.float32)
    mirrored = cv2.remap(np.ascontiguousarray(body[area]), map_x, map_y, cv2.INTER_LINEAR)
    soft = cv2.GaussianBlur(covered[area].astype(np.float32), (0, 0), 3)[..., None]
    body[area][..., :3] = body[area][..., :3] * (1 - soft) + mirrored[..., :3] * soft


def _take_off(
    body: Pixels, lab: Plane, mask: Pixels, side: Pixels, cloth: Pixels, hem: int, right: bool
) -> None:
    """Clears one arm and the shadow around it from its half of the body."""
    near = cv2.dilate(mask, np.ones((17, 17))) > 0
    dark_or_skin = (lab[..., 0] < 55) | (np.hypot(lab[..., 1], lab[..., 2]) > 7)
    near |= (cv2.dilate(mask, np.ones((51, 51))) > 0) & (lab[..., 0] < 40)
    end = int(np.nonzero(cloth.any(axis=1))[0][-1]) + 1
    gone = (side > 0) & (cloth == 0) & ((near & dark_or_skin) | (mask > 0))
    # Fingers touch the thigh: a straight edge there hides where one ended and the other began.
    gone[end:] |= side[end:] > 0
    body[..., 3][gone] = 0
    # Beside the shirt the arm hides nothing; the shadow there is the shirt's own.
    covered = cv2.dilate(mask, np.ones((151, 41))) & cloth
    covered[:hem] = 0
    body[..., 3][covered > 0] = 255
    _mirror_cloth(body, covered, right)


def _straighten(body: Pixels, side: Pixels, cloth: Pixels) -> None:
    """Makes the shirt's edge even where the arm's shadow left it ragged."""
    about = cv2.dilate(cloth, np.ones((13, 13)))
    known = np.maximum(body[..., 3] * about, cv2.erode(cloth, np.ones((5, 5))) * 255)
    known = cv2.morphologyEx(known, cv2.MORPH_CLOSE, np.ones((61, 5)))
    blurred = cv2.GaussianBlur(known.astype(np.float32) / 255, (0, 0), 4)
    # The shaded rim of the shirt, just inside, is as grey as the wall.
    beside = cv2.dilate(side, np.ones((1, 31))) > 0
    body[..., 3][beside] = (smoothstep(blurred, 0.38, 0.62) * 255)[beside]


def cut_out(player: Player) -> Cutout:
    """The studio posture of one player, arms apart."""
    outline = player.outline
    body = matte(player, load_picture(player, "studio_posture"))
    lab = to_lab(np.ascontiguousarray(body[..., :3]))
    cloth = garments(outline, body.shape[:2])
    cloth[outline.shorts[0] :] = 0
    middle, arms = WIDTH // 2, []
    torso = slice(outline.armpit[0] + 12, outline.shorts[0] - 10)
    for right in (False, True):
        half = np.s_[:, middle:] if right else np.s_[:, :middle]
        side = _arm_side(outline, body.shape[:2], right)[half]
        colour = np.hypot(lab[half][..., 1], lab[half][..., 2])
        mask = _arm_mask(body[half][..., 3], colour, side, outline.shorts[0] + 115)
        arms.append(_arm(body[half], mask, middle if right else 0))
        _take_off(body[half], lab[half], mask, side, cloth[half], outline.hem[0], right)
        _straighten(body[half][torso], side[torso], cloth[half][torso])
    body[..., 3] *= _biggest((body[..., 3] > 20).astype(np.uint8))
    soles = int(np.nonzero(body[..., 3].max(axis=1) > 128)[0][-1])
    return Cutout(body, (arms[0], arms[1]), soles)
