"""Who gets which photos, under which names.

A photo goes to somebody only if everybody who is named on it, suggested, or named by the file itself may be
handed out, and nobody was seen on it who does not agree to be recognised by now. Files are named by a
template of the fields of captions (`core.metadata.captions`), where `{file}` is the name without its ending,
and of `{recipient}` and `{number}`, which counts the photos of a recipient, those too that are left out; a /
in it makes folders.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping, Sequence, Set
from dataclasses import dataclass
from pathlib import Path, PurePosixPath

from sqlalchemy import select
from sqlalchemy.orm import Session

from core.db.photo_query import chosen_photos
from core.db.queries import require_gallery
from core.db.schema import MatchRow, PlayerRow
from core.file_names import FreeNames, safe_name
from core.folding import folded
from core.metadata.captions import FIELDS, filled, require_template
from core.recognition.consent import refused_for, refused_in
from core.recognition.identity import became
from core.recognition.withdrawn import not_looked_for, seen_before
from core.settings import Settings
from core.types import (
    NAMED,
    Consent,
    DeliveryOrder,
    DeliveryPlan,
    FaceState,
    MatchId,
    Photo,
    PhotoFilter,
    PhotoId,
    PhotoSort,
    PlayerId,
    Recipient,
    Recipients,
    Withheld,
    WithheldReason,
    has_ended,
)
from core.wanted_tags import Wanted, wanted_tags
from core.words import said

FILE_FIELDS = (*FIELDS, "recipient", "number")
LEAST_DIGITS = 3


@dataclass(frozen=True, slots=True)
class PlannedFile:
    """A photo that somebody gets, under a name in their folder."""

    wanted: Wanted
    name: str


@dataclass(frozen=True, slots=True)
class Planned:
    """All that is to be handed out: each recipient with their files, and the whole in numbers.

    `kept_back` are all players whose photos are not handed out, by their folded names (see `core.folding`),
    those too that they had as players who were merged into them; `names` are everybody's, folded.
    `left_out` are the photos that nobody gets as somebody on them is kept back.
    """

    files: tuple[tuple[Recipient, tuple[PlannedFile, ...]], ...]
    plan: DeliveryPlan
    kept_back: Mapping[str, PlayerId]
    names: frozenset[str]
    left_out: frozenset[PhotoId]


@dataclass(frozen=True, slots=True)
class _Group:
    """The photos of a player, team or match."""

    name: str
    photo_ids: tuple[PhotoId, ...]
    player_id: PlayerId | None = None


@dataclass(frozen=True, slots=True)
class _OnPhotos:
    """Who is on each photo: `shown` by the names of an order, `in_file` by its file, `perhaps` by any."""

    shown: Mapping[PhotoId, frozenset[PlayerId]]
    in_file: Mapping[PhotoId, frozenset[PlayerId]]
    perhaps: Mapping[PhotoId, frozenset[PlayerId]]


def planned(
    session: Session,
    settings: Settings,
    order: DeliveryOrder,
    in_files: Mapping[PhotoId, Collection[str]] | None = None,
) -> Planned:
    """What an order comes to.

    Args:
        session: of the library's database.
        settings: the library's.
        order: what is wanted.
        in_files: the folded names of those who are kept back that stand in the photos' own files; None if
            nobody looked.

    Raises:
        NotFoundError: there is no such gallery.
        InvalidValueError: the template of the files' names.
    """
    require_gallery(session, order.gallery_id)
    require_template("file_template", order.file_template, FILE_FIELDS)
    ids = chosen_photos(session, order.gallery_id, PhotoFilter(), PhotoSort())
    wanted = {one.photo.id: one for one in wanted_tags(session, settings, ids, upright=order.as_jpeg)}
    people = {PlayerId(row.id): row for row in session.scalars(select(PlayerRow))}
    reasons = _reasons(session, people, order)
    known_as = _kept_back_names(session, people, reasons)
    named = {one: {name: known_as[name] for name in names} for one, names in (in_files or {}).items()}
    on = _who_is_on(session, order, wanted, people, reasons, named)
    kept_back = {
        one: reasons[one]
        for one in not_looked_for(session, order.gallery_id).union(*on.perhaps.values())
        if one in reasons
    }
    wished = {
        photo_id: [one for one in players if not order.players or one in order.players]
        for photo_id, players in on.shown.items()
    }
    groups = list(_groups(session, order, wished, people))
    asked = {photo_id for group in groups for photo_id in group.photo_ids}
    refused = refused_in(session, list(asked))  # for another gallery of the photo, too
    barred = {one: on.perhaps[one] & (kept_back.keys() | refused.get(one, frozenset())) for one in asked}
    allowed = {one for one in asked if not barred[one]}
    here = {one for one in allowed if wanted[one].photo.is_here}
    served = [group for group in groups if group.player_id not in kept_back]
    files = tuple(_files(order, served, here, wanted))
    plan = DeliveryPlan(
        recipients=tuple(recipient for recipient, _ in files),
        withheld=tuple(_withheld(kept_back, barred, on, people, wanted)),
        left_out=len(asked - allowed),
        elsewhere=len(allowed - here),
        nameless=sum(not players for players in on.shown.values()),
        placeless=sum(bool(players) and one not in asked for one, players in wished.items()),
        files_unread=in_files is None and bool(files and known_as),
    )
    names = frozenset(folded(row.name) for row in people.values())
    return Planned(files, plan, known_as, names, frozenset(asked - allowed))


def _who_is_on(
    session: Session,
    order: DeliveryOrder,
    wanted: Mapping[PhotoId, Wanted],
    people: Mapping[PlayerId, PlayerRow],
    reasons: Mapping[PlayerId, WithheldReason],
    named: Mapping[PhotoId, Mapping[str, PlayerId]],
) -> _OnPhotos:
    """Who is on the photos of an order; `named` are those kept back by the names in the photos' files."""
    seen = seen_before(session, list(wanted))
    shown = {one: _shown(its.photo, order) | seen.get(one, frozenset()) for one, its in wanted.items()}
    faces = {one: shown[one] | _named_at_all(its.photo) for one, its in wanted.items()}
    files = {one: _meant(names, faces[one], people, reasons) for one, names in named.items()}
    perhaps = {one: players | files.get(one, frozenset()) for one, players in faces.items()}
    return _OnPhotos(shown, files, perhaps)


