"""What is handed out of the window about photos: names and paths on the clipboard, and their folder."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtGui import QGuiApplication

from core.types import Photo
from desktop.folders import show_folder


def copy_names(photos: Sequence[Photo]) -> None:
    """A line of names for each photo."""
    QGuiApplication.clipboard().setText("\n".join(listed(photo.names) for photo in photos))


def copy_paths(photos: Sequence[Photo]) -> None:
    """A line with the path of each photo, or the file's name where that is on another computer."""
    QGuiApplication.clipboard().setText("\n".join(photo.called for photo in photos))


def open_folder(photos: Sequence[Photo]) -> str:
    """Open the folder of the first photo that is on this computer; where that can't be, the words why."""
    here = next((photo for photo in photos if photo.is_here), None)
    if here is None:
        words = QGuiApplication.translate("PhotoActs", "{name} is on another computer of the team")
        return words.format(name=", ".join(photo.called for photo in photos[:1]))
    folder = here.path.parent
    if not folder.is_dir():
        words = QGuiApplication.translate("PhotoActs", "{folder} is not there now: is its disk connected?")
        return words.format(folder=folder)
    show_folder(folder)
    return ""


def listed(names: Sequence[str]) -> str:
    """Names as a sentence lists them."""
    if len(names) < 2:
        return "".join(names)
    words = QGuiApplication.translate("PhotoActs", "{names} and {last}")
    return words.format(names=", ".join(names[:-1]), last=names[-1])
