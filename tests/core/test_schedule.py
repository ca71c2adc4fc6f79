from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import date, datetime, time, timedelta
from pathlib import Path

import pytest
from PIL import Image

from core.errors import InvalidValueError, NotFoundError, TableError
from core.jobs import JobContext
from core.library import Library
from core.settings import Settings
from core.types import (
    OPEN_MATCH,
    Camera,
    FaceState,
    GalleryId,
    Match,
    MatchId,
    PhotoFilter,
    PhotoId,
    PlayerUpdate,
    RowOutcome,
    ScheduleField,
    SchedulePreview,
    TableMapping,
    TagField,
)
from core.wanted_tags import wanted_tags
from tests.conftest import Person
from tests.fakes.pictures import small_photo
from tests.fakes.planter import Planter
from tests.fakes.workbooks import workbook

NOON = datetime(2026, 5, 1, 12)
CANON, NIKON = "Canon R3 0123", "Nikon Z9 0456"
MINUTE = timedelta(minutes=1)
SLOW = 7 * MINUTE


def shoot(planter: Planter, camera: str, *minutes: float) -> list[PhotoId]:
    """Photos of a camera so many minutes after noon, by its own clock."""
    return [
        planter.face(planter.photo("x", camera=camera, taken_at=NOON + minute * MINUTE)[0]).photo_id
        for minute in minutes
    ]


def put_right(library: Library, gallery: GalleryId, camera: str, clock: timedelta) -> frozenset[PhotoId]:
    return library.cameras.save(Camera(gallery, camera, clock)).photos


def of_match(library: Library, gallery: GalleryId, match: MatchId) -> set[PhotoId]:
    return set(library.galleries.photo_ids(gallery, PhotoFilter(match_id=match)))


def play(
    library: Library, gallery: GalleryId, name: str, start: int, end: int, court: str = "", *teams: str
) -> MatchId:
    """Add a match from and until so many minutes after noon."""
    times = NOON + start * MINUTE, NOON + end * MINUTE
    (match,) = library.matches.add(gallery, name, *times, court, teams).matches
    return match


def test_two_cameras_seven_minutes_apart_interleave(library: Library, planter: Planter) -> None:
    right = shoot(planter, CANON, 10, 11, 12, 13)
    slow = shoot(planter, NIKON, 3.5, 4.5, 5.5, 6.5)
    gallery = planter.gallery()
    as_they_say = library.galleries.photo_ids(gallery)
    assert as_they_say == slow + right
    known = {photo.id: photo.taken_at for photo in library.galleries.photos(as_they_say)}
    assert put_right(library, gallery, NIKON, SLOW) == frozenset(slow), "only its photos are sorted anew"
    interleaved = [photo for pair in zip(right, slow, strict=True) for photo in pair]
    assert library.galleries.photo_ids(gallery) == interleaved
    photos = library.galleries.photos(interleaved)
    assert {photo.id: photo.taken_at for photo in photos} == known, "what the files say stays"
    assert photos[1].corrected_at == NOON + 10.5 * MINUTE
    assert photos[0].corrected_at == photos[0].taken_at
    late = PhotoFilter(since=NOON + 12 * MINUTE)
    assert library.galleries.photo_ids(gallery, late) == interleaved[4:]
    put_right(library, gallery, NIKON, timedelta())
    assert library.galleries.photo_ids(gallery) == as_they_say


def test_a_clock_is_put_right_by_a_photo_of_a_known_moment(library: Library, planter: Planter) -> None:
    (photo,) = shoot(planter, NIKON, 3.51)
    (other,) = shoot(planter, CANON, 1)
    gallery = planter.gallery()
    camera = library.cameras.by_photo(gallery, photo, NOON + 10.5 * MINUTE)
    assert (camera.name, camera.clock) == (NIKON, SLOW)
    assert library.cameras.of(gallery) == [Camera(gallery, CANON), Camera(gallery, NIKON)], "not saved yet"
    library.cameras.save(camera)
    assert [(one.name, one.clock, one.photos) for one in library.cameras.of(gallery)] == [
        (CANON, timedelta(), 1),
        (NIKON, SLOW, 1),
    ]
    back = library.cameras.by_photo(gallery, other, NOON)
    assert back.clock == -MINUTE


def test_a_clock_that_nobody_ever_set_is_put_right_by_years(library: Library, planter: Planter) -> None:
    photo = planter.face(planter.photo("x", camera=NIKON, taken_at=datetime(2000, 1, 1))[0]).photo_id
    gallery = planter.gallery()
    library.cameras.save(library.cameras.by_photo(gallery, photo, NOON))
    assert library.galleries.choices(gallery).days[0].value == NOON.date()


