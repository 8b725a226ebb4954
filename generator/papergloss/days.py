"""Days as far as they are known: from text, to text, in order. Pure.

A listing may leave out the year (``Nov 6``), a bibliography everything but the year (``2019``).
"""

from __future__ import annotations

import re
from datetime import UTC, date, datetime
from functools import lru_cache

from papergloss.model import PartialDate

_ISO = re.compile(r"([0-9]{4})(?:-([0-9]{2})(?:-([0-9]{2}))?)?")


@lru_cache(maxsize=16384)
def parse(text: str) -> PartialDate | None:
    """Read ``2019``, ``2019-03`` or ``2019-03-01``; None for anything else, 2019-02-30 included."""
    found = _ISO.fullmatch(text)
    if not found:
        return None
    year, month, day = (int(part) if part else None for part in found.groups())
    partial = PartialDate(year=year, month=month, day=day)
    return partial if first_day(partial) else None


def iso(day: PartialDate | None) -> str:
    """Write a day that has a year as far as it is known: ``2019``, ``2019-03``, ``2019-03-01``."""
    if day is None or day.year is None:
        return ""
    parts = [f"{day.year:04}"]
    if day.month:
        parts.append(f"{day.month:02}")
        if day.day:
            parts.append(f"{day.day:02}")
    return "-".join(parts)


def first_day(day: PartialDate | None) -> date | None:
    """The first day it may be, or None where the year is open or there is no such day."""
    if day is None or day.year is None:
        return None
    try:
        return date(day.year, day.month or 1, day.day or 1)
    except ValueError:
        return None


@lru_cache(maxsize=16384)
def text(day: PartialDate | date | None) -> str:
    """A day for people: 26 Feb 2025, Feb 2025, 2025."""
    if isinstance(day, date):
        day = of(day)
    start = first_day(day)
    if day is None or start is None:
        return ""
    if not day.month:
        return str(day.year)
    return f"{day.day} {start:%b %Y}" if day.day else f"{start:%b %Y}"


def of(day: date) -> PartialDate:
    """A full day."""
    return PartialDate(year=day.year, month=day.month, day=day.day)


def utc(moment: str) -> str:
    """Write an ISO 8601 date and time in UTC, ``2026-03-01T05:30:00Z``; "" for anything else."""
    try:
        read = datetime.fromisoformat(moment)
        aware = read if read.tzinfo else read.replace(tzinfo=UTC)
        return f"{aware.astimezone(UTC):%Y-%m-%dT%H:%M:%SZ}"
    except (ValueError, OverflowError):
        return ""
