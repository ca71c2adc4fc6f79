"""What the window can ask of the library: each function prepares one `Operation` and runs nothing."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from PySide6.QtCore import QCoreApplication
from PySide6.QtGui import QImage

from core.changes import Changes
from core.jobs import JobContext
from core.library import Library
from core.types import (
    Cluster,
    Face,
    FaceState,
    GalleryId,
    PhotoFilter,
    PhotoId,
    Player,
    SessionId,
    TrainingPlan,
    TrainingSession,
)
from desktop.document import Operation
from desktop.jobs import Lane

translate = QCoreApplication.translate

CANDIDATES = 9
# The candidates of a group are those of its most typical faces; more of them change nothing.
FACES_FOR_CANDIDATES = 12


@dataclass(frozen=True, slots=True)
class Questions:
    """What is open in a gallery: groups that look like one person, and faces with a suggestion."""

    clusters: tuple[Cluster, ...]
    suggestions: tuple[Face, ...]


@dataclass(frozen=True, slots=True)
class Training:
    """What the training panel shows."""

    plan: TrainingPlan
    history: tuple[TrainingSession, ...]


@dataclass(frozen=True, slots=True)
class DeviceWords:
    """What the models run on, and why."""

    name: str
    note: str


def list_galleries() -> Operation:
    """list[Gallery]."""
    title = translate("operations", "List the galleries")
    return Operation(title, Lane.READ, lambda lib, _: lib.galleries.all())


def photo_ids(gallery_id: GalleryId, states: frozenset[FaceState] | None) -> Operation:
    """list[PhotoId] of a gallery, of those with a face in one of the states where given."""
    title = translate("operations", "List the photos")
    return Operation(
        title, Lane.READ, lambda lib, _: lib.galleries.photo_ids(gallery_id, PhotoFilter(states))
    )


def read_photos(ids: Sequence[PhotoId]) -> Operation:
    """list[Photo] with their faces."""
    title = translate("operations", "Read the photos")
    return Operation(title, Lane.READ, lambda lib, _: lib.galleries.photos(ids))


def read_questions(gallery_id: GalleryId) -> Operation:
    """The `Questions` of a gallery."""
    return Operation(
        translate("operations", "List the open questions"),
        Lane.READ,
        lambda lib, _: Questions(
            tuple(lib.clusters.of(gallery_id)), tuple(lib.review.suggestions(gallery_id))
        ),
    )


def read_candidates(faces: Sequence[Face]) -> Operation:
    """dict[FaceId, tuple[Candidate, ...]] of the first faces."""
    ids = [face.id for face in faces[:FACES_FOR_CANDIDATES]]
    title = translate("operations", "Look for candidates")
    return Operation(title, Lane.READ, lambda lib, _: lib.recognition.candidates(ids, CANDIDATES), quiet=True)


def decode(photo_id: PhotoId, longest_side: int) -> Operation:
    """A photo's picture as a QImage, at most `longest_side` pixels wide or high."""

    def call(library: Library, _: JobContext) -> QImage:
        pixels = library.images.photo(photo_id, longest_side)
        height, width = pixels.shape[:2]
        image = QImage(pixels.tobytes(), width, height, 3 * width, QImage.Format.Format_RGB888)
        # A conversion copies: the image no longer leans on memory that Python owns.
        return image.convertToFormat(QImage.Format.Format_RGB32)

    title = translate("operations", "Open the photo")
    return Operation(title, Lane.IMAGES, call, quiet=True)


def list_players() -> Operation:
    """tuple[Player, ...] of the roster."""
    title = translate("operations", "List the players")
    return Operation(title, Lane.READ, lambda lib, _: lib.players.search().items)


def add_player(player: Player) -> Operation:
    """Put a player on the roster; of the argument the id is not looked at."""
    return Operation(
        translate("operations", "Add {name}").format(name=player.name),
        Lane.WRITE,
        lambda lib, _: lib.players.add(player.name, player.number, player.team, player.external_id),
        changes=lambda changes: changes,
    )


def import_roster(path: Path) -> Operation:
    """Put the players of a CSV file on the roster."""
    return Operation(
        translate("operations", "Import the roster {name}").format(name=path.name),
        Lane.WRITE,
        lambda lib, _: lib.players.import_roster(path),
        changes=lambda changes: changes,
        summary=_listed,
        shown=True,
    )


