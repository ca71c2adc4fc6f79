"""Decides what each photo shows, before anything is drawn: who, where, when and with which camera.

Everything follows from the photo's place in the tournament and a fixed seed.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import datetime, timedelta

import numpy as np

from core.sample.cast import BACK_PLAYERS, CAST, HARBOUR, VERDE, Player
from core.sample.lens import POSTURE_PX_PER_M, Finish, View
from core.sample.poses import Pose

SEED = 20260418
# Height of a face in the studio posture, in pixels, and of its middle over the floor, in metres.
FACE_PX, FACE_M = 305.0, 1.6
# Cameras write the time on the wall, without a zone.
FIRST_MATCH = datetime(2026, 4, 18, 10, 0)
MATCH_EVERY = timedelta(minutes=40)
MATCHES = 4
# Venue of each match, as an index into `venues.LOOKS`.
COURTS = (0, 1, 2, 0)
OUTDOORS = 2
BURST_STEP_S = 0.21
# Which of `BACK_PLAYERS`, and metres beside the camera's axis and behind the plane of focus.
Back = tuple[int, float, float]


@dataclass(frozen=True, slots=True)
class Body:
    """A camera: what it writes into its photos, and how its clock is off."""

    make: str
    model: str
    serial: str
    prefix: str
    size: tuple[int, int]
    clock_off: timedelta


CAMERAS = (
    Body("Norlys", "Norlys N7", "NL700412", "NOR_", (4000, 3000), timedelta()),
    Body("Halcyon", "Halcyon H2 Pro", "0038815", "HAL", (4240, 2832), timedelta(minutes=7)),
)


@dataclass(frozen=True, slots=True)
class Subject:
    """A player in the scene: metres beside the camera's axis and behind the plane of focus."""

    player: Player
    pose: Pose
    x: float
    dz: float


@dataclass(frozen=True, slots=True)
class Shot:
    """One photo; without `view` it's a picture of `arrival`, taken off court."""

    name: str
    camera: Body
    orientation: int
    taken: datetime
    venue: int
    finish: Finish
    seed: tuple[int, ...]
    view: View | None = None
    subjects: tuple[Subject, ...] = ()
    backs: tuple[Back, ...] = ()
    ball: tuple[float, float, float] | None = None
    arrival: Player | None = None


@dataclass(frozen=True, slots=True)
class _Kind:
    """A way of taking photos: faces of `face` pixels, `people` in the frame, `gap` metres apart."""

    people: tuple[int, int]
    face: tuple[float, float]
    focal: tuple[float, float]
    face_at: tuple[float, float]
    gap: tuple[float, float]
    depth: float
    moods: tuple[str, ...]
    stances: tuple[str, ...]
    portrait: bool = False
    height: tuple[float, float] = (1.1, 1.5)
    backs: int = 0
    ball: bool = False


PLAY = ("angry", "determined", "scared", "surprised")
JOY = ("happy", "happy", "surprised")
CALM = ("posture", "determined", "happy")
KINDS = {
    "wide": _Kind(
        (4, 4), (33, 54), (3000, 4200), (0.40, 0.52), (1.9, 3.0), 2.6, PLAY,
        ("run", "ready", "reach"), height=(1.9, 2.9), backs=3, ball=True,
    ),
    "middle": _Kind(
        (3, 4), (75, 128), (5600, 7600), (0.24, 0.36), (1.1, 1.7), 2.4, PLAY,
        ("run", "ready", "reach"), backs=2, ball=True,
    ),
    "action": _Kind(
        (2, 3), (175, 260), (9000, 12500), (0.13, 0.22), (0.95, 1.25), 1.3, PLAY,
        ("run", "ready", "reach"), backs=1, ball=True,
    ),
    "duel": _Kind(
        (2, 2), (225, 320), (12000, 15000), (0.20, 0.30), (0.72, 0.95), 0.3, PLAY,
        ("run", "ready"), ball=True,
    ),
    "solo": _Kind(
        (1, 1), (290, 350), (11000, 15000), (0.13, 0.19), (0, 0), 0.0, PLAY + JOY,
        ("run", "ready", "wave", "reach"), portrait=True, backs=1, ball=True,
    ),
    "close": _Kind(
        (1, 1), (420, 600), (17000, 21000), (0.28, 0.36), (0, 0), 0.0, CALM + PLAY,
        ("rest", "hips"), portrait=True,
    ),
    "pair": _Kind(
        (2, 2), (310, 410), (14000, 17000), (0.28, 0.36), (0.56, 0.68), 0.15, JOY + CALM,
        ("rest",),
    ),
    "lineup": _Kind(
        (4, 4), (112, 150), (6500, 8000), (0.26, 0.34), (0.66, 0.74), 0.05, CALM,
        ("rest", "hips"),
    ),
    "cheer": _Kind(
        (2, 3), (150, 225), (9000, 11500), (0.22, 0.30), (1.25, 1.5), 0.8, JOY,
        ("wave", "reach", "wave"), backs=1,
    ),
    "empty": _Kind((0, 0), (120, 120), (4200, 4200), (0.36, 0.36), (0, 0), 0, (), (), ball=True),
}  # fmt: skip

