"""Who does not agree to be recognised and is not looked for, and the photos that are known to show them."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Mapping, Sequence, Set

from sqlalchemy import select
from sqlalchemy.orm import Session

from core.db.queries import among, chunks, roster, rows_of
from core.db.schema import DecisionRow, FaceRow, PlayerRow
from core.recognition.consent import disagrees, disagrees_there, refused_for, refused_in
from core.recognition.history import labels
from core.recognition.identity import became
from core.recognition.labels import Label
from core.types import FaceState, GalleryId, PhotoId, PlayerId, Verdict


def not_looked_for(session: Session, gallery_id: GalleryId) -> frozenset[PlayerId]:
    """Who of a gallery's roster does not agree to be recognised in it; of all players where it has none.

    Raises:
        NotFoundError: there is no such gallery.
    """
    listed = roster(session, gallery_id)
    refusing = set(session.scalars(select(PlayerRow.id).where(disagrees(), ~PlayerRow.merged)))
    refusing |= refused_for(session, gallery_id)
    return frozenset(PlayerId(one) for one in refusing if not listed or one in listed)


def seen_before(session: Session, photo_ids: Sequence[PhotoId]) -> Mapping[PhotoId, Set[PlayerId]]:
    """Whom a machine saw in photos, and was told to forget, as they do not agree to be recognised.

    A person who said since that it is somebody else, or no face, is believed; a face that needs no name is
    theirs all the same.
    """
    refusing = set(session.scalars(select(PlayerRow.id).where(disagrees())))
    known_as = became(session)
    withdrawn = (
        select(FaceRow.photo_id, FaceRow.id, DecisionRow.player_id)
        .join(DecisionRow, DecisionRow.face_id == FaceRow.id)
        .where(DecisionRow.verdict == Verdict.UNKNOWN, DecisionRow.player_id.is_not(None))
    )
    seen: defaultdict[PhotoId, set[PlayerId]] = defaultdict(set)
    for part in chunks(photo_ids):
        refused = refused_in(session, part)
        if not refusing and not refused:
            continue
        rows = [
            (PhotoId(photo_id), face_id, known_as.get(player_id, PlayerId(player_id)))
            for photo_id, face_id, player_id in rows_of(
                session, withdrawn.where(among(FaceRow.photo_id, part))
            )
        ]
        found = labels(session, list({face_id for _, face_id, _ in rows}))
        for photo_id, face_id, player_id in rows:
            disagree = player_id in refusing or player_id in refused.get(photo_id, ())
            if disagree and not _is_settled(found[face_id], player_id):
                seen[photo_id].add(player_id)
    return seen


def still_theirs(session: Session, players: Collection[str]) -> frozenset[str]:
    """The faces that a machine took for one of some players, and was told to forget."""
    withdrawn = select(DecisionRow.face_id).where(
        DecisionRow.verdict == Verdict.UNKNOWN, DecisionRow.player_id.in_(players)
    )
    known_as = became(session)
    whose = {known_as.get(player, PlayerId(player)) for player in players}
    found = labels(session, list(set(session.scalars(withdrawn))))
    return frozenset(
        face
        for face, label in found.items()
        if label.player_id in {None, *whose} and not any(_is_settled(label, player) for player in whose)
    )


def withheld_photos(session: Session, photo_ids: Sequence[PhotoId]) -> frozenset[PhotoId]:
    """Those of some photos that are known to show somebody who does not agree to be recognised."""
    named = (
        select(FaceRow.photo_id).join(PlayerRow, PlayerRow.id == FaceRow.player_id).where(disagrees_there())
    )
    found = {
        PhotoId(photo_id)
        for part in chunks(photo_ids)
        for (photo_id,) in rows_of(session, named.where(among(FaceRow.photo_id, part)))
    }
    return frozenset(found | seen_before(session, photo_ids).keys())


def _is_settled(label: Label, player_id: PlayerId) -> bool:
    """Whether a person said that a face is not this player's, or whose it is."""
    return label.state in {FaceState.CONFIRMED, FaceState.NOT_A_FACE} or player_id in label.rejected