def _shown(photo: Photo, order: DeliveryOrder) -> frozenset[PlayerId]:
    """Who is on a photo, as far as names of this order go."""
    states = NAMED if order.tagged else {FaceState.CONFIRMED}
    return frozenset(face.player_id for face in photo.faces if face.player_id and face.state in states)


def _named_at_all(photo: Photo) -> frozenset[PlayerId]:
    """Who is on a photo by any name that a face has, however unsure."""
    return frozenset(face.player_id for face in photo.faces if face.player_id)


def _reasons(
    session: Session, people: Mapping[PlayerId, PlayerRow], order: DeliveryOrder
) -> dict[PlayerId, WithheldReason]:
    """Why photos of some players are not handed out; the others' are."""
    refused = dict.fromkeys(refused_for(session, order.gallery_id), WithheldReason.REFUSED)
    found = {one: reason for one, row in people.items() if (reason := _why_not(row, order))}
    return found | refused


def _why_not(player: PlayerRow, order: DeliveryOrder) -> WithheldReason | None:
    """Why a player's photos are not handed out; None where they are."""
    if player.consent == Consent.REFUSED.value:
        return WithheldReason.REFUSED
    if player.consent == Consent.GIVEN.value:
        return WithheldReason.ENDED if has_ended(player.consent_until) else None
    return None if order.unasked else WithheldReason.NOT_ASKED


def _kept_back_names(
    session: Session, people: Mapping[PlayerId, PlayerRow], reasons: Mapping[PlayerId, WithheldReason]
) -> dict[str, PlayerId]:
    """Folded, all names of those whose photos are not handed out, and of those who were merged into them."""
    by_now = became(session)
    who = {one: by_now.get(one, one) for one, row in people.items() if not row.merged or one in by_now}
    return {folded(people[one].name): now for one, now in who.items() if now in reasons}


def _meant(
    named: Mapping[str, PlayerId],
    shown: Collection[PlayerId],
    people: Mapping[PlayerId, PlayerRow],
    reasons: Mapping[PlayerId, WithheldReason],
) -> frozenset[PlayerId]:
    """Whom names in a file mean: not who is kept back where a namesake is shown whom it may go with."""
    namesakes = {folded(people[one].name) for one in shown if one not in reasons}
    return frozenset(player for name, player in named.items() if name not in namesakes)


