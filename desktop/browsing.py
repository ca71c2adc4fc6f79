"""What the window can ask of a gallery's photos, matches and filters: each prepares one `Operation`."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import QCoreApplication

from core.types import GalleryId, PhotoFilter, PhotoSort, ScheduleMapping
from desktop.document import Operation, reading

translate = QCoreApplication.translate

EVERY_PHOTO = PhotoFilter()
BY_TIME = PhotoSort()


def photo_ids(
    gallery_id: GalleryId, wanted: PhotoFilter, sort: PhotoSort, limit: int | None = None
) -> Operation:
    """list[PhotoId] of a gallery, of those that pass the filter, in order; so many at most."""
    title = translate("operations", "List the photos")
    return reading(title, lambda lib: lib.galleries.photo_ids(gallery_id, wanted, sort, limit))


def read_choices(gallery_id: GalleryId) -> Operation:
    """GalleryChoices: what a gallery's photos can be filtered by."""
    title = translate("operations", "Look at what to filter by")
    return reading(title, lambda lib: lib.galleries.choices(gallery_id))


def list_matches(gallery_id: GalleryId) -> Operation:
    """list[Match] of a gallery by time."""
    title = translate("operations", "List the matches")
    return reading(title, lambda lib: lib.matches.of(gallery_id))


def read_expected(gallery_id: GalleryId) -> Operation:
    """dict[PhotoId, frozenset[PlayerId]]: who is expected where it is fewer than the gallery's roster."""
    title = translate("operations", "Look who is expected")
    return reading(title, lambda lib: lib.matches.expected(gallery_id))


def list_cameras(gallery_id: GalleryId) -> Operation:
    """list[Camera] of a gallery by name."""
    title = translate("operations", "List the cameras")
    return reading(title, lambda lib: lib.cameras.of(gallery_id))


def preview_schedule(gallery_id: GalleryId, path: Path, mapping: ScheduleMapping) -> Operation:
    """The SchedulePreview of a file."""
    title = translate("operations", "Look at the schedule {name}").format(name=path.name)
    return reading(title, lambda lib: lib.matches.preview_schedule(gallery_id, path, mapping), quiet=True)


def list_filters() -> Operation:
    """list[SavedFilter] by name."""
    title = translate("operations", "List the saved filters")
    return reading(title, lambda lib: lib.saved_filters.all())
