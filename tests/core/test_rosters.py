from __future__ import annotations

import shutil
import tempfile
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from core.errors import InvalidValueError, NotFoundError, TableError
from core.library import Library
from core.types import (
    NO_END,
    Consent,
    FieldChange,
    PlayerUpdate,
    RosterField,
    RowOutcome,
    Season,
    TableMapping,
)


def roster(folder: Path, content: str | bytes) -> Path:
    path = folder / "roster.csv"
    path.write_bytes(content if isinstance(content, bytes) else content.encode())
    return path


def imported(library: Library, path: Path) -> list[tuple[str, str, str, str]]:
    """Name, number, team and external id of everybody after an import."""
    library.players.import_roster(path)
    return [(p.name, p.number, p.team, p.external_id) for p in library.players.search().items]


@pytest.mark.parametrize("separator", [",", ";", "\t", "|"])
@pytest.mark.parametrize("mark", [b"", b"\xef\xbb\xbf"])
@pytest.mark.parametrize("end", ["\n", "\r\n"])
def test_a_roster_is_read_as_spreadsheets_write_it(
    library: Library, tmp_path: Path, separator: str, mark: bytes, end: str
) -> None:
    lines = ["Name;Number;Team;External_ID", "Zoë Ünal;7;Reds;a1", "Ирина Мельник;8;Reds;a2", ";;;"]
    text = end.join(line.replace(";", separator) for line in lines)
    assert imported(library, roster(tmp_path, mark + text.encode())) == [
        ("Zoë Ünal", "7", "Reds", "a1"),
        ("Ирина Мельник", "8", "Reds", "a2"),
    ]


def test_a_name_may_hold_a_separator_in_quotes(library: Library, tmp_path: Path) -> None:
    path = roster(tmp_path, 'name;number\n"Díaz; Ana, the 2nd";4\nBea, C;5\n')
    assert [line[:2] for line in imported(library, path)] == [("Bea, C", "5"), ("Díaz; Ana, the 2nd", "4")]


LATIN = "Name;Verein\nZoë Günther;Köln\nFrançois Noël;Évian\n"
CYRILLIC = "ФИО;Номер;Команда\nИрина Мельник;7;Зенит\nОлег Ёлкин;8;Зенит\n"


@pytest.mark.parametrize(
    ("text", "encoding", "guessed"),
    [
        (LATIN, "utf-8", False),
        (LATIN, "utf-16", False),
        (LATIN, "utf-16-le", False),
        (LATIN, "utf-16-be", False),
        (LATIN, "cp1252", True),
        ("name\nTomáš Šťastný\n", "cp1250", True),
        (CYRILLIC, "utf-8", False),
        (CYRILLIC, "utf-16", False),
        (CYRILLIC, "cp1251", True),
        (CYRILLIC, "koi8-r", True),
        (CYRILLIC, "cp866", True),
    ],
)
def test_letters_of_old_programs_are_read_and_it_is_said_that_they_were_guessed(
    library: Library, tmp_path: Path, text: str, encoding: str, guessed: bool
) -> None:
    preview = library.players.preview_roster(roster(tmp_path, text.encode(encoding)))
    assert preview.headers == tuple(text.split("\n")[0].split(";"))
    assert [";".join(row.values) for row in preview.rows] == text.splitlines()[1:]
    assert preview.guessed is guessed


def test_an_encoding_that_was_guessed_wrong_can_be_named(library: Library, tmp_path: Path) -> None:
    path = roster(tmp_path, "name\nIvo Dvořák\n".encode("cp1250"))
    assert library.players.preview_roster(path).rows[0].values == ("Ivo Dvoøák",)
    named = library.players.preview_roster(path, TableMapping(encoding="cp1250"))
    assert (named.rows[0].values, named.guessed) == (("Ivo Dvořák",), False)
    library.players.import_roster(path, named.mapping)
    assert library.players.find("Ivo Dvořák").name == "Ivo Dvořák"
    with pytest.raises(TableError, match="not in utf-8"):
        library.players.preview_roster(path, TableMapping(encoding="utf-8"))


