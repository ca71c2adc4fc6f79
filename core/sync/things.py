"""Things that change, made of what was last written to each of their fields.

Any member may have written anything: a value that its column can't hold is passed over, and so is what refers
to nothing. It stays in the table of revisions, so that every library keeps the same.
"""

from __future__ import annotations

import json
import re
from collections import defaultdict
from collections.abc import Callable, Collection, Iterator, Mapping
from datetime import date, datetime
from itertools import chain, count
from typing import Any

from sqlalchemy import select, text
from sqlalchemy.orm import Session

from core.changes import Changes
from core.db.queries import among, chunks
from core.db.schedule import sort_anew
from core.db.schema import RevisionRow, TeamRow
from core.ids import LONGEST_NAME, UUID
from core.recognition.erasing import Graves, bury
from core.recognition.history import relabel_player
from core.sync.merge import DELETED
from core.sync.noting import DELETED_KINDS, FIELDS, NOW_MS, RATING
from core.sync.roles import BRINGERS
from core.types import BEST_RATING, REJECTED_PHOTO, Consent, GalleryId, MatchId, PhotoId, PlayerId, Role

TIME = re.compile(r"\d{4}-\d\d-\d\d \d\d:\d\d:\d\d\.\d{6}")
UNREADABLE = object()
DAY = re.compile(r"\d{4}-\d\d-\d\d")
LIST = re.compile(r"\[.*\]", re.DOTALL)
MOST_CLOCK_S = 36_525 * 86_400
DOCUMENT = re.compile(r"\{.*\}", re.DOTALL)

Fields = Mapping[str, Any]
"""What was written to the fields of a thing, as JSON gives it."""


def _is_text(value: object) -> bool:
    return isinstance(value, str) and len(value) <= LONGEST_NAME and value.isprintable()


def _is_id(value: object) -> bool:
    return isinstance(value, str) and UUID.fullmatch(value) is not None


def is_time(value: object) -> bool:
    """Whether it is a time as SQLite keeps it, in a year that Python knows."""
    return _of_form(value, TIME, datetime.fromisoformat)


def _require_texts(value: str) -> None:
    """Nothing else than a list of texts.

    Raises:
        ValueError: it is something else.
    """
    listed = json.loads(value)
    if not all(map(_is_text, listed)):
        raise ValueError(value)


def _is_clock_and_court(value: object) -> bool:
    """What a library says of a camera: seconds, and a text."""
    if not isinstance(value, list) or len(value) != 2 or type(value[0]) is not int:
        return False
    return abs(value[0]) <= MOST_CLOCK_S and _is_text(value[1])


def _is_day(value: object) -> bool:
    return _of_form(value, DAY, date.fromisoformat)


def _is_document(value: object) -> bool:
    return _of_form(value, DOCUMENT, json.loads)


def _of_form(value: object, form: re.Pattern[str], parse: Callable[[str], object]) -> bool:
    if not isinstance(value, str) or form.fullmatch(value) is None:
        return False
    try:
        parse(value)
    except (ValueError, RecursionError):
        return False
    return True


def _read(value: str) -> object:
    """What was written to a field; `UNREADABLE`, which no column can hold, where Python can't read it."""
    try:
        return json.loads(value)
    except (ValueError, RecursionError):  # a number of thousands of digits; brackets in brackets
        return UNREADABLE


def _or_none(check: Callable[[object], bool]) -> Callable[[object], bool]:
    return lambda value: value is None or check(value)


