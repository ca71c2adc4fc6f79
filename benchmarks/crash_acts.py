"""What the program that is to be killed does, act by act.

An act goes on until it is done or killed. It tells what was shown as saved after the call has returned.
"""

from __future__ import annotations

import shutil
from collections.abc import Callable, Mapping
from contextlib import suppress
from dataclasses import dataclass, replace
from datetime import timedelta
from pathlib import Path
from random import Random

from core import recovery
from core.changes import Changes
from core.errors import InvalidValueError, LibraryError, NotFoundError, TrainingError
from core.jobs import JobContext
from core.library import Library
from core.types import Face, FaceId, GalleryId

GALLERY = "Sample"
ENDLESS = 10_000
ERASED = "erased "
"""Before the id of a player who was erased, in what is told; the rest of that are batches of answers."""
PAGE_BYTES = 4_096


@dataclass(frozen=True, slots=True)
class Scene:
    """An open library, the folder of its photos, chance, and whom to tell of what was done."""

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


def erase(scene: Scene) -> None:
    """Erase one player after the other, of whom backups tell, too."""
    for player in scene.library.players.search().items:
        scene.library.backups.make()
        scene.library.privacy.erase(player.id, JobContext())
        scene.tell(f"{ERASED}{player.id}")


def go_back(scene: Scene) -> None:
    """Erase a player, and go back again and again to a backup in which they are still."""
    root = scene.library.paths.root
    kept = root / "kept.sqlite"
    shutil.copyfile(scene.library.backups.make().path, kept)
    gone = scene.library.players.search().items[0].id
    scene.library.privacy.erase(gone, JobContext())
    scene.tell(f"{ERASED}{gone}")
    for _ in range(ENDLESS):
        answer(replace(scene, tell=lambda _: None))  # it is taken back
        recovery.restore(root, kept)


def repair(scene: Scene) -> None:
    """Answer, make a backup, have a page of the file damaged, and save what can be saved."""
    database = scene.library.paths.database
    for _ in range(ENDLESS):
        answer(scene)
        scene.library.backups.make()
        scene.library._database.close()  # noqa: SLF001
        with database.open("rb+") as file:
            file.seek(PAGE_BYTES * scene.random.randrange(database.stat().st_size // PAGE_BYTES))
            file.write(b"\xa5" * PAGE_BYTES)
        with suppress(LibraryError):  # nothing was on that page
            recovery.repair(scene.library.paths.root)


ACTS: Mapping[str, Callable[[Scene], None]] = {
    "import": import_photos,
    "recognise": recognise,
    "review": review,
    "train": train,
    "write names": write_names,
    "sync": sync,
    "back up": back_up,
    "erase": erase,
    "go back": go_back,
    "repair": repair,
}


def answer_all(scene: Scene) -> None:
    """Say of each face that it is who the machine takes it for: enough to train on."""
    for face in scene.faces():
        if face.player_id is not None:
            with suppress(InvalidValueError):
                scene.library.review.confirm([FaceId(face.id)], face.player_id)
