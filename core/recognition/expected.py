"""Who is expected in which photo: the roster of its gallery, and the teams of the match that it is of."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass

from sqlalchemy import select
from sqlalchemy.orm import Session

from core.db.queries import among, roster, rows_of
from core.db.schedule import Matches, Schedule, read_schedule
from core.db.schema import GalleryPhotoRow, PhotoRow, PlayerRow
from core.folding import folded
from core.types import GalleryId, MatchId, PhotoId, PlayerId

Names = frozenset[PlayerId]
"""The players who are expected; empty where anybody may be."""
ANYBODY: Names = frozenset()


@dataclass(frozen=True, slots=True)
class Expected:
    """Who is expected in the photos of a gallery; `squads` are the players of the teams of each match."""

    names: Names
    schedule: Schedule
    squads: dict[MatchId, Names]

    def of(self, photo_id: str, sort_key: str, camera: str) -> Names:
        """Who is expected in a photo.

        Of one that may be of several matches it is who plays in any; a match without teams is anybody's.
        Those on the roster, where any of them plays: who doesn't play here does not play there either.
        """
        return self.in_matches(self.schedule.of(photo_id, sort_key, camera))

    def in_matches(self, matches: Matches) -> Names:
        """Who is expected in a photo that is of one of some matches."""
        squads = [self.squads[match] for match in matches]
        if not squads or not all(squads):
            return self.names
        playing = ANYBODY.union(*squads)
        return playing & self.names or playing


def expected_in(session: Session, gallery_id: GalleryId) -> Expected:
    """Who is expected in the photos of a gallery.

    Raises:
        NotFoundError: there is no such gallery.
    """
    names, schedule = roster(session, gallery_id), read_schedule(session, gallery_id)
    members: dict[str, set[PlayerId]] = {}
    if any(match.teams for match in schedule.matches):
        listed = select(PlayerRow.id, PlayerRow.team).where(~PlayerRow.merged, PlayerRow.team != "")
        for player_id, team in rows_of(session, listed):
            members.setdefault(folded(team), set()).add(PlayerId(player_id))
    squads = {
        MatchId(match.id): ANYBODY.union(*(members.get(folded(team), ANYBODY) for team in match.teams))
        for match in schedule.matches
    }
    return Expected(names, schedule, squads)


def narrower_than_roster(session: Session, gallery_id: GalleryId) -> dict[PhotoId, Names]:
    """Who is expected in each photo of a gallery in which it is fewer than its roster.

    Raises:
        NotFoundError: there is no such gallery.
    """
    expected = expected_in(session, gallery_id)
    if not any(expected.squads.values()):
        return {}
    of_photo = expected.schedule.of_all(session)
    names = {matches: expected.in_matches(matches) for matches in {*of_photo.values()}}
    return {photo: names[of] for photo, of in of_photo.items() if names[of] != expected.names}


def photos_by_names(
    session: Session, gallery_ids: Sequence[GalleryId] | None, photo_ids: Collection[PhotoId] | None
) -> dict[Names, list[str]]:
    """The photos of some galleries, or these of them, by time, those of the same expected players together.

    None takes all of the library's. About so they were imported, and so the disk has their faces: in the
    order of their ids each batch would write to all of it.

    A photo has the players of all the galleries that it is in, asked for or not, and anybody where one of
    them takes everybody.
    """
    wanted = select(GalleryPhotoRow.photo_id)
    if gallery_ids is not None:
        wanted = wanted.where(GalleryPhotoRow.gallery_id.in_(gallery_ids))
    if photo_ids is not None:
        wanted = wanted.where(among(GalleryPhotoRow.photo_id, photo_ids))
    placed = GalleryPhotoRow.photo_id, GalleryPhotoRow.gallery_id, GalleryPhotoRow.sort_key
    query = (
        select(*placed, PhotoRow.camera)
        .join(PhotoRow, PhotoRow.id == GalleryPhotoRow.photo_id)
        .where(GalleryPhotoRow.photo_id.in_(wanted))
        .order_by(GalleryPhotoRow.sort_key, GalleryPhotoRow.photo_id)
    )
    rows = list(rows_of(session, query))
    galleries = {one: expected_in(session, GalleryId(one)) for one in {row[1] for row in rows}}
    of_photo: dict[str, list[Names]] = {}
    for photo_id, gallery_id, sort_key, camera in rows:
        of_photo.setdefault(photo_id, []).append(galleries[gallery_id].of(photo_id, sort_key, camera))
    together: dict[Names, list[str]] = {}
    for photo_id, found in of_photo.items():
        names = ANYBODY.union(*found) if all(found) else ANYBODY
        together.setdefault(names, []).append(photo_id)
    return together
