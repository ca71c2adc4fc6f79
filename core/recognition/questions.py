"""The open questions of a library, the one most worth an answer first.

The worth of a question is the number of faces that one answer settles, each counted by its doubt: the
probability that the answer changes the name that stands for the face if nobody answers.

- A face that is *tagged* has its name already; an answer changes it where the tag is wrong: 1 - p.
- A face that is *suggested* has no name until somebody confirms it: p.
- Faces of a *group* have none, and nothing speaks against an answer: 1 each.
- A face *alone* needs an answer of its own, so that one settles one however many are on the page; and it
  is likelier nobody's than a player's, or it would be suggested: `ALONE_WORTH` for a page.

So large unknown groups and players who were often suggested come first, the few and the doubtful later.
Tags come last whatever their sum: they stand as they are, and take a glance and one key.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, replace

from sqlalchemy import select
from sqlalchemy.orm import Session

from core.db.engine import Database
from core.db.queries import chunks, roster
from core.db.schema import FaceRow, GalleryRow
from core.jobs import JobContext
from core.recognition.cluster_rows import unknown_faces
from core.recognition.clusters import Clusters
from core.recognition.examples import PackTraits
from core.recognition.guessing import Guess, guesses
from core.recognition.review import Review
from core.settings import Settings
from core.types import (
    Cluster,
    Face,
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

Taken = set[tuple[PhotoId, PlayerId]]
"""Who is in which photo already: nobody is in a photo twice."""


class Questions:
    """What is to be asked of a reviewer."""

    def __init__(
        self,
        database: Database,
        settings: Callable[[], Settings],
        traits: Callable[[], PackTraits],
        clusters: Clusters,
        review: Review,
    ) -> None:
        self._database = database
        self._settings = settings
        self._traits = traits
        self._clusters = clusters
        self._review = review

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
        context = context or JobContext()
        named = self._named(scope)
        context.checkpoint()
        with self._database.read() as session:
            unknown = unknown_faces(session, scope)
            units = _units(self._clusters.of(scope, unknown), unknown)
            tagged = [face for face in named if face.state is FaceState.TAGGED]
            names = frozenset[PlayerId]() if isinstance(scope, WholeLibrary) else roster(session, scope)
            groups = [unit.faces for unit in units]
            found = guesses(session, self._traits(), groups, tagged, names, context)
            taken = _confirmed(session, {face.photo_id for unit in units for face in unit.faces})
        context.checkpoint()
        guessed = [Unit(unit.faces, unit.cluster, guess) for unit, guess in zip(units, found, strict=True)]
        return best_first(questions_of(guessed, named, taken, self._settings().suggest_probability))

    def _named(self, scope: GalleryId | WholeLibrary) -> list[Face]:
        """The faces that the recogniser named, each once: a photo may be in several galleries."""
        with self._database.read() as session:
            everywhere = list(map(GalleryId, session.scalars(select(GalleryRow.id))))
        galleries = everywhere if isinstance(scope, WholeLibrary) else [scope]
        found = {face.id: face for one in galleries for face in self._review.suggestions(one)}
        return list(found.values())


@dataclass(frozen=True, slots=True)
class Unit:
    """Faces of one unknown person: a cluster, or a face alone; and who it may be."""

    faces: tuple[Face, ...]
    cluster: Cluster | None = None
    guess: Guess | None = None


def worth(kind: QuestionKind, chances: Sequence[float]) -> float:
    """What an answer is worth; `chances` are the probabilities that each face is the player asked about.

    Another face never makes a question worth less.
    """
    if kind is QuestionKind.ALONE:
        return ALONE_WORTH if chances else 0.0
    if kind is QuestionKind.GROUP:
        return float(len(chances))
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


def questions_of(units: Sequence[Unit], named: Sequence[Face], taken: Taken, least: float) -> list[Question]:
    """Every face in one question: by player where one is named or likely, else by group or alone.

    Args:
        units: the unknown faces.
        named: the faces that the recogniser suggests or tags.
        taken: who is confirmed in which photo.
        least: the probability from which a player is suggested.
    """
    people = _People(taken)
    for face in named:
        people.add(face, face.player_id, face.player or "", face.probability or 0.0)
    groups, alone = [], []
    for unit in sorted(units, key=lambda unit: -_chance(unit)):
        likely = unit.guess if _chance(unit) >= least else None
        rest = [face for face in unit.faces if likely is None or not people.suggest(face, likely)]
        if unit.cluster is not None and len(rest) == len(unit.faces):
            groups.append(_group(unit.cluster))
        else:
            alone += [Unit((face,), unit.cluster, unit.guess) for face in rest]
    return [*people.questions(), *groups, *_pages(alone)]


class _People:
    """Faces by the player whom they are asked about as."""

    def __init__(self, taken: Taken) -> None:
        self._taken = set(taken)
        self._names: dict[PlayerId, str] = {}
        self._faces: dict[tuple[QuestionKind, PlayerId], list[tuple[float, Face]]] = {}

    def add(self, face: Face, player_id: PlayerId | None, name: str, chance: float) -> None:
        """A face that is asked about as a player."""
        if player_id is None:
            return
        kind = QuestionKind.TAGGED if face.state is FaceState.TAGGED else QuestionKind.SUGGESTED
        self._names[player_id] = name
        self._taken.add((face.photo_id, player_id))
        self._faces.setdefault((kind, player_id), []).append((chance, face))

    def suggest(self, face: Face, guess: Guess) -> bool:
        """Ask about an unknown face as the player guessed; not if it is odd, or they are in its photo."""
        if face.id in guess.odd or (face.photo_id, guess.player_id) in self._taken:
            return False
        likely = replace(face, probability=guess.probability)
        self.add(likely, guess.player_id, guess.player, guess.probability)
        return True

    def questions(self) -> list[Question]:
        """A question for each player and kind, the likeliest face first."""
        return [self._question(kind, player_id) for kind, player_id in self._faces]

    def _question(self, kind: QuestionKind, player_id: PlayerId) -> Question:
        surest = sorted(self._faces[kind, player_id], key=lambda one: -one[0])
        return Question(
            f"{kind} {player_id}",
            kind,
            tuple(face for _, face in surest),
            player_id,
            self._names[player_id],
            worth=worth(kind, [chance for chance, _ in surest]),
        )


def _group(cluster: Cluster) -> Question:
    kind = QuestionKind.GROUP
    value = worth(kind, [1.0] * len(cluster.faces))
    return Question(f"group {cluster.id}", kind, cluster.faces, cluster_id=cluster.id, worth=value)


def _pages(alone: Sequence[Unit]) -> list[Question]:
    """The faces alone, those that look like one player beside each other, the likeliest first."""
    order = sorted(alone, key=lambda unit: (unit.guess.player if unit.guess else "~", -_chance(unit)))
    kind = QuestionKind.ALONE
    found = []
    for number, page in enumerate(chunks(order, PAGE)):
        faces = tuple(unit.faces[0] for unit in page)
        value = worth(kind, [_chance(unit) for unit in page])
        found.append(Question(f"alone {number}", kind, faces, worth=value))
    return found


def _chance(unit: Unit) -> float:
    return unit.guess.probability if unit.guess is not None else 0.0


def _units(clusters: Sequence[Cluster], unknown: Sequence[Face]) -> list[Unit]:
    grouped = {face.id for cluster in clusters for face in cluster.faces}
    units = [Unit(cluster.faces, cluster) for cluster in clusters]
    return units + [Unit((face,)) for face in unknown if face.id not in grouped]


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
