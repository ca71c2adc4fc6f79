from __future__ import annotations

import ast
import shutil
import sqlite3
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import text
from sqlalchemy.exc import IntegrityError

from core.db import engine as engine_module
from core.db import migrate
from core.db.schema import PlayerRow, SettingRow
from core.errors import InvalidValueError, LibraryError, LibraryLockedError, LibraryVersionError
from core.library import Library
from core.settings import Settings
from core.types import Page
from tests.conftest import CHECKOUT
from tests.fakes.planter import Planter

SECOND_REVISION = """
import sqlalchemy as sa
from alembic import op

revision, down_revision, branch_labels, depends_on = "9999", "{before}", None, None


def upgrade() -> None:
    op.create_table("planted", sa.Column("id", sa.Integer(), primary_key=True))
    {then}
"""


def closed_library(root: Path) -> Path:
    """A library with one setting changed; its database."""
    with Library.open(root) as library:
        library.update_settings(min_cluster_size=7)
        return library.paths.database


def stamp(database: Path, revision: str) -> None:
    with closing(sqlite3.connect(database)) as connection, connection:
        connection.execute("UPDATE alembic_version SET version_num = ?", (revision,))
    with closing(sqlite3.connect(database)) as connection:
        connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")


def tables(database: Path) -> set[str]:
    with closing(sqlite3.connect(database)) as connection:
        return {name for (name,) in connection.execute("SELECT name FROM sqlite_master WHERE type = 'table'")}


@contextmanager
def newer_program(folder: Path, then: str = "") -> Iterator[None]:
    """The program with one migration more; `then` is what it does after making its table."""
    before = migrate.newest_revision()
    shutil.copytree(migrate.MIGRATIONS, folder, ignore=shutil.ignore_patterns("__pycache__"))
    text = SECOND_REVISION.format(before=before, then=then)
    (folder / "versions" / "9999_planted.py").write_text(text)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(migrate, "MIGRATIONS", folder)
        yield


def test_a_library_opens_as_it_was_left(tmp_path: Path) -> None:
    closed_library(tmp_path / "library")
    with Library.open(tmp_path / "library") as library:
        assert library.settings.min_cluster_size == 7
    assert not (tmp_path / "library" / "backups").exists()


@pytest.mark.parametrize("name", ["Cup #1", "100 %", "50%20off", "who?", "Зимний кубок", "a b'c", "x;y&z=1"])
def test_a_library_opens_in_a_folder_of_any_name(tmp_path: Path, name: str) -> None:
    closed_library(tmp_path / name)
    with Library.open(tmp_path / name) as library:
        assert library.settings.min_cluster_size == 7
    assert [path.name for path in tmp_path.iterdir()] == [name]


def test_a_library_of_a_newer_program_is_refused_and_not_touched(tmp_path: Path) -> None:
    database = closed_library(tmp_path / "library")
    stamp(database, "future")
    before = database.read_bytes()

    with pytest.raises(LibraryVersionError, match="newer Playertag"):
        Library.open(tmp_path / "library")

    assert database.read_bytes() == before
    assert not (database.parent / "backups").exists()


@pytest.mark.parametrize(
    "content", [b"not a database, but long enough to look at" * 30, b"SQLite format 3\0" + b"x" * 999]
)
def test_a_file_that_is_no_database_is_refused_and_not_touched(tmp_path: Path, content: bytes) -> None:
    database = tmp_path / "library" / "library.sqlite"
    database.parent.mkdir()
    database.write_bytes(content)

    with pytest.raises(LibraryError, match="backups"):
        Library.open(database.parent)

    assert database.read_bytes() == content


def test_an_older_library_is_copied_before_it_is_migrated(tmp_path: Path) -> None:
    database = closed_library(tmp_path / "library")
    before = tables(database)
    with newer_program(tmp_path / "migrations"), Library.open(database.parent) as library:
        assert library.settings.min_cluster_size == 7

    assert tables(database) == before | {"planted"}
    (backup,) = (database.parent / "backups").iterdir()
    assert tables(backup) == before
    with closing(sqlite3.connect(backup)) as connection:
        assert connection.execute("PRAGMA integrity_check").fetchall() == [("ok",)]
        assert "7" in connection.execute("SELECT value FROM setting").fetchone()[0]


def test_the_text_of_an_error_names_nobody(library: Library, tmp_path: Path) -> None:
    with pytest.raises(IntegrityError) as raised, library._database.write() as session:
        session.add(PlayerRow(id="1", name="Zelda Quibblefrost", merged_into="nobody who is there"))
    database = closed_library(tmp_path / "older")
    insert = 'sa.text("INSERT INTO player (id, name) VALUES (1, :name)"), {"name": "Zelda Quibblefrost"}'
    with (
        newer_program(tmp_path / "migrations", then=f"op.get_bind().execute({insert})"),
        pytest.raises(IntegrityError) as migrating,
    ):
        Library.open(database.parent)
    for error in (raised.value, migrating.value):
        assert "INSERT INTO player" in str(error)
        assert "Zelda" not in str(error)


