"""What the window can ask of names in files; like `desktop.operations`, nothing is run here."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from PySide6.QtCore import QCoreApplication

from core.jobs import JobContext
from core.library import Library
from core.types import GalleryId, PhotoId, WriteReport, Written
from desktop.document import Offer, Operation, again, reading, task
from desktop.jobs import Lane

translate = QCoreApplication.translate


def preview_names(gallery_id: GalleryId, name: str) -> Operation:
    """The WriteReport of what `write_names` would do."""
    title = translate("operations", "See what would be written into the files of {gallery}")

    def call(library: Library, context: JobContext) -> WriteReport:
        return library.metadata.preview(library.galleries.photo_ids(gallery_id), context)

    return Operation(title.format(gallery=name), Lane.FILES, call, quiet=True)


def preview_photo(photo_id: PhotoId) -> Operation:
    """The WriteReport of what would be written into the file of one photo."""
    title = translate("operations", "See what would be written into a file")
    return Operation(
        title, Lane.FILES, lambda library, context: library.metadata.preview([photo_id], context), quiet=True
    )


def write_names(gallery_id: GalleryId, name: str) -> Operation:
    """Write who is in the photos of a gallery into their files: a WriteReport."""
    title = translate("operations", "Write names into the files of {gallery}").format(gallery=name)

    def call(library: Library, context: JobContext) -> WriteReport:
        return library.metadata.write(library.galleries.photo_ids(gallery_id), context)

    words = translate("operations", "Files written: {n}")
    return _filing(title, call, words, lambda report: again(report, write_names(gallery_id, name)))


def take_back(run: Written) -> Operation:
    """Take a run of writing back: a WriteReport."""
    title = translate("operations", "Take names back out of files: {n}").format(n=run.files)
    words = translate("operations", "Files as they were before: {n}")
    return _filing(title, lambda lib, context: lib.metadata.undo(run.batch, context), words)


def read_written() -> Operation:
    """list[Written]: the runs of writing that can be taken back."""
    title = translate("operations", "Look what was written into files")
    return reading(title, lambda lib: lib.metadata.history(), quiet=True)


def read_names(gallery_id: GalleryId, name: str) -> Operation:
    """Name faces by what the files of a gallery say: a NamesReport."""
    return task(
        translate("operations", "Take names from the files of {gallery}").format(gallery=name),
        Lane.ENGINE,
        lambda lib, context: lib.names.read(lib.galleries.photo_ids(gallery_id), context),
        lambda report: translate("operations", "Faces named: {n}").format(n=report.named),
    )


def _filing(
    title: str,
    call: Callable[[Library, JobContext], WriteReport],
    words: str,
    offer: Callable[[Any], Offer | None] = lambda _: None,
) -> Operation:
    return Operation(
        title,
        Lane.FILES,
        call,
        summary=lambda report: words.format(n=len(report.changed)),
        offer=offer,
        shown=True,
    )
