"""Erasing a player: what was kept of them anywhere in a library's folder is searched for, byte by byte."""

from __future__ import annotations

import io
import json
import os
import shutil
import sqlite3
import subprocess
import threading
import zlib
from contextlib import closing
from datetime import timedelta
from pathlib import Path

import pytest
from sqlalchemy import text

from core import cli, files
from core.db import engine
from core.db.schema import Base, FileTagRow, FileWriteRow, SavedFilterRow, new_id, now
from core.errors import InvalidValueError, LibraryError, NotFoundError, TableError
from core.jobs import JobContext, Progress
from core.library import Library
from core.paths import LIBRARY_FILE
from core.privacy import GRACE, Privacy
from core.receipts import receipt_text, what_stays
from core.recognition.history import Decision, record
from core.recognition.own_data import own_data
from core.recovery import restore
from core.sample import SampleTournament
from core.types import (
    BatchId,
    Box,
    Consent,
    FaceId,
    FaceState,
    PhotoId,
    PlayerId,
    PlayerUpdate,
    Source,
    TagField,
    Verdict,
)
from core.writing import Writing
from tests.conftest import Person
from tests.fakes.planter import Planter
from tests.fakes.star import (
    NAME,
    faces_of,
    found_in,
    kinds_in,
    make_star,
    spellings,
    traces_of,
    vector_spellings,
)


@pytest.fixture
def star(sample_library: Library, sample_tournament: SampleTournament, tmp_path: Path) -> PlayerId:
    """A player of the sample library of whom there is something everywhere."""
    return make_star(sample_library, sample_tournament, tmp_path)


def test_no_byte_of_a_library_tells_of_who_was_erased(sample_library: Library, star: PlayerId) -> None:
    folder = sample_library.paths.root
    traces = traces_of(sample_library, star)
    before = found_in(folder, traces)
    assert set(before) == set(traces)
    assert {"library.sqlite", "backups"} <= before["name"]
    assert {"library.sqlite", "backups", "index"} <= before["embedding"]
    assert "cache" in before["crop"]
    preview = sample_library.privacy.preview_erase(star)
    assert sample_library.players.get(star).name == NAME
    delivered = [rows_speaking_of(sample_library, NAME, table) for table in DELIVERED]
    assert all(delivered)
    assert preview.deliveries == delivered[0]
    done = sample_library.privacy.erase(star, JobContext())
    assert found_in(folder, traces) == {}
    assert not any(rows_speaking_of(sample_library, NAME, table) for table in DELIVERED)
    assert done.receipt.gone == preview
    assert done.receipt.gone.players == 2
    assert kinds_in(repr(done.receipt).encode(), traces) == set()
    assert sample_library.check_database().startswith("whole")


DELIVERED = ("delivered_photo", "delivered_file")


def rows_speaking_of(library: Library, name: str, table: str) -> int:
    with library._database.read() as session:
        return sum(name in str(row) for row in session.execute(text(f"SELECT * FROM {table}")))


