"""What the window can ask of files: cards, hot folders, names in files. Nothing is run here either."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QCoreApplication, QStorageInfo

from core.jobs import JobContext
from core.library import Library
from core.types import CardPlan, CardReport, GalleryId, PhotoId, WriteReport, Written
from desktop.document import Offer, Operation, again, reading, task
from desktop.jobs import Lane

if TYPE_CHECKING:
    from core.hot_folder import Arrived

translate = QCoreApplication.translate

# Every camera puts its pictures below a folder of this name (CIPA DC-009).
CAMERAS_FOLDER = "DCIM"


def find_card() -> Operation:
    """The Path of the first card in this computer or None; a network share that is lost may hold it up."""
    return reading(translate("operations", "Look for a card"), lambda _: card_in(), quiet=True)


def card_in() -> Path | None:
    """The first disk with what a camera makes on it."""
    ready = (Path(one.rootPath()) for one in QStorageInfo.mountedVolumes() if one.isReady())
    return next((root for root in ready if (root / CAMERAS_FOLDER).is_dir()), None)


def preview_card(plan: CardPlan) -> Operation:
    """The CardPreview of what `copy_card` would do."""
    title = translate("operations", "Look at the card")
    return Operation(title, Lane.FILES, lambda lib, context: lib.cards.preview(plan, context), quiet=True)


def copy_card(plan: CardPlan) -> Operation:
    """Copy what is new on a card: a CardReport."""
    return Operation(
        translate("operations", "Copy {card}").format(card=plan.card.name),
        Lane.FILES,
        lambda lib, context: lib.cards.copy(plan, context),
        summary=_copied,
        offer=lambda report: again(report, copy_card(plan)),
        shown=True,
    )


def _copied(report: CardReport) -> str:
    words = translate("operations", "Pictures copied: {n}, known before: {known}")
    return words.format(n=report.copied, known=report.known)


def watch_folder(folder: Path, gallery: str, told: Callable[[Arrived], None]) -> Operation:
    """Take photos in as they come, until stopped; `told` is called on the thread that does."""
    return Operation(
        translate("operations", "Watch {folder}").format(folder=folder.name),
        Lane.ARRIVALS,
        lambda lib, context: lib.hot_folder.watch(folder, gallery, context, told),
        standing=True,
    )


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
