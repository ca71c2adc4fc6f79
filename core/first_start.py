"""What the window asks and does before there is a library; the command line has verbs for it.

Each function runs on the thread that calls it, and leaves nothing half made where it fails. What packs
need is imported where one is asked about: the window, which knows these functions, does not wait for it.
"""

from __future__ import annotations

import shutil
import tempfile
from dataclasses import dataclass
from pathlib import Path

from core.jobs import JobContext
from core.library import Library
from core.paths import LibraryPaths
from core.types import PackChoice

ENOUGH_BYTES = 1_000_000_000


@dataclass(frozen=True, slots=True)
class LibraryPlace:
    """A folder as a place for a library: whether one is there, and whether one can be made."""

    root: Path
    library_there: bool
    writable: bool
    free_bytes: int

    @property
    def roomy(self) -> bool:
        """Whether there is room for the previews of some ten thousand photos."""
        return self.free_bytes >= ENOUGH_BYTES


def look_at_place(root: Path) -> LibraryPlace:
    """What there is at a place; nothing is left there by looking."""
    parent = next((path for path in (root, *root.parents) if path.exists()), root)
    try:
        # Only trying tells, on network drives and on Windows.
        with tempfile.TemporaryFile(dir=parent):
            writable = True
        free = shutil.disk_usage(parent).free
    except OSError:
        writable, free = False, 0
    return LibraryPlace(root, has_library(root), writable, free)


def has_library(root: Path) -> bool:
    """Whether a library is in this folder."""
    return LibraryPaths(root).database.is_file()


def packs() -> tuple[PackChoice, ...]:
    """The model packs to choose from.

    Raises:
        ModelPackError: the record of an installed one is damaged.
    """
    from core.vision.model_packs import pack_choices

    return pack_choices()


def install(pack_id: str, source: Path | None, context: JobContext) -> str:
    """Install a pack whose terms the user has accepted; its id.

    With a source it is named after that; where it is a published pack, it has to be the very one.

    Raises:
        CancelledError: a stop was asked for.
        ModelPackError: it can't be fetched, or is not a pack.
    """
    from core.vision.model_packs import install_pack

    chosen = _named_after(source) if source else pack_id
    return install_pack(chosen, accept_licence=True, source=source, context=context).id


def _named_after(source: Path) -> str:
    from core.vision.model_packs import published_packs

    name = source.name.removesuffix(".zip").replace(" ", "-")
    return next((one for one in published_packs() if one in name), name)


def make_library(root: Path, pack_id: str) -> Path:
    """Make a library with a model pack, or open the one that is there; its folder.

    Raises:
        ModelPackError: the pack is not installed; nothing was made.
        LibraryError: the folder or what is in it can't be used.
    """
    from core.vision.model_packs import find_pack

    find_pack(pack_id)
    with Library.open(root) as library:
        library.update_settings(pack=pack_id)
    return root