@pytest.mark.parametrize(
    ("header", "columns"),
    [
        ("First name,Surname,Shirt number,Club", "first_name last_name number team"),
        ("Имя,Фамилия,№,Команда,Сезон,Согласие", "first_name last_name number team season consent"),
        ("Имя,Номер", "name number"),
        ("First Name,Full Name,#", "ignore name number"),
        ("NAME,shoe size,Licence number,Consent until", "name ignore external_id consent_until"),
    ],
)
def test_columns_are_known_by_their_headers(
    library: Library, tmp_path: Path, header: str, columns: str
) -> None:
    path = roster(tmp_path, f"{header}\n")
    mapping = library.players.preview_roster(path).mapping
    assert " ".join(field.value for field in mapping.columns) == columns


def test_columns_are_what_the_user_says_and_halves_of_a_name_are_joined(
    library: Library, tmp_path: Path
) -> None:
    path = roster(tmp_path, "Vorname;Zuname;Nr\nAda;Kern;7\nBea;;8\n")
    halves = RosterField.FIRST_NAME, RosterField.LAST_NAME, RosterField.NUMBER
    library.players.import_roster(path, TableMapping(halves))
    assert [(p.name, p.number) for p in library.players.search().items] == [("Ada Kern", "7"), ("Bea", "8")]
    twice = library.players.preview_roster(path, TableMapping((RosterField.NAME,) * 2 + halves[2:]))
    assert "two columns can't be" in twice.problem
    assert {row.outcome for row in twice.rows} == {RowOutcome.REFUSED}


def test_it_is_shown_before_what_each_line_would_do(library: Library, tmp_path: Path) -> None:
    library.players.import_roster(roster(tmp_path, "name,number\nAda,7\nBea,8\n"))
    path = roster(tmp_path, "name,number,consent\nAda,7,\nBea,9,yes\nCleo,4,\n,5,\nDana,6,perhaps\n")
    preview = library.players.preview_roster(path)
    assert [row.outcome.value for row in preview.rows] == ["same", "changed", "new", "refused", "refused"]
    assert preview.rows[1].changes == (
        FieldChange(RosterField.NUMBER, "8", "9"),
        FieldChange(RosterField.CONSENT, "", "given"),
    )
    assert [(row.line, row.column, row.reason) for row in preview.rows[3:]] == [
        (5, "name", "The name is empty."),
        (6, "consent", "'perhaps' is neither yes nor no."),
    ]
    assert library.players.search().total == 2, "nothing was written"
    with pytest.raises(TableError, match="line 5"):
        library.players.import_roster(path)
    assert library.players.search().total == 2
    assert len(library.players.import_roster(path, skip_refused=True).players) == 3
    assert [p.number for p in library.players.search().items] == ["7", "9", "4"]


def test_seasons_are_lines_of_one_player_and_the_latest_is_what_the_player_has(
    library: Library, tmp_path: Path
) -> None:
    lines = "name,season,team,number\nAda,2026,Reds,7\nAda,2024/25,Blues,10\nBea,2025,Reds,7\n"
    preview = library.players.preview_roster(roster(tmp_path, lines))
    assert preview.count(RowOutcome.NEW) == 3
    library.players.import_roster(roster(tmp_path, lines))
    ada, bea = library.players.search().items
    assert ada.seasons == (Season("2026", "Reds", "7"), Season("2024/25", "Blues", "10"))
    assert (ada.team, ada.number, bea.team) == ("Reds", "7", "Reds")
    then = library.players.search(season="2024/25").items
    assert [(p.name, p.team, p.number) for p in then] == [("Ada", "Blues", "10")]
    assert [p.name for p in library.players.search(team="reds", season="2026").items] == ["Ada"]
    assert library.players.search("blues").total == 0, "that is not what she plays in now"
    later = library.players.preview_roster(roster(tmp_path, "name,season,number\nAda,2024/25,11\n"))
    assert later.rows[0].changes == (FieldChange(RosterField.SEASON, "2024/25 Blues 10", "2024/25 Blues 11"),)
    library.players.import_roster(roster(tmp_path, "name,number\nAda,9\n"))
    assert library.players.find("Ada").seasons[0] == Season("2026", "Reds", "9")


def test_ids_of_a_roster_are_given_to_players_who_had_none(library: Library, tmp_path: Path) -> None:
    (ada,) = library.players.add("Ada").players
    library.players.import_roster(roster(tmp_path, "name,external_id\nAda,x1\n"))
    assert [(p.id, p.external_id) for p in library.players.search().items] == [(ada, "x1")]
    library.players.import_roster(roster(tmp_path, "name,external_id\nAda,x2\n"))
    assert library.players.search().total == 2, "another id of the federation is another person"


