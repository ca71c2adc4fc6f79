"""Players and their reference photos."""

from __future__ import annotations

import unicodedata
from collections.abc import Sequence
from dataclasses import asdict
from pathlib import Path

from sqlalchemy import distinct, func, select
from sqlalchemy.orm import Session

from core.changes import Changes
from core.db.engine import Database
from core.db.queries import require_player
from core.db.schema import DecisionRow, FaceRow, PlayerRow, new_id
from core.errors import InvalidValueError, NotFoundError
from core.recognition.rosters import RosterEntry, read_roster
from core.types import FaceState, Player, PlayerId, Source, Verdict


class Players:
    """The players of a library. The id is who a player is; two may share a name."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def all(self, search: str = "") -> list[Player]:
        """Players by name; `search` is any part of a name, in any case and without accents."""
        wanted = folded(search)
        with self._database.read() as session:
            rows = session.scalars(select(PlayerRow)).all()
            found = [row for row in rows if wanted in folded(row.name)]
            return _players(session, sorted(found, key=lambda row: (folded(row.name), row.id)))

    def get(self, player_id: PlayerId) -> Player:
        """A player.

        Raises:
            NotFoundError: there is none with this id.
        """
        with self._database.read() as session:
            return _players(session, [require_player(session, player_id)])[0]

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
            return _players(session, rows)[0]

    def add(self, name: str, number: str = "", team: str = "", external_id: str = "") -> Changes:
        """Add a player; `Changes.players` holds the new id.

        Raises:
            InvalidValueError: the name is empty.
        """
        if not name.strip():
            raise InvalidValueError("name", "a player needs a name.")
        entry = RosterEntry(name.strip(), number.strip(), team.strip(), external_id.strip())
        with self._database.write() as session:
            return Changes(players=frozenset({_add(session, entry)}))

    def import_roster(self, path: Path) -> Changes:
        """Add the players of a roster file; those already there are brought up to date.

        A player is already there when the external id is the same, or, without one, name, team and
        number are.

        Raises:
            RosterError: which line and column is wrong; nothing was imported.
        """
        entries = read_roster(path)
        with self._database.write() as session:
            return Changes(players=frozenset(_add_or_update(session, e) for e in entries))

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
    decomposed = unicodedata.normalize("NFKD", text.strip().casefold())
    return "".join(char for char in decomposed if not unicodedata.combining(char))


def _named(session: Session, name: str) -> list[PlayerRow]:
    """The players of exactly this name, or else of this name without case and accents."""
    rows = session.scalars(select(PlayerRow)).all()
    same = [row for row in rows if row.name == name]
    return same or [row for row in rows if folded(row.name) == folded(name)]


def _add(session: Session, entry: RosterEntry) -> PlayerId:
    row = PlayerRow(id=new_id(), **asdict(entry))
    session.add(row)
    return PlayerId(row.id)


def _add_or_update(session: Session, entry: RosterEntry) -> PlayerId:
    query = select(PlayerRow)
    if entry.external_id:
        query = query.where(PlayerRow.external_id == entry.external_id)
    else:
        query = query.filter_by(name=entry.name, team=entry.team, number=entry.number)
    row = session.scalars(query).first()
    if row is None:
        return _add(session, entry)
    for field, value in asdict(entry).items():
        if value:  # a roster without a column says nothing of it
            setattr(row, field, value)
    return PlayerId(row.id)


def _players(session: Session, rows: Sequence[PlayerRow]) -> list[Player]:
    references = _counts(session, Source.ENROLMENT)
    photos = dict(
        session.execute(
            select(FaceRow.player_id, func.count(distinct(FaceRow.photo_id)))
            .where(FaceRow.state.in_((FaceState.CONFIRMED.value, FaceState.TAGGED.value)))
            .group_by(FaceRow.player_id)
        ).all()
    )
    return [
        Player(
            id=PlayerId(row.id),
            name=row.name,
            number=row.number,
            team=row.team,
            external_id=row.external_id,
            references=references.get(row.id, 0),
            photos=photos.get(row.id, 0),
        )
        for row in rows
    ]


def _counts(session: Session, source: Source) -> dict[str | None, int]:
    """How many faces are confirmed as each player by rows of a source."""
    return dict(
        session.execute(
            select(DecisionRow.player_id, func.count(distinct(DecisionRow.face_id)))
            .join(FaceRow, FaceRow.id == DecisionRow.face_id)
            .where(
                DecisionRow.source == source,
                DecisionRow.verdict == Verdict.CONFIRM,
                FaceRow.state == FaceState.CONFIRMED.value,
                FaceRow.player_id == DecisionRow.player_id,
            )
            .group_by(DecisionRow.player_id)
        ).all()
    )