def _groups(
    session: Session,
    order: DeliveryOrder,
    wished: Mapping[PhotoId, Collection[PlayerId]],
    people: Mapping[PlayerId, PlayerRow],
) -> Iterator[_Group]:
    """Who would get what, by name; `wished` are those on each photo whom the order is for."""
    if order.by is Recipients.MATCH:
        matches = select(MatchRow).where(MatchRow.gallery_id == order.gallery_id)
        for match in session.scalars(matches.order_by(MatchRow.starts_at, MatchRow.name, MatchRow.court)):
            played = PhotoFilter(match_id=MatchId(match.id))
            ids = chosen_photos(session, order.gallery_id, played, PhotoSort())
            name = f"{match.name}, {match.court}" if match.court else match.name
            yield _Group(name, tuple(one for one in ids if wished[one]))
        return
    found: dict[str, list[PhotoId]] = {}
    for photo_id, players in wished.items():
        keys = {people[one].team if order.by is Recipients.TEAM else one for one in players} - {""}
        for key in keys:
            found.setdefault(key, []).append(photo_id)
    if order.by is Recipients.TEAM:
        yield from (_Group(team, tuple(ids)) for team, ids in sorted(found.items()))
        return
    for player_id in sorted(found, key=lambda one: (people[PlayerId(one)].name, one)):
        one = PlayerId(player_id)
        yield _Group(people[one].name, tuple(found[player_id]), one)


def _files(
    order: DeliveryOrder,
    groups: Sequence[_Group],
    here: Set[PhotoId],
    wanted: Mapping[PhotoId, Wanted],
) -> Iterator[tuple[Recipient, tuple[PlannedFile, ...]]]:
    """Each recipient who gets anything, with their files."""
    folders = FreeNames()
    for group in groups:
        if here.isdisjoint(group.photo_ids):
            continue
        folder = folders.take(safe_name(group.name, said("Unnamed")))
        names: dict[PurePosixPath, FreeNames] = {}
        # Who is left out keeps their number: with other numbers the next delivery would send all again.
        files = tuple(
            PlannedFile(wanted[one], _file_name(order, group, wanted[one], number, names))
            for number, one in enumerate(group.photo_ids, start=1)
            if one in here
        )
        yield Recipient(group.name, folder, len(files), group.player_id), files


def _file_name(
    order: DeliveryOrder,
    group: _Group,
    wanted: Wanted,
    number: int,
    names: dict[PurePosixPath, FreeNames],
) -> str:
    """What a file is called in the folder of who gets it."""
    source = Path(wanted.photo.file_name)
    digits = max(LEAST_DIGITS, len(str(len(group.photo_ids))))
    values = wanted.values | {
        "file": source.stem,
        "recipient": group.name,
        "number": f"{number:0{digits}}",
    }
    *above, last = (filled(part, values) for part in order.file_template.split("/"))
    folder = PurePosixPath(*(safe_name(part, "") for part in above if part))
    suffix = ".jpg" if order.as_jpeg else source.suffix
    stem = safe_name(last, source.stem or wanted.photo.id[:12])
    return str(folder / names.setdefault(folder, FreeNames()).take(stem, suffix))


def _withheld(
    kept_back: Mapping[PlayerId, WithheldReason],
    barred: Mapping[PhotoId, Set[PlayerId]],
    on: _OnPhotos,
    people: Mapping[PlayerId, PlayerRow],
    wanted: Mapping[PhotoId, Wanted],
) -> Iterator[Withheld]:
    """Those for whose sake photos are withheld, by name; who is not looked for also where it is of none."""
    reasons = dict.fromkeys(set().union(*barred.values()), WithheldReason.REFUSED) | {**kept_back}
    for one in sorted(reasons, key=lambda player: (people[player].name, player)):
        photos = sum(one in players for players in barred.values())
        if photos or reasons[one] is not WithheldReason.NOT_ASKED:
            naming = (photo_id for photo_id in wanted if one in on.in_file.get(photo_id, ()))
            paths = tuple(wanted[photo_id].photo.path for photo_id in naming)
            yield Withheld(one, people[one].name, reasons[one], photos, paths)
