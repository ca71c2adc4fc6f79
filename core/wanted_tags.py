"""What the files of photos are to say of the people in them."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from sqlalchemy import select
from sqlalchemy.orm import Session

from core.db.queries import chunks, photos_by_id
from core.db.schedule import Schedule, read_schedule
from core.db.schema import FileTagRow, GalleryPhotoRow, GalleryRow, PhotoRow, PlayerRow
from core.metadata.captions import filled
from core.metadata.edits import BETWEEN_LEVELS, as_level, region_tag
from core.metadata.regions import stored_size, to_stored
from core.metadata.tags import Region
from core.recognition.consent import disagrees, refused_in
from core.settings import Settings
from core.types import NAMED, Face, FaceState, FileTag, Photo, PhotoId, PlayerId, TagField

HIERARCHY_TOP = "Players"


@dataclass(frozen=True, slots=True)
class Wanted:
    """What the file of a photo is to say of Playertag's, and the size of the stored picture in pixels.

    `values` are the fields of templates (see `core.metadata.captions`). `withheld` are the players in it
    whose names it is not to say.
    """

    photo: Photo
    tags: tuple[FileTag, ...]
    size: tuple[int, int]
    values: dict[str, str] = field(hash=False)
    withheld: frozenset[PlayerId]


@dataclass(frozen=True, slots=True)
class _Place:
    """Where a photo belongs: a gallery and a match, by their names; empty where there are several or none."""

    gallery: str = ""
    match: str = ""
    court: str = ""


def wanted_tags(
    session: Session,
    settings: Settings,
    photo_ids: Sequence[PhotoId],
    *,
    upright: bool = False,
    without: Collection[PlayerId] = (),
) -> Iterator[Wanted]:
    """What the file of each photo is to say, in the order asked.

    Args:
        session: for reading.
        settings: which fields, and from which templates.
        photo_ids: the photos.
        upright: the file is to be one whose picture is stored upright, whatever the photo's own is.
        without: players whom it is not to name, whatever they agreed to.

    Raises:
        NotFoundError: a photo is not there.
    """
    photos = photos_by_id(session, photo_ids)
    orientations: dict[str, int] = {}
    for part in chunks(photo_ids):
        asked = select(PhotoRow.id, PhotoRow.orientation).where(PhotoRow.id.in_(part))
        orientations |= dict(session.execute(asked).all())
    refusing = {*without, *map(PlayerId, session.scalars(select(PlayerRow.id).where(disagrees())))}
    refused = refused_in(session, photo_ids)
    teams = dict(session.execute(select(PlayerRow.id, PlayerRow.team)).all())
    places = _places(session, photos)
    for photo in photos:
        named = [face for face in photo.faces if _is_named(face, settings)]
        unnamed = refusing | refused.get(photo.id, frozenset())
        told = [face for face in named if face.player_id not in unnamed]
        turned = 1 if upright else orientations[photo.id]
        size = stored_size(photo.width, photo.height, turned)
        values = _values(photo, told, teams, places[photo.id])
        tags = dict.fromkeys(_tags(settings, told, teams, values, turned))
        withheld = frozenset(face.player_id for face in named if face.player_id) & unnamed
        yield Wanted(photo, tuple(tags), size, values, withheld)


def tags_written(session: Session, target: Path) -> frozenset[FileTag]:
    """What of Playertag's a file holds."""
    rows = select(FileTagRow.field, FileTagRow.value).where(FileTagRow.path == str(target))
    return frozenset(FileTag(TagField(field), value) for field, value in session.execute(rows))


def names_written(session: Session, path: Path) -> frozenset[str]:
    """Whom Playertag named in a file, or in the one that it leads to."""
    return frozenset(
        tag.value for tag in tags_written(session, path.resolve()) if tag.field is TagField.PERSON
    )


def _is_named(face: Face, settings: Settings) -> bool:
    states = NAMED if settings.write_tagged else {FaceState.CONFIRMED}
    return face.player is not None and face.state in states


def _tags(
    settings: Settings,
    faces: Sequence[Face],
    teams: dict[str, str],
    values: dict[str, str],
    orientation: int,
) -> Iterator[FileTag]:
    for face in faces:
        name, team = str(face.player), teams.get(str(face.player_id), "")
        yield FileTag(TagField.PERSON, name)
        if settings.write_keywords:
            yield FileTag(TagField.KEYWORD, name)
            above = [HIERARCHY_TOP, *([team] if team else [])]
            yield FileTag(
                TagField.HIERARCHY,
                BETWEEN_LEVELS.join(map(as_level, (*above, name))),
            )
        if settings.write_regions:
            yield region_tag(Region(name, to_stored(face.box, orientation)))
    for kind, template in (
        (TagField.CAPTION, settings.caption_template),
        (TagField.HEADLINE, settings.headline_template),
    ):
        if faces and (text := filled(template, values)):
            yield FileTag(kind, text)


def _values(photo: Photo, faces: Sequence[Face], teams: dict[str, str], place: _Place) -> dict[str, str]:
    """The fields of templates (see `core.metadata.captions`)."""
    names = dict.fromkeys(str(face.player) for face in faces)
    of_teams = dict.fromkeys(teams.get(str(face.player_id), "") for face in faces)
    return {
        "players": ", ".join(names),
        "team": ", ".join(filter(None, of_teams)),
        "match": place.match,
        "court": place.court,
        "gallery": place.gallery,
        "date": f"{photo.corrected_at:%Y-%m-%d}" if photo.corrected_at else "",
        "time": f"{photo.corrected_at:%H:%M}" if photo.corrected_at else "",
        "file": photo.file_name,
    }


def _places(session: Session, photos: Sequence[Photo]) -> dict[PhotoId, _Place]:
    galleries: dict[PhotoId, list[str]] = {photo.id: [] for photo in photos}
    played: dict[PhotoId, set[tuple[str, str]]] = {photo.id: set() for photo in photos}
    schedules: dict[str, Schedule] = {}
    taken = GalleryPhotoRow.photo_id, GalleryPhotoRow.sort_key, PhotoRow.camera
    asked = (
        select(*taken, GalleryRow.id, GalleryRow.name)
        .join(PhotoRow, PhotoRow.id == GalleryPhotoRow.photo_id)
        .join(GalleryRow, GalleryRow.id == GalleryPhotoRow.gallery_id)
    )
    for part in chunks([photo.id for photo in photos]):
        rows = session.execute(asked.where(GalleryPhotoRow.photo_id.in_(part)))
        for photo_id, sort_key, camera, gallery_id, name in rows:
            if gallery_id not in schedules:
                schedules[gallery_id] = read_schedule(session, gallery_id)
            schedule, photo = schedules[gallery_id], PhotoId(photo_id)
            of_it = schedule.of(photo_id, sort_key, camera)
            galleries[photo].append(name)
            played[photo] |= {(match.name, match.court) for match in schedule.matches if match.id in of_it}
    return {photo.id: _place(galleries[photo.id], played[photo.id]) for photo in photos}


def _place(galleries: Sequence[str], played: set[tuple[str, str]]) -> _Place:
    gallery = galleries[0] if len(galleries) == 1 else ""
    return _Place(gallery, *played.pop()) if len(played) == 1 else _Place(gallery)
