"""What the program remembers for one user of this computer, apart from any library."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path

from PySide6.QtCore import QByteArray, QSettings

RECENT = 8


class Profile:
    """One INI file: recent libraries, places of windows and splitters, keys."""

    def __init__(self, path: Path) -> None:
        self._settings = QSettings(str(path), QSettings.Format.IniFormat)

    def recent_libraries(self) -> list[Path]:
        """The libraries opened last, the latest first; one that is gone is left out."""
        paths = [Path(text) for text in self._list("libraries/recent")]
        return [path for path in paths if path.is_dir()]

    def remember_library(self, root: Path) -> None:
        """This library was opened just now."""
        others = [path for path in self.recent_libraries() if path != root]
        self._settings.setValue("libraries/recent", [str(path) for path in [root, *others][:RECENT]])

    def state(self, name: str) -> QByteArray | None:
        """The state of a window or a splitter as Qt saved it."""
        value = self._settings.value(f"state/{name}")
        return value if isinstance(value, QByteArray) else None

    def remember_state(self, name: str, state: QByteArray) -> None:
        """Keep the state of a window or a splitter."""
        self._settings.setValue(f"state/{name}", state)

    @property
    def single_keys(self) -> bool:
        """Whether keys without Ctrl or Alt do something (WCAG 2.2, 2.1.4)."""
        return self._settings.value("keys/single", "on") == "on"

    @single_keys.setter
    def single_keys(self, wanted: bool) -> None:
        self._settings.setValue("keys/single", "on" if wanted else "off")

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

    def _list(self, name: str) -> list[str]:
        # An INI file gives back a list of one as a text, and an empty one as nothing.
        value = self._settings.value(name)
        if isinstance(value, str):
            return [value] if value else []
        return [str(one) for one in value] if isinstance(value, list) else []
