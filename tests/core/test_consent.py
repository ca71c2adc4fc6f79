"""Who does not agree to be recognised is not: not by the machine, and not from then on by anybody."""

from __future__ import annotations

from datetime import date, timedelta
from pathlib import Path

import pytest

from core import cli
from core.db.schema import GalleryPhotoRow, PlayerRow
from core.errors import InvalidValueError
from core.jobs import JobContext
from core.library import Library
from core.recognition.withdrawn import withheld_photos
from core.settings import Settings
from core.types import (
    Consent,
    DeliveryOrder,
    FaceId,
    FaceState,
    GalleryId,
    PlayerId,
    PlayerUpdate,
    WithheldReason,
)
from core.wanted_tags import wanted_tags
from tests.fakes.planter import Planter

YESTERDAY, TOMORROW = (date.today() + timedelta(days) for days in (-1, 1))
REFUSED = PlayerUpdate(consent=Consent.REFUSED)
ENDED = PlayerUpdate(consent=Consent.GIVEN, consent_until=YESTERDAY)


@pytest.fixture
def seen(planter: Planter) -> tuple[PlayerId, FaceId]:
    """Ann, and a face that is tagged as her."""
    ann, _ = planter.enrolled("Ann", "Bea")
    (face,) = planter.photo("Ann")
    planter.library.training.execute(JobContext())
    recognised(planter)
    assert planter.face(face).player == "Ann"
    return ann, face


def recognised(planter: Planter) -> None:
    planter.library.recognition.batch_recognize([planter.gallery()], None, JobContext())


@pytest.mark.parametrize("changed", [REFUSED, ENDED])
def test_what_a_machine_said_of_who_does_not_agree_is_withdrawn_at_once(
    library: Library, planter: Planter, seen: tuple[PlayerId, FaceId], changed: PlayerUpdate
) -> None:
    ann, face = seen
    done = library.players.update(ann, changed)
    assert planter.face(face).state is FaceState.UNKNOWN
    assert face in done.faces
    recognised(planter)
    assert planter.face(face).player is None
    assert library.review.suggestions(planter.gallery()) == []
    assert ann not in [one.player_id for one in library.recognition.candidates([face], 9)[face]]

    library.players.update(ann, PlayerUpdate(consent=Consent.GIVEN, consent_until=TOMORROW))
    recognised(planter)
    assert planter.face(face).player == "Ann"


@pytest.mark.parametrize("changed", [REFUSED, ENDED])
def test_nobody_is_confirmed_as_who_does_not_agree_and_earlier_answers_stay(
    library: Library, planter: Planter, seen: tuple[PlayerId, FaceId], changed: PlayerUpdate
) -> None:
    ann, face = seen
    (confirmed,) = planter.photo("Ann")
    library.review.confirm([confirmed], ann)
    library.players.update(ann, changed)
    with pytest.raises(InvalidValueError, match=r"Ann .*agree"):
        library.review.confirm([face], ann)
    assert planter.face(confirmed).state is FaceState.CONFIRMED
    assert "Ann" not in [one.player for one in library.training.prepare().players]


def test_an_undo_does_not_bring_back_what_a_machine_said_of_who_does_not_agree(
    library: Library, planter: Planter, seen: tuple[PlayerId, FaceId]
) -> None:
    ann, face = seen
    ignored = library.review.ignore([face])
    library.players.update(ann, REFUSED)
    assert ignored.batch is not None
    library.review.undo(ignored.batch)
    assert planter.face(face).state is FaceState.UNKNOWN


def test_the_consent_of_a_roster_and_of_a_merge_counts_too(
    library: Library, planter: Planter, seen: tuple[PlayerId, FaceId], tmp_path: Path
) -> None:
    ann, face = seen
    roster = tmp_path / "roster.csv"
    roster.write_text("name,consent\nAnn,no\n", "utf-8")
    library.players.import_roster(roster)
    assert planter.face(face).state is FaceState.UNKNOWN
    library.players.update(ann, PlayerUpdate(consent=Consent.GIVEN))
    recognised(planter)
    (refused,) = library.players.add("Anna").players
    library.players.update(refused, REFUSED)
    library.players.merge(ann, refused)
    assert planter.face(face).state is FaceState.UNKNOWN


def test_the_last_day_of_a_consent_counts(
    library: Library, planter: Planter, seen: tuple[PlayerId, FaceId]
) -> None:
    ann, face = seen
    library.players.update(ann, PlayerUpdate(consent=Consent.GIVEN, consent_until=date.today()))
    assert planter.face(face).player == "Ann"


