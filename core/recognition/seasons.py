"""The teams and numbers of players by season; `player` has those of the latest one."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence

from sqlalchemy import delete, select
from sqlalchemy.orm import Session

from core.db.queries import chunks
from core.db.schema import PlayerRow, PlayerSeasonRow
from core.types import Season


def latest_first(seasons: Iterable[Season]) -> tuple[Season, ...]:
    """Seasons by the years and other numbers in what they are called, the latest first."""
    return tuple(sorted(seasons, key=_order, reverse=True))


def _order(season: Season) -> tuple[tuple[int, ...], str]:
    # Digits that no number is written in ("²") are none here.
    return tuple(int(number) for number in re.findall("[0-9]{1,9}", season.season)), season.season


def read_seasons(session: Session, player_ids: Sequence[str]) -> dict[str, tuple[Season, ...]]:
    """The seasons of these players, the latest first; a player without any is left out."""
    columns = (
        PlayerSeasonRow.player_id,
        PlayerSeasonRow.season,
        PlayerSeasonRow.team,
        PlayerSeasonRow.number,
    )
    found: dict[str, list[Season]] = {}
    for part in chunks(player_ids):
        rows = session.execute(select(*columns).where(PlayerSeasonRow.player_id.in_(part)))
        for player_id, season, team, number in rows:
            found.setdefault(player_id, []).append(Season(season, team, number))
    return {player_id: latest_first(of) for player_id, of in found.items()}


def write_seasons(session: Session, player: PlayerRow, seasons: Iterable[Season]) -> None:
    """Give a player these seasons and no other, and the team and number of the latest."""
    ordered = latest_first(seasons)
    session.execute(delete(PlayerSeasonRow).where(PlayerSeasonRow.player_id == player.id))
    session.add_all(
        PlayerSeasonRow(player_id=player.id, season=one.season, team=one.team, number=one.number)
        for one in ordered
    )
    if ordered:
        player.team, player.number = ordered[0].team, ordered[0].number


def follow_player(session: Session, player: PlayerRow) -> None:
    """Give the latest season the team and number that the player was given."""
    seasons = read_seasons(session, [player.id]).get(player.id)
    if seasons:
        row = session.get_one(PlayerSeasonRow, (player.id, seasons[0].season))
        row.team, row.number = player.team, player.number
