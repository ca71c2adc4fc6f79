"""What a file or its sidecar says of its picture: people, keywords, regions and captions.

The fields are those of IPTC Photo Metadata 2023.1 and XMP, read by the rules of the Metadata Working Group
(Guidelines 2.0); regions are its own and Microsoft's people tags.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from core.types import Box

PERSONS, SUBJECT, KEYWORDS = "XMP-iptcExt:PersonInImage", "XMP-dc:Subject", "IPTC:Keywords"
HIERARCHY, REGIONS, PEOPLE = "XMP-lr:HierarchicalSubject", "XMP-mwg-rs:RegionInfo", "XMP-MP:RegionInfoMP"
CAPTION, IPTC_CAPTION = "XMP-dc:Description", "IPTC:Caption-Abstract"
HEADLINE, IPTC_HEADLINE = "XMP-photoshop:Headline", "IPTC:Headline"
WIDTH, HEIGHT = "File:ImageWidth", "File:ImageHeight"
ORIENTATION, XMP_ORIENTATION = "IFD0:Orientation", "XMP-tiff:Orientation"
CHARACTERS, ERROR, WARNING = "IPTC:CodedCharacterSet", "ExifTool:Error", "ExifTool:Warning"
IPTC_DIGEST, CURRENT_DIGEST = "Photoshop:IPTCDigest", "File:CurrentIPTCDigest"
REGION_LIST, APPLIED_TO = "XMP-mwg-rs:RegionList", "XMP-mwg-rs:RegionAppliedToDimensions"
READ = (
    *(PERSONS, SUBJECT, KEYWORDS, HIERARCHY, REGIONS, PEOPLE, CAPTION, IPTC_CAPTION, HEADLINE, IPTC_HEADLINE),
    *(WIDTH, HEIGHT, ORIENTATION, XMP_ORIENTATION, CHARACTERS, IPTC_DIGEST, CURRENT_DIGEST),
    *("IPTC:ApplicationRecordVersion", WARNING),
)
# What ExifTool only warns of when it reads, and by its version leaves out or refuses when it writes.
LOST = ("XMP format error", "Missing comment terminator")
FACE = "face"
UTF8 = "\x1b%G"


@dataclass(frozen=True, slots=True)
class Region:
    """A rectangle of the stored picture, and who is in it; the name is empty where nobody is named."""

    name: str
    box: Box


@dataclass(frozen=True, slots=True)
class FileTags:
    """What a file says. Boxes are in fractions of the *stored* picture.

    `applied_to` is the width and height in pixels of the picture that `regions` were made on, and `size`
    those of the picture that the file has; None where the file does not say. Of Microsoft's `people` no
    standard says whether they are of the stored or the upright picture. `iptc` says whether there is a
    block of IPTC IIM, `utf8` whether its text is in UTF-8, and `digest_is_current` whether XMP was made in
    its knowledge. With a `problem`, in ExifTool's words, it can't be written, or not without a loss.
    """

    persons: tuple[str, ...] = ()
    keywords: tuple[str, ...] = ()
    hierarchy: tuple[str, ...] = ()
    regions: tuple[Region, ...] = ()
    people: tuple[Region, ...] = ()
    applied_to: tuple[float, float] | None = None
    size: tuple[float, float] | None = None
    orientation: int = 1
    caption: str = ""
    headline: str = ""
    iptc: bool = False
    utf8: bool = False
    digest_is_current: bool = False
    problem: str = ""
    stored_regions: tuple[Mapping[str, Any], ...] = field(default=(), repr=False)


def tags_of(found: Mapping[str, Any]) -> FileTags:
    """What ExifTool found of `READ`; a field that is absent or broken is left at its default."""
    info = _mapping(found.get(REGIONS))
    return FileTags(
        persons=_texts(found.get(PERSONS)),
        keywords=tuple(dict.fromkeys((*_texts(found.get(SUBJECT)), *_texts(found.get(KEYWORDS))))),
        hierarchy=_texts(found.get(HIERARCHY)),
        regions=tuple(filter(None, map(region_of, _items(info.get("RegionList"))))),
        people=tuple(filter(None, map(_person, _items(_mapping(found.get(PEOPLE)).get("Regions"))))),
        applied_to=_size(_mapping(info.get("AppliedToDimensions")), "W", "H"),
        size=_size(found, WIDTH, HEIGHT),
        orientation=_orientation(found),
        caption=_text(found.get(CAPTION)) or _text(found.get(IPTC_CAPTION)),
        headline=_text(found.get(HEADLINE)) or _text(found.get(IPTC_HEADLINE)),
        iptc=any(name.startswith("IPTC") for name in found),
        utf8=found.get(CHARACTERS) == UTF8,
        digest_is_current=IPTC_DIGEST in found and found[IPTC_DIGEST] == found.get(CURRENT_DIGEST),
        problem=_problem(found),
        stored_regions=tuple(map(_mapping, _items(info.get("RegionList")))),
    )


def region_of(given: Any) -> Region | None:
    """A face of the Metadata Working Group's list (5.9); None of anything else, or where it is broken."""
    region = _mapping(given)
    area = _mapping(region.get("Area"))
    kind = _text(region.get("Type")) or FACE
    unit = _text(area.get("Unit")) or "normalized"
    sides = [_number(area.get(name)) for name in ("X", "Y", "W", "H")]
    if kind.lower() != FACE or unit != "normalized" or None in sides:
        return None
    x, y, w, h = (side or 0.0 for side in sides)
    return _within(_text(region.get("Name")), Box(x - w / 2, y - h / 2, w, h))


def _person(given: Any) -> Region | None:
    """One of Microsoft's people tags; None where it is broken, or of nobody in particular."""
    person = _mapping(given)
    sides = [_number(side) for side in _text(person.get("Rectangle")).split(",")]
    if len(sides) != len(("x", "y", "w", "h")) or None in sides:
        return None
    return _within(_text(person.get("PersonDisplayName")), Box(*(side or 0.0 for side in sides)))


def _within(name: str, box: Box) -> Region | None:
    """A region, unless most of it is beside the picture."""
    x, y = box.x + box.w / 2, box.y + box.h / 2
    sound = 0 < box.w <= 1 and 0 < box.h <= 1 and 0 <= x <= 1 and 0 <= y <= 1
    return Region(name.strip(), box) if sound else None


def _problem(found: Mapping[str, Any]) -> str:
    warning = _text(found.get(WARNING))
    return _text(found.get(ERROR)) or (warning if warning.startswith(LOST) else "")


def _orientation(found: Mapping[str, Any]) -> int:
    for name in (ORIENTATION, XMP_ORIENTATION):
        number = _number(found.get(name))
        if number is not None and number in range(1, 9):
            return int(number)
    return 1


def _size(found: Mapping[str, Any], width: str, height: str) -> tuple[float, float] | None:
    sides = _number(found.get(width)), _number(found.get(height))
    return (sides[0], sides[1]) if sides[0] and sides[1] else None


def _number(value: Any) -> float | None:
    try:
        number = float(value)
    except (TypeError, ValueError):
        return None
    return number if -1e9 < number < 1e9 else None


def _text(value: Any) -> str:
    return value if isinstance(value, str) else ""


def _texts(value: Any) -> tuple[str, ...]:
    return tuple(dict.fromkeys(text for text in map(_text, _items(value)) if text.strip()))


def _items(value: Any) -> list[Any]:
    """A list of values, of which ExifTool gives a single one as itself."""
    if value is None:
        return []
    return value if isinstance(value, list) else [value]


def _mapping(value: Any) -> Mapping[str, Any]:
    return value if isinstance(value, dict) else {}
