"""Dresses a cut-out: shirt and shorts in the team's colours, a number, socks and shoes."""

from __future__ import annotations

from dataclasses import replace

import cv2
import numpy as np
from PIL import Image, ImageDraw, ImageFont

from core.sample.cast import Player, Rgb
from core.sample.cutouts import (
    LEFT,
    WIDTH,
    Cutout,
    Pixels,
    Plane,
    garments,
    premultiplied,
    smoothstep,
    to_lab,
)

# Heights above the soles, in pixels of the studio posture.
SOCK_TOP, SHOE_TOP, SOLE = 430, 165, 16
SHOE: Rgb = (40, 42, 48)
SOLE_COLOUR: Rgb = (214, 214, 208)
# Cloth in the brightest light of the studio: it gets the kit's colour unshaded.
WHITE_L = 96.0
# Where the arm's shadow fell on the shirt it would be nearly black in a dark colour.
DARKEST = 0.55


def _hem(player: Player) -> Plane:
    """The row of the shirt's hem for each column: a parabola through its ends and middle."""
    (y, left, right), middle = player.outline.hem, player.outline.hem_middle
    x = (np.arange(WIDTH, dtype=np.float32) + LEFT - (left + right) / 2) / ((right - left) / 2)
    return middle + (y - middle) * np.minimum(x * x, np.float32(1.3))


def _cloth(player: Player, body: Pixels, lab: Plane) -> tuple[Plane, Plane]:
    """Where shirt and shorts are, 0..1 each: inside the outline, or white outside of it."""
    colour = np.hypot(lab[..., 1], lab[..., 2])
    white = smoothstep(-colour, -16, -9) * smoothstep(lab[..., 0], 34, 46)
    rows = np.arange(len(body), dtype=np.float32)[:, None]
    outline = player.outline
    inside = garments(outline, body.shape[:2]).astype(np.float32)
    top, bottom = outline.armpit[0] - 140, outline.shorts[0]
    # Near the collar and the hair only colour tells; below the armpits the outline does.
    inside *= smoothstep(rows, top, top + 40)
    inside *= (rows < bottom - 6) | (white > 0.3)
    # Without the arms there is nothing but cloth between armpits and the shorts' end.
    inside[outline.armpit[0] + 30 : bottom - 12] = 1
    # At the collar cloth and skin share pixels.
    white[:top] = cv2.dilate(white[:top], np.ones((5, 5)))
    cloth = np.maximum(white * (rows < bottom + 60), inside)
    cloth *= rows > player.face("posture").y + player.face("posture").h + 10
    upper = smoothstep(_hem(player)[None, :] - rows, -1.5, 1.5)
    return cloth * upper, cloth * (1 - upper)


def _pattern(player: Player, shape: tuple[int, int]) -> Pixels:
    """The shirt's colours without light: its style and the number."""
    kit, outline = player.kit, player.outline
    height, width = shape
    image = Image.new("RGB", (width, height), kit.shirt)
    draw = ImageDraw.Draw(image)
    chest, middle = outline.armpit[0], (outline.hem[1] + outline.hem[2]) / 2 - LEFT
    if kit.style == "sash":
        draw.line([(middle - 330, chest - 330), (middle + 330, chest + 330)], kit.accent, 46)
    elif kit.style == "hoops":
        for y in range(chest - 45, chest + 700, 350):
            draw.rectangle([0, y, width, y + 50], fill=kit.accent)
    elif kit.style == "halves":
        draw.rectangle([middle, 0, width, height], fill=kit.accent)
    else:
        draw.rectangle([0, chest - 130, width, chest - 100], fill=kit.accent)
    if player.number:
        font = ImageFont.load_default(250)
        ink = (250, 250, 248)
        draw.text(
            (middle, chest + 175),
            str(player.number),
            ink,
            font,
            "mm",
            stroke_width=20,
            stroke_fill=kit.shirt,
        )
        draw.text((middle, chest + 175), str(player.number), ink, font, "mm", stroke_width=6)
    return np.asarray(image)


