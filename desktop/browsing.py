"""What the window can ask of a gallery's photos, matches and filters: each prepares one `Operation`."""

from __future__ import annotations

from PySide6.QtCore import QCoreApplication

from core.types import GalleryId, PhotoFilter, PhotoSort
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


def list_filters() -> Operation:
    """list[SavedFilter] by name."""
    title = translate("operations", "List the saved filters")
    return reading(title, lambda lib: lib.saved_filters.all())
