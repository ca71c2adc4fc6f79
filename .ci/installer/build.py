"""Builds what this machine can of the installers: `make installer`.

In `dist`: the folder `playertag`, by PyInstaller, which runs without Python; on Linux a package for Debian
and Ubuntu, an archive with a script that installs it for one user on any Linux, and an AppImage where
there is `appimagetool`; on Windows an installer, where there is NSIS. docs/installing.md says what each is.
"""

from __future__ import annotations

import platform
import shutil
import subprocess
import sys
from importlib.metadata import version
from pathlib import Path

HERE = Path(__file__).resolve().parent
ROOT = HERE.parents[1]
BUILD, DIST = ROOT / "build", ROOT / "dist"
FOLDER = DIST / "playertag"
PROGRAM = FOLDER / ("playertag.exe" if sys.platform == "win32" else "playertag")
SIGN = ROOT / "resources" / "icons" / "playertag.svg"
VERSION = version("playertag")
ICON_PX = 256
# What the folder does not bring, since it belongs to the machine: its C library, graphics and fonts, and for
# windows without X11 Wayland's.
DEPENDS = f"libc6 (>= {platform.libc_ver()[1]}), libegl1, libgl1, libfontconfig1"
RECOMMENDS = "libwayland-client0, libwayland-cursor0, libwayland-egl1"
CONTROL = """\
Package: playertag
Version: {version}
Architecture: amd64
Maintainer: The authors of Playertag
Installed-Size: {kilobytes}
Depends: {depends}
Recommends: {recommends}
Section: graphics
Priority: optional
Description: finds every player in a tournament photographer's pictures
 Playertag finds players in photos by their faces, from a roster and a few pictures
 of each. It works on this computer alone and needs no network.
"""


def main() -> int:
    """Build everything that can be built here; the exit code."""
    get_exiftool()
    build_folder()
    made = [FOLDER]
    if sys.platform.startswith("linux"):
        made += [debian_package(), archive(), *app_image()]
    elif sys.platform == "win32":
        made += windows_installer()
    for path in made:
        print(f"{path.relative_to(ROOT)}: {size(path) / 1e6:.0f} MB")
    return 0


def run(*command: str | Path) -> None:
    """Run a command to its end; what it says is seen."""
    subprocess.run([str(part) for part in command], cwd=ROOT, check=True)


def size(path: Path) -> int:
    """Of a file, or of all the files in a folder, in bytes."""
    files = [path] if path.is_file() else path.rglob("*")
    return sum(file.lstat().st_size for file in files if not file.is_dir())


def get_exiftool() -> None:
    """Fetch ExifTool for this system, by the hashes in package-lock.json."""
    npm = shutil.which("npm")
    if npm is None:
        sys.exit("ExifTool is fetched with npm, which is not here: Node.js 20 or newer brings it.")
    run(npm, "ci", "--prefix", HERE, "--no-audit", "--no-fund", "--ignore-scripts")


def build_folder() -> None:
    """The program with all that it needs, and a look whether it runs."""
    if sys.platform == "win32":
        make_icon()
    run(sys.executable, "-m", "PyInstaller", "--noconfirm", "build_installer.spec")
    run(PROGRAM, "doctor")


def make_icon() -> Path:
    """The program's sign as Windows shows it."""
    from PySide6.QtCore import Qt
    from PySide6.QtGui import QImage, QPainter
    from PySide6.QtSvg import QSvgRenderer

    image = QImage(ICON_PX, ICON_PX, QImage.Format.Format_ARGB32)
    image.fill(Qt.GlobalColor.transparent)
    painter = QPainter(image)
    QSvgRenderer(str(SIGN)).render(painter)
    painter.end()
    icon = BUILD / "playertag.ico"
    BUILD.mkdir(exist_ok=True)
    if not image.save(str(icon)):
        sys.exit(f"{icon} can't be written.")
    return icon


def linux_tree(root: Path, prefix: str) -> None:
    """The folder with a menu entry and an icon, as Linux looks for them below a prefix."""
    shutil.rmtree(root, ignore_errors=True)
    usr = root / prefix
    shutil.copytree(FOLDER, usr / "lib" / "playertag", symlinks=True)
    (usr / "bin").mkdir()
    (usr / "bin" / "playertag").symlink_to("../lib/playertag/playertag")
    copy(HERE / "playertag.desktop", usr / "share" / "applications" / "playertag.desktop")
    copy(SIGN, usr / "share" / "icons" / "hicolor" / "scalable" / "apps" / "playertag.svg")


def copy(source: Path, target: Path) -> None:
    """Copy a file into a folder that is made where it is missing."""
    target.parent.mkdir(parents=True, exist_ok=True)
    shutil.copy(source, target)


def debian_package() -> Path:
    """A package for Debian and Ubuntu. It has no scripts: libraries and settings are nothing of its own."""
    root = BUILD / "debian"
    linux_tree(root, "usr")
    copy(ROOT / "resources" / "licences" / "README.txt", root / "usr/share/doc/playertag/copyright")
    kilobytes = size(root) // 1024
    control = CONTROL.format(version=VERSION, kilobytes=kilobytes, depends=DEPENDS, recommends=RECOMMENDS)
    (root / "DEBIAN").mkdir()
    (root / "DEBIAN" / "control").write_text(control, "utf-8")
    package = DIST / f"playertag_{VERSION}_amd64.deb"
    run("dpkg-deb", "--root-owner-group", "-Zxz", "--build", root, package)
    shutil.rmtree(root)
    return package


def archive() -> Path:
    """For any Linux: the same tree, which `install.sh` copies to where its user wants it."""
    name = f"playertag-{VERSION}-linux-x86_64"
    root = BUILD / name
    linux_tree(root, ".")
    for script in ("install.sh", "uninstall.sh"):
        copy(HERE / script, root / script)
    packed = DIST / f"{name}.tar.xz"
    run("tar", "--create", "--use-compress-program=xz -T0", "--file", packed, "-C", BUILD, name)
    shutil.rmtree(root)
    return packed


def app_image() -> list[Path]:
    """One file that runs as it is, where there is the tool that makes it."""
    tool = shutil.which("appimagetool")
    if tool is None:
        print("There is no appimagetool: no AppImage was made.")
        return []
    root = BUILD / "Playertag.AppDir"
    linux_tree(root, "usr")
    copy(HERE / "playertag.desktop", root / "playertag.desktop")
    copy(SIGN, root / "playertag.svg")
    (root / "AppRun").symlink_to("usr/bin/playertag")
    image = DIST / f"playertag-{VERSION}-x86_64.AppImage"
    run(tool, "--no-appstream", root, image)
    shutil.rmtree(root)
    return [image]


def windows_installer() -> list[Path]:
    """The installer for Windows, where there is NSIS."""
    makensis = shutil.which("makensis")
    if makensis is None:
        print("There is no makensis: no installer was made.")
        return []
    run(makensis, f"-DVERSION={VERSION}", HERE / "playertag.nsi")
    return [DIST / f"playertag-{VERSION}-setup.exe"]


if __name__ == "__main__":
    sys.exit(main())
