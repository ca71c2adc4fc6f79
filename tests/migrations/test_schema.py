from __future__ import annotations

import json
import logging
import sqlite3
import time
from contextlib import closing
from pathlib import Path

import pytest
from alembic import command
from alembic.autogenerate import compare_metadata
from alembic.runtime.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import create_engine, inspect

from core.db.migrate import MIGRATIONS, alembic_config, current_revision, newest_revision, revisions, upgrade
from core.db.schema import Base
from core.errors import InvalidValueError
from core.library import Library
from core.settings import Settings
from tests.sync.replicas import enter


def test_the_migrations_make_exactly_the_tables_of_the_program(tmp_path: Path) -> None:
    database = tmp_path / "library.sqlite"
    upgrade(database, tmp_path / "backups")
    engine = create_engine(f"sqlite:///{database}")
    with engine.connect() as connection:
        context = MigrationContext.configure(
            connection, opts={"compare_type": True, "compare_server_default": True}
        )
        assert compare_metadata(context, Base.metadata) == []
        assert set(inspect(connection).get_table_names()) == {*Base.metadata.tables, "alembic_version"}
    engine.dispose()


def test_a_table_that_no_migration_makes_is_noticed(tmp_path: Path) -> None:
    database = tmp_path / "library.sqlite"
    upgrade(database, tmp_path / "backups")
    engine = create_engine(f"sqlite:///{database}")
    with engine.begin() as connection:
        connection.exec_driver_sql("DROP TABLE template")
        context = MigrationContext.configure(connection)
        differences = compare_metadata(context, Base.metadata)
    engine.dispose()
    assert [difference[0] for difference in differences] == ["add_table"]


def test_the_migrations_are_one_line_without_branches() -> None:
    scripts = ScriptDirectory(str(MIGRATIONS))
    assert scripts.get_heads() == [newest_revision()]
    assert len(scripts.get_bases()) == 1


def test_what_is_the_users_now_leaves_the_settings_of_an_old_library(tmp_path: Path) -> None:
    database = tmp_path / "library" / "library.sqlite"
    database.parent.mkdir()
    command.upgrade(alembic_config(database), "0002")
    old = {"min_cluster_size": 5, "theme": "dark", "language": "ru"}
    engine = create_engine(f"sqlite:///{database}")
    with engine.begin() as connection:
        connection.exec_driver_sql("INSERT INTO setting VALUES ('settings', ?)", (json.dumps(old),))
    engine.dispose()
    with pytest.raises(InvalidValueError):
        Settings.parse(old)
    with Library.open(database.parent) as library:
        assert library.settings == Settings(min_cluster_size=5)


@pytest.mark.parametrize(
    ("old", "new"),
    [
        (
            "2026-05-01 10:00:00.000000 /home/Cup 1/IMG 1.JPG",
            "2026-05-01 10:00:00.000000 Cup 1/IMG 1.JPG",
        ),
        ("~ C:\\Users\\Ann\\card\\IMG_1.JPG", "~ card/IMG_1.JPG"),
        ("~ IMG_1.JPG", "~ IMG_1.JPG"),
        ("~ ", "~ "),
        ("", ""),
    ],
)
def test_an_old_library_keeps_no_more_of_paths_in_its_order_than_it_needs(
    tmp_path: Path, old: str, new: str
) -> None:
    database = tmp_path / "library" / "library.sqlite"
    database.parent.mkdir()
    command.upgrade(alembic_config(database), "0006")
    with closing(sqlite3.connect(database)) as connection, connection:
        connection.execute("INSERT INTO gallery_photo VALUES ('gallery', 'photo', ?)", (old,))
    command.upgrade(alembic_config(database), "0007")
    with closing(sqlite3.connect(database)) as connection:
        assert connection.execute("SELECT sort_key FROM gallery_photo").fetchone() == (new,)


def test_a_library_in_a_team_notes_from_now_on_when_fields_were_written(tmp_path: Path) -> None:
    database = tmp_path / "library" / "library.sqlite"
    database.parent.mkdir()
    command.upgrade(alembic_config(database), "0007")
    note = (
        "INSERT INTO revision (kind, thing, field, value) VALUES ('gallery', NEW.id, 'name', "
        "json_quote(NEW.name)) ON CONFLICT DO UPDATE SET value = excluded.value, stamp = NULL, feed = NULL"
    )
    write = "UPDATE gallery SET name = name || '!'"
    with closing(sqlite3.connect(database)) as connection, connection:
        connection.execute("INSERT INTO gallery VALUES ('g', 'Cup', '2026-01-01')")
        connection.execute(f"CREATE TRIGGER note_name AFTER UPDATE OF name ON gallery BEGIN {note}; END")
        connection.execute(write)
        connection.execute("UPDATE revision SET stamp = 's', feed = 1")
    command.upgrade(alembic_config(database), "0008")
    with closing(sqlite3.connect(database)) as connection, connection:
        before = time.time() * 1000
        connection.execute(write)
        row = connection.execute("SELECT thing, field, value, stamp, feed, at FROM revision").fetchone()
    assert row[:-1] == ("g", "name", '"Cup!!"', None, None)
    assert before - 5 <= row[-1] <= time.time() * 1000 + 5


def test_a_library_in_a_team_tells_of_schedules_from_now_on(tmp_path: Path) -> None:
    with Library.open(tmp_path / "library") as library:
        enter(library, "ann@example.org")
        database = library.paths.database
    notes = "SELECT name, sql FROM sqlite_master WHERE type = 'trigger' AND name LIKE 'note%' ORDER BY name"
    with closing(sqlite3.connect(database)) as connection:
        as_made_now = connection.execute(notes).fetchall()
    command.downgrade(alembic_config(database), "0009")
    with closing(sqlite3.connect(database)) as connection:
        assert not [name for name, sql in connection.execute(notes) if "teams" in sql or "camera" in name]
    command.upgrade(alembic_config(database), "head")
    with closing(sqlite3.connect(database)) as connection:
        assert connection.execute(notes).fetchall() == as_made_now


def test_migrating_down_leaves_no_table(tmp_path: Path, caplog: pytest.LogCaptureFixture) -> None:
    database = tmp_path / "library.sqlite"
    upgrade(database, tmp_path / "backups")
    with caplog.at_level(logging.ERROR):
        command.downgrade(alembic_config(database), "base")
    engine = create_engine(f"sqlite:///{database}")
    assert inspect(engine).get_table_names() == ["alembic_version"]
    engine.dispose()


def test_the_revisions_that_are_read_without_alembic_are_alembics(tmp_path: Path) -> None:
    scripts = ScriptDirectory(str(MIGRATIONS))
    written = sorted(script.revision for script in scripts.walk_revisions())
    assert sorted(revisions()) == written
    assert newest_revision() == scripts.get_current_head()
    database = tmp_path / "library.sqlite"
    assert current_revision(database) is None
    with closing(sqlite3.connect(database)) as connection:
        connection.execute("CREATE TABLE other (id)")
    assert current_revision(database) is None
    for revision in written:
        command.upgrade(alembic_config(database), revision)
        assert current_revision(database) == revision
