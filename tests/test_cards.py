"""What a card says of a paper beyond what stands in its record."""

from __future__ import annotations

from datetime import date

import pytest

from papergloss.model import Appearance, Archive, Listing, Paper
from papergloss.pages.cards import Cards


def arrived(first: Appearance, listing: Listing | None) -> str:
    later = Appearance(listing="s/later", date=date(2027, 1, 1), position=1)
    paper = Paper(slug="p", month="2026-03", title="T", abstract="A", appearances=(first, later))
    listings = (listing,) if listing else ()
    archive = Archive(papers=(paper,), listings=listings, notes={}, tags={})
    return Cards(archive).card(paper).arrived


def listing(received: str | None) -> Listing:
    return Listing(id="s/first", path="p", date=date(2026, 3, 1), date_basis="", received=received)


@pytest.mark.parametrize(
    ("found", "expected"),
    [
        (listing("2026-03-02T01:00:00+02:00"), "2026-03-01T23:00:00Z"),
        (listing(None), "2026-03-01"),
        (listing("some day"), "2026-03-01"),
        (None, "2026-03-01"),
    ],
)
def test_a_paper_arrives_with_the_first_listing_that_shows_it(
    found: Listing | None, expected: str
) -> None:
    """When that was received, or else on its day."""
    first = Appearance(listing="s/first", date=date(2026, 3, 1), position=1)
    assert arrived(first, found) == expected


def test_without_any_date_it_never_arrived() -> None:
    """Such a paper is not called new."""
    assert arrived(Appearance(listing="s/first", date=None, position=1), None) == ""
