"""Makes what Playertag needs to run from its source: `python3 .ci/setup.py`.

A `.venv` with Playertag and its dependencies, the system libraries of the window (on Debian and
Ubuntu, as root; else it says which are missing), ExifTool (likewise) and the model pack `opencv`.
With `--dev` also the tools of the checks, and what only the tests use: the model pack `buffalo_s` and,
where there is npm, a provider to sign in with.
Run again, it does nothing until something that it installs has changed.
"""

from __future__ import annotations

import argparse
import ctypes
import hashlib
import importlib.util
import json
import os
import shlex
import shutil
import subprocess
import sys
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parent.parent
VENV = ROOT / ".venv"
STAMP = VENV / "playertag-setup.json"
PROGRAMS = VENV / ("Scripts" if os.name == "nt" else "bin")
PYTHON = PROGRAMS / ("python.exe" if os.name == "nt" else "python")
PLAYERTAG = PROGRAMS / ("playertag.exe" if os.name == "nt" else "playertag")

OLDEST_PYTHON = (3, 11)
PROVIDER = ROOT / "tests" / "fakes" / "oidc"
PACKS, DEV_PACKS = ("opencv",), ("opencv", "buffalo_s")

# Debian's package, and the file of it that Qt opens. Qt does not load at all without these,
QT_LIBRARIES = {
    "libglib2.0-0": "libglib-2.0.so.0",
    "libgl1": "libGL.so.1",
    "libegl1": "libEGL.so.1",
    "libfontconfig1": "libfontconfig.so.1",
    "libxkbcommon0": "libxkbcommon.so.0",
    "libdbus-1-3": "libdbus-1.so.3",
}
# and these are for its windows on X11.
X11_LIBRARIES = {
    "libxcb-cursor0": "libxcb-cursor.so.0",
    "libxcb-icccm4": "libxcb-icccm.so.4",
    "libxcb-image0": "libxcb-image.so.0",
    "libxcb-keysyms1": "libxcb-keysyms.so.1",
    "libxcb-randr0": "libxcb-randr.so.0",
    "libxcb-render0": "libxcb-render.so.0",
    "libxcb-render-util0": "libxcb-render-util.so.0",
    "libxcb-shape0": "libxcb-shape.so.0",
    "libxcb-shm0": "libxcb-shm.so.0",
    "libxcb-sync1": "libxcb-sync.so.1",
    "libxcb-xfixes0": "libxcb-xfixes.so.0",
    "libxcb-xkb1": "libxcb-xkb.so.1",
    "libxkbcommon-x11-0": "libxkbcommon-x11.so.0",
}


class SetupError(Exception):
    """Set-up can't go on; the message says what to do."""


def main() -> int:
    """Set up what is missing; the exit code is 1 where the user has to do something first."""
    parser = argparse.ArgumentParser(description="Make what Playertag needs to run from its source.")
    parser.add_argument("--dev", action="store_true", help="also what the tests and checks need")
    arguments = parser.parse_args()
    try:
        set_up(dev=arguments.dev)
    except SetupError as exc:
        print(f"set-up: {exc}", file=sys.stderr)
        return 1
    except KeyboardInterrupt:
        print("set-up: stopped; run it again to go on", file=sys.stderr)
        return 130
    return 0


def set_up(*, dev: bool) -> None:
    """Do every step, unless the last run did and nothing has changed since.

    Raises:
        SetupError: the user has to do something first.
    """
    check_python()
    done = read_stamp()
    environment, manifest = environment_fingerprint(), manifest_fingerprint()
    packs_are_current = done.get("manifest") == manifest
    dev_is_there = done.get("dev", False) or not dev
    if done.get("environment") != environment or not packs_are_current or not dev_is_there:
        STAMP.unlink(missing_ok=True)  # a run that is stopped from here on leaves none
        make_environment()
        install_qt_libraries()
        install_exiftool()
        install_packages(".[dev]" if dev else ".")
    elif packs_are_there(done):
        build_translations()
        install_provider(dev)
        return
    build_translations()
    install_provider(dev)
    installed = done.get("packs", {}) if packs_are_current else {}
    packs = {pack: installed.get(pack) for pack in (DEV_PACKS if dev else PACKS)}
    for pack, folder in packs.items():
        if folder is None or not Path(folder, "pack.json").is_file():
            packs[pack] = install_pack(pack)
    stamp = {"environment": environment, "manifest": manifest, "dev": dev, "packs": packs}
    STAMP.write_text(json.dumps(stamp, indent=1), "utf-8")
    say(f"done; the program is {PLAYERTAG.relative_to(ROOT)}")


