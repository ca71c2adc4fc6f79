"""Which photos of a gallery pass a filter, in which order, and what there is to filter by.

Each condition is one scan of an index that covers it, and gives the ids of the photos that hold it; they
are put together here. The same as one statement of joins takes five times as long on 100,000 photos.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterable, Iterator
from datetime import date, datetime
from os.path import basename
from typing import Any

from sqlalchemy import ColumnElement, Select, and_, func, or_, select, text
from sqlalchemy.orm import Session

from core.db.queries import names_elsewhere, require_match, require_player, rows_of
from core.db.schedule import read_schedule
from core.db.schema import FaceRow, GalleryPhotoRow, PhotoFileRow, PhotoRow, PlayerRow, moment_key
from core.errors import NotFoundError
from core.folding import folded
from core.types import (
    BEST_RATING,
    OPEN_MATCH,
    OPEN_STATES,
    REJECTED_PHOTO,
    Choice,
    FaceState,
    GalleryChoices,
    GalleryId,
    MatchId,
    PhotoFilter,
    PhotoId,
    PhotoSort,
    PlayerId,
    SortKey,
    short_camera,
)
from core.words import said

WAITING = and_(FaceRow.state.in_([state.value for state in OPEN_STATES]), ~FaceRow.aside)
A_FACE = FaceRow.state != FaceState.NOT_A_FACE.value
# With the plus SQLite finds the faces of a photo once, not once for each state.
NAMED_IN = """
    SELECT group_concat(face.photo_id || ',' || player_id)
    FROM gallery_photo JOIN face ON face.photo_id = gallery_photo.photo_id
    WHERE gallery_id = :gallery_id AND +state IN ('confirmed', 'tagged')
