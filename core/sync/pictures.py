"""A library and whichever store of pictures its team has."""

from __future__ import annotations

import time
from collections.abc import Callable
from contextlib import ExitStack
from dataclasses import dataclass
from typing import Self

from sqlalchemy import select

from core.auth import credentials
from core.db.engine import Database
from core.db.schema import TeamRow
from core.errors import InvalidValueError, NotAllowedError, ServerRefusedError, TeamError
from core.images import Images
from core.jobs import JobContext
from core.settings import Settings
from core.storage.address import BucketKey, open_store
from core.storage.base import BlobStore
from core.sync.engine import PictureReport, SyncReport, the_team
from core.sync.exchange import PictureExchange
from core.sync.roles import pictures_of
from core.types import PictureKind, Role
from core.words import said

TRIED_AGAIN_AFTER_S = 60.0
LOOKED_AT_MOST_EVERY_S = 3.0
"""What is missing is asked of the whole library, which is not done at each write of an import."""
BYTES_IN_KB = 1000


@dataclass(frozen=True, slots=True)
class StoreChoice:
    """A team's store as this library uses it."""

    address: str
    key: BucketKey | None
    tournament_id: str
    key_name: str
    kinds: tuple[PictureKind, ...]
    bytes_per_s: int

    def open(self) -> BlobStore:
        """Open it; nothing is asked yet."""
        return open_store(self.address, self.key, self.tournament_id, self.bytes_per_s)


def store_choice(database: Database, settings: Settings) -> StoreChoice | None:
    """The store of a library's team; None where it has none, or the library is in no team."""
    with database.read() as session:
        team = session.scalar(select(TeamRow).where(~TeamRow.left))
        if team is None or not team.store:
            return None
        return StoreChoice(
            team.store,
            kept_key(team),
            team.tournament_id,
            key_name(team),
            pictures_of(Role(team.role), originals=settings.share_originals),
            settings.transfer_limit_kb_s * BYTES_IN_KB,
        )


def require_store(database: Database, settings: Settings) -> StoreChoice:
    """The store of a library's team.

    Raises:
        NotAllowedError: the library is in no team, or its team has none.
    """
    with database.read() as session:
        the_team(session)
    choice = store_choice(database, settings)
    if choice is None:
        raise NotAllowedError(said("The team has no store of pictures. An owner can give it one."))
    return choice


def kept_key(team: TeamRow) -> BucketKey | None:
    """A member's key of the team's store; None where this computer does not know it."""
    kept = credentials.find(key_name(team))
    return BucketKey.from_text(kept) if kept else None


def key_name(team: TeamRow) -> str:
    """What a member's key of the team's store is kept by."""
    return f"key of {team.login} to the store of {team.tournament_id}"


class Pictures:
    """Moves pictures, where there is a store for them; its troubles are not those of the rows."""

    def __init__(self, database: Database, images: Images, read_settings: Callable[[], Settings]) -> None:
        self._database, self._images, self._read_settings = database, images, read_settings
        self._choice: StoreChoice | None = None
        self._exchange: PictureExchange | None = None
        self._open = ExitStack()
        self._failed: StoreChoice | None = None
        self._again_at = 0.0
        self._stepped_at = 0.0
        self._seen = -1

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self._close()

    @property
    def busy(self) -> bool:
        """Whether there is more to be moved than the last step did."""
        return self._exchange is not None and self._exchange.busy

    def due(self, written: int) -> bool:
        """Whether a step may find something; `written` is another number after each write to the library."""
        if time.monotonic() < self._stepped_at + LOOKED_AT_MOST_EVERY_S:
            return False
        changed, self._seen = written != self._seen, written
        return changed or self._failed is not None

    def step(self, context: JobContext) -> SyncReport:
        """Move pictures for a moment. A store that failed is left alone for a while, if it is the same.

        Raises:
            CancelledError: a stop was asked for; what has moved is noted.
        """
        self._stepped_at = time.monotonic()
        choice = store_choice(self._database, self._read_settings())
        if choice is not None and choice == self._failed and time.monotonic() < self._again_at:
            return SyncReport()
        try:
            self._follow(choice)
            report = self._exchange.step(context) if self._exchange else SyncReport()
        except TeamError as exc:
            self._close()
            self._failed, self._again_at = choice, time.monotonic() + TRIED_AGAIN_AFTER_S
            return SyncReport(pictures=PictureReport(problem=exc))
        self._failed = None
        return report

    def _follow(self, choice: StoreChoice | None) -> None:
        """Open the store that the team has by now, as the user wants it."""
        if choice == self._choice:
            return
        self._close()
        if choice:
            try:
                store = self._open.enter_context(choice.open())
            except InvalidValueError as exc:  # a member may have written anything by hand
                raise ServerRefusedError(exc.reason) from exc
            exchange = PictureExchange(self._database, self._images, store, choice.kinds)
            self._exchange = self._open.enter_context(exchange)
        self._choice = choice

    def _close(self) -> None:
        self._exchange = self._choice = None
        self._open.close()