# Kind, camera, Orientation, photos in the burst. The first six photos hold the camera every way that
# is common.
SCRIPT = (
    ("action", 0, 1, 3), ("solo", 0, 6, 1), ("close", 1, 8, 1), ("wide", 1, 3, 1),
    ("middle", 0, 1, 4), ("pair", 1, 1, 1), ("solo", 1, 5, 3), ("duel", 0, 1, 3),
    ("close", 0, 6, 3), ("cheer", 1, 1, 4), ("lineup", 0, 1, 1), ("wide", 0, 1, 2),
    ("empty", 1, 1, 1), ("action", 1, 2, 5), ("close", 0, 7, 1), ("middle", 1, 1, 3),
    ("solo", 0, 8, 4), ("pair", 0, 4, 1), ("wide", 1, 1, 2), ("duel", 1, 3, 3),
    ("lineup", 1, 1, 1), ("cheer", 0, 1, 3), ("close", 1, 6, 1), ("action", 0, 1, 6),
    ("solo", 1, 8, 1), ("middle", 0, 1, 3),
)  # fmt: skip
# After how many photos someone is photographed off court.
ARRIVAL_EVERY = 15
PLAYING_TIME = timedelta(minutes=28)


def _between(rng: np.random.Generator, span: tuple[float, float]) -> float:
    return float(rng.uniform(*span))


def _sway(rng: np.random.Generator, size: float) -> float:
    return float(rng.uniform(-size, size))


def _pose(rng: np.random.Generator, kind: _Kind) -> Pose:
    stance, side = str(rng.choice(kind.stances)), int(rng.choice((-1, 1)))
    bent = (18.0 + _sway(rng, 8), -105.0 + _sway(rng, 18))
    swung = (22.0 + _sway(rng, 8), -22.0 + _sway(rng, 14))
    akimbo = (34.0 + _sway(rng, 3), -72.0 + _sway(rng, 5))
    raised = (43.0 + _sway(rng, 8), 110.0 + _sway(rng, 14))
    low = (30.0 + _sway(rng, 6), -48.0 + _sway(rng, 12))
    stretched = (48.0 + _sway(rng, 10), 28.0 + _sway(rng, 25))
    step = _sway(rng, 25)
    pose = {
        "rest": Pose(),
        "hips": Pose(arms=(akimbo, akimbo)),
        "run": Pose(arms=(bent, swung) if side > 0 else (swung, bent), stride=45 + step, lift=side),
        "ready": Pose(arms=(low, low), stride=135 + step),
        "reach": Pose(arms=(swung, stretched) if side > 0 else (stretched, swung), stride=95 + step),
        "wave": Pose(arms=(raised, (raised[1] / 2.6, raised[1])), stride=50 + step),
    }[stance]
    lean = 0.0 if stance in ("rest", "hips") else _sway(rng, 5)
    mood = str(rng.choice(kind.moods))
    return replace(pose, expression=mood, tilt=_sway(rng, 8), turn=_sway(rng, 13), lean=lean)


