"""Workbooks as spreadsheet programs write them."""

from __future__ import annotations

import struct
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path
from zipfile import ZIP_DEFLATED, ZipFile

from openpyxl import Workbook

LOCKED = Path(__file__).parent / "locked.xlsx"
"""A workbook that Excel's encryption locks with the password "secret"."""


def workbook(path: Path, sheets: Mapping[str, Iterable[Sequence[object]]]) -> Path:
    """Write an XLSX file with these sheets."""
    book = Workbook()
    book.remove(book.active)
    for name, lines in sheets.items():
        sheet = book.create_sheet(name)
        for line in lines:
            sheet.append(list(line))
    book.save(path)
    return path


def far_xlsx(path: Path, *cells: str) -> Path:
    """Write an XLSX file in which so many cells hold a word, wherever they are."""
    book = Workbook()
    for cell in cells:
        book.active[cell] = "name"
    book.save(path)
    return path


def far_ods(path: Path, rows: int, columns: int) -> Path:
    """Write an ODS file that says of one cell that it is there in so many rows and columns."""
    names = "urn:oasis:names:tc:opendocument:xmlns"
    content = (
        f'<office:document-content xmlns:office="{names}:office:1.0" xmlns:table="{names}:table:1.0" '
        f'xmlns:text="{names}:text:1.0"><office:body><office:spreadsheet><table:table table:name="One">'
        f'<table:table-row table:number-rows-repeated="{rows}"><table:table-cell office:value-type="string" '
        f'table:number-columns-repeated="{columns}"><text:p>name</text:p></table:table-cell></table:table-row>'
        "</table:table></office:spreadsheet></office:body></office:document-content>"
    )
    with ZipFile(path, "w", ZIP_DEFLATED) as file:
        file.writestr("mimetype", "application/vnd.oasis.opendocument.spreadsheet")
        file.writestr("META-INF/manifest.xml", f'<manifest:manifest xmlns:manifest="{names}:manifest:1.0"/>')
        file.writestr("content.xml", content)
    return path


def far_xls(path: Path, *cells: tuple[int, int]) -> Path:
    """Write an XLS file with numbers in cells by row and column ([MS-XLS], [MS-CFB])."""

    def record(kind: int, body: bytes) -> bytes:
        return struct.pack("<HH", kind, len(body)) + body

    begin, name, end = struct.pack("<HHHHII", 0x600, 5, 0, 0, 0, 0), b"One", record(0x0A, b"")
    before = len(record(0x809, begin)) + 4 + 8 + len(name) + len(end)
    sheet = struct.pack("<IBBBB", before, 0, 0, len(name), 0) + name
    numbers = [record(0x203, struct.pack("<HHHd", row, column, 0, 7)) for row, column in cells]
    stream = record(0x809, begin) + record(0x85, sheet) + end
    stream += record(0x809, struct.pack("<HHHHII", 0x600, 0x10, 0, 0, 0, 0)) + b"".join(numbers) + end
    # Sector 0 says which follows which, 1 names the streams, the eight after them are the stream itself.
    follows = [0xFFFFFFFD, 0xFFFFFFFE, *range(3, 10), 0xFFFFFFFE]
    header = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(16)
    header += struct.pack(
        "<HHHHH6xIIIIIIIIII", 0x3E, 3, 0xFFFE, 9, 6, 0, 1, 1, 0, 4096, 0xFFFFFFFE, 0, 0xFFFFFFFE, 0, 0
    )
    entries = [("Root Entry", 5, 1, 0xFFFFFFFE, 0), ("Workbook", 2, 0xFFFFFFFF, 2, 4096)]
    listed = b"".join(
        struct.pack(
            "<64sHBBIII36xIQ",
            *(
                title.encode("utf-16-le"),
                2 * len(title) + 2,
                kind,
                1,
                0xFFFFFFFF,
                0xFFFFFFFF,
                child,
                start,
                size,
            ),
        )
        for title, kind, child, start, size in entries
    )
    fat = struct.pack("<128I", *follows, *[0xFFFFFFFF] * (128 - len(follows)))
    path.write_bytes(header.ljust(512, b"\xff") + fat + listed.ljust(512, b"\0") + stream.ljust(4096, b"\0"))
    return path