def test_a_merged_player_does_not_come_back_by_a_roster(library: Library, tmp_path: Path) -> None:
    (ada,), (adda,) = library.players.add("Ada").players, library.players.add("Adda").players
    library.export.roster(tmp_path / "before.csv")
    library.players.merge(ada, adda)
    preview = library.players.preview_roster(tmp_path / "before.csv")
    assert [row.outcome.value for row in preview.rows] == ["same", "refused"]
    assert "merged" in preview.rows[1].reason


def test_a_consent_is_taken_and_an_empty_cell_takes_none_away(library: Library, tmp_path: Path) -> None:
    path = roster(tmp_path, "name,consent,consent until\nAda,no,\nBea,да,31.12.2026\n")
    library.players.import_roster(path)
    ada, bea = library.players.search().items
    assert (ada.consent, bea.consent, str(bea.consent_until)) == (
        Consent.REFUSED,
        Consent.GIVEN,
        "2026-12-31",
    )
    library.players.import_roster(roster(tmp_path, "name,consent\nAda,\nBea,unknown\n"))
    assert library.players.search().items == (ada, bea)
    library.players.update(bea.id, PlayerUpdate(consent_until=NO_END))
    assert library.players.get(bea.id).consent_until is None
    wrong = library.players.preview_roster(roster(tmp_path, "name,consent until\nAda,soon\n"))
    assert (wrong.rows[0].column, wrong.rows[0].outcome) == ("consent until", RowOutcome.REFUSED)


@pytest.mark.parametrize(
    ("content", "line", "column"),
    [
        ("", None, ""),
        ("number\n7\n", 1, "name"),
        ("name,name\nAnn,Bea\n", 1, "name"),
        ("name\n", 2, ""),
        ("name,number\nAnn,1\nBea\n", 3, ""),
        ("name,number\nAnn,1\n ,2\n", 3, "name"),
        ("name,number,team\nAnn,1,Reds\nBea,1,Reds\n", 3, "number"),
        ("name,external_id\nAnn,x\nBea,x\n", 3, "external_id"),
        (b"\xff\xfen\x00a\x00m\x00e\x00\n\x00x", 2, ""),
        ("name\n" + "x" * 200_000 + "\n", 2, ""),
    ],
)
def test_a_wrong_roster_is_refused_by_line_and_column_and_nothing_comes_in(
    library: Library, tmp_path: Path, content: str | bytes, line: int | None, column: str
) -> None:
    with pytest.raises(TableError) as raised:
        library.players.import_roster(roster(tmp_path, content))
    assert (raised.value.line, raised.value.column) == (line, column)
    assert library.players.search().items == ()


def test_a_roster_that_is_not_there_is_refused(library: Library, tmp_path: Path) -> None:
    with pytest.raises(TableError):
        library.players.import_roster(tmp_path / "absent.csv")


def test_one_number_in_two_teams_is_fine(library: Library, tmp_path: Path) -> None:
    assert len(imported(library, roster(tmp_path, "name,number,team\nAnn,1,Reds\nBea,1,Blues\n"))) == 2


def test_a_roster_twice_adds_nobody(library: Library, tmp_path: Path) -> None:
    path = roster(tmp_path, "name,number,team\nAnn,1,Reds\nAnn,2,Reds\n")
    first = library.players.import_roster(path).players
    assert library.players.import_roster(path).players == first
    assert [player.number for player in library.players.search().items] == ["1", "2"]


def test_a_player_with_the_same_external_id_is_brought_up_to_date(library: Library, tmp_path: Path) -> None:
    library.players.import_roster(roster(tmp_path, "name,number,external_id\nAnn,1,x\n"))
    library.players.import_roster(roster(tmp_path, "name,number,external_id\nAnna,9,x\n"))
    (player,) = library.players.search().items
    assert (player.name, player.number) == ("Anna", "9")


def test_a_roster_without_a_column_leaves_what_was_known(library: Library, tmp_path: Path) -> None:
    library.players.import_roster(roster(tmp_path, "name,number,external_id\nAnn,7,a1\n"))
    library.players.import_roster(roster(tmp_path, "name,external_id\nAnn,a1\n"))
    assert [(p.name, p.number) for p in library.players.search().items] == [("Ann", "7")]


