"""What is to be written into a file beside what it says already: merged, never replaced.

What was there stays; what Playertag wrote once and no longer holds goes; captions that somebody else wrote
are left alone. The arguments are ExifTool's.
"""

from __future__ import annotations

import json
import re
from collections.abc import Collection, Sequence
from dataclasses import dataclass

from core.metadata import tags
from core.metadata.regions import same_shape
from core.metadata.tags import FileTags, Region
from core.types import Box, FileTag, TagField

# A region of the same name that covers so much of ours is of the same face.
SAME_REGION = 0.5
# IPTC IIM 4.2 allows that many bytes; what is longer is written as XMP only.
IPTC_KEYWORD_BYTES, IPTC_CAPTION_BYTES, IPTC_HEADLINE_BYTES = 64, 2000, 256
# One that covers so much is the very one that was written.
VERY_REGION = 1 - 10.0**-3
DIGITS = 6
BETWEEN_LEVELS = "|"


def region_tag(region: Region) -> FileTag:
    """A region of the stored picture, as it is written: its value is name and area as JSON."""
    box = region.box
    area = [round(side, DIGITS) for side in (box.x + box.w / 2, box.y + box.h / 2, box.w, box.h)]
    return FileTag(TagField.REGION, json.dumps([region.name, *area], ensure_ascii=False))


def region_in(tag: FileTag) -> Region:
    """The region that `region_tag` made a tag of."""
    name, x, y, w, h = json.loads(tag.value)
    return Region(name, Box(x - w / 2, y - h / 2, w, h))


def as_level(name: str) -> str:
    """A name as it stands among the levels of a hierarchy of keywords."""
    return name.replace(BETWEEN_LEVELS, "/")


def name_in(tag: FileTag) -> str | None:
    """The name that a tag of Playertag's is of; None of a text that a template made."""
    if tag.field is TagField.REGION:
        return region_in(tag).name
    if tag.field is TagField.HIERARCHY:
        return tag.value.rpartition(BETWEEN_LEVELS)[2]
    return None if tag.field in _TEXTS else tag.value


@dataclass(frozen=True, slots=True)
class Edit:
    """What changes in a file, and all that is Playertag's own in it afterwards."""

    added: tuple[FileTag, ...]
    removed: tuple[FileTag, ...]
    own: frozenset[FileTag]
    regions_left: bool = False
    """The file's regions are of a picture of another shape: ours would lie beside the faces."""

    def __bool__(self) -> bool:
        return bool(self.added or self.removed)


def merge(
    found: FileTags, own: Collection[FileTag], wanted: Collection[FileTag], size: tuple[int, int]
) -> Edit:
    """What changes in a file.

    Args:
        found: what it says now.
        own: what Playertag wrote into it before.
        wanted: all that it is to say of Playertag's.
        size: of the stored picture, width and height in pixels.
    """
    other_shape = not same_shape(found.applied_to, size)
    asked = [tag for tag in wanted if not (other_shape and tag.field is TagField.REGION)]
    there = {tag for tag in asked if _is_there(tag, found)}
    removed = [tag for tag in own if tag not in asked and _is_there(tag, found, exactly=True)]
    own_texts = {tag.field: tag.value for tag in removed if tag.field in _TEXTS}
    added = [tag for tag in asked if tag not in there and _is_free(tag, found, own_texts)]
    kept = {tag for tag in own if tag in there}
    left = other_shape and any(tag.field is TagField.REGION for tag in wanted)
    return Edit(tuple(added), tuple(removed), frozenset(kept | set(added)), left)


def _is_there(tag: FileTag, found: FileTags, *, exactly: bool = False) -> bool:
    if tag.field is TagField.REGION:
        least = VERY_REGION if exactly else SAME_REGION
        ours = region_in(tag)
        return any(one.name == ours.name and one.box.overlap(ours.box) >= least for one in found.regions)
    return tag.value in _values(tag.field, found)


def _values(field: TagField, found: FileTags) -> Sequence[str]:
    return {
        TagField.PERSON: found.persons,
        TagField.KEYWORD: found.keywords,
        TagField.HIERARCHY: found.hierarchy,
        TagField.CAPTION: (found.caption,),
        TagField.HEADLINE: (found.headline,),
    }[field]


_TEXTS = {TagField.CAPTION: "caption", TagField.HEADLINE: "headline"}


def _is_free(tag: FileTag, found: FileTags, going: dict[TagField, str]) -> bool:
    """Whether a text would take the place of nobody else's."""
    if tag.field not in _TEXTS:
        return True
    present = getattr(found, _TEXTS[tag.field])
    return not present or present == going.get(tag.field)


