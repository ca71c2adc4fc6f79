"""Pictures for the grids: loaded off the UI thread at the size they are shown, kept by bytes.

Only what a view painted lately is loaded: the last wish is served first, and wishes that many later
ones have overtaken are dropped. A cell that is still visible wishes again when it is painted.
"""

from __future__ import annotations

import time
from collections import OrderedDict
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from PySide6.QtCore import QBuffer, QIODevice, QObject, QSize, Qt, Signal, Slot
from PySide6.QtGui import QGuiApplication, QImage, QImageReader, QPixmap

from core.changes import Changes
from core.errors import PhotoError, PlayertagError
from core.library import Library
from desktop.document import Document, Operation
from desktop.jobs import THREADS, Job, Lane, Wishes

Fetch = Callable[[Library, str], Path]
"""The file of a picture by its key, made where it is absent; called on a pool thread."""
Preview = Callable[[Library, str], QImage | None]
"""A first look at a picture whose file is yet to be made; None where there is none. As `Fetch`."""

# More than three screens of cells: what is further away has been scrolled past.
WISHES = 240
# A job costs the UI thread as much as painting the picture does, so one loads several; but one that
# takes long, because the pictures have to be made, gives back what it has.
AT_ONCE = 8
TURN_S = 0.06
# So many screens full of them are kept, of the largest screen; and of a small one at least as many bytes.
SCREENS = 2
LEAST_BYTES = 16 * 1024 * 1024


def load(path: Path, box: QSize) -> QImage:
    """The picture, scaled down so that it fits into a box of pixels.

    Raises:
        PhotoError: the file can't be read.
    """
    # Read by Python: Qt would keep the interpreter, and with it the window, while the disk is waited for.
    content = QBuffer()
    try:
        content.setData(path.read_bytes())
    except OSError as exc:
        raise PhotoError("unreadable", f"{path.name}: {exc.strerror}") from exc
    content.open(QIODevice.OpenModeFlag.ReadOnly)
    reader = QImageReader(content)
    size = reader.size()
    if size.width() > box.width() or size.height() > box.height():
        reader.setScaledSize(size.scaled(box, Qt.AspectRatioMode.KeepAspectRatio))
    image = reader.read()
    if image.isNull():
        raise PhotoError("unreadable", f"{path.name}: {reader.errorString()}")
    return image.convertToFormat(QImage.Format.Format_RGB32)


@dataclass(frozen=True, slots=True)
class Sources:
    """Where pictures come from, and which of them there is something to see of already."""

    fetch: Fetch
    preview: Preview
    seen: frozenset[str] = frozenset()


Loaded = tuple[QImage, QSize]
"""A picture, and the box that it was made to fit into: an empty one of a first look."""


def no_preview(_library: Library, _key: str) -> None:
    """For pictures that there is no first look at."""


def load_some(
    library: Library, sources: Sources, keys: Sequence[str], box: QSize
) -> dict[str, Loaded | None]:
    """The first of these pictures, as many as a turn has time for; None for one that can't be had."""
    end = time.perf_counter() + TURN_S
    loaded: dict[str, Loaded | None] = {}
    for key in keys:
        try:
            first = sources.preview(library, key) if key not in sources.seen else None
            loaded[key] = (first, QSize()) if first else (load(sources.fetch(library, key), box), box)
        except PlayertagError:
            loaded[key] = None
        if time.perf_counter() > end:
            break
    return loaded


@dataclass(frozen=True, slots=True)
class Kept:
    """A picture, and the box that it was made to fit into."""

    picture: QPixmap
    box: QSize


