"""A team's feed in memory: a working `core.sync.remote.Remote`, whose line can break anywhere."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from random import Random

from core.errors import ServerError
from core.sync.clock import replica_of
from core.sync.remote import Held
from core.sync.wire import FACE, PHOTO, TABLES, Entry, Key, Row, Table


@dataclass
class Feed:
    """What the server keeps: each table's entries by key."""

    rows: dict[str, dict[Key, Entry]] = field(default_factory=lambda: {table.name: {} for table in TABLES})
    stamps: dict[str, str] = field(default_factory=dict)
    last: int = 0


class FeedLine:
    """A member's line to a feed. With `cuts` it breaks that often, before or after something was done."""

    def __init__(self, feed: Feed, login: str, random: Random | None = None, cuts: float = 0.0) -> None:
        self._feed, self.login = feed, login
        self._random, self.cuts = random or Random(0), cuts
        self._within = False

    def latest(self) -> int:
        self._maybe_cut()
        return self._feed.last

    def entries(self, table: Table, after: int, upto: int, replica: str) -> Iterator[list[Entry]]:
        found = sorted(self._feed.rows[table.name].values(), key=lambda entry: entry.feed)
        wanted = [entry for entry in found if after < entry.feed <= upto and entry.replica != replica]
        while wanted:
            self._maybe_cut()
            size = self._random.randint(1, 5)
            yield wanted[:size]
            wanted = wanted[size:]

    @contextmanager
    def batch(self) -> Iterator[None]:
        before = {name: dict(rows) for name, rows in self._feed.rows.items()}
        last = self._feed.last
        outer, self._within = self._within, True
        try:
            yield
            if not outer:
                self._maybe_cut()
        except BaseException:
            if not outer:
                self._feed.rows, self._feed.last = before, last
            raise
        finally:
            self._within = outer
        if not outer:
            self._maybe_cut()

    def add(self, table: Table, rows: Sequence[Row], replica: str) -> Mapping[Key, Held]:
        columns = list(table.columns)
        with self.batch():
            held: dict[Key, Held] = {}
            for row in rows:
                values = dict(zip(columns, row, strict=True))
                if table.parent and (values[table.parent[0]],) not in self._feed.rows[table.parent[1]]:
                    continue
                key = tuple(values[column] for column in table.key)
                if key not in self._feed.rows[table.name]:
                    self._feed.last += 1
                    brought = replica_of(values["stamp"]) if "stamp" in values else replica
                    entry = Entry(self._feed.last, self.login, brought, row)
                    self._feed.rows[table.name][key] = entry
                entry = self._feed.rows[table.name][key]
                held[key] = Held(entry.feed, entry.replica)
            return held

    def add_photos(
        self, photos: Sequence[Row], faces: Sequence[Row], replica: str
    ) -> tuple[Mapping[Key, Held], Mapping[Key, Held]]:
        of_photo = list(FACE.columns).index("photo_id")
        with self.batch():
            held = self.add(PHOTO, photos, replica)
            own = {key[0] for key, photo in held.items() if photo.replica == replica}
            return held, self.add(FACE, [row for row in faces if row[of_photo] in own], replica)

    def tell_others(self) -> None:
        self._maybe_cut()

    def remember(self, replica: str, stamp: str) -> str | None:
        self._maybe_cut()
        before = self._feed.stamps.get(replica)
        self._feed.stamps[replica] = max(before or "", stamp)
        return before

    def _maybe_cut(self) -> None:
        if self.cuts and self._random.random() < self.cuts:
            raise ServerError("The line broke, as it was told to.")