def test_what_can_be_no_clock_is_refused(library: Library, planter: Planter) -> None:
    (photo,) = shoot(planter, NIKON, 0)
    timeless = planter.face(planter.photo("x")[0]).photo_id
    (elsewhere,) = planter.photo("x", gallery="Day 2", taken_at=NOON)
    gallery = planter.gallery()
    with pytest.raises(InvalidValueError, match="does not say when it was taken"):
        library.cameras.by_photo(gallery, timeless, NOON)
    with pytest.raises(NotFoundError):
        library.cameras.by_photo(gallery, planter.face(elsewhere).photo_id, NOON)
    with pytest.raises(InvalidValueError, match="more than a century"):
        library.cameras.by_photo(gallery, photo, datetime(1850, 1, 1))
    with pytest.raises(InvalidValueError, match="whole seconds"):
        library.cameras.save(Camera(gallery, NIKON, timedelta(milliseconds=1)))
    with pytest.raises(NotFoundError, match="no camera 'Leica'"):
        library.cameras.save(Camera(gallery, "Leica"))
    with pytest.raises(NotFoundError):
        library.cameras.save(Camera(GalleryId("nowhere"), NIKON))


def test_a_photo_at_the_end_of_all_calendars_stays_where_it_is(library: Library, planter: Planter) -> None:
    last = datetime(9998, 12, 31)
    photo = planter.face(planter.photo("x", camera=NIKON, taken_at=last)[0]).photo_id
    gallery = planter.gallery()
    put_right(library, gallery, NIKON, timedelta(days=700))
    assert library.galleries.photos([photo])[0].corrected_at == last


def test_a_clock_holds_for_photos_that_come_later(
    library: Library, planter: Planter, people: Mapping[str, Person], tmp_path: Path
) -> None:
    first, second = (small_photo(people[name].selfie, tmp_path / f"{name}.jpg") for name in ("P001", "P002"))
    for minute, path in enumerate((first, second)):
        exif = Image.Exif()
        exif[0x0110], exif[0x0132] = NIKON, f"{NOON + minute * MINUTE:%Y:%m:%d %H:%M:%S}"
        with Image.open(path) as picture:
            picture.save(path, exif=exif)
    library.indexing.import_photos([first], "Day 1", JobContext())
    gallery = planter.gallery()
    put_right(library, gallery, NIKON, SLOW)
    library.indexing.import_photos([second], "Day 1", JobContext())
    seen = library.galleries.photos(library.galleries.photo_ids(gallery))
    assert [photo.corrected_at for photo in seen] == [NOON + SLOW, NOON + SLOW + MINUTE]
    match = play(library, gallery, "Final", 8, 9)
    assert of_match(library, gallery, match) == {seen[1].id}


def test_photos_fall_into_matches_by_the_corrected_time(library: Library, planter: Planter) -> None:
    shoot(planter, CANON, 1)
    early, late = shoot(planter, NIKON, 1, 8)
    gallery = planter.gallery()
    first, second = play(library, gallery, "One", 0, 7), play(library, gallery, "Two", 7, 14)
    assert early in of_match(library, gallery, first)
    put_right(library, gallery, NIKON, SLOW)
    assert of_match(library, gallery, second) == {early}
    assert early not in of_match(library, gallery, first)
    assert {match.name: match.photos for match in library.matches.of(gallery)} == {"One": 1, "Two": 1}
    choices = library.galleries.choices(gallery).matches
    assert [(one.name, one.photos) for one in choices] == [("One", 1), ("Two", 1)]
    assert library.review.photos_of_match(early) == [early]
    assert library.review.photos_of_match(late) == []


def test_photos_of_courts_that_overlap_are_open_until_somebody_says_which(
    library: Library, planter: Planter
) -> None:
    canon, nikon = shoot(planter, CANON, 1, 5), shoot(planter, NIKON, 2, 6)
    gallery = planter.gallery()
    east = play(library, gallery, "East", 0, 10, "Court 1")
    west = play(library, gallery, "West", 0, 10, "Court 2")
    everything = {*canon, *nikon}
    assert of_match(library, gallery, OPEN_MATCH) == everything
    assert of_match(library, gallery, east) == of_match(library, gallery, west) == set()
    assert [(one.photos, one.open_photos) for one in library.matches.of(gallery)] == [(0, 4), (0, 4)]
    assert library.galleries.choices(gallery).matches[-1].value == OPEN_MATCH
    assert library.review.photos_of_match(canon[0]) == []

    library.cameras.save(Camera(gallery, CANON, court="court 1"))
    assert of_match(library, gallery, east) == set(canon)
    assert of_match(library, gallery, OPEN_MATCH) == set(nikon)

    done = library.matches.put(gallery, {nikon[0]: west, canon[1]: west})
    assert done.changes.photos == {nikon[0], canon[1]}
    assert of_match(library, gallery, west) == {nikon[0], canon[1]}
    assert of_match(library, gallery, OPEN_MATCH) == {nikon[1]}
    again = library.matches.put(gallery, {nikon[0]: east})
    library.matches.put(gallery, again.before)
    assert of_match(library, gallery, west) == {nikon[0], canon[1]}
    library.matches.put(gallery, done.before)
    assert of_match(library, gallery, east) == set(canon)
    assert of_match(library, gallery, OPEN_MATCH) == set(nikon)


