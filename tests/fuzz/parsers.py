"""Every parser of ours that reads what somebody else may have written, each from bytes.

What it can't take it says by an error of `core.errors`; anything else that is raised is a bug.
"""

from __future__ import annotations

import atexit
import json
import os
import shutil
import tempfile
from collections.abc import Callable, Mapping
from contextlib import suppress
from functools import cache
from pathlib import Path
from typing import Any

from PIL import Image
from pydantic import ValidationError
from PySide6.QtWidgets import QApplication, QMainWindow, QSplitter
from sqlalchemy import delete

from core import ids
from core.auth.client import read_client
from core.db.schema import GalleryRow, SavedFilterRow, new_id
from core.errors import PlayertagError
from core.file_names import safe_name
from core.imaging.whole import ends_whole
from core.jpeg import comes_at_once, picture_digest, scans
from core.library import Library
from core.metadata.captions import FIELDS, filled, require_template
from core.metadata.exif import read_shot
from core.metadata.placing import placed
from core.metadata.tags import tags_of
from core.paths import MODELS_VARIABLE
from core.recognition.index_files import IndexFolder
from core.settings import Settings
from core.storage.address import store_address
from core.storage.destination import called, destination_address, server_of
from core.sync import wire
from core.sync.intake import take_in
from core.sync.inviting import Invitation
from core.sync.wire import Entry
from core.sync.working import LotContent
from core.types import Box, GalleryId
from core.vision.model_packs import find_pack
from desktop.keys import CATALOGUE, Keymap
from desktop.profile import Profile
from desktop.views.remembered import restore

MOST_FACES = [Box(0.1, 0.1, 0.2, 0.2), Box(0.5, 0.4, 0.2, 0.3)]
ROOT = Path("library")
PLAYER = "00000000-0000-7000-8000-000000000001"


@cache
def scratch() -> Path:
    """A folder for as long as the process lives, in memory where the system has that."""
    memory = Path("/dev/shm")
    folder = tempfile.mkdtemp(prefix="playertag-fuzz-", dir=memory if memory.is_dir() else None)
    atexit.register(shutil.rmtree, folder, ignore_errors=True)
    return Path(folder)


@cache
def library() -> tuple[Library, GalleryId]:
    """A library with a gallery and players, of which nothing that is parsed changes more than it may."""
    opened = Library.open(scratch() / "library")
    atexit.register(opened.close)
    for name, number in (("Ada Byron", "7"), ("Grace Hopper", "9")):
        opened.players.add(name, number=number, team="Falcons")
    gallery = GalleryId(new_id())
    with opened._database.write() as session:
        session.add(GalleryRow(id=gallery, name="Day 1"))
    return opened, gallery


def as_file(content: bytes, name: str = "file") -> Path:
    """The content as a file."""
    path = scratch() / name
    path.parent.mkdir(exist_ok=True, parents=True)
    path.write_bytes(content)
    return path


def as_json(content: bytes) -> Any:
    """What the content says as JSON; None where it is none."""
    try:
        return json.loads(content)
    except (ValueError, RecursionError):
        return None


def as_text(content: bytes) -> str:
    """The content as a line of text."""
    return content.decode(errors="replace")


def roster(content: bytes) -> None:
    library()[0].players.preview_roster(as_file(content))


def schedule(content: bytes) -> None:
    opened, gallery = library()
    opened.matches.preview_schedule(gallery, as_file(content))


def codes(content: bytes) -> None:
    library()[0].players.preview_codes(as_file(content), {"r": "Falcons"})


def file_tags(content: bytes) -> None:
    """What ExifTool tells of a file or a sidecar."""
    found = as_json(content)
    if isinstance(found, dict):
        placed(tags_of(found), (90, 60), 6, MOST_FACES)


def exif(content: bytes) -> None:
    made = Image.Exif()
    with suppress(Exception):  # what Pillow makes of broken EXIF is seen to by `decode`
        made.load(content)
        dict(made)
        made.get_ifd(0x8769)
        read_shot(made)
        return
    read_shot(Image.Exif())


def jpeg(content: bytes) -> None:
    picture_digest(content)
    comes_at_once(content)
    scans(content)
    ends_whole(as_file(content))


