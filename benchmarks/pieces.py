"""What recognition is made of beside its networks, piece by piece: each can be left out and measured."""

from __future__ import annotations

import math
from collections.abc import Callable, Collection, Iterable, Iterator, Sequence
from contextlib import AbstractContextManager, ExitStack, contextmanager
from typing import Any
from unittest.mock import patch

import numpy as np
from numpy.typing import NDArray

from core.db.vectors import Vectors
from core.recognition.calibration import Calibration, Trials
from core.recognition.clustering import cluster_faces
from core.recognition.comparing import Match
from core.vision.detection import PADDING_MULTIPLE, Detector, Found, Image
from core.vision.engine import FaceEngine
from core.vision.model_packs import CalibrationEntry, ModelPack, find_pack
from core.vision.quality import face_quality

# Of a pack that nobody has measured.
GUESS = CalibrationEntry(30.0, -9.0)
USUAL_TRIALS = GUESS.trials
# What is left out is inside, and may have been wrapped by another piece that is left out too.
Look = Callable[[Detector, Image, int, int], Found]


def _not_enlarged() -> AbstractContextManager[Any]:
    look: Look = Detector._look  # noqa: SLF001

    def padded(detector: Detector, image: Image, low: int, high: int) -> Found:
        below, aside = (max(0, low - side) for side in image.shape[:2])
        return look(detector, np.pad(image, ((0, below), (0, aside), (0, 0))), low, high)

    return patch.object(Detector, "_look", padded)


def at_own_size() -> AbstractContextManager[Any]:
    """Small pictures are not enlarged for the detector, nor padded: this is only to see what that costs."""
    look: Look = Detector._look  # noqa: SLF001

    def own(detector: Detector, image: Image, low: int, high: int) -> Found:
        least = -(-max(image.shape[:2]) // PADDING_MULTIPLE) * PADDING_MULTIPLE
        return look(detector, image, min(low, least), high)

    return patch.object(Detector, "_look", own)


def _last_look() -> AbstractContextManager[Any]:
    look: Look = Detector._look  # noqa: SLF001

    def last(detector: Detector, image: Image, low: int, high: int) -> Found:
        if (low, high) == detector.spec.sides[-1]:
            return look(detector, image, low, high)
        return np.empty((0, 4), np.float32), np.empty((0, 5, 2), np.float32), np.empty(0, np.float32)

    return patch.object(Detector, "_look", last)


def _embedded_once(engine: FaceEngine, faces: list[Image]) -> tuple[Vectors, NDArray[np.float64]]:
    embedder = engine._embedder  # noqa: SLF001
    embeddings, lengths = embedder.embed(faces)
    return embeddings, face_quality(lengths, embedder.spec.lengths)


def _as_clear_as_a_reference(lengths: NDArray[np.float32], _known: object) -> NDArray[np.float64]:
    return face_quality(lengths, None)


def _not_fitted(_trials: Trials, prior: Calibration, _worth: float) -> Calibration:
    return prior


def _guessed() -> AbstractContextManager[Any]:
    def guessed(pack_id: str) -> ModelPack:
        pack = find_pack(pack_id)
        if pack.manifest.calibration.trials == USUAL_TRIALS:
            return pack
        manifest = pack.manifest.model_copy(update={"calibration": GUESS})
        return pack.model_copy(update={"manifest": manifest})

    return patch("core.vision.model_packs.find_pack", guessed)


def _each_alone(options: Sequence[Sequence[Match]]) -> dict[int, Match]:
    likeliest = (max(of_face, key=lambda match: match.probability, default=None) for of_face in options)
    return {number: match for number, match in enumerate(likeliest) if match is not None}


def _every_cluster(embeddings: Vectors, *others: Any) -> list[NDArray[np.int64]]:
    _quality, _photos, min_cluster_size, _least, neighbours = others
    labels = cluster_faces(embeddings, min_cluster_size, neighbours)
    return [np.flatnonzero(labels == label) for label in range(labels.max(initial=-1) + 1)]


PIECES: dict[str, Callable[[], AbstractContextManager[Any]]] = {
    "enlarging": _not_enlarged,
    "closer": lambda: patch("core.vision.detection.LARGE_PX", math.inf),
    "looks": _last_look,
    "mirror": lambda: patch.object(FaceEngine, "_embed", _embedded_once),
    "quality": lambda: patch("core.vision.engine.face_quality", _as_clear_as_a_reference),
    "lift": lambda: patch("core.recognition.calibration.LIFT", 0.0),
    "fit": lambda: patch("core.recognition.training.fit", _not_fitted),
    "measured": _guessed,
    "odd": lambda: patch("core.recognition.selection.SURELY_ODD", -math.inf),
    "threshold": lambda: patch("core.recognition.validation.SURER_THAN_THRESHOLD", math.inf),
    "share": lambda: patch.object(Calibration, "in_gallery", lambda calibration, *_: calibration),
    "joint": lambda: patch("core.recognition.matching.assign", _each_alone),
    "one-person": lambda: patch("core.recognition.clusters.people_in", _every_cluster),
}
"""By name: small pictures enlarged for the detector; large ones looked at closer, in parts; more than one
look, where the pack has more; faces embedded mirrored, too; quality by the length of the recogniser's answer;
cosines by the quality of the face; the calibration fitted to the user's own trials; that of a pack measured,
where it is; of few references what is surely somebody else's left out; a threshold that can be expected to
keep its precision, not by the trials alone; the share of a gallery's faces that are known; a player once in
a photo; clusters that can't be one person dropped. Each, entered, is left out.

Rosters have a benchmark of their own (`benchmarks.narrowing`), and so have numbers (`benchmarks.numbers`)
and what is learned from answers (`benchmarks.confirmed`)."""

AT_IMPORT = frozenset({"enlarging", "closer", "looks", "mirror", "quality"})
"""The pieces without which photos are looked at anew."""


def all_but(kept: Collection[str]) -> list[str]:
    """The pieces that are left out where only some are kept."""
    return [piece for piece in PIECES if piece not in kept]


@contextmanager
def left_out(pieces: Iterable[str]) -> Iterator[None]:
    """Leave some pieces out for a while."""
    with ExitStack() as stack:
        for piece in pieces:
            stack.enter_context(PIECES[piece]())
        yield