def test_two_people_of_one_name_stay_two(library: Library) -> None:
    first, second = (library.players.add("Ann", number=number).players for number in ("1", "2"))
    assert first != second
    with pytest.raises(InvalidValueError, match="several"):
        library.players.find("Ann")
    with pytest.raises(InvalidValueError):
        library.players.ensure("Ann")
    assert library.players.find(next(iter(first))).number == "1"


@pytest.mark.parametrize("search", ["ibáñez", "IBANEZ", "jose ib", "  José ", "ñez"])
def test_a_player_is_found_by_part_of_the_name_without_case_or_accents(library: Library, search: str) -> None:
    library.players.add("José Ibáñez")
    library.players.add("Ирина Мельник")
    assert [player.name for player in library.players.search(search).items] == ["José Ibáñez"]


def test_a_player_is_found_in_any_script(library: Library) -> None:
    for name in ("Ирина Мельник", "田中 太郎", "محمد علي"):
        library.players.add(name)
    assert [[p.name for p in library.players.search(part).items] for part in ("мельн", "太郎", "علي")] == [
        ["Ирина Мельник"],
        ["田中 太郎"],
        ["محمد علي"],
    ]


def test_a_player_needs_a_name(library: Library) -> None:
    with pytest.raises(InvalidValueError):
        library.players.add("  ")
    with pytest.raises(NotFoundError):
        library.players.find("Nobody")


def test_a_new_number_in_a_roster_is_the_same_player(library: Library, tmp_path: Path) -> None:
    first = library.players.import_roster(roster(tmp_path, "name,number,team\nAda,7,Falcons\n")).players
    again = library.players.import_roster(roster(tmp_path, "name,number,team\nAda,8,Falcons\n")).players
    assert again == first
    assert [player.number for player in library.players.search().items] == ["8"]


def test_two_lines_that_nothing_tells_apart_are_refused(library: Library, tmp_path: Path) -> None:
    with pytest.raises(TableError, match="line 3, column 'name'"):
        library.players.import_roster(roster(tmp_path, "name,number,team\nAnn,,Reds\nAnn,,Reds\n"))


def test_a_line_is_the_one_an_editor_shows(library: Library, tmp_path: Path) -> None:
    with pytest.raises(TableError, match="line 4, column 'name'"):
        library.players.import_roster(roster(tmp_path, 'name,number\n"Ann\nLong",1\n,2\n'))


TEXT = st.text(st.characters(exclude_categories=["Cs"]), max_size=12).map(str.strip)
NAMES = TEXT.filter(bool)
DAYS = st.dates(date(2000, 1, 1), date(2100, 1, 1))
PLAYERS = st.lists(
    st.tuples(
        NAMES,
        TEXT,
        TEXT,
        TEXT,
        st.sampled_from(Consent),
        st.none() | DAYS,
        st.lists(st.builds(Season, NAMES, TEXT, TEXT), max_size=2, unique_by=lambda one: one.season),
    ),
    max_size=4,
)


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with an empty library to be copied."""
    folder = tmp_path_factory.mktemp("rosters")
    Library.open(folder / "empty").close()
    return folder


@settings(max_examples=25, deadline=None)
@given(drawn=PLAYERS)
@example(drawn=[("'=1+1", "-7", "+Ö\r\n", "@x", Consent.UNKNOWN, None, [])] * 2)
@example(drawn=[('a,"b";c\td|e\nf', "", "", "", Consent.REFUSED, None, [Season("'", "=", "")])])
def test_a_roster_that_was_exported_comes_back_the_same(folder: Path, drawn: list[Any]) -> None:
    path = folder / "roster.csv"
    here, there = (Path(tempfile.mkdtemp(dir=folder)) for _ in range(2))
    for copy in (here, there):
        shutil.copytree(folder / "empty", copy, dirs_exist_ok=True)
    with Library.open(here) as library:
        for name, number, team, external_id, consent, until, seasons in drawn:
            (player_id,) = library.players.add(name, number, team, external_id).players
            asked = consent is not Consent.UNKNOWN
            library.players.update(
                player_id, PlayerUpdate(consent=consent, consent_until=until if asked else None)
            )
            library.players.set_seasons(player_id, seasons)
        before = library.players.search().items
        library.export.roster(path)
        assert {row.outcome for row in library.players.preview_roster(path).rows} <= {RowOutcome.SAME}
    with Library.open(there) as library:
        if before:
            library.players.import_roster(path)
        assert library.players.search().items == before
