"""Players as the rest of the program sees them: their rows with the counts of their faces."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Sequence
from dataclasses import replace
from typing import NamedTuple

from sqlalchemy import case, distinct, func, select
from sqlalchemy.orm import Session

from core.db.queries import NAMED_STATES, chunks
from core.db.schema import DecisionRow, FaceRow, GalleryPhotoRow, GalleryRefusalRow, PlayerRow
from core.recognition.identity import became, names_of
from core.recognition.seasons import read_seasons
from core.types import (
    Consent,
    FaceId,
    FaceState,
    GalleryId,
    PhotoId,
    Player,
    PlayerId,
    Season,
    Source,
    Verdict,
)


class _Counts(NamedTuple):
    faces: int = 0
    photos: int = 0
    suggestions: int = 0
    portrait: FaceId | None = None


NOTHING = _Counts()


def players_by_id(session: Session, player_ids: Sequence[str]) -> tuple[Player, ...]:
    """Players with their counts and seasons, in the order asked."""
    rows: dict[str, PlayerRow] = {}
    references: Counter[str | None] = Counter()
    counts: dict[str | None, _Counts] = {}
    for part in chunks(player_ids):
        rows.update((r.id, r) for r in session.scalars(select(PlayerRow).where(PlayerRow.id.in_(part))))
        references.update(_references(session, part))
        counts.update(_counts(session, part))
    seasons, refused = read_seasons(session, player_ids), _refused(session, player_ids)
    return tuple(
        replace(
            _player(rows[one], counts.get(one, NOTHING), references[one], seasons.get(one, ())),
            refused_for=frozenset(refused[one]),
        )
        for one in player_ids
    )


def _refused(session: Session, player_ids: Sequence[str]) -> defaultdict[str, set[GalleryId]]:
    """The galleries that each player refused for."""
    found: defaultdict[str, set[GalleryId]] = defaultdict(set)
    asked = select(GalleryRefusalRow.player_id, GalleryRefusalRow.gallery_id)
    for part in chunks(player_ids):
        for player_id, gallery_id in session.execute(asked.where(GalleryRefusalRow.player_id.in_(part))):
            found[player_id].add(GalleryId(gallery_id))
    return found


def _player(row: PlayerRow, counts: _Counts, references: int, seasons: tuple[Season, ...]) -> Player:
    return Player(
        id=PlayerId(row.id),
        name=row.name,
        number=row.number,
        team=row.team,
        external_id=row.external_id,
        consent=Consent(row.consent),
        consent_until=row.consent_until,
        references=references,
        photos=counts.photos,
        faces=counts.faces,
        suggestions=counts.suggestions,
        portrait=counts.portrait,
        seasons=seasons,
    )


def _counts(session: Session, player_ids: Sequence[str]) -> dict[str | None, _Counts]:
    """The faces of each player by what is known of them, and the best of those confirmed."""
    named = FaceRow.state.in_(NAMED_STATES)
    confirmed = case((FaceRow.state == FaceState.CONFIRMED.value, FaceRow.quality))
    rows = session.execute(
        select(
            FaceRow.player_id,
            func.count(case((named, 1))),
            func.count(distinct(case((named, FaceRow.photo_id)))),
            func.count(case((FaceRow.state == FaceState.SUGGESTED.value, 1))),
            func.max(confirmed),
            FaceRow.id,  # beside `max` SQLite gives the row that has it
        )
        .where(FaceRow.player_id.in_(player_ids))
        .group_by(FaceRow.player_id)
    )
    return {
        player_id: _Counts(faces, photos, suggestions, FaceId(face_id) if best is not None else None)
        for player_id, faces, photos, suggestions, best, face_id in rows
    }


def _references(session: Session, player_ids: Sequence[str]) -> Counter[str | None]:
    """How many faces are confirmed as each player by an enrolment."""
    rows = session.execute(
        select(FaceRow.id, FaceRow.player_id, DecisionRow.player_id)
        .join(DecisionRow, DecisionRow.face_id == FaceRow.id)
        .where(
            FaceRow.player_id.in_(player_ids),
            FaceRow.state == FaceState.CONFIRMED.value,
            DecisionRow.source == Source.ENROLMENT,
            DecisionRow.verdict == Verdict.CONFIRM,
        )
    )
    now = became(session)
    return Counter({face: of for face, of, said in rows if now.get(str(said), said) == of}.values())


def is_only_reference(session: Session, photo_id: PhotoId) -> bool:
    """Whether a player was enrolled from a photo, and no gallery has it."""
    enrolled = (
        select(DecisionRow.face_id)
        .join(FaceRow, FaceRow.id == DecisionRow.face_id)
        .where(
            FaceRow.photo_id == photo_id,
            FaceRow.state == FaceState.CONFIRMED.value,
            DecisionRow.source == Source.ENROLMENT,
            DecisionRow.verdict == Verdict.CONFIRM,
        )
    )
    in_gallery = select(GalleryPhotoRow.photo_id).where(GalleryPhotoRow.photo_id == photo_id)
    return bool(session.scalar(select(enrolled.exists() & ~in_gallery.exists())))


def enrolled_faces(session: Session, player_id: str) -> frozenset[str]:
    """The faces that an enrolment said are this player, or one who was merged into them."""
    rows = session.scalars(
        select(DecisionRow.face_id).where(
            DecisionRow.source == Source.ENROLMENT,
            DecisionRow.verdict == Verdict.CONFIRM,
            DecisionRow.player_id.in_(names_of(session, player_id)),
        )
    )
    return frozenset(rows)
