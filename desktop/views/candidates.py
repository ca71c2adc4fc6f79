"""Who the faces of a group may be, each on a digit."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QBoxLayout, QPushButton, QSizePolicy, QWidget

from core.types import Candidate, Player, PlayerId
from desktop.operations import CANDIDATES, LIKELY
from desktop.verdicts import Chosen
from desktop.views.parts import button, label

# Below one percent a name is noise on the screen; a player of five percent is often who it is.
LEAST = 0.01
# Where nobody is likely, so many of those most alike are to choose from: typing costs more.
MOST_ALIKE = 3

# Where the second of two is right once in ten times, another look costs less than the wrong name; a warning
# that is seldomer right is soon not read any more.
WORTH_A_LOOK = 0.1
# Faces that resemble nobody resemble two players alike.
LIKE_NOBODY = 0.05


def pooled(candidates: Iterable[tuple[Candidate, ...]]) -> list[Candidate]:
    """The candidates of a group: the mean over its faces, the most probable first.

    Where none is likely, those whom the faces are most like.
    """
    by_player: dict[PlayerId, list[Candidate]] = defaultdict(list)
    faces = 0
    for of_face in candidates:
        faces += 1
        for candidate in of_face:
            by_player[candidate.player_id].append(candidate)
    means = [
        Candidate(
            player_id,
            of[0].player,
            # A player whom a face doesn't name counts as 0 there.
            sum(one.probability for one in of) / faces,
            sum(one.similarity for one in of) / faces,
        )
        for player_id, of in by_player.items()
    ]
    in_order = sorted(means, key=lambda one: (-one.probability, -one.similarity))
    likely = [candidate for candidate in in_order if candidate.probability >= LEAST]
    return likely[:CANDIDATES] or in_order[:MOST_ALIKE]


def likeliest(candidates: Iterable[Candidate], *, mixed: bool) -> Candidate | None:
    """Who may be confirmed unread, the most probable candidate being first; None where nobody is likely.

    Of `mixed` faces no other one bears a candidate out: there it has to be likelier than not.
    """
    first = next(iter(candidates), None)
    return first if first is not None and first.probability >= (LIKELY if mixed else LEAST) else None


def runner_up(candidates: Iterable[Candidate], chosen: Chosen | None) -> Player | None:
    """Who else than the known player who is chosen it may well be; the most probable candidates are first."""
    if chosen is None or chosen.player_id is None:
        return None
    chances = {one.player_id: one for one in candidates}
    first = chances.pop(chosen.player_id, None)
    other = next(iter(chances.values()), None)
    if other is None or other.probability < LIKE_NOBODY:
        return None
    both = other.probability + (first.probability if first is not None else 0.0)
    return Player(other.player_id, other.player) if other.probability / both >= WORTH_A_LOOK else None


def _in_their_places(candidates: list[Candidate], before: list[Candidate]) -> list[Candidate]:
    """Candidates of whom those stay in their order who were there before; whoever is new comes after."""
    found = {one.player_id: one for one in candidates}
    kept = [found.pop(one.player_id) for one in before if one.player_id in found]
    return [*kept, *found.values()]


class CandidateBar(QWidget):
    """Up to nine names, the likeliest first; a click or the digit picks one.

    While more faces are selected whoever has a digit keeps it: a hand is on its way there.

    Their probabilities are of each face alone; the cards beside show what the faces of a question say
    together, so of several faces they are in the tool tips only.
    """

    picked = Signal(object)
    """A `core.types.Player`."""

    def __init__(self, parent: QWidget | None = None, *, upright: bool = False) -> None:
        super().__init__(parent)
        way = QBoxLayout.Direction.TopToBottom if upright else QBoxLayout.Direction.LeftToRight
        self._row = QBoxLayout(way, self)
        self._row.setContentsMargins(0, 0, 0, 0)
        self._row.setSpacing(6)
        # Takes the room that is left, and no more.
        self.words = label("", "quiet")
        self.words.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Ignored)
        self._row.addWidget(self.words, 1)
        # Room for the chips while there are none, so that the grid above doesn't jump.
        self.setMinimumHeight(button("", self.hide, "chip").sizeHint().height())
        self._likeliest: list[Candidate] = []
        self._candidates: list[Candidate] = []
        self._percent = False
        self.buttons: list[QPushButton] = []

    @property
    def shown(self) -> list[Candidate]:
        """The candidates, the most probable first, whatever their digits."""
        return self._likeliest

    def digits(self) -> list[str]:
        """The keys that pick one."""
        return [str(digit) for digit in range(1, len(self._candidates) + 1)]

    def show_candidates(
        self, candidates: list[Candidate], *, keep: bool = False, percent: bool = False
    ) -> None:
        """Show these, the most probable on the digit 1; with `keep` whoever has a digit keeps it.

        `percent` says how probable each is.
        """
        self.say("")
        self._percent = percent
        for old in self.buttons:
            self._row.removeWidget(old)
            old.hide()
            old.deleteLater()
        self._likeliest = candidates
        self._candidates = _in_their_places(candidates, self._candidates) if keep else candidates
        self.buttons = [self._chip(digit) for digit in range(1, len(candidates) + 1)]
        for place, chip in enumerate(self.buttons):
            self._row.insertWidget(place, chip)

    def say(self, words: str) -> None:
        """Say beside the candidates what is to be known of them, until there are others."""
        self.words.setText(words)

    def pick(self, digit: int) -> None:
        """The candidate on this digit, where there is one."""
        if digit <= len(self._candidates):
            candidate = self._candidates[digit - 1]
            self.picked.emit(Player(candidate.player_id, candidate.player))

    def _chip(self, digit: int) -> QPushButton:
        candidate = self._candidates[digit - 1]
        percent = round(candidate.probability * 100)
        sure = f"   {percent} %" if self._percent else ""
        made = button(f"{digit}   {candidate.player}{sure}", lambda: self.pick(digit), "chip")
        made.setToolTip(self.tr("{percent} % for each face alone").format(percent=percent))
        return made
