"""What any member may have written by hand never breaks a library."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from core.library import Library
from core.sync import wire
from core.sync.intake import take_in
from core.sync.noting import FIELDS, MEMBERS
from core.sync.wire import Entry
from core.types import PlayerId
from tests.sync.replicas import enter

IDS = [f"00000000-0000-7000-8000-00000000000{number}" for number in range(4)]
TIME = "2026-11-26 12:00:00.000000"
KINDS = [*FIELDS, *MEMBERS, "photo", "face", "nonsense"]
NAMES = sorted({name for fields in FIELDS.values() for name in fields} | {"deleted", "rating", "2026"})
values = st.one_of(
    st.sampled_from([*IDS, TIME, "2026-11-26", "2026-13-45", "given", "{}", "[", 0, 1, True, None, 7.5]),
    st.text(max_size=5),
    st.recursive(st.none() | st.integers() | st.text(max_size=3), lambda inner: st.lists(inner, max_size=2)),
)
written = st.tuples(
    st.sampled_from(KINDS), st.sampled_from([*IDS, "x", ""]), st.sampled_from([*NAMES, *IDS]), values
)


class Raw(str):
    """JSON that Python itself would not write."""


DEEP = Raw("[" * 3000 + "]" * 3000)


def written_as(value: object) -> str:
    if isinstance(value, Raw):
        return value
    return "1" + "0" * 5000 if value == 10**5000 else json.dumps(value)


@pytest.fixture(scope="module")
def shared(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Library]:
    folder: Path = tmp_path_factory.mktemp("things")
    with Library.open(folder) as library:
        enter(library, "ann@x.org")
        yield library


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=150)
@given(rows=st.lists(written, max_size=12))
@example(rows=[("player", IDS[0], "created_at", "never")])
@example(rows=[("player", IDS[0], "name", 10**5000), ("gallery", IDS[1], "name", 10**5000)])
@example(rows=[("player", IDS[0], field, DEEP) for field in (*NAMES, "deleted")])
@example(rows=[("player", IDS[0], "took_over", '{"a":' + "[" * 3000 + "]" * 3000 + "}")])
@example(rows=[("season", IDS[0], "2026", DEEP), ("roster", IDS[1], IDS[0], DEEP)])
@example(rows=[("refusal", IDS[1], field, value) for field in (IDS[0], "?") for value in (True, DEEP, 7)])
@example(rows=[("player", IDS[0], "deleted", True)])
@example(rows=[("camera", IDS[1], "Canon", value) for value in ([10**12, ""], [1, 2], ["1", ""], [7, "1"])])
@example(
    rows=[
        *(("match", IDS[2], field, TIME) for field in ("starts_at", "ends_at")),
        ("match", IDS[2], "gallery_id", IDS[1]),
        ("match", IDS[2], "name", "Final"),
        ("match", IDS[2], "teams", "[7]"),
    ]
)
def test_anything_may_be_written(shared: Library, rows: list[tuple[str, str, str, object]]) -> None:
    begun = [("player", IDS[0], "created_at", TIME), ("gallery", IDS[1], "created_at", TIME)]
    entries = [
        Entry(number, "bob@x.org", "b" * 12, (f"{number:013}-0000-{'b' * 12}", *row[:3], written_as(row[3])))
        for number, row in enumerate([*begun, *rows], start=1)
    ]
    with shared._database.write() as session:
        session.connection().exec_driver_sql("PRAGMA defer_foreign_keys = ON")
        for table in (
            "gallery_player",
            "gallery_refusal",
            "gallery_camera",
            "match_photo",
            "player_season",
            "match",
            "gallery_count",
            "gallery",
            "player",
            "revision",
            "tombstone",
        ):
            session.connection().exec_driver_sql(f"DELETE FROM {table}")
        take_in(session, wire.REVISION, entries)
    players = shared.players.search().items
    assert all(isinstance(player.name, str) for player in players)
    for gallery in shared.galleries.all():
        shared.matches.of(gallery.id)
        shared.galleries.by_player(gallery.id)
    if ("player", IDS[0], "deleted") not in [row[:3] for row in rows]:
        shared.players.get(PlayerId(IDS[0]))
    shared._database.check()


OUTSIDE = "../../../outside"
PHOTO = ("a" * 64, 90, 60, 1, TIME, "Camera", "opencv", TIME)
FACE = (IDS[0], "a" * 64, 0.1, 0.1, 0.2, 0.2, b"\0" * 80, 0.9, 50.0, 0.8)


@pytest.mark.parametrize(
    ("table", "row"),
    [
        (wire.PHOTO, (OUTSIDE, *PHOTO[1:])),
        (wire.PHOTO, ("A" * 64, *PHOTO[1:])),
        (wire.FACE, (OUTSIDE, *FACE[1:])),
        (wire.PICTURE, ("preview", "a" * 64, OUTSIDE, 100)),
        (wire.PICTURE, ("nonsense", "a" * 64, "b" * 64, 100)),
        (wire.PICTURE, ("preview", OUTSIDE, "b" * 64, 100)),
    ],
    ids=lambda value: value.name if isinstance(value, wire.Table) else "",
)
def test_what_a_server_calls_a_thing_leads_to_no_file_outside(
    shared: Library, table: wire.Table, row: wire.Row
) -> None:
    """A server that is ours refuses such rows; one that somebody changed does not."""
    with shared._database.write() as session:
        take_in(session, wire.PHOTO, [Entry(1, "eve@x.org", "e" * 12, PHOTO)])
        before = session.connection().exec_driver_sql(f"SELECT count(*) FROM {table.name}").scalar_one()
        take_in(session, table, [Entry(2, "eve@x.org", "e" * 12, row)])
        after = session.connection().exec_driver_sql(f"SELECT count(*) FROM {table.name}").scalar_one()
    assert after == before
