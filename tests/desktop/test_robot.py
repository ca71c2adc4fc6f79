"""The reviewer of `benchmarks.reviewer` on the window, with fewer photos."""

from __future__ import annotations

from benchmarks.reviewer import judged, knowledge
from benchmarks.robot import Robot
from core.sample import SampleTournament
from core.types import GalleryId
from tests.desktop.conftest import Driver


def test_a_tournament_is_reviewed_by_keys_and_clicks_with_no_wrong_name(
    sample: Driver, sample_tournament: SampleTournament, sample_gallery: GalleryId
) -> None:
    known = knowledge(sample.library, sample_tournament, sample_gallery)
    count = Robot(sample.session, known).review()
    outcome = judged(sample.library, known, sample_gallery, "best", count)
    assert outcome.faces > 30
    assert (outcome.wrong, outcome.unanswered, outcome.unnamed) == (0, 0, 0)
    # Three photos' worth of each person: most of the work is to name them the first time.
    assert outcome.actions_a_face <= 1
