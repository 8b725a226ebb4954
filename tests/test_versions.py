"""A listing that was fetched again: the latest counts, and what has left it stays."""

from __future__ import annotations

from papergloss.model import Entry, Ids, Reading
from papergloss.versions import combined


def reading(*titles: str, **rest: object) -> Reading:
    entries = tuple(
        Entry(title=title, abstract="", position=position, line=position, **rest)  # type: ignore[arg-type]
        for position, title in enumerate(titles, start=1)
    )
    return Reading(entries=entries)


def shown(found: Reading) -> list[tuple[str, int]]:
    return [(entry.title, entry.position) for entry in found.entries]


def test_one_version_is_itself() -> None:
    """Most listings are fetched once."""
    only = reading("A", "B")
    assert combined([only]) is only


def test_what_left_the_listing_follows_after_it() -> None:
    """The order is that of the latest version; positions are not given twice."""
    found = combined([reading("Gone", "A"), reading("B"), reading("A.", "C")])
    assert shown(found) == [("A.", 1), ("C", 2), ("B", 3), ("Gone", 4)]


def test_ids_tell_entries_apart_before_titles() -> None:
    """A paper that was renamed between two versions is one entry."""
    found = combined([reading("Old", ids=Ids(arxiv="1")), reading("New", ids=Ids(arxiv="1"))])
    assert shown(found) == [("New", 1)]
