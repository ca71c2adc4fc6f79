"""What is handed out of the window about photos: names and paths on the clipboard, and their folder."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QUrl
from PySide6.QtGui import QDesktopServices, QGuiApplication

from core.types import NAMED, Photo


def names_of(photo: Photo) -> list[str]:
    """Who is known to be in a photo, from left to right."""
    return [face.player for face in photo.faces if face.player and face.state in NAMED]


def copy_names(photos: Sequence[Photo]) -> None:
    """A line of names for each photo."""
    QGuiApplication.clipboard().setText("\n".join(listed(names_of(photo)) for photo in photos))


def copy_paths(photos: Sequence[Photo]) -> None:
    """A line with the path of each photo."""
    QGuiApplication.clipboard().setText("\n".join(str(photo.path) for photo in photos))


def open_folder(photos: Sequence[Photo]) -> None:
    """The folder of the first photo."""
    QDesktopServices.openUrl(QUrl.fromLocalFile(str(photos[0].path.parent)))


def listed(names: Sequence[str]) -> str:
    """Names as a sentence lists them."""
    if len(names) < 2:
        return "".join(names)
    words = QGuiApplication.translate("PhotoActs", "{names} and {last}")
    return words.format(names=", ".join(names[:-1]), last=names[-1])
