from __future__ import annotations

import os
from pathlib import Path

import pytest

from core.scanning import scan
from core.types import FileFailure


def names(paths: list[Path], root: Path) -> list[str]:
    return [item.relative_to(root).as_posix() for item in scan(paths) if isinstance(item, Path)]


def files(root: Path, *paths: str) -> Path:
    for path in paths:
        (root / path).parent.mkdir(parents=True, exist_ok=True)
        (root / path).touch()
    return root


def test_files_come_in_the_order_of_their_names_through_every_folder(tmp_path: Path) -> None:
    files(tmp_path, "b/2.jpg", "b/1.jpg", "a/9.jpg", "c.jpg")
    assert names([tmp_path], tmp_path) == ["a/9.jpg", "b/1.jpg", "b/2.jpg", "c.jpg"]


def test_hidden_files_and_companions_are_passed_over(tmp_path: Path) -> None:
    files(tmp_path, ".hidden.jpg", ".cache/1.jpg", "1.jpg", "1.XMP", "Thumbs.db", "notes.txt")
    assert names([tmp_path], tmp_path) == ["1.jpg"]


def test_a_file_that_is_named_is_always_taken(tmp_path: Path) -> None:
    files(tmp_path, ".hidden.jpg", "notes.txt")
    paths = [tmp_path / ".hidden.jpg", tmp_path / "notes.txt", tmp_path / "absent.jpg"]
    assert names(paths, tmp_path) == [".hidden.jpg", "notes.txt", "absent.jpg"]


def test_what_is_named_twice_comes_once(tmp_path: Path) -> None:
    files(tmp_path, "a/1.jpg")
    paths = [tmp_path / "a", tmp_path / "a" / "1.jpg", tmp_path, tmp_path / "a" / ".." / "a"]
    assert names(paths, tmp_path) == ["a/1.jpg"]


def test_a_folder_that_is_linked_into_itself_ends(tmp_path: Path) -> None:
    files(tmp_path, "a/1.jpg")
    (tmp_path / "a" / "again").symlink_to(tmp_path, target_is_directory=True)
    assert names([tmp_path], tmp_path) == ["a/1.jpg"]


def test_a_link_to_itself_and_a_broken_link_stop_nothing(tmp_path: Path) -> None:
    files(tmp_path, "1.jpg")
    (tmp_path / "loop").symlink_to(tmp_path / "loop")
    (tmp_path / "broken.jpg").symlink_to(tmp_path / "absent.jpg")
    assert "1.jpg" in names([tmp_path], tmp_path)


def test_a_folder_that_can_not_be_looked_into_is_listed_and_the_rest_comes(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    files(tmp_path, "a/1.jpg", "b/2.jpg")
    really = os.scandir

    def deny(path: Path) -> object:  # the tests may run as root, whom no mode of a folder keeps out
        if Path(path).name == "a":
            raise PermissionError(13, "Permission denied")
        return really(path)

    monkeypatch.setattr(os, "scandir", deny)
    found = list(scan([tmp_path]))
    assert [item.code if isinstance(item, FileFailure) else item.name for item in found] == [
        "unreadable-folder",
        "2.jpg",
    ]


def test_what_a_library_keeps_for_itself_is_no_photo(tmp_path: Path) -> None:
    files(tmp_path, "photo.jpg", "cache/mine.jpg")
    own = files(tmp_path / "library", "library.sqlite", "library.sqlite-wal", "cache/thumbnails/ab/1.jpg")
    files(own, "index/opencv.npy", "beside.jpg")
    assert names([tmp_path], tmp_path) == ["cache/mine.jpg", "library/beside.jpg", "photo.jpg"]
    refused = list(scan([own / "library.sqlite", own / "cache" / "thumbnails"]))
    assert [item.code for item in refused if isinstance(item, FileFailure)] == ["library", "library"]
    assert len(refused) == 2
