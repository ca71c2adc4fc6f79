"""What a gallery may be called after the folder that it is imported from."""

from __future__ import annotations

import re
from datetime import date
from pathlib import Path

# Folders of cameras (DCF: 100CANON), of those who sort by kind, and those that disks and homes hang in.
SAYS_NOTHING = re.compile(
    r"dcim|\d{3}\w{5}|photos?|pictures|images?|img|jpe?gs?|raws?|originals?|desktop|downloads|documents"
    r"|media|mnt|volumes|run|home|users|фото|фотографии|изображения|картинки|снимки",
    re.IGNORECASE,
)


def gallery_name(folder: Path) -> str:
    """The folder's name; where it says nothing, the nearest one above that does, and the folder's day."""
    if not SAYS_NOTHING.fullmatch(folder.name):
        return folder.name
    above = (
        one.name for one in folder.parents if one.name and one not in (Path.home(), *Path.home().parents)
    )
    telling = next((name for name in above if not SAYS_NOTHING.fullmatch(name)), "")
    return f"{telling} {_day_of(folder)}".strip() or folder.name


def _day_of(folder: Path) -> str:
    """The day when something was put into it last; nothing where it isn't there."""
    try:
        return date.fromtimestamp(folder.stat().st_mtime).isoformat()
    except OSError:
        return ""
