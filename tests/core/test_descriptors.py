from __future__ import annotations

from pathlib import Path
from typing import cast

import pytest

from core.db.vectors import Vectors, unit
from core.jobs import JobContext, Progress
from core.library import Library
from core.vision.engine import FaceEngine
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
