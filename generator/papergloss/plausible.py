"""Does a fetched listing look like its source? In come what was read and what came before.

Archives like this have lost years to a partial scrape that counted as success. So a listing is
doubted when it

- has no entries and no reason for it, or is of another day than was asked for;
- misses a key field (abstract, authors, a permanent id) in more than a tenth of its entries, those
  counted that could not be read at all;
- has under half the entries of its own earlier version, or of what was asked for by id;
- is of a day that is over and has under half of what is usual: half the 10 % quantile of the last
  40 working days (Saturdays and Sundays have their own 40), where there are 10 at least.

On the 435 Hugging Face days from May 2024 to February 2026 the last rule doubts 5 of the 425 that
have ten before them (1.2 %: 2 September 2024 and the like), the others none; it sees 95 % of
listings cut to a tenth and 47 % of those cut to a quarter. (Half the median of the same weekday
would doubt 9 to 12 % of good days, because a Monday has between 1 and 33 papers.) Such a day is
believed when it is asked for again a day later and is the same, and a day after it is of usual
size, so a holiday costs one alarm and not one in every run.
``tests/test_plausible.py`` counts again.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from enum import StrEnum

from papergloss.model import Entry, Reading

LAST = 40
LEAST = 10
#: A small day that is still the same this much later …
CONFIRMED = timedelta(hours=20)
#: The share of entries that may miss a key field is one in this many.
TENTH = 10

# What counts as read though it gave no entry (see ``sources``).
_IN_ORDER = ("listed twice", "deleted by")

_KEY_FIELDS: dict[str, Callable[[Entry], object]] = {
    "abstract": lambda entry: entry.abstract,
    "authors": lambda entry: entry.authors,
    "permanent id": lambda entry: entry.ids.arxiv or entry.ids.doi or entry.links,
}


class Trait(StrEnum):
    """What is odd."""

    SHAPE = "shape"
    SIZE = "size"


@dataclass(frozen=True, slots=True, kw_only=True)
class Doubt:
    """What was expected and what was seen instead."""

    trait: Trait
    expected: str
    seen: str

    def __str__(self) -> str:
        return f"expected {self.expected}, found {self.seen}"


def shape(reading: Reading, *, day: date | None = None) -> Doubt | None:
    """Doubt a listing by its fields, and if ``day`` is given, by its date."""
    lost = sum(not each.reason.startswith(_IN_ORDER) for each in reading.rejected)
    count = len(reading.entries) + lost
    if count == 0 and reading.empty_reason is None and not reading.rejected:
        return _shape("entries", "none")
    if _too_many(lost, count):
        first = next(r for r in reading.rejected if not r.reason.startswith(_IN_ORDER))
        return _shape("entries that can be read", f"{lost} of {count} that cannot ({first.reason})")
    for name, field in _KEY_FIELDS.items():
        missing = sum(not field(entry) for entry in reading.entries)
        if _too_many(missing, len(reading.entries)):
            return _shape(f"each with its {name}", f"{missing} of {count} without")
    return _other_day(reading, day)


def _too_many(missing: int, count: int) -> bool:
    # One odd entry on a day of three is no change of shape.
    return missing * TENTH > count and (missing > 1 or missing == count)


def _other_day(reading: Reading, day: date | None) -> Doubt | None:
    printed = reading.date
    if day is None or printed is None or None in (printed.year, printed.month, printed.day):
        return None
    if (printed.year, printed.month, printed.day) == (day.year, day.month, day.day):
        return None
    found = f"that of {printed.year}-{printed.month:02}-{printed.day:02}"
    return _shape(f"the listing of {day}", found)


def _shape(expected: str, seen: str) -> Doubt:
    return Doubt(trait=Trait.SHAPE, expected=expected, seen=seen)


@dataclass(frozen=True, slots=True, kw_only=True)
class Past:
    """A listing that was fetched, taken or refused: its name and day, and how long it was."""

    name: str
    day: date | None = None
    entries: int = 0
    received: datetime | None = None


def size(
    this: Past,
    *,
    over: bool,
    asked: int | None = None,
    taken: Sequence[Past] = (),
    refused: Sequence[Past] = (),
) -> Doubt | None:
    """Doubt a listing by its number of entries.

    Args:
        this: the listing; ``over`` tells that its day is, so that no more entries will come.
        asked: how many papers were asked for by id.
        taken: the listings of the same series that are there, among them its earlier version.
        refused: what was refused under its name.
    """
    count = this.entries
    earlier = next((past.entries for past in taken if past.name == this.name), 0)
    if count * 2 < earlier:
        return _size(f"about the {earlier} entries that it had before", count)
    if asked and count * 2 < asked:
        return _size(f"the {asked} papers that were asked for", count)
    least = usual(this.day, taken) if over and this.day else None
    if least is None or count >= least or earlier or _confirmed(this, least, taken, refused):
        return None
    return _size(f"{least:g} entries at least, half of what even a quiet day has", count)


def _size(expected: str, count: int) -> Doubt:
    return Doubt(trait=Trait.SIZE, expected=expected, seen=str(count))


def _confirmed(this: Past, least: float, taken: Sequence[Past], refused: Sequence[Past]) -> bool:
    """Tell whether a small day is believed: hours ago it was the same, and a later day is of usual
    size, so that it is the day that was quiet and not the source that is broken."""
    same = any(
        past.entries == this.entries and this.received - past.received >= CONFIRMED
        for past in refused
        if past.received and this.received
    )
    later = any(past.entries >= least for past in taken if _after(past.day, this.day))
    return same and later


def _after(day: date | None, other: date | None) -> bool:
    return day is not None and other is not None and day > other


def usual(day: date, taken: Iterable[Past]) -> float | None:
    """Return the least number of entries that is usual for a day, None without enough before it."""
    before = ((past.day, past.entries) for past in taken if past.day and past.day < day)
    alike = sorted((at, count) for at, count in before if _like(at) == _like(day))
    counts = sorted(count for _, count in alike[-LAST:])
    return _quantile(counts) / 2 if len(counts) >= LEAST else None


def _like(day: date) -> int:
    """Working days are alike; nothing is announced on most weekends."""
    return max(day.weekday(), 4)


def _quantile(counts: Sequence[int]) -> int:
    return counts[(len(counts) - 1) // 10]
