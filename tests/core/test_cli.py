"""The command line as a person or a script uses it."""

from __future__ import annotations

import csv
import json
import os
import shutil
import signal
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from core import cli
from core.cli.options import DONE, FAILED, SOME_FILES_FAILED, STOPPED
from core.cli.terminal import visible
from core.db.schema import new_id
from core.library import Library
from core.sample import SampleTournament
from tests.conftest import Person
from tests.core.test_backups import damage

Run = Callable[..., tuple[int, str, str]]


@pytest.fixture
def run(sample_library: Library, capsys: pytest.CaptureFixture[str]) -> Run:
    """Runs a command on a copy of the sample library: exit code, standard output and error."""

    def command(*arguments: object) -> tuple[int, str, str]:
        root = sample_library.paths.root
        code = cli.main([*(str(argument) for argument in arguments), "--library", str(root)])
        printed = capsys.readouterr()
        return code, printed.out, printed.err

    return command


def _json(answer: tuple[int, str, str]) -> Any:
    code, out, err = answer
    assert code == DONE, err
    return json.loads(out)


@pytest.mark.parametrize(
    "arguments",
    [
        ["players", "list"],
        ["galleries", "list"],
        ["galleries", "results", "Sample"],
        ["train", "prepare"],
        ["train", "history"],
        ["clusters", "list", "--gallery", "Sample"],
        ["review", "questions", "--gallery", "Sample"],
        ["stats"],
        ["doctor"],
    ],
)
def test_each_question_is_answered_for_people_and_as_json(run: Run, arguments: list[str]) -> None:
    code, out, _ = run(*arguments)
    assert code == DONE
    assert out.strip()
    assert _json(run(*arguments, "--json")) is not None


def test_a_table_in_a_pipe_is_never_cut(run: Run, sample_library: Library) -> None:
    _, out, _ = run("players", "list")
    for player in sample_library.players.search().items:
        assert player.id in out
        assert player.name in out


def test_results_name_every_face_of_every_photo(run: Run, sample_library: Library) -> None:
    answer = _json(run("galleries", "results", "Sample", "--json"))
    photos = answer["photos"]["items"]
    faces = sum(len(photo["faces"]) for photo in photos)
    assert len(photos) == answer["photos"]["total"] == 12
    assert faces == sample_library.galleries.find("Sample").faces


def test_a_player_is_added_found_and_named_to_a_cluster(run: Run) -> None:
    player = _json(run("players", "add", "Нина Ли", "--number", "7", "--json"))
    found = _json(run("players", "list", "--search", "нина", "--json"))
    assert [p["id"] for p in found["items"]] == [player["id"]]
    cluster = _json(run("clusters", "list", "--gallery", "Sample", "--json"))[0]
    named = _json(run("clusters", "name", cluster["id"], "Нина Ли", "--json"))
    assert named["player"] == player["id"]
    assert set(named["faces"]) <= {face["id"] for face in cluster["faces"]}
    left = _json(run("clusters", "list", "--gallery", "Sample", "--json"))
    open_faces = {face["id"] for other in left for face in other["faces"]}
    assert not open_faces & set(named["faces"])


def test_a_face_of_a_cluster_that_is_somebody_else_stays_open(run: Run) -> None:
    cluster = _json(run("clusters", "list", "--gallery", "Sample", "--json"))[0]
    other = cluster["faces"][-1]["id"]
    _json(run("clusters", "name", cluster["id"], "Нина Ли", "--other", other, "--json"))
    (left,) = [
        one
        for one in _json(run("clusters", "list", "--gallery", "Sample", "--json"))
        if one["id"] == cluster["id"]
    ]
    assert [(face["id"], face["state"]) for face in left["faces"]] == [(other, "rejected")]


def test_a_rejected_cluster_is_gone_and_stays_gone(run: Run) -> None:
    cluster = _json(run("clusters", "list", "--gallery", "Sample", "--json"))[0]
    _json(run("clusters", "reject", cluster["id"], "--reason", "not_a_player", "--json"))
    _json(run("cluster", "--gallery", "Sample", "--min-cluster-size", "2", "--json"))
    after = _json(run("clusters", "list", "--gallery", "Sample", "--json"))
    rejected = {face["id"] for face in cluster["faces"]}
    assert not rejected & {face["id"] for other in after for face in other["faces"]}