CHECKS: dict[str, Callable[[object], bool]] = {
    "name": _is_text,
    "number": _is_text,
    "team": _is_text,
    "external_id": _is_text,
    "court": _is_text,
    "consent": lambda value: isinstance(value, str) and value in set(Consent),
    "consent_until": _or_none(_is_day),
    "merged": lambda value: value in (0, 1),
    "merged_into": _or_none(_is_id),
    "merged_by": _or_none(_is_id),
    "took_over": _or_none(_is_document),
    "created_at": is_time,
    "gallery_id": _is_id,
    "starts_at": is_time,
    "ends_at": is_time,
    "teams": lambda value: _of_form(value, LIST, _require_texts),
    RATING: lambda value: isinstance(value, int) and REJECTED_PHOTO <= value <= BEST_RATING,
}
"""What a column can hold."""
NEW = {
    "player": "INSERT OR IGNORE INTO player (id, name, number, team, external_id, created_at) "
    "VALUES (:id, '?', '', '', '', :created_at)",
    "gallery": "INSERT OR IGNORE INTO gallery (id, name, created_at) VALUES (:id, :id, :created_at)",
    "match": "INSERT OR IGNORE INTO match (id, gallery_id, name, starts_at, ends_at) "
    "SELECT :id, :gallery_id, :name, :starts_at, :ends_at "
    "WHERE EXISTS (SELECT 1 FROM gallery WHERE id = :gallery_id)",
}
"""How a thing begins: all that is named here is to be known of it."""
LONG_AGO = "1970-01-01 00:00:00.000000"
REFERS = {"merged_into": "player", "gallery_id": "gallery"}
MEMBER_ROWS: dict[str, tuple[str, str, Callable[[object], bool]]] = {
    "season": (
        "INSERT OR REPLACE INTO player_season (player_id, season, team, number) "
        "SELECT :thing, :field, json_extract(:value, '$[0]'), json_extract(:value, '$[1]') "
        "WHERE EXISTS (SELECT 1 FROM player WHERE id = :thing)",
        "DELETE FROM player_season WHERE player_id = :thing AND season = :field",
        lambda value: isinstance(value, list) and len(value) == 2 and all(map(_is_text, value)),
    ),
    "roster": (
        "INSERT OR IGNORE INTO gallery_player (gallery_id, player_id) SELECT :thing, :field "
        "WHERE EXISTS (SELECT 1 FROM gallery WHERE id = :thing) "
        "AND EXISTS (SELECT 1 FROM player WHERE id = :field)",
        "DELETE FROM gallery_player WHERE gallery_id = :thing AND player_id = :field",
        lambda value: value is True,
    ),
    "refusal": (
        "INSERT OR IGNORE INTO gallery_refusal (gallery_id, player_id) SELECT :thing, :field "
        "WHERE EXISTS (SELECT 1 FROM gallery WHERE id = :thing) "
        "AND EXISTS (SELECT 1 FROM player WHERE id = :field)",
        "DELETE FROM gallery_refusal WHERE gallery_id = :thing AND player_id = :field",
        lambda value: value is True,
    ),
    "camera": (
        "INSERT OR REPLACE INTO gallery_camera (gallery_id, camera, clock_s, court) "
        "SELECT :thing, :field, json_extract(:value, '$[0]'), json_extract(:value, '$[1]') "
        "WHERE EXISTS (SELECT 1 FROM gallery WHERE id = :thing)",
        "DELETE FROM gallery_camera WHERE gallery_id = :thing AND camera = :field",
        _is_clock_and_court,
    ),
    "put": (
        "INSERT OR REPLACE INTO match_photo (gallery_id, photo_id, match_id) "
        "SELECT :thing, :field, json_extract(:value, '$') "
        "WHERE EXISTS (SELECT 1 FROM gallery WHERE id = :thing) "
        "AND EXISTS (SELECT 1 FROM photo WHERE id = :field)",
        "DELETE FROM match_photo WHERE gallery_id = :thing AND photo_id = :field",
        _is_id,
    ),
}
"""How a row that is a field of a thing is kept and dropped, and which values it can have."""
OF_GALLERIES = ("gallery", "roster", "refusal", "camera", "put")
"""What is said of galleries."""
_NOTE_DELETED = text(
    "INSERT OR IGNORE INTO revision (kind, thing, field, value, at) "
    f"VALUES (:kind, :thing, '{DELETED}', 'true', {NOW_MS})"
)


