"""Holds what photos are made of, each prepared once, and takes them."""

from __future__ import annotations

from functools import partial

import cv2
import numpy as np

from core.sample.camera import Placed, add_noise, grain_tile, take
from core.sample.cast import BACK_PLAYERS, Player
from core.sample.cutouts import Pixels, load_picture
from core.sample.lens import POSTURE_PX_PER_M, Light, View
from core.sample.models import Box, Model, make_model
from core.sample.plan import SEED, Shot, Subject
from core.sample.poses import Figure, draw
from core.sample.props import BACK_SCALE, BALL_M, BALL_PX, GOAL_PX, back_view, ball, goal
from core.sample.venues import BOARD_Z, Venue, build_venue

GOAL_Z = BOARD_Z - 3
# Off court there is the light of the picture itself.
ARRIVAL_LIGHT = Light((1.0, 1.0, 1.0), 1.03, 0.0, 0.0)

Seen = tuple[Player, Box]


class Studio:
    """What some shots need. `tasks` fill it, in any order and on any thread; then it's only read."""

    def __init__(self) -> None:
        self._models: dict[str, Model] = {}
        self._venues: dict[int, Venue] = {}
        self._backs: dict[int, Figure] = {}
        self._ball, self._goal = ball(), goal()
        self._grain = grain_tile(np.random.default_rng(SEED))

    def tasks(self, shots: tuple[Shot, ...]) -> list[partial[None]]:
        """What has to be called before these shots are taken."""
        players = {one.player.source: one.player for shot in shots for one in shot.subjects}
        courts = sorted({shot.venue for shot in shots if shot.view})
        backs = sorted({index for shot in shots for index, _, _ in shot.backs})
        return [
            *(partial(self._dress, player) for player in players.values()),
            *(partial(self._set_up, index) for index in courts),
            *(partial(self._turn_round, index) for index in backs),
        ]

    def _dress(self, player: Player) -> None:
        self._models[player.source] = make_model(player)

    def _set_up(self, index: int) -> None:
        self._venues[index] = build_venue(index)

    def _turn_round(self, index: int) -> None:
        self._backs[index] = back_view(BACK_PLAYERS[index])

    def photograph(self, shot: Shot) -> tuple[Pixels, list[Seen]]:
        """The upright photo, RGB, and who is to be seen in it, boxes in its pixels."""
        if shot.arrival is not None:
            photo, seen = _arrival(shot, shot.arrival)
        else:
            photo, seen = self._court(shot)
        add_noise(photo, shot.finish.noise, self._grain, np.random.default_rng(shot.seed))
        return photo, seen

    def _court(self, shot: Shot) -> tuple[Pixels, list[Seen]]:
        if shot.view is None:
            raise AssertionError("a shot shows a court or an arrival")
        things = [self._placed(shot.view, subject) for subject in shot.subjects]
        things += self._props(shot, shot.view)
        photo, faces = take(shot.view, self._venues[shot.venue], things, shot.finish)
        # Subjects come first, and props show no face.
        return photo, [(shot.subjects[index].player, box) for index, box in sorted(faces.items())]

    def _placed(self, view: View, subject: Subject) -> Placed:
        model, z = self._models[subject.player.source], view.focus_z + subject.dz
        # The cut-out isn't made bigger before it's warped onto the photo.
        scale = min(1.0, view.zoom(z) / POSTURE_PX_PER_M)
        # Rows below the frame aren't drawn; half a metre more, for legs that lean into it.
        floor = view.at(0, 0, z)[1]
        shown = 1 - max(floor - view.height, 0) / view.zoom(z) / 1.75 + 0.2
        figure = draw(model, subject.pose, scale, min(shown, 1.0))
        return Placed(figure, scale, view.x + subject.x, z, lean=subject.pose.lean)

    def _props(self, shot: Shot, view: View) -> list[Placed]:
        things = [
            Placed(self._backs[index], BACK_SCALE, view.x + x, view.focus_z + dz)
            for index, x, dz in shot.backs
        ]
        if shot.ball is not None:
            x, y, dz = shot.ball
            scale = BALL_PX / BALL_M / POSTURE_PX_PER_M
            things.append(Placed(self._ball, scale, view.x + x, view.focus_z + dz, y, shadow=y == 0))
        scale = GOAL_PX / POSTURE_PX_PER_M
        return [*things, Placed(self._goal, scale, 0, GOAL_Z, shadow=False)]


def _arrival(shot: Shot, player: Player) -> tuple[Pixels, list[Seen]]:
    """A picture in a real-looking place, cropped to the camera's shape and enlarged."""
    height, width = shot.camera.size
    picture = load_picture(player, "amateur_posture")
    part = round(picture.shape[0] * width / height)
    left = (picture.shape[1] - part) // 2
    zoom = height / picture.shape[0]
    tone = shot.finish.tone(ARRIVAL_LIGHT)[:3]
    tone[:, 3] *= 255
    crop = cv2.transform(np.ascontiguousarray(picture[:, left : left + part]), tone)
    photo = np.asarray(cv2.resize(crop, (width, height), interpolation=cv2.INTER_CUBIC))
    face = player.face("outdoors")
    box = ((face.x - left) * zoom, face.y * zoom, face.w * zoom, face.h * zoom)
    return photo, [(player, box)]