def test_training_is_run_looked_up_and_activated(run: Run) -> None:
    before = _json(run("train", "history", "--json"))[0]["id"]
    session = _json(run("train", "execute", "--precision", "0.99", "--json"))
    assert session["precision_target"] == 0.99
    assert _json(run("train", "status", session["id"], "--json")) == session
    _json(run("train", "activate", before, "--json"))
    _, told, _ = run("train", "status", before)
    assert "of the roster's faces found" in told
    active = [s["id"] for s in _json(run("train", "history", "--json")) if s["active"]]
    assert active == [before]


def test_recognition_at_a_lower_threshold_tags_more(run: Run) -> None:
    sure = _json(run("recognize", "--gallery", "Sample", "--threshold", "0.99", "--json"))
    loose = _json(run("recognize", "--gallery", "Sample", "--threshold", "0.3", "--json"))
    assert loose["tagged"] > sure["tagged"]
    assert sum(loose.values()) == sum(sure.values())


def test_tags_are_exported_with_the_columns_promised(run: Run, tmp_path: Path) -> None:
    code, _, _ = run("export", "tags", tmp_path / "tags.csv", "--candidates", "3")
    assert code == DONE
    with (tmp_path / "tags.csv").open(encoding="utf-8", newline="") as file:
        lines = list(csv.DictReader(file))
    columns = ["photo", "face_id", "player", "state", "probability", "similarity", "x", "y", "w", "h"]
    assert list(lines[0]) == columns
    per_face = [
        sum(1 for line in lines if line["face_id"] == face) for face in {li["face_id"] for li in lines}
    ]
    assert set(per_face) == {3}


def test_who_is_in_which_photo_is_exported_by_gallery_or_for_all(run: Run, tmp_path: Path) -> None:
    of_one = _json(run("export", "photos", tmp_path / "names.csv", "--gallery", "Sample", "--json"))
    of_all = _json(run("export", "photos", tmp_path / "all.csv", "--all", "--json"))
    assert of_one["lines"] == of_all["lines"] == 12
    assert (tmp_path / "names.csv").read_text("utf-8-sig").startswith("gallery,photo,taken,players,")
    assert run("export", "photos", tmp_path / "no.csv")[0] == FAILED


def test_clusters_are_exported_with_an_empty_cell_for_noise(run: Run, tmp_path: Path) -> None:
    run("export", "clusters", tmp_path / "clusters.csv")
    with (tmp_path / "clusters.csv").open(encoding="utf-8", newline="") as file:
        lines = list(csv.DictReader(file))
    assert list(lines[0]) == ["photo", "face_id", "cluster"]
    assert any(line["cluster"] for line in lines)
    assert any(not line["cluster"] for line in lines)


def test_an_import_with_a_bad_file_says_which_and_exits_with_three(run: Run, tmp_path: Path) -> None:
    (tmp_path / "cards").mkdir()
    (tmp_path / "cards" / "empty.jpg").touch()
    code, out, err = run("import", tmp_path / "cards", "--gallery", "Cards")
    assert code == SOME_FILES_FAILED
    assert "0 photos added" in out
    assert "empty.jpg: The file is empty." in err


def test_what_can_not_be_done_is_said_in_one_line_and_exits_with_one(run: Run) -> None:
    code, out, err = run("galleries", "results", "nowhere")
    assert code == FAILED
    assert out == ""
    assert err.strip() == "There is no gallery 'nowhere' in this library."


@pytest.mark.parametrize(
    "arguments", [["bogus"], ["recognize"], ["cluster", "--gallery", "S", "--min-cluster-size", "1"]]
)
def test_wrong_usage_exits_with_two(run: Run, arguments: list[str]) -> None:
    assert run(*arguments)[0] == 2


def test_without_a_command_the_window_opens_on_the_library(tmp_path: Path) -> None:
    opened: list[tuple[Path | None, str | None]] = []

    def open_window(library: Path | None, gallery: str | None) -> int:
        opened.append((library, gallery))
        return 7

    assert cli.main(["--library", str(tmp_path)], open_window) == 7
    assert cli.main([], open_window) == 7
    assert opened == [(tmp_path, None), (None, None)]