def test_a_match_that_comes_back_has_the_photos_that_were_put_into_it(
    library: Library, planter: Planter
) -> None:
    (photo,) = shoot(planter, CANON, 60)
    gallery = planter.gallery()
    match = play(library, gallery, "Final", 0, 10)
    library.matches.put(gallery, {photo: match})
    final = library.matches.get(match)
    library.matches.delete(match)
    assert library.galleries.choices(gallery).matches == ()
    library.matches.save(final)
    assert of_match(library, gallery, match) == {photo}


def test_only_what_is_of_the_gallery_is_put_into_its_matches(library: Library, planter: Planter) -> None:
    (photo,) = shoot(planter, CANON, 1)
    (other,) = planter.photo("x", gallery="Day 2")
    gallery, second = planter.gallery(), planter.gallery("Day 2")
    match = play(library, gallery, "Final", 0, 10)
    with pytest.raises(NotFoundError, match="no photo"):
        library.matches.put(gallery, {planter.face(other).photo_id: match})
    with pytest.raises(NotFoundError, match="no match"):
        library.matches.put(second, {planter.face(other).photo_id: match})
    with pytest.raises(NotFoundError, match="no match"):
        library.matches.put(gallery, {photo: MatchId("nothing")})


def test_the_teams_of_a_match_are_those_of_the_roster(library: Library, planter: Planter) -> None:
    shoot(planter, CANON, 1)
    library.players.add("Ann", team="Reds")
    gallery = planter.gallery()
    match = play(library, gallery, "Final", 0, 10, "", "reds")
    assert library.matches.get(match).teams == ("Reds",)
    with pytest.raises(InvalidValueError, match="no player is in the team 'Greens'"):
        play(library, gallery, "Other", 0, 10, "", "Greens")


def test_a_match_narrows_who_is_expected_and_nobody_is_forced(library: Library, planter: Planter) -> None:
    for player, team in zip(
        planter.enrolled("Ann", "Bea", "Cleo", "Dora"), ("Reds", "Blues", "Greens", "Greens"), strict=True
    ):
        library.players.update(player, PlayerUpdate(team=team))
    faces = planter.photo("Ann", "Cleo", "a stranger", taken_at=NOON)
    library.training.execute(JobContext())
    gallery = planter.gallery()

    def seen() -> list[tuple[str | None, FaceState]]:
        library.recognition.batch_recognize([gallery], None, JobContext())
        return [(face.player, face.state) for face in planter.faces(faces)]

    tagged, suggested = FaceState.TAGGED, FaceState.SUGGESTED
    stranger = (None, FaceState.UNKNOWN)
    assert seen() == [("Ann", tagged), ("Cleo", tagged), stranger]
    assert library.matches.expected(gallery) == {}
    match = play(library, gallery, "Final", 0, 10, "", "Reds", "Blues")
    playing = frozenset(library.players.find(name).id for name in ("Ann", "Bea"))
    assert library.matches.expected(gallery) == {planter.face(faces[0]).photo_id: playing}
    assert seen() == [("Ann", tagged), ("Cleo", suggested), stranger]
    other = play(library, gallery, "Next court", 0, 10, "", "Greens", "Blues")
    assert seen() == [("Ann", tagged), ("Cleo", tagged), stranger], "open: whoever plays in either"
    library.matches.put(gallery, {planter.face(faces[0]).photo_id: other})
    assert seen() == [("Ann", suggested), ("Cleo", tagged), stranger]
    library.matches.delete(other)
    library.matches.save(Match(match, gallery, "Final", NOON, NOON + MINUTE))
    assert seen() == [("Ann", tagged), ("Cleo", tagged), stranger], "a match without teams is anybody's"
    ann, dora = (library.players.find(name).id for name in ("Ann", "Dora"))
    library.galleries.set_roster(gallery, [ann, dora])
    library.matches.save(Match(match, gallery, "Final", NOON, NOON + MINUTE, teams=("Greens",)))
    assert seen() == [("Ann", suggested), ("Cleo", suggested), stranger], "of the Greens only Dora is here"


