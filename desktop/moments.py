"""Moments and days as people write them: by ISO 8601, with points, or as the user's language does."""

from __future__ import annotations

from contextlib import suppress
from datetime import date, datetime, time
from typing import cast

from PySide6.QtCore import QLocale

DAYS = ("%Y-%m-%d", "%d.%m.%Y", "%Y%m%d")
# Digits alone are of the day first: without seconds before with them, or 1001 were ten o'clock and a second.
CLOCKS = ("%H:%M:%S", "%H:%M", "%H%M", "%H%M%S", "%I:%M:%S %p", "%I:%M %p")
DIGITS_OF_A_DAY = 8


def read_moment(text: str) -> datetime | None:
    """The moment that a text says, with seconds or without; None where it says none."""
    written = text.strip()
    if written.isdecimal():
        written = f"{written[:DIGITS_OF_A_DAY]} {written[DIGITS_OF_A_DAY:]}"
    day_part, _, clock_part = written.replace("T", " ").replace(",", " ").partition(" ")
    day, clock = _read(day_part, DAYS), _read(clock_part.strip(), CLOCKS)
    of = day.date() if day is not None else _day_of_language(day_part)
    return datetime.combine(of, clock.time()) if of is not None and clock is not None else None


def read_day(text: str) -> datetime | None:
    """The beginning of the day that a text says; None where it says none."""
    day = _read(text.strip(), DAYS)
    of = day.date() if day is not None else _day_of_language(text.strip())
    return datetime.combine(of, time()) if of is not None else None


def _read(text: str, forms: tuple[str, ...]) -> datetime | None:
    for form in forms:
        with suppress(ValueError):
            return datetime.strptime(text, form)
    return None


def _day_of_language(text: str) -> date | None:
    locale = QLocale()
    short = locale.dateFormat(QLocale.FormatType.ShortFormat)
    day = locale.toDate(text, short.replace("yyyy", "yy").replace("yy", "yyyy"))
    return cast("date", day.toPython()) if day.isValid() else None
