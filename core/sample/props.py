"""What else is on the court: players seen from behind, a ball and a goal; none of them has a face."""

from __future__ import annotations

import math

import cv2
import numpy as np
from PIL import Image, ImageDraw, ImageFont

from core.sample.cast import Player
from core.sample.cutouts import (
    Pixels,
    Plane,
    lift_off,
    load_picture,
    premultiplied,
    smoothstep,
    solid,
    to_lab,
    wall,
)
from core.sample.kit import SHOE, WHITE_L, lit
from core.sample.poses import Figure

# The back view in the character sheet: left, top, right, bottom; then rows of that part.
BACK_CELL = (1260, 880, 1725, 1612)
BACK_SIDE = 110
BACK_HEMS = {"P001": 383, "P002": 398, "P005": 407, "P010": 381}
BACK_SHORTS = {"P001": 437, "P002": 472, "P005": 510, "P010": 471}
BACK_MIDDLES = {"P001": 236.5, "P002": 236.0, "P005": 241.0, "P010": 238.5}
BACK_NECK, BACK_SOCKS, BACK_SHOES = 150, 600, 688
# A person is this many rows of the back view for each row of the studio posture.
BACK_SCALE = 0.283
BALL_PX, BALL_M = 200, 0.2
GOAL_PX, GOAL_M = 90, (3.1, 2.1)


def back_view(player: Player) -> Figure:
    """A player in kit from behind, at `BACK_SCALE` of the posture."""
    left, top, right, bottom = BACK_CELL
    rgb = np.ascontiguousarray(load_picture(player, "character_sheet")[top:bottom, left:right])
    lab, behind = to_lab(rgb), wall(rgb, BACK_SIDE, slice(0, right - left))
    light, a, b = cv2.split(lab - behind)
    rows = np.arange(bottom - top, dtype=np.float32)[:, None]
    bright = smoothstep(light, 3, 9) * (rows < BACK_SHORTS[player.source] + 12)
    hair = smoothstep(-light, 6, 22) * (rows < BACK_NECK)
    trunk = _trunk(player, rows, np.arange(right - left, dtype=np.float32)[None, :])
    skin = smoothstep(np.hypot(a, b), 4, 9)
    alpha = solid(np.maximum(np.maximum(bright, hair), np.maximum(skin, trunk)), 260)
    sprite = lift_off(rgb, alpha, behind)
    _dress_back(player, sprite, lab, trunk)
    soles = int(np.nonzero(sprite[..., 3].max(axis=1) > 128)[0][-1])
    return Figure(premultiplied(sprite), None, (BACK_MIDDLES[player.source], float(soles)))


def _trunk(player: Player, rows: Plane, columns: Plane) -> Plane:
    """1 where shirt and shorts surely are: their shaded parts are as grey as the wall."""
    hem, end = BACK_HEMS[player.source], BACK_SHORTS[player.source]
    off_middle = np.abs(columns - BACK_MIDDLES[player.source])
    shirt = (off_middle < 58) & (rows > BACK_NECK + 20) & (rows <= hem)
    shorts = (off_middle < 66) & (rows > hem) & (rows < end - 14)
    return (shirt | shorts).astype(np.float32)


def _dress_back(player: Player, sprite: Pixels, lab: Plane, trunk: Plane) -> None:
    """Paints kit, number, socks and shoes onto the back view."""
    rows = np.arange(len(sprite), dtype=np.float32)[:, None]
    kit, hem, end = player.kit, BACK_HEMS[player.source], BACK_SHORTS[player.source]
    height, width = sprite.shape[:2]
    image = Image.new("RGB", (width, height), kit.shirt)
    font = ImageFont.load_default(78)
    spot = (BACK_MIDDLES[player.source], 235)
    ImageDraw.Draw(image).text(spot, str(player.number), "white", font, "mm", stroke_width=2)
    pattern = np.asarray(image).copy()
    pattern[hem:] = kit.shorts
    white = smoothstep(-np.hypot(lab[..., 1], lab[..., 2]), -15, -9) * smoothstep(lab[..., 0], 44, 56)
    white = np.maximum(white * ((rows > BACK_NECK - 12) & (rows < end + 14)), trunk)
    bare = (rows > BACK_SOCKS)[..., None]
    legs = np.where(rows[..., None] > BACK_SHOES, np.array(SHOE), 0.75 * np.array(kit.socks))
    light = np.clip(lab[..., :1] / 40, 0.4, 1.4)
    painted = np.where(bare, legs * light, sprite[..., :3].astype(np.float32))
    cloth = lit(pattern, np.clip(lab[..., 0], 0, WHITE_L))
    painted = painted * (1 - white[..., None]) + cloth * white[..., None]
    sprite[..., :3] = np.clip(painted, 0, 255)


def ball() -> Figure:
    """A ball with panels, lit from above."""
    axis = (np.arange(BALL_PX, dtype=np.float32) + 0.5) / BALL_PX * 2 - 1
    x, y = np.meshgrid(axis, axis)
    radius = np.hypot(x, y)
    z = np.sqrt(np.clip(1 - radius * radius, 0, 1))
    tilted = x * math.cos(0.5) + y * math.sin(0.5)
    seams = np.minimum(np.abs(np.sin(3.2 * tilted + 1.4 * z)), np.abs(np.cos(2.6 * y - 1.1 * x * z)))
    panel = (np.sin(3.2 * tilted + 1.4 * z) > 0)[..., None]
    colour = np.where(panel, np.array((226, 172, 40)), np.array((236, 236, 230))).astype(np.float32)
    colour *= smoothstep(seams, 0.02, 0.07)[..., None] * 0.75 + 0.25
    shade = np.clip(0.35 + 0.75 * (0.75 * z - 0.55 * y + 0.15 * x), 0.2, 1.1)
    alpha = smoothstep(1 - radius, 0, 0.02)
    sprite = np.dstack([np.clip(colour * shade[..., None], 0, 255), alpha * 255]).astype(np.uint8)
    return Figure(premultiplied(sprite), None, (BALL_PX / 2, float(BALL_PX)))


def goal() -> Figure:
    """A goal with striped posts and a net."""
    width, height = (round(side * GOAL_PX) for side in GOAL_M)
    sprite = np.zeros((height, width, 4), np.uint8)
    for x in range(0, width, 9):
        cv2.line(sprite, (x, 0), (x, height), (225, 225, 225, 70), 1)
    for y in range(0, height, 9):
        cv2.line(sprite, (0, y), (width, y), (225, 225, 225, 70), 1)
    bar = round(0.08 * GOAL_PX)
    stripe = round(0.2 * GOAL_PX)
    for index, start in enumerate(range(0, width, stripe)):
        ink = (206, 40, 40, 255) if index % 2 else (240, 240, 240, 255)
        sprite[:bar, start : start + stripe] = ink
    for index, start in enumerate(range(0, height, stripe)):
        ink = (206, 40, 40, 255) if index % 2 else (240, 240, 240, 255)
        sprite[start : start + stripe, :bar] = ink
        sprite[start : start + stripe, -bar:] = ink
    return Figure(premultiplied(sprite), None, (width / 2, float(height)))
