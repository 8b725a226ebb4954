"""Entries of many listings become one paper each, with names that never change."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

from msgspec.structs import replace

from papergloss.merge import ChangeKind, changes
from papergloss.merge import merge as merged
from papergloss.model import Entry, Ids, Link, LinkKind, Listing, Paper, PartialDate


def entry(title: str, position: int = 1, abstract: str = "Text.", **rest: object) -> Entry:
    return Entry(title=title, abstract=abstract, position=position, **rest)  # type: ignore[arg-type]


def listing(name: str, *entries: Entry) -> Listing:
    day = date.fromisoformat(name)
    return Listing(id=f"s/{name}", path="", date=day, date_basis="", entries=entries)


def merge(listings: list[Listing], known: Iterable[Paper] = ()) -> list[Paper]:
    return list(merged(listings, known).papers)


MARCH = listing("2025-03-11", entry("OPERA: A Title"), entry("Other", 2))
JULY = listing("2025-07-29", entry("Opera – a title."), entry("New", 2))


def test_variants_of_a_title_are_one_paper() -> None:
    """Case, dashes and a trailing period do not make another paper."""
    papers = merge([MARCH, JULY])
    assert [p.slug for p in papers] == ["opera-a-title", "other", "new"]
    assert [seen.listing for seen in papers[0].appearances] == ["s/2025-03-11", "s/2025-07-29"]


def test_a_paper_keeps_the_month_it_entered_in() -> None:
    """An older listing that arrives later moves no paper."""
    known = merge([JULY])
    again = merge([MARCH, JULY], known)
    assert {p.slug: p.month for p in again}["opera-a-title"] == "2025-07"


def test_a_fresh_run_gives_the_names_of_the_first() -> None:
    """Replaying the listings in order of arrival gives the same slugs and months."""
    step = merge([JULY])
    step = merge([JULY, MARCH], step)
    assert merge([JULY, MARCH]) == step


def test_the_latest_listing_knows_best_and_earlier_ones_fill_in() -> None:
    """The newest abstract wins; an author count that only the older page gave is kept."""
    old = listing("2025-03-11", entry("T", abstract="Old.", author_count=3))
    new = listing("2025-07-29", entry("T", abstract="New."))
    (paper,) = merge([new, old])
    assert (paper.abstract, paper.author_count) == ("New.", 3)


def test_the_earliest_stated_day_is_the_paper_s() -> None:
    """A later date is a revision's."""
    days = [PartialDate(year=2024, month=5, day=2), PartialDate(year=2024, month=3, day=1)]
    (paper,) = merge(
        [
            listing("2025-03-11", entry("T", published=days[0])),
            listing("2025-07-29", entry("T", published=days[1])),
        ]
    )
    assert paper.date == days[1]


def test_the_same_id_joins_different_titles() -> None:
    """A renamed preprint is one paper."""
    first = entry("Before", ids=Ids(arxiv="2401.00001"))
    second = entry("After", ids=Ids(arxiv="2401.00001"))
    (paper,) = merge([listing("2025-03-11", first), listing("2025-07-29", second)])
    assert (paper.slug, paper.title) == ("before", "After")


def test_contradicting_ids_part_equal_titles() -> None:
    """Two papers may share a title; their ids tell them apart, and so do their slugs."""
    first = entry("Attention", ids=Ids(arxiv="2401.00001"))
    second = entry("Attention", ids=Ids(arxiv="2402.00002"))
    papers = merge([listing("2025-03-11", first), listing("2025-07-29", second)])
    assert [p.slug for p in papers] == ["attention", "attention-2"]


def test_a_title_met_later_with_an_id_joins_its_page() -> None:
    """The id is added to the paper that the title named."""
    first, second = entry("T"), entry("T", ids=Ids(arxiv="2401.00001"))
    (paper,) = merge([listing("2025-03-11", first), listing("2025-07-29", second)])
    assert paper.ids == Ids(arxiv="2401.00001")


def test_links_are_kept_once() -> None:
    """Two ways of writing an address are one link."""
    one = Link(url="https://github.com/a/b", kind=LinkKind.CODE)
    two = replace(one, url="https://github.com/A/b/")
    (paper,) = merge(
        [
            listing("2025-03-11", entry("T", links=(one,))),
            listing("2025-07-29", entry("T", links=(two,))),
        ]
    )
    assert len(paper.links) == 1


def test_pages_that_turn_out_to_be_one_paper_leave_an_alias() -> None:
    """The elder slug stays; the younger one redirects to it."""
    first = listing("2025-03-11", entry("Before"))
    second = listing("2025-07-29", entry("After"))
    known = merge([first, second])
    renamed = listing("2025-07-29", entry("Before"))
    (paper,) = merge([first, renamed], known)
    assert (paper.slug, paper.aliases) == ("before", ("after",))
    kinds = {c.paper.slug: c.kind for c in changes(known, [paper])}
    assert kinds == {"before": ChangeKind.CHANGED, "after": ChangeKind.REMOVED}


def test_a_join_that_was_stopped_half_way_is_finished() -> None:
    """The joined paper is written, and the file of the one that joined it still there."""
    first, second = listing("2025-03-11", entry("Before")), listing("2025-07-29", entry("After"))
    known = merge([first, second])
    renamed = listing("2025-07-29", entry("Before"))
    (joined,) = merge([first, renamed], known)
    assert merge([first, renamed], [joined, known[1]]) == [joined]


def test_a_paper_outlives_its_listing() -> None:
    """A listing that is gone or unreadable takes no paper, appearance or field with it."""
    dated = entry("OPERA: A Title", author_count=7)
    known = merge([listing("2025-03-11", dated, entry("Other", 2)), JULY])
    assert merge([JULY], known) == known


def test_changes_name_the_fields_that_differ() -> None:
    """A change carries its reason; no difference is no change."""
    known = merge([MARCH])
    assert list(changes(known, known)) == []
    (first, *_) = changes([], known)
    assert (first.kind, first.reason) == (ChangeKind.NEW, "first seen in s/2025-03-11")
    changed: Paper = replace(known[0], title="Else", author_count=2)
    (change,) = changes(known, [changed, *known[1:]])
    assert change.reason == "title, author_count"
