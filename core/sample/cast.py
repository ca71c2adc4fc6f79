"""Who plays: ten synthetic people under made-up names, seven of them on the roster."""

from __future__ import annotations

from dataclasses import dataclass

from core.sample.marks import FACES, OUTLINES, Marks, Outline

Rgb = tuple[int, int, int]


@dataclass(frozen=True, slots=True)
class Kit:
    """What a team wears; `style` is how the shirt is cut: sash, hoops, halves or plain."""

    shirt: Rgb
    accent: Rgb
    shorts: Rgb
    socks: Rgb
    style: str


@dataclass(frozen=True, slots=True)
class Player:
    """One person: `source` names the pictures; `external_id` is empty off the roster."""

    source: str
    name: str
    team: str
    number: int
    external_id: str
    kit: Kit

    @property
    def enrolled(self) -> bool:
        """Whether the person is on the roster."""
        return bool(self.external_id)

    @property
    def outline(self) -> Outline:
        """The garments in the studio posture."""
        return OUTLINES[self.source]

    def face(self, picture: str) -> Marks:
        """The face in one of the person's pictures."""
        return FACES[self.source][picture]


HARBOUR = "Harbour Falcons"
VERDE = "Río Verde"
BLUE = Kit((26, 58, 132), (232, 238, 246), (20, 40, 92), (26, 58, 132), "sash")
RED = Kit((188, 36, 34), (246, 236, 214), (240, 238, 232), (188, 36, 34), "hoops")
GREEN = Kit((38, 120, 88), (20, 44, 40), (26, 30, 34), (38, 120, 88), "halves")
REFEREE = Kit((222, 196, 48), (24, 24, 26), (24, 24, 26), (24, 24, 26), "plain")

# P004, P006 and P010 look alike. Two are on the roster, one in each team, and the third plays without
# being on it: the confusable pair and the look-alike stranger are both in the sample.
CAST = (
    Player("P001", "Amina Benali", HARBOUR, 7, "HF-007", BLUE),
    Player("P002", "Ирина Мельник", VERDE, 4, "RV-004", RED),
    Player("P004", "Zahra Amini", HARBOUR, 11, "HF-011", BLUE),
    Player("P005", "José Ibáñez", HARBOUR, 23, "HF-023", BLUE),
    Player("P007", "Tomás Araújo", VERDE, 10, "RV-010", RED),
    Player("P009", "Selam Tesfaye", HARBOUR, 9, "HF-009", BLUE),
    Player("P010", "Leila Haddad", VERDE, 15, "RV-015", RED),
    Player("P006", "Priya Raman", VERDE, 18, "", RED),
    Player("P008", "Kai Nakoa", "", 1, "", GREEN),
    Player("P003", "Nora Lindqvist", "", 0, "", REFEREE),
)

# Who is also seen from behind: there are pictures of everyone's back, but not all are easy to cut out.
BACK_PLAYERS = tuple(player for player in CAST if player.source in ("P001", "P002", "P005", "P010"))