def pack_record(content: bytes) -> None:
    record = as_file(content, "models/mine/pack.json")
    os.environ[MODELS_VARIABLE] = str(record.parent.parent)
    find_pack("mine").verify()


def index_record(content: bytes) -> None:
    IndexFolder(as_file(content, "mine.json").parent).record("mine")


def settings(content: bytes) -> None:
    values = as_json(content)
    if isinstance(values, dict):
        Settings.recovered(values)
        Settings.parse(values)


def saved_filter(content: bytes) -> None:
    """A saved filter as another version may have kept it."""
    opened, gallery = library()
    with opened._database.write() as session:
        session.execute(delete(SavedFilterRow))
        session.add(SavedFilterRow(name="any", value=as_json(content)))
    for saved in opened.saved_filters.all():
        opened.galleries.photo_ids(gallery, saved.wanted, saved.sort)
        opened.saved_filters.save(saved)
    opened.saved_filters.find("any")


def profile(content: bytes) -> None:
    """The file that a user's windows are remembered by."""
    _screen()
    with tempfile.TemporaryDirectory(dir=scratch()) as folder:  # Qt remembers the files that it read
        path = Path(folder) / "window.ini"
        path.write_bytes(content)
        found, window, panel = Profile(path), QMainWindow(), QSplitter()
        panel.setObjectName("splitter")
        window.setCentralWidget(panel)
        restore(window, panel, found)
        found.recent_libraries(), found.gallery(ROOT), found.watched(ROOT), found.answer("any")
        keys = Keymap(found, window)
        for name in found.keys().keys() & CATALOGUE:
            keys.hint(name)
        found.update(theme="dark")


@cache
def _screen() -> object:
    """What windows need once in a process."""
    return QApplication.instance() or QApplication([])


def client(content: bytes) -> None:
    read_client(as_file(content))


def invitation(content: bytes) -> None:
    Invitation.read(as_text(content))


def addresses(content: bytes) -> None:
    text = as_text(content)
    with suppress(PlayertagError):
        store_address(text)
    destination_address(text)
    called(text)
    server_of(text)


def template(content: bytes) -> None:
    text = as_text(content)
    require_template("caption", text)
    filled(text, dict.fromkeys(FIELDS, text))


def names(content: bytes) -> None:
    text = as_text(content)
    assert len(Path(safe_name(text, "otherwise")).parts) == 1
    ids.name("player", text)


def search(content: bytes) -> None:
    library()[0].search.find(as_text(content))


def lot(content: bytes) -> None:
    """What a station is handed by the team's server."""
    with suppress(ValidationError):  # which is told as a lot that Playertag did not make
        LotContent.model_validate(as_json(content))


def feed(content: bytes) -> None:
    """Rows of the team's server: [[table, [value, ...]], ...]."""
    rows = as_json(content)
    tables = {table.name: table for table in (wire.REVISION, wire.PICTURE)}
    with library()[0]._database.write() as session:
        for number, row in enumerate(rows if isinstance(rows, list) else ()):
            if not isinstance(row, list) or len(row) != 2 or not isinstance(row[1], list):
                continue
            table = tables.get(str(row[0]))
            # The line gives each column the type that it travels as.
            if table and len(row[1]) == len(table.columns):
                values = tuple(
                    _as_travels(kind, value)
                    for kind, value in zip(table.columns.values(), row[1], strict=True)
                )
                take_in(session, table, [Entry(number + 1, "eve@x.org", "e" * 12, values)])
        session.rollback()


def _as_travels(kind: wire.Kind, value: object) -> object:
    if kind is wire.Kind.WHOLE:
        return value if type(value) is int and abs(value) < 1 << 63 else 0
    if kind is wire.Kind.JSON:
        return json.dumps(value)
    # PostgreSQL's text holds neither a zero nor half a character.
    return str(value).replace("\0", "").encode(errors="replace").decode()


Parser = Callable[[bytes], None]
PARSERS: Mapping[str, Parser] = {
    parser.__name__: parser
    for parser in (
        *(roster, schedule, codes, file_tags, exif, jpeg, pack_record, index_record, settings, client),
        *(invitation, addresses, template, names, search, lot, feed, saved_filter, profile),
    )
}


def parse(name: str, content: bytes) -> None:
    """Have a parser read content; raises only where it has a bug."""
    with suppress(PlayertagError):
        PARSERS[name](content)