def say(message: str) -> None:
    """Tell what is going on, in order with what the commands print."""
    print(f"set-up: {message}", flush=True)


def run(command: list[str], task: str, advice: str) -> str:
    """Run one step; returns what it answers. Its progress is for terminals, a log gets its errors.

    Raises:
        SetupError: it failed.
    """
    progress = None if sys.stderr.isatty() else subprocess.PIPE
    done = subprocess.run(command, cwd=ROOT, check=False, text=True, stdout=subprocess.PIPE, stderr=progress)
    if done.returncode != 0:
        print(done.stdout, done.stderr or "", file=sys.stderr)
        raise SetupError(f"{task} failed: {shlex.join(command)}\n{advice}")
    return done.stdout


# -- What was done before ------------------------------------------------------------------------


def read_stamp() -> dict[str, Any]:
    """What the last complete run noted; nothing where there was none or its Python is gone."""
    try:
        stamp: dict[str, Any] = json.loads(STAMP.read_text("utf-8"))
    except (OSError, ValueError):
        return {}
    return stamp if PYTHON.exists() else {}


def environment_fingerprint() -> str:
    """Changes with the dependencies, this file, the Python in use and the folder's place."""
    digest = hashlib.sha256(f"{ROOT}\n{sys.version}\n".encode())
    for path in (ROOT / "pyproject.toml", Path(__file__)):
        digest.update(path.read_bytes())
    return digest.hexdigest()


def manifest_fingerprint() -> str:
    """Changes with the published model packs and with the folder they are installed in."""
    digest = hashlib.sha256(os.environ.get("PLAYERTAG_MODELS", "").encode())
    digest.update((ROOT / "resources" / "model_packs.toml").read_bytes())
    return digest.hexdigest()


def packs_are_there(stamp: dict[str, Any]) -> bool:
    """Whether nobody has removed a model pack since."""
    return all(Path(folder, "pack.json").is_file() for folder in stamp["packs"].values())


# -- Steps ---------------------------------------------------------------------------------------


def check_python() -> None:
    """Make sure that this Python can make an environment.

    Raises:
        SetupError: it is too old, or its parts can't be installed.
    """
    if sys.version_info < OLDEST_PYTHON:
        found = ".".join(map(str, sys.version_info[:3]))
        raise SetupError(
            f"Playertag needs Python 3.11 or newer, and this is {found}. "
            "Name another one: make demo PYTHON=python3.12"
        )
    # Debian has these two in a package of their own.
    if not all(map(importlib.util.find_spec, ("venv", "ensurepip"))):
        install_debian_packages([f"python3.{sys.version_info.minor}-venv"], "Python's venv module")
        importlib.invalidate_caches()


def install_qt_libraries() -> None:
    """Install the system libraries of the window.

    Raises:
        SetupError: some that Qt can't be loaded without are missing and can't be installed.
    """
    if not sys.platform.startswith("linux"):
        return
    qt, x11 = missing(QT_LIBRARIES), missing(X11_LIBRARIES)
    try:
        if qt or x11:
            install_debian_packages(qt + x11, "the system libraries of the window")
    except SetupError as exc:
        if qt:
            raise
        say(f"without these there is no window on X11; {exc}")


def install_exiftool() -> None:
    """Install ExifTool, without which names go into no file; all else works without it."""
    if shutil.which("exiftool") is not None:
        return
    if not sys.platform.startswith("linux"):
        say("names go into files with ExifTool only: get it from exiftool.org")
        return
    try:
        install_debian_packages(["libimage-exiftool-perl"], "ExifTool")
    except SetupError as exc:
        say(f"names go into files with ExifTool only; {exc}")


def missing(libraries: dict[str, str]) -> list[str]:
    """The packages whose library can't be opened."""
    packages = []
    for package, library in libraries.items():
        try:
            ctypes.CDLL(library)
        except OSError:
            packages.append(package)
    return packages


def install_debian_packages(packages: list[str], what: str) -> None:
    """Install packages with apt.

    Raises:
        SetupError: this is not root, or not a Debian; the message has the line to run.
    """
    install = ["apt-get", "install", "--yes", "--no-install-recommends", *packages]
    if shutil.which("apt-get") is None:
        raise SetupError(
            f"install {what} with this system's package manager; Debian's names: {shlex.join(packages)}"
        )
    if os.geteuid() != 0:
        raise SetupError(f"{what} can be installed by root only: sudo {shlex.join(install)}")
    say(f"installing {what} with apt: {shlex.join(packages)}")
    advice = "Check the network and apt's sources, and run this again."
    try:
        run(install, "apt-get", advice)
    except SetupError:
        say("refreshing apt's lists")
        run(["apt-get", "update"], "apt-get", advice)
        run(install, "apt-get", advice)


