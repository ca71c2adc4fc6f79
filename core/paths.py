"""Where things are on this machine, and what a library folder holds."""

from __future__ import annotations

import os
import sys
from dataclasses import dataclass
from pathlib import Path

import platformdirs

LIBRARY_VARIABLE = "PLAYERTAG_LIBRARY"
MODELS_VARIABLE = "PLAYERTAG_MODELS"
PROFILE_VARIABLE = "PLAYERTAG_PROFILE"
GOOGLE_CLIENT_VARIABLE = "PLAYERTAG_GOOGLE_CLIENT"

GOOGLE_CLIENT = "google_client.json"
LIBRARY_FILE = "library.sqlite"
"""The database of a library: a folder that has it is one."""
BACKUPS, CACHE, INDEX = "backups", "cache", "index"
"""The folders that a library keeps for itself, beside whatever else is in its own."""


def is_librarys_own(path: Path) -> bool:
    """Whether it is a file or a folder that the library in its folder keeps for itself."""
    own = path.name.startswith(LIBRARY_FILE) or path.name in (BACKUPS, CACHE, INDEX)
    return own and os.path.isfile(path.parent / LIBRARY_FILE)  # noqa: PTH113 - Path.is_file raises at times


def resources() -> Path:
    """The folder of the program's own files, also inside a frozen program."""
    frozen = getattr(sys, "_MEIPASS", None)
    root = Path(frozen) if frozen else Path(__file__).resolve().parent.parent
    return root / "resources"


def bundled_models() -> Path:
    """Model packs that came with an installer; the folder is absent elsewhere."""
    return resources() / "models"


def bundled_exiftool() -> Path:
    """ExifTool, where it came with an installer; absent elsewhere."""
    return resources() / "exiftool" / ("exiftool.exe" if sys.platform == "win32" else "exiftool")


def installed_models() -> Path:
    """Where model packs are installed for this user (`PLAYERTAG_MODELS` overrides)."""
    override = os.environ.get(MODELS_VARIABLE)
    return Path(override) if override else platformdirs.user_data_path("playertag") / "models"


def device_trials() -> Path:
    """Where it is kept how quick each network is on each device of this machine."""
    return installed_models() / "devices.json"


def compiled_networks() -> Path:
    """Where it is kept what networks were compiled to for this machine."""
    return installed_models() / "compiled"


def user_profile() -> Path:
    """The file in which the window remembers what is this user's and of no library."""
    override = os.environ.get(PROFILE_VARIABLE)
    return Path(override) if override else platformdirs.user_config_path("playertag") / "window.ini"


def signed_in_mark() -> Path:
    """The empty file that is there while a keyring holds somebody's sign-in, and changes with it."""
    return user_profile().with_name("signed_in")


def google_client() -> Path:
    """The client file that the user chose, by which Google knows the program."""
    return user_profile().with_name(GOOGLE_CLIENT)


def bundled_google_client() -> Path:
    """The client file that came with an installer; absent elsewhere."""
    return resources() / GOOGLE_CLIENT


def default_library() -> Path:
    """The library that is opened when none is named."""
    return platformdirs.user_pictures_path() / "Playertag Library"


def demo_folder() -> Path:
    """Where the demo builds its tournament when no folder is named."""
    return platformdirs.user_data_path("playertag") / "demo"


@dataclass(frozen=True, slots=True)
class LibraryPaths:
    """The files of one library folder."""

    root: Path

    @property
    def database(self) -> Path:
        """The one file that can't be made again."""
        return self.root / LIBRARY_FILE

    @property
    def backups(self) -> Path:
        """Copies of the database, unless the settings say another folder."""
        return self.root / BACKUPS

    @property
    def window_lock(self) -> Path:
        """The file by whose lock only one window has the library."""
        return self.root / f"{LIBRARY_FILE}-window"

    @property
    def index(self) -> Path:
        """Search indexes, which can be made again."""
        return self.root / INDEX

    @property
    def cache(self) -> Path:
        """Pictures, which can be made or fetched again."""
        return self.root / CACHE

    @property
    def due_since(self) -> Path:
        """When faces were first found to be due to be forgotten by themselves."""
        return self.cache / "due-since"

    @property
    def originals(self) -> Path:
        """Files that came from the team's store; a cache, may be deleted at any time."""
        return self.cache / "originals"

    @property
    def thumbnails(self) -> Path:
        """A cache; may be deleted at any time."""
        return self.cache / "thumbnails"
