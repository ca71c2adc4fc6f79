"""A process that reads for others what a reader may die or hang of: some kinds of pictures, and workbooks.

It is started by `core.decoders`, as a file of its own or, in a built program, by `ARGUMENT`, and
imports nothing of ours. Asked on its input and answering on its output: a line of JSON that says what is
wanted or found and how many bytes follow, then these. It ends when its input does, or when nobody asks for a
while.
"""

from __future__ import annotations

import io
import json
import os
import sys
import threading
from datetime import datetime
from itertools import dropwhile
from typing import IO, TYPE_CHECKING, Any

if TYPE_CHECKING:
    import rawpy
    from PIL import Image
    from python_calamine import CalamineWorkbook

ARGUMENT = "--decoder"
PREVIEW, RENDERED, HALF, WORKBOOK = "preview", "rendered", "half", "workbook"
HEIF, *_ = PICTURES = ("HEIF", "JPEG2000", "AVIF", "PPM")
"""What can be asked for: of a RAW file the largest preview, LibRaw's own rendering, that at half the size;
of a workbook the lines of a sheet; of any picture, by its kind as Pillow calls it, the pixels. These kinds
are always asked for: a megapixel of noise takes a quarter of a second or more, or a damaged one hangs."""
JPEG, PIXELS, LINES, NOTHING, UNREADABLE = "jpeg", "pixels", "lines", "nothing", "unreadable"
"""What an answer is."""
# Such a process holds 40 MB; a new one is there in a fifth of a second.
IDLE_S = 20.0
# It is told that there is no more memory than so much, where the system can be asked for that.
MAX_BYTES = 900_000_000
# The largest lists have a tenth of that. One cell far from the others makes a sheet of thousands of millions,
# for all of which there has to be memory.
MAX_CELLS = 1_000_000


def main() -> int:
    """Answer until nobody asks; the exit code."""
    answers = os.fdopen(os.dup(sys.stdout.fileno()), "wb")
    os.dup2(sys.stderr.fileno(), sys.stdout.fileno())  # whatever a library prints is no answer
    _limit_memory()
    while request := _next_line(sys.stdin.buffer):
        wanted = json.loads(request)
        file = wanted["path"] or io.BytesIO(sys.stdin.buffer.read(wanted["bytes"]))
        _write(answers, *answer(wanted["what"], file, wanted["sheet"]))
    return 0


def _write(answers: IO[bytes], head: dict[str, Any], body: bytes) -> None:
    answers.write(json.dumps({**head, "bytes": len(body)}).encode() + b"\n")
    answers.write(body)
    answers.flush()


def answer(what: str, file: str | io.BytesIO, sheet: str | None = None) -> tuple[dict[str, Any], bytes]:
    """What is found in a file: what it is, and its bytes.

    Args:
        what: `PREVIEW`, `RENDERED`, `HALF`, `WORKBOOK` or Pillow's name of a kind.
        file: its path or its content.
        sheet: of a workbook; None for the first with anything on it.
    """
    if what == WORKBOOK:
        return _workbook(file, sheet)
    return _raw(what, file) if what in {PREVIEW, RENDERED, HALF} else _picture(what, file)


def _workbook(file: str | io.BytesIO, wanted: str | None) -> tuple[dict[str, Any], bytes]:
    """The names of the sheets, and of one with anything on it the name and the lines, as JSON."""
    from python_calamine import CalamineError, CalamineWorkbook, SheetTypeEnum

    try:
        with CalamineWorkbook.from_object(file) as book:
            sheets = [one.name for one in book.sheets_metadata if one.typ == SheetTypeEnum.WorkSheet]
            for name in sheets:
                if wanted in {None, name} and (lines := _lines(book, name)):
                    found = {"found": LINES, "sheets": sheets, "sheet": name}
                    return found, json.dumps(lines).encode()
    except (CalamineError, ValueError) as exc:
        return {"found": UNREADABLE, "reason": str(exc)}, b""
    return {"found": NOTHING, "sheets": sheets}, b""


def _lines(book: CalamineWorkbook, name: str) -> list[tuple[int, list[str]]]:
    """The lines of a sheet with their numbers, from the first one with anything on it."""
    sheet = book.get_sheet_by_name(name)
    rows, columns = (last + 1 for last in sheet.end or (0, 0))
    if rows * columns > MAX_CELLS:
        raise ValueError(f"{rows} rows of {columns} cells on '{name}'")
    cells = sheet.to_python(skip_empty_area=False)
    written = ((line, [_written(cell) for cell in row]) for line, row in enumerate(cells, 1))
    return list(dropwhile(lambda line: not any(line[1]), written))


def _written(cell: object) -> str:
    """A cell as text: a number that is whole without a point, a moment as ISO 8601 has it."""
    if isinstance(cell, float) and cell.is_integer():
        return str(int(cell))
    if isinstance(cell, datetime):
        return cell.isoformat(" ")
    return str(cell)


def _picture(kind: str, file: str | io.BytesIO) -> tuple[dict[str, Any], bytes]:
    from PIL import Image

    try:
        picture = _heif(file) if kind == HEIF else Image.open(file, formats=[kind])
        picture.load()
        shown = picture.convert("RGB") if picture.mode == "P" else picture
    except Exception as exc:  # noqa: BLE001 - there is no telling what they make of a damaged file
        return {"found": UNREADABLE, "reason": str(exc)}, b""
    return {"found": PIXELS, "mode": shown.mode, "size": shown.size}, shown.tobytes()


def _heif(file: str | io.BytesIO) -> Image.Image:
    import pillow_heif

    opened: Image.Image = pillow_heif.open_heif(file, convert_hdr_to_8bit=True).to_pillow()
    return opened


def _raw(what: str, file: str | io.BytesIO) -> tuple[dict[str, Any], bytes]:
    import rawpy

    try:
        with rawpy.imread(file) as raw:
            size = {"width": raw.sizes.width, "height": raw.sizes.height}
            found, shape, body = _preview(raw) if what == PREVIEW else _rendered(raw, half=what == HALF)
            return {"found": found, "shape": shape, **size}, body
    except (rawpy.LibRawError, OSError) as exc:
        reason = exc.args[0] if exc.args else exc
        said = reason.decode(errors="replace") if isinstance(reason, bytes) else str(reason)
        return {"found": UNREADABLE, "reason": said}, b""


def _preview(raw: rawpy.RawPy) -> tuple[str, list[int], bytes]:
    import rawpy

    try:
        preview = raw.extract_thumb()
    except rawpy.LibRawError:
        return NOTHING, [], b""
    if isinstance(preview.data, bytes):
        return JPEG, [], preview.data
    return PIXELS, list(preview.data.shape), preview.data.tobytes()


def _rendered(raw: rawpy.RawPy, *, half: bool) -> tuple[str, list[int], bytes]:
    pixels = raw.postprocess(use_camera_wb=True, half_size=half)
    return PIXELS, list(pixels.shape), pixels.tobytes()


def _next_line(asked: IO[bytes]) -> bytes:
    """The next request; the process ends where none comes for a while."""
    end = threading.Timer(IDLE_S, os._exit, (0,))
    end.daemon = True
    end.start()
    try:
        return asked.readline()
    finally:
        end.cancel()


def _limit_memory() -> None:
    if sys.platform == "linux":
        import resource

        _, most = resource.getrlimit(resource.RLIMIT_DATA)
        resource.setrlimit(resource.RLIMIT_DATA, (MAX_BYTES, most))


if __name__ == "__main__":
    sys.exit(main())
