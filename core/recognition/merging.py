"""Two players who are one person, and players who are on the roster by mistake."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import replace
from datetime import date
from typing import Any

from sqlalchemy import null, select, update
from sqlalchemy.orm import Session

from core.changes import Changes
from core.db.queries import NAMED_STATES, require_player
from core.db.schema import FaceRow, GalleryPlayerRow, GalleryRefusalRow, PlayerRow, new_id
from core.errors import InvalidValueError
from core.recognition.history import Decision, once_a_photo, record, relabel_player, withdraw_refused
from core.recognition.identity import became
from core.recognition.player_rows import players_by_id
from core.recognition.seasons import latest_first, read_seasons, write_seasons
from core.types import (
    BatchId,
    Consent,
    FaceState,
    GalleryId,
    MergePreview,
    Player,
    PlayerId,
    Season,
    Source,
    Verdict,
)
from core.words import said

FIELDS = ("number", "team", "external_id", "consent", "consent_until")
STRICTEST_FIRST = (Consent.REFUSED, Consent.GIVEN, Consent.UNKNOWN)


def merge_players(session: Session, keep: PlayerId, other: PlayerId) -> Changes:
    """Make one player another one, and take them off the roster.

    What people said of either is said of who is kept from now on, in the order in which they said it,
    and what a machine said of the other is withdrawn. Nothing is copied: undoing the batch separates
    the two again, and an answer that is undone later is gone whoever it was about.

    Raises:
        NotFoundError: one of them is not there.
        InvalidValueError: they are the same, or both are confirmed in one photo.
    """
    _, gone = _pair(session, keep, other)
    together = _confirmed(session, keep) & _confirmed(session, other)
    if together:
        raise InvalidValueError(
            "player",
            said("both are confirmed in {n} photos, so they are two people.", n=len(together)),
        )
    batch = BatchId(new_id())
    changes = record(session, _withdrawn(session, other), batch)
    gone.merged, gone.merged_into, gone.merged_by = True, keep, batch
    session.flush()
    changes |= relabel_player(session, other)
    changes |= once_a_photo(session, changes.photos, batch)
    galleries = _take_over(session, gone)
    session.flush()
    changes |= withdraw_refused(session, batch)
    return changes | Changes(players=frozenset({keep, other}), galleries=galleries, batch=batch)


def preview_merge(session: Session, keep: PlayerId, other: PlayerId) -> MergePreview:
    """What `merge_players` would do; with photos that both are confirmed in it would refuse.

    Raises:
        NotFoundError: one of them is not there.
        InvalidValueError: they are the same, or one was merged before.
    """
    _pair(session, keep, other)
    kept, gone = players_by_id(session, [keep, other])
    confirmed = _confirmed(session, other)
    photos = _photos(session, keep, NAMED_STATES) | confirmed
    result = replace(
        taken_over(kept, gone),
        references=kept.references + gone.references,
        photos=len(photos),
        faces=kept.faces + len(confirmed),
        portrait=kept.portrait or gone.portrait,
    )
    return MergePreview(kept, gone, result, len(confirmed & _confirmed(session, keep)))


def remove_player(session: Session, player_id: PlayerId) -> Changes:
    """Take a player off the roster whom no face is confirmed as; one batch, as a merge into nobody.

    Raises:
        NotFoundError: there is none with this id.
        InvalidValueError: faces are confirmed as them, or they are not on the roster.
    """
    row = require_player(session, player_id)
    if row.merged:
        raise InvalidValueError("player", said("{name} is not on the roster.", name=row.name))
    _refuse_confirmed(session, row)
    batch = BatchId(new_id())
    changes = record(session, _withdrawn(session, player_id), batch)
    row.merged, row.merged_into, row.merged_by = True, None, batch
    return changes | Changes(players=frozenset({player_id}), batch=batch)


def turn_merges(session: Session, batch: BatchId, undo: BatchId) -> Changes:
    """Separate the players that a batch merged, or merge again those that it separated.

    Raises:
        InvalidValueError: a player would be removed again whom faces are confirmed as by now, or merged
            again into one who was merged into them meanwhile.
    """
    changes = Changes()
    for row in session.scalars(select(PlayerRow).where(PlayerRow.merged_by == batch)).all():
        if not row.merged and became(session).get(str(row.merged_into)) == row.id:
            raise InvalidValueError("player", said("the other one was merged into {name}.", name=row.name))
        row.merged, row.merged_by = not row.merged, undo
        changes |= Changes(players=frozenset({PlayerId(row.id)}))
        if row.merged_into is not None:
            session.flush()
            galleries = _take_over(session, row) if row.merged else _give_back(session, row)
            into = frozenset({PlayerId(row.merged_into)})
            changes |= relabel_player(session, row.id) | Changes(players=into, galleries=galleries)
        elif row.merged:
            _refuse_confirmed(session, row)
    return changes


def taken_over(kept: Player, gone: Player) -> Player:
    """Who is kept with what was known of the other only, and with the stricter consent."""
    consent, until = stricter((kept.consent, kept.consent_until), (gone.consent, gone.consent_until))
    own = {season.season: season for season in kept.seasons}
    blank = not (kept.team or kept.number)
    seasons = kept.seasons
    if kept.seasons or blank:  # a team without a season is not to give way to one of another year
        seasons = latest_first(({season.season: season for season in gone.seasons} | own).values())
    latest = seasons[0] if seasons else Season("", kept.team, kept.number)
    if not seasons and blank:
        latest = Season("", gone.team, gone.number)
    return replace(
        kept,
        number=latest.number,
        team=latest.team,
        external_id=kept.external_id or gone.external_id,
        consent=consent,
        consent_until=until,
        refused_for=kept.refused_for | gone.refused_for,
        seasons=seasons,
    )


def bring_to(session: Session, kept: PlayerRow, after: Player) -> None:
    """Write what `taken_over` says of who is kept."""
    for name in FIELDS:
        setattr(kept, name, getattr(after, name))
    write_seasons(session, kept, after.seasons)


def stricter(
    one: tuple[Consent, date | None], other: tuple[Consent, date | None]
) -> tuple[Consent, date | None]:
    """The stricter of two consents: refused before given before not asked, and what helps the player more.

    Of two refusals that is the one that holds longer, of two agreements the one that ends sooner.
    """
    if one[0] is not other[0]:
        return min(one, other, key=lambda consent: STRICTEST_FIRST.index(consent[0]))
    ends = [until for until in (one[1], other[1]) if until is not None]
    if one[0] is Consent.REFUSED:
        return one[0], max(ends) if len(ends) == 2 else None
    return one[0], min(ends, default=None)


def _pair(session: Session, keep: PlayerId, other: PlayerId) -> tuple[PlayerRow, PlayerRow]:
    kept, gone = require_player(session, keep), require_player(session, other)
    if keep == other:
        raise InvalidValueError("player", said("{name} is the same player twice.", name=kept.name))
    if gone.merged or kept.merged:
        raise InvalidValueError("player", said("a player can be merged once, into another one."))
    return kept, gone


def _take_over(session: Session, gone: PlayerRow) -> frozenset[GalleryId]:
    """Give who is kept what `taken_over` says, and a place in the other's galleries; keep what was before.

    Returns:
        The galleries whose roster changed.
    """
    kept = session.get_one(PlayerRow, gone.merged_into)
    before, other = players_by_id(session, [kept.id, gone.id])
    after = taken_over(before, other)
    galleries = _listed(session, gone.id) - _listed(session, kept.id)
    refused = after.refused_for - before.refused_for
    gone.took_over = {
        "fields": {name: [_plain(getattr(before, name)), _plain(getattr(after, name))] for name in FIELDS},
        "seasons": [one.season for one in after.seasons if one not in before.seasons],
        "galleries": sorted(galleries),
        "refused": sorted(refused),
    }
    bring_to(session, kept, after)
    session.add_all(GalleryPlayerRow(gallery_id=one, player_id=kept.id) for one in galleries)
    session.add_all(GalleryRefusalRow(gallery_id=one, player_id=kept.id) for one in refused)
    return galleries | refused


def _give_back(session: Session, gone: PlayerRow) -> frozenset[GalleryId]:
    """Take from who was kept what came by the merge, unless it was changed since; and forget what it was."""
    kept = session.get_one(PlayerRow, gone.merged_into)
    took: dict[str, Any] = gone.took_over or {"fields": {}, "seasons": [], "galleries": []}
    own = [
        one for one in read_seasons(session, [kept.id]).get(kept.id, ()) if one.season not in took["seasons"]
    ]
    write_seasons(session, kept, own)
    for name, (before, after) in took["fields"].items():
        if _plain(getattr(kept, name)) == after:
            setattr(kept, name, date.fromisoformat(before) if name == "consent_until" and before else before)
    refused = took.get("refused", [])  # which there was not at first
    for table, galleries in ((GalleryPlayerRow, took["galleries"]), (GalleryRefusalRow, refused)):
        for gallery_id in galleries:
            if (row := session.get(table, (gallery_id, kept.id))) is not None:
                session.delete(row)
    session.execute(update(PlayerRow).where(PlayerRow.id == gone.id).values(took_over=null()))
    return frozenset(map(GalleryId, [*took["galleries"], *refused]))


def _plain(value: object) -> str | None:
    return None if value is None else str(value)


def _listed(session: Session, player_id: str) -> frozenset[GalleryId]:
    rows = session.scalars(select(GalleryPlayerRow.gallery_id).where(GalleryPlayerRow.player_id == player_id))
    return frozenset(map(GalleryId, rows))


def _photos(session: Session, player_id: str, states: Collection[str]) -> set[str]:
    rows = select(FaceRow.photo_id).where(FaceRow.player_id == player_id, FaceRow.state.in_(states))
    return set(session.scalars(rows))


def _confirmed(session: Session, player_id: str) -> set[str]:
    """The photos in which a player is confirmed."""
    return _photos(session, player_id, [FaceState.CONFIRMED.value])


def _refuse_confirmed(session: Session, row: PlayerRow) -> None:
    if confirmed := _confirmed(session, row.id):
        reason = said(
            "{name} is confirmed in {n} photos; reject those faces first.", name=row.name, n=len(confirmed)
        )
        raise InvalidValueError("player", reason)


def _withdrawn(session: Session, player_id: str) -> list[Decision]:
    """What takes back what a machine said of a player."""
    faces = select(FaceRow.id).where(
        FaceRow.player_id == player_id, FaceRow.state != FaceState.CONFIRMED.value
    )
    return [Decision(face, Verdict.UNKNOWN, Source.MACHINE) for face in session.scalars(faces)]
