from __future__ import annotations

from pathlib import Path

import pytest

from core.errors import InvalidValueError, NotFoundError, RosterError
from core.library import Library
from core.recognition.rosters import RosterEntry, read_roster


def roster(folder: Path, content: str | bytes) -> Path:
    path = folder / "roster.csv"
    path.write_bytes(content if isinstance(content, bytes) else content.encode())
    return path


@pytest.mark.parametrize("separator", [",", ";", "\t"])
@pytest.mark.parametrize("mark", [b"", b"\xef\xbb\xbf"])
@pytest.mark.parametrize("end", ["\n", "\r\n"])
def test_a_roster_is_read_as_spreadsheets_write_it(
    tmp_path: Path, separator: str, mark: bytes, end: str
) -> None:
    lines = ["Name;Number;Team;External_ID", "Zoë Ünal;7;Reds;a1", "Ирина Мельник;8;Reds;a2", ";;;"]
    text = end.join(line.replace(";", separator) for line in lines)
    assert read_roster(roster(tmp_path, mark + text.encode())) == [
        RosterEntry("Zoë Ünal", "7", "Reds", "a1"),
        RosterEntry("Ирина Мельник", "8", "Reds", "a2"),
    ]


def test_a_name_may_hold_a_separator_in_quotes(tmp_path: Path) -> None:
    assert read_roster(roster(tmp_path, 'name,number\n"Díaz, Ana",4\n')) == [RosterEntry("Díaz, Ana", "4")]


@pytest.mark.parametrize(
    ("content", "line", "column"),
    [
        ("", 1, ""),
        ("number\n7\n", 1, "name"),
        ("name,shoe size\nAnn,39\n", 1, "shoe size"),
        ("name,name\nAnn,Bea\n", 1, "name"),
        ("name\n", 2, ""),
        ("name,number\nAnn,1\nBea\n", 3, ""),
        ("name,number\nAnn,1\n ,2\n", 3, "name"),
        ("name,number,team\nAnn,1,Reds\nBea,1,Reds\n", 3, "number"),
        ("name,external_id\nAnn,x\nBea,x\n", 3, "external_id"),
        ("name\nAnn\nZoë\n".encode("latin-1"), 3, ""),
        ("name\nAnn\n".encode("utf-16"), 1, ""),
        ("name\n" + "x" * 200_000 + "\n", 2, ""),
    ],
)
def test_a_wrong_roster_is_refused_by_line_and_column_and_nothing_comes_in(
    library: Library, tmp_path: Path, content: str | bytes, line: int, column: str
) -> None:
    with pytest.raises(RosterError) as raised:
        library.players.import_roster(roster(tmp_path, content))
    assert (raised.value.line, raised.value.column) == (line, column)
    assert library.players.search().items == ()


def test_a_roster_that_is_not_there_is_refused(tmp_path: Path) -> None:
    with pytest.raises(RosterError):
        read_roster(tmp_path / "absent.csv")


def test_one_number_in_two_teams_is_fine(tmp_path: Path) -> None:
    assert len(read_roster(roster(tmp_path, "name,number,team\nAnn,1,Reds\nBea,1,Blues\n"))) == 2


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


def test_two_lines_that_nothing_tells_apart_are_refused(tmp_path: Path) -> None:
    with pytest.raises(RosterError, match="line 3, column 'name'"):
        read_roster(roster(tmp_path, "name,number,team\nAnn,,Reds\nAnn,,Reds\n"))


def test_a_line_is_the_one_an_editor_shows(tmp_path: Path) -> None:
    with pytest.raises(RosterError, match="line 4, column 'name'"):
        read_roster(roster(tmp_path, 'name,number\n"Ann\nLong",1\n,2\n'))
