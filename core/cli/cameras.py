"""`playertag cameras`: how far their clocks are put right, and where they were."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime
from typing import Annotated

import typer

from core.changes import Changes
from core.cli.options import DEFAULT, TIMES, GalleryOption, JsonOption, LibraryOption, group
from core.cli.terminal import Terminal, counted, rows, table
from core.clocks import clock_in_words, read_clock
from core.errors import NotFoundError
from core.library import Library
from core.types import Camera, short_camera

cameras = group("Cameras of a gallery: their clocks, and at which court they were.")


@cameras.command("list")
def list_cameras(
    gallery: GalleryOption, library: LibraryOption = DEFAULT, as_json: JsonOption = False
) -> None:
    """The cameras of a gallery, and how far the clock of each is put on."""
    with Library.open(library, create=False) as opened:
        found = opened.cameras.of(opened.galleries.find(gallery).id)
    lines = [(short_camera(one.name), one.photos, clock_in_words(one.clock), one.court) for one in found]
    Terminal(as_json).answer(found, rows(table("camera", "photos", "clock", "court"), lines))


@cameras.command("set-clock")
def set_clock(
    photo: Annotated[str, typer.Argument(help="A photo of the camera, by path or id.")],
    gallery: GalleryOption,
    taken: Annotated[datetime, typer.Option("--taken", formats=TIMES, help="When it was really taken.")],
    library: LibraryOption = DEFAULT,
    as_json: JsonOption = False,
) -> None:
    """Put the clock of a camera right by a photo of a known moment."""
    with Library.open(library, create=False) as opened:
        of = opened.galleries.find(gallery).id
        camera = opened.cameras.by_photo(of, opened.galleries.find_photo(photo), taken)
        done = opened.cameras.save(camera)
    _answer(Terminal(as_json), camera, done)


@cameras.command("change")
def change_camera(
    camera: Annotated[str, typer.Argument(help="Its name, as 'cameras list' has it.")],
    gallery: GalleryOption,
    clock: Annotated[
        str | None, typer.Option("--clock", help="How far it is put on: +0:07:00, -1:30; 0:00 for as it is.")
    ] = None,
    court: Annotated[str | None, typer.Option("--court", help="Where it was; empty for any court.")] = None,
    library: LibraryOption = DEFAULT,
    as_json: JsonOption = False,
) -> None:
    """Put the clock of a camera on, or say at which court it was; what is not named stays."""
    with Library.open(library, create=False) as opened:
        found = opened.cameras.of(opened.galleries.find(gallery).id)
        before = next((one for one in found if camera in (one.name, short_camera(one.name))), None)
        if before is None:
            raise NotFoundError("camera", camera)
        changed = replace(
            before,
            clock=before.clock if clock is None else read_clock(clock),
            court=before.court if court is None else court,
        )
        done = opened.cameras.save(changed)
    _answer(Terminal(as_json), changed, done)


def _answer(terminal: Terminal, camera: Camera, done: Changes) -> None:
    clock = clock_in_words(camera.clock) or "as it is"
    moved = f"{counted(done.photos, 'photo')} sorted anew"
    terminal.answer(
        camera, f"{short_camera(camera.name)}: clock {clock}, court {camera.court or 'any'}; {moved}."
    )
