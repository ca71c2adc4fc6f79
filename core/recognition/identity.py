"""Who a player is by now: players who were found to be one person are one, until they are separated."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from sqlalchemy import select
from sqlalchemy.orm import Session

from core.db.schema import PlayerRow
from core.types import PlayerId


def became(session: Session) -> dict[str, PlayerId]:
    """Who each player that was merged into another one is by now."""
    into = _merged(session)
    return {player: PlayerId([*_way(player, into)][-1]) for player in into}


def names_of(session: Session, player_id: str) -> frozenset[str]:
    """A player, and everybody who was merged into them, by whatever way."""
    into = _merged(session)
    return frozenset({player_id, *(player for player in into if player_id in _way(player, into))})


def _merged(session: Session) -> dict[str, str]:
    rows = select(PlayerRow.id, PlayerRow.merged_into).where(PlayerRow.merged)
    return {player: other for player, other in session.execute(rows) if other is not None}


def _way(player: str, into: Mapping[str, str]) -> Iterator[str]:
    """From one merge to the next; merges never go round in a circle."""
    yield player
    while player in into:
        player = into[player]
        yield player
