"""A check-up: versions, the device really used, model packs, database, stored embeddings."""

from __future__ import annotations

import platform
import sys
from collections.abc import Callable
from dataclasses import dataclass
from importlib.metadata import PackageNotFoundError, packages_distributions, version

from core.errors import PlayertagError
from core.library import Library
from core.words import said

# Modules that several packages install over each other: the last one wins, removing one breaks all.
EXCLUSIVE_MODULES = ("cv2", "onnxruntime")
SHOWN_PACKAGES = ("onnxruntime-gpu", "onnxruntime", "opencv-python-headless", "PySide6-Essentials", "numpy")


@dataclass(frozen=True, slots=True)
class Check:
    """One finding; `ok` is False where something is to be done."""

    name: str
    ok: bool
    detail: str


def examine(library: Library | None) -> list[Check]:
    """Every check, each on its own: one that fails does not hide the others. None: there is no library."""
    checks: list[tuple[str, Callable[[], str]]] = [
        ("versions", versions),
        ("packages", exclusive_packages),
        ("model packs", _packs),
        ("ExifTool", exiftool),
    ]
    if library is None:
        checks.append(("library", lambda: said("none yet")))
    else:
        checks += [("device", lambda: _device(library)), *_of_library(library)]
    return [_run(name, check) for name, check in checks]


def look_through(library: Library) -> list[Check]:
    """Every check of a library, and what its caches lack."""
    checks = [*_of_library(library), ("small pictures", library.images.check)]
    return [_run(name, check) for name, check in checks]


def _of_library(library: Library) -> list[tuple[str, Callable[[], str]]]:
    return [
        ("database", library.check_database),
        ("settings", library.check_settings),
        ("embeddings", lambda: _embeddings(library)),
        ("search index", library.index.check),
    ]


def _run(name: str, check: Callable[[], str]) -> Check:
    try:
        return Check(name, True, check())
    except PlayertagError as exc:
        return Check(name, False, str(exc))


def exiftool() -> str:
    """Which version of ExifTool there is, in words.

    Raises:
        ToolMissingError: it is not on this computer.
    """
    from core.metadata.exiftool import ExifTool  # the window needs none of it to appear

    tool = ExifTool()
    try:
        return said("version {version}", version=tool.version())
    finally:
        tool.close()


def versions() -> str:
    """Python, system and the packages that do the work."""
    found = [
        f"Playertag {package_version('playertag')}",
        f"Python {platform.python_version()}",
        platform.platform(),
    ]
    found += [
        f"{name} {package_version(name)}" for name in SHOWN_PACKAGES if package_version(name) != "absent"
    ]
    return ", ".join(found)


def exclusive_packages() -> str:
    """Which package gives each module that only one may give.

    Raises:
        PlayertagError: several do.
    """
    if getattr(sys, "frozen", False):
        return "frozen into this program"
    owners = packages_distributions()
    for module in EXCLUSIVE_MODULES:
        names = sorted(set(owners.get(module, [])))
        if len(names) != 1:
            raise PlayertagError(
                f"The module {module} comes from {' and '.join(names) or 'no package'}; it must be "
                "from exactly one. Make a new environment and install only Playertag into it."
            )
    return ", ".join(f"{module} from {owners[module][0]}" for module in EXCLUSIVE_MODULES)


def package_version(package: str) -> str:
    """The version of an installed package, "absent" where there is none."""
    try:
        return version(package)
    except PackageNotFoundError:
        return "absent"


def _device(library: Library) -> str:
    device = library.device()
    return f"{device.name}, proven by a run" + (f" ({device.note})" if device.note else "")


def _packs() -> str:
    from core.vision.model_packs import installed_packs

    packs = installed_packs()
    for pack in packs.values():
        pack.verify()
    return ", ".join(
        f"{pack.id} ({'free for paid work' if pack.manifest.commercial else 'non-commercial'})"
        for pack in packs.values()
    )


def _embeddings(library: Library) -> str:
    faces, embedded = library.count_embeddings()
    if faces != embedded:
        raise PlayertagError(
            f"{faces - embedded} of {faces} faces have no embedding of the pack "
            f"'{library.settings.pack}'. Import their folders again to make them."
        )
    return f"each of {faces} faces has one of the pack '{library.settings.pack}'"
