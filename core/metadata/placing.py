"""Whose face a file's regions name.

Programs disagree on what a region is a part of: the standard says of the stored picture, some take the
upright photo, and one that turned or cropped the pixels may have left the regions as they were. The faces
that were found tell which it is.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from core.metadata.regions import same_shape, to_upright
from core.metadata.tags import FileTags
from core.types import Box

# A region is of a face where they share so much: some draw eyes and mouth only, others the whole head.
LEAST_OVERLAP = 0.2
ORIENTATIONS = range(1, 9)


@dataclass(frozen=True, slots=True)
class Placed:
    """Who a file names, where in the upright photo, and the index of the face; None where none is there."""

    name: str
    box: Box
    face: int | None


def placed(found: FileTags, size: tuple[int, int], orientation: int, faces: Sequence[Box]) -> list[Placed]:
    """The named regions of a file in the upright photo, each with its face.

    Args:
        found: what the file says.
        size: of the stored picture, width and height in pixels.
        orientation: of the stored picture (EXIF 2.32, 4.6.4).
        faces: their boxes in the upright photo.
    """
    best: list[Placed] = []
    for regions, ways in ((found.regions, _ways(found, size, orientation)), (found.people, (1, orientation))):
        named = [region for region in regions if region.name]
        tries = [_pairs([(one.name, to_upright(one.box, way)) for one in named], faces) for way in ways]
        ours = max(tries, key=lambda one: _shared(one, faces), default=[])
        sure = regions is found.regions and same_shape(found.applied_to, size)
        known = {one.name for one in best}
        best += [one for one in ours if one.name not in known and (sure or one.face is not None)]
    return best


def _ways(found: FileTags, size: tuple[int, int], orientation: int) -> Sequence[int]:
    """How regions may have to be turned, the likeliest first."""
    if same_shape(found.applied_to, size):
        return (orientation, 1)
    return tuple(ORIENTATIONS)


def _pairs(regions: Sequence[tuple[str, Box]], faces: Sequence[Box]) -> list[Placed]:
    """Each region with the face that it shares most with, no face twice."""
    shares = sorted(
        (
            (region.overlap(face), i, j)
            for i, (_, region) in enumerate(regions)
            for j, face in enumerate(faces)
        ),
        reverse=True,
    )
    face_of: dict[int, int] = {}
    for share, i, j in shares:
        if share >= LEAST_OVERLAP and i not in face_of and j not in face_of.values():
            face_of[i] = j
    return [Placed(name, box, face_of.get(i)) for i, (name, box) in enumerate(regions)]


def _shared(tried: Sequence[Placed], faces: Sequence[Box]) -> float:
    return sum(one.box.overlap(faces[one.face]) for one in tried if one.face is not None)
