"""The demo does the whole job, truly, and the same each time."""

from __future__ import annotations

from pathlib import Path

import pytest

from core.demo import DemoReport, run_demo
from core.errors import LibraryError, ModelPackError
from core.imaging.decode import decode_photo
from core.jobs import JobContext


@pytest.fixture(scope="module")
def demo_folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("demo")


@pytest.fixture(scope="module")
def report(demo_folder: Path) -> DemoReport:
    return run_demo(demo_folder, JobContext(), photos=24)


def test_no_face_gets_a_wrong_name(report: DemoReport) -> None:
    assert sum(line.wrong for line in report.lines) == 0


def test_every_player_is_found_somebody_tagged_and_a_stranger_named_by_cluster(report: DemoReport) -> None:
    enrolled = [line for line in report.lines if line.role == "on the roster"]
    assert len(enrolled) == 7
    assert all(line.found for line in enrolled)
    assert sum(line.right for line in enrolled) > 0
    assert report.named_faces > 0


def test_a_folder_with_something_else_in_it_is_left_alone(tmp_path: Path) -> None:
    (tmp_path / "library").mkdir()
    mine = tmp_path / "library" / "my pictures.txt"
    mine.write_text("mine", "utf-8")
    with pytest.raises(LibraryError, match="is not empty"):
        run_demo(tmp_path, JobContext(), photos=12)
    assert mine.read_text("utf-8") == "mine"


def test_without_a_model_pack_nothing_is_built_and_how_to_get_one_is_said(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("PLAYERTAG_MODELS", str(tmp_path / "models"))
    with pytest.raises(ModelPackError, match="playertag models install opencv"):
        run_demo(tmp_path / "demo", JobContext(), photos=12)
    assert not (tmp_path / "demo").exists()


def test_most_faces_are_found(report: DemoReport) -> None:
    assert sum(line.found for line in report.lines) >= 0.9 * sum(line.photos for line in report.lines)


def test_the_contact_sheet_is_a_picture(report: DemoReport) -> None:
    assert decode_photo(report.contact_sheet.read_bytes(), ".png").pixels.shape[0] > 200


def test_a_second_run_gives_the_same_table(report: DemoReport, demo_folder: Path) -> None:
    again = run_demo(demo_folder, JobContext(), photos=24)
    assert again.lines == report.lines
    assert (again.named, again.named_faces) == (report.named, report.named_faces)