def lit(colour: Pixels, lightness: Plane) -> Plane:
    """Cloth of another colour under the light that fell on the white one."""
    shade = np.clip(lightness / WHITE_L, DARKEST, 1.06) ** 1.7
    sheen = 12 * np.clip(shade - 0.8, 0, 1)
    return colour * shade[..., None] + sheen[..., None]


def _socks_and_shoes(player: Player, body: Pixels, soles: int) -> None:
    """Paints the shins as socks, and the bare feet over with shoes that hide the toes."""
    rows = np.arange(len(body), dtype=np.float32)[:, None]
    part = np.s_[soles - SOCK_TOP - 10 : soles + 20]
    lightness = to_lab(body[part][..., :3])[..., 0]
    level = float(np.median(lightness[body[part][..., 3] > 200]))
    light = np.clip(lightness / level, 0.35, 1.5)
    sock = smoothstep(rows[part], soles - SOCK_TOP - 2, soles - SOCK_TOP + 2)
    sock = sock * np.ones_like(light)
    knit = 0.75 * np.array(player.kit.socks, np.float32) * (light**0.8)[..., None]
    painted = body[part][..., :3] * (1 - sock[..., None]) + knit * sock[..., None]
    foot = (body[part][..., 3] > 128).astype(np.float32) * (rows[part] > soles - SHOE_TOP)
    shoe = smoothstep(cv2.GaussianBlur(foot, (0, 0), 9), 0.3, 0.42)
    shoe *= smoothstep(rows[part], soles - SHOE_TOP - 4, soles - SHOE_TOP + 4)
    calm = cv2.GaussianBlur(light, (0, 0), 10)
    leather = np.array(SHOE, np.float32) * (calm**1.5)[..., None] + 10 * (calm - 0.9)[..., None]
    below = cv2.warpAffine(shoe, np.array([[1, 0, 0], [0, 1, -SOLE]], np.float32), shoe.shape[::-1])
    edge = np.clip(shoe - below, 0, 1)[..., None]
    leather = leather * (1 - edge) + np.array(SOLE_COLOUR, np.float32) * edge
    painted = painted * (1 - shoe[..., None]) + leather * shoe[..., None]
    body[part][..., :3] = np.clip(painted, 0, 255)
    body[part][..., 3] = np.maximum(body[part][..., 3], shoe * 255)


def dress(player: Player, cutout: Cutout) -> Cutout:
    """The player in kit, all sprites premultiplied."""
    body = cutout.body.copy()
    lab = to_lab(np.ascontiguousarray(body[..., :3]))
    shirt, shorts = _cloth(player, body, lab)
    upper, cloth = shirt > shorts, shirt + shorts
    rows = np.nonzero(cloth.max(axis=1) > 0)[0]
    part = np.s_[rows[0] : rows[-1] + 1]
    bright = lab[part][..., 0]
    # Shorts are of several whites and greys: each garment is measured against its own light side.
    whites = [np.percentile(bright[mask[part] > 0.9][::16], 95) for mask in (shirt, shorts)]
    bright = bright * (WHITE_L / np.where(upper[part], *whites)).astype(np.float32)
    colour = _pattern(player, cloth.shape)[part].astype(np.float32)
    colour[~upper[part]] = player.kit.shorts
    painted = lit(colour, bright)
    painted -= body[part][..., :3]
    painted *= cloth[part][..., None]
    painted += body[part][..., :3]
    body[part][..., :3] = np.clip(painted, 0, 255, out=painted)
    _socks_and_shoes(player, body, cutout.soles)
    left, right = (
        replace(arm, upper=premultiplied(arm.upper), lower=premultiplied(arm.lower)) for arm in cutout.arms
    )
    return Cutout(premultiplied(body), (left, right), cutout.soles)
