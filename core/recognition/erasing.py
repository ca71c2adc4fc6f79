"""Taking a person out of a database: every row that is of them or tells of them.

What is left is tombstones, which name nobody: the ids of the player, of their faces and of the photos that
showed only them, so that neither a sync nor a backup brings them back, and where the faces were, so that no
detector finds them again. What the files beside the database hold is taken out by `core.privacy`.
"""

from __future__ import annotations

import json
from collections.abc import Collection, Iterable
from dataclasses import dataclass

from sqlalchemy import JSON, String, cast, delete, func, or_, select, text
from sqlalchemy.orm import InstrumentedAttribute, Session

from core.changes import Changes
from core.db.queries import NAMED_STATES, among, chunks
from core.db.schema import (
    Base,
    DecisionRow,
    EmbeddingRow,
    FaceRow,
    FileWriteRow,
    GalleryPlayerRow,
    PlayerRow,
    SavedFilterRow,
    TemplateRow,
    TombstoneRow,
    TrainingSessionRow,
    now,
)
from core.db.tombstones import FACE, PAGES, PHOTO, PICTURE, PLAYER
from core.folding import folded
from core.recognition.handed_out import HandedOut
from core.recognition.history import relabel
from core.recognition.identity import names_of
from core.recognition.naming import Naming
from core.recognition.player_rows import is_only_reference
from core.recognition.templates import figures_without
from core.recognition.withdrawn import still_theirs
from core.recognition.written_names import Written, other_players, own_names
from core.types import FaceId, FaceState, GalleryId, PhotoId, PlayerId, Traces

PATHS = frozenset(
    ("photo_file", "partner_file", "gallery_photo", "card_file", "file_failure", "unfinished_import")
    + ("file_write", "file_tag", "delivered_file", "delivered_photo", "delivery")
)
"""The tables in which a name is that of a file or a folder."""