def test_no_engine_tells_values_in_its_errors() -> None:
    trees = [ast.parse(path.read_text("utf-8")) for path in (CHECKOUT / "core").rglob("*.py")]
    calls = [ast.unparse(node) for tree in trees for node in ast.walk(tree) if isinstance(node, ast.Call)]
    made = [call for call in calls if call.startswith("sqlalchemy.create_engine(")]
    assert len(made) == 4
    assert all("hide_parameters=True" in call for call in made)


def test_a_migration_that_fails_leaves_the_library_as_it_was(tmp_path: Path) -> None:
    database = closed_library(tmp_path / "library")
    before = tables(database)
    with (
        newer_program(tmp_path / "migrations", then="raise OSError('power cut')"),
        pytest.raises(OSError, match="power cut"),
    ):
        Library.open(database.parent)

    assert tables(database) == before
    with Library.open(database.parent) as library:
        assert library.settings.min_cluster_size == 7


def test_a_library_that_another_program_writes_to_says_so(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(engine_module, "BUSY_TIMEOUT_MS", 50)
    with Library.open(tmp_path / "library") as library:
        assert library.players.search().items == ()
        with closing(sqlite3.connect(library.paths.database, isolation_level=None)) as other:
            other.execute("BEGIN IMMEDIATE")
            with pytest.raises(LibraryLockedError):
                library.players.add("Ann")
            assert library.players.search().items == ()
            other.execute("ROLLBACK")
        library.players.add("Ann")
        assert [player.name for player in library.players.search().items] == ["Ann"]


def test_a_folder_that_can_not_be_made_is_told(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("in the way")
    for root in (tmp_path / "file", tmp_path / "file" / "library"):
        with pytest.raises(LibraryError, match="can't be made"):
            Library.open(root)


def test_a_database_that_is_a_folder_is_told(tmp_path: Path) -> None:
    (tmp_path / "library" / "library.sqlite").mkdir(parents=True)
    with pytest.raises(LibraryError):
        Library.open(tmp_path / "library")


def test_a_wrong_setting_is_refused_by_its_name_and_changes_nothing(library: Library) -> None:
    before = library.settings
    wrong: list[tuple[dict[str, Any], str]] = [
        ({"min_cluster_size": 1}, "min_cluster_size"),
        ({"colour": "red"}, "colour"),
        ({"pack": "nothing"}, "pack"),
    ]
    for values, field in wrong:
        with pytest.raises(InvalidValueError) as raised:
            library.update_settings(device="cuda", **values)
        assert raised.value.field == field
    assert library.settings == before


def test_settings_of_another_program_are_read_as_far_as_they_can_be(library: Library) -> None:
    with library._database.write() as session:
        stored = {"min_cluster_size": 1, "precision_target": 0.9, "colour": "red", "device": 7}
        session.merge(SettingRow(name="settings", value=stored))

    assert library.settings == Settings(precision_target=0.9)
    with pytest.raises(LibraryError, match="colour, device, min_cluster_size"):
        library.check_settings()
    library.update_settings(min_cluster_size=4)
    assert library.settings == Settings(precision_target=0.9, min_cluster_size=4)
    assert library.check_settings() == "each is understood"


@pytest.mark.parametrize(
    ("offset", "limit"), [(-5, -3), (-1, None), (0, -1), (99999999999999999999, None), (0, 1 << 63)]
)
def test_a_page_that_can_not_be_is_refused(offset: int, limit: int | None) -> None:
    with pytest.raises(InvalidValueError, match="offset" if offset else "limit"):
        Page(offset, limit)


def test_a_decision_is_never_changed_or_removed(library: Library, planter: Planter) -> None:
    (face,) = planter.photo("Ann")
    library.review.ignore([face])
    for change in ("UPDATE decision SET verdict = 'confirm'", "DELETE FROM decision"):
        with pytest.raises(IntegrityError, match="only added to"), library._database.write() as session:
            session.execute(text(change))


def test_the_device_that_is_told_is_the_one_that_ran(library: Library) -> None:
    device = library.device()
    assert (device.name, device.provider, device.note) == ("CPU", "CPUExecutionProvider", "")


def test_an_error_inside_a_write_leaves_nothing_of_it(library: Library) -> None:
    with pytest.raises(IntegrityError), library._database.write() as session:
        session.add_all([PlayerRow(id="x", name="Ann"), PlayerRow(id="x", name="Bea")])
    assert library.players.search().items == ()
