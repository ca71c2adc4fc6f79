"""How far a clock is put on, as people write it: +0:07:00, -1:30, +9251 d 12:00:00."""

from __future__ import annotations

import re
from datetime import timedelta

from core.errors import InvalidValueError
from core.words import said

MINUS = "−"
WRITTEN = re.compile(rf"([+\-{MINUS}]?)(?:(\d{{1,5}})\s*d\s+)?(\d{{1,5}}):([0-5]\d)(?::([0-5]\d))?")


def clock_in_words(clock: timedelta) -> str:
    """How far a clock is put on, to the second, with its sign; nothing where it is right."""
    if not clock:
        return ""
    seconds = abs(round(clock.total_seconds()))
    minutes, second = divmod(seconds, 60)
    hours, minute = divmod(minutes, 60)
    days, hour = divmod(hours, 24)
    in_days = f"{days} d " if days else ""
    return f"{MINUS if clock < timedelta() else '+'}{in_days}{hour}:{minute:02}:{second:02}"


def read_clock(text: str) -> timedelta:
    """What `clock_in_words` says, or somebody writes so: hours and minutes, with days and seconds or not.

    Raises:
        InvalidValueError: it is nothing of the kind.
    """
    found = WRITTEN.fullmatch(text.strip())
    if found is None and text.strip():
        raise InvalidValueError("clock", said("'{text}' is none; write it as +0:07:00.", text=text))
    if found is None:
        return timedelta()
    sign, days, hours, minutes, seconds = found.groups()
    clock = timedelta(int(days or 0), int(seconds or 0), minutes=int(minutes), hours=int(hours))
    return -clock if sign in ("-", MINUS) and sign else clock