def enroll(folder: Path) -> Operation:
    """Reference photos from a folder with a folder or a file per player: an EnrolReport."""
    return Operation(
        translate("operations", "Enrol players from {name}").format(name=folder.name),
        Lane.ENGINE,
        lambda lib, context: lib.indexing.enroll(folder, context),
        changes=lambda report: report.changes,
        summary=_enrolled,
        shown=True,
    )


def import_photos(paths: Sequence[Path], gallery: str) -> Operation:
    """Photos and folders into a gallery: an ImportReport."""
    return Operation(
        translate("operations", "Import into {gallery}").format(gallery=gallery),
        Lane.ENGINE,
        lambda lib, context: lib.indexing.import_photos(paths, gallery, context),
        changes=lambda report: report.changes,
        summary=_imported,
        shown=True,
    )


def recognise(gallery_id: GalleryId, name: str) -> Operation:
    """Tag and suggest the players that the active training session knows."""
    return Operation(
        translate("operations", "Recognise players in {gallery}").format(gallery=name),
        Lane.ENGINE,
        lambda lib, context: lib.recognition.batch_recognize([gallery_id], None, context),
        changes=lambda report: report.changes,
        summary=_recognised,
        shown=True,
    )


def find_unknown_people(gallery_id: GalleryId, name: str) -> Operation:
    """Group the faces that are still unknown: a ClusterReport."""
    return Operation(
        translate("operations", "Find unknown people in {gallery}").format(gallery=name),
        Lane.CLUSTERING,
        lambda lib, context: lib.clusters.cluster(gallery_id, context),
        changes=lambda report: report.changes,
        summary=_grouped,
        shown=True,
    )


def read_training() -> Operation:
    """The plan and the history as one `Training`."""
    return Operation(
        translate("operations", "Look at what there is to train on"),
        Lane.READ,
        lambda lib, _: Training(lib.training.prepare(), tuple(lib.training.history())),
    )


def train(precision_target: float) -> Operation:
    """Make templates of all confirmed faces: a TrainingReport."""
    return Operation(
        translate("operations", "Train"),
        Lane.ENGINE,
        lambda lib, context: lib.training.execute(context, precision_target),
        changes=lambda report: report.changes,
        summary=_trained,
        shown=True,
    )


def activate(session_id: SessionId) -> Operation:
    """Let recognition use that training session."""
    return Operation(
        translate("operations", "Make a training session active"),
        Lane.WRITE,
        lambda lib, _: lib.training.activate(session_id),
        changes=lambda changes: changes,
    )


def read_settings() -> Operation:
    """The Settings of the library."""
    title = translate("operations", "Read the settings")
    return Operation(title, Lane.READ, lambda lib, _: lib.settings)


def set_theme(theme: str) -> Operation:
    """Remember the theme."""
    return Operation(
        translate("operations", "Change the theme"),
        Lane.WRITE,
        lambda lib, _: lib.update_settings(theme=theme),
        changes=lambda changes: changes,
    )


def find_device() -> Operation:
    """Open the models and say what they run on: a DeviceWords."""

    def call(library: Library, _: JobContext) -> DeviceWords:
        device = library.device()
        return DeviceWords(device.name, device.note)

    return Operation(translate("operations", "Open the models"), Lane.ENGINE, call, quiet=True)


def read_history() -> Operation:
    """list[TrainingSession], the newest first."""
    title = translate("operations", "List the training sessions")
    return Operation(title, Lane.READ, lambda lib, _: lib.training.history())


# A count in words for the activity area, of each report that a shown operation ends with.
def _listed(changes: Changes) -> str:
    return translate("operations", "Players: {n}").format(n=len(changes.players))


def _enrolled(report: Any) -> str:
    words = translate("operations", "{references} references of {players} players")
    enrolled = report.enrolled
    return words.format(references=sum(enrolled.values()), players=len(enrolled))


def _imported(report: Any) -> str:
    words = translate("operations", "{added} new, {known} known before, {faces} faces")
    return words.format(added=report.added, known=report.known, faces=report.faces)


def _recognised(report: Any) -> str:
    words = translate("operations", "{tagged} tagged, {suggested} suggested, {unknown} unknown")
    return words.format(tagged=report.tagged, suggested=report.suggested, unknown=report.unknown)


def _grouped(report: Any) -> str:
    words = translate("operations", "{clusters} groups of {clustered} faces, {noise} faces alone")
    return words.format(clusters=report.clusters, clustered=report.clustered, noise=report.noise)


def _trained(report: Any) -> str:
    words = translate("operations", "{players} players from {faces} faces")
    return words.format(players=report.session.players, faces=report.session.faces)
