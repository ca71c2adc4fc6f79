"""Whether what Playertag runs on may be handed out with it: `python .ci/licences.py`.

Reads what each installed package that the program needs, and each that those need, says of its licence. The
program is under Apache-2.0 and is installed by people: permissive licences fit, and the LGPL and MPL, whose
parts stay files that can be replaced. The exit code is 1 where a licence is none of these, or none is named.
"""

from __future__ import annotations

import re
import sys
from collections.abc import Iterator
from importlib.metadata import Distribution, PackageNotFoundError, distribution

from packaging.requirements import Requirement

PROGRAM = "playertag"
FITTING = re.compile(
    r"(3-Clause |New |Modified )?(0?BSD|MIT|ISC|PSF|Zlib|CC0|Apache|LGPL|MPL|Mozilla).*",
    re.IGNORECASE,
)
GPL = re.compile(r"A?GPL|GNU (Affero )?General", re.IGNORECASE)
# A longer text is the licence itself, or too much to be understood here.
LONGEST = 80
CHOICE = re.compile(r"\s+OR\s+|/", re.IGNORECASE)
BOTH = re.compile(r"\s+AND\s+", re.IGNORECASE)


def main() -> int:
    """Tell what does not fit; the exit code."""
    faults = [
        f"{one.metadata['Name']} {one.version}: {' or '.join(licences(one)) or 'no licence named'}"
        for one in needed(PROGRAM, {})
        if not any(map(fits, licences(one)))
    ]
    print("\n".join(faults) or "licences: all fit")
    return 1 if faults else 0


def needed(
    name: str, seen: dict[str, Distribution], extras: frozenset[str] = frozenset()
) -> list[Distribution]:
    """A package with all that it needs on this system; what is left out on purpose is not there."""
    try:
        found = distribution(name)
    except PackageNotFoundError:
        return list(seen.values())
    key = re.sub(r"[-_.]+", "-", name).lower()
    if key in seen and not extras:
        return list(seen.values())
    seen[key] = found
    for requirement in map(Requirement, found.requires or ()):
        wanted = ({"extra": extra} for extra in (*extras, ""))
        if requirement.marker is None or any(map(requirement.marker.evaluate, wanted)):
            needed(requirement.name, seen, frozenset(requirement.extras))
    return list(seen.values())


def licences(package: Distribution) -> tuple[str, ...]:
    """The licences of which a package gives the choice, the clearest word of it."""
    return next(filter(None, map(tuple, (_expressed(package), _classified(package)))), ())


def _expressed(package: Distribution) -> Iterator[str]:
    said = package.metadata.get("License-Expression") or package.metadata.get("License") or ""
    if len(said) <= LONGEST and "\n" not in said and said.lower() != "dual license":
        yield from filter(None, map(str.strip, CHOICE.split(said)))


def _classified(package: Distribution) -> Iterator[str]:
    for classifier in package.metadata.get_all("Classifier") or ():
        if classifier.startswith("License :: "):
            yield classifier.rpartition(" :: ")[2]


def fits(licence: str) -> bool:
    """Whether what is under a licence, or under several at once, may be handed out."""
    return all(FITTING.fullmatch(part.strip("() ")) and not _is_gpl(part) for part in BOTH.split(licence))


def _is_gpl(licence: str) -> bool:
    return GPL.search(licence.replace("LGPL", "")) is not None


if __name__ == "__main__":
    sys.exit(main())
