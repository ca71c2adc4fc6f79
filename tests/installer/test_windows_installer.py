"""The installer for Windows, run by Wine on a program of two files; 64-bit stubs come with Debian's NSIS."""

from __future__ import annotations

import getpass
import os
import shutil
import subprocess
from pathlib import Path

import pytest

from tests.conftest import CHECKOUT

pytestmark = pytest.mark.skipif(
    any(shutil.which(tool) is None for tool in ("makensis", "wine")), reason="there is no NSIS or no Wine"
)
SCRIPT = CHECKOUT / ".ci" / "installer" / "playertag.nsi"
ENTRY = r"HKCU\Software\Microsoft\Windows\CurrentVersion\Uninstall\Playertag"
SECONDS = 300


class Windows:
    """A Windows of its own, as far as Wine is one."""

    def __init__(self, folder: Path) -> None:
        self.user = folder / "wine" / "drive_c" / "users" / getpass.getuser()
        # Its users have their pictures in the home folder of who runs it.
        home = folder / "home"
        home.mkdir()
        own = {"HOME": str(home), "WINEPREFIX": str(folder / "wine"), "WINEDEBUG": "-all", "DISPLAY": ""}
        self._environment = {**os.environ, **own}

    @property
    def installed(self) -> Path:
        return self.user / "AppData" / "Local" / "Programs" / "Playertag"

    @property
    def shortcuts(self) -> list[Path]:
        return [*self.user.rglob("Playertag.lnk")]

    def run(self, *command: str | Path) -> int:
        """A program's exit code, once all is done: an uninstaller goes on in a copy of itself."""
        code = subprocess.run(["wine", *map(str, command)], env=self._environment, timeout=SECONDS).returncode
        subprocess.run(["wineserver", "--wait"], env=self._environment, check=True, timeout=SECONDS)
        return code


def setup(folder: Path, version: str) -> Path:
    """An installer of a version, whose program has a file that no other version has."""
    program = folder / version
    (program / "_internal").mkdir(parents=True)
    (program / "playertag.exe").write_text(version)
    (program / "_internal" / f"only in {version}").touch()
    result = folder / f"playertag-{version}-setup.exe"
    defines = [f"-DVERSION={version}", f"-DFOLDER={program}", f"-DRESULT={result}"]
    subprocess.run(["makensis", "-V1", "-WX", "-XTarget amd64-unicode", *defines, SCRIPT], check=True)
    return result


def test_it_is_installed_updated_and_uninstalled_and_the_library_stays(tmp_path: Path) -> None:
    windows = Windows(tmp_path)
    for version in ("0.1.0", "0.2.0"):
        assert windows.run(setup(tmp_path, version), "/S") == 0
    assert (windows.installed / "playertag.exe").read_text() == "0.2.0"
    assert [path.name for path in (windows.installed / "_internal").iterdir()] == ["only in 0.2.0"]
    assert len(windows.shortcuts) == 1
    assert windows.run("reg", "query", ENTRY) == 0

    library = windows.user / "Pictures" / "Playertag Library" / "library.sqlite"
    library.parent.mkdir(parents=True)
    notes = windows.installed / "notes.txt"
    for path in (library, notes):
        path.write_text("mine")
    windows.run(windows.installed / "uninstall.exe", "/S")
    assert [*windows.installed.iterdir()] == [notes]
    assert library.read_text() == "mine"
    assert windows.shortcuts == []
    assert windows.run("reg", "query", ENTRY) != 0
