"""A listing that was fetched more than once: its readings in, one reading out. Pure.

The latest version counts, and what only an earlier one shows has left the source and stays in the
archive: it follows after the others.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from papergloss.model import Entry, Ids, Reading
from papergloss.text import normal_title


def combined(readings: Sequence[Reading]) -> Reading:
    """Combine the readings of one listing, oldest first; positions go on after the latest's."""
    *earlier, latest = readings
    if not earlier:
        return latest
    known = {name for entry in latest.entries for name in _names(entry)}
    last = max((entry.position for entry in latest.entries), default=0)
    gone = []
    for reading in reversed(earlier):
        for entry in reading.entries:
            if known.isdisjoint(_names(entry)):
                last += 1
                gone.append(replace(entry, position=last, line=None))
            known.update(_names(entry))
    return replace(latest, entries=(*latest.entries, *gone))


def _names(entry: Entry) -> set[str | tuple[str, str]]:
    """What an entry is known by: its ids, else its title."""
    found = {(kind, value) for kind in Ids.__struct_fields__ if (value := getattr(entry.ids, kind))}
    return {*found} if found else {normal_title(entry.title)}
