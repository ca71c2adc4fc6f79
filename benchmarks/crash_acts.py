"""What the program that is to be killed does, act by act.

An act goes on until it is done or killed. It tells what was shown as saved after the call has returned.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from contextlib import suppress
from dataclasses import dataclass
from datetime import timedelta
from pathlib import Path
from random import Random

from core.changes import Changes
from core.errors import InvalidValueError, NotFoundError, TrainingError
from core.jobs import JobContext
from core.library import Library
from core.types import Face, FaceId, GalleryId

GALLERY = "Sample"
ENDLESS = 10_000


@dataclass(frozen=True, slots=True)
class Scene:
    """An open library, the folder of its photos, chance, and whom to tell of a batch that was saved."""

    library: Library
    photos: Path
    random: Random
    tell: Callable[[str], None]

    @property
    def gallery(self) -> GalleryId:
        """The one gallery."""
        return self.library.galleries.find(GALLERY).id

    def faces(self) -> list[Face]:
        """Every face of the gallery."""
        photos = self.library.galleries.photos(self.library.galleries.photo_ids(self.gallery))
        return [face for photo in photos for face in photo.faces]


def import_photos(scene: Scene) -> None:
    """Find the faces of all photos."""
    scene.library.indexing.import_photos([scene.photos], GALLERY, JobContext())


def recognise(scene: Scene) -> None:
    """Name faces, at one threshold after the other, and group the rest."""
    for _ in range(ENDLESS):
        threshold = scene.random.choice((0.5, 0.9, 0.999))
        scene.library.recognition.batch_recognize([scene.gallery], threshold, JobContext())
        scene.library.clusters.cluster(scene.gallery, JobContext(), 2)


def review(scene: Scene) -> None:
    """Answer, and take answers back."""
    for _ in range(ENDLESS):
        answer(scene)


def answer(scene: Scene) -> None:
    """One act of a reviewer."""
    faces = [face.id for face in scene.random.sample(scene.faces(), 2)]
    player = scene.random.choice(scene.library.players.search().items).id
    acts: list[Callable[[], Changes]] = [
        lambda: scene.library.review.confirm(faces[:1], player),
        lambda: scene.library.review.reject(faces, player),
        lambda: scene.library.review.ignore(faces),
        lambda: scene.library.review.unsure(faces),
    ]
    with suppress(InvalidValueError, NotFoundError):  # somebody would be in a photo twice
        done = scene.random.choice(acts)()
        if done.batch is not None:
            scene.tell(done.batch)
            if scene.random.random() < 0.3:
                undone = scene.library.review.undo(done.batch).batch
                scene.tell(undone or "")


def train(scene: Scene) -> None:
    """Learn from what is confirmed, again and again, with an answer now and then."""
    for _ in range(ENDLESS):
        with suppress(TrainingError):
            scene.library.training.execute(JobContext())
        answer(scene)


def write_names(scene: Scene) -> None:
    """Write names into files, answer, write them anew, and take it back."""
    photos = scene.library.galleries.photo_ids(scene.gallery)
    for _ in range(ENDLESS):
        answer(scene)
        report = scene.library.metadata.write(photos, JobContext())
        if report.batch and scene.random.random() < 0.5:
            scene.library.metadata.undo(report.batch, JobContext())


def sync(scene: Scene) -> None:
    """Answer, and meet the others of the team."""
    for _ in range(ENDLESS):
        for _ in range(3):
            answer(scene)
        scene.library.team.sync(JobContext())


def back_up(scene: Scene) -> None:
    """Answer, and make a backup."""
    for _ in range(ENDLESS):
        answer(scene)
        scene.library.backups.make_if_changed(timedelta(0))


ACTS: Mapping[str, Callable[[Scene], None]] = {
    "import": import_photos,
    "recognise": recognise,
    "review": review,
    "train": train,
    "write names": write_names,
    "sync": sync,
    "back up": back_up,
}


def answer_all(scene: Scene) -> None:
    """Say of each face that it is who the machine takes it for: enough to train on."""
    for face in scene.faces():
        if face.player_id is not None:
            with suppress(InvalidValueError):
                scene.library.review.confirm([FaceId(face.id)], face.player_id)
