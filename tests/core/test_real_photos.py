"""The main operations from files to names on real photos, which are not part of the project."""

from __future__ import annotations

import csv
from pathlib import Path

import pytest

from core.jobs import JobContext
from core.library import Library
from core.types import FaceState, PhotoFilter

PLAYERS = ("eden_hazard", "kaoru_mitoma", "sadio_mane", "son_heung_min")
EACH, STRANGERS, REFERENCES = 4, 4, 3


@pytest.fixture
def tournament(data: Path, tmp_path: Path) -> tuple[Path, dict[Path, str]]:
    """References of a few players in a folder, and photos with who is in each; "" for a stranger."""
    source = data / "tournament"
    for player in PLAYERS:
        (tmp_path / "players" / player).mkdir(parents=True)
        for photo in sorted((source / "players" / player).iterdir())[:REFERENCES]:
            (tmp_path / "players" / player / photo.name).symlink_to(photo)
    with (source / "truth.csv").open(encoding="utf-8", newline="") as file:
        rows = sorted(csv.DictReader(file), key=lambda row: row["file"])
    truth: dict[Path, str] = {}
    for player in (*PLAYERS, ""):
        tier, count = ("action", EACH) if player else ("outsider", STRANGERS)
        shown = [row["file"] for row in rows if (row["players"], row["tier"]) == (player, tier)]
        truth |= dict.fromkeys((source / "photos" / name for name in shown[:count]), player)
    return tmp_path / "players", truth


def test_a_small_tournament_from_files_to_names(
    library: Library, tournament: tuple[Path, dict[Path, str]]
) -> None:
    references, truth = tournament
    enrolled = library.indexing.enroll(references, JobContext())
    assert enrolled.enrolled == dict.fromkeys(PLAYERS, REFERENCES)
    imported = library.indexing.import_photos(list(truth), "Day 1", JobContext())
    assert (imported.added, imported.failures) == (len(truth), ())
    gallery = imported.gallery_id
    assert library.training.execute(JobContext()).session.players == len(PLAYERS)
    report = library.recognition.batch_recognize([gallery], None, JobContext())

    photos = library.galleries.results(gallery).photos.items
    named = {face.state: face for photo in photos for face in photo.faces}
    tagged = {
        (photo.path, face.player)
        for photo in photos
        for face in photo.faces
        if face.state is FaceState.TAGGED
    }
    right = {(path, player) for path, player in truth.items() if player}
    assert len(tagged) == report.tagged
    assert not tagged - right, "nobody is tagged who is not there"
    assert len(tagged) >= len(right) // 2
    assert FaceState.UNKNOWN in named

    seen, *_ = library.lookup.faces(next(iter(truth)))
    assert seen.candidates[0].player == PLAYERS[0]
    grouped = library.galleries.by_player(gallery)
    assert {group.player for group in grouped.groups} == {player for _, player in tagged}
    of_one = library.galleries.results(gallery, PhotoFilter(states=frozenset({FaceState.TAGGED})))
    assert of_one.photos.total == len({path for path, _ in tagged})
    clustered = library.clusters.cluster(gallery, JobContext(), 2)
    assert clustered.clustered + clustered.noise == sum(
        face.state is FaceState.UNKNOWN for photo in photos for face in photo.faces
    )
