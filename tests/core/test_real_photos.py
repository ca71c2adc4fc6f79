"""The operations on real photos, which are not part of the project: from files to names, and what follows."""

from __future__ import annotations

import csv
import hashlib
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from pathlib import Path

import pytest
from PIL import Image

from core.changes import Changes
from core.errors import CancelledError, InvalidValueError
from core.hot_folder import Arrived
from core.jobs import JobContext
from core.library import Library
from core.types import (
    NAMED,
    WHOLE_LIBRARY,
    Box,
    CardPlan,
    ClusterId,
    Consent,
    DeliveryOrder,
    Face,
    FaceId,
    FaceState,
    GalleryId,
    Page,
    Photo,
    PhotoFilter,
    PlayerId,
    PlayerUpdate,
    RejectReason,
    RowOutcome,
    SavedFilter,
)
from core.vision.engine import FaceEngine
from tests.conftest import open_copy

PLAYERS = ("eden_hazard", "kaoru_mitoma", "sadio_mane", "son_heung_min")
UNENROLLED = ("luka_modric", "vinicius_junior")
EACH, STRANGERS, REFERENCES = 4, 4, 3


@dataclass(frozen=True, slots=True)
class Tournament:
    """References of a few players in a folder, and photos with who is in each; "" for a stranger."""

    references: Path
    truth: dict[Path, str]
    library: Path


@pytest.fixture(scope="module")
def tournament(data: Path, tmp_path_factory: pytest.TempPathFactory, engine: FaceEngine) -> Tournament:
    """A small tournament, enrolled, imported, trained on, recognised and clustered."""
    folder = tmp_path_factory.mktemp("real")
    source = data / "tournament"
    for player in PLAYERS:
        (folder / "players" / player).mkdir(parents=True)
        for photo in sorted((source / "players" / player).iterdir())[:REFERENCES]:
            (folder / "players" / player / photo.name).symlink_to(photo)
    with (source / "truth.csv").open(encoding="utf-8", newline="") as file:
        rows = sorted(csv.DictReader(file), key=lambda row: row["file"])
    truth: dict[Path, str] = {}
    for player in (*PLAYERS, *UNENROLLED, ""):
        tier, count = ("action", EACH) if player else ("outsider", STRANGERS)
        shown = [row["file"] for row in rows if (row["players"], row["tier"]) == (player, tier)]
        truth |= dict.fromkeys((source / "photos" / name for name in shown[:count]), player)
    with Library.open(folder / "library") as opened:
        opened.update_settings(pack="opencv", device="cpu")
        opened._engine = engine
        enrolled = opened.indexing.enroll(folder / "players", JobContext())
        assert enrolled.enrolled == dict.fromkeys(PLAYERS, REFERENCES)
        imported = opened.indexing.import_photos(list(truth), "Day 1", JobContext())
        assert (imported.added, imported.failures) == (len(truth), ())
        assert opened.training.execute(JobContext()).session.players == len(PLAYERS)
        opened.recognition.batch_recognize([imported.gallery_id], None, JobContext())
        opened.clusters.cluster(imported.gallery_id, JobContext(), 2)
    return Tournament(folder / "players", truth, folder / "library")


@pytest.fixture
def real(tournament: Tournament, tmp_path: Path, engine: FaceEngine) -> Iterator[Library]:
    """A library of its own for each test."""
    with open_copy(tournament.library, tmp_path / "library", engine) as opened:
        yield opened


@pytest.fixture
def gallery(real: Library) -> GalleryId:
    """The gallery of `real`."""
    return real.galleries.find("Day 1").id


def photos_of(library: Library, gallery: GalleryId) -> list[Photo]:
    return library.galleries.photos(library.galleries.photo_ids(gallery))


def faces_in(library: Library, gallery: GalleryId, *states: FaceState) -> list[Face]:
    return [f for photo in photos_of(library, gallery) for f in photo.faces if f.state in states]


def state_of(library: Library, face: Face) -> FaceState:
    return library.galleries.faces([face.id])[0].state