def test_the_command_line_asks_for_the_name_and_writes_a_receipt(
    library: Library,
    planted: PlayerId,
    tmp_path: Path,
    capsys: pytest.CaptureFixture[str],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    where = ["--library", str(library.paths.root)]
    assert cli.main(["players", "erase", NAME, "--dry-run", *where]) == 0
    assert "Faces with their crops" in capsys.readouterr().out
    assert cli.main(["players", "erase", NAME, "--json", *where]) == 1
    monkeypatch.setattr("sys.stdin", io.StringIO("Somebody else\n"))
    assert cli.main(["players", "erase", NAME, *where]) == 1
    assert "nothing was erased" in capsys.readouterr().err
    assert library.players.get(planted).name == NAME
    receipt = tmp_path / "receipt.json"
    monkeypatch.setattr("sys.stdin", io.StringIO(f"{NAME}\n"))
    assert cli.main(["players", "erase", NAME, "--receipt", str(receipt), *where]) == 0
    assert "Erased on" in capsys.readouterr().out
    written = json.loads(receipt.read_text("utf-8"))
    assert written["players"] == [planted]
    assert not kinds_in(receipt.read_bytes(), {"name": spellings(NAME)})


@pytest.fixture
def planted(planter: Planter) -> PlayerId:
    """A player with references, and a face that a machine was sure of, in a library of made-up faces."""
    (player,) = planter.enrolled(NAME)
    return player


def test_what_a_search_finds_is_in_what_is_exported(
    sample_library: Library, star: PlayerId, tmp_path: Path
) -> None:
    traces = traces_of(sample_library, star)
    traces["crop"] = {
        sample_library.images.crop(face).read_bytes() for face in faces_of(sample_library, star)
    }
    done = sample_library.privacy.export(star, tmp_path / "out", JobContext())
    assert set(found_in(done.folder, traces)) == set(traces) - {"template"}
    rows = json.loads((done.folder / "everything.json").read_text("utf-8"))
    assert len(rows["template"]) == 2  # of the sample, and of the star
    assert {row["id"] for row in rows["face"]} >= set(faces_of(sample_library, star))
    assert {
        "player",
        "decision",
        "embedding",
        "gallery_player",
        "gallery_refusal",
        "player_season",
        "photo_file",
    } <= {table for table, found in rows.items() if found}
    assert done.crops == len(rows["face"])
    assert NAME in (done.folder / "about.txt").read_text("utf-8")


def test_nothing_of_others_is_exported(library: Library, planter: Planter, tmp_path: Path) -> None:
    ada, grace = planter.enrolled(NAME, "Grace Hopper")
    theirs, hers = planter.photo(NAME, "Grace Hopper")
    library.review.confirm([theirs], ada)
    library.review.confirm([hers], grace)
    with library._database.write() as session:
        values = ((TagField.PERSON, NAME), (TagField.PERSON, "Grace Hopper"), (TagField.KEYWORD, "Cup"))
        session.add_all(FileTagRow(path="a.jpg", field=field, value=value) for field, value in values)
        asking = {"players": [ada]}, {"players": [grace]}
        session.add_all(SavedFilterRow(name=str(n), value=value) for n, value in enumerate(asking))
    crops = tmp_path / "out" / "faces"
    crops.mkdir(parents=True)
    for name in (f"{hers}.jpg", "my own.jpg"):  # an earlier export's, and one that is not ours
        (crops / name).write_bytes(b"a picture")
    library.privacy.export(ada, tmp_path / "out", JobContext())
    rows = json.loads((tmp_path / "out" / "everything.json").read_text("utf-8"))
    assert [row["value"] for row in rows["file_tag"]] == [NAME]
    assert [row["value"] for row in rows["saved_filter"]] == [{"players": [ada]}]
    assert [path.name for path in crops.iterdir()] == ["my own.jpg"]
    assert "Grace Hopper" not in json.dumps(rows)


def test_a_table_that_speaks_of_players_is_exported(library: Library, planted: PlayerId) -> None:
    with library._database.read() as session:
        exported = own_data(session, planted)
    speaking = {
        table.name
        for table in Base.metadata.sorted_tables
        if any(key.column.table.name in ("player", "face") for key in table.foreign_keys)
    }
    assert speaking <= exported.keys()


def test_what_is_not_theirs_stays_as_it_was(library: Library, planter: Planter) -> None:
    ada, grace = planter.enrolled(NAME, "Grace Hopper")
    (theirs, hers, maybe, stranger) = planter.photo(NAME, "Grace Hopper", NAME, "Somebody")
    library.review.confirm([theirs], ada)
    library.review.confirm([hers], grace)
    library.review.reject([hers], ada)
    rejected = library.review.reject([stranger], ada)
    library.review.undo(rejected.batch or BatchId(""))
    with library._database.write() as session:
        suggestion = Decision(maybe, Verdict.SUGGEST, Source.MACHINE, ada, probability=0.7)
        record(session, [suggestion], BatchId(new_id()))
    before = planter.faces([hers, stranger])
    done = library.privacy.erase(ada, JobContext())
    assert planter.faces([hers, stranger]) == before
    assert planter.face(maybe).state is FaceState.UNKNOWN
    assert (done.receipt.gone.suggested, done.receipt.gone.faces) == (1, 4)
    # Three references and a face confirmed, one face rejected, another one and that taken back, a suggestion.
    assert done.receipt.gone.answers == 8
    with pytest.raises(NotFoundError):
        library.players.get(ada)
    photo = library.galleries.photos(list(done.changes.photos))
    assert all(theirs not in [face.id for face in one.faces] for one in photo)
    assert library.statistics.figures().players == 1
    with pytest.raises(NotFoundError):
        library.privacy.preview_erase(ada)


def merged_and_separated(library: Library, keep: PlayerId, other: PlayerId) -> BatchId:
    """Merge two players and undo it; the batch that separated them."""
    merged = library.players.merge(keep, other).batch
    return library.review.undo(merged or BatchId("")).batch or BatchId("")


def players_saying(library: Library, told: str) -> int:
    """How many rows of players have a text in them."""
    with library._database.read() as session:
        return sum(told in str(row) for row in session.execute(text("SELECT * FROM player")))


def test_who_was_merged_with_somebody_and_separated_is_erased_alone(
    library: Library, planter: Planter
) -> None:
    ada, bea = planter.enrolled(NAME, "Bea")
    library.players.update(ada, PlayerUpdate(number="NR77431"))
    apart = merged_and_separated(library, ada, bea)
    before = named_as(library, bea)
    assert library.privacy.preview_erase(ada).players == 1
    library.privacy.erase(ada, JobContext())
    assert named_as(library, bea) == before
    assert players_saying(library, "NR77431") + players_saying(library, ada) == 0
    with pytest.raises(NotFoundError):
        library.review.undo(apart)
    assert library.players.get(bea).name == "Bea"
    assert library.check_database().startswith("whole")


def named_as(library: Library, player: PlayerId) -> tuple[int, int]:
    """How many faces and references a player has."""
    return (one := library.players.get(player)).faces, one.references


def test_what_a_merge_of_before_left_goes_from_library_and_backups(
    library: Library, planter: Planter
) -> None:
    ada, bea, cleo = planter.enrolled(NAME, "Bea", "Cleo")
    merged_and_separated(library, ada, bea)
    with library._database.write() as session:  # as it was kept of merges that were undone
        took = text("UPDATE player SET took_over = :took WHERE id = :id")
        session.execute(took, {"took": json.dumps({"fields": {"number": ["NR77431", "7"]}}), "id": bea})
    backup = library.backups.make().path
    library.players.merge(cleo, bea)
    swept = library.privacy.erase(ada, JobContext()).receipt.swept
    assert (swept.backups, swept.backups_deleted) == (1, 0)
    traces = {"name": spellings(NAME), "number": {b"NR77431"}}
    assert found_in(library.paths.root, traces) == {}
    with closing(sqlite3.connect(backup)) as connection:
        rows = connection.execute("SELECT name, merged_into FROM player ORDER BY name").fetchall()
    assert rows == [("Bea", None), ("Cleo", None)]
    library.backups.make()


def test_a_preview_changes_nothing(library: Library, planted: PlayerId) -> None:
    before = library.paths.database.read_bytes()
    library._database.compact()
    rows = dump(library)
    assert library.privacy.preview_erase(planted).faces == 3
    assert dump(library) == rows
    assert before


def dump(library: Library) -> str:
    with closing(sqlite3.connect(library.paths.database)) as connection:
        return "\n".join(connection.iterdump())


def test_rows_keep_their_numbers_where_a_file_is_written_anew(library: Library, planted: PlayerId) -> None:
    # By them a damaged library is mended from a backup (`core.db.salvage`).
    with library._database.write() as session:
        session.execute(text("DELETE FROM embedding WHERE rowid = 2"))
        tables = [table for table in Base.metadata.tables if table != "decision"]
        numbers = {table: session.scalars(text(f"SELECT rowid FROM {table}")).all() for table in tables}
    library._database.compact()
    with library._database.read() as session:
        assert {
            table: session.scalars(text(f"SELECT rowid FROM {table}")).all() for table in tables
        } == numbers
    assert planted


def test_a_backup_from_elsewhere_does_not_bring_them_back(
    library: Library, planted: PlayerId, tmp_path: Path
) -> None:
    kept = tmp_path / "on a stick.sqlite"
    shutil.copy(library.backups.make().path, kept)
    traces = {"name": spellings(NAME)}
    library.privacy.erase(planted, JobContext())
    root = library.paths.root
    library.close()
    restore(root, kept)
    with Library.open(root) as again:
        assert again.players.search().items == ()
        again.backups.make()
        assert found_in(root, traces) == {}
    assert kinds_in(kept.read_bytes(), traces) == {"name"}


def test_a_roster_with_their_id_does_not_bring_them_back(
    library: Library, planted: PlayerId, tmp_path: Path
) -> None:
    roster = tmp_path / "roster.csv"
    library.export.roster(roster)
    assert planted in roster.read_text("utf-8-sig")
    library.privacy.erase(planted, JobContext())
    with pytest.raises(TableError, match="was erased"):
        library.players.import_roster(roster)
    assert library.players.import_roster(roster, skip_refused=True).players == frozenset()
    assert library.players.search().items == ()


def test_what_broke_off_is_ended_before_the_next_backup(
    library: Library, planted: PlayerId, monkeypatch: pytest.MonkeyPatch
) -> None:
    library.backups.make()
    traces = {"name": spellings(NAME)}
    with monkeypatch.context() as broken:
        broken.setattr(Privacy, "_sweep_backups", stop)
        with pytest.raises(LibraryError, match="full"):
            library.privacy.erase(planted, JobContext())
    assert found_in(library.paths.root, traces)
    assert library.players.search().items == ()
    library.backups.make()
    assert found_in(library.paths.root, traces) == {}


def stop(*_: object) -> None:
    raise LibraryError("The disk is full.")


def test_who_reads_the_library_all_the_time_holds_up_its_file_alone(
    library: Library, planted: PlayerId, monkeypatch: pytest.MonkeyPatch
) -> None:
    library.backups.make()
    library.close()  # it is opened again with the patience of now
    monkeypatch.setattr(engine, "BUSY_TIMEOUT_MS", 200)
    traces = {"name": spellings(NAME)}
    with closing(sqlite3.connect(library.paths.database)) as reader:
        reader.execute("BEGIN")
        reader.execute("SELECT name FROM player").fetchall()
        receipt = library.privacy.erase(planted, JobContext()).receipt
    assert (receipt.swept.backups, receipt.swept.file_waits) == (1, True)
    assert any("own file" in line for line in receipt_text(receipt))
    assert {place.partition("-")[0] for place in found_in(library.paths.root, traces)["name"]} == {
        "library.sqlite"
    }
    library.backups.make()
    assert found_in(library.paths.root, traces) == {}


def test_a_backup_that_is_damaged_is_deleted_and_said_so(library: Library, planted: PlayerId) -> None:
    backup = library.backups.make().path
    content = bytearray(backup.read_bytes())
    content[100:4000] = b"x" * 3900
    backup.write_bytes(content)
    aside = library.paths.root / f"{LIBRARY_FILE}-damaged-2026-05-01T120000Z"
    aside.write_bytes(NAME.encode())
    swept = library.privacy.erase(planted, JobContext()).receipt.swept
    assert (swept.backups, swept.backups_deleted) == (0, 2)
    assert not backup.exists()
    assert not aside.exists()


def test_backups_in_every_folder_that_was_chosen_once_are_written_anew(
    library: Library, planted: PlayerId, tmp_path: Path
) -> None:
    (other,) = library.players.add("Grace Hopper").players
    folders = [tmp_path / name for name in ("first", "second", "third")]
    for folder in folders:
        library.update_settings(backup_folder=str(folder))
        made = library.backups.make()
    away = folders[1].rename(tmp_path / "not here now")
    traces = {"name": spellings(NAME)}
    receipt = library.privacy.erase(planted, JobContext()).receipt
    assert receipt.swept.unreached == (folders[1] / made.path.parent.name,)
    assert receipt.swept.backups == 2
    assert any(str(folders[1]) in line for line in receipt_text(receipt))
    assert found_in(folders[0], traces) == found_in(folders[2], traces) == {}
    assert found_in(away, traces)
    away.rename(folders[1])
    library.privacy.erase(other, JobContext())
    assert found_in(folders[1], traces) == {}


def test_what_killed_programs_left_unfinished_goes_and_what_others_write_stays(
    library: Library, planted: PlayerId, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    library.update_settings(backup_folder=str(tmp_path / "before"))
    before = library.backups.make().path.parent
    library.update_settings(backup_folder="")
    now = library.backups.make().path.parent
    crops = library.paths.thumbnails / "ab"
    crops.mkdir(parents=True)
    kinds = {library.paths.root: "sqlite", before: "sqlite-wal", now: "sqlite", crops: "jpg"}
    left = [folder / f".library.99999999-1.{kind}" for folder, kind in kinds.items()]
    others = [folder / f".library.{os.getppid()}-1.{kind}" for folder, kind in kinds.items()]
    for path in (*left, *others):
        path.write_bytes(NAME.encode())
    library.privacy.erase(planted, JobContext())
    assert [path for path in (*left, *others) if path.exists()] == others
    # The number of a process is another one's after a time.
    monkeypatch.setattr(files, "ABANDONED_S", -1)
    library.privacy.erase(next(iter(library.players.add("Grace Hopper").players)), JobContext())
    assert found_in(tmp_path / "before", {"name": spellings(NAME)}) == {}
    assert found_in(library.paths.root, {"name": spellings(NAME)}) == {}


def test_what_a_killed_repair_left_is_gone_when_the_library_is_opened(library: Library) -> None:
    left = library.paths.root / ".library.99999999-1.sqlite"
    left.write_bytes(b"half")
    Library.open(library.paths.root).close()
    assert not left.exists()


def test_a_folder_of_before_that_can_not_be_written_to_holds_up_nothing(
    library: Library, planted: PlayerId, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    library.update_settings(backup_folder=str(tmp_path))
    kept = [library.backups.make(), library.backups.make()]
    library.update_settings(backup_folder="")
    library.backups.make()
    replace = Path.replace

    def refuse(path: Path, target: Path) -> Path:
        if target.parent == kept[0].path.parent:
            raise PermissionError(13, "Permission denied")
        return replace(path, target)

    monkeypatch.setattr(Path, "replace", refuse)
    swept = library.privacy.erase(planted, JobContext()).receipt.swept
    assert (swept.backups, swept.unreached) == (1, (kept[0].path.parent,))
    assert [one.path.exists() for one in kept] == [True, True]


def test_a_face_that_was_erased_is_not_found_again_in_its_photo(
    library: Library, people: dict[str, Person], tmp_path: Path
) -> None:
    path = tmp_path / "IMG_1.jpg"
    shutil.copy(people["P001"].selfie, path)
    (photo,) = library.indexing.import_photos([path], "Day 1", JobContext()).changes.photos
    (ada,) = library.players.add(NAME).players
    (shown,) = library.galleries.photos([photo])
    library.review.confirm([face.id for face in shown.faces], ada)
    gone = library.privacy.erase(ada, JobContext()).receipt.gone
    assert (gone.faces, gone.photos) == (1, 0)
    assert library._indexer().look_again(photo, path) == 0
    library.indexing.import_photos([path], "Day 2", JobContext())
    (shown,) = library.galleries.photos([photo])
    assert shown.faces == ()


@pytest.fixture
def written(library: Library, people: dict[str, Person], tmp_path: Path) -> tuple[Path, PlayerId]:
    """A photo of somebody and Grace Hopper, with both names written into it, and who it is."""
    if shutil.which("exiftool") is None:
        pytest.skip("ExifTool is not on this computer")
    (ada,) = library.players.add(NAME).players
    (grace,) = library.players.add("Grace Hopper").players
    path = tmp_path / "IMG_1.jpg"
    photo = photo_of(library, people["P001"], path, ada, grace)
    library.metadata.write([photo], JobContext())
    assert kinds_in(path.read_bytes(), {"name": spellings(NAME)})
    return path, ada


def photo_of(library: Library, person: Person, path: Path, player: PlayerId, other: PlayerId) -> PhotoId:
    """A photo with a face of a player, and one drawn in its corner of another one."""
    shutil.copy(person.selfie, path)
    (photo,) = library.indexing.import_photos([path], "Day 1", JobContext()).changes.photos
    (shown,) = library.galleries.photos([photo])
    library.review.confirm([face.id for face in shown.faces], player)
    drawn = library.faces.draw(photo, Box(0.05, 0.05, 0.2, 0.2)).faces
    library.review.confirm(list(drawn), other)
    return photo


def kept_for_undoing(library: Library) -> bytes:
    """What takes files back, which is deflated where it is kept."""
    with library._database.read() as session:
        return b"".join(map(zlib.decompress, session.scalars(text("SELECT stretch FROM file_write"))))


def test_the_name_is_taken_out_of_files_and_others_stay_in_them(
    library: Library, people: dict[str, Person], written: tuple[Path, PlayerId]
) -> None:
    path, ada = written
    traces = {"name": spellings(NAME)}
    assert library.privacy.preview_erase(ada).files == 1
    done = library.privacy.erase(ada, JobContext()).receipt
    assert (done.files_cleaned, done.files_left) == (1, 0)
    assert not kinds_in(path.read_bytes(), traces)
    assert b"Grace Hopper" in path.read_bytes()
    assert found_in(library.paths.root, traces) == {}
    (run,) = library.metadata.history()
    library.metadata.undo(run.batch, JobContext())
    assert path.read_bytes() == people["P001"].selfie.read_bytes()


def test_a_face_that_was_only_suggested_stays_where_names_go_from_files_too(
    library: Library, planter: Planter, written: tuple[Path, PlayerId]
) -> None:
    path, ada = written
    maybe, was = planter.photo("Somebody", "Somebody else")
    with library._database.write() as session:
        suggestion = Decision(maybe, Verdict.SUGGEST, Source.MACHINE, ada, probability=0.7)
        record(session, [suggestion], BatchId(new_id()))
        gone = Decision(was, Verdict.UNKNOWN, Source.MACHINE, ada)
        record(session, [gone], BatchId(new_id()))
    preview = library.privacy.preview_erase(ada)
    done = library.privacy.erase(ada, JobContext()).receipt
    assert done.gone == preview
    assert (done.gone.suggested, done.gone.faces, done.files_cleaned) == (1, 2, 1)
    assert planter.face(maybe).state is FaceState.UNKNOWN
    assert not kinds_in(path.read_bytes(), {"name": spellings(NAME)})


def test_who_is_not_erased_after_all_is_as_before(
    library: Library, written: tuple[Path, PlayerId], monkeypatch: pytest.MonkeyPatch
) -> None:
    _, ada = written
    with monkeypatch.context() as broken:
        broken.setattr(Writing, "_write_all", stop)
        with pytest.raises(LibraryError, match="full"):
            library.privacy.erase(ada, JobContext())
    assert (library.players.get(ada).consent, library.players.get(ada).faces) == (Consent.UNKNOWN, 1)


@pytest.mark.parametrize("written_again", [False, True])
def test_a_name_of_before_goes_from_files_and_library_too(
    library: Library, written: tuple[Path, PlayerId], written_again: bool
) -> None:
    path, ada = written
    library.players.update(ada, PlayerUpdate(name="Zelda Marriedname"))
    if written_again:
        # By another program: so it can't be taken back to the byte.
        subprocess.run(["exiftool", "-q", "-overwrite_original", "-XMP:Label=Red", path], check=True)
        (gallery,) = library.galleries.all()
        assert library.metadata.write(library.galleries.photo_ids(gallery.id), JobContext()).changed
    library.backups.make()
    traces = {"name": spellings(NAME) | spellings("Zelda Marriedname")}
    assert kinds_in(path.read_bytes() + kept_for_undoing(library), traces)
    done = library.privacy.erase(ada, JobContext()).receipt
    assert (done.gone.files, done.files_cleaned, done.files_left) == (1, 1, 0)
    assert not kinds_in(path.read_bytes() + kept_for_undoing(library), traces)
    assert found_in(library.paths.root, traces) == {}
    assert b"Grace Hopper" in path.read_bytes()


def test_what_takes_a_file_back_goes_where_it_has_the_name(library: Library, planter: Planter) -> None:
    player, _ = planter.enrolled("Zelda O'Quux", "Grace Hopper")
    held = [b"<rdf:li>Zelda O&#39;Quux</rdf:li>", b"<rdf:li>Grace Hopper, Zelda O&#39;Quuxon</rdf:li>"]
    (face,) = planter.photo("Somebody")
    file = {"photo_id": planter.face(face).photo_id, "path": "a", "target": "a", "batch_id": "1"}
    with library._database.write() as session:
        for content in held:
            patch = {"before": "b", "after": "c", "start": 0, "end": 1, "stretch": zlib.compress(content)}
            session.add(FileWriteRow(**file, **patch, own=[], pending=False))
    library.privacy.erase(player, JobContext())
    assert kept_for_undoing(library) == held[1]


def test_of_two_players_of_one_name_the_other_one_keeps_it_in_files(
    library: Library, people: dict[str, Person], written: tuple[Path, PlayerId], tmp_path: Path
) -> None:
    path, ada = written
    (namesake,) = library.players.add(NAME).players
    both, hers = tmp_path / "both.jpg", tmp_path / "hers.jpg"
    photo_of(library, people["P002"], both, ada, namesake)
    photo_of(library, people["P003"], hers, library.players.find("Grace Hopper").id, namesake)
    (gallery,) = library.galleries.all()
    library.metadata.write(library.galleries.photo_ids(gallery.id), JobContext())
    untouched = hers.read_bytes()
    regions = both.read_bytes().count(b"<mwg-rs:Name>")
    done = library.privacy.erase(ada, JobContext()).receipt
    assert (done.gone.files, done.files_cleaned, done.files_left) == (2, 2, 0)
    traces = {"name": spellings(NAME)}
    assert not kinds_in(path.read_bytes(), traces)
    assert kinds_in(both.read_bytes(), traces)
    assert (regions, both.read_bytes().count(b"<mwg-rs:Name>")) == (2, 1)
    assert hers.read_bytes() == untouched
    library.players.update(namesake, PlayerUpdate(name="Another One"))
    assert library.privacy.erase(namesake, JobContext()).receipt.files_cleaned == 2
    assert not kinds_in(both.read_bytes() + hers.read_bytes() + kept_for_undoing(library), traces)
    assert found_in(library.paths.root, traces) == {}


def test_a_name_of_before_goes_from_what_training_says(library: Library, planter: Planter) -> None:
    ada, *_ = planter.enrolled(NAME, f"{NAME} like Bea", "Cleo")
    library.training.execute(JobContext())
    library.players.update(ada, PlayerUpdate(name="Zelda Marriedname"))
    assert NAME in {one.first for one in library.training.history()[0].confusable}
    library.privacy.erase(ada, JobContext())
    assert library.training.history()[0].confusable == ()


def test_faces_that_nobody_named_are_forgotten_after_a_time(
    library: Library,
    planter: Planter,
    capsys: pytest.CaptureFixture[str],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    (ada,) = planter.enrolled("Ada Byron")
    old = planter.photo("Ada Byron", "Somebody", "Spectator", "Tree")
    library.review.confirm(old[:1], ada)
    library.review.ignore(old[2:3])
    library.review.not_a_face(old[3:])
    (sure,) = planter.photo("Ada Byron")
    with library._database.write() as session:
        tag = Decision(sure, Verdict.TAG, Source.MACHINE, ada, probability=0.999)
        record(session, [tag], BatchId(new_id()))
        session.execute(text("UPDATE photo SET added_at = '2020-01-01 00:00:00.000000'"))
    new = planter.photo("Somebody")
    kept = planter.faces([old[0], old[3], sure, *new])
    for days in (0, 36_501):
        with pytest.raises(InvalidValueError):
            library.privacy.unnamed(days)
        with pytest.raises(InvalidValueError):
            library.privacy.forget(days, JobContext())
    assert library.privacy.unnamed(365) == 2
    assert library.privacy.forget_due(JobContext()).faces == 0
    where = ["--days", "365", "--library", str(library.paths.root)]
    assert cli.main(["forget", "--dry-run", *where]) == 0
    assert cli.main(["forget", "--json", *where]) == 1
    assert "2 faces would be forgotten" in capsys.readouterr().out
    library.update_settings(forget_after_days=365)
    assert library.privacy.forget_due(JobContext()).faces == 0, "not at once"
    monkeypatch.setattr("core.privacy.now", lambda: now() + GRACE)
    done = library.privacy.forget_due(JobContext())
    assert (done.faces, done.changes.faces) == (2, frozenset(old[1:3]))
    assert planter.faces([old[0], old[3], sure, *new]) == kept
    assert library.check_database().startswith("whole")
    assert cli.main(["forget", "--yes", *where]) == 0
    assert "0 faces forgotten" in capsys.readouterr().out


def test_a_clock_that_is_ahead_for_a_while_forgets_nobody(
    library: Library, planter: Planter, monkeypatch: pytest.MonkeyPatch
) -> None:
    planter.photo("Somebody")
    library.update_settings(forget_after_days=365)

    def forgotten(days_ahead: int) -> int:
        monkeypatch.setattr("core.privacy.now", lambda: now() + timedelta(days=days_ahead))
        return library.privacy.forget_due(JobContext()).faces

    ahead, after_a_week = 400, 400 + GRACE.days
    assert [forgotten(days) for days in (ahead, ahead + 1, 0, after_a_week, ahead)] == [0] * 5
    assert forgotten(after_a_week) == 1


@pytest.mark.parametrize("job", ["recognise", "train", "cluster", "index"])
def test_who_is_erased_while_something_runs_does_not_come_back_by_it(
    library: Library, planter: Planter, job: str
) -> None:
    star, *_ = planter.enrolled(NAME, f"{NAME} like Bea", "Cleo", "Dora")
    for _ in range(3):
        planter.photo(NAME, "Cleo", "Somebody", "Somebody else")
    library.training.execute(JobContext())
    library.recognition.batch_recognize([planter.gallery()], None, JobContext())
    faces = faces_of(library, star)
    library.players.update(star, PlayerUpdate(number="NR77431"))
    traces = {"number": {b"NR77431"}, "id": {star.encode()}} | {
        "embedding": {part for face in faces for part in vectors_of(library, face)}
    }
    assert set(found_in(library.paths.root, traces)) == set(traces)

    erasing = threading.Thread(target=library.privacy.erase, args=(star, JobContext()))

    def erase(_: Progress) -> None:
        erasing.start()
        if job != "index":  # it is waited for
            erasing.join()

    once = iter([erase])
    context = JobContext(lambda progress: next(once, lambda _: None)(progress))
    match job:
        case "recognise":
            library.recognition.batch_recognize([planter.gallery()], None, context)
        case "train":
            library.training.execute(context)
        case "cluster":
            library.clusters.cluster(planter.gallery(), context, 2)
        case "index":
            library.index.rebuild(context)
    erasing.join()
    assert library.check_database().startswith("whole")
    of_them = "SELECT count(*) FROM {} WHERE player_id = :id"
    with library._database.read() as session:
        for table in ("face", "decision", "template", "gallery_player"):
            assert session.scalar(text(of_them.format(table)), {"id": star}) == 0
        left = session.scalars(text("SELECT id FROM face")).all()
    assert set(faces).isdisjoint(left)
    del traces["id"]  # which stays, in the tombstone
    assert found_in(library.paths.root, traces) == {}


def vectors_of(library: Library, face: FaceId) -> set[bytes]:
    with library._database.read() as session:
        stored = session.scalars(text("SELECT vector FROM embedding WHERE face_id = :id"), {"id": face})
        return {spelled for vector in stored for spelled in vector_spellings(bytes(vector))}


def test_where_the_name_stays_is_counted(library: Library, planter: Planter) -> None:
    ada, other = planter.enrolled(NAME, "Grace Hopper")
    planter.photo("Somebody", gallery=f"Portraits of {NAME}")
    stays = library.privacy.preview_erase(ada)
    assert (stays.mentions, stays.paths) == (1, 0)
    assert any("galleries" in words for words, _ in what_stays(stays))
    # What somebody else is called too is not taken for this player's.
    library.players.update(other, PlayerUpdate(name=NAME))
    assert library.privacy.preview_erase(ada).mentions == 0