def apply(session: Session, touched: Collection[tuple[str, str]]) -> Changes:
    """Bring things, by kind and id, to what was written of them."""
    known = dict(_by_kind(touched))
    if new := _make(session, known):
        known = dict(_by_kind({*touched, *_waiting_for(session, new)}))
    changes = Changes()
    for kind in NEW:
        for thing, fields in _written(session, kind, known.get(kind, [])):
            _update(session, kind, thing, fields)
    if "gallery" in known:
        _name_galleries(session)
    if "player" in known:
        _break_circles(session)
        for player, fields in _written(session, "player", known["player"]):
            if fields.get("merged_into") is not None:  # they are, or were, somebody else: so are their faces
                changes |= relabel_player(session, player)
    _apply_members(session, known)
    changes |= _sort_photos(session, known.get("camera", []))
    _rate_photos(session, known.get("photo", []))
    return (
        changes
        | _delete(session, known)
        | Changes(
            players=frozenset(map(PlayerId, [*known.get("player", []), *known.get("season", [])])),
            galleries=frozenset(GalleryId(one) for kind in OF_GALLERIES for one in known.get(kind, [])),
            cameras=bool(known.get("camera") or known.get("put")),
            matches=frozenset(map(MatchId, known.get("match", []))),
            photos=frozenset(map(PhotoId, known.get("photo", []))),
        )
    )


def fits(kind: str, field: str, value: str) -> bool:
    """Whether something written can be, as far as this program knows: what never can is nobody's word.

    A field that it does not know is kept for a program that does.
    """
    written = _read(value)
    if kind in FIELDS:
        return field not in FIELDS[kind] or field == "created_at" or _fits(field, written)
    if kind in MEMBER_ROWS:
        return written is None or MEMBER_ROWS[kind][2](written)
    return (kind, field) != ("photo", RATING) or _fits(RATING, written)


def _by_kind(touched: Collection[tuple[str, str]]) -> Mapping[str, list[str]]:
    things: defaultdict[str, list[str]] = defaultdict(list)
    for kind, thing in sorted(touched):
        things[kind].append(thing)
    return things


def _make(session: Session, things: Mapping[str, list[str]]) -> list[str]:
    """Begin those that there are not yet; their ids."""
    new: list[str] = []
    for kind, make in NEW.items():
        for thing, fields in _written(session, kind, things.get(kind, [])):
            values = {name: fields.get(name) for name in re.findall(r":(\w+)", make) if name != "id"}
            if "created_at" in fields and not _fits("created_at", fields["created_at"]):
                values["created_at"] = LONG_AGO  # it was made at some time: who has it has it all the same
            deleted = kind in DELETED_KINDS and DELETED in fields
            if _is_id(thing) and not deleted and all(_fits(*item) for item in values.items()):
                made: Any = session.execute(text(make), {"id": thing, **values})
                if made.rowcount:
                    new.append(thing)
    return new


def _waiting_for(session: Session, new: list[str]) -> list[tuple[str, str]]:
    """The things of which something was said that refers to others, which came only now."""
    said_of = text(
        "WITH new AS (SELECT value AS id FROM json_each(:new)) SELECT DISTINCT kind, thing FROM revision "
        "WHERE thing IN (SELECT id FROM new) OR field IN (SELECT id FROM new) "
        "OR value IN (SELECT json_quote(id) FROM new)"
    )
    return [(kind, thing) for kind, thing in session.execute(said_of, {"new": json.dumps(new)})]


def _written(session: Session, kind: str, things: list[str]) -> Iterator[tuple[str, Fields]]:
    """Some things of a kind with what was written to their fields."""
    for part in chunks(sorted(things)):
        fields: defaultdict[str, dict[str, Any]] = defaultdict(dict)
        query = select(RevisionRow.thing, RevisionRow.field, RevisionRow.value).where(
            RevisionRow.kind == kind
        )
        for thing, field, value in session.execute(query.where(among(RevisionRow.thing, part))).all():
            fields[thing][field] = _read(value)
        yield from fields.items()


def _fits(field: str, value: object) -> bool:
    return CHECKS[field](value)


def _update(session: Session, kind: str, thing: str, fields: Fields) -> None:
    for field in FIELDS[kind]:
        if field not in fields or (kind, field) == ("gallery", "name") or not _fits(field, fields[field]):
            continue
        there = ""
        if field in REFERS:
            there = f" AND (:value IS NULL OR EXISTS (SELECT 1 FROM {REFERS[field]} WHERE id = :value))"
        statement = f"UPDATE {kind} SET {field} = :value WHERE id = :id AND {field} IS NOT :value{there}"
        session.execute(text(statement), {"id": thing, "value": fields[field]})


