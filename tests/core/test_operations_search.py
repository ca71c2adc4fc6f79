"""One line of text for players, teams, days and files; on the sample tournament's pictures."""

from __future__ import annotations

import json
from datetime import datetime

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from core import cli
from core.folding import folded
from core.library import Library
from core.search import Known, begins, terms_of
from core.types import FaceState, PhotoId, PlayerId, SearchTerm, TermKind
from tests.fakes.planter import Planter

ADA, GRACE, LUKASZ = (PlayerId(name) for name in ("ada", "grace", "lukasz"))
KNOWN = (
    Known(ADA, folded("Ada Byron"), folded("Falcons"), "7"),
    Known(GRACE, folded("Grace Hopper"), folded("Red Kites"), "12"),
    Known(LUKASZ, folded("Łukasz Byrski"), folded("Falcons"), ""),
)


def terms(text: str) -> list[SearchTerm]:
    return list(terms_of(text, KNOWN))


def kinds(text: str) -> list[tuple[TermKind, str]]:
    return [(term.kind, term.text) for term in terms(text)]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Ada Byron", [(TermKind.PLAYER, "Ada Byron")]),
        ("hop gra", [(TermKind.PLAYER, "hop gra")]),
        ("ada and grace", [(TermKind.PLAYER, "ada"), (TermKind.PLAYER, "grace")]),
        ("Ada + 2026-05-01", [(TermKind.PLAYER, "Ada"), (TermKind.DAY, "2026-05-01")]),
        ("Ада и grace", [(TermKind.FILE, "Ада"), (TermKind.PLAYER, "grace")]),
        ("red kites", [(TermKind.TEAM, "red kites")]),
        ('"DSC 01"', [(TermKind.FILE, "DSC 01")]),
        ("#7", [(TermKind.PLAYER, "#7")]),
        ("#99", [(TermKind.FILE, "#99")]),
        ("IMG_0012", [(TermKind.FILE, "IMG_0012")]),
        ("and", []),
        ("", []),
    ],
)  # fmt: skip
def test_what_a_line_is_taken_for(text: str, expected: list[tuple[TermKind, str]]) -> None:
    assert kinds(text) == expected


@pytest.mark.parametrize(
    ("text", "since", "until"),
    [
        ("2026-05-01", datetime(2026, 5, 1), datetime(2026, 5, 2)),
        ("1.5.2026", datetime(2026, 5, 1), datetime(2026, 5, 2)),
        ("2026-12", datetime(2026, 12, 1), datetime(2027, 1, 1)),
        ("2026", datetime(2026, 1, 1), datetime(2027, 1, 1)),
    ],
)
def test_days_in_several_ways(text: str, since: datetime, until: datetime) -> None:
    (term,) = terms(text)
    assert (term.kind, term.since, term.until) == (TermKind.DAY, since, until)


@pytest.mark.parametrize("text", ["2026-13-01", "31.2.2026", "0012", "2026-05-01-02", "3000"])
def test_what_is_no_day_is_part_of_a_name(text: str) -> None:
    assert kinds(text) == [(TermKind.FILE, text)]


@given(st.text(max_size=40))
@example("/0")
@example("1..2")
def test_any_line_is_understood_somehow_and_nothing_is_lost(text: str) -> None:
    words = "".join(term.text for term in terms(text)).replace(" ", "")
    left = "".join(text.split()).replace('"', "").replace(",", "").replace(";", "")
    assert len(words) <= len(left)


@given(st.sampled_from(KNOWN), st.data())
def test_a_player_is_found_by_beginnings_of_names_in_any_order(known: Known, data: st.DataObject) -> None:
    parts = data.draw(st.permutations(known.name.split()))
    cut = [part[: data.draw(st.integers(1, len(part)))] for part in parts]
    assert begins(known.name, " ".join(cut))


def test_a_player_who_is_called_as_a_folder_is_found_by_words() -> None:
    found = list(terms_of("mbappe and kl rahul", [Known(PlayerId("1"), "kl_rahul", "", "")]))
    assert [(term.kind, term.text) for term in found] == [
        (TermKind.FILE, "mbappe"),
        (TermKind.PLAYER, "kl rahul"),
    ]


def test_players_of_one_photo_and_a_day(planter: Planter) -> None:
    library = planter.library
    ada = next(iter(library.players.add("Ada Byron", team="Falcons").players))
    grace = next(iter(library.players.add("Grace Hopper", team="Red Kites").players))
    first = planter.photo("ada", "grace", taken_at=datetime(2026, 5, 1, 9))
    second = planter.photo("ada", taken_at=datetime(2026, 5, 2, 9))
    third = planter.photo("grace", taken_at=datetime(2026, 5, 1, 8))
    library.review.confirm([first[0], second[0]], ada)
    library.review.confirm([first[1], third[0]], grace)

    def days(text: str) -> list[datetime | None]:
        found = library.galleries.photos(library.search.find(text).photos)
        return [photo.taken_at for photo in found]

    assert days("ada and grace") == [datetime(2026, 5, 1, 9)]
    assert days("grace") == [datetime(2026, 5, 1, 8), datetime(2026, 5, 1, 9)]
    assert days("falcons 2026-05-02") == [datetime(2026, 5, 2, 9)]
    assert days("0003") == [datetime(2026, 5, 1, 8)]
    assert days("") == []
    assert library.search.find("kites").players == (grace,)
    # Who is only suggested or was rejected is not named there.
    library.review.reject([second[0]], ada)
    assert days("falcons 2026-05-02") == []


def test_the_people_of_the_sample_are_found_in_their_pictures(sample_library: Library) -> None:
    gallery = sample_library.galleries.find("Sample").id
    photos = sample_library.galleries.photos(sample_library.galleries.photo_ids(gallery))
    named: dict[str, set[PhotoId]] = {}
    for photo in photos:
        for face in photo.faces:
            if face.player and face.state in (FaceState.CONFIRMED, FaceState.TAGGED):
                named.setdefault(face.player, set()).add(photo.id)
    name, theirs = max(named.items(), key=lambda item: len(item[1]))
    found = sample_library.search.find(name)
    assert theirs <= set(found.photos)
    assert [sample_library.players.get(one).name for one in found.players] == [name]


def test_the_verb_answers_in_words_and_in_json(planter: Planter, capsys: pytest.CaptureFixture[str]) -> None:
    library = planter.library
    ada = next(iter(library.players.add("Ada Byron").players))
    (face,) = planter.photo("ada", taken_at=datetime(2026, 5, 1, 9))
    library.review.confirm([face], ada)
    of_library = ("--library", str(library.paths.root))
    assert cli.main(["search", "ada", "2026-05-01", *of_library]) == 0
    assert "ada (player), 2026-05-01 (day)" in capsys.readouterr().out
    assert cli.main(["search", "ada", "--json", *of_library]) == 0
    answer = json.loads(capsys.readouterr().out)
    assert answer["total"] == 1
    assert [player["name"] for player in answer["players"]] == ["Ada Byron"]
