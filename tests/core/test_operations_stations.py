"""The operations of stations: on a real server and in a real bucket, with photos of made-up people."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from core.errors import InvalidValueError, NotAllowedError
from core.jobs import JobContext
from core.library import Library
from core.sample import SampleTournament
from core.types import Role
from tests.core.test_storage import key_of
from tests.fakes.s3 import S3Server
from tests.fakes.team import Team


@pytest.fixture
def card(sample_tournament: SampleTournament, tmp_path: Path) -> Path:
    """A card with three photos."""
    folder = tmp_path / "card"
    folder.mkdir()
    for path in sorted(sample_tournament.photos.rglob("*.jpg"))[:3]:
        shutil.copy(path, folder)
    return folder


def test_photos_are_shared_worked_on_and_found_by_who_shared_them(
    library: Library, team: Team, s3: S3Server, bucket: str, card: Path, sample_library: Library
) -> None:
    with pytest.raises(NotAllowedError, match="no team"):
        library.stations.status()
    library.team.join(team.invitation("photographer", Role.PHOTOGRAPHER, key_of(s3.key)))
    with pytest.raises(NotAllowedError, match="no store"):
        library.stations.share([card], "Card", JobContext())
    team.owner.store.use(bucket, key_of(s3.key))
    library.team.sync(JobContext())
    with pytest.raises(InvalidValueError, match="name"):
        library.stations.share([card], " ", JobContext())

    report = library.stations.share([card], "Card", JobContext(), work=False)
    assert (report.added, report.imported) == (3, None)
    status = library.stations.status()
    assert (status.photos, status.done, status.lots_waiting) == (3, 0, 1)
    worked = library.stations.work(JobContext(), report.gallery_id)
    assert (worked.processed, worked.failures) == (3, [])
    assert worked.faces > 0
    assert len(worked.changes.photos) == 3
    finished = library.stations.share([card], "Card", JobContext())
    assert finished.imported is not None
    assert (finished.imported.known, finished.imported.failures) == (3, ())
    assert library.stations.status().done == 3
    gallery = library.galleries.get(report.gallery_id)
    assert (gallery.name, gallery.photos, gallery.faces) == ("Card", 3, worked.faces)
    assert {photo.path.parent for photo in library.galleries.photos(list(worked.changes.photos))} == {card}
