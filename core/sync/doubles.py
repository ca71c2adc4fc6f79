"""Players that several laptops made of one line of a roster before they met.

One that nobody was told of takes the id of the other (`core.sync.adopting`). Where both were told, which
takes two who tell at the same time or a line that breaks, they are merged as a user would: it can be undone,
and what was undone is not done again.
"""

from __future__ import annotations

import sys
from collections import defaultdict
from collections.abc import Iterator, Sequence
from typing import Any, NamedTuple

from sqlalchemy import select, text
from sqlalchemy.orm import Session

from core.db.queries import among, rows_of
from core.db.schema import FaceRow
from core.sync.clock import replica_of
from core.sync.outbox import cursor
from core.types import FaceState, PlayerId

TRIED = "tried"
"""The cursor up to which own revisions were sent, or would have been had the line not broken."""
UNTOLD = sys.maxsize
"""A number in the feed that is after all that are."""
_PLAYERS = text("""
    SELECT p.id, p.rowid, p.merged_by IS NOT NULL, p.external_id, p.name, p.number, p.team, r.stamp, r.feed,
        EXISTS (
            SELECT 1 FROM revision WHERE kind = 'player' AND thing = p.id
            AND (feed IS NOT NULL OR rowid <= :tried)
        )
    FROM player p JOIN revision r ON r.kind = 'player' AND r.thing = p.id AND r.field = 'created_at'
    WHERE NOT p.merged
""")


class Double(NamedTuple):
    """An own player, and who of others' is the same person; `told` is whether others may know the own one."""

    own: PlayerId
    other: PlayerId
    told: bool


class _Player(NamedTuple):
    """A player as a roster knows them; `place` orders players as they came into this library."""

    id: PlayerId
    place: int
    settled: bool
    external_id: str
    words: tuple[str, str, str]
    maker: str
    feed: int
    told: bool


def find_doubles(session: Session, replica: str) -> list[Double]:
    """The players of this library that others made too, neither knowing of the other.

    Nobody is taken for another where one library has two who are alike, where people merged or separated one
    of them, or where both are confirmed in one photo: that is for people to say.

    Args:
        session: for reading.
        replica: this library among those of the team.
    """
    rows = session.execute(_PLAYERS, {"tried": cursor(session, TRIED)})
    players = [_player(replica, *row) for row in rows]
    found = [double for alike in _alike(players) for double in _double(alike, replica)]
    return _not_together(session, found) if found else []


def _player(replica: str, *row: Any) -> _Player:
    id_, place, settled, external_id, name, number, team, stamp, feed, told = row
    maker = replica_of(stamp) if feed else replica
    return _Player(
        PlayerId(id_),
        place,
        bool(settled),
        external_id,
        (name, number, team),
        maker,
        feed or UNTOLD,
        bool(told),
    )


def _alike(players: Sequence[_Player]) -> Iterator[list[_Player]]:
    """Those of the same external id, or else of the same name, number and team."""
    by_external: defaultdict[str, list[_Player]] = defaultdict(list)
    by_words: defaultdict[tuple[str, str, str], list[_Player]] = defaultdict(list)
    for player in players:
        by_external[player.external_id].append(player)
        by_words[player.words].append(player)
    by_external.pop("", None)
    for alike in by_external.values():
        if len(alike) > 1:
            yield alike
    for alike in by_words.values():
        told_apart = any(len(by_external.get(player.external_id, ())) > 1 for player in alike)
        if len(alike) > 1 and len({player.external_id for player in alike} - {""}) < 2 and not told_apart:
            yield alike


def _double(alike: Sequence[_Player], replica: str) -> Iterator[Double]:
    """Which of those who are alike is this library's, and whom the others knew first of the rest."""
    own = [player for player in alike if player.maker == replica]
    others = [player for player in alike if player.maker != replica]
    one_each = len({player.maker for player in alike}) == len(alike)
    if not own or not others or not one_each or any(player.settled for player in alike):
        return
    (mine,), first = own, min(others, key=lambda player: player.feed)
    # It came after the own one was made, and went before that did: neither was made beside the other.
    if mine.place < first.place and first.feed < mine.feed:
        yield Double(mine.id, first.id, mine.told)


def _not_together(session: Session, doubles: Sequence[Double]) -> list[Double]:
    """Those of whom not both are confirmed in one photo."""
    photos: defaultdict[str | None, set[str]] = defaultdict(set)
    ids = [player for double in doubles for player in (double.own, double.other)]
    confirmed = select(FaceRow.player_id, FaceRow.photo_id).where(
        FaceRow.state == FaceState.CONFIRMED.value, among(FaceRow.player_id, ids)
    )
    for player, photo in rows_of(session, confirmed):
        photos[player].add(photo)
    return [double for double in doubles if not photos[double.own] & photos[double.other]]
