"""What the real ExifTool sees in files, to compare them by."""

from __future__ import annotations

import json
import re
import subprocess
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from core.metadata.exiftool import COMMON, ExifTool

OF_THE_FILE = ("System:", "File:", "ExifTool:", "SourceFile")
"""What ExifTool says of a file itself, not of what stands in it."""
OF_THE_WRITER = ("XMP-x:XMPToolkit", "IPTC:EnvelopeRecordVersion")
"""What says who wrote last."""
DIGESTS_AND_PLACES = (
    "Photoshop:IPTCDigest",
    "XMP-xmpNote:HasExtendedXMP",
    "IFD1:ThumbnailOffset",
    "MPImage2:MPImageStart",
)
"""What is worked out from the other fields and from where things lie in the file."""
COPY = re.compile(r":Copy\d+(?=:)")
"""What tells fields of one name apart, whichever group they are in."""


def everything(path: Path) -> dict[str, Any]:
    """All that stands in a file, by the names of the fields with their groups; a second one has a number."""
    command = ["exiftool", "-j", "-a", *COMMON, "-G1:4", str(path)]
    told = json.loads(subprocess.run(command, check=False, capture_output=True).stdout)[0]
    found: dict[str, Any] = {}
    seen: Counter[str] = Counter()
    for copy, value in told.items():
        name = COPY.sub("", copy)
        seen[name] += 1
        if not name.startswith(OF_THE_FILE + OF_THE_WRITER):
            found[name if seen[name] == 1 else f"{name} {seen[name]}"] = value
    return found


def lost(before: dict[str, Any], after: dict[str, Any]) -> Iterator[str]:
    """The fields of which not every value is as it was; a list may have become longer at its end."""
    for name, value in before.items():
        if name not in DIGESTS_AND_PLACES and not _kept(value, after.get(name)):
            yield f"{name}: {value!r} became {after.get(name)!r}"


def _kept(before: Any, after: Any) -> bool:
    if isinstance(before, dict) and isinstance(after, dict):
        return all(_kept(value, after.get(name)) for name, value in before.items())
    if isinstance(after, list):
        values = before if isinstance(before, list) else [before]
        return len(values) <= len(after) and all(map(_kept, values, after))
    return bool(before == after)


def warnings_of(tool: ExifTool, path: Path) -> Counter[str]:
    """What ExifTool finds wrong with a file, and how often."""
    return Counter(tool._execute("-validate", "-warning", "-a", "-s3", str(path)).splitlines()[1:])