"""
Moments = tuple[datetime | None, datetime | None]
ALWAYS: Moments = (None, None)
# What is after every time in a sort key, and before the keys of photos without one.
NO_TIME = "~"


def require_named(session: Session, wanted: PhotoFilter) -> None:
    """Look whether there is what a filter names.

    Raises:
        NotFoundError: a player, the match, the team or the camera of the filter is not there.
    """
    for player_id in wanted.players:
        require_player(session, player_id)
    if wanted.match_id not in (None, OPEN_MATCH):
        require_match(session, wanted.match_id)
    if wanted.team is not None and not _members(session, wanted.team):
        raise NotFoundError(said("team"), wanted.team)
    if wanted.camera:
        taken = select(PhotoRow.id).where(_is_camera(wanted.camera)).limit(1)
        if session.scalar(taken) is None:
            raise NotFoundError(said("camera"), wanted.camera)


def chosen_photos(
    session: Session, gallery_id: GalleryId, wanted: PhotoFilter, sort: PhotoSort, limit: int | None = None
) -> list[PhotoId]:
    """The photos of a gallery that pass the filter, in order; none by a match of another gallery."""
    if wanted == PhotoFilter() and sort == PhotoSort():
        return _in_time(session, gallery_id, ALWAYS, limit)
    ids = _in_time(session, gallery_id, (wanted.since, wanted.until))
    for holding in _conditions(session, gallery_id, wanted):
        ids = [photo_id for photo_id in ids if photo_id in holding]
    if sort.by is not SortKey.TIME:
        keys, least = _sort_keys(session, sort.by)
        ids.sort(key=lambda photo_id: keys.get(photo_id, least), reverse=sort.descending)
    elif sort.descending:
        ids.reverse()
    return ids[:limit]


def named_in(session: Session, gallery_id: GalleryId) -> dict[PhotoId, tuple[PlayerId, ...]]:
    """Who is named in each photo of a gallery, confirmed or tagged; the photos by time."""
    ids = _listed(session.scalar(text(NAMED_IN), {"gallery_id": gallery_id}))
    shown_in: dict[PhotoId, tuple[PlayerId, ...]] = dict.fromkeys(_in_time(session, gallery_id, ALWAYS), ())
    for photo_id, player_id in zip(ids[::2], ids[1::2], strict=True):
        shown_in[photo_id] += (player_id,)
    return shown_in


def choices_of(session: Session, gallery_id: GalleryId) -> GalleryChoices:
    """What the photos of a gallery can be filtered by."""
    place = {photo_id: number for number, photo_id in enumerate(_in_time(session, gallery_id, ALWAYS))}
    roster = list(rows_of(session, select(PlayerRow.id, PlayerRow.name, PlayerRow.team)))
    names, team_of = {one: name for one, name, _ in roster}, {one: team for one, _, team in roster}
    faces = select(FaceRow.player_id, FaceRow.photo_id).where(FaceRow.player_id.is_not(None))
    known = {one: one for one in names}  # of each id one text, not one a face
    shown = {(known[one], place[photo]) for one, photo in rows_of(session, faces) if photo in place}
    players = Counter(player_id for player_id, _ in shown)
    teams = Counter(team for team, _ in {(team_of[player], photo) for player, photo in shown} if team)
    taken_by = rows_of(session, select(PhotoRow.id, PhotoRow.camera))
    cameras = Counter(camera for photo_id, camera in taken_by if photo_id in place)
    return GalleryChoices(
        players=_by_name(Choice(PlayerId(one), names[one], count) for one, count in players.items()),
        teams=_by_name(Choice(team, team, count) for team, count in teams.items()),
        matches=tuple(_matches(session, gallery_id)),
        cameras=_by_name(Choice(camera, short_camera(camera), count) for camera, count in cameras.items()),
        days=tuple(_days(session, gallery_id)),
    )


def _of_match(session: Session, gallery_id: GalleryId, match_id: MatchId) -> frozenset[str]:
    """The photos of a match, or those that may be of several."""
    schedule = read_schedule(session, gallery_id)
    of_photo = schedule.of_all(session, None if match_id == OPEN_MATCH else match_id)
    if match_id == OPEN_MATCH:
        return frozenset(photo_id for photo_id, matches in of_photo.items() if len(matches) > 1)
    return frozenset(photo_id for photo_id, matches in of_photo.items() if matches == (match_id,))


def _in_time(
    session: Session, gallery_id: GalleryId, moments: Moments, limit: int | None = None
) -> list[PhotoId]:
    """The photos of a gallery in the order of their time, of those between two moments."""
    order = (GalleryPhotoRow.sort_key, GalleryPhotoRow.photo_id)
    rows = _between(select(GalleryPhotoRow.photo_id), gallery_id, *moments).order_by(*order)
    ids = rows.limit(limit).subquery()
    return _listed(session.scalar(select(func.group_concat(ids.c.photo_id))))


def _listed(found: str | None) -> list[Any]:
    """Ids that SQLite gave as one text: at every row the driver would hand the interpreter over."""
    return found.split(",") if found else []


def _between(
    query: Select[Any], gallery_id: GalleryId, since: datetime | None, until: datetime | None
) -> Select[Any]:
    query = query.where(GalleryPhotoRow.gallery_id == gallery_id)
    if since is not None:
        query = query.where(GalleryPhotoRow.sort_key >= moment_key(since))
    if until is not None:
        query = query.where(GalleryPhotoRow.sort_key < moment_key(until))
    elif since is not None:
        query = query.where(GalleryPhotoRow.sort_key < NO_TIME)
    return query


def _conditions(session: Session, gallery_id: GalleryId, wanted: PhotoFilter) -> Iterator[Collection[str]]:
    """The photos that hold each condition but that of time, the quickest to find first."""
    if wanted.match_id is not None:
        yield _of_match(session, gallery_id, wanted.match_id)
    for player_id in wanted.players:
        yield photos_having(session, FaceRow.player_id == player_id)
    if wanted.team is not None:
        yield photos_having(session, FaceRow.player_id.in_(_members(session, wanted.team)))
    of_photo = list(_conditions_of_photo(wanted))
    if of_photo:
        yield _ids(session, select(PhotoRow.id).where(*of_photo))
    if wanted.states is not None:
        yield photos_having(session, FaceRow.state.in_([state.value for state in wanted.states]))
    if wanted.unreviewed:
        yield photos_having(session, WAITING)
    if wanted.text:
        text = wanted.text.casefold()
        yield {photo_id for photo_id, name in file_names(session).items() if text in name}


def _members(session: Session, team: str) -> list[str]:
    """The players of a team, which may be written in small letters and without accents."""
    wanted = folded(team)
    players = rows_of(session, select(PlayerRow.id, PlayerRow.team))
    return [player_id for player_id, of_team in players if folded(of_team) == wanted]


def _is_camera(name: str) -> ColumnElement[bool]:
    """By its name, or by the short one, which is the end of it."""
    same = PhotoRow.camera == name
    return or_(same, PhotoRow.camera.endswith(f" {name}", autoescape=True)) if name else same


def _conditions_of_photo(wanted: PhotoFilter) -> Iterator[ColumnElement[bool]]:
    if wanted.camera is not None:
        yield _is_camera(wanted.camera)
    if (wanted.least_rating, wanted.most_rating) != (REJECTED_PHOTO, BEST_RATING):
        yield PhotoRow.rating.between(wanted.least_rating, wanted.most_rating)
    if wanted.no_faces:
        yield PhotoRow.id.not_in(select(FaceRow.photo_id).where(A_FACE))


def photos_having(session: Session, condition: ColumnElement[bool]) -> frozenset[str]:
    """The photos with such a face."""
    return _ids(session, select(FaceRow.photo_id).where(condition))


def _ids(session: Session, query: Select[Any]) -> frozenset[str]:
    return frozenset(photo_id for (photo_id,) in rows_of(session, query))


def file_names(session: Session) -> dict[str, str]:
    """The name of each photo's file for comparing; of the first by path where there are several."""
    paths = names_elsewhere(session)
    for photo_id, path in rows_of(session, select(PhotoFileRow.photo_id, PhotoFileRow.path)):
        paths[photo_id] = min(path, paths.get(photo_id, path))
    return {photo_id: _name_in(path) for photo_id, path in paths.items()}


