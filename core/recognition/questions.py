"""The open questions of a library, the one most worth an answer first.

The worth of a question is the number of faces that one answer settles, each counted by its doubt: the
probability that the answer changes the name that stands for the face if nobody answers.

- A face that is *tagged* has its name already; an answer changes it where the tag is wrong: 1 - p.
- A face that is *suggested* has no name until somebody confirms it: p.
- Faces of a *group* have none, and nothing speaks against an answer: 1 each, and less where they are too
  poor to tell who it is: such people are mostly nobody's.
- A face *alone* needs an answer of its own, so that one settles one however many are on the page; and it
  is likelier nobody's than a player's, or it would be suggested: `ALONE_WORTH` for a page.

So large unknown groups and players who were often suggested come first, the few and the doubtful later.
Tags come last whatever their sum: they stand as they are, and take a glance and one key.
"""

from __future__ import annotations

from array import array
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass

from sqlalchemy import select
from sqlalchemy.orm import Session

from core.db.engine import Database
from core.db.queries import chunks, roster
from core.db.schema import FaceRow
from core.jobs import JobContext
from core.recognition.asked import NAMED_BY_MACHINE, UNKNOWN_STATES, asked_faces, gallery_of
from core.recognition.cluster_rows import members_of
from core.recognition.examples import PackTraits
from core.recognition.guessing import Guess, guesses
from core.settings import Settings
from core.types import (
    ClusterId,
    Faces,
    FaceState,
    GalleryId,
    PhotoId,
    PlayerId,
    Question,
    QuestionKind,
    WholeLibrary,
)

# Faces alone on one page: about what a screen shows, so that no key answers for faces that nobody saw.
PAGE = 48
ALONE_WORTH = 0.5
# Of a face of this quality it can be told who it is; below it is seldom a player's.
CLEAR = 0.15

Taken = set[tuple[PhotoId, PlayerId]]
"""Who is in which photo already: nobody is in a photo twice."""


class Questions:
    """What is to be asked of a reviewer."""

    def __init__(
        self,
        database: Database,
        settings: Callable[[], Settings],
        traits: Callable[[], PackTraits],
    ) -> None:
        self._database = database
        self._settings = settings
        self._traits = traits

    def of(self, scope: GalleryId | WholeLibrary, context: JobContext | None = None) -> list[Question]:
        """The open questions of a gallery or of all, the one worth most first; no face is in two.

        Where a group, or a face alone, looks like a player does in these photos, it is asked about
        together with what the recogniser suggests for that player, and bears the probability of that.
        Faces put aside are not asked about.

        Raises:
            NotFoundError: there is no such gallery.
            ModelPackError: the active pack is not installed.
            CancelledError: a stop was asked for.
        """
        faces, plans = self._planned(scope, context or JobContext())
        # Not before what they were thought out by is gone: what stays would lie between it in memory.
        return best_first(plan.question(faces) for plan in plans)

    def _planned(self, scope: GalleryId | WholeLibrary, context: JobContext) -> tuple[Faces, list[Plan]]:
        with self._database.read() as session:
            faces = asked_faces(session, scope)
            context.checkpoint()
            units = _units(members_of(session, gallery_of(session, scope), faces), faces)
            tagged = [row for row in range(len(faces)) if faces.state(row) is FaceState.TAGGED]
            names = frozenset[PlayerId]() if isinstance(scope, WholeLibrary) else roster(session, scope)
            groups = [unit.rows for unit in units]
            found = guesses(session, self._traits(), faces, groups, tagged, names, context)
            taken = _confirmed(session, {faces.photo_ids[row] for unit in units for row in unit.rows})
        context.checkpoint()
        for unit, guess in zip(units, found, strict=True):
            unit.guess = guess
        return faces, plans_of(faces, units, taken, self._settings().suggest_probability)


@dataclass(frozen=True, slots=True)
class Plan:
    """A question to be: the rows of its faces, and the probabilities that they bear if not their own."""

    key: str
    kind: QuestionKind
    rows: array[int]
    worth: float
    chances: array[float] | None = None
    player_id: PlayerId | None = None
    player: str = ""
    cluster_id: ClusterId | None = None
    page: int = 0

    def question(self, faces: Faces) -> Question:
        """The question, of all the faces that are asked about."""
        shown = faces.take(self.rows, self.chances)
        who = (self.player_id, self.player, self.cluster_id)
        return Question(self.key, self.kind, shown, *who, worth=self.worth, page=self.page)


@dataclass(slots=True)
class Unit:
    """Faces of one unknown person, by their rows: a cluster, or a face alone; and who it may be."""

    rows: Sequence[int]
    cluster_id: ClusterId | None = None
    guess: Guess | None = None


def worth(kind: QuestionKind, chances: Sequence[float]) -> float:
    """What an answer is worth.

    `chances` are the probabilities that each face is the player asked about; of a group, that it can be told
    who it is. Another face never makes a question worth less.
    """
    if kind is QuestionKind.ALONE:
        return ALONE_WORTH if chances else 0.0
    return sum(1 - chance if kind is QuestionKind.TAGGED else chance for chance in chances)


def best_first(questions: Iterable[Question]) -> list[Question]:
    """Tags last, the more worth the earlier; what is worth as much in the order of the photos."""

    def place(question: Question) -> tuple[bool, float, str, float, float]:
        first = question.faces[0]
        return (
            question.kind is QuestionKind.TAGGED,
            -question.worth,
            first.photo_id,
            first.box.x,
            first.box.y,
        )

    return sorted(questions, key=place)


