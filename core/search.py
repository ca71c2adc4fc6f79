"""One field for everything: players, teams, days and files, and who is together in a photo."""

from __future__ import annotations

import calendar
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

from sqlalchemy import and_, select
from sqlalchemy.orm import Session

from core.db.engine import Database
from core.db.photo_query import file_names, photos_having
from core.db.queries import NAMED_STATES, rows_of
from core.db.schema import FaceRow, PhotoRow, PlayerRow
from core.folding import folded
from core.types import PhotoId, PlayerId, SearchResult, SearchTerm, TermKind

# The words of the longest name that is looked for as one.
LONGEST_NAME = 5
# Between two of these words stands nothing: "A and B" are two people in one photo.
JOINING = frozenset({"and", "with", "&", "+", "и", "с", "вместе"})
WORD = re.compile(r'"([^"]+)"|([^\s,;"]+)')
YEARS = range(1990, 2101)


@dataclass(frozen=True, slots=True)
class Known:
    """A player as a search knows them: names are folded (see `folded`)."""

    id: PlayerId
    name: str
    team: str
    number: str


class Search:
    """Finds players and photos of a library by one line of text."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def find(self, text: str) -> SearchResult:
        """The players and photos that a line of text means.

        A part of it is a player (any part of a name, `#7` for a number), a team, a day (2026-05-01,
        1.5.2026, 2026-05, 2026) or else a part of a file's name; what stands in quotes is one part. A
        photo has to fit all of them: "Ada and Grace 2026-05-01" are both in one photo of that day.
        Players count where they are confirmed or tagged. An empty text finds nothing.
        """
        with self._database.read() as session:
            terms = tuple(terms_of(text, _known(session)))
            photos = _photos(session, terms) if terms else ()
        meant = {player: None for term in terms for player in sorted(term.players)}
        return SearchResult(terms, tuple(meant), photos)


def terms_of(text: str, players: Sequence[Known]) -> Iterator[SearchTerm]:
    """The parts of a search, each as long a name as there is."""
    words = [(quoted or word, bool(quoted)) for quoted, word in WORD.findall(text)]
    at = 0
    while at < len(words):
        word, quoted = words[at]
        if not quoted and word.casefold() in JOINING:
            at += 1
            continue
        most = 1 if quoted else _until_joined(words[at:])
        length, term = _longest(words, at, most, players)
        yield term
        at += length


def _until_joined(words: Sequence[tuple[str, bool]]) -> int:
    """How many words may be one name: up to a joining word or a quotation."""
    count = 0
    for word, quoted in words[:LONGEST_NAME]:
        if quoted or word.casefold() in JOINING:
            break
        count += 1
    return count


def _longest(
    words: Sequence[tuple[str, bool]], at: int, most: int, players: Sequence[Known]
) -> tuple[int, SearchTerm]:
    for length in range(most, 0, -1):
        text = " ".join(word for word, _ in words[at : at + length])
        term = _named(text, players) or _day(text)
        if term is not None:
            return length, term
    text = words[at][0]
    return 1, SearchTerm(TermKind.FILE, text)


def _named(text: str, players: Sequence[Known]) -> SearchTerm | None:
    """A player by name or number, or a team: exactly so called, or else beginning so."""
    if text.startswith("#"):
        number = {one.id for one in players if one.number and one.number == text[1:]}
        return SearchTerm(TermKind.PLAYER, text, frozenset(number)) if number else None
    wanted = folded(text)
    for fits in (str.__eq__, begins):
        found = frozenset(one.id for one in players if fits(one.name, wanted))
        if found:
            return SearchTerm(TermKind.PLAYER, text, found)
        members = frozenset(one.id for one in players if one.team and fits(one.team, wanted))
        if members:
            return SearchTerm(TermKind.TEAM, text, members)
    return None


def begins(name: str, wanted: str) -> bool:
    """Whether each word that is wanted begins a word of a name, each another one."""
    left, parts = _words(name), _words(wanted)
    for part in parts:
        match = next((word for word in left if word.startswith(part)), None)
        if match is None:
            return False
        left.remove(match)
    return bool(parts)


def _words(name: str) -> list[str]:
    """The words of a name; that of a folder, which many players are called by, has no blanks in it."""
    return name.replace("_", " ").split()


def _day(text: str) -> SearchTerm | None:
    """A day, a month or a year."""
    days = _days(text)
    if days is None:
        return None
    first, last = days
    until = datetime.combine(last + timedelta(days=1), time())
    return SearchTerm(TermKind.DAY, text, since=datetime.combine(first, time()), until=until)


def _days(text: str) -> tuple[date, date] | None:
    numbers = re.fullmatch(r"\d+([-./]\d+)*", text)
    parts = [int(part) for part in re.split(r"[-./]", text)] if numbers else []
    if len(parts) == 3 and parts[0] not in YEARS:
        parts.reverse()
    if not parts or parts[0] not in YEARS or len(parts) > 3:
        return None
    year, *rest = parts
    try:
        if len(rest) == 2:
            return date(year, *rest), date(year, *rest)
        if rest:
            return date(year, rest[0], 1), date(year, rest[0], calendar.monthrange(year, rest[0])[1])
    except (ValueError, calendar.IllegalMonthError):
        return None
    return date(year, 1, 1), date(year, 12, 31)


def _known(session: Session) -> list[Known]:
    columns = (PlayerRow.id, PlayerRow.name, PlayerRow.team, PlayerRow.number)
    rows = session.execute(select(*columns).where(~PlayerRow.merged).order_by(PlayerRow.name, PlayerRow.id))
    return [Known(PlayerId(one), folded(name), folded(team), number) for one, name, team, number in rows]


def _photos(session: Session, terms: Sequence[SearchTerm]) -> tuple[PhotoId, ...]:
    """The photos that fit every term, by time; each is found by one scan of an index."""
    order = (PhotoRow.taken_at.is_(None), PhotoRow.taken_at, PhotoRow.id)
    ids = [photo_id for (photo_id,) in rows_of(session, select(PhotoRow.id).order_by(*order))]
    for term in terms:
        fitting = set(_fitting(session, term))
        ids = [photo_id for photo_id in ids if photo_id in fitting]
    return tuple(map(PhotoId, ids))


def _fitting(session: Session, term: SearchTerm) -> Iterator[str]:
    if term.players:
        named = FaceRow.state.in_(NAMED_STATES)
        yield from photos_having(session, and_(FaceRow.player_id.in_(term.players), named))
    elif term.since is not None and term.until is not None:
        in_time = PhotoRow.taken_at >= term.since, PhotoRow.taken_at < term.until
        yield from (photo_id for (photo_id,) in rows_of(session, select(PhotoRow.id).where(*in_time)))
    else:
        text = term.text.casefold()
        yield from (photo_id for photo_id, name in file_names(session).items() if text in name)
