"""Moves a dressed cut-out: expression, head, arms and legs; and says where the face went.

Geometry is in pixels of the studio posture; a figure is drawn at a scale of those.
"""

from __future__ import annotations

import math
from dataclasses import dataclass

import cv2
import numpy as np
from numpy.typing import NDArray

from core.sample.cast import Player
from core.sample.cutouts import LEFT, WIDTH, Arm, Pixels, Plane, smoothstep
from core.sample.marks import Point
from core.sample.models import SIZES, Box, Model, expression_box, patch_area

# Room left and right of the body for stretched arms.
REACH = 640
# How far beyond the body a foot may be set, and about where the soles are.
SPREAD, SOLES = 180, 2650.0
Matrix = NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class Pose:
    """How a player stands.

    Angles are in degrees. `arms` holds shoulder and elbow of the left and of the right arm of the
    picture, outwards positive; `stride` is how far each foot is moved outwards, in pixels of the
    posture; `lift` is the leg in the air: -1 left, 1 right, 0 none; `turn` shifts the features sideways,
    in pixels.
    """

    expression: str = "posture"
    tilt: float = 0.0
    turn: float = 0.0
    lean: float = 0.0
    arms: tuple[tuple[float, float], tuple[float, float]] = ((0.0, 0.0), (0.0, 0.0))
    stride: float = 0.0
    lift: int = 0


@dataclass(frozen=True, slots=True)
class Figure:
    """Premultiplied RGBA; in its pixels the box of the face, if it shows one, and where it stands."""

    sprite: Pixels
    face: Box | None
    feet: Point


def _scaled(sprite: Pixels, scale: float) -> Pixels:
    if scale == 1:
        return sprite
    size = (max(1, round(sprite.shape[1] * scale)), max(1, round(sprite.shape[0] * scale)))
    # Averaging over areas is slow, and needed only where pixels would be skipped.
    how = cv2.INTER_AREA if scale < 0.5 else cv2.INTER_LINEAR
    small: Pixels = cv2.resize(sprite, size, interpolation=how)
    return small


def blend(below: Pixels, sprite: Pixels) -> None:
    """Lays a premultiplied sprite over RGB or premultiplied RGBA of the same size."""
    channels = cv2.split(sprite)
    rest = cv2.bitwise_not(channels[3])
    count = below.shape[2]
    cv2.multiply(below, cv2.merge([rest] * count), dst=below, scale=1 / 255)
    cv2.add(below, cv2.merge(channels[:count]), dst=below)


def _over(canvas: Pixels, top: Pixels, x: int, y: int) -> None:
    """Lays a premultiplied sprite onto a premultiplied canvas, clipped."""
    x0, y0 = max(x, 0), max(y, 0)
    x1, y1 = min(x + top.shape[1], canvas.shape[1]), min(y + top.shape[0], canvas.shape[0])
    if x0 >= x1 or y0 >= y1:
        return
    blend(canvas[y0:y1, x0:x1], top[y0 - y : y1 - y, x0 - x : x1 - x])


def _head_maps(player: Player, pose: Pose, scale: float, rows: int, columns: int) -> list[Plane]:
    """For each pixel of the head's rows: where in the straight head it comes from."""
    face = player.face("posture")
    cx, chin = face.centre[0] - LEFT, face.y + face.h
    y, x = np.mgrid[:rows, :columns].astype(np.float32) / np.float32(scale)
    # The neck takes up the turn; shoulders stay.
    weight = 1 - smoothstep(y, chin - 20, chin + 130)
    angle = math.radians(-pose.tilt) * weight
    dx, dy = x - cx, y - (chin + 60)
    sx = cx + dx * np.cos(angle) - dy * np.sin(angle)
    sy = chin + 60 + dx * np.sin(angle) + dy * np.cos(angle)
    u, v = (sx - cx) / (0.72 * face.w), (sy - face.centre[1]) / (0.8 * face.h)
    sx -= pose.turn * np.maximum(1 - u * u, 0) * np.maximum(1 - v * v, 0)
    return [sx * scale - (1 - scale) / 2, sy * scale - (1 - scale) / 2]


def _leg(player: Player, pose: Pose, body: Pixels, scale: float, side: int) -> Pixels:
    """One leg from the crotch down, spread and perhaps lifted; `SPREAD` wider than the body."""
    outline = player.outline
    middle = sum(outline.inseam) / 2 - LEFT
    hip, knee = float(outline.crotch), float(outline.crotch) * 0.55 + SOLES * 0.45
    rows = np.arange(int(hip * scale), body.shape[0], dtype=np.float32)[:, None] / np.float32(scale)
    width = body.shape[1] + 2 * round(SPREAD * scale)
    columns = np.arange(width, dtype=np.float32)[None, :] / np.float32(scale) - SPREAD
    if pose.lift == side:
        bent = hip + (rows - hip) / 0.9
        rows = np.where(bent > knee, knee + (bent - knee) / 0.62, bent).astype(np.float32)
    x = columns - side * pose.stride * np.maximum(rows - hip, 0) / (SOLES - hip)
    x[(x - middle) * side < 0] = -9
    y = np.broadcast_to(rows * scale, x.shape)
    leg: Pixels = cv2.remap(body, x * scale, np.ascontiguousarray(y), cv2.INTER_LINEAR)
    return leg