_LISTED = "(SELECT value FROM json_each(:{0}))"
_FACES, _PHOTOS, _PLAYERS = (_LISTED.format(name) for name in ("faces", "photos", "players"))
# Where no index leads from what is deleted to what refers to it, SQLite looks through the table each time.
_INDEXED = (("decision", "undoes"), ("decision", "player_id"), ("template", "player_id"))
_DELETES_PICTURES = (
    "EXISTS (SELECT 1 FROM team WHERE NOT left AND store <> '' AND role IN ('owner', 'photographer'))"
)
_ENTOMB = (
    f"INSERT INTO tombstone (kind, id, at, pending) SELECT '{PLAYER}', value, :at, 1 "
    "FROM json_each(:players) WHERE true ON CONFLICT DO UPDATE SET pending = 1",
    "INSERT INTO tombstone (kind, id, at, pending, photo_id, box) "
    f"SELECT '{FACE}', g.value, :at, 1, f.photo_id, CASE WHEN f.id IS NULL THEN NULL "
    "ELSE json_array(f.x, f.y, f.w, f.h) END "
    "FROM json_each(:faces) g LEFT JOIN face f ON f.id = g.value WHERE true "
    "ON CONFLICT DO UPDATE SET pending = 1",
    f"INSERT INTO tombstone (kind, id, at, pending) SELECT '{PHOTO}', value, :at, 1 "
    "FROM json_each(:photos) WHERE true ON CONFLICT DO UPDATE SET pending = 1",
    # One picture may be of two things.
    f"INSERT INTO tombstone (kind, id, at, pending) SELECT DISTINCT '{PICTURE}', digest, :at, 1 FROM picture "
    f"WHERE (thing IN {_FACES} OR thing IN {_PHOTOS}) AND {_DELETES_PICTURES} "
    "ON CONFLICT DO UPDATE SET pending = 1",
    # Pages with links to the photos of a player begin so (see `core.sync.store`).
    f"INSERT INTO tombstone (kind, id, at, pending) SELECT '{PICTURE}', '{PAGES}' || value, :at, 1 "
    f"FROM json_each(:players) WHERE {_DELETES_PICTURES} "
    "ON CONFLICT DO UPDATE SET pending = 1",
)
_SAID = (
    "WITH RECURSIVE gone (id) AS (SELECT id FROM decision "
    f"WHERE face_id IN {_FACES} OR player_id IN {_PLAYERS} "
    "UNION SELECT d.id FROM decision d JOIN gone ON d.undoes = gone.id) SELECT id FROM gone"
)
_OF_FACES = (
    f"DELETE FROM cluster_face WHERE face_id IN {_FACES}",
    "DELETE FROM cluster WHERE NOT EXISTS (SELECT 1 FROM cluster_face WHERE cluster_id = cluster.id)",
    f"DELETE FROM cluster_move WHERE face_id IN {_FACES}",
    f"DELETE FROM embedding WHERE face_id IN {_FACES}",
    f"DELETE FROM picture WHERE thing IN {_FACES}",
    f"DELETE FROM face WHERE id IN {_FACES}",
    f"DELETE FROM outbox WHERE first IN {_FACES} OR second IN {_FACES}",
)
_OF_PHOTOS = (
    f"DELETE FROM gallery_photo WHERE photo_id IN {_PHOTOS}",
    f"DELETE FROM photo_file WHERE photo_id IN {_PHOTOS}",
    f"DELETE FROM file_write WHERE photo_id IN {_PHOTOS}",
    f"DELETE FROM photo_content WHERE photo_id IN {_PHOTOS}",
    f"DELETE FROM picture WHERE thing IN {_PHOTOS}",
    f"DELETE FROM photo WHERE id IN {_PHOTOS}",
    f"DELETE FROM outbox WHERE first IN {_PHOTOS} OR second IN {_PHOTOS}",
)
# A merge that was undone keeps who it was into, to be done again; in libraries of before what they had, too.
# Its act goes as well: to undo that it was undone would take who was separated off the roster. Of a team the
# others may have heard before that it is into nobody.
_OF_MERGES = (
    "UPDATE player SET merged_into = NULL, merged_by = NULL "
    f"WHERE merged_into IN {_PLAYERS} AND id NOT IN {_PLAYERS}",
    "UPDATE player SET took_over = NULL WHERE merged_into IS NULL AND took_over IS NOT NULL",
    "DELETE FROM revision WHERE kind = 'player' AND field = 'took_over' AND value <> 'null' "
    "AND thing IN (SELECT id FROM player WHERE merged_into IS NULL)",
)
_OF_PLAYERS = (
    f"DELETE FROM template WHERE player_id IN {_PLAYERS}",
    f"DELETE FROM player_season WHERE player_id IN {_PLAYERS}",
    f"DELETE FROM gallery_player WHERE player_id IN {_PLAYERS}",
    f"DELETE FROM gallery_refusal WHERE player_id IN {_PLAYERS}",
    f"DELETE FROM player WHERE id IN {_PLAYERS}",
    f"DELETE FROM revision WHERE kind IN ('player', 'season') AND thing IN {_PLAYERS} AND field <> 'deleted'",
    f"DELETE FROM revision WHERE kind IN ('roster', 'refusal') AND field IN {_PLAYERS}",
)


@dataclass(frozen=True, slots=True)
class Graves:
    """The ids of what is to be gone."""

    players: frozenset[str] = frozenset()
    faces: frozenset[str] = frozenset()
    photos: frozenset[str] = frozenset()

    def __or__(self, other: Graves) -> Graves:
        """Both."""
        return Graves(self.players | other.players, self.faces | other.faces, self.photos | other.photos)

    def as_json(self) -> dict[str, str]:
        """As the statements take them."""
        return {name: json.dumps(sorted(getattr(self, name))) for name in ("players", "faces", "photos")}


@dataclass(frozen=True, slots=True)
class Burial:
    """What `bury` did."""

    graves: Graves
    gone: Traces
    changes: Changes


