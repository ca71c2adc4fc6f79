"""The backups of a library: made when it has changed, listed, kept where its settings say."""

from __future__ import annotations

import threading
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from pathlib import Path

from core.db.backups import back_up, backups_in, has_changed, noted_folders, translated
from core.db.identity import identify, identity_of, is_of_another
from core.paths import LibraryPaths
from core.settings import Settings
from core.types import Backup

EVERY = timedelta(minutes=30)
"""Nobody asks for backups nearer to each other than this, unless the window is closed."""


def folder_of(paths: LibraryPaths, chosen: str) -> Path:
    """Where the backups of a library are: in its own folder, or in one of its own in the folder chosen.

    Others may have its name, so that folder has its id, too.
    """
    by_name = _by_name(paths, chosen)
    identity = identity_of(paths.database) if chosen else ""
    return by_name.with_name(f"{by_name.name}-{identity}") if identity else by_name


def _by_name(paths: LibraryPaths, chosen: str) -> Path:
    """Where they were before libraries had ids."""
    return paths.root / chosen / paths.root.name if chosen else paths.backups


def known_folders(paths: LibraryPaths) -> set[Path]:
    """Each folder that backups of a library were made in; its disk may be gone."""
    return {paths.backups, *noted_folders(paths.backups)}


def known_backups(paths: LibraryPaths, chosen: str) -> list[Backup]:
    """Every backup of a library, which may be lost, the newest first; in each folder that it ever had."""
    by_name = _by_name(paths, chosen)  # others of its name may share that one, if it was chosen
    folders = {*known_folders(paths), by_name, folder_of(paths, chosen)}
    return [
        one
        for one in backups_in(*folders)
        if not (chosen and one.path.parent == by_name and is_of_another(one.path, paths.database))
    ]


class Backups:
    """Copies of the library's database."""

    def __init__(
        self, paths: LibraryPaths, settings: Callable[[], Settings], tidy: Callable[[], None]
    ) -> None:
        """Make them.

        Args:
            paths: the library's.
            settings: gives the library's.
            tidy: ends what was begun of erasing people, who are to be in no backup.
        """
        self._paths, self._settings, self._tidy = paths, settings, tidy
        self._making = threading.Lock()

    @property
    def _folder(self) -> Path:
        """Where they are, by the library's settings."""
        return folder_of(self._paths, self._settings().backup_folder)

    def all(self) -> tuple[Backup, ...]:
        """Every backup, the newest first, also of folders that were chosen before."""
        return tuple(known_backups(self._paths, self._settings().backup_folder))

    def make(self) -> Backup:
        """Make one now, prove that it is whole, and let go of those that are no longer kept.

        Kept are the newest three, the last one of each of the newest seven days that have any, and the last
        one of each of the newest four weeks.

        Raises:
            LibraryDamagedError: the library is damaged; the backups that are there stay.
            LibraryError: there is no room, or the folder can't be written to, or is not there any more.
        """
        self._tidy()
        with self._making:
            identify(self._paths.database)
            self._take_over()
            return back_up(self._paths.database, self._folder)

    def _take_over(self) -> None:
        """Bring those of before there were ids from the folder that others of its name may share."""
        folder, chosen = self._folder, self._settings().backup_folder
        by_name = _by_name(self._paths, chosen)
        with translated(folder):
            for one in known_backups(self._paths, chosen) if chosen else ():
                if one.path.parent == by_name:
                    folder.mkdir(exist_ok=True)
                    one.path.rename(folder / one.path.name)

    def make_if_changed(self, apart: timedelta = EVERY) -> Backup | None:
        """Make one where something has changed since the last, and that was so long ago at least.

        A last one that the clock says is still to come was made by another clock, and says nothing.

        Raises:
            LibraryDamagedError: the library is damaged; the backups that are there stay.
            LibraryError: there is no room, or the folder can't be written to, or is not there any more.
        """
        self._tidy()
        newest = next(iter(backups_in(self._folder)), None)
        if newest and timedelta(0) <= datetime.now(UTC) - newest.at < apart:
            return None
        return self.make() if has_changed(self._paths.database, newest) else None