def _next_frame(rng: np.random.Generator, subject: Subject, kind: _Kind) -> Subject:
    """The same player a fifth of a second later; now and then the face has changed."""
    pose, step = subject.pose, rng.normal(0, 1, 10)
    (a, b), (c, d) = pose.arms
    if "rest" not in kind.stances:
        a, b, c, d = a + 3 * step[0], b + 6 * step[1], c + 3 * step[2], d + 6 * step[3]
    mood = str(rng.choice(kind.moods)) if rng.random() < 0.2 else pose.expression
    moved = replace(
        pose,
        expression=mood,
        tilt=pose.tilt + 1.6 * float(step[4]),
        turn=pose.turn + 2 * float(step[5]),
        lean=pose.lean + 0.8 * float(step[6]),
        arms=((float(a), float(b)), (float(c), float(d))),
        stride=max(0.0, pose.stride + 9 * float(step[7])) if pose.stride else 0.0,
    )
    return replace(
        subject,
        pose=moved,
        x=subject.x + 0.03 * float(step[8]),
        dz=subject.dz + 0.04 * float(step[9]),
    )


def _players(rng: np.random.Generator, kind: str, count: int, turn: int) -> list[Player]:
    """Who is in the frame; all take turns, so that everyone is seen about as often."""
    if kind == "lineup":
        team = (HARBOUR, VERDE)[int(rng.integers(2))]
        return [player for player in CAST if player.team == team][:count]
    # Ten players by threes: neighbours in the cast, who are a team, are seldom together.
    chosen = [CAST[(turn * 7 + step * 3) % len(CAST)] for step in range(count)]
    return [chosen[int(index)] for index in rng.permutation(count)]


def _scene(rng: np.random.Generator, name: str, kind: _Kind, turn: int) -> tuple[Subject, ...]:
    """Players side by side, far enough apart that nobody hides a face."""
    count = int(rng.integers(kind.people[0], kind.people[1] + 1))
    players = _players(rng, name, count, turn)
    gaps = [_between(rng, kind.gap) for _ in players[1:]]
    first = _sway(rng, 0.2) - sum(gaps) / 2
    return tuple(
        Subject(
            player,
            _pose(rng, kind),
            first + sum(gaps[:place]),
            float(rng.uniform(-0.4, 1.0)) * kind.depth,
        )
        for place, player in enumerate(players)
    )


def _view(rng: np.random.Generator, kind: _Kind, camera: Body) -> View:
    width, height = camera.size
    if kind.portrait:
        width, height = height, width
    zoom = _between(rng, kind.face) / FACE_PX * POSTURE_PX_PER_M
    focal, above = _between(rng, kind.focal), _between(rng, kind.height)
    horizon = _between(rng, kind.face_at) * height + (FACE_M - above) * zoom
    aside = _sway(rng, 2.0 if kind.focal[0] < 5000 else 6.0)
    return View(width, height, focal, horizon, above, aside, focal / zoom, 2.8)


def _backs(rng: np.random.Generator, kind: _Kind, scene: tuple[Subject, ...]) -> tuple[Back, ...]:
    """Players seen from behind, outside of the others; nobody who is already in the scene."""
    facing = {subject.player for subject in scene}
    others = [index for index, player in enumerate(BACK_PLAYERS) if player not in facing]
    edge = max((abs(subject.x) for subject in scene), default=0.0)
    side = int(rng.choice((-1, 1)))
    found = []
    for place, index in enumerate(rng.permutation(others)[: kind.backs]):
        x = side * (-1) ** place * (edge + _between(rng, (0.9, 1.6)) * (1 + kind.depth / 2))
        far = _between(rng, (1.5, 4.0)) if place % 2 else _between(rng, (-1.2, 2.0))
        found.append((int(index), x, far))
    return tuple(found)


def _ball(
    rng: np.random.Generator, kind: _Kind, scene: tuple[Subject, ...]
) -> tuple[float, float, float] | None:
    """Where the ball's underside is: beside the players or at their knees, never before a face."""
    if not kind.ball or rng.random() < 0.25:
        return None
    if not scene:
        return (_sway(rng, 1.5), 0.0, 0.0)
    near = scene[int(rng.integers(len(scene)))]
    if rng.random() < 0.5:
        return (near.x + _sway(rng, 0.5), _between(rng, (0.05, 0.9)), near.dz - 0.25)
    return (near.x + float(rng.choice((-1, 1))) * _between(rng, (0.42, 0.5)), 1.9, near.dz - 0.1)


