"""Asking for files and folders: each purpose begins where it was last done.

Else one that takes files begins where another one took some.
"""

from __future__ import annotations

import os
from collections.abc import Sequence
from enum import Enum
from pathlib import Path

from PySide6.QtCore import QByteArray, QStandardPaths
from PySide6.QtWidgets import QFileDialog, QWidget

from desktop.profile import Profile

Usual = QStandardPaths.StandardLocation
ANY = "folder/any"


class Purpose(Enum):
    """What a file or a folder is wanted for, and where such are mostly kept."""

    PHOTOS = ("photos", Usual.PicturesLocation)
    PICTURE = ("picture", Usual.PicturesLocation)
    """To look at, without its being stored."""
    REFERENCES = ("references", Usual.PicturesLocation)
    ROSTER = ("roster", Usual.DocumentsLocation)
    EXPORT = ("export", Usual.DocumentsLocation)
    PACK = ("pack", Usual.DownloadLocation)
    CARD = ("card", Usual.PicturesLocation)
    COPIES = ("copies", Usual.PicturesLocation)
    """Of cards."""
    HOT_FOLDER = ("hot-folder", Usual.PicturesLocation)
    CLIENT = ("client", Usual.DownloadLocation)

    @property
    def written(self) -> bool:
        """Whether files are put there: not among those that others are taken from."""
        return self in (Purpose.EXPORT, Purpose.COPIES)

    @property
    def key(self) -> str:
        """What the profile remembers the folder by."""
        return f"folder/{self.value[0]}"


def ask_folder(profile: Profile, parent: QWidget, title: str, purpose: Purpose) -> Path | None:
    """A folder that the user chose."""
    found = QFileDialog.getExistingDirectory(parent, title, str(usual_folder(profile, purpose)))
    return _kept(profile, purpose, found, Path(found))


def ask_file(profile: Profile, parent: QWidget, title: str, purpose: Purpose, kinds: str = "") -> Path | None:
    """A file that the user chose."""
    found, _ = QFileDialog.getOpenFileName(parent, title, str(usual_folder(profile, purpose)), kinds)
    return _kept(profile, purpose, found, Path(found).parent)


def ask_files(profile: Profile, parent: QWidget, title: str, purpose: Purpose) -> Sequence[Path]:
    """Files of one folder that the user chose, maybe none."""
    found, _ = QFileDialog.getOpenFileNames(parent, title, str(usual_folder(profile, purpose)))
    for one in found[:1]:
        _kept(profile, purpose, one, Path(one).parent)
    return [Path(one) for one in found]


def ask_new_file(
    profile: Profile, parent: QWidget, title: str, purpose: Purpose, name: str, kinds: str
) -> Path | None:
    """A file to be written, of the offered name or another."""
    offered = usual_folder(profile, purpose) / name
    found, _ = QFileDialog.getSaveFileName(parent, title, str(offered), kinds)
    return _kept(profile, purpose, found, Path(found).parent)


def typed_path(text: str) -> Path:
    """The path that somebody typed; `~` is their own folder, and stays itself where nobody is called so."""
    return Path(os.path.expanduser(text.strip()))  # noqa: PTH111 - Path.expanduser raises


def usual_folder(profile: Profile, purpose: Purpose) -> Path:
    """Where this was done last, else where files were taken from, else where such are mostly kept."""
    return usual_folders(profile, purpose)[0]


def usual_folders(profile: Profile, purpose: Purpose) -> Sequence[Path]:
    """All of these that are there, and at last the user's own folder."""
    states = (profile.state(key) for key in _keys(purpose))
    folders = [Path(bytes(state.data()).decode()) for state in states if state is not None]
    usual = Path(QStandardPaths.writableLocation(purpose.value[1]))
    return [*(one for one in (*folders, usual) if one.is_dir()), Path.home()]


def remember_folder(profile: Profile, purpose: Purpose, folder: Path) -> None:
    """Begin there the next time."""
    for key in _keys(purpose):
        profile.remember_state(key, QByteArray(str(folder).encode()))


def _keys(purpose: Purpose) -> tuple[str, ...]:
    return (purpose.key,) if purpose.written else (purpose.key, ANY)


def _kept(profile: Profile, purpose: Purpose, found: str, folder: Path) -> Path | None:
    if not found:
        return None
    remember_folder(profile, purpose, folder)
    return Path(found)
