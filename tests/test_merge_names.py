"""Slugs, months and aliases are the same whether the listings came one by one or all at once."""

from __future__ import annotations

from datetime import date

from hypothesis import given, settings
from hypothesis import strategies as st

from papergloss.merge import merge
from papergloss.model import Entry, Ids, Listing

TITLES = ("Alpha", "Beta", "Gamma", "")
ENTRIES = st.builds(
    lambda title, arxiv, doi: (title, Ids(arxiv=arxiv, doi=doi)),
    st.sampled_from(TITLES),
    st.sampled_from((None, None, "2401.00001", "2401.00002")),
    st.sampled_from((None, None, "10.1/a", "10.1/b")),
).filter(lambda made: made[0] or made[1] != Ids())


@st.composite
def archives(draw: st.DrawFn) -> list[Listing]:
    """Listings in order of arrival, on days in no order."""
    days = draw(st.lists(st.integers(1, 28), min_size=1, max_size=5, unique=True))
    return [
        Listing(
            id=f"s/2025-03-{day:02}",
            path="",
            date=date(2025, 3, day),
            date_basis="",
            lookup=draw(st.integers(0, 4)) == 0,
            entries=tuple(
                Entry(title=title, abstract="", position=position, ids=ids)
                for position, (title, ids) in enumerate(
                    draw(st.lists(ENTRIES, min_size=1, max_size=4)), start=1
                )
            ),
        )
        for day in days
    ]


@given(archives())
@settings(max_examples=300)
def test_one_by_one_gives_what_all_at_once_gives(listings: list[Listing]) -> None:
    """A run on an empty archive gives the names that the runs that filled it gave."""
    papers = merge(listings[:1]).papers
    for count in range(1, len(listings) + 1):
        papers = merge(listings[:count], papers).papers
    assert merge(listings).papers == papers


@given(archives())
@settings(max_examples=200)
def test_every_entry_is_on_a_page_or_left_out(listings: list[Listing]) -> None:
    """Nothing is lost in between; an answer that fits no paper is no loss."""
    merged = merge(listings)
    shown = {(seen.listing) for paper in merged.papers for seen in paper.appearances}
    left = {lost.listing for lost in merged.left_out}
    assert {listing.id for listing in listings if not listing.lookup} <= shown | left
    names = [name for paper in merged.papers for name in (paper.slug, *paper.aliases)]
    assert len(names) == len(set(names)), "two pages claim one address"


@given(archives())
@settings(max_examples=200)
def test_merging_again_changes_nothing(listings: list[Listing]) -> None:
    """What is written is what the next run would write."""
    papers = merge(listings).papers
    assert merge(listings, papers).papers == papers
