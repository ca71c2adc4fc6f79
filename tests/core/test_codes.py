"""Photo Mechanic's code replacements, in and out."""

from __future__ import annotations

from pathlib import Path

import pytest

from core.errors import InvalidValueError, TableError
from core.library import Library
from core.recognition.code_files import prefixes_of, split_code
from core.types import PlayerUpdate, RowOutcome

CODES = "r7\tJane Doe\tDoe\nr10\tZoë Ünal\n\nb7\tОлег Ёлкин\tЁлкин\n"
TEAMS = {"r": "Reds", "b": "Blues"}


@pytest.fixture
def codes(tmp_path: Path) -> Path:
    """A file as Photo Mechanic's manual has it."""
    path = tmp_path / "codes.txt"
    path.write_text(CODES, encoding="utf-8")
    return path


def roster(library: Library) -> list[tuple[str, str, str]]:
    return sorted((one.team, one.number, one.name) for one in library.players.search().items)


def test_codes_name_players_by_the_team_of_the_prefix_and_the_number(library: Library, codes: Path) -> None:
    library.players.add("J. Doe", "7", "Reds")
    preview = library.players.preview_codes(codes, TEAMS)
    outcomes = [RowOutcome.CHANGED, RowOutcome.NEW, RowOutcome.NEW]
    assert [row.outcome for row in preview.rows] == outcomes
    assert [row.line for row in preview.rows] == [1, 2, 4]
    assert [(one.before, one.after) for one in preview.rows[0].changes] == [("J. Doe", "Jane Doe")]
    library.players.import_codes(codes, TEAMS)
    assert roster(library) == [
        ("Blues", "7", "Олег Ёлкин"),
        ("Reds", "10", "Zoë Ünal"),
        ("Reds", "7", "Jane Doe"),
    ]
    assert library.players.preview_codes(codes, TEAMS).count(RowOutcome.SAME) == 3


def test_without_a_team_the_number_and_the_name_say_who_it_is(library: Library, codes: Path) -> None:
    library.players.add("Jane Doe", "9", "Reds")
    library.players.import_codes(codes, {"b": "Blues"})
    assert roster(library) == [
        ("", "10", "Zoë Ünal"),
        ("Blues", "7", "Олег Ёлкин"),
        ("Reds", "7", "Jane Doe"),
    ]


@pytest.mark.parametrize("encoding", ["utf-8-sig", "utf-16", "cp1251"])
def test_codes_are_read_in_the_letters_of_their_file(library: Library, tmp_path: Path, encoding: str) -> None:
    path = tmp_path / "codes.txt"
    path.write_bytes("b7\tОлег Елкин\r\nb8\tИрина Мельник\r\n".encode(encoding))
    library.players.import_codes(path, TEAMS)
    assert roster(library) == [("Blues", "7", "Олег Елкин"), ("Blues", "8", "Ирина Мельник")]


@pytest.mark.parametrize(
    ("text", "line", "words"),
    [
        ("r7 Jane Doe\n", 1, "nothing after a tab"),
        ("r7\tJane\nusa\tUnited States\n", 2, "does not end with a number"),
        ("r7\tJane\nR7\tBea\nr7\tAnn\n", 3, "'r7' is already on line 1"),
        ("\n\n", None, "The file is empty"),
    ],
)
def test_a_wrong_file_of_codes_is_refused_by_its_line(
    library: Library, tmp_path: Path, text: str, line: int | None, words: str
) -> None:
    path = tmp_path / "codes.txt"
    path.write_text(text)
    with pytest.raises(TableError, match=words) as caught:
        library.players.import_codes(path, TEAMS)
    assert caught.value.line == line
    assert roster(library) == []


def test_what_is_exported_comes_back_the_same(library: Library, codes: Path, tmp_path: Path) -> None:
    library.players.import_codes(codes, TEAMS)
    library.players.add("Without a number", team="Reds")
    out = tmp_path / "out.txt"
    assert library.export.codes(out) == 3
    written = out.read_text("utf-8").splitlines()
    assert sorted(written) == ["b7\tОлег Ёлкин\tBlues", "r10\tZoë Ünal\tReds", "r7\tJane Doe\tReds"]
    assert library.players.preview_codes(out, TEAMS).count(RowOutcome.SAME) == 3
    assert library.export.codes(out, {"Blues": "BL"}) == 1
    assert out.read_text("utf-8").startswith("BL7\t")


def test_two_players_of_one_code_are_named_and_nothing_is_written(library: Library, tmp_path: Path) -> None:
    library.players.add("Ann", "7", "Reds")
    library.players.add("Bea", "7", "Reds")
    with pytest.raises(InvalidValueError, match="'r7' would be both Ann and Bea"):
        library.export.codes(tmp_path / "out.txt")
    assert not (tmp_path / "out.txt").exists()
    library.players.update(library.players.find("Bea").id, PlayerUpdate(number="8 b"))
    with pytest.raises(InvalidValueError, match="'r8 b' can't be typed"):
        library.export.codes(tmp_path / "out.txt")


def test_a_prefix_is_as_short_as_it_can_be() -> None:
    assert prefixes_of(["Reds", "Blues"]) == {"Reds": "r", "Blues": "b"}
    assert prefixes_of(["Red Bull", "Reds", "Зенит"]) == {"Red Bull": "redb", "Reds": "reds", "Зенит": "з"}
    assert prefixes_of(["Red", "Reds", "9"]) == {"Red": "red", "Reds": "reds", "9": "9"}
    assert [split_code(code) for code in ("r7", "DD014", "usa", "7", "a1b2")] == [
        ("r", "7"),
        ("DD", "014"),
        ("usa", ""),
        ("", "7"),
        ("a1b", "2"),
    ]