def test_players_are_found_and_strangers_are_not(
    real: Library, gallery: GalleryId, tournament: Tournament
) -> None:
    tagged = {
        (photo.path, face.player)
        for photo in photos_of(real, gallery)
        for face in photo.faces
        if face.state is FaceState.TAGGED
    }
    right = {(path, player) for path, player in tournament.truth.items() if player in PLAYERS}
    assert not tagged - right, "nobody is tagged who is not there"
    assert len(tagged) >= len(right) // 2
    assert faces_in(real, gallery, FaceState.UNKNOWN)

    of_tags = real.galleries.results(gallery, PhotoFilter(states=frozenset({FaceState.TAGGED})))
    assert of_tags.photos.total == len({path for path, _ in tagged})
    grouped = real.galleries.by_player(gallery)
    assert {group.player for group in grouped.groups} == {player for _, player in tagged}
    assert len(grouped.nobody) == len(tournament.truth) - len({path for path, _ in tagged})
    name = next(iter(tagged))[1]
    assert name is not None
    assert {p.path for p in real.galleries.photos(real.search.find(name.replace("_", " ")).photos)} >= {
        path for path, player in tagged if player == name
    }
    figures = real.statistics.figures()
    assert figures.photos == len(tournament.truth) + len(PLAYERS) * REFERENCES
    assert figures.by_state[FaceState.TAGGED] == len(faces_in(real, gallery, FaceState.TAGGED))


def test_one_photo_is_looked_at(real: Library, tournament: Tournament) -> None:
    photo = next(iter(tournament.truth))
    seen, *_ = real.lookup.faces(photo)
    assert seen.candidates[0].player == PLAYERS[0]
    again = real.lookup.face(photo, seen.box)
    assert again.candidates[0].player == PLAYERS[0]
    assert real.lookup.players_like(seen.embedding)[0].player == PLAYERS[0]
    (nearest, similarity), *_ = real.lookup.faces_like(seen.embedding, 1)
    assert similarity > 0.9, "it is in the library"
    assert real.galleries.faces([nearest])[0].player in {PLAYERS[0], None}


def test_answers_are_kept_through_another_training_and_a_second_look(
    real: Library, gallery: GalleryId
) -> None:
    confirmed, rejected, *_ = faces_in(real, gallery, FaceState.TAGGED)
    ignored, no_face, unsure, *_ = faces_in(real, gallery, FaceState.UNKNOWN)
    assert confirmed.player_id is not None
    real.review.confirm([confirmed.id], confirmed.player_id)
    real.review.reject([rejected.id])
    real.review.ignore([ignored.id], RejectReason.NOT_A_PLAYER)
    real.review.not_a_face([no_face.id])
    real.review.unsure([unsure.id])
    assert [face.id for face in real.review.aside(gallery)] == [unsure.id]
    answered = {face.id: state_of(real, face) for face in (confirmed, rejected, ignored, no_face)}

    first, second = real.training.history()[0], real.training.execute(JobContext()).session
    compared = real.training.compare(first.id, second.id)
    assert (compared.first.id, compared.second.id) == (first.id, second.id)
    real.recognition.batch_recognize([gallery], 0.05, JobContext())
    assert real.descriptors.regenerate_unknown(gallery, JobContext()).failures == ()
    real.indexing.process(gallery, JobContext())

    for face in real.galleries.faces(list(answered)):
        before = answered[face.id]
        if before is FaceState.REJECTED:
            assert face.player != rejected.player
        else:
            assert face.state is before


def test_every_act_is_taken_back(real: Library, gallery: GalleryId) -> None:
    def labels() -> dict[FaceId, tuple[FaceState, PlayerId | None]]:
        return {face.id: (face.state, face.player_id) for p in photos_of(real, gallery) for face in p.faces}

    before = labels()
    (photo, *_) = (p for p in photos_of(real, gallery) if any(f.state is FaceState.UNKNOWN for f in p.faces))
    cluster, *_ = real.clusters.of(gallery)
    somebody = next(iter(real.players.add("Somebody").players))
    one, other = (p.id for p in real.players.search("_").items[:2])
    acts: list[Callable[[], Changes]] = [
        lambda: real.review.ignore_others([photo.id]),
        lambda: real.clusters.name(cluster.id, somebody),
        lambda: real.clusters.reject(cluster.id, RejectReason.NOT_A_FACE),
        lambda: real.players.merge(one, other),
    ]
    for act in acts:
        done = act()
        assert done.batch is not None
        assert labels() != before
        real.review.undo(done.batch)
        assert labels() == before


