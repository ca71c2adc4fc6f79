"""Pictures for the grids: loaded off the UI thread at the size they are shown, kept by bytes.

Only what a view painted lately is loaded: the last wish is served first, and wishes that many later
ones have overtaken are dropped. A cell that is still visible wishes again when it is painted.
"""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import QObject, QSize, Qt, Signal, Slot
from PySide6.QtGui import QImage, QImageReader, QPixmap

from core.errors import PhotoError
from core.library import Library
from desktop.document import Document, Operation
from desktop.jobs import THREADS, Job, Lane

Fetch = Callable[[Library, str], Path]
"""The file of a picture by its key, made where it is absent; called on a pool thread."""

# More than three screens of cells: what is further away has been scrolled past.
WISHES = 240
BUDGET_BYTES = 160 * 1024 * 1024


def load(path: Path, side: int) -> QImage:
    """The picture, scaled down so that its longest side is `side` pixels.

    Raises:
        PhotoError: the file can't be read.
    """
    reader = QImageReader(str(path))
    size = reader.size()
    if max(size.width(), size.height()) > side:
        reader.setScaledSize(size.scaled(QSize(side, side), Qt.AspectRatioMode.KeepAspectRatio))
    image = reader.read()
    if image.isNull():
        raise PhotoError("unreadable", f"{path.name}: {reader.errorString()}")
    return image.convertToFormat(QImage.Format.Format_RGB32)


class Pictures(QObject):
    """The pictures of one kind (photos, face crops) by key."""

    ready = Signal(str)
    """The key of a picture that can now be had, or that is now known to be missing."""

    def __init__(self, document: Document, fetch: Fetch, side: int, parent: QObject) -> None:
        super().__init__(parent)
        self._document = document
        self._fetch = fetch
        self._side = side
        self._kept: OrderedDict[str, QPixmap] = OrderedDict()
        self._bytes = 0
        self._missing: set[str] = set()
        self._wishes: OrderedDict[str, None] = OrderedDict()
        self._loading: dict[Job, str] = {}

    def get(self, key: str) -> QPixmap | None:
        """The picture where it is at hand; otherwise it is wished for, and `ready` tells."""
        picture = self._kept.get(key)
        if picture is not None:
            self._kept.move_to_end(key)
        elif key not in self._missing and key not in self._loading.values():
            self._wish(key)
        return picture

    def missing(self, key: str) -> bool:
        """Whether loading this picture has failed."""
        return key in self._missing

    def try_again(self, key: str) -> None:
        """Load a picture that was missing; there may be one by now."""
        self._missing.discard(key)
        self.ready.emit(key)

    def set_side(self, side: int) -> None:
        """Load at another size from now on."""
        if side != self._side:
            self._side = side
            self.forget()

    def forget(self) -> None:
        """Load everything anew, the missing ones too."""
        self._kept.clear()
        self._bytes = 0
        self._missing.clear()
        self._wishes.clear()
        for job in list(self._loading):
            job.drop()
        self._loading.clear()

    def _wish(self, key: str) -> None:
        self._wishes[key] = None
        self._wishes.move_to_end(key)
        if len(self._wishes) > WISHES:
            self._wishes.popitem(last=False)
        self._pump()

    def _pump(self) -> None:
        while self._wishes and len(self._loading) < THREADS[Lane.IMAGES]:
            key, _ = self._wishes.popitem()
            self._load(key)

    def _load(self, key: str) -> None:
        fetch, side = self._fetch, self._side
        operation = Operation(
            self.tr("Load a picture"),
            Lane.IMAGES,
            lambda library, _: load(fetch(library, key), side),
            quiet=True,
        )
        job = self._document.job(operation)
        self._loading[job] = key
        job.ended.connect(self._on_ended)
        job.start()

    @Slot(object)
    def _on_ended(self, job: Job) -> None:
        key = self._loading.pop(job, None)
        if key is None:
            return
        if isinstance(job.result, QImage):
            self._keep(key, QPixmap.fromImage(job.result))
        else:
            self._missing.add(key)
        self.ready.emit(key)
        self._pump()

    def _keep(self, key: str, picture: QPixmap) -> None:
        self._kept[key] = picture
        self._bytes += _bytes(picture)
        while self._bytes > BUDGET_BYTES and len(self._kept) > 1:
            _, old = self._kept.popitem(last=False)
            self._bytes -= _bytes(old)


def _bytes(picture: QPixmap) -> int:
    return picture.width() * picture.height() * picture.depth() // 8
