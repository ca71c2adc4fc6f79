"""What the command line says to odd questions, and that each answer can be gone on with."""

from __future__ import annotations

import json
import os
from datetime import datetime, timedelta
from pathlib import Path

import pytest
from sqlalchemy import delete, update

from core import cli
from core.cli.options import DONE, FAILED
from core.db.schema import EmbeddingRow, new_id
from core.jobs import JobContext
from core.library import Library
from core.paths import LIBRARY_VARIABLE
from core.sample import SampleTournament
from core.types import WHOLE_LIBRARY, Box, Face, GalleryId, Page, PhotoFilter, Role, Season, short_camera
from tests.core.test_cli import Run, run
from tests.fakes.engine import write_picture
from tests.fakes.planter import Planter
from tests.fakes.team import Team, logins

__all__ = ["run"]
WRONG_USE = 2


@pytest.fixture
def face(sample_library: Library) -> Face:
    """A face that the recogniser named."""
    gallery = sample_library.galleries.find("Sample").id
    return sample_library.review.suggestions(gallery)[0]


@pytest.mark.parametrize("moment", ["2026", "20260501", "1777777777", "yesterday", "2026-05"])
def test_what_is_no_time_is_refused_with_the_forms_that_are(run: Run, moment: str) -> None:
    code, out, err = run("galleries", "results", "Sample", "--since", moment)
    assert (code, out) == (WRONG_USE, "")
    assert "%Y-%m-%d" in err


@pytest.mark.parametrize("moment", ["2026-05-01", "2026-05-01 10:00", "2026-05-01T10:00:30"])
def test_a_time_is_taken_in_the_usual_forms(run: Run, moment: str) -> None:
    assert run("galleries", "results", "Sample", "--since", moment)[0] == DONE


def test_an_offset_beyond_all_numbers_is_refused(run: Run) -> None:
    for verb in (["players", "list"], ["galleries", "results", "Sample"]):
        code, _, err = run(*verb, "--offset", "99999999999999999999")
        assert code in {FAILED, WRONG_USE}
        assert "offset" in err


def test_a_list_of_faces_names_the_photo_and_the_place(run: Run, sample_library: Library, face: Face) -> None:
    (photo,) = sample_library.galleries.photos([face.photo_id])
    place = f"{face.box.x:.4f},{face.box.y:.4f}"
    code, out, _ = run("review", "list", "--gallery", "Sample")
    assert code == DONE
    line = next(line for line in out.splitlines() if face.id in line)
    assert photo.path.name in line
    assert place in line
    cluster = sample_library.clusters.of(sample_library.galleries.find("Sample").id)[0]
    (of_cluster,) = sample_library.galleries.photos([cluster.faces[0].photo_id])
    assert of_cluster.path.name in run("clusters", "list", "--gallery", "Sample")[1]


def test_photos_without_faces_are_in_the_results(run: Run, sample_library: Library, tmp_path: Path) -> None:
    write_picture(tmp_path / "nobody.png", "", 0)
    run("import", tmp_path / "nobody.png", "--gallery", "Sample")
    nobody = PhotoFilter(no_faces=True)
    gallery = sample_library.galleries.find("Sample").id
    assert sample_library.galleries.results(gallery, nobody).photos.total == 1
    assert "nobody.png" in run("galleries", "results", "Sample")[1]


def test_a_player_is_not_merged_with_themselves(run: Run, sample_library: Library) -> None:
    name = sample_library.players.search().items[0].name
    code, _, err = run("players", "merge", name, name)
    assert code == FAILED
    assert "the same player" in err


def test_a_picture_that_is_not_there_is_named(run: Run) -> None:
    code, _, err = run("lookup", "faces", "/nope.jpg")
    assert code == FAILED
    assert "nope.jpg" in err


def test_a_setting_that_there_is_not_is_told_with_those_that_there_are(run: Run) -> None:
    code, _, err = run("settings", "set", "nope=1")
    assert code == FAILED
    assert "no setting 'nope'" in " ".join(err.split())
    assert "min_cluster_size" in err


def test_a_roster_of_somebody_and_of_everybody_is_refused(run: Run, sample_library: Library) -> None:
    player = sample_library.players.search().items[0]
    code, _, err = run("galleries", "roster", "Sample", "--player", player.id, "--everybody")
    assert code == FAILED
    assert "everybody" in err
    assert not sample_library.galleries.find("Sample").roster