SCHEDULE = """Match;Court;Home;Away;Date;Start;End
Final;Court 1;Reds;Blues;01.05.2026;14:30;15:20
Third place;Court 2;reds;;2026-05-01;14.30;3:20 PM
"""


@pytest.fixture
def gallery(library: Library, planter: Planter) -> GalleryId:
    """A gallery, and two teams."""
    shoot(planter, CANON, 1)
    library.players.add("Ann", team="Reds")
    library.players.add("Bea", team="Blues")
    return planter.gallery()


@pytest.fixture
def written(tmp_path: Path) -> Callable[[str], Path]:
    """Writes a schedule into a file."""

    def write(text: str) -> Path:
        path = tmp_path / "schedule.csv"
        path.write_text(text)
        return path

    return write


def outcomes(preview: SchedulePreview) -> list[RowOutcome]:
    return [row.outcome for row in preview.rows]


def test_a_schedule_is_imported(library: Library, gallery: GalleryId, written: Callable[[str], Path]) -> None:
    path = written(SCHEDULE)
    preview = library.matches.preview_schedule(gallery, path)
    assert outcomes(preview) == [RowOutcome.NEW, RowOutcome.NEW]
    assert library.matches.of(gallery) == [], "nothing is written yet"
    assert len(library.matches.import_schedule(gallery, path).matches) == 2
    at = datetime(2026, 5, 1, 14, 30), datetime(2026, 5, 1, 15, 20)
    matches = library.matches.of(gallery)
    found = [(one.name, one.court, one.teams, one.starts_at, one.ends_at) for one in matches]
    assert found == [
        ("Final", "Court 1", ("Reds", "Blues"), *at),
        ("Third place", "Court 2", ("Reds",), *at),
    ]


def test_a_schedule_again_brings_matches_up_to_date(
    library: Library, gallery: GalleryId, written: Callable[[str], Path]
) -> None:
    library.matches.import_schedule(gallery, written(SCHEDULE))
    before = {one.name: one.id for one in library.matches.of(gallery)}
    assert outcomes(library.matches.preview_schedule(gallery, written(SCHEDULE))) == [RowOutcome.SAME] * 2
    late = written(SCHEDULE.replace("14:30;15:20", "15:00;15:50").replace("Court 1", ""))
    final, third = library.matches.preview_schedule(gallery, late).rows
    assert [(one.field, one.before, one.after) for one in final.changes] == [
        (ScheduleField.START, "2026-05-01 14:30", "2026-05-01 15:00"),
        (ScheduleField.END, "2026-05-01 15:20", "2026-05-01 15:50"),
    ]
    assert third.outcome is RowOutcome.SAME
    library.matches.import_schedule(gallery, late)
    assert {one.name: one.id for one in library.matches.of(gallery)} == before
    assert library.matches.get(before["Final"]).court == "Court 1"


def test_a_schedule_of_a_workbook_in_russian(library: Library, gallery: GalleryId, tmp_path: Path) -> None:
    lines: list[list[object]] = [
        ["Команды", "Площадка", "Дата", "Начало", "Минут"],
        ["Reds – Blues", 1, date(2026, 5, 1), time(14, 20), 50],
        ["Blues vs Reds", 2, datetime(2026, 5, 2), time(9, 10), 45],
    ]
    path = workbook(tmp_path / "schedule.xlsx", {"Rules": [], "Saturday": lines})
    library.matches.import_schedule(gallery, path)
    found = library.matches.of(gallery)
    assert [(one.name, one.court) for one in found] == [("Reds – Blues", "1"), ("Blues – Reds", "2")]
    assert found[0].starts_at == datetime(2026, 5, 1, 14, 20)
    assert found[1].ends_at == datetime(2026, 5, 2, 9, 55)


def test_columns_of_a_schedule_are_what_the_user_says(
    library: Library, gallery: GalleryId, written: Callable[[str], Path]
) -> None:
    path = written("Was;Wann;Wie lange\nFinale;2026-05-01T14:30;20\n")
    preview = library.matches.preview_schedule(gallery, path)
    assert preview.problem == "No column is the match or its teams."
    assert outcomes(preview) == [RowOutcome.REFUSED]
    with pytest.raises(TableError, match="No column is the match"):
        library.matches.import_schedule(gallery, path)
    columns = (ScheduleField.MATCH, ScheduleField.START, ScheduleField.MINUTES)
    library.matches.import_schedule(gallery, path, TableMapping(columns))
    assert [one.ends_at for one in library.matches.of(gallery)] == [datetime(2026, 5, 1, 14, 50)]