def _rotation(pivot: Point, degrees: float) -> Matrix:
    turn = np.eye(3)
    turn[:2] = cv2.getRotationMatrix2D(pivot, degrees, 1.0)
    return turn


def _draw_limb(canvas: Pixels, sprite: Pixels, move: Matrix, scale: float) -> None:
    """Lays one part of an arm onto the canvas, moved by a matrix in posture pixels."""
    small = _scaled(sprite, scale)
    resize = np.diag([scale, scale, 1.0])
    onto = resize @ move @ np.linalg.inv(resize)
    height, width = small.shape[:2]
    corners = onto @ np.array([[0, width, 0, width], [0, 0, height, height], [1, 1, 1, 1]])
    x, y = np.floor(corners[:2].min(axis=1)).astype(int)
    size = np.ceil(corners[:2].max(axis=1)).astype(int) - (x, y) + 1
    onto[:2, 2] -= (x, y)
    moved = cv2.warpAffine(small, onto[:2], (int(size[0]), int(size[1])), flags=cv2.INTER_LINEAR)
    _over(canvas, moved, int(x), int(y))


def _arm_moves(arm: Arm, bend: tuple[float, float], side: int) -> tuple[Matrix, Matrix]:
    """Where the upper and the lower part of an arm go, from sprite to canvas."""
    start, room = np.eye(3), np.eye(3)
    start[:2, 2] = arm.origin
    room[0, 2] = REACH
    upper = room @ _rotation(arm.shoulder, side * bend[0])
    return upper @ start, upper @ _rotation(arm.elbow, side * bend[1]) @ start


def _body(player: Player, small: Pixels, pose: Pose, scale: float) -> Pixels:
    """Head, trunk and legs, straight and scaled, moved; `SPREAD` wider than before on both sides."""
    room = round(SPREAD * scale)
    canvas = cv2.copyMakeBorder(small, 0, 0, room, room, cv2.BORDER_CONSTANT)
    hip = int(player.outline.crotch * scale)
    if (pose.stride or pose.lift) and hip < len(small):
        legs = [_leg(player, pose, small, scale, side) for side in (-1, 1)]
        canvas[hip:] = np.maximum(legs[0], legs[1])
    if pose.tilt or pose.turn:
        face = player.face("posture")
        rows = int((face.y + face.h + 140) * scale)
        maps = _head_maps(player, pose, scale, rows, small.shape[1])
        canvas[:rows, room : room + small.shape[1]] = cv2.remap(
            small[: rows + 4], maps[0], maps[1], cv2.INTER_LINEAR
        )
    return canvas


def _moved_face(player: Player, pose: Pose) -> Box:
    """Left, top, width and height of the face on the canvas, in posture pixels."""
    x, y, w, h = expression_box(player, pose.expression)
    face = player.face("posture")
    pivot = (face.centre[0], face.y + face.h + 60)
    angle = math.radians(pose.tilt)
    dx, dy = x + 0.8 * pose.turn - pivot[0], y - pivot[1]
    x = pivot[0] + dx * math.cos(angle) - dy * math.sin(angle) - LEFT + REACH
    y = pivot[1] + dx * math.sin(angle) + dy * math.cos(angle)
    return (x - w / 2, y - h / 2, w, h)


def _sized(model: Model, pose: Pose, scale: float, shown: float) -> tuple[Pixels, float]:
    """The body with the pose's expression, and what remains to scale it by."""
    size = 0
    while size + 1 < SIZES and scale * (2 << size) <= 1:
        size += 1
    body = model.bodies[size]
    body = body[: min(math.ceil(shown * len(body) / 4) * 4, len(body))]
    if pose.expression in model.heads:
        left, top, width, height = (side >> size for side in patch_area(model.player.face("posture")))
        body = body.copy()
        body[top : top + height, left : left + width, :3] = model.heads[pose.expression][size]
    return body, scale * (1 << size)


def draw(model: Model, pose: Pose, scale: float, shown: float = 1.0) -> Figure:
    """The player in a pose at `scale` (at most 1) of the studio posture.

    Below the part `shown`, from the top, the figure is cut off.
    """
    trunk = _body(model.player, _scaled(*_sized(model, pose, scale, shown)), pose, scale)
    canvas = np.zeros((trunk.shape[0], round((WIDTH + 2 * REACH) * scale), 4), np.uint8)
    moves = [
        _arm_moves(arm, bend, side) for arm, bend, side in zip(model.arms, pose.arms, (-1, 1), strict=True)
    ]
    # Sleeves hide the top of the upper arm; hands are in front of the body.
    for arm, (upper, _) in zip(model.arms, moves, strict=True):
        _draw_limb(canvas, arm.upper, upper, scale)
    _over(canvas, trunk, round(REACH * scale) - round(SPREAD * scale), 0)
    for arm, (_, lower) in zip(model.arms, moves, strict=True):
        _draw_limb(canvas, arm.lower, lower, scale)
    x, y, w, h = _moved_face(model.player, pose)
    middle = (sum(model.player.outline.inseam) / 2 - LEFT + REACH) * scale
    return Figure(canvas, (x * scale, y * scale, w * scale, h * scale), (middle, model.soles * scale))
