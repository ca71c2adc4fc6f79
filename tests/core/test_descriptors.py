from __future__ import annotations

import shutil
from pathlib import Path
from typing import cast

import numpy as np
import pytest
from numpy.typing import NDArray
from sqlalchemy import delete

from core.db.schema import EmbeddingRow
from core.db.vectors import Vectors, unit
from core.errors import PhotoError
from core.jobs import JobContext, Progress
from core.library import Library
from core.types import Box
from core.vision.engine import FaceEngine, FaceObservation
from tests.fakes.engine import PixelEngine, pixel_engine, write_picture
from tests.fakes.planter import likeness


class OtherEyes(PixelEngine):
    """Sees other people in the same pictures, as after an update of the pack."""

    def _likeness(self, person: str) -> Vectors:
        return likeness(f"other {person}")


def test_a_search_while_descriptors_are_made_anew_leaves_no_old_index(
    library: Library, tmp_path: Path
) -> None:
    write_picture(tmp_path / "1.png", "A", 1)
    library._engine = pixel_engine()
    gallery = library.indexing.import_photos([tmp_path / "1.png"], "Day 1", JobContext()).gallery_id
    now = unit(likeness("other A"))
    searched: list[float] = []

    def search(_: Progress) -> None:
        if not searched:
            searched.append(library.index.nearest(now, 1)[0][1])

    library._engine = cast(FaceEngine, OtherEyes())
    library.descriptors.regenerate_unknown(gallery, JobContext(search))

    assert searched == [pytest.approx(0, abs=0.4)]
    assert library.index.nearest(now, 1)[0][1] > 0.8


class Blind(PixelEngine):
    """Finds nobody."""

    def observe(self, image: NDArray[np.uint8]) -> list[FaceObservation]:
        return []


def test_a_face_that_a_person_put_into_another_group_stays(library: Library, tmp_path: Path) -> None:
    for number in range(6):
        write_picture(tmp_path / f"{number}.png", "AB", number)
    library._engine = pixel_engine()
    gallery = library.indexing.import_photos([tmp_path], "Day 1", JobContext()).gallery_id
    library.clusters.cluster(gallery, JobContext(), min_cluster_size=2)
    first, second, *_ = library.clusters.of(gallery)
    moved = first.faces[0].id
    library.clusters.move(first.id, second.id, [moved])
    library._engine = cast(FaceEngine, Blind())
    report = library.descriptors.regenerate_unknown(gallery, JobContext())
    assert not report.failures
    photos = library.galleries.photos(library.galleries.photo_ids(gallery))
    assert moved in {face.id for photo in photos for face in photo.faces}


def test_a_file_that_holds_another_picture_by_now_is_a_failure(library: Library, tmp_path: Path) -> None:
    for number, people in enumerate(("A", "BC")):
        write_picture(tmp_path / f"{number}.png", people, number)
    library._engine = pixel_engine()
    gallery = library.indexing.import_photos([tmp_path], "Day 1", JobContext()).gallery_id
    (photo,) = (
        p for p in library.galleries.photos(library.galleries.photo_ids(gallery)) if len(p.faces) == 1
    )
    before = photo.faces
    photo.path.write_bytes((tmp_path / "1.png").read_bytes())
    report = library.descriptors.regenerate_unknown(gallery, JobContext())
    assert [(one.path, one.code) for one in report.failures] == [(photo.path, "changed")]
    assert library.galleries.photos([photo.id])[0].faces == before
    with pytest.raises(PhotoError, match="has changed"):
        library.faces.draw(photo.id, Box(0.6, 0.5, 0.3, 0.4))
    with pytest.raises(PhotoError, match="has changed"):
        library.faces.redraw(before[0].id, Box(0.6, 0.5, 0.3, 0.4))
    shutil.rmtree(library.paths.thumbnails)
    with pytest.raises(PhotoError, match="has changed"):
        library.images.crop(before[0].id)


def a_second_pack(library: Library) -> None:
    """What is to be made anew: the faces have no embedding of the pack in use any more."""
    with library._database.write() as session:
        session.execute(delete(EmbeddingRow))


def test_descriptors_of_a_file_that_holds_another_picture_are_not_made(
    library: Library, tmp_path: Path
) -> None:
    for number, people in enumerate(("A", "BC")):
        write_picture(tmp_path / f"{number}.png", people, number)
    library._engine = pixel_engine()
    library.indexing.import_photos([tmp_path], "Day 1", JobContext())
    a_second_pack(library)
    write_picture(tmp_path / "0.png", "D", 7)
    report = library.descriptors.generate(JobContext())
    assert [(one.path.name, one.code) for one in report.failures] == [("0.png", "changed")]
    assert (report.photos, report.faces) == (1, 2)
    assert library.statistics.figures().photos == 2


@pytest.mark.parametrize("changed", ["1.png", "2.png"])
def test_descriptors_are_made_from_the_copy_that_has_not_changed(
    library: Library, tmp_path: Path, changed: str
) -> None:
    for name in ("1.png", "2.png"):
        write_picture(tmp_path / name, "A", 1)
    library._engine = pixel_engine()
    gallery = library.indexing.import_photos([tmp_path], "Day 1", JobContext()).gallery_id
    (photo,) = library.galleries.photos(library.galleries.photo_ids(gallery))
    a_second_pack(library)
    write_picture(tmp_path / changed, "BC", 5)
    assert library.descriptors.generate(JobContext()).failures == ()
    assert library.descriptors.regenerate_unknown(gallery, JobContext()).failures == ()
    library.faces.draw(photo.id, Box(0.6, 0.5, 0.3, 0.4))
    assert len(library.galleries.photos([photo.id])[0].faces) == 2