def test_an_end_of_no_consent_is_refused(library: Library) -> None:
    (ann,) = library.players.add("Ann").players
    with pytest.raises(InvalidValueError, match="consent_until"):
        library.players.update(ann, PlayerUpdate(consent_until=TOMORROW))
    assert library.players.get(ann).consent_until is None


def withheld(planter: Planter, *, tagged: bool = True) -> list[tuple[str, WithheldReason, int]]:
    """Who is kept back from a delivery, why, and from how many photos."""
    plan = planter.library.deliveries.preview(DeliveryOrder(planter.gallery(), "", tagged=tagged))
    return [(one.name, one.reason, one.photos) for one in plan.withheld]


@pytest.mark.parametrize(
    ("changed", "reason"), [(REFUSED, WithheldReason.REFUSED), (ENDED, WithheldReason.ENDED)]
)
def test_no_photo_goes_out_on_which_a_machine_saw_who_does_not_agree_by_now(
    library: Library,
    planter: Planter,
    seen: tuple[PlayerId, FaceId],
    changed: PlayerUpdate,
    reason: WithheldReason,
) -> None:
    ann, _ = seen
    with_bea, _ = planter.photo("Ann", "Bea")
    recognised(planter)
    library.players.update(library.players.find("Bea").id, PlayerUpdate(consent=Consent.GIVEN))
    assert withheld(planter) == [("Ann", WithheldReason.NOT_ASKED, 2)]
    library.players.update(ann, changed)
    recognised(planter)
    assert withheld(planter) == withheld(planter, tagged=False) == [("Ann", reason, 2)]
    assert library.deliveries.preview(DeliveryOrder(planter.gallery(), "")).recipients == ()

    library.review.ignore([with_bea])
    assert withheld(planter) == [("Ann", reason, 2)], "who needs no name is on the photo all the same"
    library.review.reject([with_bea], ann)
    assert withheld(planter) == [("Ann", reason, 1)]


def test_of_a_consent_that_ended_meanwhile_it_is_known_whom_the_machine_saw(
    library: Library, planter: Planter, seen: tuple[PlayerId, FaceId]
) -> None:
    ann, face = seen
    library.players.update(ann, PlayerUpdate(consent=Consent.GIVEN, consent_until=TOMORROW))
    with library._database.write() as session:  # a day goes by
        session.get_one(PlayerRow, ann).consent_until = YESTERDAY
    assert withheld(planter) == [("Ann", WithheldReason.ENDED, 1)]
    recognised(planter)
    assert planter.face(face).player is None
    assert withheld(planter) == [("Ann", WithheldReason.ENDED, 1)]


def test_who_refused_and_was_seen_nowhere_is_named_all_the_same(library: Library, planter: Planter) -> None:
    ann, bea = planter.enrolled("Ann", "Bea")
    planter.photo("Ann")
    library.players.update(ann, REFUSED)
    library.players.update(bea, PlayerUpdate(consent=Consent.GIVEN))
    assert withheld(planter) == [("Ann", WithheldReason.REFUSED, 0)]
    library.galleries.set_roster(planter.gallery(), [bea])
    assert withheld(planter) == [], "nobody expects her there"


def test_who_refused_for_a_gallery_is_not_recognised_there_and_is_elsewhere(
    library: Library, planter: Planter, seen: tuple[PlayerId, FaceId]
) -> None:
    ann, face = seen
    (confirmed,) = planter.photo("Ann")
    library.review.confirm([confirmed], ann)
    (final,) = planter.photo("Ann", gallery="Final")
    day, other = planter.gallery(), planter.gallery("Final")
    done = library.players.refuse_for(ann, day)
    assert planter.face(face).state is FaceState.UNKNOWN
    assert (face in done.faces, ann in done.players, day in done.galleries) == (True, True, True)
    assert library.players.get(ann).refused_for == {day}
    library.recognition.batch_recognize([day, other], None, JobContext())
    assert (planter.face(face).player, planter.face(final).player) == (None, "Ann")
    assert planter.face(confirmed).state is FaceState.CONFIRMED
    assert ann not in [one.player_id for one in library.recognition.candidates([face], 9)[face]]
    assert ann in [one.player_id for one in library.recognition.candidates([final], 9)[final]]
    with pytest.raises(InvalidValueError, match="Ann does not agree to be recognised in this gallery"):
        library.review.confirm([face], ann)
    library.review.confirm([final], ann)
    (trained,) = (one for one in library.training.prepare().players if one.player == "Ann")
    assert trained.faces == 4  # her references and the final

    library.players.refuse_for(ann, day, refused=False)
    assert library.players.get(ann).refused_for == frozenset()
    recognised(planter)
    assert planter.face(face).player == "Ann"


