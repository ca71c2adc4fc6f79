"""Acts on photos, matches and filters that can be taken back: each function prepares one `Edit`."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime
from pathlib import Path

from PySide6.QtCore import QCoreApplication

from core.changes import Changes
from core.library import Library
from core.types import (
    REJECTED_PHOTO,
    Camera,
    FaceState,
    GalleryId,
    Match,
    MatchId,
    Photo,
    PhotoId,
    SavedFilter,
    ScheduleMapping,
    short_camera,
)
from desktop.verdicts import Answer

translate = QCoreApplication.translate


@dataclass(slots=True)
class Edit(Answer):
    """An answer about no face: what takes it back is a call of its own, not the undo of a batch.

    `ratings` are those of photos from now on and `before` those until then, for those who paint.
    """

    back: Callable[[Library], Changes] = field(kw_only=True)
    ratings: dict[PhotoId, int] = field(default_factory=dict)
    before: dict[PhotoId, int] = field(default_factory=dict)
    _stands: bool = False

    def give(self, library: Library) -> Changes | None:
        """Do it."""
        changes = self.call(library) if self.call is not None else None
        self._stands = True
        return changes

    def toggle(self, library: Library) -> Changes | None:
        """Take it back, or do it again."""
        if not self._stands:
            return self.give(library)
        self._stands = False
        return self.back(library)


def _edit(title: str, call: Callable[[Library], Changes], back: Callable[[Library], Changes]) -> Edit:
    return Edit(title, (), FaceState.UNKNOWN, call, back=back)


def rate(photo_ids: Sequence[PhotoId], rating: int) -> Edit:
    """Give photos stars, or reject them."""
    before: dict[PhotoId, int] = {}

    def call(library: Library) -> Changes:
        done = library.galleries.rate(dict.fromkeys(photo_ids, rating))
        before.update(done.before)
        return done.changes

    title = translate("edits", "{rating}, photos: {count}")
    title = title.format(rating=stars(rating), count=len(photo_ids))
    made = _edit(title, call, lambda lib: lib.galleries.rate(before).changes)
    made.ratings, made.before = dict.fromkeys(photo_ids, rating), before
    return made


def stars(rating: int) -> str:
    """A rating in signs and words."""
    if rating == REJECTED_PHOTO:
        return translate("edits", "Reject")
    return "★" * rating or translate("edits", "No stars")


def add_match(match: Match) -> Edit:
    """Add a match; of the argument the id is not looked at."""
    added: list[MatchId] = []

    def call(library: Library) -> Changes:
        if added:
            return library.matches.save(replace(match, id=added[0]))
        times = match.starts_at, match.ends_at
        done = library.matches.add(match.gallery_id, match.name, *times, match.court, match.teams)
        added.extend(done.matches)
        return done

    title = translate("edits", "Add the match {name}").format(name=match.name)
    return _edit(title, call, lambda lib: lib.matches.delete(added[0]))


def change_match(before: Match, match: Match) -> Edit:
    """Change a match."""
    title = translate("edits", "Change the match {name}").format(name=before.name)
    return _edit(title, lambda lib: lib.matches.save(match), lambda lib: lib.matches.save(before))


def delete_match(match: Match) -> Edit:
    """Delete a match; its photos stay."""
    title = translate("edits", "Delete the match {name}").format(name=match.name)
    return _edit(title, lambda lib: lib.matches.delete(match.id), lambda lib: lib.matches.save(match))


def import_schedule(gallery_id: GalleryId, path: Path, mapping: ScheduleMapping, skip_refused: bool) -> Edit:
    """Add the matches of a file, and bring those up to date that are there."""
    before: dict[MatchId, Match] = {}
    made: list[MatchId] = []

    def call(library: Library) -> Changes:
        before.update({match.id: match for match in library.matches.of(gallery_id)})
        done = library.matches.import_schedule(gallery_id, path, mapping, skip_refused=skip_refused)
        made[:] = done.matches
        return done

    def back(library: Library) -> Changes:
        changes = Changes()
        for one in made:
            known = before.get(one)
            changes |= library.matches.save(known) if known else library.matches.delete(one)
        return changes

    return _edit(translate("edits", "Import the schedule {name}").format(name=path.name), call, back)


def put_into(gallery_id: GalleryId, photo_ids: Sequence[PhotoId], match: Match | None) -> Edit:
    """Say of which match photos are; None leaves it to their time and camera again."""
    before: dict[PhotoId, MatchId | None] = {}

    def call(library: Library) -> Changes:
        done = library.matches.put(gallery_id, dict.fromkeys(photo_ids, match.id if match else None))
        before.update(done.before)
        return done.changes

    words = translate("edits", "Put into {match}, photos: {n}")
    by_time = translate("edits", "Match by time and camera, photos: {n}")
    title = words.format(match=match.name, n=len(photo_ids)) if match else by_time.format(n=len(photo_ids))
    return _edit(title, call, lambda lib: lib.matches.put(gallery_id, before).changes)


def change_camera(before: Camera, camera: Camera) -> Edit:
    """Put the clock of a camera right, or say at which court it was."""
    title = translate("edits", "Clock and court of {camera}").format(camera=short_camera(before.name))
    return _edit(title, lambda lib: lib.cameras.save(camera), lambda lib: lib.cameras.save(before))


def set_clock(gallery_id: GalleryId, photo: Photo, moment: datetime) -> Edit:
    """Put the clock of a photo's camera so that the photo was taken at a moment."""
    before: list[Camera] = []

    def call(library: Library) -> Changes:
        camera = library.cameras.by_photo(gallery_id, photo.id, moment)
        before[:] = [one for one in library.cameras.of(gallery_id) if one.name == camera.name]
        return library.cameras.save(camera)

    title = translate("edits", "Set the clock of {camera}").format(camera=short_camera(photo.camera))
    return _edit(title, call, lambda lib: lib.cameras.save(before[0]))


def save_filter(saved: SavedFilter, before: SavedFilter | None) -> Edit:
    """Save a filter, in place of one of the same name where there is one."""
    title = translate("edits", "Save the filter {name}").format(name=saved.name)

    def back(library: Library) -> Changes:
        if before is not None:
            return library.saved_filters.save(before)
        return library.saved_filters.delete(saved.name)

    return _edit(title, lambda lib: lib.saved_filters.save(saved), back)


def delete_filter(saved: SavedFilter) -> Edit:
    """Delete a saved filter; no photo is touched."""
    title = translate("edits", "Delete the filter {name}").format(name=saved.name)
    return _edit(
        title, lambda lib: lib.saved_filters.delete(saved.name), lambda lib: lib.saved_filters.save(saved)
    )