def graves_in(session: Session, *, pending: bool = False) -> Graves:
    """What was erased, by the tombstones; or what of it is still to be taken out of files."""
    found: dict[str, set[str]] = {PLAYER: set(), FACE: set(), PHOTO: set(), PICTURE: set()}
    asked = select(TombstoneRow.kind, TombstoneRow.id)
    for kind, id_ in session.execute(asked.where(TombstoneRow.pending) if pending else asked):
        found[kind].add(id_)
    return Graves(*(frozenset(found[kind]) for kind in (PLAYER, FACE, PHOTO)))


def graves_of(session: Session, player_id: str) -> Graves:
    """A player with who was merged into them, their faces, and the photos that are only of them."""
    players = names_of(session, player_id)
    named = select(FaceRow.id).where(FaceRow.player_id.in_(players), FaceRow.state.in_(NAMED_STATES))
    faces = {*session.scalars(named), *still_theirs(session, players)}
    photos = {photo for photo in _photos_of(session, faces) if _shows_only(session, photo, faces)}
    others = select(FaceRow.id).where(FaceRow.photo_id.in_(photos))
    return Graves(players, frozenset({*faces, *session.scalars(others)}), frozenset(photos))


def bury(session: Session, graves: Graves, *, faces_too: bool = True) -> Burial:
    """Take people out of a database, with all that is known of them in it, and leave tombstones.

    What is named in `graves` need not be there. A library of a team notes it for the others, unless it is
    what others did.

    Args:
        session: in a write transaction.
        graves: who and what is to be gone.
        faces_too: whether the faces go that this database has of the players; else they are unknown ones.
    """
    for player in sorted(graves.players):
        of_them = graves_of(session, player)
        graves |= of_them if faces_too else Graves(of_them.players)
    ids = graves.as_json()
    names, others = own_names(session, graves.players), other_players(session, graves.players)
    changes = _changes(session, graves)
    for statement in _ENTOMB:
        session.execute(text(statement), ids | {"at": f"{now():%Y-%m-%d %H:%M:%S.%f}"})
    for table, column in _INDEXED:
        session.execute(text(f"CREATE INDEX burying_{table}_{column} ON {table} ({column})"))
    embeddings = _count(session, EmbeddingRow.face_id, graves.faces)
    templates = _count(session, TemplateRow.player_id, graves.players)
    files = _bury_written(session, graves) if graves.players else 0
    deliveries = _bury_deliveries(session, graves) if graves.players else 0
    filters = _bury_filters(session, graves)
    suggested, answers = _bury_answers(session, graves, ids)
    for statement in (*_OF_FACES, *_OF_PHOTOS, *_OF_MERGES, *_OF_PLAYERS):
        session.execute(text(statement), ids)
    for table, column in _INDEXED:
        session.execute(text(f"DROP INDEX burying_{table}_{column}"))
    if graves.players:
        _bury_figures(session, graves)
    session.expire_all()
    paths, mentions = _mentions(session, names, others)
    gone = Traces(
        *(len(graves.players), len(graves.faces), embeddings, len(graves.photos), answers, templates),
        *(deliveries, filters, files, suggested, paths, mentions),
    )
    return Burial(graves, gone, changes)


def files_naming(session: Session, player_id: str) -> frozenset[str]:
    """The files that Playertag wrote a player's name into, by path."""
    return frozenset(row.path for row in Written(session, names_of(session, player_id)).tags())


def _photos_of(session: Session, faces: Collection[str]) -> set[PhotoId]:
    found: set[PhotoId] = set()
    for part in chunks(sorted(faces)):
        found |= set(map(PhotoId, session.scalars(select(FaceRow.photo_id).where(among(FaceRow.id, part)))))
    return found


def _shows_only(session: Session, photo: PhotoId, faces: Collection[str]) -> bool:
    """Whether a photo is a reference only, and nobody is named in it but by these faces."""
    named = select(FaceRow.id).where(FaceRow.photo_id == photo, FaceRow.state.in_(NAMED_STATES))
    return set(session.scalars(named)) <= set(faces) and is_only_reference(session, photo)