@pytest.mark.skipif(os.name == "nt", reason="Windows has no SIGINT for one process of a group")
def test_ctrl_c_stops_an_import_and_the_next_one_goes_on(
    tmp_path: Path, sample_tournament: SampleTournament
) -> None:
    command = [sys.executable, "-m", "core", "import", str(sample_tournament.photos)]
    command += ["--gallery", "Stopped", "--library", str(tmp_path / "library"), "--json"]
    process = subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True)
    assert process.stderr is not None
    for line in process.stderr:
        if line.startswith("Finding faces"):
            process.send_signal(signal.SIGINT)
            break
    process.communicate(timeout=60)
    assert process.returncode == STOPPED
    again = subprocess.run(command, capture_output=True, text=True, check=True)
    with Library.open(tmp_path / "library") as library:
        assert library.galleries.find("Stopped").photos == 12
    assert json.loads(again.stdout)["failures"] == []


def test_a_name_can_not_move_the_cursor() -> None:
    assert visible("a\x1b[2Jb\u202e.jpg") == "a\\x1b[2Jb\\u202e.jpg"
    assert visible("Zoë 太郎") == "Zoë 太郎"


def test_nobody_is_added_for_a_cluster_that_is_not_there(run: Run, sample_library: Library) -> None:
    before = sample_library.players.search().total
    code, _, err = run("clusters", "name", new_id(), "Grace Hopper")
    assert code == FAILED
    assert "cluster" in err
    assert sample_library.players.search().total == before


def test_without_a_display_the_window_is_not_said_to_have_opened(
    capsys: pytest.CaptureFixture[str],
) -> None:
    assert cli.main([], None) == FAILED
    assert "no display" in capsys.readouterr().err


