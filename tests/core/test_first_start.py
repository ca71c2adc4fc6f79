"""Before there is a library: looking at places, making one, the sample; nothing is left half made."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from core import demo, first_start
from core.errors import CancelledError, LibraryError, ModelPackError
from core.jobs import JobContext
from core.library import Library
from core.vision.model_packs import find_pack


def test_a_place_is_looked_at_without_leaving_anything(tmp_path: Path) -> None:
    root = tmp_path / "Pictures" / "Library"
    place = first_start.look_at_place(root)
    assert (place.root, place.library_there, place.writable) == (root, False, True)
    assert place.free_bytes > 0
    assert place.roomy is (place.free_bytes >= first_start.ENOUGH_BYTES)
    assert list(tmp_path.iterdir()) == []


def test_a_place_in_a_file_can_not_be_written_to(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("x")
    assert not first_start.look_at_place(tmp_path / "file" / "library").writable


def test_a_library_is_made_with_its_pack_and_found_again(tmp_path: Path) -> None:
    root = first_start.make_library(tmp_path / "mine", "buffalo_s")
    with Library.open(root, create=False) as library:
        assert library.settings.pack == "buffalo_s"
    assert first_start.look_at_place(root).library_there


def test_without_its_pack_no_library_is_made(tmp_path: Path) -> None:
    with pytest.raises(ModelPackError):
        first_start.make_library(tmp_path / "mine", "absent")
    assert not (tmp_path / "mine").exists()


def test_the_packs_to_choose_from_come_with_their_terms() -> None:
    packs = {pack.id: pack for pack in first_start.packs()}
    assert next(iter(packs)) == "opencv"
    assert packs["opencv"].installed
    assert not packs["buffalo_l"].commercial
    assert "Apache License" in packs["opencv"].terms
    assert "MIT License" in packs["opencv"].terms
    assert "NON-COMMERCIAL" in packs["buffalo_s"].terms


def test_a_pack_from_a_folder_is_named_after_it_and_checked_where_it_is_published(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    installed = find_pack("buffalo_s")
    folder = tmp_path / "my models"
    folder.mkdir()
    shutil.copy(installed.detector, folder / "det.onnx")
    shutil.copy(installed.recogniser, folder / "rec.onnx")
    monkeypatch.setenv("PLAYERTAG_MODELS", str(tmp_path / "models"))
    assert first_start.install("", folder, JobContext()) == "my-models"
    # Under the name of a published pack it has to be that very one, and these files were mended.
    posing = folder.rename(tmp_path / "buffalo_s")
    with pytest.raises(ModelPackError):
        first_start.install("", posing, JobContext())


def test_a_stopped_installation_leaves_nothing(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    source = find_pack("buffalo_s").folder
    monkeypatch.setenv("PLAYERTAG_MODELS", str(tmp_path / "models"))
    context = JobContext()
    context.cancel()
    with pytest.raises(CancelledError):
        first_start.install("", source, context)
    assert not list((tmp_path / "models").glob("*"))


def test_a_sample_that_is_stopped_leaves_nothing(tmp_path: Path) -> None:
    context = JobContext(lambda progress: context.cancel() if progress.done else None)
    with pytest.raises(CancelledError):
        demo.ensure_demo(tmp_path / "demo", "opencv", context)
    assert not (tmp_path / "demo").exists()


def test_a_folder_with_something_else_is_no_place_for_the_sample(tmp_path: Path) -> None:
    (tmp_path / "mine.txt").write_text("mine")
    with pytest.raises(LibraryError):
        demo.ensure_demo(tmp_path, "opencv", JobContext())
    assert (tmp_path / "mine.txt").exists()
