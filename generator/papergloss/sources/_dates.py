"""Dates as bibliographies print them → ``PartialDate``, with what they leave out left out.

ISO 8601 and EDTF (``2011-05-25~/2012-06-26``: the first day counts), RIS (``2020/03/15/``), English
(``30 Mar 2020``, ``2016 October 28 - November 1``, ``May 2021``), a bare year. Seasons and months
that are none leave the year. What holds no year is None.
"""

from __future__ import annotations

import re
from calendar import monthrange

from papergloss.model import PartialDate

_MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
_MONTH = (
    r"(?:jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?"
    r"|sept?(?:ember)?|oct(?:ober)?|nov(?:ember)?|dec(?:ember)?)(?![a-z])"
)

# Papers are younger than print.
_EARLIEST, _LATEST = 1450, 2199

_COMPACT = re.compile(r"([0-9]{4})([0-9]{2})([0-9]{2})")
_NUMBERS = re.compile(
    r"([0-9]{4})(?:\s?[-/.]\s?([0-9]{1,2})(?:\s?[-/.]\s?([0-9]{1,2}))?)?(?![0-9])"
)
_YEAR = re.compile(r"(?<![0-9])([0-9]{4})(?![0-9])")
_NAMED = re.compile(
    rf"(?:(?<![0-9])([0-9]{{1,2}})(?:st|nd|rd|th)?[\s.~-]{{1,3}})?(?<![a-z])({_MONTH})"
    r"\.?(?:[\s~-]{1,3}([0-9]{1,2})(?![0-9]))?",
    re.IGNORECASE,
)
_LONGEST = 200


def partial(text: str) -> PartialDate | None:
    """Read a date; None if ``text`` holds no year."""
    text = text.strip()[:_LONGEST]
    numbers = _COMPACT.fullmatch(text) or _NUMBERS.match(text)
    if numbers and numbers[2]:
        return of_parts(int(numbers[1]), int(numbers[2]), int(numbers[3] or 0))
    year = _YEAR.search(text)
    if not year:
        return None
    named = _NAMED.search(text)
    if not named:
        return of_parts(int(year[1]))
    month = _MONTHS.index(named[2][:3].lower()) + 1
    return of_parts(int(year[1]), month, int(named[1] or named[3] or 0))


def of_parts(year: int, month: int = 0, day: int = 0) -> PartialDate | None:
    """Make a date of numbers, 0 for what is unknown; parts that cannot be are left out."""
    if not _EARLIEST <= year <= _LATEST:
        return None
    if not 1 <= month <= 12:
        return PartialDate(year=year)
    if not 1 <= day <= monthrange(year, month)[1]:
        return PartialDate(year=year, month=month)
    return PartialDate(year=year, month=month, day=day)