def test_every_open_face_is_asked_about_once(real: Library, gallery: GalleryId) -> None:
    asked = [face.id for question in real.questions.of(gallery) for face in question.faces]
    waiting = faces_in(real, gallery, FaceState.TAGGED, FaceState.SUGGESTED, FaceState.UNKNOWN)
    assert sorted(asked) == sorted(face.id for face in waiting)
    unknown = faces_in(real, gallery, FaceState.UNKNOWN)
    everywhere = real.clusters.cluster(WHOLE_LIBRARY, JobContext(), 2)
    assert everywhere.clustered + everywhere.noise == len(unknown)


def test_who_refuses_is_not_named(real: Library, gallery: GalleryId) -> None:
    (player, *_) = (face.player_id for face in faces_in(real, gallery, FaceState.TAGGED))
    assert player is not None
    real.players.update(player, PlayerUpdate(consent=Consent.REFUSED))
    real.training.execute(JobContext())
    real.recognition.batch_recognize([gallery], 0.05, JobContext())
    assert player not in {face.player_id for p in photos_of(real, gallery) for face in p.faces}


def test_who_refuses_for_a_gallery_is_not_named_in_it(real: Library, gallery: GalleryId) -> None:
    (player, *_) = (face.player_id for face in faces_in(real, gallery, FaceState.TAGGED))
    assert player is not None
    real.players.refuse_for(player, gallery)
    real.recognition.batch_recognize([gallery], 0.05, JobContext())
    assert player not in {face.player_id for p in photos_of(real, gallery) for face in p.faces}
    real.players.refuse_for(player, gallery, refused=False)
    real.recognition.batch_recognize([gallery], 0.05, JobContext())
    assert player in {face.player_id for p in photos_of(real, gallery) for face in p.faces}


def test_a_missed_face_is_drawn_and_put_right(real: Library, gallery: GalleryId) -> None:
    face = faces_in(real, gallery, FaceState.TAGGED)[0]
    box = Box(face.box.x, face.box.y, face.box.w * 0.98, face.box.h * 0.98)
    (redrawn,) = real.faces.redraw(face.id, box).faces - {face.id}
    assert real.galleries.faces([redrawn])[0].box.overlap(face.box) > 0.5
    candidates = real.recognition.candidates([redrawn], 1)[redrawn]
    assert candidates[0].player == face.player


def test_the_index_and_what_is_exported_fit_the_database(
    real: Library, gallery: GalleryId, tmp_path: Path
) -> None:
    built = real.index.rebuild(JobContext())
    assert built.faces == real.statistics.figures().faces
    assert real.index.check()
    photos = photos_of(real, gallery)
    assert real.export.photos(tmp_path / "names.csv", gallery) == len(photos)
    with (tmp_path / "names.csv").open(encoding="utf-8-sig", newline="") as file:
        named = {row["photo"]: {*filter(None, row["players"].split("; "))} for row in csv.DictReader(file)}
    for photo in photos:
        assert named[str(photo.path)] == {face.player for face in photo.faces if face.state in NAMED}
    lines = real.export.tags(tmp_path / "tags.csv")
    with (tmp_path / "tags.csv").open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    faces = {face.id: face for photo in photos_of(real, gallery) for face in photo.faces}
    assert lines == len(rows) == len(faces)
    for row in rows:
        face = faces[FaceId(row["face_id"])]
        assert (row["player"], row["state"]) == (face.player or "", face.state.value)