@pytest.mark.parametrize(
    "question", [["stats"], ["players", "list"], ["galleries", "list"], ["train", "history"]]
)
def test_a_question_makes_no_library(
    question: list[str], tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    nowhere = tmp_path / "mistyped"
    assert cli.main([*question, "--library", str(nowhere)]) == FAILED
    assert "There is no library in" in capsys.readouterr().err
    assert not nowhere.exists()


def test_a_roster_is_mapped_and_looked_at_before_it_is_imported(run: Run, tmp_path: Path) -> None:
    path = tmp_path / "roster.csv"
    path.write_text("Spieler;Nr;Schuhe\nNina Ли;7;39\n;8;40\n", "utf-8")
    code, _, err = run("players", "import", path, "--dry-run", "--map", "name=Spielerin")
    assert code == FAILED
    assert "there are: Spieler, Nr, Schuhe" in err
    mapped = ("players", "import", path, "--map", "name=Spieler")
    preview = _json(run(*mapped, "--dry-run", "--json"))
    assert preview["mapping"]["columns"] == ["name", "number", "ignore"]
    assert [row["outcome"] for row in preview["rows"]] == ["new", "refused"]
    _, out, _ = run(*mapped, "--dry-run")
    assert "Columns: Spieler: name, Nr: number, Schuhe: ignore." in out
    assert "Spieler: The name is empty." in out
    code, _, err = run(*mapped)
    assert code == FAILED
    assert "line 3, column 'Spieler'" in err
    assert len(_json(run(*mapped, "--skip-refused", "--json"))["players"]) == 1
    assert run("export", "roster", tmp_path / "out.csv")[0] == DONE
    assert "Nina Ли,7" in (tmp_path / "out.csv").read_text("utf-8")


def test_a_player_is_known_by_season_and_references_merged_and_removed(
    run: Run, sample_library: Library, tmp_path: Path, people: dict[str, Person]
) -> None:
    for name in ("Nina Vale", "N. Vale"):
        _json(run("players", "add", name, "--json"))
    seasons = _json(run("players", "seasons", "Nina Vale", "2025:Owls:3", "2026:Hawks", "--json"))["seasons"]
    assert [tuple(one.values()) for one in seasons] == [("2026", "Hawks", ""), ("2025", "Owls", "3")]
    listed = _json(run("players", "list", "--season", "2025", "--team", "owls", "--json"))["items"]
    assert [(player["name"], player["number"]) for player in listed] == [("Nina Vale", "3")]
    run("players", "update", "Nina Vale", "--consent", "given", "--consent-until", "2027-01-01")
    changed = _json(run("players", "update", "Nina Vale", "--consent-without-end", "--json"))
    assert (changed["consent"], changed["consent_until"]) == ("given", None)

    (tmp_path / "empty.jpg").touch()
    added = run("players", "add-references", "Nina Vale", people["P009"].portrait, tmp_path / "empty.jpg")
    assert added[0] == SOME_FILES_FAILED
    assert "1 new reference of 1 player, 0 known before." in added[1]
    (reference,) = _json(run("players", "references", "Nina Vale", "--json"))
    assert (reference["enrolled"], reference["left_out"]) == (True, None)
    preview = _json(run("players", "merge", "Nina Vale", "N. Vale", "--dry-run", "--json"))
    assert (preview["result"]["name"], preview["confirmed_together"]) == ("Nina Vale", 0)
    assert sample_library.players.find("N. Vale").name == "N. Vale", "nothing was merged"
    assert run("players", "remove", "Nina Vale")[0] == FAILED
    removed = _json(run("players", "remove", "N. Vale", "--json"))
    assert run("review", "undo", removed["batch"])[0] == DONE
    assert run("players", "merge", "Nina Vale", "N. Vale")[0] == DONE


def test_a_library_is_backed_up_by_its_commands_and_goes_back_where_that_is_wanted(
    run: Run, sample_library: Library, monkeypatch: pytest.MonkeyPatch
) -> None:
    run("players", "add", "Ann")
    assert len(sample_library.backups.all()) == 1, "at the end of the command"
    (before,) = _json(run("backup", "--list", "--json"))
    run("players", "add", "Bea")
    assert len(sample_library.backups.all()) == 1, "not at the end of each"
    code, _, err = run("restore", "newest", "--json")
    assert code == FAILED
    assert "not in it: 0 photos, 1 player, 0 answers" in err
    assert "nothing was changed" in err
    monkeypatch.setattr("typer.confirm", lambda *_, **__: True)
    code, _, _ = run("restore", Path(before["path"]).name)
    assert (code, len(sample_library.backups.all())) == (DONE, 2)
    assert [one["name"] for one in _json(run("players", "list", "--search", "Bea", "--json"))["items"]] == []
    assert _json(run("restore", "newest", "--yes", "--json"))["before"]
    assert _json(run("players", "list", "--search", "Bea", "--json"))["items"]
    assert "whole" in run("backup")[1]
    assert all(check["ok"] for check in _json(run("check", "--json")))


def test_a_backup_of_another_library_is_gone_back_to_only_where_that_is_said(
    run: Run, sample_library: Library, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    with Library.open(tmp_path / "another") as other:
        other.players.add("Bea")
        kept = str(other.backups.make().path)
    before = [player.name for player in sample_library.players.search().items]
    code, _, err = run("restore", kept, "--yes")
    assert (code, "--another-library" in err) == (FAILED, True)
    monkeypatch.setattr("typer.confirm", lambda *_, **__: False)
    code, _, err = run("restore", kept)
    assert (code, "of another library" in err) == (FAILED, True)
    assert [player.name for player in sample_library.players.search().items] == before
    assert run("restore", kept, "--yes", "--another-library")[0] == DONE
    assert [player.name for player in sample_library.players.search().items] == ["Bea"]
    assert run("restore", "newest", "--yes")[0] == DONE, "what there was is this library's own"
    assert [player.name for player in sample_library.players.search().items] == before


def test_a_library_is_made_from_a_backup_where_that_is_wanted(
    run: Run, sample_library: Library, tmp_path: Path
) -> None:
    before = [player.name for player in sample_library.players.search().items]
    kept, root = tmp_path / "kept.sqlite", sample_library.paths.root
    sample_library.backups.make().path.rename(kept)
    sample_library.close()
    shutil.rmtree(root)
    code, _, err = run("restore", kept, "--json")
    assert (code, f"There is no library in {root} now" in err) == (FAILED, True)
    assert not root.exists()
    code, out, _ = run("restore", kept, "--yes")
    assert (code, "before" in out) == (DONE, False)
    found = _json(run("players", "list", "--limit", "999", "--json"))["items"]
    assert [one["name"] for one in found] == before


def test_a_damaged_library_is_refused_and_repaired(run: Run, sample_library: Library) -> None:
    assert "nothing to repair" in run("repair")[2]
    database = sample_library.paths.database
    sample_library.close()
    damage(database, "face_number")
    assert "PROBLEM" in run("check")[1]
    code, out, _ = run("repair")
    assert code == DONE
    assert "Damaged: face_number." in out
    assert run("check")[0] == DONE