def _name_galleries(session: Session) -> None:
    """Galleries have different names: of those with one name the first keeps it, others are numbered."""
    query = select(RevisionRow.thing, RevisionRow.value).where(
        RevisionRow.kind == "gallery", RevisionRow.field == "name"
    )
    names: dict[str, str] = {}
    for thing, value in session.execute(query.order_by(RevisionRow.thing)):
        name = _read(value)
        if isinstance(name, str) and _is_text(name):
            numbered = (f"{name} ({number})" for number in count(2))
            names[thing] = next(one for one in chain([name], numbered) if one not in names.values())
    rename = text("UPDATE gallery SET name = :name WHERE id = :id")
    known = {str(id_): str(name) for id_, name in session.execute(text("SELECT id, name FROM gallery"))}
    changed = {id_: name for id_, name in names.items() if known.get(id_, name) != name}
    for id_ in changed:  # two may change their names with each other
        session.execute(rename, {"id": id_, "name": id_})
    for id_, name in changed.items():
        session.execute(rename, {"id": id_, "name": name})


def _break_circles(session: Session) -> None:
    """Two laptops may merge two players each into the other: then the first of them stays."""
    merged = text("SELECT id, merged_into FROM player WHERE merged AND merged_into IS NOT NULL")
    into = {str(id_): str(other) for id_, other in session.execute(merged)}
    for player in sorted(into):
        way, at = [player], into[player]
        while at in into and at not in way:
            way.append(at)
            at = into[at]
        if at == player:
            session.execute(text("UPDATE player SET merged = 0 WHERE id = :id"), {"id": player})
            del into[player]
    session.expire_all()


def _sort_photos(session: Session, galleries: list[str]) -> Changes:
    """Order the photos of cameras of which something was said."""
    moved: set[PhotoId] = set()
    for gallery, cameras in _written(session, "camera", galleries):
        for camera in cameras:
            moved |= sort_anew(session, gallery, camera)
    return Changes(photos=frozenset(moved))


def _rate_photos(session: Session, photos: list[str]) -> None:
    for thing, fields in _written(session, "photo", photos):
        if RATING in fields and _fits(RATING, fields[RATING]):
            values = {"id": thing, "rating": fields[RATING]}
            session.execute(text("UPDATE photo SET rating = :rating WHERE id = :id"), values)


def _apply_members(session: Session, known: Mapping[str, list[str]]) -> None:
    """The seasons of players, and the rosters of galleries."""
    for kind, (keep, drop, fits) in MEMBER_ROWS.items():
        for thing, fields in _written(session, kind, known.get(kind, [])):
            for field, value in fields.items():
                names = {"thing": thing, "field": field}
                if value is None:
                    session.execute(text(drop), names)
                elif fits(value):
                    session.execute(text(keep), names | {"value": json.dumps(value)})


def _delete(session: Session, things: Mapping[str, list[str]]) -> Changes:
    """Delete what is deleted, with all that is of it."""
    gone = {kind: _deleted(session, kind, things.get(kind, [])) for kind in DELETED_KINDS}
    for match in gone["match"]:
        session.execute(text("DELETE FROM match WHERE id = :id"), {"id": match})
    faces = text("SELECT id FROM face WHERE photo_id = :id")
    of_photos = [face for photo in gone["photo"] for face in session.scalars(faces, {"id": photo})]
    graves = Graves(*map(frozenset, (gone["player"], gone["face"] + of_photos, gone["photo"])))
    if graves == Graves():
        return Changes()
    may_delete = Role(session.scalar(select(TeamRow.role).where(~TeamRow.left)) or Role.VIEWER) in BRINGERS
    burial = bury(session, graves, faces_too=may_delete)
    # What only this library knew to be theirs is gone for the others too.
    for kind, more in (
        ("face", burial.graves.faces - graves.faces),
        ("photo", burial.graves.photos - graves.photos),
        ("player", burial.graves.players - graves.players),
    ):
        for thing in sorted(more):
            session.execute(_NOTE_DELETED, {"kind": kind, "thing": thing})
    return burial.changes


def _deleted(session: Session, kind: str, touched: list[str]) -> list[str]:
    """Those of some things that are deleted, and that the library still has."""
    things = [thing for thing, fields in _written(session, kind, touched) if DELETED in fields]
    there = text(f"SELECT id FROM {kind} WHERE id IN (SELECT value FROM json_each(:things))")
    return list(session.scalars(there, {"things": json.dumps(things)}))