def test_what_a_lookup_printed_is_an_embedding_for_the_next(
    run: Run, sample_tournament: SampleTournament, tmp_path: Path
) -> None:
    portrait = next(sample_tournament.references.rglob("*.jpg"))
    found = json.dumps(json.loads(run("lookup", "faces", portrait, "--json")[1])[:1])
    (tmp_path / "seen.json").write_text(found, "utf-8")
    (tmp_path / "plain.json").write_text(json.dumps(json.loads(found)[0]["embedding"]), "utf-8")
    answers = [run("lookup", "players", tmp_path / name, "--json") for name in ("seen.json", "plain.json")]
    assert answers[0] == answers[1]
    assert answers[0][0] == DONE
    similar = json.loads(run("lookup", "similar", tmp_path / "seen.json", "--json")[1])
    assert similar[0]["photo"]
    assert Path(similar[0]["photo"]).name in run("lookup", "similar", tmp_path / "seen.json")[1]
    (tmp_path / "two.json").write_text(json.dumps(json.loads(found) * 2), "utf-8")
    code, _, err = run("lookup", "players", tmp_path / "two.json")
    assert code == FAILED
    assert "2 faces" in err


def test_a_new_library_for_settings_is_told_of(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    for says in (True, False):
        assert cli.main(["settings", "set", "pack=buffalo_s", "--library", str(tmp_path / "new")]) == DONE
        assert ("There is a new library now" in capsys.readouterr().out) is says


def test_the_demo_takes_no_library(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert cli.main(["--library", str(tmp_path / "mine"), "demo", "--no-window"]) == FAILED
    assert "--folder" in capsys.readouterr().err


def test_a_precision_of_not_quite_all_is_not_said_to_be_all(run: Run) -> None:
    code, out, err = run("train", "execute", "--precision", "0.9999")
    assert code == DONE, err
    assert "a precision of 99.99%." in " ".join(out.split())


@pytest.mark.parametrize(
    "arguments",
    [["account", "show"], ["settings", "show"], ["lookup", "faces", "x.jpg"], ["doctor"], ["stats"]],
)
def test_a_question_makes_no_library(arguments: list[str], tmp_path: Path) -> None:
    cli.main([*arguments, "--library", str(tmp_path / "none")])
    assert not (tmp_path / "none").exists()


def test_the_check_up_works_before_there_is_a_library(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert cli.main(["doctor", "--library", str(tmp_path / "none"), "--json"]) == DONE
    assert {"versions", "packages", "model packs", "ExifTool", "library"} == {
        check["name"] for check in json.loads(capsys.readouterr().out)
    }


def test_the_library_may_be_named_before_the_command_too(
    run: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delenv(LIBRARY_VARIABLE, raising=False)
    other = tmp_path / "other"
    assert cli.main(["--library", str(other), "players", "add", "Ada"]) == DONE
    assert LIBRARY_VARIABLE not in os.environ
    with Library.open(other) as opened:
        assert [player.name for player in opened.players.search("").items] == ["Ada"]


def test_brackets_in_a_name_are_no_markup(run: Run) -> None:
    for name in ("[/foo] Zed", "[bold]Ada[/bold]", "[red]"):
        assert run("players", "add", name)[0] == DONE
        assert name in run("players", "list", "--search", name)[1]


def test_an_argument_that_is_no_text_is_refused(run: Run) -> None:
    code, _, err = run("galleries", "results", "\udcff")
    assert code == FAILED
    assert "no text" in err


@pytest.mark.parametrize(
    "content",
    ["[1" + "0" * 400 + "]", "[" * 100_000, json.dumps([True] * 128), json.dumps(["1"] * 128)],
    ids=["400 digits", "brackets", "truths", "texts"],
)
def test_what_is_no_embedding_is_refused_whatever_it_is(run: Run, tmp_path: Path, content: str) -> None:
    (tmp_path / "embedding.json").write_text(content)
    code, _, err = run("lookup", "players", tmp_path / "embedding.json")
    assert code == FAILED
    assert "is not a JSON list of numbers" in err


@pytest.mark.parametrize(
    ("numbers", "why"),
    [
        ([1e-40] * 128, "not all zero"),
        ([1e308] * 128, "finite"),
        ([[1] * 128], "not 1 × 128"),
        ([1] * 5, "not 5"),
    ],
)
def test_an_embedding_of_no_use_is_refused(run: Run, tmp_path: Path, numbers: list[object], why: str) -> None:
    (tmp_path / "embedding.json").write_text(json.dumps(numbers))
    for verb in ("players", "similar"):
        code, _, err = run("lookup", verb, tmp_path / "embedding.json")
        assert code == FAILED
        assert why in err


@pytest.mark.parametrize("cosine", ["nan", "5", "-5"])
def test_a_tightness_that_is_no_cosine_is_refused(run: Run, sample_library: Library, cosine: str) -> None:
    cluster = sample_library.clusters.of(sample_library.galleries.find("Sample").id)[0]
    code, _, err = run("clusters", "regroup", cluster.id, "--cosine", cosine)
    assert code == FAILED
    assert "from -1 to 1" in err


def test_a_filter_of_what_is_not_there_is_refused(run: Run) -> None:
    missing = new_id()
    code, _, err = run("filters", "save", "x", "--match", missing)
    assert code == FAILED
    assert f"There is no match '{missing}'" in err
    for verb in (["filters", "save", "x"], ["galleries", "results", "Sample"]):
        code, _, err = run(*verb, "--team", "nope")
        assert code == FAILED
        assert "There is no team 'nope'" in err


def test_saved_filters_are_listed_in_words(run: Run) -> None:
    assert run("filters", "save", "named", "--state", "tagged")[0] == DONE
    assert "states tagged" in run("filters", "list")[1]


def test_a_merge_says_how_many_faces_there_are_then(run: Run, sample_library: Library) -> None:
    kept = sample_library.players.search("", Page(0, 1)).items[0]
    sample_library.players.add("Nobody Yet")
    code, out, _ = run("players", "merge", kept.id, "Nobody Yet")
    assert code == DONE
    assert f"is {kept.name} now, with {kept.faces} faces." in out


def test_players_of_a_team_or_a_season_that_is_not_there_are_refused(
    run: Run, sample_library: Library
) -> None:
    player = sample_library.players.search().items[0]
    sample_library.players.set_seasons(player.id, [Season("2025", "Old Reds"), Season("2026", "New Blues")])
    for team in ("old reds", "New Blues"):
        assert run("players", "list", "--team", team)[0] == DONE
    assert "0 of 0" in run("players", "list", "--team", "New Blues", "--season", "2025")[1]
    for option, missing in (("--team", "nope"), ("--season", "1999")):
        code, out, err = run("players", "list", option, missing)
        assert (code, out) == (FAILED, "")
        assert f"There is no {option[2:]} '{missing}'" in err


def test_a_player_is_changed_and_the_answer_says_what_is_so_now(run: Run, sample_library: Library) -> None:
    name = sample_library.players.search().items[0].name
    _, out, _ = run("players", "update", name, "--number", "9", "--consent", "given")
    assert out == f"{name} has now: number 9, consent given.\n"
    assert "Nothing was to change" in run("players", "update", name)[1]


def test_a_consent_that_has_ended_is_said_to_be_over(run: Run, sample_library: Library) -> None:
    name = sample_library.players.search().items[0].name
    run("players", "update", name, "--consent", "given", "--consent-until", "2020-01-31")
    line = next(line for line in run("players", "list")[1].splitlines() if name in line)
    assert "given until 2020-01-31, over" in line


def test_a_confirmed_face_is_said_to_be_of_a_name(run: Run, face: Face) -> None:
    assert run("review", "confirm", face.id, "--player", str(face.player_id))[1].startswith(
        f"1 face confirmed as {face.player}."
    )


def test_a_question_shows_what_it_is_answered_with(run: Run, sample_library: Library) -> None:
    questions = sample_library.questions.of(sample_library.galleries.find("Sample").id)
    _, out, _ = run("review", "questions", "--gallery", "Sample")
    for one in questions:
        assert one.faces[0].id in out
        assert one.cluster_id is None or one.cluster_id in out


def test_a_photo_is_named_by_its_file(run: Run, sample_library: Library, face: Face, tmp_path: Path) -> None:
    (photo,) = sample_library.galleries.photos([face.photo_id])
    for named in (photo.path.name, str(photo.path), photo.id):
        assert run("galleries", "rate", named, "--rating", "3")[0] == DONE
        assert photo.id in run("faces", "burst", named)[1]
    code, _, err = run("faces", "burst", "nothing.jpg")
    assert (code, "There is no photo 'nothing.jpg'" in err) == (FAILED, True)
    other = tmp_path / photo.path.name
    write_picture(other, "A", 1)
    assert run("import", str(other), "--gallery", "Other")[0] == DONE
    code, _, err = run("faces", "burst", photo.path.name)
    assert code == FAILED
    assert str(other) in err
    assert str(photo.path) in err
    assert run("faces", "burst", str(other))[0] == DONE


def test_photos_in_a_second_gallery_count_their_faces(run: Run, face: Face, sample_library: Library) -> None:
    (photo,) = sample_library.galleries.photos([face.photo_id])
    _, out, _ = run("import", str(photo.path), "--gallery", "Other")
    assert out.startswith(f"1 photo added with {len(photo.faces)} face")


def test_numbers_are_read_and_told(run: Run, sample_library: Library) -> None:
    code, out, _ = run("numbers", "read", "--gallery", "Sample", "--json")
    answer = json.loads(out)
    assert code == 0
    assert answer["numbers"]
    assert answer["failures"] == []
    assert run("numbers", "read", "--gallery", "Sample")[1].startswith(
        "0 numbers read at 0 faces of 0 photos."
    )


def test_the_numbers_are_listed_with_the_file_and_the_place_of_each(
    run: Run, sample_library: Library, sample_gallery: GalleryId
) -> None:
    sample_library.numbers.read(sample_gallery, JobContext())
    code, out, _ = run("numbers", "list", "--gallery", "Sample", "--json")
    listed = json.loads(out)
    assert code == DONE
    photos = {one.id: one for one in sample_library.galleries.results(sample_gallery).photos.items}
    assert {one["face"]: one["number"] for one in listed} == sample_library.numbers.of(list(photos))
    for one in listed:
        photo = photos[one["photo"]]
        (face,) = (face for face in photo.faces if face.id == one["face"])
        assert one["file_name"] == photo.file_name
        assert Box(**one["box"]) == face.box
        assert one["player"] == face.player


def test_recognition_says_what_it_could_not_compare(run: Run, sample_library: Library) -> None:
    assert "Not compared" not in run("recognize", "--gallery", "Sample")[1]
    face = next(f for q in sample_library.questions.of(WHOLE_LIBRARY) for f in q.faces)
    with sample_library._database.write() as session:
        session.execute(delete(EmbeddingRow).where(EmbeddingRow.face_id == face.id))
    _, out, _ = run("recognize", "--gallery", "Sample")
    assert "Not compared: 1 face " in out
    assert "descriptors generate" in out


def test_recognition_says_that_the_training_is_older_than_what_was_named(
    run: Run, sample_library: Library
) -> None:
    assert "older" not in run("recognize", "--gallery", "Sample")[1]
    question = next(one for one in sample_library.questions.of(WHOLE_LIBRARY) if one.player_id is not None)
    run("review", "confirm", question.faces[0].id, "--player", question.player)
    _, out, _ = run("recognize", "--gallery", "Sample")
    assert "The training is older than the names of 1 face: 'playertag train execute'" in out
    run("train", "execute")
    assert "older" not in run("recognize", "--gallery", "Sample")[1]


def test_an_id_is_found_however_it_was_copied(run: Run, sample_library: Library, face: Face) -> None:
    player = sample_library.players.search().items[0]
    gallery = sample_library.galleries.find("Sample")
    assert sample_library.players.find(f" {player.id.upper()}\n").id == player.id
    assert sample_library.galleries.find(f" {gallery.id.upper()}\n").id == gallery.id
    assert sample_library.galleries.find_photo(f" {face.photo_id.upper()}\n") == face.photo_id


def test_a_damaged_embedding_is_found_by_the_check_up(run: Run, sample_library: Library, face: Face) -> None:
    with sample_library._database.write() as session:
        session.execute(update(EmbeddingRow).where(EmbeddingRow.face_id == face.id).values(vector=b"x" * 10))
    code, out, err = run("doctor")
    assert code == FAILED
    assert f"The stored embedding of {face.id} is damaged" in out + err


def test_what_contradicts_itself_is_refused(run: Run, sample_library: Library, face: Face) -> None:
    name = sample_library.players.search().items[0].name
    dated = ("--consent", "given", "--consent-until", "2030-01-01", "--consent-without-end")
    assert run("filters", "save", "tags", "--state", "tagged")[0] == DONE
    for verb in (
        ["players", "update", name, *dated],
        ["galleries", "results", "Sample", "--filter", "tags", "--state", "unknown"],
        ["galleries", "results", "Sample", "--rejected", "--rating", "3"],
        ["galleries", "results", "Sample", "--since", "2026-05-02", "--until", "2026-05-01"],
        ["filters", "save", "nobody", "--no-faces", "--state", "tagged"],
        ["review", "ignore-others", "--match-of", face.photo_id],
        ["cluster", "--gallery", "Sample", "--min-cluster-size", "101"],
        ["settings", "set", "precision_target=0.99999"],
    ):
        code, out, err = run(*verb)
        assert (code, out) == (FAILED, ""), verb
        assert err


def test_a_merge_is_not_taken_back_twice(run: Run, sample_library: Library) -> None:
    sample_library.players.add("Nobody Yet")
    kept = sample_library.players.search("", Page(0, 1)).items[0]
    batch = run("players", "merge", kept.id, "Nobody Yet")[1].split()[-1]
    assert run("review", "undo", batch)[0] == DONE
    code, _, err = run("review", "undo", batch)
    assert code == FAILED
    assert "There is no act that could be taken back" in err


def test_an_import_of_nothing_says_so_and_makes_no_gallery(run: Run, tmp_path: Path) -> None:
    (tmp_path / "empty").mkdir()
    code, _, err = run("import", str(tmp_path / "empty"), "--gallery", "Empty")
    assert code == FAILED
    assert "there is no picture in" in err
    assert "Empty" not in run("galleries", "list")[1]


def test_a_face_named_twice_is_one(run: Run, face: Face) -> None:
    assert run("review", "confirm", face.id, face.id, "--player", str(face.player_id))[0] == DONE


def test_a_merge_says_whose_names_go_and_a_deleted_training_that_it_is(run: Run) -> None:
    def merged(*more: str) -> str:
        return run("players", "merge", "Tomás Araújo", "Zahra Amini", *more)[1]

    preview, done = merged("--dry-run"), merged()
    line = preview.splitlines()[-1]
    assert "that only the recogniser took for Zahra Amini" in line
    assert done.splitlines()[-1] == line

    old = json.loads(run("train", "history", "--json")[1])[0]["id"]
    assert run("train", "execute")[0] == DONE
    run("train", "delete", old)
    code, _, err = run("train", "activate", old)
    assert code == FAILED
    assert "it was deleted; bring it back first" in err


def test_members_who_were_invited_and_never_came_are_told_apart(
    run: Run, sample_library: Library, team: Team
) -> None:
    sample_library.team.join(team.invitation("came", Role.OWNER))
    sample_library.team.sync(JobContext())
    login = f"waiting{next(logins)}@example.org"
    sample_library.team.invite(login, Role.VIEWER)
    code, out, _ = run("team", "members")
    assert code == DONE
    invited = [line for line in out.splitlines() if "invited, not here yet" in line]
    assert len(invited) == 2, "the owner of the team has not synced either"
    assert any(login in line for line in invited)
    came = {one["login"]: one["came"] for one in json.loads(run("team", "members", "--json")[1])}
    assert not came[login]
    assert sum(came.values()) == 1


def test_a_photo_on_another_computer_is_called_by_its_file_s_name(
    run: Run, sample_library: Library, team: Team
) -> None:
    burst = [datetime(2026, 6, 1, 10, 0, second) for second in range(2)]
    planter = Planter(team.owner)
    for taken in burst:
        planter.photo("Ann", taken_at=taken, camera="One")
    team.owner.team.sync(JobContext())
    sample_library.team.join(team.invitation("far", Role.REVIEWER))
    sample_library.team.sync(JobContext())
    first = sample_library.galleries.find_photo("0001.jpg")
    for verb in (["search", "2026-06-01"], ["faces", "burst", first]):
        out = run(*verb)[1]
        assert [line for line in out.splitlines() if "0001.jpg" in line and "2026-06-01" in line], out
    (found, *_) = json.loads(run("search", "2026-06-01", "--json")[1])["photos"]
    assert (found["path"], found["file_name"]) == ("", "0001.jpg")


def test_a_schedule_and_the_clocks_of_cameras(run: Run, sample_library: Library, tmp_path: Path) -> None:
    gallery = sample_library.galleries.find("Sample").id
    first, *_ = sample_library.galleries.photos(sample_library.galleries.photo_ids(gallery))
    assert first.taken_at is not None
    at = first.taken_at.replace(microsecond=0) + timedelta(minutes=7)
    code, out, err = run(
        "cameras", "set-clock", first.id, "--gallery", "Sample", "--taken", at.isoformat(" ")
    )
    assert code == DONE, err
    camera = short_camera(first.camera)
    assert f"{camera}: clock +0:07:00, court any;" in out
    assert camera in run("cameras", "list", "--gallery", "Sample")[1]
    assert first.camera not in run("cameras", "list", "--gallery", "Sample")[1]
    short, full = (
        run("galleries", "results", "Sample", "--camera", one)[1] for one in (camera, first.camera)
    )
    assert first.file_name in short
    assert short == full
    _, out, _ = run("cameras", "list", "--gallery", "Sample", "--json")
    assert {one["name"]: one["clock"] for one in json.loads(out)}[first.camera] == 420
    code, out, _ = run("cameras", "change", camera, "--gallery", "Sample", "--clock", "-1:30", "--court", "2")
    assert (code, out.partition(";")[0]) == (DONE, f"{camera}: clock −1:30:00, court 2")
    code, _, err = run("cameras", "change", first.camera, "--gallery", "Sample", "--clock", "soon")
    assert (code, err.strip()) == (FAILED, "clock: 'soon' is none; write it as +0:07:00.")
    assert run("cameras", "change", "Leica", "--gallery", "Sample")[0] == FAILED
    path = tmp_path / "schedule.csv"
    path.write_text("Was,Start,Minutes\nFinal,2026-05-01 12:00,60\nx,9:00,5\n")
    imported = ("matches", "import", path, "--gallery", "Sample", "--map", "match=Was")
    code, out, err = run(*imported, "--dry-run")
    assert code == DONE, err
    assert "Start: '9:00' is of no day" in " ".join(out.split())
    assert "1 new, 0 changed, 0 same, 1 refused. Nothing was written." in out
    assert run(*imported)[0] == FAILED
    code, out, _ = run(*imported, "--skip-refused")
    assert (code, out) == (DONE, "1 match added or updated.\n")
    (match,) = sample_library.matches.of(gallery)
    assert run("matches", "put", first.id, "--gallery", "Sample", "--match", match.id)[0] == DONE
    _, out, _ = run("galleries", "results", "Sample", "--match", match.id, "--json")
    assert [photo["id"] for photo in json.loads(out)["photos"]["items"]] == [first.id]
    assert run("galleries", "results", "Sample", "--match", "open")[0] == DONE
    team = sample_library.players.search().items[0].team
    code, _, err = run("matches", "change", match.id, "--team", "Nobodies")
    assert (code, "no player is in the team 'Nobodies'" in err) == (FAILED, True)
    if team:
        assert run("matches", "change", match.id, "--team", team)[0] == DONE
        assert sample_library.matches.get(match.id).teams == (team,)


def test_codes_of_photo_mechanic(run: Run, sample_library: Library, tmp_path: Path) -> None:
    path = tmp_path / "codes.txt"
    path.write_text("z7\tJane Doe\nusa\tUnited States\n")
    verb = ("players", "import-codes", path, "--team", "z=Zebras")
    code, out, _ = run(*verb, "--dry-run")
    assert code == DONE
    assert "1 new, 0 changed, 0 same, 1 refused. Nothing was written." in out
    assert run(*verb)[0] == FAILED
    assert run(*verb, "--skip-refused")[1] == "1 player added or updated.\n"
    assert sample_library.players.find("Jane Doe").team == "Zebras"
    code, _, err = run("players", "import-codes", path, "--team", "Zebras")
    assert (code, "is no NAME=VALUE" in err) == (FAILED, True)
    code, out, _ = run("export", "codes", path, "--prefix", "Zebras=zz", "--json")
    assert json.loads(out)["lines"] == 1
    assert path.read_text() == "zz7\tJane Doe\tZebras\n"