def _finish(rng: np.random.Generator, face: float, outdoors: bool) -> Finish:
    """One photo in eight is out of focus a little, and one in eight shows the players' motion."""
    blurred = float(rng.random())
    return Finish(
        defocus=face * _between(rng, (0.010, 0.026)) if blurred < 0.125 else 0.0,
        smear=face * _between(rng, (0.03, 0.08)) if blurred > 0.875 else 0.0,
        smear_angle=_sway(rng, 35),
        exposure=_between(rng, (0.92, 1.18)),
        balance=(1 + _sway(rng, 0.035), 1.0, 1 + _sway(rng, 0.045)),
        noise=_between(rng, (1.2, 2.6) if outdoors else (2.4, 5.2)),
    )


def _match(photos: int, place: int) -> int:
    """Which match a photo is from, by its place among all; matches get as many photos each."""
    return min(place * MATCHES // photos, MATCHES - 1)


def _when(photos: int, place: int) -> datetime:
    """When the photo at that place was taken, by a clock that's right."""
    match = _match(photos, place)
    return FIRST_MATCH + match * MATCH_EVERY + (place * MATCHES / photos - match) * PLAYING_TIME


def _moment(photos: int, first: int, number: int) -> list[Shot]:
    """One burst, or one single photo, without names; `first` is the place of its first photo."""
    rng = np.random.default_rng([SEED, number])
    name, which, orientation, frames = SCRIPT[number % len(SCRIPT)]
    kind, camera = KINDS[name], CAMERAS[which]
    start = _when(photos, first) + timedelta(milliseconds=int(rng.integers(1000)))
    venue = COURTS[_match(photos, first)]
    scene, view = _scene(rng, name, kind, number), _view(rng, kind, camera)
    backs, ball = _backs(rng, kind, scene), _ball(rng, kind, scene)
    look = _finish(rng, kind.face[0], venue == OUTDOORS)
    shots = []
    for frame in range(frames):
        if frame:
            scene = tuple(_next_frame(rng, subject, kind) for subject in scene)
            view = replace(view, x=view.x + float(rng.normal(0, 0.02)))
            seen = _finish(rng, kind.face[0], venue == OUTDOORS)
            look = replace(look, defocus=seen.defocus, smear=seen.smear)
        taken = start + frame * timedelta(seconds=BURST_STEP_S) + camera.clock_off
        shots.append(
            Shot(
                "",
                camera,
                orientation,
                taken,
                venue,
                look,
                (SEED, number, frame),
                view,
                scene,
                backs,
                ball,
            )
        )
    return shots


def _arrival(photos: int, first: int, turn: int) -> Shot:
    """A player photographed off court, in their own clothes."""
    rng = np.random.default_rng([SEED, 7, turn])
    camera = CAMERAS[1]
    taken = _when(photos, first) + camera.clock_off
    finish = replace(_finish(rng, 60.0, True), defocus=0.0, smear=0.0)
    return Shot(
        "",
        camera,
        (8, 6, 1)[turn % 3],
        taken,
        COURTS[_match(photos, first)],
        finish,
        (SEED, 7, turn),
        arrival=CAST[turn % len(CAST)],
    )


def plan(photos: int) -> tuple[Shot, ...]:
    """The photos of the tournament in the order they're named; the same each time."""
    shots: list[Shot] = []
    number = arrivals = 0
    while len(shots) < photos:
        if len(shots) >= ARRIVAL_EVERY * (arrivals + 1):
            shots.append(_arrival(photos, len(shots), arrivals))
            arrivals += 1
        shots += _moment(photos, len(shots), number)
        number += 1
    counts = {camera.prefix: 100 + 1713 * index for index, camera in enumerate(CAMERAS)}
    named = []
    for shot in shots[:photos]:
        counts[shot.camera.prefix] += 1
        name = f"{shot.camera.prefix}{counts[shot.camera.prefix]:04d}.jpg"
        named.append(replace(shot, name=name))
    return tuple(named)
