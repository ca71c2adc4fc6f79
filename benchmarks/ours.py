"""Playertag as a program to be measured, by the calls that the window and the command line make.

Who is named is asked of the candidates, as recognition does it, so that any threshold can be looked at.
"""

from __future__ import annotations

import tempfile
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Self

from benchmarks.measures import Box, Look, MainFace
from benchmarks.packs import PackFiles
from core.files import file_digest
from core.jobs import JobContext
from core.library import Library
from core.recognition import matching
from core.recognition.comparing import Match
from core.types import ClusterId, Face, FaceId, Photo, PhotoId

# More players than there are: all candidates are wanted.
MANY = 10_000


class OurProgram:
    """Playertag with a fresh library and its default settings."""

    def __init__(self, library: Library, scratch: Path) -> None:
        self._library = library
        self._scratch = scratch
        self._context = JobContext()
        self._threshold: float | None = None
        self._looks: dict[Path, dict[str, Look]] = {}

    @classmethod
    @contextmanager
    def open(cls, files: PackFiles) -> Iterator[Self]:
        """Playertag with the installed pack of the same id; what it makes is deleted at the end."""
        with (
            tempfile.TemporaryDirectory(prefix="playertag-bench-") as scratch,
            Library.open(Path(scratch) / "library") as library,
        ):
            library.update_settings(pack=files.pack_id)
            yield cls(library, Path(scratch))

    @property
    def threshold(self) -> float | None:
        """The threshold that training chose; None before `identify`."""
        return self._threshold

    @property
    def looks(self) -> Mapping[Path, Mapping[str, Look]]:
        """The faces that recognition would name, by photo and player; empty before `identify`."""
        return self._looks

    def identify(
        self, references: Mapping[str, Sequence[Path]], photos: Sequence[Path]
    ) -> dict[Path, dict[str, float]]:
        """The best probability that each player got in each photo."""
        self._library.indexing.enroll(self._folder_of(references), self._context)
        self._threshold = self._library.training.execute(self._context).session.threshold
        players = sorted(references)
        column = {player: number for number, player in enumerate(players)}
        faces = self._faces(photos, "tournament")
        every = [face.id for found in faces.values() for face in found]
        candidates = self._library.recognition.candidates(every, len(players))
        answers: dict[Path, dict[str, float]] = {}
        self._looks = {}
        for photo, found in faces.items():
            options = [
                [Match(column[one.player], one.probability, one.similarity) for one in of_face]
                for of_face in (candidates.get(face.id, ()) for face in found)
            ]
            every_match = sorted((match for of_face in options for match in of_face), key=_probability)
            answers[photo] = {players[match.column]: match.probability for match in every_match}
            named = sorted(matching.assign(options).items(), key=lambda one: _probability(one[1]))
            self._looks[photo] = {
                players[match.column]: Look(found[number].quality, found[number].size_px, match.probability)
                for number, match in named
            }
        return answers

    def confirm(self, shown: Mapping[Path, str]) -> int:
        """Confirm in each photo the face that is likeliest the player's; `identify` was called before.

        Returns:
            In how many of them there was a face.
        """
        faces = self._faces(list(shown), "tournament")
        every = [face.id for found in faces.values() for face in found]
        likely: dict[FaceId, dict[str, float]] = {
            face: {one.player: one.probability for one in found}
            for face, found in self._library.recognition.candidates(every, MANY).items()
        }
        of_player: dict[str, set[FaceId]] = {}
        for photo, player in shown.items():
            able = [face.id for face in faces[photo] if player in likely.get(face.id, ())]
            if able:
                face = max(able, key=lambda face: likely[face][player])
                of_player.setdefault(player, set()).add(face)
        for player, confirmed in of_player.items():
            self._library.review.confirm(sorted(confirmed), self._library.players.find(player).id)
        return sum(map(len, of_player.values()))

    def cluster(self, photos: Sequence[Path], main: MainFace) -> dict[Path, int | None]:
        """The cluster of the main face of each photo; None for noise or no face."""
        found = self._photos(photos, "clusters")
        gallery = self._library.galleries.find("clusters").id
        self._library.clusters.cluster(gallery, self._context)
        clusters = self._library.clusters.of(gallery)
        number: dict[ClusterId, int] = {cluster.id: index for index, cluster in enumerate(clusters)}
        label = {face.id: number[cluster.id] for cluster in clusters for face in cluster.faces}
        return {path: _label_of_main(found.get(path), label, main) for path in photos}

    def detect(self, photos: Sequence[Path]) -> dict[Path, list[Box]]:
        """The faces in each photo, in pixels."""
        found = self._photos(photos, "race")
        return {path: [pixels_of(photo, face) for face in photo.faces] for path, photo in found.items()}

    def _folder_of(self, references: Mapping[str, Sequence[Path]]) -> Path:
        """The references in a folder for each player, as enrolment takes them."""
        root = self._scratch / "references"
        for player, paths in references.items():
            (root / player).mkdir(parents=True, exist_ok=True)
            for path in paths:
                link = root / player / path.name
                link.unlink(missing_ok=True)
                link.symlink_to(path.absolute())
        return root

    def _faces(self, paths: Sequence[Path], gallery: str) -> dict[Path, tuple[Face, ...]]:
        photos = self._photos(paths, gallery)
        return {path: photos[path].faces if path in photos else () for path in paths}

    def _photos(self, paths: Sequence[Path], gallery: str) -> dict[Path, Photo]:
        """Import the photos; each path's photo, found by content as several may share it."""
        gallery_id = self._library.indexing.import_photos(paths, gallery, self._context).gallery_id
        ids = self._library.galleries.photo_ids(gallery_id)
        by_id = {photo.id: photo for photo in self._library.galleries.photos(ids)}
        hashes = {path: PhotoId(file_digest(path)) for path in paths}
        return {path: by_id[digest] for path, digest in hashes.items() if digest in by_id}


def _probability(match: Match) -> float:
    return match.probability


def _label_of_main(photo: Photo | None, labels: Mapping[FaceId, int], main: MainFace) -> int | None:
    if photo is None or not photo.faces:
        return None
    return labels.get(main_face(photo, main))


def main_face(photo: Photo, main: MainFace) -> FaceId:
    """The main one of the faces of a photo that has some."""
    boxes = [pixels_of(photo, face) for face in photo.faces]
    return photo.faces[main(boxes, photo.width, photo.height)].id


def pixels_of(photo: Photo, face: Face) -> Box:
    """The box of a face in pixels of its photo."""
    return (
        face.box.x * photo.width,
        face.box.y * photo.height,
        face.box.w * photo.width,
        face.box.h * photo.height,
    )