def _name_in(path: str) -> str:
    return basename(path).casefold()  # noqa: PTH119 - a Path takes five times as long, 100,000 times


def _sort_keys(session: Session, by: SortKey) -> tuple[dict[str, Any], str | int]:
    """What each photo is ordered by, and what one is that has no such key."""
    if by is SortKey.NAME:
        return file_names(session), ""
    if by in (SortKey.FACES, SortKey.UNREVIEWED):
        counted = WAITING if by is SortKey.UNREVIEWED else A_FACE
        faces = select(FaceRow.photo_id, func.count()).where(counted).group_by(FaceRow.photo_id)
        return dict(rows_of(session, faces)), 0
    column = PhotoRow.rating if by is SortKey.RATING else PhotoRow.camera
    return dict(rows_of(session, select(PhotoRow.id, column))), ""


def _by_name(choices: Iterable[Choice[Any]]) -> tuple[Choice[Any], ...]:
    return tuple(sorted(choices, key=lambda choice: (choice.name.casefold(), choice.value)))


def _matches(session: Session, gallery_id: GalleryId) -> Iterator[Choice[MatchId]]:
    schedule = read_schedule(session, gallery_id)
    counts = Counter(schedule.of_all(session).values())
    for row in schedule.matches:
        yield Choice(MatchId(row.id), row.name, counts[(MatchId(row.id),)])
    if open_photos := sum(photos for matches, photos in counts.items() if len(matches) > 1):
        yield Choice(OPEN_MATCH, "", open_photos)


def _days(session: Session, gallery_id: GalleryId) -> Iterator[Choice[date]]:
    """The days on which photos were taken, read off the sort keys, which begin with the time."""
    day = func.substr(GalleryPhotoRow.sort_key, 1, 10)
    counted = _between(select(day, func.count()), gallery_id, datetime.min, None).group_by(day).order_by(day)
    for written, photos in session.execute(counted):
        yield Choice(date.fromisoformat(written), written, photos)
