"""What the program is made of: each package inside it with its licence, read from what is installed."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from importlib.metadata import Distribution, PackageNotFoundError, distribution
from pathlib import Path

from core.paths import resources

PROGRAM = "playertag"
LICENCE_WORDS = ("LICEN", "COPYING", "NOTICE")
CLASSIFIER = "License :: OSI Approved :: "
# Qt for Python names it, and leaves its text to those who ship it.
QT_LICENCE = "LGPL-3.0"
# Longer than any name of a licence: then the field holds its text.
LONGEST_NAME = 60


@dataclass(frozen=True, slots=True)
class Shipped:
    """One package; `text` is its licence in full, empty where it brings none."""

    name: str
    version: str
    licence: str
    text: str


def shipped() -> tuple[Shipped, ...]:
    """Playertag first, then what it runs on in the order of names."""
    found = {name: _described(made) for name, made in _needed(PROGRAM, set())}
    return (found.pop(PROGRAM), *(found[name] for name in sorted(found)))


def issue_page() -> str:
    """Where faults are reported; empty where the program's metadata names no place."""
    try:
        urls = distribution(PROGRAM).metadata.get_all("Project-URL") or []
    except PackageNotFoundError:
        return ""
    named = dict(url.split(", ", 1) for url in urls)
    return str(named.get("Issues", ""))


def _needed(name: str, seen: set[str]) -> Iterator[tuple[str, Distribution]]:
    """A package and all that it requires; what is for another system or an extra is not there."""
    key = re.sub(r"[-_.]+", "-", name).lower()
    if key in seen:
        return
    seen.add(key)
    try:
        found = distribution(name)
    except PackageNotFoundError:
        return
    yield key, found
    for requirement in found.requires or ():
        needed, _, marker = requirement.partition(";")
        bare = re.match(r"[\w.-]+", needed)
        if bare and "extra" not in marker:
            yield from _needed(bare.group(), seen)


def _described(found: Distribution) -> Shipped:
    texts = [Path(str(file.locate())) for file in found.files or () if _is_licence(file.name)]
    text = "\n\n".join(path.read_text("utf-8", "replace") for path in texts if path.is_file())
    licence = _licence(found)
    if not text and QT_LICENCE in licence:
        text = (resources() / "licences" / "LGPL-3.0.txt").read_text("utf-8")
    return Shipped(found.metadata["Name"], found.version, licence, text)


def _is_licence(name: str) -> bool:
    return not name.endswith(".py") and any(word in name.upper() for word in LICENCE_WORDS)


def _licence(found: Distribution) -> str:
    """The licence's name as the package says it; packages say it in one of three ways."""
    fields = found.metadata
    if "License-Expression" in fields:
        return fields["License-Expression"]
    classifiers = [one for one in fields.get_all("Classifier") or () if one.startswith(CLASSIFIER)]
    stated = fields["License"].strip() if "License" in fields else ""
    if stated and len(stated) <= LONGEST_NAME and "\n" not in stated:
        return stated
    return ", ".join(one.removeprefix(CLASSIFIER) for one in classifiers) or stated.partition("\n")[0]
