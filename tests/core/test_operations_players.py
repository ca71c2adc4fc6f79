"""The operations on players on pictures of people, through the models."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest
from PIL import Image

from core.errors import InvalidValueError
from core.jobs import JobContext
from core.library import Library
from core.recognition.merging import stricter
from core.types import (
    NO_END,
    Consent,
    FaceState,
    GalleryId,
    LeftOutReason,
    Player,
    PlayerId,
    PlayerUpdate,
    RowOutcome,
    Season,
)
from tests.conftest import Person
from tests.fakes.pictures import copy_of, small_photo
from tests.fakes.planter import Planter


def added(library: Library, name: str) -> PlayerId:
    (player_id,) = library.players.add(name).players
    return player_id


def counted(library: Library, player_id: PlayerId) -> tuple[int, int, int]:
    """Named faces, suggestions and references by looking at every face."""
    faces = [
        face
        for gallery in library.galleries.all()
        for photo in library.galleries.photos(library.galleries.photo_ids(gallery.id))
        for face in photo.faces
        if face.player_id == player_id
    ]
    named = [face for face in faces if face.state in {FaceState.TAGGED, FaceState.CONFIRMED}]
    suggested = [face for face in faces if face.state is FaceState.SUGGESTED]
    references = [one for one in library.players.references(player_id) if one.enrolled]
    return len(named) + len(references), len(suggested), len(references)


def test_a_player_comes_with_counts_and_the_best_face(sample_library: Library) -> None:
    everybody = sample_library.players.search().items
    for player in everybody:
        counts = (player.faces, player.suggestions, player.references)
        assert counts == counted(sample_library, player.id)
        best, *rest = sample_library.players.references(player.id)
        assert player.portrait == best.face.id
        assert all(best.face.quality >= one.face.quality for one in rest)
    assert sum(player.suggestions for player in everybody)


def test_players_are_kept_by_season_and_a_consent_ends_or_does_not(sample_library: Library) -> None:
    players = sample_library.players
    player = players.search().items[0]
    now, then = Season("2026", "Hawks", "8"), Season("2025", "Owls", "5")
    players.set_seasons(player.id, [then, now])
    changed = players.get(player.id)
    assert (changed.seasons, changed.team, changed.number) == ((now, then), "Hawks", "8")
    assert [one.id for one in players.search(team="owls", season="2025").items] == [player.id]
    players.update(player.id, PlayerUpdate(number="9"))
    assert players.get(player.id).seasons[0] == Season("2026", "Hawks", "9")
    for wrong in ([now, now], [Season(" ")]):
        with pytest.raises(InvalidValueError, match="season"):
            players.set_seasons(player.id, wrong)

    players.update(player.id, PlayerUpdate(consent=Consent.GIVEN, consent_until=date(2027, 1, 1)))
    players.update(player.id, PlayerUpdate(name="Another"))
    assert players.get(player.id).consent_until == date(2027, 1, 1)
    players.update(player.id, PlayerUpdate(consent_until=NO_END))
    assert (players.get(player.id).consent, players.get(player.id).consent_until) == (Consent.GIVEN, None)


def test_photos_are_enrolled_for_one_player_and_each_that_can_not_be_says_why(
    sample_library: Library, people: dict[str, Person], tmp_path: Path
) -> None:
    player_id = added(sample_library, "Nina Vale")
    folder = tmp_path / "nina"
    small_photo(people["P009"].selfie, folder / "1.jpg")
    small_photo(people["P009"].portrait, folder / "2.jpg")
    Image.new("RGB", (300, 300), "grey").save(folder / "empty.png")
    one, other = (Image.open(small_photo(people["P009"].selfie, tmp_path / f"{n}.png")) for n in "ab")
    two = Image.new("RGB", (one.width * 2, one.height))
    two.paste(one, (0, 0))
    two.paste(other, (one.width, 0))
    two.save(folder / "two.png")
    of_another = sample_library.players.references(sample_library.players.search().items[0].id)[0].face
    (photo,) = sample_library.galleries.photos([of_another.photo_id])
    copy_of(photo.path, folder / f"theirs{photo.path.suffix}")

    report = sample_library.indexing.enroll_player(player_id, [folder], JobContext())
    assert (report.enrolled, report.known) == ({"Nina Vale": 2}, 0)
    codes = {failure.path.stem: failure.code for failure in report.failures}
    assert codes == {"empty": "no-face", "two": "several-faces", "theirs": "other-player"}
    assert any(str(of_another.player) in failure.reason for failure in report.failures)
    again = sample_library.indexing.enroll_player(player_id, [folder / "1.jpg"], JobContext())
    assert (again.enrolled, again.known, again.failures) == ({}, 1, ())
    assert sample_library.players.get(player_id).references == 2


def test_references_say_what_training_makes_of_them(
    sample_library: Library, people: dict[str, Person], tmp_path: Path
) -> None:
    player_id = added(sample_library, "Twice")
    picture = Image.open(people["P008"].selfie)
    exif = Image.Exif()
    exif[0x0110] = "Camera"
    for number in range(3):
        exif.get_ifd(0x8769)[0x9003] = f"2026:05:01 10:00:0{number}"
        picture.save(tmp_path / f"{number}.jpg", quality=90 - number, exif=exif)
    sample_library.indexing.enroll_player(player_id, [tmp_path / f"{n}.jpg" for n in range(3)], JobContext())
    best, *rest = sample_library.players.references(player_id)
    assert (best.left_out, best.enrolled, best.embedded) == (None, True, True)
    assert [one.left_out for one in rest] == [LeftOutReason.DUPLICATE] * 2
    plan = sample_library.training.prepare()
    for readiness in plan.players:
        of_player = sample_library.players.references(readiness.player_id)
        left_out = {one.face.id: one.left_out for one in of_player if one.left_out}
        assert left_out == {face: why for why, faces in readiness.left_out.items() for face in faces}
    sample_library.review.reject([best.face.id], player_id)
    assert best.face.id not in {one.face.id for one in sample_library.players.references(player_id)}


def test_a_merge_is_shown_first_and_is_what_was_shown(
    sample_library: Library, sample_gallery: GalleryId, people: dict[str, Person], tmp_path: Path
) -> None:
    players = sample_library.players
    keep, other = (added(sample_library, name) for name in ("Zoe", "Zoë Vale"))
    for player_id, picture in ((keep, people["P009"].selfie), (other, people["P009"].portrait)):
        photo = small_photo(picture, tmp_path / f"{player_id}.jpg")
        sample_library.indexing.enroll_player(player_id, [photo], JobContext())
    players.set_seasons(other, [Season("2026", "Hawks", "8")])
    players.update(other, PlayerUpdate(external_id="x1", consent=Consent.REFUSED))
    players.update(keep, PlayerUpdate(consent=Consent.GIVEN, consent_until=date(2027, 1, 1)))
    sample_library.galleries.set_roster(sample_gallery, [other])
    assert players.refuse_for(other, sample_gallery).galleries == {sample_gallery}
    before = players.get(keep)

    preview = players.preview_merge(keep, other)
    assert (preview.kept, preview.other, preview.confirmed_together) == (before, players.get(other), 0)
    done = players.merge(keep, other)
    assert players.get(keep) == preview.result
    assert (preview.result.name, preview.result.team, preview.result.consent) == (
        "Zoe",
        "Hawks",
        Consent.REFUSED,
    )
    assert (preview.result.references, preview.result.external_id) == (2, "x1")
    assert preview.result.refused_for == {sample_gallery}
    assert sample_library.galleries.get(sample_gallery).roster == {keep, other}

    assert done.batch is not None
    undone = sample_library.review.undo(done.batch)
    assert players.get(keep) == before
    assert sample_library.galleries.get(sample_gallery).roster == {other}
    assert undone.batch is not None
    sample_library.review.undo(undone.batch)
    assert players.get(keep) == preview.result


def test_two_who_are_in_one_photo_are_said_to_be_two(sample_library: Library) -> None:
    ann, bea = added(sample_library, "Ann"), added(sample_library, "Bea")
    both = Planter(sample_library).photo("Ann", "Bea")
    for face, player_id in zip(both, (ann, bea), strict=True):
        sample_library.review.confirm([face], player_id)
    assert sample_library.players.preview_merge(ann, bea).confirmed_together == 1
    with pytest.raises(InvalidValueError, match="two people"):
        sample_library.players.merge(ann, bea)


def test_after_a_merge_nobody_is_in_a_photo_twice(library: Library, planter: Planter) -> None:
    keep, other = planter.enrolled("Ann", "Bea")
    first, second = planter.photo("Ann", "Ann", noise=0.1)
    library.training.execute(JobContext())
    library.recognition.batch_recognize([planter.gallery()], 0.5, JobContext())
    tagged, free = sorted(planter.faces([first, second]), key=lambda face: face.player_id != keep)
    assert tagged.player_id == keep
    library.review.confirm([free.id], other)
    library.players.merge(keep, other)
    assert [face.player_id for face in planter.faces([free.id, tagged.id])] == [keep, None]


@pytest.mark.parametrize(
    ("one", "other", "result"),
    [
        ((Consent.GIVEN, None), (Consent.REFUSED, None), (Consent.REFUSED, None)),
        ((Consent.UNKNOWN, None), (Consent.GIVEN, date(2027, 1, 1)), (Consent.GIVEN, date(2027, 1, 1))),
        ((Consent.GIVEN, None), (Consent.GIVEN, date(2027, 1, 1)), (Consent.GIVEN, date(2027, 1, 1))),
        ((Consent.REFUSED, date(2027, 1, 1)), (Consent.REFUSED, None), (Consent.REFUSED, None)),
    ],
)
def test_the_stricter_consent_wins(
    one: tuple[Consent, date | None],
    other: tuple[Consent, date | None],
    result: tuple[Consent, date | None],
) -> None:
    assert stricter(one, other) == stricter(other, one) == result


def test_a_player_by_mistake_is_removed_and_brought_back_and_one_with_faces_is_not(
    sample_library: Library, sample_gallery: GalleryId
) -> None:
    players, review = sample_library.players, sample_library.review
    suggested = next(one for one in players.search().items if one.suggestions)
    with pytest.raises(InvalidValueError, match="confirmed in"):
        players.remove(suggested.id)
    review.reject([one.face.id for one in players.references(suggested.id)])
    before = players.get(suggested.id)
    done = players.remove(suggested.id)
    assert suggested.id not in {one.id for one in players.search().items}
    assert players.get(suggested.id).suggestions == 0
    sample_library.recognition.batch_recognize([sample_gallery], 0.01, JobContext())
    assert players.get(suggested.id).faces == 0, "nobody is recognised who is not on the roster"
    assert done.batch is not None
    review.undo(done.batch)
    assert suggested.id in {one.id for one in players.search().items}
    assert players.get(suggested.id).suggestions == before.suggestions


def test_a_roster_goes_out_and_comes_in_and_is_shown_before(
    sample_library: Library, library: Library, tmp_path: Path
) -> None:
    before = sample_library.players.search().items
    assert sample_library.export.roster(tmp_path / "roster.csv") == len(before)
    preview = sample_library.players.preview_roster(tmp_path / "roster.csv")
    assert preview.count(RowOutcome.SAME) == len(preview.rows) == len(before)
    assert library.players.preview_roster(tmp_path / "roster.csv").count(RowOutcome.NEW) == len(before)
    assert len(library.players.import_roster(tmp_path / "roster.csv").players) == len(before)

    def known(player: Player) -> tuple[object, ...]:
        return player.id, player.name, player.number, player.team, player.external_id, player.consent

    assert list(map(known, library.players.search().items)) == list(map(known, before))


def test_codes_of_photo_mechanic_go_out_and_come_in(sample_library: Library, tmp_path: Path) -> None:
    players = sample_library.players
    numbered = [one for one in players.search().items if one.number and one.team]
    path = tmp_path / "codes.txt"
    assert sample_library.export.codes(path) == len(numbered)
    teams = {}
    for line in path.read_text("utf-8").splitlines():
        code, name, team = line.split("\t")
        teams[code.rstrip("0123456789")] = team
        assert players.find(name).team == team
    assert players.preview_codes(path, teams).count(RowOutcome.SAME) == len(numbered)
    assert players.import_codes(path, teams).players == {one.id for one in numbered}