def _changes(session: Session, graves: Graves) -> Changes:
    listed = select(GalleryPlayerRow.gallery_id).where(GalleryPlayerRow.player_id.in_(graves.players))
    return Changes(
        photos=frozenset(_photos_of(session, graves.faces)) | frozenset(map(PhotoId, graves.photos)),
        faces=frozenset(map(FaceId, graves.faces)),
        players=frozenset(map(PlayerId, graves.players)),
        galleries=frozenset(map(GalleryId, session.scalars(listed))),
        filters=True,
        clusters=True,
        sessions=True,
    )


def _count(session: Session, column: InstrumentedAttribute[str], ids: Iterable[str]) -> int:
    """The rows of which a column is one of some ids."""
    parts = chunks(sorted(ids))
    return sum(session.scalar(select(func.count(column)).where(among(column, part))) or 0 for part in parts)


def _bury_answers(session: Session, graves: Graves, ids: dict[str, str]) -> tuple[int, int]:
    """Forget what was said of faces and players; how many faces were only suggested, and what was said."""
    suggested = select(func.count()).where(
        FaceRow.player_id.in_(graves.players), FaceRow.state == FaceState.SUGGESTED.value
    )
    waiting = session.scalar(suggested) or 0
    spoken_of = select(DecisionRow.face_id).where(DecisionRow.player_id.in_(graves.players)).distinct()
    others = [FaceId(face) for face in session.scalars(spoken_of) if face not in graves.faces]
    # The driver counts the rows of a statement only where it begins with what is done to them.
    gone = session.execute(text(f"DELETE FROM decision WHERE id IN ({_SAID})"), ids)
    relabel(session, others)
    return waiting, int(getattr(gone, "rowcount", 0))


def _bury_deliveries(session: Session, graves: Graves) -> int:
    """Forget who got what, of them; what is at a destination under their name is nobody's from then on."""
    gone = HandedOut(session, graves.players)
    for row in (*gone.photos, *gone.files):
        session.delete(row)
    session.flush()
    return len(gone.photos)


def filters_asking(session: Session, players: Collection[str]) -> list[SavedFilterRow]:
    """The saved filters that ask for some players."""
    rows = session.scalars(select(SavedFilterRow)).all()
    return [row for row in rows if any(player in json.dumps(row.value) for player in players)]


def _bury_filters(session: Session, graves: Graves) -> int:
    asking = filters_asking(session, graves.players)
    for row in asking:
        session.delete(row)
    session.flush()
    return len(asking)


def _bury_written(session: Session, graves: Graves) -> int:
    """Forget what Playertag wrote of them into files, and what would bring it back; in how many files."""
    written = Written(session, graves.players)
    tags, writes = written.tags(), written.writes()
    for row in tags:
        session.delete(row)
    session.flush()
    session.execute(delete(FileWriteRow).where(FileWriteRow.id.in_(writes)))
    return len({row.path for row in tags})


def _bury_figures(session: Session, graves: Graves) -> None:
    """Take players out of what training sessions say of them.

    These call players as they were called then: what nobody is called by now may be one of them.
    """
    others = session.scalars(select(PlayerRow.name)).all()
    for row in session.scalars(select(TrainingSessionRow)).all():
        row.figures = figures_without(row.figures, graves.players, others)
    session.flush()


def _mentions(session: Session, names: Collection[str], others: Collection[str]) -> tuple[int, int]:
    """How many paths of files, and how many other texts, have one of some names, not within another one."""
    paths = mentions = 0
    spelled = {spelling for name in names for spelling in (name, folded(name), _in_json(name))}
    named = Naming(spelled, {spelling for name in others for spelling in (name, _in_json(name))})
    for table in Base.metadata.sorted_tables if names else ():
        texts = [cast(one, String) for one in table.columns if isinstance(one.type, String | JSON)]
        has_one = or_(*(one.contains(name, autoescape=True) for one in texts for name in spelled))
        rows = session.execute(select(*texts).where(has_one)) if texts else ()
        found = sum(any(named.within(one or "", theirs=False) for one in row) for row in rows)
        if table.name in PATHS:
            paths += found
        else:
            mentions += found
    return paths, mentions


def _in_json(name: str) -> str:
    """A name as it stands in a column of JSON."""
    return json.dumps(name)[1:-1]
