"""One player for two laptops that imported the same roster before they met.

Each has made a player of every line. Those that are the same person by the roster's own words are merged, as
a user would: it can be undone, and what was undone is not done again.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from typing import NamedTuple

from sqlalchemy import text
from sqlalchemy.orm import Session

from core.changes import Changes
from core.errors import InvalidValueError
from core.folding import folded
from core.recognition.merging import merge_players
from core.sync import wire
from core.sync.clock import replica_of
from core.sync.outbox import cursor, move_cursor
from core.types import PlayerId

# Who was ever merged or separated is as somebody wanted it.
_PLAYERS = text(
    "SELECT p.id, p.external_id, p.name, p.number, p.team, p.rowid, r.stamp, r.feed FROM player p "
    "JOIN revision r ON r.kind = 'player' AND r.thing = p.id AND r.field = 'created_at' "
    "WHERE NOT p.merged AND p.merged_by IS NULL AND r.stamp IS NOT NULL"
)
LOOKED = "doubles"
"""The cursor up to where the feed of things had been read when it was last looked for doubles."""


class _Made(NamedTuple):
    """A player, the library that made them, when they came into this one, and when into the feed."""

    id: PlayerId
    external_id: str
    words: tuple[str, ...]
    place: int
    maker: str
    feed: float


def merge_doubles(session: Session, replica: str) -> Changes:
    """Merge each player that this library made into the one that another had made of the same person before.

    Only where neither was made beside the other: theirs came after the own one was made, and was told before
    that was. Where more than two have the same words it is not known who is whom, and nobody is merged.

    Args:
        session: in a write transaction, in which all that is known has its stamp.
        replica: this library among those of the team.
    """
    read = cursor(session, wire.REVISION.name)
    changes = Changes()
    if read == cursor(session, LOOKED):
        return changes
    for pair in _pairs(session):
        own, other = sorted(pair, key=lambda player: player.maker != replica)
        made_apart = own.place < other.place and other.feed < own.feed
        if own.maker != replica or other.maker == replica or not made_apart:
            continue
        try:
            changes |= merge_players(session, other.id, own.id)
        except InvalidValueError:  # both were confirmed in one photo: that is for people to say
            continue
    move_cursor(session, LOOKED, read)
    return changes


def _pairs(session: Session) -> Iterator[tuple[_Made, _Made]]:
    """Those whom a roster's line can't tell apart."""
    by_external: defaultdict[str, list[_Made]] = defaultdict(list)
    by_words: defaultdict[tuple[str, ...], list[_Made]] = defaultdict(list)
    for player, external, name, number, team, place, stamp, feed in session.execute(_PLAYERS):
        words = tuple(map(folded, (name, number, team)))
        untold = float("inf")
        made = _Made(PlayerId(player), external, words, place, replica_of(stamp), feed or untold)
        by_external[external].append(made)
        by_words[words].append(made)
    by_external.pop("", None)
    paired: set[PlayerId] = set()
    for same in by_external.values():
        if len(same) == 2:
            paired.update(one.id for one in same)
            yield same[0], same[1]
    for alike in by_words.values():
        externals = {one.external_id for one in alike} - {""}
        if len(alike) == 2 and len(externals) < 2 and not paired.intersection(one.id for one in alike):
            yield alike[0], alike[1]
