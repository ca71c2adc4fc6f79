"""The scripts of the archive for any Linux, on a program that only says its version."""

from __future__ import annotations

import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from tests.conftest import CHECKOUT

pytestmark = pytest.mark.skipif(not sys.platform.startswith("linux"), reason="the archive is for Linux")
SOURCE = CHECKOUT / ".ci" / "installer"


def unpacked(folder: Path, version: str) -> Path:
    """An archive as it is unpacked."""
    program = folder / "lib" / "playertag" / "playertag"
    program.parent.mkdir(parents=True)
    program.write_text(f"#!/bin/sh\necho {version}\n")
    program.chmod(0o755)
    (program.parent / f"only in {version}").touch()
    for name in ("install.sh", "uninstall.sh"):
        shutil.copy(SOURCE / name, folder / name)
    menu = folder / "share" / "applications"
    menu.mkdir(parents=True)
    shutil.copy(SOURCE / "playertag.desktop", menu)
    icons = folder / "share" / "icons" / "hicolor" / "scalable" / "apps"
    icons.mkdir(parents=True)
    shutil.copy(CHECKOUT / "resources" / "icons" / "playertag.svg", icons)
    return folder


def run(command: Path, *arguments: Path, home: Path, code: int = 0) -> str:
    environment = {"HOME": str(home), "PATH": "/usr/bin:/bin"}
    done = subprocess.run([command, *arguments], env=environment, capture_output=True, text=True)
    assert done.returncode == code, done.stderr
    return done.stdout + done.stderr


@pytest.fixture
def home(tmp_path: Path) -> Path:
    """A user with a space in their folder's name, a library and other programs."""
    folder = tmp_path / "ada byron"
    library = folder / "Pictures" / "Playertag Library" / "library.sqlite"
    library.parent.mkdir(parents=True)
    library.touch()
    other = folder / ".local" / "lib" / "other"
    other.parent.mkdir(parents=True)
    other.touch()
    return folder


def files(folder: Path) -> set[Path]:
    return {path for path in folder.rglob("*") if not path.is_dir()}


def test_it_is_installed_for_one_user_and_goes_again_and_all_else_stays(home: Path, tmp_path: Path) -> None:
    before = files(home)
    local = home / ".local"
    told = run(unpacked(tmp_path / "new", "0.1.0") / "install.sh", home=home)
    assert str(local / "bin" / "playertag") in told
    assert run(local / "bin" / "playertag", home=home) == "0.1.0\n"
    menu = (local / "share" / "applications" / "playertag.desktop").read_text("utf-8")
    assert f'Exec="{local}/bin/playertag"' in menu
    assert (local / "share/icons/hicolor/scalable/apps/playertag.svg").is_file()
    run(local / "lib" / "playertag" / "uninstall.sh", home=home)
    assert files(home) == before


def test_it_is_installed_wherever_somebody_wants_it(home: Path, tmp_path: Path) -> None:
    prefix = tmp_path / "R&D|100% \\1 $HOME `id`"
    run(unpacked(tmp_path / "new", "0.1.0") / "install.sh", prefix, home=home)
    assert run(prefix / "bin" / "playertag", home=home) == "0.1.0\n"
    menu = (prefix / "share" / "applications" / "playertag.desktop").read_text("utf-8").splitlines()
    place = str(tmp_path / r"R&D|100%% \\\\1 \\$HOME \\`id\\`")
    assert [line for line in menu if line.startswith("Exec=")] == [f'Exec="{place}/bin/playertag"']
    assert len(menu) == len((SOURCE / "playertag.desktop").read_text("utf-8").splitlines())
    run(prefix / "lib" / "playertag" / "uninstall.sh", home=home)
    assert files(prefix) == set()


def test_a_newer_one_takes_the_place_of_an_older_one(home: Path, tmp_path: Path) -> None:
    for version in ("0.1.0", "0.2.0"):
        run(unpacked(tmp_path / version, version) / "install.sh", home=home)
    lib = home / ".local" / "lib" / "playertag"
    assert run(home / ".local" / "bin" / "playertag", home=home) == "0.2.0\n"
    assert [path.name for path in lib.glob("only in *")] == ["only in 0.2.0"]


def test_it_goes_where_it_is_told_to(home: Path, tmp_path: Path) -> None:
    prefix = tmp_path / "opt"
    run(unpacked(tmp_path / "new", "0.1.0") / "install.sh", prefix, home=home)
    assert run(prefix / "bin" / "playertag", home=home) == "0.1.0\n"
    run(prefix / "lib" / "playertag" / "uninstall.sh", home=home)
    assert files(prefix) == set()


def test_what_was_not_installed_is_not_uninstalled(home: Path, tmp_path: Path) -> None:
    root = unpacked(tmp_path / "new", "0.1.0")
    before = files(root)
    assert "install.sh put it" in run(root / "uninstall.sh", home=home, code=1)
    assert files(root) == before
