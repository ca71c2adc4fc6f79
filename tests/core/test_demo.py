"""The demo does the whole job, truly, and the same each time."""

from __future__ import annotations

from pathlib import Path

import pytest

from core.demo import DemoReport, run_demo
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


def test_somebody_is_tagged_and_a_stranger_is_named_by_cluster(report: DemoReport) -> None:
    assert sum(line.right for line in report.lines if line.role == "on the roster") > 0
    assert report.named_faces > 0


def test_most_faces_are_found(report: DemoReport) -> None:
    assert sum(line.found for line in report.lines) >= 0.9 * sum(line.photos for line in report.lines)


def test_the_contact_sheet_is_a_picture(report: DemoReport) -> None:
    assert decode_photo(report.contact_sheet.read_bytes(), ".png").pixels.shape[0] > 200


def test_a_second_run_gives_the_same_table(report: DemoReport, demo_folder: Path) -> None:
    again = run_demo(demo_folder, JobContext(), photos=24)
    assert again.lines == report.lines
    assert (again.named, again.named_faces) == (report.named, report.named_faces)