def make_environment() -> None:
    """Make `.venv`; one that was left half made, or made elsewhere, is made again.

    Raises:
        SetupError: it can't be made.
    """
    advice = f"Remove {VENV} and run this again."
    if environment_works():
        return
    say("making .venv")
    if VENV.exists():
        shutil.rmtree(VENV)
    run([sys.executable, "-m", "venv", str(VENV)], "Making .venv", advice)


def environment_works() -> bool:
    """Whether `.venv` is whole: this version of Python, with a pip that starts."""
    script = "import pip, sys; print(sys.version)"
    try:
        found = subprocess.run([PYTHON, "-c", script], check=False, capture_output=True, text=True)
    except OSError:
        return False
    return found.returncode == 0 and found.stdout.strip() == sys.version


def install_packages(what: str) -> None:
    """Install Playertag from this folder, with `uv` because of the overrides in pyproject.toml.

    Raises:
        SetupError: a package can't be installed.
    """
    say(f"installing Playertag and its dependencies ({what}); the first time takes minutes")
    advice = "Check the network and the space on the disk, and run this again: it goes on."
    python = str(PYTHON)
    run([python, "-m", "pip", "install", "--quiet", "uv>=0.13,<1"], "Installing uv", advice)
    # By itself uv reads neither the system's certificates nor the index that pip is set to.
    os.environ.setdefault("UV_SYSTEM_CERTS", "1")
    if index := pip_index():
        os.environ.setdefault("UV_DEFAULT_INDEX", index)
    uv = [python, "-m", "uv", "pip", "install", "--python", python]
    run([*uv, "--editable", what], "Installing the packages", advice)


def build_translations() -> None:
    """Build the window's languages where their texts have changed.

    Raises:
        SetupError: Qt's tool failed.
    """
    texts = list((ROOT / "resources" / "translations").glob("*.ts"))
    built = {text: text.with_suffix(".qm") for text in texts}
    if all(qm.exists() and qm.stat().st_mtime >= ts.stat().st_mtime for ts, qm in built.items()):
        return
    say("building the translations")
    command = [str(PYTHON), str(Path(__file__).with_name("translations.py")), "--build"]
    run(command, "Building the translations", "Remove .venv and run this again.")


def install_provider(dev: bool) -> None:
    """Install the provider that the tests sign in with, unless it is there; they can do without."""
    lock, noted = PROVIDER / "package-lock.json", PROVIDER / "node_modules" / "playertag-lock.json"
    if not dev or (noted.exists() and noted.read_bytes() == lock.read_bytes()):
        return
    npm = shutil.which("npm")
    if npm is None:
        say("there is no npm: the tests of signing in will be skipped. Node.js 20 or newer brings it")
        return
    say("installing the provider of the tests with npm")
    command = [npm, "ci", "--prefix", str(PROVIDER), "--no-audit", "--no-fund", "--ignore-scripts"]
    try:
        run(command, "npm", "Check the network, and run this again.")
    except SetupError as exc:
        say(f"without it the tests of signing in will be skipped; {exc}")
    else:
        shutil.copy(lock, noted)


def pip_index() -> str:
    """The package index that pip is set to on this machine; empty for the usual one."""
    if index := os.environ.get("PIP_INDEX_URL"):
        return index
    command = [str(PYTHON), "-m", "pip", "config", "get", "global.index-url"]
    found = subprocess.run(command, check=False, capture_output=True, text=True)
    return found.stdout.strip() if found.returncode == 0 else ""


def install_pack(pack: str) -> str:
    """Fetch a model pack, which the program checks by its hash; returns its folder.

    Raises:
        SetupError: it can't be fetched.
    """
    say(f"fetching the model pack {pack}")
    command = [str(PLAYERTAG), "models", "install", pack, "--json"]
    if pack not in PACKS:
        say(f"{pack} is for non-commercial use only; it is fetched for the tests")
        command.append("--accept-licence")
    answer = run(command, f"Fetching {pack}", "Check the network, and run this again.")
    folder: str = json.loads(answer)["folder"]
    return folder


if __name__ == "__main__":
    sys.exit(main())
