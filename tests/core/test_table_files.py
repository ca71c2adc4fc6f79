from __future__ import annotations

from collections.abc import Callable
from datetime import date, datetime, time
from pathlib import Path

import pytest

from core.errors import TableError
from core.library import Library
from core.table_files import read_table
from core.types import Consent, TableMapping
from tests.fakes.workbooks import LOCKED, far_ods, far_xls, far_xlsx, workbook


def test_a_roster_in_a_workbook_is_read_as_it_is_seen(library: Library, tmp_path: Path) -> None:
    lines = [
        (None, None),
        ("Name", "Номер", "Команда", "Consent", "Consent until"),
        ("Zoë Ünal", 7, "Reds", "yes", date(2027, 5, 1)),
        (None, None, None, None, None),
        ("Олег Ёлкин", "07", "Reds", None, None),
    ]
    path = workbook(tmp_path / "roster.xlsx", {"Notes": [], "Teams": lines})
    preview = library.players.preview_roster(path)
    assert preview.sheets == ("Notes", "Teams")
    assert (preview.mapping.sheet, preview.mapping.encoding, preview.guessed) == ("Teams", None, False)
    assert [row.line for row in preview.rows] == [3, 5]
    library.players.import_roster(path)
    oleg, zoe = sorted(library.players.search().items, key=lambda player: player.number)
    assert (zoe.name, zoe.number, zoe.team, zoe.consent) == ("Zoë Ünal", "7", "Reds", Consent.GIVEN)
    assert zoe.consent_until == date(2027, 5, 1)
    assert (oleg.name, oleg.number) == ("Олег Ёлкин", "07")


def test_the_sheet_that_was_chosen_is_read(library: Library, tmp_path: Path) -> None:
    path = workbook(
        tmp_path / "roster.xlsx", {"Reds": [["name"], ["Ann"]], "Blues": [["player"], ["Bea"]], "No": []}
    )
    assert read_table(path).sheet == "Reds"
    library.players.import_roster(path, TableMapping(sheet="Blues"))
    assert [player.name for player in library.players.search().items] == ["Bea"]
    with pytest.raises(TableError, match="no sheet 'Greens'; there are: Reds, Blues, No"):
        read_table(path, sheet="Greens")
    with pytest.raises(TableError, match="'No' is empty"):
        read_table(path, sheet="No")


def test_times_and_numbers_of_a_workbook_are_written_as_people_do(tmp_path: Path) -> None:
    lines: list[list[object]] = [
        ["a", "b", "c", "d", "e"],
        [date(2026, 5, 1), time(14, 20), datetime(2026, 5, 1, 14, 20, 10), 7.5, 12_000_000_000],
    ]
    table = read_table(workbook(tmp_path / "times.xlsx", {"One": lines}))
    assert table.lines == ((2, ("2026-05-01", "14:20:00", "2026-05-01 14:20:10", "7.5", "12000000000")),)


def test_what_a_file_is_tells_its_content(tmp_path: Path) -> None:
    as_text = tmp_path / "text.xlsx"
    as_text.write_text("name;number\nAnn;7\n")
    assert read_table(as_text).lines == ((2, ("Ann", "7")),)
    as_workbook = workbook(tmp_path / "book.xlsx", {"One": [["name"], ["Ann"]]})
    assert read_table(as_workbook.rename(tmp_path / "book.csv")).lines == ((2, ("Ann",)),)


@pytest.mark.parametrize(
    ("content", "words"),
    [
        (LOCKED.read_bytes(), "locked with a password. Save it without one, or as CSV."),
        (b"PK\x03\x04 and nothing more", "damaged, too large, or none"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1 and nothing more", "damaged, too large, or none"),
        (b"", "The file is empty."),
    ],
)
def test_a_workbook_that_cannot_be_read_says_why(tmp_path: Path, content: bytes, words: str) -> None:
    path = tmp_path / "roster.xlsx"
    path.write_bytes(content)
    with pytest.raises(TableError, match=words) as caught:
        read_table(path)
    assert str(caught.value).startswith("roster.xlsx: "), "it is the whole file"


def test_a_workbook_without_anything_is_empty(tmp_path: Path) -> None:
    with pytest.raises(TableError, match="The file is empty"):
        read_table(workbook(tmp_path / "empty.xlsx", {"One": [], "Two": []}))


@pytest.mark.parametrize(
    "made",
    [
        lambda path: far_xlsx(path, "XFD1048576"),
        lambda path: far_xlsx(path, "A1", "XFD1048576"),
        lambda path: far_xlsx(path, "A1", "KKK60000"),
        lambda path: far_ods(path, 1000, 16_000),
        lambda path: far_ods(path, 1_000_000_000, 1),
        lambda path: far_ods(path, 1_048_576, 16_384),
        lambda path: far_xls(path, (0, 0), (65535, 65535)),
    ],
)
def test_a_workbook_with_a_cell_far_away_is_refused_and_takes_nobody_with_it(
    tmp_path: Path, made: Callable[[Path], Path]
) -> None:
    with pytest.raises(TableError, match=r"too large, or none: .*Copy the list into a new one"):
        read_table(made(tmp_path / "roster"))
    assert read_table(workbook(tmp_path / "next", {"One": [["name"], ["Ann"]]})).headers == ("name",)


def test_workbooks_of_other_kinds_are_read_where_their_cells_are_near(tmp_path: Path) -> None:
    assert read_table(far_ods(tmp_path / "roster.ods", 2, 2)).lines == ((2, ("name", "name")),)
    assert read_table(far_xls(tmp_path / "roster.xls", (0, 0), (2, 1))).lines == ((3, ("", "7")),)


def test_half_a_workbook_is_damaged(tmp_path: Path) -> None:
    path = workbook(tmp_path / "roster.xlsx", {"One": [["name"], ["Ann"]]})
    path.write_bytes(path.read_bytes()[:3000])
    with pytest.raises(TableError, match="damaged"):
        read_table(path)
