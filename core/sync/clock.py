"""Hybrid logical clocks: stamps that order what was done on laptops whose clocks are wrong.

Kulkarni et al., "Logical Physical Clocks", 2014. A stamp is text that sorts as it is meant: milliseconds
since 1970, a counter, and the replica that made it, which makes it unique. A stamp is later than whatever
its replica had heard of before, so that an answer to something always comes after it.
"""

from __future__ import annotations

import re
import secrets

STAMP = re.compile(r"(\d{13})-(\d{4})-([0-9a-f]{12})")
MOST_MS, MOST_COUNT = 10**13 - 1, 10**4 - 1
NEVER = f"{0:013}-{0:04}-{0:012}"
"""Before every stamp."""


def stamp(at_ms: int, heard: str, replica: str) -> str:
    """The stamp of something done at a time, after the latest one that was heard of.

    Args:
        at_ms: milliseconds since 1970 by this laptop's clock.
        heard: the latest stamp that the replica made or heard of.
        replica: 12 hex digits.
    """
    milliseconds, count = _parts(heard)
    if at_ms > milliseconds:
        milliseconds, count = at_ms, 0
    elif count < MOST_COUNT:
        count += 1
    else:
        milliseconds, count = milliseconds + 1, 0
    if not 0 <= milliseconds <= MOST_MS:
        raise ValueError(f"{milliseconds} is no time that a stamp can hold")
    return f"{milliseconds:013}-{count:04}-{replica}"


def ancient(order: int, replica: str) -> str:
    """A stamp before all that were made by a clock; `order` tells those of a replica apart."""
    return f"{1 + order // (MOST_COUNT + 1):013}-{order % (MOST_COUNT + 1):04}-{replica}"


def new_replica() -> str:
    """A name for a library that no other one has."""
    return secrets.token_hex(6)


def replica_of(stamped: str) -> str:
    """The replica that made a stamp."""
    return stamped.rpartition("-")[2]


def _parts(stamped: str) -> tuple[int, int]:
    match = STAMP.fullmatch(stamped)
    if match is None:
        raise ValueError(f"{stamped!r} is no stamp")
    return int(match[1]), int(match[2])