def test_clusters_are_arranged_by_hand_and_back(real: Library, gallery: GalleryId) -> None:
    def arrangement() -> dict[ClusterId, set[FaceId]]:
        return {one.id: {face.id for face in one.faces} for one in real.clusters.of(gallery)}

    before = arrangement()
    first, second = real.clusters.of(gallery)[:2]
    part = [face.id for face in first.faces[:1]]
    acts: list[Callable[[], Changes]] = [
        lambda: real.clusters.split(first.id, part),
        lambda: real.clusters.move(first.id, second.id, part),
        lambda: real.clusters.merge(first.id, second.id),
    ]
    for act in acts:
        done = act()
        assert done.batch is not None
        assert arrangement() != before
        real.review.undo(done.batch)
        assert arrangement() == before
    assert {name for name, _ in real.clusters.alike(first.id)} == before.keys() - {first.id}
    real.clusters.merge(first.id, second.id)
    tighter = real.clusters.tightness(first.id).tighter
    parts = real.clusters.regroup(first.id, tighter[0]).parts
    assert {frozenset(face.id for face in one) for one in parts} == set(
        map(frozenset, (before[first.id], before[second.id]))
    ), "two people who were merged are the first to part"
    assert real.export.clusters(real.paths.root / "clusters.csv") == sum(
        len(photo.faces) for photo in photos_of(real, gallery)
    )


def test_photos_are_rated_filtered_and_put_into_matches(real: Library, gallery: GalleryId) -> None:
    first, second, *_ = photos_of(real, gallery)
    assert real.galleries.rate({first.id: 4, second.id: -1}).before == {first.id: 0, second.id: 0}
    best = SavedFilter("best", PhotoFilter(least_rating=4))
    real.saved_filters.save(best)
    assert real.saved_filters.all() == [best]
    assert real.galleries.photo_ids(gallery, best.wanted) == [first.id]
    real.saved_filters.delete("best")
    named = {face.player for face in faces_in(real, gallery, FaceState.TAGGED, FaceState.SUGGESTED)}
    assert {one.name for one in real.galleries.choices(gallery).players} == named
    assert real.faces.burst(first.id) == (first.id,), "these photos bear no time"
    noon = datetime(2026, 5, 1, 12)
    (match_id,) = real.matches.add(gallery, "Final", noon, noon + timedelta(hours=2)).matches
    (match,) = real.matches.of(gallery)
    assert real.galleries.photo_ids(gallery, PhotoFilter(match_id=match_id)) == []
    real.matches.delete(match_id)
    real.matches.save(match)
    assert real.matches.of(gallery) == [match]
    real.matches.put(gallery, {first.id: match_id})
    assert real.galleries.photo_ids(gallery, PhotoFilter(match_id=match_id)) == [first.id]
    path = real.paths.root / "schedule.csv"
    path.write_text("Match,Start,Minutes\nFinal,2026-05-02 12:00,60\n")
    assert real.matches.preview_schedule(gallery, path).count(RowOutcome.CHANGED) == 1
    assert real.matches.import_schedule(gallery, path).matches == {match_id}
    (camera,) = real.cameras.of(gallery)
    with pytest.raises(InvalidValueError, match="does not say when"):
        real.cameras.by_photo(gallery, first.id, noon)
    assert real.cameras.save(replace(camera, clock=timedelta(minutes=7))).photos == frozenset()
    assert [one.name for one in real.galleries.all()] == ["Day 1"]


def test_who_plays_is_tagged_and_the_others_are_suggested(real: Library, gallery: GalleryId) -> None:
    tagged = faces_in(real, gallery, FaceState.TAGGED)
    plays = tagged[0].player_id
    assert plays is not None
    real.galleries.set_roster(gallery, [plays])
    real.recognition.batch_recognize([gallery], None, JobContext())
    assert {face.player_id for face in faces_in(real, gallery, FaceState.TAGGED)} == {plays}
    suggested = {face.player_id for face in real.review.suggestions(gallery)} - {plays}
    assert suggested <= {face.player_id for face in tagged}


def test_trainings_are_looked_at_changed_and_brought_back(real: Library) -> None:
    plan = real.training.prepare()
    assert {one.player: one.usable for one in plan.players} == dict.fromkeys(PLAYERS, REFERENCES)
    first = real.training.history()[0]
    second = real.training.execute(JobContext()).session
    assert real.training.status(second.id).active
    real.training.activate(first.id)
    real.training.delete(second.id)
    assert [one.id for one in real.training.history()] == [first.id]
    real.training.restore(second.id)
    assert {one.id for one in real.training.history()} == {first.id, second.id}
    assert real.device().name


