"""Confirmed faces as training sees them: embeddings with their player, quality and burst."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray
from sqlalchemy import select
from sqlalchemy.orm import Session

from core.db.queries import embeddings
from core.db.schema import FaceRow, PhotoRow, PlayerRow
from core.db.vectors import Vectors, unit
from core.recognition.calibration import Calibration
from core.recognition.consent import disagrees_there
from core.types import ConfusablePair, FaceId, FaceState, PlayerId

# Photos of one camera within this many seconds are one burst: nearly the same picture twice.
BURST_S = 2.0
# Templates closer than this make players hard to tell apart; the likeliest pairs are shown first.
CONFUSABLE_SIMILARITY = 0.35
MAX_CONFUSABLE = 10


@dataclass(frozen=True, slots=True)
class PackTraits:
    """What training must know of the active pack: its id, dimension and own calibration.

    That counts for so many `trials` beside those of the user. Three players with two references make twelve;
    one pair of them that is unlike, or of two people, would have strangers tagged.
    """

    pack_id: str
    dimension: int
    calibration: Calibration
    trials: float


class Shot(NamedTuple):
    """When a photo was taken, and by which camera."""

    id: str
    camera: str
    taken_at: datetime | None


@dataclass(frozen=True, slots=True)
class Examples:
    """Confirmed faces: embeddings (N, D), quality (N,), and for each face its player and burst."""

    players: tuple[tuple[PlayerId, str], ...]
    faces: tuple[FaceId, ...]
    embeddings: Vectors
    quality: NDArray[np.float64]
    player: NDArray[np.int64]
    burst: NDArray[np.int64]

    def of(self, index: int) -> NDArray[np.int64]:
        """The rows of one player."""
        return np.flatnonzero(self.player == index)

    def only(self, keep: NDArray[np.bool_]) -> Examples:
        """Some of the faces, all of the players."""
        return Examples(
            self.players,
            tuple(face for face, kept in zip(self.faces, keep, strict=True) if kept),
            self.embeddings[keep],
            self.quality[keep],
            self.player[keep],
            self.burst[keep],
        )


def template(examples: Examples, rows: NDArray[np.int64]) -> Vectors:
    """The mean of some faces, of unit norm: (D,).

    Not weighted by quality: turned and imperfect faces are what makes a template fit such faces.
    """
    return unit(examples.embeddings[rows].sum(axis=0))


def load_examples(session: Session, traits: PackTraits, of: PlayerId | None = None) -> Examples:
    """Every confirmed face with an embedding of the pack, in an order that does not depend on ids.

    Players who don't want to be recognised, at all or in a gallery of a photo, are left out. With `of` only
    that player's faces are loaded, in the bursts that they are in among all.
    """
    rows = session.execute(
        select(
            FaceRow.id,
            FaceRow.quality,
            PlayerRow.id,
            PlayerRow.name,
            PhotoRow.id,
            PhotoRow.camera,
            PhotoRow.taken_at,
        )
        .join(PlayerRow, PlayerRow.id == FaceRow.player_id)
        .join(PhotoRow, PhotoRow.id == FaceRow.photo_id)
        .where(FaceRow.state == FaceState.CONFIRMED.value, ~disagrees_there())
        .order_by(PlayerRow.name, FaceRow.photo_id, FaceRow.x, FaceRow.y)
    ).all()
    shots = [Shot(*row[4:]) for row in rows]
    burst = dict(zip((row[0] for row in rows), bursts(shots), strict=True))
    by_face = {row[0]: row for row in rows if of in (None, row[2])}
    rows = list(by_face.values())
    faces, matrix = embeddings(session, list(by_face), traits.pack_id, traits.dimension)
    players = list(dict.fromkeys((PlayerId(row[2]), str(row[3])) for row in rows))
    place = {player_id: index for index, (player_id, _) in enumerate(players)}
    return Examples(
        players=tuple(players),
        faces=tuple(faces),
        embeddings=matrix,
        quality=np.array([by_face[face][1] for face in faces], np.float64),
        player=np.array([place[PlayerId(by_face[face][2])] for face in faces], np.int64),
        burst=np.array([burst[face] for face in faces], np.int64),
    )


def bursts(photos: Sequence[Shot]) -> NDArray[np.int64]:
    """The number of each photo's burst: photos of one camera, each within 2 s of the one before."""
    numbers: dict[str, int] = {}
    last: dict[str, tuple[str, datetime]] = {}
    timed = [(photo.camera, photo.taken_at, photo.id) for photo in photos if photo.taken_at is not None]
    for camera, taken_at, photo_id in sorted(timed):
        before, at = last.get(camera, ("", datetime.min))
        if (taken_at - at).total_seconds() <= BURST_S:
            numbers[photo_id] = numbers[before]
        else:
            numbers.setdefault(photo_id, len(numbers))
        last[camera] = photo_id, taken_at
    for photo in photos:
        numbers.setdefault(photo.id, len(numbers))
    return np.array([numbers[photo.id] for photo in photos], np.int64)


def confusable_pairs(examples: Examples) -> tuple[ConfusablePair, ...]:
    """The players whose templates are closest, the closest first."""
    present = [index for index in range(len(examples.players)) if len(examples.of(index))]
    if len(present) < 2:
        return ()
    templates = np.stack([template(examples, examples.of(index)) for index in present])
    similarity = templates @ templates.T
    first, second = np.triu_indices(len(present), k=1)
    order = np.argsort(-similarity[first, second], kind="stable")[:MAX_CONFUSABLE]
    return tuple(
        ConfusablePair(
            examples.players[present[first[i]]][1],
            examples.players[present[second[i]]][1],
            float(similarity[first[i], second[i]]),
        )
        for i in order
        if similarity[first[i], second[i]] >= CONFUSABLE_SIMILARITY
    )