def test_a_photo_of_two_galleries_is_one_of_the_stricter(
    library: Library, planter: Planter, seen: tuple[PlayerId, FaceId]
) -> None:
    ann, face = seen
    planter.photo("Bea", gallery="Final")
    final = planter.gallery("Final")
    with library._database.write() as session:
        photo = planter.face(face).photo_id
        session.add(GalleryPhotoRow(gallery_id=final, photo_id=photo, sort_key=""))
    library.players.refuse_for(ann, final)
    recognised(planter)
    assert planter.face(face).player is None


def test_who_refused_for_a_gallery_is_not_asked_about_there(library: Library, planter: Planter) -> None:
    ann, _ = planter.enrolled("Ann", "Bea")
    for _ in range(3):
        planter.photo("Ann", "Bea")
    planter.photo("Ann", gallery="Final")
    library.training.execute(JobContext())
    library.clusters.cluster(planter.gallery(), JobContext())
    library.players.refuse_for(ann, planter.gallery())
    for gallery, asked in (("Final", {"Ann"}), (None, {"Bea"})):
        where = planter.gallery(gallery) if gallery else planter.gallery()
        assert {question.player for question in library.questions.of(where) if question.player_id} == asked


def test_faces_of_a_refused_gallery_find_nobody_elsewhere(library: Library, planter: Planter) -> None:
    planter.enrolled("Ann")
    library.training.execute(JobContext())
    bea = library.players.ensure("Bea")
    library.review.confirm(planter.photo("Bea", gallery="Final"), bea)
    (face,) = planter.photo("Bea")

    def candidates() -> set[str]:
        return {one.player for one in library.recognition.candidates([face], 9)[face]}

    assert "Bea" in candidates()
    library.players.refuse_for(bea, planter.gallery("Final"))
    assert "Bea" not in candidates()


def test_photos_of_who_refused_for_a_gallery_are_not_handed_out_of_it(
    library: Library, planter: Planter, seen: tuple[PlayerId, FaceId], tmp_path: Path
) -> None:
    ann, face = seen
    (final,) = planter.photo("Ann", gallery="Final")
    library.review.confirm([face, final], ann)
    library.players.update(ann, PlayerUpdate(consent=Consent.GIVEN))
    library.players.refuse_for(ann, planter.gallery())

    def withheld(gallery: GalleryId) -> list[WithheldReason]:
        plan = library.deliveries.preview(DeliveryOrder(gallery, str(tmp_path), unasked=True))
        return [one.reason for one in plan.withheld]

    assert withheld(planter.gallery()) == [WithheldReason.REFUSED]
    assert withheld(planter.gallery("Final")) == []
    with library._database.write() as session:
        photo = planter.face(face).photo_id
        session.add(GalleryPhotoRow(gallery_id=planter.gallery("Final"), photo_id=photo, sort_key=""))
    order = DeliveryOrder(planter.gallery("Final"), str(tmp_path), unasked=True)
    plan = library.deliveries.preview(order)
    assert [(one.name, one.photos) for one in plan.withheld] == [("Ann", 1)]
    assert plan.left_out == 1, "the other photo of the two goes out"
    with library._database.read() as session:
        photos = [planter.face(one).photo_id for one in (face, final)]
        named = [bool(one.tags) for one in wanted_tags(session, Settings(), photos)]
        assert named == [False, True]
        assert withheld_photos(session, photos) == {photos[0]}


def test_a_refusal_for_a_gallery_goes_over_to_who_is_kept_and_back(
    library: Library, planter: Planter, seen: tuple[PlayerId, FaceId]
) -> None:
    ann, face = seen
    bea = library.players.find("Bea").id
    library.players.refuse_for(bea, planter.gallery())
    done = library.players.merge(ann, bea)
    assert library.players.get(ann).refused_for == {planter.gallery()}
    recognised(planter)
    assert planter.face(face).player is None
    assert done.players >= {ann, bea}


def test_a_refusal_for_a_gallery_is_said_on_the_command_line(
    library: Library, planter: Planter, seen: tuple[PlayerId, FaceId], capsys: pytest.CaptureFixture[str]
) -> None:
    ann, _ = seen
    where = ["--library", str(library.paths.root)]
    assert cli.main(["players", "refuse", "Ann", "Day 1", *where]) == 0
    assert "Ann is not recognised any more in Day 1." in capsys.readouterr().out
    assert library.players.get(ann).refused_for == {planter.gallery()}
    assert cli.main(["players", "refuse", "Ann", "Day 1", "--take-back", *where]) == 0
    assert library.players.get(ann).refused_for == frozenset()
    assert cli.main(["players", "refuse", "Ann", "Nowhere", *where]) == 1
