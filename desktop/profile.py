"""What the program remembers for one user of this computer, apart from any library."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping, Sequence
from contextlib import suppress
from pathlib import Path
from typing import Any, Literal

from pydantic import Field
from PySide6.QtCore import QByteArray, QSettings

from core.errors import InvalidValueError
from core.settings import Schema
from core.words import said

RECENT = 8


class UserSettings(Schema):
    """What is the user's own, whichever library is open."""

    theme: Literal["system", "dark", "light"] = Field("system", title=said("Theme"))
    language: Literal["system", "en", "ru"] = Field("system", title=said("Language"))
    single_keys: bool = Field(True, title=said("Keys of one character, such as X or 1"))


class Profile:
    """One INI file: the user's settings and keys, recent libraries, places of windows and splitters."""

    def __init__(self, path: Path) -> None:
        _put_aside_what_is_not_ours(path)
        self._settings = QSettings(str(path), QSettings.Format.IniFormat)
        self._user = self._read_user()

    @property
    def user(self) -> UserSettings:
        """The user's settings."""
        return self._user

    def update(self, **values: Any) -> UserSettings:
        """Replace some of the user's settings.

        Raises:
            InvalidValueError: a value that can't be, or a field that does not exist, by its name.
        """
        self._user = self._user.updated(**values)
        for name, value in self._user.model_dump().items():
            self._settings.setValue(f"user/{name}", value)
        return self._user

    def recent_libraries(self) -> list[Path]:
        """The libraries opened last, the latest first; some may be gone."""
        return [Path(text) for text in self._list("libraries/recent")]

    def remember_library(self, root: Path) -> None:
        """This library was opened just now."""
        others = [path for path in self.recent_libraries() if path != root]
        self._remember_libraries([root, *others][:RECENT])

    def forget_library(self, root: Path) -> None:
        """Name this library no more; nothing happens to its folder."""
        self._remember_libraries([path for path in self.recent_libraries() if path != root])

    def _remember_libraries(self, roots: Sequence[Path]) -> None:
        self._settings.setValue("libraries/recent", [str(path) for path in roots])

    def gallery(self, root: Path) -> str | None:
        """The gallery that was shown last of a library, by its name."""
        value = self._settings.value(_key("gallery", root))
        return value if isinstance(value, str) else None

    def remember_gallery(self, root: Path, name: str) -> None:
        """This gallery of a library was shown last."""
        self._settings.setValue(_key("gallery", root), name)

    def watched(self, root: Path) -> tuple[Path, str] | None:
        """The folder that was watched for a library when its window was closed, and into which gallery."""
        found = self._list(_key("watched", root))
        return (Path(found[0]), found[1]) if len(found) == 2 else None

    def remember_watched(self, root: Path, folder: Path, gallery: str) -> None:
        """This folder is watched for a library from now on."""
        self._settings.setValue(_key("watched", root), [str(folder), gallery])

    def forget_watched(self, root: Path) -> None:
        """Nothing is watched for a library any more."""
        self._settings.remove(_key("watched", root))

    def state(self, name: str) -> QByteArray | None:
        """The state of a window or a splitter as Qt saved it."""
        value = self._settings.value(f"state/{name}")
        return value if isinstance(value, QByteArray) else None

    def remember_state(self, name: str, state: QByteArray) -> None:
        """Keep the state of a window or a splitter."""
        self._settings.setValue(f"state/{name}", state)

    def answer(self, name: str) -> str:
        """What was last typed into a field of a dialog; empty where nothing was."""
        value = self._settings.value(f"answer/{name}")
        return value if isinstance(value, str) else ""

    def remember_answer(self, name: str, text: str) -> None:
        """Offer this the next time."""
        self._settings.setValue(f"answer/{name}", text)

    def keys(self) -> dict[str, tuple[str, ...]]:
        """The keys that the user chose, by what they do; portable texts of key sequences."""
        self._settings.beginGroup("keys/own")
        names = self._settings.childKeys()
        self._settings.endGroup()
        return {name: tuple(self._list(f"keys/own/{name}")) for name in names}

    def remember_keys(self, chosen: Mapping[str, Sequence[str]]) -> None:
        """Keep these choices in place of the ones before."""
        self._settings.remove("keys/own")
        for name, sequences in chosen.items():
            self._settings.setValue(f"keys/own/{name}", list(sequences))

    def save(self) -> None:
        """Write to the disk now."""
        self._settings.sync()

    def _read_user(self) -> UserSettings:
        """A value that somebody wrote by hand and that can't be is as if it were not there."""
        found = UserSettings()
        for name in UserSettings.model_fields:
            value = self._settings.value(f"user/{name}")
            if value is not None:
                try:
                    found = found.updated(**{name: value})
                except InvalidValueError:
                    continue
        return found

    def _list(self, name: str) -> list[str]:
        # An INI file gives back a list of one as a text, and an empty one as nothing.
        value = self._settings.value(name)
        if isinstance(value, str):
            return [value] if value else []
        return [str(one) for one in value] if isinstance(value, list) else []


def _put_aside_what_is_not_ours(path: Path) -> None:
    """Begin without a file that has a value of a kind that is never remembered.

    Qt takes as much memory for one as it says, and the program ends where there is not so much.
    """
    with suppress(OSError):
        if b"Variant(" in path.read_bytes():
            path.replace(path.with_name(f"{path.name}-damaged"))


def _key(what: str, root: Path) -> str:
    # A key of an INI file has its own meaning for what a path is made of.
    return f"{what}/{hashlib.sha256(str(root).encode()).hexdigest()[:16]}"