def plans_of(faces: Faces, units: Sequence[Unit], taken: Taken, least: float) -> list[Plan]:
    """Every face in one question: by player where one is named or likely, else by group or alone.

    Args:
        faces: those that are asked about.
        units: the unknown ones of them; the recogniser suggests or tags the others.
        taken: who is confirmed in which photo.
        least: the probability from which a player is suggested.
    """
    people = _People(faces, taken)
    groups, alone = [], []
    for unit in sorted(units, key=lambda unit: -_chance(unit)):
        likely = unit.guess if _chance(unit) >= least else None
        rest = [row for row in unit.rows if likely is None or not people.suggest(row, likely)]
        if unit.cluster_id is not None and len(rest) == len(unit.rows):
            groups.append(_group(unit.cluster_id, faces, unit.rows))
        else:
            alone += _each(unit, rest)
    return [*people.plans(), *groups, *_pages(alone)]


class _People:
    """Faces by the player whom they are asked about as: first those that the recogniser named."""

    def __init__(self, faces: Faces, taken: Taken) -> None:
        self._all = faces
        self._taken = set(taken)
        self._names: dict[PlayerId, str] = {}
        self._rows: dict[tuple[QuestionKind, PlayerId], list[int]] = {}
        self._chances = array("d", bytes(8 * len(faces)))
        for row in range(len(faces)):
            if faces.state(row) in NAMED_BY_MACHINE:
                self._add_named(row)

    def _add_named(self, row: int) -> None:
        player_id, name = self._all.player(row)
        if player_id is not None:
            kind = QuestionKind.TAGGED if self._all.state(row) is FaceState.TAGGED else QuestionKind.SUGGESTED
            self._add(row, kind, player_id, name or "", self._all.probability(row) or 0.0)

    def _add(self, row: int, kind: QuestionKind, player_id: PlayerId, name: str, chance: float) -> None:
        self._names[player_id] = name
        self._taken.add((self._all.photo_ids[row], player_id))
        self._rows.setdefault((kind, player_id), []).append(row)
        self._chances[row] = chance

    def suggest(self, row: int, guess: Guess) -> bool:
        """Ask about an unknown face as the player guessed; not if it is odd, or they are in its photo."""
        if self._all.ids[row] in guess.odd or (self._all.photo_ids[row], guess.player_id) in self._taken:
            return False
        self._add(row, QuestionKind.SUGGESTED, guess.player_id, guess.player, guess.probability)
        return True

    def plans(self) -> list[Plan]:
        """A question for each player and kind, the likeliest face first."""
        return [self._plan(kind, player_id) for kind, player_id in self._rows]

    def _plan(self, kind: QuestionKind, player_id: PlayerId) -> Plan:
        surest = sorted(self._rows[kind, player_id], key=lambda row: -self._chances[row])
        chances = array("d", (self._chances[row] for row in surest))
        return Plan(
            f"{kind} {player_id}",
            kind,
            array("i", surest),
            worth(kind, chances),
            chances,
            player_id,
            self._names[player_id],
        )


def _group(cluster_id: ClusterId, faces: Faces, rows: Sequence[int]) -> Plan:
    kind = QuestionKind.GROUP
    value = worth(kind, [min(faces.quality(row) / CLEAR, 1.0) for row in rows])
    return Plan(f"group {cluster_id}", kind, array("i", rows), value, cluster_id=cluster_id)


def _pages(alone: Sequence[Unit]) -> list[Plan]:
    """The faces alone, those that look like one player beside each other, the likeliest first."""
    order = sorted(alone, key=lambda unit: (unit.guess.player if unit.guess else "~", -_chance(unit)))
    kind = QuestionKind.ALONE
    several = len(order) > PAGE
    found = []
    for number, units in enumerate(chunks(order, PAGE)):
        value = worth(kind, [_chance(unit) for unit in units])
        rows = array("i", (unit.rows[0] for unit in units))
        page = number + 1 if several else 0
        found.append(Plan(f"alone {number}", kind, rows, value, page=page))
    return found


def _each(unit: Unit, rows: Sequence[int]) -> list[Unit]:
    """Some faces of a unit, each by itself; no other object is made where it is one already."""
    single = len(unit.rows) == 1
    return [unit if single else Unit((row,), unit.cluster_id, unit.guess) for row in rows]


def _chance(unit: Unit) -> float:
    return unit.guess.probability if unit.guess is not None else 0.0


def _units(members: Mapping[ClusterId, Sequence[int]], faces: Faces) -> list[Unit]:
    """The clusters, as far as their faces are unknown, and the unknown faces that are in none."""
    unknown = [faces.state(row) in UNKNOWN_STATES for row in range(len(faces))]
    units = []
    for cluster_id, rows in members.items():
        still = [row for row in rows if unknown[row]]
        if still:
            units.append(Unit(still, cluster_id))
        for row in still:
            unknown[row] = False
    return units + [Unit((row,)) for row, alone in enumerate(unknown) if alone]


def _confirmed(session: Session, photo_ids: set[PhotoId]) -> Taken:
    taken: Taken = set()
    for part in chunks(sorted(photo_ids)):
        rows = session.execute(
            select(FaceRow.photo_id, FaceRow.player_id).where(
                FaceRow.photo_id.in_(part), FaceRow.state == FaceState.CONFIRMED.value
            )
        )
        taken.update((PhotoId(photo), PlayerId(player)) for photo, player in rows if player is not None)
    return taken