def test_more_references_of_one_player_and_players_merged_and_removed(
    real: Library, data: Path, tournament: Tournament
) -> None:
    first, second = (real.players.find(name).id for name in PLAYERS[:2])
    more = sorted((data / "tournament" / "players" / PLAYERS[0]).iterdir())[REFERENCES : REFERENCES + 1]
    assert real.indexing.enroll_player(first, more, JobContext()).enrolled == {PLAYERS[0]: 1}
    assert len(real.players.references(first)) == REFERENCES + 1
    preview = real.players.preview_merge(first, second)
    assert preview.result.references == 2 * REFERENCES + 1
    (nobody,) = real.players.add("Nobody").players
    real.players.remove(nobody)
    assert real.players.search("nobody").total == 0


def test_a_player_is_erased_and_the_others_are_named_as_before(
    real: Library, gallery: GalleryId, tournament: Tournament, tmp_path: Path
) -> None:
    erased = real.players.find(PLAYERS[0])
    others = [face for face in faces_in(real, gallery, *NAMED) if face.player_id != erased.id]
    own = real.privacy.export(erased.id, tmp_path / "own", JobContext())
    assert (own.missing, len(list((own.folder / "faces").iterdir()))) == (0, own.crops)
    assert real.privacy.unnamed(1) == real.privacy.forget(1, JobContext()).faces == 0
    preview = real.privacy.preview_erase(erased.id)
    assert preview.photos == REFERENCES
    gone = real.privacy.erase(erased.id, JobContext()).receipt.gone
    assert gone == preview
    assert faces_in(real, gallery, *NAMED) == others
    real.training.execute(JobContext())
    named = real.recognition.batch_recognize([gallery], None, JobContext())
    assert erased.id not in named.changes.players
    files = [path for path, player in tournament.truth.items() if player == erased.name]
    again = real.indexing.import_photos(files, "Day 1", JobContext())
    assert (again.added, again.faces) == (0, 0)


def test_others_are_listed_and_a_face_that_no_detector_found_is_drawn(
    real: Library, gallery: GalleryId
) -> None:
    (photo, *_) = (p for p in photos_of(real, gallery) if any(f.state is FaceState.UNKNOWN for f in p.faces))
    others = real.review.others([photo.id])
    assert {face.id for face in others} == {f.id for f in photo.faces if f.state is not FaceState.TAGGED}
    free = Box(0.01, 0.9, 0.06, 0.09)
    assert all(face.box.overlap(free) == 0 for face in photo.faces)
    (drawn,) = real.faces.draw(photo.id, free).faces
    assert drawn in {face.id for face in real.galleries.photos([photo.id])[0].faces}
    generated = real.descriptors.generate(JobContext())
    assert (generated.faces, generated.failures) == (0, ()), "each has one of this pack"


def side_by_side(first: Path, second: Path, target: Path) -> Path:
    """One picture of two."""
    with Image.open(first) as left, Image.open(second) as right:
        made = Image.new("RGB", (left.width + right.width, max(left.height, right.height)))
        made.paste(left, (0, 0))
        made.paste(right, (left.width, 0))
    made.save(target, quality=95)
    return target