def arguments(edit: Edit, found: FileTags, size: tuple[int, int]) -> list[str]:
    """What has ExifTool make an edit.

    Args:
        edit: from `merge`.
        found: what it was merged with.
        size: of the stored picture, width and height in pixels.
    """
    lines = [line for tag in edit.removed for line in _list_lines(tag, "-=", found)]
    lines += [line for tag in edit.added for line in _list_lines(tag, "+=", found)]
    lines += _text_lines(edit, found)
    lines += _region_lines(edit, found, size)
    in_iptc = any(line.startswith("-IPTC:") for line in lines)
    return lines + ([f"-{tags.IPTC_DIGEST}=new"] if in_iptc and found.digest_is_current else [])


_LISTS = {
    TagField.PERSON: (tags.PERSONS, "", 0),
    TagField.KEYWORD: (tags.SUBJECT, tags.KEYWORDS, IPTC_KEYWORD_BYTES),
    TagField.HIERARCHY: (tags.HIERARCHY, "", 0),
}
_TEXT_TAGS = {
    TagField.CAPTION: (tags.CAPTION, tags.IPTC_CAPTION, IPTC_CAPTION_BYTES),
    TagField.HEADLINE: (tags.HEADLINE, tags.IPTC_HEADLINE, IPTC_HEADLINE_BYTES),
}
"""The tag of XMP, that of IPTC IIM or none, and how many bytes this takes."""


def _list_lines(tag: FileTag, act: str, found: FileTags) -> list[str]:
    if tag.field not in _LISTS:
        return []
    name, other, most = _LISTS[tag.field]
    lines = [f"-{name}{act}{tag.value}"]
    if other and _takes(found, tag.value, most):
        lines.append(f"-{other}{act}{tag.value}")
    return lines


def _takes(found: FileTags, text: str, most: int) -> bool:
    """Whether a file's IPTC IIM is to have a text too: where there is some, and it can be written in it."""
    return found.iptc and len(text.encode()) <= most and (found.utf8 or text.isascii())


def _text_lines(edit: Edit, found: FileTags) -> list[str]:
    texts = {tag.field: "" for tag in edit.removed if tag.field in _TEXT_TAGS}
    texts |= {tag.field: tag.value for tag in edit.added if tag.field in _TEXT_TAGS}
    lines = []
    for field, text in texts.items():
        name, other, most = _TEXT_TAGS[field]
        lines.append(f"-{name}={text}")
        if _takes(found, text, most):
            lines.append(f"-{other}={text}")
    return lines


def _region_lines(edit: Edit, found: FileTags, size: tuple[int, int]) -> list[str]:
    added = [_written(region_in(tag)) for tag in edit.added if tag.field is TagField.REGION]
    removed = [
        raw for tag in edit.removed if tag.field is TagField.REGION for raw in _stored(region_in(tag), found)
    ]
    if not added and not removed:
        return []
    info = f"-{tags.REGIONS}"
    applied = f"{{W={size[0]},H={size[1]},Unit=pixel}}"
    if len(removed) == len(found.stored_regions):  # none of somebody else's is there
        listed = f"{{AppliedToDimensions={applied},RegionList=[{','.join(added)}]}}" if added else ""
        return [f"{info}={listed}"]
    lines = [f"-{tags.REGION_LIST}-={raw}" for raw in removed]
    if added and found.applied_to is None:
        lines.append(f"-{tags.APPLIED_TO}={applied}")
    return lines + [f"-{tags.REGION_LIST}+={one}" for one in added]


def _stored(ours: Region, found: FileTags) -> list[str]:
    """Those of a file's regions that are one of ours, as they stand there."""
    return [
        _struct({"Name": raw["Name"], "Area": raw["Area"]})
        for raw in found.stored_regions
        if (one := tags.region_of(raw)) is not None
        and one.name == ours.name
        and one.box.overlap(ours.box) >= VERY_REGION
    ]


def _written(region: Region) -> str:
    box = region.box
    x, y, w, h = (f"{side:.{DIGITS}f}" for side in (box.x + box.w / 2, box.y + box.h / 2, box.w, box.h))
    return _struct(
        {"Area": {"X": x, "Y": y, "W": w, "H": h, "Unit": "normalized"}, "Name": region.name, "Type": "Face"}
    )


def _struct(fields: dict[str, object]) -> str:
    """A structure as ExifTool takes it (https://exiftool.org/struct.html)."""
    return "{" + ",".join(f"{name}={_value(value)}" for name, value in fields.items()) + "}"


def _value(value: object) -> str:
    if isinstance(value, dict):
        return _struct(value)
    return re.sub(r"([|,}\]])|^([\s\[{])", r"|\g<0>", str(value))
