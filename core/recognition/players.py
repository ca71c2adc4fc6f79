"""Players: who is on the roster, and what is known of them."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import asdict, replace
from pathlib import Path

from sqlalchemy import Select, select
from sqlalchemy.orm import Session

from core import ids
from core.changes import Changes
from core.db.engine import Database
from core.db.queries import require_gallery, require_player
from core.db.schema import FaceRow, GalleryRefusalRow, PlayerRow, PlayerSeasonRow, new_id
from core.errors import InvalidValueError, NotFoundError, TableError
from core.folding import folded
from core.recognition.code_files import COLUMNS, code_entries, read_codes
from core.recognition.examples import PackTraits
from core.recognition.history import withdraw_refused
from core.recognition.merging import merge_players, preview_merge, remove_player
from core.recognition.player_rows import players_by_id
from core.recognition.references import references_of
from core.recognition.roster_plan import RosterPlan
from core.recognition.rosters import entries, guess_roster, problem_of
from core.recognition.seasons import follow_player, write_seasons
from core.settings import Settings
from core.table_files import TableFile, preview_of, read_table, require_lines
from core.types import (
    GUESSED,
    NO_END,
    BatchId,
    Consent,
    GalleryId,
    MergePreview,
    Page,
    Paged,
    PhotoId,
    Player,
    PlayerId,
    PlayerUpdate,
    Reference,
    RosterMapping,
    RosterPreview,
    Season,
    TableMapping,
)
from core.words import said


class Players:
    """The players of a library. The id is who a player is; two may share a name."""

    def __init__(
        self, database: Database, settings: Callable[[], Settings], traits: Callable[[], PackTraits]
    ) -> None:
        self._database = database
        self._settings = settings
        self._traits = traits

    def search(
        self,
        text: str = "",
        page: Page = Page(),  # noqa: B008 - it is frozen
        *,
        team: str = "",
        season: str = "",
    ) -> Paged[Player]:
        """Players by name.

        Args:
            text: any part of a name, number or team, in any script and case, accents or not.
            page: which of them.
            team: only those who are in it.
            season: only those who played then, with the team and number that they had.

        Raises:
            NotFoundError: nobody was ever in the team, or nobody played in the season.
        """
        wanted, wanted_team = folded(text), folded(team)
        with self._database.read() as session:
            if team and wanted_team not in _teams(session):
                raise NotFoundError(said("team"), team)
            rows = {row[0]: row for row in session.execute(_listed(season))}
            if season and not rows:
                raise NotFoundError(said("season"), season)
            found = sorted(
                (folded(name), player_id)
                for player_id, name, number, of_team in rows.values()
                if wanted in folded(f"{name}\0{number}\0{of_team}")
                and (not team or folded(of_team) == wanted_team)
            )
            end = None if page.limit is None else page.offset + page.limit
            chosen = [player_id for _, player_id in found[page.offset : end]]
            players = players_by_id(session, chosen)
        if season:
            players = tuple(replace(one, number=rows[one.id][2], team=rows[one.id][3]) for one in players)
        return Paged(players, len(found), page.offset)

    def of_team(self, team: str) -> tuple[Player, ...]:
        """The players of a team, by name.

        Raises:
            NotFoundError: nobody is in it.
        """
        found = self.search(team=team).items if team.strip() else ()
        if not found:
            raise NotFoundError(said("team"), team)
        return found

    def get(self, player_id: PlayerId) -> Player:
        """A player.

        Raises:
            NotFoundError: there is none with this id.
        """
        with self._database.read() as session:
            return players_by_id(session, [require_player(session, player_id).id])[0]

    def find(self, name_or_id: str) -> Player:
        """A player by id, or by a name that is theirs alone.

        Raises:
            NotFoundError: nobody is called so.
            InvalidValueError: several are; the ids are named.
        """
        with self._database.read() as session:
            player_id = ids.maybe(ids.player_id, name_or_id)
            row = session.get(PlayerRow, player_id) if player_id else None
            rows = [row] if row else _named(session, name_or_id)
            if not rows:
                raise NotFoundError(said("player"), name_or_id)
            if len(rows) > 1:
                those = ", ".join(row.id for row in rows)
                raise InvalidValueError(
                    "player", said("several are called '{name}': {ids}", name=name_or_id, ids=those)
                )
            return players_by_id(session, [row.id for row in rows])[0]

    def add(self, name: str, number: str = "", team: str = "", external_id: str = "") -> Changes:
        """Add a player; `Changes.players` holds the new id.

        Raises:
            InvalidValueError: the name is empty.
        """
        row = PlayerRow(
            id=new_id(),
            name=ids.name("player", name),
            number=number.strip(),
            team=team.strip(),
            external_id=external_id.strip(),
        )
        with self._database.write() as session:
            session.add(row)
            return Changes(players=frozenset({PlayerId(row.id)}))

    def update(self, player_id: PlayerId, changed: PlayerUpdate) -> Changes:
        """Change what is known of a player; a field of None stays as it is.

        Another team or number is that of the latest season too, where there are seasons. Of who does not
        agree to be recognised, having refused or given a consent that has ended by now, what a machine
        said is withdrawn at once; what people confirmed stays, and is not trained on. When they agree
        again, the next recognition finds them again.

        Raises:
            NotFoundError: there is none with this id.
            InvalidValueError: the name would be empty, or a consent that nobody asked for would end.
        """
        values = {name: value for name, value in asdict(changed).items() if value not in (None, NO_END)}
        if "name" in values:
            values["name"] = ids.name("player", values["name"])
        with self._database.write() as session:
            row = require_player(session, player_id)
            for name, value in values.items():
                setattr(row, name, value.strip() if type(value) is str else value)
            if row.consent == Consent.UNKNOWN.value and "consent_until" in values:
                raise InvalidValueError("consent_until", said("say whether the consent was given, too."))
            if changed.consent_until is NO_END or row.consent == Consent.UNKNOWN.value:
                row.consent_until = None  # in the latter case there is nothing that could end
            follow_player(session, row)
            photos = session.scalars(select(FaceRow.photo_id).where(FaceRow.player_id == player_id)).all()
            changes = Changes(photos=frozenset(map(PhotoId, photos)), players=frozenset({player_id}))
            return changes | replace(withdraw_refused(session, BatchId(new_id())), batch=None)

    def refuse_for(self, player_id: PlayerId, gallery_id: GalleryId, refused: bool = True) -> Changes:
        """Say that a player does not agree to be recognised in a gallery, or take that back.

        What a machine said of them in its photos is withdrawn at once, and they are neither recognised there
        again nor named in files; who is on a photo of two galleries refused for it if they did for one.

        Raises:
            NotFoundError: the player or the gallery is not there.
        """
        with self._database.write() as session:
            require_player(session, player_id)
            require_gallery(session, gallery_id)
            row = session.get(GalleryRefusalRow, (gallery_id, player_id))
            if row is not None and not refused:
                session.delete(row)
            elif row is None and refused:
                session.add(GalleryRefusalRow(gallery_id=gallery_id, player_id=player_id))
            session.flush()
            withdrawn = replace(withdraw_refused(session, BatchId(new_id())), batch=None)
        return withdrawn | Changes(players=frozenset({player_id}), galleries=frozenset({gallery_id}))

    def set_seasons(self, player_id: PlayerId, seasons: Sequence[Season]) -> Changes:
        """Say in which team and with which number a player was, season by season; others are forgotten.

        The team and the number of the latest season are the player's own from now on.

        Raises:
            NotFoundError: there is none with this id.
            InvalidValueError: a season has no name, or is there twice.
        """
        kept = [Season(ids.name("season", s.season), s.team.strip(), s.number.strip()) for s in seasons]
        names = [one.season for one in kept]
        for name in names:
            if names.count(name) > 1:
                raise InvalidValueError("season", said("'{name}' is there twice.", name=name))
        with self._database.write() as session:
            write_seasons(session, require_player(session, player_id), kept)
        return Changes(players=frozenset({player_id}))

    def references(self, player_id: PlayerId) -> tuple[Reference, ...]:
        """The confirmed faces of a player, the best first, each with what training makes of it.

        Raises:
            NotFoundError: there is no such player.
            ModelPackError: the active pack is not installed.
        """
        traits, least_quality = self._traits(), self._settings().min_training_quality
        with self._database.read() as session:
            require_player(session, player_id)
            return references_of(session, player_id, traits, least_quality)

    def merge(self, keep: PlayerId, other: PlayerId) -> Changes:
        """Two players are one person: `other` becomes `keep`, with every answer about them.

        `keep` takes over what is known of `other` only, and the stricter consent: refused stays refused.
        `Review.undo` of the batch separates them again.

        Raises:
            NotFoundError: one of them is not there.
            InvalidValueError: they are the same, or both are confirmed in one photo.
        """
        with self._database.write() as session:
            return merge_players(session, keep, other)

    def preview_merge(self, keep: PlayerId, other: PlayerId) -> MergePreview:
        """What `merge` would do; nothing is written.

        Raises:
            NotFoundError: one of them is not there.
            InvalidValueError: they are the same, or one was merged before.
        """
        with self._database.read() as session:
            return preview_merge(session, keep, other)

    def remove(self, player_id: PlayerId) -> Changes:
        """Take a player off the roster whom no face is confirmed as; `Review.undo` brings them back.

        What a machine saw of them is withdrawn.

        Raises:
            NotFoundError: there is none with this id.
            InvalidValueError: faces are confirmed as them, or they are not on the roster.
        """
        with self._database.write() as session:
            return remove_player(session, player_id)

    def preview_roster(self, path: Path, mapping: RosterMapping = GUESSED) -> RosterPreview:
        """What `import_roster` would do with each line of a roster file; nothing is written.

        Args:
            path: a workbook or a text file with a header (see `core.table_files.read_table`).
            mapping: what its columns are, its encoding, and its sheet.

        Raises:
            TableError: the file can't be read, or is empty.
        """
        table, mapping = _mapped(path, mapping)
        if problem := problem_of(table.headers, mapping.columns):
            return preview_of(table, mapping, (), problem[1])
        with self._database.read() as session:
            return preview_of(table, mapping, RosterPlan(session, entries(table, mapping.columns)).lines)

    def import_roster(
        self, path: Path, mapping: RosterMapping = GUESSED, *, skip_refused: bool = False
    ) -> Changes:
        """Add the players of a roster file; those already there are brought up to date.

        A player is already there when the id or the external id is the same; or, where there is none to
        say otherwise, when name, team and number are, or when nobody else has the name, in the file or
        the library: then it is their number or team that changed. An empty cell changes nothing.

        Args:
            path: a workbook or a text file with a header (see `core.table_files.read_table`).
            mapping: what its columns are, its encoding, and its sheet.
            skip_refused: leave out the lines that can't be taken, instead of taking none.

        Raises:
            TableError: which line and column is wrong; nothing was imported.
        """
        table, mapping = _mapped(path, mapping)
        if problem := problem_of(table.headers, mapping.columns):
            raise TableError(path, 1, *problem)
        if not table.lines:
            raise TableError(path, 2, "", said("There is no player in the file."))
        with self._database.write() as session:
            plan = RosterPlan(session, entries(table, mapping.columns))
            require_lines(table, plan.lines, skip_refused=skip_refused)
            changes = Changes(players=plan.write(session))
            return changes | replace(withdraw_refused(session, BatchId(new_id())), batch=None)

    def preview_codes(
        self, path: Path, teams: Mapping[str, str], encoding: str | None = None
    ) -> RosterPreview:
        """What `import_codes` would do with each line of a file of codes; nothing is written.

        Args:
            path: a file of Photo Mechanic's code replacements (see `core.recognition.code_files`).
            teams: the team of each prefix.
            encoding: of its letters; None finds it out.

        Raises:
            TableError: the file can't be read, or is empty.
        """
        table = read_codes(path, teams, encoding)
        mapping: RosterMapping = TableMapping(COLUMNS, table.encoding)
        with self._database.read() as session:
            return preview_of(table, mapping, RosterPlan(session, code_entries(table)).lines)

    def import_codes(
        self, path: Path, teams: Mapping[str, str], encoding: str | None = None, *, skip_refused: bool = False
    ) -> Changes:
        """Add the players of a file of codes; who has the team and the number is renamed.

        Of a prefix without a team a player is who has the number and the name.

        Args:
            path: a file of Photo Mechanic's code replacements (see `core.recognition.code_files`).
            teams: the team of each prefix.
            encoding: of its letters; None finds it out.
            skip_refused: leave out the lines that can't be taken, instead of taking none.

        Raises:
            TableError: which line is wrong; nothing was imported.
        """
        table = read_codes(path, teams, encoding)
        with self._database.write() as session:
            plan = RosterPlan(session, code_entries(table))
            require_lines(table, plan.lines, skip_refused=skip_refused)
            return Changes(players=plan.write(session))

    def ensure(self, name: str) -> PlayerId:
        """The player who alone has this name, added where nobody has.

        Raises:
            InvalidValueError: several have; the ids are named.
        """
        try:
            return self.find(name).id
        except NotFoundError:
            return next(iter(self.add(name).players))


def _named(session: Session, name: str) -> list[PlayerRow]:
    """The players of exactly this name, or else of this name without case and accents."""
    rows = session.scalars(select(PlayerRow).where(~PlayerRow.merged)).all()
    same = [row for row in rows if row.name == name]
    return same or [row for row in rows if folded(row.name) == folded(name)]


def _teams(session: Session) -> set[str]:
    """The teams that somebody is or was in, folded."""
    now = select(PlayerRow.team).where(~PlayerRow.merged)
    once = select(PlayerSeasonRow.team).join(PlayerRow, PlayerRow.id == PlayerSeasonRow.player_id)
    return {folded(team) for team in session.scalars(now.union(once.where(~PlayerRow.merged)))}


def _listed(season: str) -> Select[str, str, str, str]:
    """Who is on the roster: id, name, number and team, of now or of a season."""
    if not season:
        columns = (PlayerRow.id, PlayerRow.name, PlayerRow.number, PlayerRow.team)
        return select(*columns).where(~PlayerRow.merged)
    return (
        select(PlayerRow.id, PlayerRow.name, PlayerSeasonRow.number, PlayerSeasonRow.team)
        .join(PlayerSeasonRow, PlayerSeasonRow.player_id == PlayerRow.id)
        .where(~PlayerRow.merged, PlayerSeasonRow.season == season)
    )


def _mapped(path: Path, mapping: RosterMapping) -> tuple[TableFile, RosterMapping]:
    """The file, and what its columns are with the encoding and the sheet that were read."""
    table = read_table(path, mapping.encoding, mapping.sheet)
    columns = mapping.columns or guess_roster(table.headers)
    return table, TableMapping(columns, table.encoding, table.sheet)
