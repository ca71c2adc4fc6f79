"""The one place that writes to the decision history and the label columns made from it."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence, Set
from typing import Any, NamedTuple

from sqlalchemy import select
from sqlalchemy.orm import Session

from core.changes import Changes
from core.db.engine import author_of
from core.db.queries import NAMED_STATES, among, chunks, refuse_viewer, rows_of
from core.db.schema import DecisionRow, FaceRow, GalleryPhotoRow, PlayerRow, TeamRow, now
from core.errors import InvalidValueError, NotFoundError, SomebodyElseError
from core.recognition.consent import disagrees_there
from core.recognition.identity import became, names_of
from core.recognition.labels import Event, Label, label_of, undone
from core.types import BatchId, FaceId, FaceState, PhotoId, PlayerId, Source, Verdict
from core.words import said

# As the driver takes them: of tens of thousands of faces SQLAlchemy prepares the values in half the time
# that SQLite takes to write them, and rows of the ORM take half as long again.
_RECORD = (
    "INSERT INTO decision (face_id, verdict, source, player_id, reason, probability, similarity, session_id, "
    "undoes, batch_id, at, who) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)"
)
_SHOW = "UPDATE face SET state = ?, player_id = ?, probability = ?, similarity = ?, aside = ? WHERE id = ?"
# What answers add to the counts of photos and galleries, whose rows that come and go triggers count: as
# triggers on each face they took a tenth of a recognition.
_COUNT_NAMED = "UPDATE photo SET named_count = named_count + ? WHERE id = ?"
_COUNT_STATE = (
    "INSERT INTO gallery_count (gallery_id, state, faces) VALUES (?, ?, ?) "
    "ON CONFLICT DO UPDATE SET faces = faces + excluded.faces"
)
BY_HAND = frozenset({Source.PERSON, Source.ENROLMENT})
VERDICTS = {verdict.value: verdict for verdict in Verdict}
IN_ORDER = (DecisionRow.stamp.is_(None), DecisionRow.stamp, DecisionRow.id)
"""The order of a history: by the stamps that a team agrees on, and what has none is the latest."""


class Decision(NamedTuple):
    """What is to be said of a face: a new row of its history (see `DecisionRow`)."""

    face_id: str
    verdict: Verdict
    source: Source
    player_id: str | None = None
    reason: str = ""
    probability: float | None = None
    similarity: float | None = None
    session_id: str | None = None
    undoes: int | None = None


def labels(session: Session, face_ids: Sequence[str]) -> dict[str, Label]:
    """The label of each face by its whole history."""
    return {face_id: label_of(history) for face_id, history in _histories(session, face_ids).items()}


def rejections(session: Session, face_ids: Sequence[str]) -> dict[str, Set[PlayerId]]:
    """Of which players it was said that faces are not they; of some faces those of whom that was said."""
    rejected = (DecisionRow.verdict == Verdict.REJECT, among(DecisionRow.face_id, face_ids))
    spoken = session.scalars(select(DecisionRow.face_id).where(*rejected).distinct())
    return {
        face_id: label.rejected for face_id, label in labels(session, list(spoken)).items() if label.rejected
    }


def is_undone(session: Session, rows: Sequence[DecisionRow]) -> bool:
    """Whether each of some rows was taken back, and was not brought back since."""
    gone: set[int] = set()
    for history in _histories(session, list({row.face_id for row in rows})).values():
        gone |= undone(history)
    return all(row.id in gone for row in rows)


def _histories(session: Session, face_ids: Sequence[str]) -> dict[str, list[Event]]:
    """What was said of each face, the oldest first.

    What was said of a player who was merged counts as said of who they are by now.
    """
    known_as = became(session)
    events: dict[str, list[Event]] = {face_id: [] for face_id in face_ids}
    columns = (
        DecisionRow.face_id,
        DecisionRow.id,
        DecisionRow.verdict,
        DecisionRow.player_id,
        DecisionRow.probability,
        DecisionRow.similarity,
        DecisionRow.undoes,
        DecisionRow.source == Source.FILE.value,
    )
    for part in chunks(face_ids):
        query = select(*columns).where(among(DecisionRow.face_id, part)).order_by(*IN_ORDER)
        for face_id, number, verdict, player_id, *rest in rows_of(session, query):
            player = known_as.get(player_id, PlayerId(player_id)) if player_id else None
            events[face_id].append(Event(number, VERDICTS[verdict], player, *rest))
    return events


def record(
    session: Session,
    decisions: Iterable[Decision],
    batch: BatchId,
    places: Mapping[str, Place] | None = None,
) -> Changes:
    """Append decisions and bring the faces they speak of up to date.

    Args:
        session: in a write transaction.
        decisions: in the order in which they were made.
        batch: the act that they belong to.
        places: where their faces are, all of them and no others, read in this transaction; None to read that.

    Returns:
        The faces, photos and players that changed.

    Raises:
        NotFoundError: a face is not there.
        NotAllowedError: a person decides, and is signed in as somebody else than the team's member, or the
            member is a viewer.
    """
    new = list(decisions)
    if places is None:
        places = _places(session, list(dict.fromkeys(FaceId(decision.face_id) for decision in new)))
    at = f"{now():%Y-%m-%d %H:%M:%S.%f}"
    # Who is signed in is asked for only when a person decides: the machine's answers are nobody's.
    who = _who_decides(session) if any(decision.source in BY_HAND for decision in new) else ""
    _write(session, _RECORD, [_recorded(decision, batch, at, who) for decision in new])
    players = {PlayerId(decision.player_id) for decision in new if decision.player_id}
    return _relabel(session, places) | Changes(players=frozenset(players), batch=batch)


def _who_decides(session: Session) -> str:
    """Who is signed in, empty where nobody is; in a team that is its member, as whose the answer goes out."""
    who = author_of(session)
    team = session.execute(select(TeamRow.login, TeamRow.role).where(~TeamRow.left)).one_or_none()
    if team is None:
        return who
    login, role = team
    if who and who != login:
        raise SomebodyElseError(who, login)
    refuse_viewer(role)
    return who


def relabel(session: Session, face_ids: Sequence[FaceId]) -> Changes:
    """Work out anew the labels of some faces, of which others said something.

    Raises:
        NotFoundError: a face is not there.
    """
    return _relabel(session, _places(session, face_ids))


def relabel_player(session: Session, player_id: str) -> Changes:
    """Work out anew the labels of the faces of which anything was ever said about a player.

    For when they were merged into another one, or are themselves again.
    """
    names = names_of(session, player_id)
    spoken_of = select(DecisionRow.face_id).where(DecisionRow.player_id.in_(names)).distinct()
    return relabel(session, [FaceId(face) for face in session.scalars(spoken_of)])


def once_a_photo(session: Session, photo_ids: Collection[str], batch: BatchId) -> Changes:
    """Withdraw what a machine said of players who are more surely on another face of the same photo.

    And of those who are no longer on the roster.

    Raises:
        InvalidValueError: a player is confirmed on two faces of one of the photos, or is confirmed and
            not on the roster.
    """
    columns = (FaceRow.photo_id, FaceRow.player_id, FaceRow.state, FaceRow.id, PlayerRow.merged)
    surest = (FaceRow.state != FaceState.CONFIRMED.value, FaceRow.probability.desc(), FaceRow.id)
    taken: set[tuple[str, str | None]] = set()
    withdrawn: list[Decision] = []
    for part in chunks(sorted(photo_ids)):
        named = select(*columns).join(PlayerRow, PlayerRow.id == FaceRow.player_id)
        rows = session.execute(named.where(among(FaceRow.photo_id, part)).order_by(*surest))
        for photo_id, player_id, state, face_id, gone in rows:
            if gone or (photo_id, player_id) in taken:
                _refuse_confirmed(state, gone)
                withdrawn.append(Decision(face_id, Verdict.UNKNOWN, Source.MACHINE))
            taken.add((photo_id, player_id))
    return record(session, withdrawn, batch) if withdrawn else Changes()


def withdraw_refused(session: Session, batch: BatchId) -> Changes:
    """Withdraw what a machine said of players who do not agree to be recognised, at all or there.

    The rows keep of whom it was, since the photos show them still (see `core.recognition.withdrawn`).
    """
    faces = (
        select(FaceRow.id, FaceRow.player_id)
        .join(PlayerRow, PlayerRow.id == FaceRow.player_id)
        .where(FaceRow.state != FaceState.CONFIRMED.value, disagrees_there())
    )
    withdrawn = [
        Decision(face, Verdict.UNKNOWN, Source.MACHINE, player) for face, player in session.execute(faces)
    ]
    return record(session, withdrawn, batch) if withdrawn else Changes()


def _refuse_confirmed(state: str, gone: bool) -> None:
    if state != FaceState.CONFIRMED.value:
        return
    if gone:
        raise InvalidValueError(
            "player", said("A face would be of a player who is not on the roster. Nothing was changed.")
        )
    raise InvalidValueError("face", said("A player would be in one photo twice. Nothing was changed."))


def _relabel(session: Session, places: Mapping[str, Place]) -> Changes:
    """Bring the label columns of some faces up to date; `places` are of before."""
    found = labels(session, list(places))
    _write(session, _SHOW, [_shown(face_id, label) for face_id, label in found.items()])
    _count(session, [(places[face_id], label.state.value) for face_id, label in found.items()])
    session.expire_all()  # the rows that somebody holds are as they were before
    players = {place.player_id for place in places.values()} | {label.player_id for label in found.values()}
    return Changes(
        photos=frozenset(PhotoId(place.photo_id) for place in places.values()),
        faces=frozenset(map(FaceId, places)),
        players=frozenset(PlayerId(player) for player in players if player),
        clusters=True,
    )


class Place(NamedTuple):
    """The photo of a face, and how the face is labelled."""

    photo_id: str
    player_id: str | None
    state: str


def _count(session: Session, faces: Iterable[tuple[Place, str]]) -> None:
    """Bring the counts of photos and galleries up to date with the new states of some faces."""
    changed = [(place.photo_id, place.state, state) for place, state in faces if place.state != state]
    named: Counter[str] = Counter()
    states: defaultdict[str, Counter[str]] = defaultdict(Counter)
    for photo_id, before, after in changed:
        named[photo_id] += (after in NAMED_STATES) - (before in NAMED_STATES)
        states[photo_id][before] -= 1
        states[photo_id][after] += 1
    _write(session, _COUNT_NAMED, [(number, photo_id) for photo_id, number in named.items() if number])
    of_gallery: Counter[tuple[str, str]] = Counter()
    for part in chunks(list(states)):
        query = select(GalleryPhotoRow.gallery_id, GalleryPhotoRow.photo_id)
        for gallery_id, photo_id in rows_of(session, query.where(among(GalleryPhotoRow.photo_id, part))):
            for state, number in states[photo_id].items():
                of_gallery[gallery_id, state] += number
    _write(session, _COUNT_STATE, [(*key, number) for key, number in of_gallery.items() if number])


def _places(session: Session, face_ids: Sequence[FaceId]) -> dict[str, Place]:
    """The photo of each face, and who it is labelled as.

    Raises:
        NotFoundError: for the first id that is not there.
    """
    found: dict[str, Place] = {}
    for part in chunks(face_ids):
        query = select(FaceRow.id, FaceRow.photo_id, FaceRow.player_id, FaceRow.state)
        for face_id, *place in rows_of(session, query.where(among(FaceRow.id, part))):
            found[face_id] = Place(*place)
    for face_id in face_ids:
        if face_id not in found:
            raise NotFoundError(said("face"), face_id)
    return found


def _write(session: Session, statement: str, rows: list[tuple[Any, ...]]) -> None:
    """Execute a statement of the driver once for each row."""
    if rows:
        session.connection().exec_driver_sql(statement, rows)


def _recorded(decision: Decision, batch: BatchId, at: str, who: str) -> tuple[Any, ...]:
    """What `_RECORD` takes."""
    face_id, verdict, source, *rest = decision
    by = who if source is Source.PERSON else ""
    return face_id, verdict.value, source.value, *rest, batch, at, by


def _shown(face_id: str, label: Label) -> tuple[Any, ...]:
    """What `_SHOW` takes."""
    return label.state.value, label.player_id, label.probability, label.similarity, label.aside, face_id
