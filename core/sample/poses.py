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
from core.sample.cutouts import LEFT, Arm, Cutout, Pixels, Plane, smoothstep, to_lab
from core.sample.marks import Marks, Point

# Room left and right of the body for stretched arms.
REACH = 470
# How far above and beside the studio face the part reaches that an expression is pasted into.
PATCH_MARGIN = 90
Box = tuple[float, float, float, float]
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


def fit(source: tuple[Point, ...], target: tuple[Point, ...]) -> Plane:
    """The 2 x 3 similarity that takes points nearest to their targets (least squares)."""
    a, b = np.array(source, np.float64), np.array(target, np.float64)
    x = (a - a.mean(axis=0)) @ np.array([1, 1j])
    y = (b - b.mean(axis=0)) @ np.array([1, 1j])
    z = np.vdot(x, y) / np.vdot(x, x)
    turn = np.array([[z.real, -z.imag], [z.imag, z.real]])
    return np.column_stack([turn, b.mean(axis=0) - turn @ a.mean(axis=0)]).astype(np.float32)


def _patch_area(face: Marks) -> tuple[int, int, int, int]:
    return (
        face.x - PATCH_MARGIN - LEFT,
        face.y - PATCH_MARGIN,
        face.w + 2 * PATCH_MARGIN,
        face.h + 2 * PATCH_MARGIN,
    )


def paste_expression(player: Player, body: Pixels, sheet: Pixels, expression: str) -> Pixels:
    """The head of the studio posture with the face of another picture, matched in colour; RGB."""
    face, other = player.face("posture"), player.face(expression)
    left, top, width, height = _patch_area(face)
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


def _scaled(sprite: Pixels, scale: float) -> Pixels:
    if scale == 1:
        return sprite
    size = (max(1, round(sprite.shape[1] * scale)), max(1, round(sprite.shape[0] * scale)))
    small: Pixels = cv2.resize(sprite, size, interpolation=cv2.INTER_AREA)
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
    """One leg from the crotch down, on the full-width canvas, spread and perhaps lifted."""
    outline = player.outline
    middle = sum(outline.inseam) / 2 - LEFT
    hip, knee = float(outline.crotch), float(outline.crotch) * 0.55 + 2650 * 0.45
    top = int(hip * scale)
    y, x = np.mgrid[top : body.shape[0], : body.shape[1]].astype(np.float32) / np.float32(scale)
    x -= REACH
    if pose.lift == side:
        bent = hip + (y - hip) / 0.9
        y = np.where(bent > knee, knee + (bent - knee) / 0.62, bent).astype(np.float32)
    sx = x - side * pose.stride * np.maximum(y - hip, 0) / (2650 - hip)
    sx[(sx - middle) * side < 0] = -9
    straight = body[:, round(REACH * scale) : body.shape[1] - round(REACH * scale)]
    leg: Pixels = cv2.remap(straight, sx * scale, y * scale, cv2.INTER_LINEAR)
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


def _body(player: Player, body: Pixels, pose: Pose, scale: float) -> Pixels:
    """Head, trunk and legs on the canvas."""
    small = _scaled(body, scale)
    room = round(REACH * scale)
    canvas = cv2.copyMakeBorder(small, 0, 0, room, room, cv2.BORDER_CONSTANT)
    if pose.stride or pose.lift:
        hip = int(player.outline.crotch * scale)
        legs = [_leg(player, pose, canvas, scale, side) for side in (-1, 1)]
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


def draw(
    player: Player,
    cutout: Cutout,
    head: Pixels | None,
    pose: Pose,
    scale: float,
    shown: float = 1.0,
) -> Figure:
    """The player in a pose at `scale` (at most 1) of the studio posture.

    `head` is what `paste_expression` made of `pose.expression`, or None for the studio's own face; below
    the part `shown`, from the top, the figure is cut off.
    """
    body = cutout.body[: math.ceil(shown * len(cutout.body))]
    if head is not None:
        left, top, width, height = _patch_area(player.face("posture"))
        body = body.copy()
        body[top : top + height, left : left + width, :3] = head
    trunk = _body(player, body, pose, scale)
    canvas = np.zeros_like(trunk)
    moves = [
        _arm_moves(arm, bend, side) for arm, bend, side in zip(cutout.arms, pose.arms, (-1, 1), strict=True)
    ]
    # Sleeves hide the top of the upper arm; hands are in front of the body.
    for arm, (upper, _) in zip(cutout.arms, moves, strict=True):
        _draw_limb(canvas, arm.upper, upper, scale)
    _over(canvas, trunk, 0, 0)
    for arm, (_, lower) in zip(cutout.arms, moves, strict=True):
        _draw_limb(canvas, arm.lower, lower, scale)
    x, y, w, h = _moved_face(player, pose)
    middle = (sum(player.outline.inseam) / 2 - LEFT + REACH) * scale
    face = (x * scale, y * scale, w * scale, h * scale)
    return Figure(canvas, face, (middle, cutout.soles * scale))
