"""Players and their reference photos."""

from __future__ import annotations

import unicodedata
from collections import Counter
from collections.abc import Sequence
from dataclasses import asdict
from pathlib import Path

from sqlalchemy import distinct, func, select
from sqlalchemy.orm import Session

from core import ids
from core.changes import Changes
from core.db.engine import Database
from core.db.queries import NAMED_STATES, chunks, require_player
from core.db.schema import DecisionRow, FaceRow, PlayerRow, new_id
from core.errors import InvalidValueError, NotFoundError
from core.recognition.merging import merge_players
from core.recognition.rosters import RosterEntry, read_roster
from core.types import (
    Consent,
    FaceState,
    Page,
    Paged,
    PhotoId,
    Player,
    PlayerId,
    PlayerUpdate,
    Source,
    Verdict,
)


class Players:
    """The players of a library. The id is who a player is; two may share a name."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def search(self, text: str = "", page: Page = Page()) -> Paged[Player]:  # noqa: B008 - it is frozen
        """Players by name.

        Args:
            text: any part of a name, number or team, in any script and case, accents or not.
            page: which of them.
        """
        wanted = folded(text)
        with self._database.read() as session:
            rows = session.execute(
                select(PlayerRow.id, PlayerRow.name, PlayerRow.number, PlayerRow.team).where(
                    ~PlayerRow.merged
                )
            )
            found = sorted(
                (folded(name), player_id)
                for player_id, name, number, team in rows
                if wanted in folded(f"{name}\n{number}\n{team}")
            )
            end = None if page.limit is None else page.offset + page.limit
            ids = [player_id for _, player_id in found[page.offset : end]]
            return Paged(_players(session, ids), len(found), page.offset)

    def of_team(self, team: str) -> tuple[Player, ...]:
        """The players of a team, by name.

        Raises:
            NotFoundError: nobody is in it.
        """
        found = tuple(player for player in self.search(team).items if folded(player.team) == folded(team))
        if not found:
            raise NotFoundError("team", team)
        return found

    def get(self, player_id: PlayerId) -> Player:
        """A player.

        Raises:
            NotFoundError: there is none with this id.
        """
        with self._database.read() as session:
            return _players(session, [require_player(session, player_id).id])[0]

    def find(self, name_or_id: str) -> Player:
        """A player by id, or by a name that is theirs alone.

        Raises:
            NotFoundError: nobody is called so.
            InvalidValueError: several are; the ids are named.
        """
        with self._database.read() as session:
            row = session.get(PlayerRow, name_or_id)
            rows = [row] if row else _named(session, name_or_id)
            if not rows:
                raise NotFoundError("player", name_or_id)
            if len(rows) > 1:
                ids = ", ".join(row.id for row in rows)
                raise InvalidValueError("player", f"several are called '{name_or_id}': {ids}")
            return _players(session, [row.id for row in rows])[0]

    def add(self, name: str, number: str = "", team: str = "", external_id: str = "") -> Changes:
        """Add a player; `Changes.players` holds the new id.

        Raises:
            InvalidValueError: the name is empty.
        """
        entry = RosterEntry(ids.name("player", name), number.strip(), team.strip(), external_id.strip())
        with self._database.write() as session:
            return Changes(players=frozenset({_add(session, entry)}))

    def update(self, player_id: PlayerId, changed: PlayerUpdate) -> Changes:
        """Change what is known of a player; a field of None stays as it is.

        Raises:
            NotFoundError: there is none with this id.
            InvalidValueError: the name would be empty.
        """
        values = {name: value for name, value in asdict(changed).items() if value is not None}
        if "name" in values:
            values["name"] = ids.name("player", values["name"])
        with self._database.write() as session:
            row = require_player(session, player_id)
            for name, value in values.items():
                setattr(row, name, value.strip() if type(value) is str else value)
            if row.consent == Consent.UNKNOWN.value:
                row.consent_until = None  # there is nothing that could end
            photos = session.scalars(select(FaceRow.photo_id).where(FaceRow.player_id == player_id))
            return Changes(photos=frozenset(map(PhotoId, photos)), players=frozenset({player_id}))

    def merge(self, keep: PlayerId, other: PlayerId) -> Changes:
        """Two players are one person: `other` becomes `keep`, with every answer about them.

        `Review.undo` of the batch separates them again.

        Raises:
            NotFoundError: one of them is not there.
            InvalidValueError: they are the same, or both are confirmed in one photo.
        """
        with self._database.write() as session:
            return merge_players(session, keep, other)

    def import_roster(self, path: Path) -> Changes:
        """Add the players of a roster file; those already there are brought up to date.

        A player is already there when the external id is the same, or, without one, name, team and
        number are, or when nobody else has the name, in the file or the library: then it is their
        number or team that changed.

        Raises:
            RosterError: which line and column is wrong; nothing was imported.
        """
        entries = read_roster(path)
        alone = {name for name, count in Counter(e.name for e in entries).items() if count == 1}
        with self._database.write() as session:
            return Changes(players=frozenset(_add_or_update(session, e, e.name in alone) for e in entries))

    def ensure(self, name: str) -> PlayerId:
        """The player who alone has this name, added where nobody has.

        Raises:
            InvalidValueError: several have; the ids are named.
        """
        try:
            return self.find(name).id
        except NotFoundError:
            return next(iter(self.add(name).players))


def folded(text: str) -> str:
    """A name for comparing: no case, no accents."""
    if text.isascii():
        return text.strip().casefold()
    decomposed = unicodedata.normalize("NFKD", text.strip().casefold())
    return "".join(char for char in decomposed if not unicodedata.combining(char))


def _named(session: Session, name: str) -> list[PlayerRow]:
    """The players of exactly this name, or else of this name without case and accents."""
    rows = session.scalars(select(PlayerRow).where(~PlayerRow.merged)).all()
    same = [row for row in rows if row.name == name]
    return same or [row for row in rows if folded(row.name) == folded(name)]


def _add(session: Session, entry: RosterEntry) -> PlayerId:
    row = PlayerRow(id=new_id(), **asdict(entry))
    session.add(row)
    return PlayerId(row.id)


def _add_or_update(session: Session, entry: RosterEntry, name_is_alone: bool) -> PlayerId:
    query = select(PlayerRow).where(~PlayerRow.merged)
    if entry.external_id:
        query = query.where(PlayerRow.external_id == entry.external_id)
    else:
        query = query.filter_by(name=entry.name, team=entry.team, number=entry.number)
    row = session.scalars(query).first()
    if row is None and name_is_alone and not entry.external_id:
        same_name = session.scalars(
            select(PlayerRow).where(~PlayerRow.merged, PlayerRow.name == entry.name)
        ).all()
        row = same_name[0] if len(same_name) == 1 else None
    if row is None:
        return _add(session, entry)
    for field, value in asdict(entry).items():
        if value:  # a roster without a column says nothing of it
            setattr(row, field, value)
    return PlayerId(row.id)


def _players(session: Session, player_ids: Sequence[str]) -> tuple[Player, ...]:
    """Players with their counts, in the order asked."""
    rows: dict[str, PlayerRow] = {}
    references: dict[str | None, int] = {}
    photos: dict[str | None, int] = {}
    for part in chunks(player_ids):
        rows.update((r.id, r) for r in session.scalars(select(PlayerRow).where(PlayerRow.id.in_(part))))
        references.update(_references(session, part))
        photos.update(_photos(session, part))
    return tuple(
        Player(
            id=PlayerId(row.id),
            name=row.name,
            number=row.number,
            team=row.team,
            external_id=row.external_id,
            consent=Consent(row.consent),
            consent_until=row.consent_until,
            references=references.get(row.id, 0),
            photos=photos.get(row.id, 0),
        )
        for row in (rows[player_id] for player_id in player_ids)
    )


def _photos(session: Session, player_ids: Sequence[str]) -> dict[str | None, int]:
    """In how many photos each player is named."""
    return dict(
        session.execute(
            select(FaceRow.player_id, func.count(distinct(FaceRow.photo_id)))
            .where(FaceRow.player_id.in_(player_ids), FaceRow.state.in_(NAMED_STATES))
            .group_by(FaceRow.player_id)
        ).all()
    )


def _references(session: Session, player_ids: Sequence[str]) -> dict[str | None, int]:
    """How many faces are confirmed as each player by an enrolment."""
    return dict(
        session.execute(
            select(FaceRow.player_id, func.count(distinct(FaceRow.id)))
            .join(DecisionRow, DecisionRow.face_id == FaceRow.id)
            .where(
                FaceRow.player_id.in_(player_ids),
                FaceRow.state == FaceState.CONFIRMED.value,
                DecisionRow.source == Source.ENROLMENT,
                DecisionRow.verdict == Verdict.CONFIRM,
                DecisionRow.player_id == FaceRow.player_id,
            )
            .group_by(FaceRow.player_id)
        ).all()
    )
