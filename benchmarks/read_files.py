"""Reads each file whose path comes as a line of input as an import and the window do, without the networks.

What a line of the answer says: `photo`, the code of a `PhotoError`, or what went wrong that must not.
`benchmarks.mutations` watches it from outside, as a decoder may take the process with it.
"""

from __future__ import annotations

import json
import sys
import traceback
from collections.abc import Callable
from pathlib import Path

from core.errors import PhotoError, PlayertagError
from core.ids import photo_id_of
from core.imaging.decode import decode_photo, embedded_preview, read_exif, read_file
from core.imaging.thumbnails import THUMBNAIL_PX, encoded, scaled
from core.imaging.whole import ends_whole
from core.jpeg import picture_digest
from core.looking import ENOUGH_PX
from core.metadata.exif import read_shot
from core.metadata.exiftool import ExifTool
from core.metadata.tags import READ, tags_of


def imported(path: Path) -> None:
    """What an import does with a file up to its faces: the content's names, pixels, time, a thumbnail."""
    data = read_file(path)
    photo_id_of(data)
    picture_digest(data)
    photo = decode_photo(data, path.suffix, ENOUGH_PX)
    read_shot(photo.exif)
    encoded(scaled(photo.pixels, THUMBNAIL_PX))


def looked_at(path: Path) -> None:
    """What the window does where a photo is opened, and where small faces ask for all pixels."""
    decode_photo(read_file(path), path.suffix)


def copied(path: Path) -> None:
    """What a card and a hot folder ask of a file before it is imported."""
    ends_whole(path)
    embedded_preview(path)
    read_shot(read_exif(path))


def outcome(step: Callable[[Path], None], path: Path) -> str:
    """How a step ended; `bug: ...` where it was neither well nor with a reason."""
    try:
        step(path)
    except PhotoError as exc:
        return exc.code if str(exc).strip() else "bug: no reason"
    except Exception as exc:  # noqa: BLE001 - these are what is looked for
        return f"bug: {traceback.format_exception_only(exc)[0].strip()}"
    return "photo"


def main() -> None:
    """Say that it is ready, then answer line by line."""
    tool = ExifTool()

    def named(path: Path) -> None:
        try:
            for tags in tool.read([path], READ).values():
                tags_of(tags)
        except PlayertagError as exc:
            raise PhotoError("exiftool", str(exc)) from exc

    print("ready", flush=True)
    for line in sys.stdin:
        path = Path(json.loads(line))
        told = {step.__name__: outcome(step, path) for step in (copied, imported, looked_at, named)}
        print(json.dumps(told), flush=True)
    tool.close()


if __name__ == "__main__":
    main()
