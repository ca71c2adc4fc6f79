from __future__ import annotations

import csv
from pathlib import Path

import pytest
from sqlalchemy import update

from core.db.schema import FaceRow
from core.errors import InvalidValueError, NotFoundError, TrainingError
from core.export import CLUSTER_COLUMNS, PHOTO_COLUMNS, TAG_COLUMNS, write_csv
from core.jobs import JobContext
from core.library import Library
from core.types import WHOLE_LIBRARY, FaceState, GalleryId
from tests.fakes.planter import Planter


def read(path: Path) -> list[dict[str, str]]:
    with path.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def test_every_face_of_every_gallery_has_a_line(library: Library, planter: Planter, tmp_path: Path) -> None:
    first, second = planter.photo("Ann", "Bea")
    (ann,) = library.players.add("Ann").players
    library.review.confirm([first], ann)

    count = library.export.tags(tmp_path / "tags.csv")

    lines = read(tmp_path / "tags.csv")
    assert (count, tuple(lines[0])) == (2, TAG_COLUMNS)
    assert [(line["face_id"], line["player"], line["state"]) for line in lines] == [
        (first, "Ann", "confirmed"),
        (second, "", "unknown"),
    ]
    assert [float(lines[1][side]) for side in "xywh"] == [0.1, 0.1, 0.08, 0.12]


def test_each_photo_of_a_gallery_has_a_line_with_who_is_in_it(
    library: Library, planter: Planter, tmp_path: Path
) -> None:
    first, second, third = planter.photo("Ann", "Bea", "Cleo")
    planter.photo("Bea")
    for face, name in ((second, "Ann"), (third, "José")):
        library.review.confirm([face], library.players.ensure(name))
    gallery = library.galleries.get(planter.gallery())
    photo = library.galleries.faces([first])[0].photo_id
    with library._database.write() as session:
        session.execute(update(FaceRow).where(FaceRow.id == third).values(state=FaceState.TAGGED.value))
    path = tmp_path / "names.csv"

    assert library.export.photos(path, gallery.id) == 2

    with path.open(encoding="utf-8-sig", newline="") as file:
        lines = list(csv.DictReader(file))
    assert tuple(lines[0]) == PHOTO_COLUMNS
    (named,) = [line for line in lines if line["players"]]
    assert (named["gallery"], named["players"], named["unnamed_faces"]) == (gallery.name, "Ann; José", "1")
    assert named["photo"] == str(library.galleries.photos([photo])[0].path)
    assert named["file"] == library.galleries.photos([photo])[0].path.name
    assert (named["confirmed"], named["tagged"]) == ("Ann", "José")
    (other,) = [line for line in lines if not line["players"]]
    assert other["unnamed_faces"] == "1"
    assert (other["confirmed"], other["tagged"]) == ("", "")
    everything = tmp_path / "all.csv"
    assert library.export.photos(everything, WHOLE_LIBRARY) == 2
    assert everything.read_bytes() == path.read_bytes()
    with pytest.raises(NotFoundError):
        library.export.photos(path, GalleryId("gone"))
    assert path.read_bytes() == everything.read_bytes()


def test_a_name_that_a_spreadsheet_would_run_is_made_harmless(
    library: Library, planter: Planter, tmp_path: Path
) -> None:
    (face,) = planter.photo("Ann")
    (player,) = library.players.add('=HYPERLINK("http://x")').players
    library.review.confirm([face], player)
    library.export.tags(tmp_path / "tags.csv")
    assert read(tmp_path / "tags.csv")[0]["player"] == '\'=HYPERLINK("http://x")'


def test_candidates_are_as_many_lines_a_face(library: Library, planter: Planter, tmp_path: Path) -> None:
    planter.enrolled("Ann", "Bea", "Cleo", references=1)
    planter.photo("Bea")
    library.training.execute(JobContext())
    assert library.export.tags(tmp_path / "tags.csv", candidates=2) == 2 * 4
    lines = [line for line in read(tmp_path / "tags.csv") if line["state"] == "unknown"]
    assert lines[0]["player"] == "Bea"
    assert float(lines[0]["probability"]) >= float(lines[1]["probability"])


def test_candidates_without_training_are_refused_and_no_file_is_made(
    library: Library, planter: Planter, tmp_path: Path
) -> None:
    planter.photo("Ann")
    with pytest.raises(TrainingError):
        library.export.tags(tmp_path / "tags.csv", candidates=2)
    assert not (tmp_path / "tags.csv").exists()


def test_every_face_has_a_line_among_the_clusters(library: Library, planter: Planter, tmp_path: Path) -> None:
    for _ in range(4):
        planter.photo("Eve", "Fay", noise=0.2)
    library.clusters.cluster(planter.gallery(), JobContext(), 3)
    assert library.export.clusters(tmp_path / "clusters.csv") == 8
    lines = read(tmp_path / "clusters.csv")
    assert tuple(lines[0]) == CLUSTER_COLUMNS
    assert len({line["cluster"] for line in lines}) == 2
    planter.photo("Eve", gallery="Other", noise=0.2)
    library.clusters.cluster(WHOLE_LIBRARY, JobContext(), 3)
    library.export.clusters(tmp_path / "clusters.csv", of_all=True)
    of_all = {line["cluster"] for line in read(tmp_path / "clusters.csv")} - {""}
    assert of_all == {cluster.id for cluster in library.clusters.of(WHOLE_LIBRARY)}
    library.export.clusters(tmp_path / "clusters.csv")
    assert {line["cluster"] for line in lines} < {line["cluster"] for line in read(tmp_path / "clusters.csv")}


def test_a_file_that_fails_half_way_leaves_the_old_one_and_nothing_beside_it(tmp_path: Path) -> None:
    path = tmp_path / "tags.csv"
    path.write_text("old")

    def lines() -> object:
        yield ["Ann"]
        raise OSError(28, "No space left on device")

    with pytest.raises(InvalidValueError, match="No space left"):
        write_csv(path, ["player"], lines())  # type: ignore[arg-type]
    assert path.read_text() == "old"
    assert [item.name for item in tmp_path.iterdir()] == ["tags.csv"]


def test_a_place_that_can_not_be_written_to_is_told(tmp_path: Path) -> None:
    (tmp_path / "folder").mkdir()
    for path in (tmp_path / "absent" / "tags.csv", tmp_path / "folder"):
        with pytest.raises(InvalidValueError):
            write_csv(path, ["player"], [["Ann"]])
    assert [item.name for item in tmp_path.iterdir()] == ["folder"]
