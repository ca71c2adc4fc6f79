"""Players ready to be posed: dressed, with a head for each expression, at full and smaller sizes."""

from __future__ import annotations

import math
from dataclasses import dataclass

import cv2
import numpy as np

from core.sample.cast import Player
from core.sample.cutouts import LEFT, Arm, Pixels, Plane, cut_out, load_picture, to_lab
from core.sample.kit import dress
from core.sample.marks import Marks, Point

Box = tuple[float, float, float, float]

# The other cells of the sheet turn the head or hide part of the face.
EXPRESSIONS = ("happy", "angry", "surprised", "scared", "determined")
# How far above and beside the studio face the part reaches that an expression is pasted into.
PATCH_MARGIN = 90
# Each size is half of the one before.
SIZES = 3


@dataclass(frozen=True, slots=True)
class Model:
    """One player; bodies and heads from full size down, `soles` the row that they stand on.

    A head replaces part of the body of its size, where `patch_area` says; the studio's own face has
    none. Sprites are premultiplied RGBA.
    """

    player: Player
    bodies: tuple[Pixels, ...]
    heads: dict[str, tuple[Pixels, ...]]
    arms: tuple[Arm, Arm]
    soles: int


def fit(source: tuple[Point, ...], target: tuple[Point, ...]) -> Plane:
    """The 2 x 3 similarity that takes points nearest to their targets (least squares)."""
    a, b = np.array(source, np.float64), np.array(target, np.float64)
    x = (a - a.mean(axis=0)) @ np.array([1, 1j])
    y = (b - b.mean(axis=0)) @ np.array([1, 1j])
    z = np.vdot(x, y) / np.vdot(x, x)
    turn = np.array([[z.real, -z.imag], [z.imag, z.real]])
    return np.column_stack([turn, b.mean(axis=0) - turn @ a.mean(axis=0)]).astype(np.float32)


def patch_area(face: Marks) -> tuple[int, int, int, int]:
    """Left, top, width and height of the head in the body, whole pixels at each of the `SIZES`."""
    step = 1 << (SIZES - 1)
    left = (face.x - PATCH_MARGIN - LEFT) // step * step
    top = (face.y - PATCH_MARGIN) // step * step
    width = -(-(face.w + 2 * PATCH_MARGIN) // step) * step
    height = -(-(face.h + 2 * PATCH_MARGIN) // step) * step
    return left, top, width, height


def paste_expression(player: Player, body: Pixels, sheet: Pixels, expression: str) -> Pixels:
    """The head of the studio posture with the face of another picture, matched in colour; RGB."""
    face, other = player.face("posture"), player.face(expression)
    left, top, width, height = patch_area(face)
    head = body[top : top + height, left : left + width, :3].astype(np.float32)
    move = fit(other.points, face.points)
    move[:, 2] -= (left + LEFT, top)
    near = cv2.warpAffine(sheet, move, (width, height), flags=cv2.INTER_CUBIC)
    scale = float(np.hypot(move[0, 0], move[1, 0]))
    centre = move[:, :2] @ np.array(other.centre, np.float32) + move[:, 2]
    size = (other.w * scale * 0.96, other.h * scale * 0.98)
    angle = math.degrees(math.atan2(move[1, 0], move[0, 0]))
    oval = np.zeros((height, width), np.float32)
    cv2.ellipse(oval, ((float(centre[0]), float(centre[1])), size, angle), 1, -1)
    skin = cv2.erode(oval, np.ones((25, 25))) > 0
    soft = cv2.GaussianBlur(cv2.erode(oval, np.ones((13, 13))), (0, 0), 9)[..., None]
    lab = to_lab(near)
    lab += np.median(to_lab(head.astype(np.uint8))[skin], axis=0) - np.median(lab[skin], axis=0)
    matched = cv2.cvtColor(lab, cv2.COLOR_LAB2RGB) * 255
    return np.clip(head + (matched - head) * soft, 0, 255).astype(np.uint8)


def expression_box(player: Player, expression: str) -> Box:
    """Where the pasted face is: centre and size, in pixels of the posture."""
    face, other = player.face("posture"), player.face(expression)
    move = fit(other.points, face.points)
    scale = float(np.hypot(move[0, 0], move[1, 0]))
    x, y = move[:, :2] @ np.array(other.centre, np.float32) + move[:, 2]
    return (float(x), float(y), other.w * scale, other.h * scale)


def _sizes(sprite: Pixels) -> tuple[Pixels, ...]:
    sizes = [sprite]
    for _ in range(SIZES - 1):
        half = (sizes[-1].shape[1] // 2, sizes[-1].shape[0] // 2)
        sizes.append(np.asarray(cv2.resize(sizes[-1], half, interpolation=cv2.INTER_AREA)))
    return tuple(sizes)


def make_model(player: Player) -> Model:
    """Cuts out and dresses one player; a second of work."""
    cutout = dress(player, cut_out(player))
    sheet = load_picture(player, "emotions_sheet")
    heads = {name: _sizes(paste_expression(player, cutout.body, sheet, name)) for name in EXPRESSIONS}
    return Model(player, _sizes(cutout.body), heads, cutout.arms, cutout.soles)
