"""The backups of a library: made when it has changed, listed, kept where its settings say."""

from __future__ import annotations

import threading
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from pathlib import Path

from sqlalchemy.orm import Session

from core.db.backups import back_up, backups_in, has_changed
from core.db.schema import SettingRow
from core.paths import LibraryPaths
from core.settings import Settings
from core.types import Backup

EVERY = timedelta(minutes=30)
"""Nobody asks for backups nearer to each other than this, unless the window is closed."""
EARLIER = "earlier_backup_folders"
"""The row of the settings with the folders that were chosen before."""


def folder_of(paths: LibraryPaths, chosen: str) -> Path:
    """Where the backups of a library are: in its own folder, or in one of its name in the folder chosen."""
    return paths.root / chosen / paths.root.name if chosen else paths.backups


def earlier_folders(session: Session) -> list[str]:
    """The folders for backups that were chosen before: what was made there still is."""
    row = session.get(SettingRow, EARLIER)
    return list(row.value["folders"]) if row else []


def remember_folder(session: Session, chosen: str) -> None:
    """Know later that a folder was chosen for backups, whatever is chosen then."""
    known = earlier_folders(session)
    if chosen and chosen not in known:
        session.merge(SettingRow(name=EARLIER, value={"folders": [*known, chosen]}))


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
        """Every backup, the newest first."""
        return tuple(backups_in(self._folder))

    def make(self) -> Backup:
        """Make one now, prove that it is whole, and let go of those that are no longer kept.

        Kept are the newest three, the last one of each of the newest seven days that have any, and the last
        one of each of the newest four weeks.

        Raises:
            LibraryDamagedError: the library is damaged; the backups that are there stay.
            LibraryError: there is no room, or the folder can't be written to.
        """
        self._tidy()
        with self._making:
            return back_up(self._paths.database, self._folder)

    def make_if_changed(self, apart: timedelta = EVERY) -> Backup | None:
        """Make one where something has changed since the last, and that was so long ago at least.

        A last one that the clock says is still to come was made by another clock, and says nothing.

        Raises:
            LibraryDamagedError: the library is damaged; the backups that are there stay.
            LibraryError: there is no room, or the folder can't be written to.
        """
        self._tidy()
        newest = next(iter(self.all()), None)
        if newest and timedelta(0) <= datetime.now(UTC) - newest.at < apart:
            return None
        return self.make() if has_changed(self._paths.database, newest) else None
