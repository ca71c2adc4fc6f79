from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtCore import QSettings

from core.errors import InvalidValueError
from desktop.profile import Profile, UserSettings


def test_the_users_settings_are_kept(tmp_path: Path) -> None:
    profile = Profile(tmp_path / "window.ini")
    profile.update(theme="light", single_keys=False)
    profile.save()
    assert Profile(tmp_path / "window.ini").user == UserSettings(theme="light", single_keys=False)


def test_a_value_that_can_not_be_is_refused_and_changes_nothing(tmp_path: Path) -> None:
    profile = Profile(tmp_path / "window.ini")
    with pytest.raises(InvalidValueError) as raised:
        profile.update(theme="pink")
    assert raised.value.field == "theme"
    assert profile.user == UserSettings()


def test_a_file_that_was_written_by_hand_is_taken_as_far_as_it_goes(tmp_path: Path) -> None:
    path = tmp_path / "window.ini"
    by_hand = QSettings(str(path), QSettings.Format.IniFormat)
    by_hand.setValue("user/theme", "pink")
    by_hand.setValue("user/language", "ru")
    by_hand.sync()
    assert Profile(path).user == UserSettings(language="ru")


@pytest.mark.parametrize("value", ["\\0\\0\\0\\x3f\\0\\0", "\\0\\0\\0\\vity="])
def test_a_file_with_a_value_that_may_ask_for_any_memory_is_put_aside(tmp_path: Path, value: str) -> None:
    path = tmp_path / "window.ini"
    path.write_text(f"[user]\ntheme=@Variant({value})\nlanguage=ru\n")
    profile = Profile(path)
    assert profile.user == UserSettings()
    assert profile.recent_libraries() == []
    assert "language=ru" in path.with_name("window.ini-damaged").read_text()
    profile.update(theme="dark")
    profile.save()
    assert Profile(path).user == UserSettings(theme="dark")


def test_a_librarys_gallery_and_the_libraries_are_remembered(tmp_path: Path) -> None:
    profile = Profile(tmp_path / "window.ini")
    for name in ("a", "b/c & d", "a"):
        profile.remember_library(tmp_path / name)
    profile.remember_gallery(tmp_path / "a", "Saturday, day 1")
    profile.save()
    again = Profile(tmp_path / "window.ini")
    assert again.recent_libraries() == [tmp_path / "a", tmp_path / "b/c & d"]
    assert again.gallery(tmp_path / "a") == "Saturday, day 1"
    assert again.gallery(tmp_path / "b/c & d") is None
    again.forget_library(tmp_path / "a")
    assert again.recent_libraries() == [tmp_path / "b/c & d"]