class Pictures(QObject):
    """The pictures of one kind (photos, face crops) by key."""

    ready = Signal(str)
    """The key of a picture that can now be had, or that is now known to be missing."""

    def __init__(
        self,
        document: Document,
        fetch: Fetch,
        side: int,
        parent: QObject,
        preview: Preview = no_preview,
    ) -> None:
        super().__init__(parent)
        self._document = document
        self._sources = Sources(fetch, preview)
        self._box = QSize(side, side)
        self._kept: OrderedDict[str, Kept] = OrderedDict()
        self._bytes = 0
        self._missing: set[str] = set()
        self._wishes: Wishes[str] = Wishes(WISHES)
        self._held = False
        self._loading: dict[Job, list[str]] = {}
        self._coming: set[str] = set()
        document.changed.connect(self._on_changed)

    @Slot(object, object)
    def _on_changed(self, changes: Changes, _: object) -> None:
        """What was missing may have come, from others of the team."""
        for key in self._missing & (changes.photos | changes.faces):
            self.try_again(key)

    def get(self, key: str) -> QPixmap | None:
        """The picture where it is at hand; otherwise it is wished for, and `ready` tells.

        One of another size than is wanted by now, or the small one that a camera puts into a photo, is
        better than none until the right one is there.
        """
        kept = self._kept.get(key)
        if kept is not None:
            self._kept.move_to_end(key)
            if kept.box == self._box:
                return kept.picture
        if key not in self._missing and key not in self._coming:
            self._wishes.add(key, first=kept is None)
            self._pump()
        return kept.picture if kept is not None else None

    def missing(self, key: str) -> bool:
        """Whether loading this picture has failed."""
        return key in self._missing

    def try_again(self, key: str) -> None:
        """Load a picture that was missing; there may be one by now."""
        self._missing.discard(key)
        self.ready.emit(key)

    def set_side(self, side: int) -> None:
        """Load pictures that fit into a square from now on."""
        self.set_box(QSize(side, side))

    def set_box(self, box: QSize) -> None:
        """Load pictures that fit into a box of pixels from now on, and try those again that were missing."""
        if box != self._box:
            self._box = box
            self._missing.clear()
        # What is loaded last, for cells scrolled past, is not to put out what is in view.
        fit = _budget() // max(4 * box.width() * box.height(), 1)
        self._wishes.keep(min(max(fit // 2, AT_ONCE), WISHES))

    def hold(self, held: bool) -> None:
        """Load nothing more while a view passes by; what is wished for last is loaded afterwards."""
        self._held = held
        self._pump()

    def _pump(self) -> None:
        while not self._held and len(self._loading) < THREADS[Lane.IMAGES]:
            keys = self._wishes.take(AT_ONCE)
            if not keys:
                return
            self._load(keys)

    def _load(self, keys: list[str]) -> None:
        seen = frozenset(key for key in keys if key in self._kept)
        sources, box = replace(self._sources, seen=seen), self._box
        operation = Operation(
            self.tr("Load pictures"),
            Lane.IMAGES,
            lambda library, _: load_some(library, sources, keys, box),
            quiet=True,
        )
        job = self._document.job(operation)
        self._loading[job] = keys
        self._coming.update(keys)
        job.ended.connect(self._on_ended)
        job.start()

    @Slot(object)
    def _on_ended(self, job: Job) -> None:
        keys = self._loading.pop(job)
        self._coming.difference_update(keys)
        loaded: dict[str, Loaded | None] = job.result or dict.fromkeys(keys)
        for key in reversed(keys):
            if key not in loaded:
                self._wishes.add(key)
        for key, found in loaded.items():
            if found is not None:
                self._keep(key, Kept(QPixmap.fromImage(found[0]), found[1]))
            else:
                self._missing.add(key)
            self.ready.emit(key)
        self._pump()

    def _keep(self, key: str, kept: Kept) -> None:
        before = self._kept.pop(key, None)
        self._bytes += _bytes(kept) - (_bytes(before) if before is not None else 0)
        self._kept[key] = kept
        budget = _budget()
        while self._bytes > budget and len(self._kept) > 1:
            _, old = self._kept.popitem(last=False)
            self._bytes -= _bytes(old)


def _bytes(kept: Kept) -> int:
    picture = kept.picture
    return picture.width() * picture.height() * picture.depth() // 8


def _budget() -> int:
    return max(LEAST_BYTES, SCREENS * _largest_screen_bytes())


def _largest_screen_bytes() -> int:
    sizes = [(screen.size(), screen.devicePixelRatio()) for screen in QGuiApplication.screens()]
    return max((round(4 * size.width() * size.height() * ratio**2) for size, ratio in sizes), default=0)