def test_photos_are_delivered_to_those_who_agreed_and_to_nobody_else(
    real: Library, tournament: Tournament, gallery: GalleryId, tmp_path: Path
) -> None:
    agreed, refuses, *_ = PLAYERS
    first, second = (
        next(photo.path for photo in photos_of(real, gallery) if photo.names == [name])
        for name in (agreed, refuses)
    )
    both = side_by_side(first, second, tmp_path / "both.jpg")
    real.indexing.import_photos([both], "Day 1", JobContext())
    real.recognition.batch_recognize([gallery], None, JobContext())
    (together,) = (photo for photo in photos_of(real, gallery) if photo.path == both)
    assert set(together.names) == {agreed, refuses}
    for name in (agreed, refuses):
        real.players.update(real.players.find(name).id, PlayerUpdate(consent=Consent.GIVEN))
    order = DeliveryOrder(gallery, str(tmp_path / "out"), as_jpeg=True, longest_px=800, sheet=True)
    before = real.deliveries.preview(order)
    assert [one.name for one in before.recipients] == [agreed, refuses]
    real.players.update(real.players.find(refuses).id, PlayerUpdate(consent=Consent.REFUSED))
    plan = real.deliveries.preview(order)
    assert [one.name for one in plan.recipients] == [agreed]
    assert plan.recipients[0].photos == before.recipients[0].photos - 1
    # Who refuses is not looked for any more, which is said; nobody asked the others.
    assert {one.name for one in plan.withheld} == set(PLAYERS) - {agreed}
    report = real.deliveries.send(order, JobContext())
    assert report.failures == ()
    (past,) = real.deliveries.history()
    got = real.deliveries.received(past.id)
    paths = {photo.id: photo.path for photo in photos_of(real, gallery)}
    assert both not in {paths[one.photo_id] for one in got}
    assert {tournament.truth[paths[one.photo_id]] for one in got} == {agreed}
    files = [path.name for path in (tmp_path / "out" / agreed).iterdir()]
    assert sorted(files) == sorted(["contact sheet.pdf", *(Path(one.name).name for one in got)])


def test_a_card_of_real_files_is_copied(data: Path, library: Library, tmp_path: Path) -> None:
    card = data / "camera"
    plan = CardPlan(card, (tmp_path,), "{camera}/{date} {name}")
    library_folder = set(tmp_path.rglob("*"))
    preview = library.cards.preview(plan, JobContext())
    done = library.cards.copy(plan, JobContext())
    assert (preview.new, preview.size, preview.failures) == (done.copied, done.size, ())
    contents = [hashlib.sha256(path.read_bytes()).digest() for path in card.rglob("*") if path.is_file()]
    copies = [path for path in set(tmp_path.rglob("*")) - library_folder if path.is_file()]
    assert done.failures == ()
    assert {hashlib.sha256(path.read_bytes()).digest() for path in copies} == set(contents)
    assert len({path.parent for path in done.places}) > 5, "one folder a camera"
    assert library.cards.copy(plan, JobContext()).copied == 0


def test_photos_of_a_hot_folder_are_named_as_they_come(
    real: Library, gallery: GalleryId, tournament: Tournament, tmp_path: Path
) -> None:
    (tmp_path / "hot").mkdir()
    tagged = {
        photo.path.name: photo.names
        for photo in photos_of(real, gallery)
        if any(face.state is FaceState.TAGGED for face in photo.faces)
    }
    for path in tournament.truth:
        with Image.open(path) as picture:  # another file of the same picture is another photo
            picture.convert("RGB").save(tmp_path / "hot" / f"{path.stem}.JPG", quality=97)
    context, came = JobContext(), dict[str, list[str]]()

    def told(arrived: Arrived) -> None:
        came.update({photo.path.stem: photo.names for photo in arrived.photos})
        if len(came) == len(tournament.truth):
            context.cancel()

    with pytest.raises(CancelledError):
        real.hot_folder.watch(tmp_path / "hot", "Hot", context, told)
    alike = sum(came[Path(name).stem] == names for name, names in tagged.items())
    assert alike >= 0.9 * len(tagged)


LEGIBLE_AND_RIGHT = 0.85


def test_bib_numbers_of_a_race_are_read(data: Path, library: Library) -> None:
    with (data / "race" / "boxes.csv").open(encoding="utf-8") as file:
        lines = list(csv.DictReader(file))
    gallery = library.indexing.import_photos([data / "race"], "Race", JobContext()).gallery_id
    report = library.numbers.read(gallery, JobContext())
    assert not report.failures
    digits = library.numbers.of(library.galleries.photo_ids(gallery))
    photos = {
        one.file_name: one for one in library.galleries.results(gallery, page=Page(0, 100)).photos.items
    }
    right = 0
    for line in lines:
        photo = photos[line["file"]]
        x, y, w, h = (float(line[f"face_{side}"]) for side in "xywh")
        box = Box(x / photo.width, y / photo.height, w / photo.width, h / photo.height)
        face = max(photo.faces, key=lambda one: one.box.overlap(box))
        right += digits.get(face.id) == line["bib_number"]
    assert right / len(lines) >= LEGIBLE_AND_RIGHT
