"""One player for two laptops that imported the same roster before they met.

Each has made a player of every line. Those that are the same person by the roster's own words are merged, as
a user would: it can be undone, and what was undone is not done again.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator

from sqlalchemy import select
from sqlalchemy.orm import Session

from core.changes import Changes
from core.db.schema import PlayerRow, RevisionRow
from core.errors import InvalidValueError
from core.folding import folded
from core.recognition.merging import merge_players
from core.sync.clock import replica_of
from core.types import PlayerId


def merge_doubles(session: Session, replica: str) -> Changes:
    """Merge each player that this library made with the one that another library made of the same person.

    Where more than two have the same words it is not known who is whom, and nobody is merged.

    Args:
        session: in a write transaction.
        replica: this library among those of the team.
    """
    made_here = _made_by(session, replica)
    changes = Changes()
    for pair in _pairs(session):
        if len(made_here.intersection(pair)) != 1:
            continue
        keep, other = sorted(pair)
        try:
            changes |= merge_players(session, keep, other)
        except InvalidValueError:  # both were confirmed in one photo: that is for people to say
            continue
    return changes


def _made_by(session: Session, replica: str) -> frozenset[PlayerId]:
    made = select(RevisionRow.thing, RevisionRow.stamp).where(
        RevisionRow.kind == "player", RevisionRow.field == "created_at", RevisionRow.stamp.is_not(None)
    )
    return frozenset(
        PlayerId(thing) for thing, stamp in session.execute(made) if replica_of(str(stamp)) == replica
    )


def _pairs(session: Session) -> Iterator[tuple[PlayerId, PlayerId]]:
    """Those whom a roster's line can't tell apart, and who were never merged or separated."""
    rows = session.execute(
        select(PlayerRow.id, PlayerRow.external_id, PlayerRow.name, PlayerRow.number, PlayerRow.team).where(
            ~PlayerRow.merged, PlayerRow.merged_by.is_(None)
        )
    ).all()
    by_external: defaultdict[str, list[PlayerId]] = defaultdict(list)
    by_words: defaultdict[tuple[str, ...], list[tuple[PlayerId, str]]] = defaultdict(list)
    for player, external, *words in rows:
        if external:
            by_external[external].append(PlayerId(player))
        by_words[tuple(map(folded, words))].append((PlayerId(player), external))
    paired: set[PlayerId] = set()
    for same in by_external.values():
        if len(same) == 2:
            paired.update(same)
            yield same[0], same[1]
    for alike in by_words.values():
        externals = {external for _, external in alike if external}
        players = [player for player, _ in alike]
        if len(players) == 2 and len(externals) < 2 and not paired.intersection(players):
            yield players[0], players[1]