@pytest.mark.parametrize(
    ("text", "line", "column", "words"),
    [
        ("Match;Start;End\nFinal;14:30;15:00\n", 2, "Start", "'14:30' is of no day; say the date, too."),
        ("Match;Start;End\nFinal;soon;15:00\n", 2, "Start", "'soon' is no time"),
        ("Match;Date;Start;End\nFinal;Friday;14:30;15:00\n", 2, "Date", "'Friday' is no day"),
        ("Match;Start;End\nFinal;2026-05-01 14:30;14:30\n", 2, "End", "The end is not after the start."),
        ("Match;Start;End\nFinal;2026-05-01 14:30;\n", 2, "", "does not say when the match ends"),
        ("Match;Start;Minutes\nFinal;2026-05-01 14:30;0\n", 2, "Minutes", "'0' is no number of minutes"),
        ("Match;Teams;Start;Minutes\nA;Reds – Golds;2026-05-01 9:00;5\n", 2, "Teams", "in the team 'Golds'"),
        (
            "Home;Away;Start;Minutes\nReds;Blue Whales;2026-05-01 9:00;5\n",
            2,
            "Away",
            "no player is in the team 'Blue Whales'",
        ),
        ("Match;Away;Start;Minutes\n;;2026-05-01 9:00;5\n", 2, "Match", "name"),
        (
            "Match;Start;Minutes\nA;2026-05-01 9:00;5\nA;2026-05-01 9:00;6\n",
            3,
            "Match",
            "'A' is already on line 2.",
        ),
        ("Match;Start\nFinal;2026-05-01 14:30\n", 1, "end", "No column is the end"),
        ("Match;End\nFinal;2026-05-01 14:30\n", 1, "start", "No column is the start."),
        ("Match;Start;Start\nA;9:00;9:00\n", 1, "Start", "two columns can't be"),
        ("Match;Start;End\n", 2, "", "There is no match in the file."),
    ],
)
def test_a_wrong_schedule_is_refused_by_line_and_column(
    library: Library,
    gallery: GalleryId,
    written: Callable[[str], Path],
    text: str,
    line: int,
    column: str,
    words: str,
) -> None:
    with pytest.raises(TableError, match=words) as caught:
        library.matches.import_schedule(gallery, written(text))
    assert (caught.value.line, caught.value.column) == (line, column)
    assert library.matches.of(gallery) == []


def test_lines_that_cannot_be_taken_are_left_out_where_that_is_asked_for(
    library: Library, gallery: GalleryId, written: Callable[[str], Path]
) -> None:
    path = written("Match;Start;Minutes\nA;2026-05-01 9:00;5\nB;9:00;6\n")
    library.matches.import_schedule(gallery, path, skip_refused=True)
    assert [one.name for one in library.matches.of(gallery)] == ["A"]


def test_captions_and_exports_have_the_corrected_time_and_the_match(
    library: Library, planter: Planter, tmp_path: Path
) -> None:
    (face,) = planter.photo("x", camera=NIKON, taken_at=NOON - SLOW)
    library.review.confirm([face], library.players.ensure("Ann"))
    gallery, photo = planter.gallery(), planter.face(face).photo_id
    play(library, gallery, "Final", 0, 10, "Court 1")
    settings = Settings(caption_template="{players}[ at {match}, {court},] {date} {time}")

    def caption() -> str:
        with library._database.read() as session:
            (wanted,) = wanted_tags(session, settings, [photo])
        return next(tag.value for tag in wanted.tags if tag.field is TagField.CAPTION)

    def exported() -> str:
        library.export.photos(tmp_path / "photos.csv", gallery)
        return (tmp_path / "photos.csv").read_text("utf-8-sig").splitlines()[1].split(",")[2]

    assert (caption(), exported()) == ("Ann 2026-05-01 11:53", "2026-05-01 11:53:00")
    put_right(library, gallery, NIKON, SLOW)
    assert (caption(), exported()) == (
        "Ann at Final, Court 1, 2026-05-01 12:00",
        "2026-05-01 12:00:00",
    )
    other = play(library, gallery, "Other", 0, 10, "Court 2")
    assert caption() == "Ann 2026-05-01 12:00", "open: of which match nobody knows"
    library.matches.put(gallery, {photo: other})
    assert caption() == "Ann at Other, Court 2, 2026-05-01 12:00"
