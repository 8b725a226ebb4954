"""A list of papers in, the feed of its latest ones out."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from functools import cached_property

from papergloss.config import Site
from papergloss.ids import address
from papergloss.model import Archive, Paper
from papergloss.pages.cards import Cards
from papergloss.pages.measure import IN_MAIN_FEED
from papergloss.pages.order import Order
from papergloss.pages.paging import FEED, PaperList, feeds_of
from papergloss.text import plain
from papergloss.views import Feed, FeedEntry


def list_feeds(
    archive: Archive, lists: Iterable[PaperList], cards: Cards, site: Site
) -> Iterator[Feed]:
    """Make the feed of every list that has one, after that of the whole archive."""
    papers, most = Papers(archive, cards), cards.measure.in_feed
    yield papers.feed(FEED, "", site.name, site.description, archive.papers, most=IN_MAIN_FEED)
    for found in lists:
        if feeds_of(found, cards.measure, site):
            title = f"{site.name}: {found.head.title}"
            shown = (item.paper for item in found.items)
            yield papers.feed(
                found.url + FEED, found.url, title, found.description, shown, most=most
            )


class Papers:
    """Makes the entries of papers, each once."""

    def __init__(self, archive: Archive, cards: Cards) -> None:
        self._archive = archive
        self._cards = cards
        self._entries: dict[str, FeedEntry] = {}

    def feed(
        self,
        url: str,
        page_url: str,
        title: str,
        description: str,
        papers: Iterable[Paper],
        *,
        most: int,
    ) -> Feed:
        """Make a feed of the ``most`` papers that entered the archive last, the latest first.

        What is new to the archive may be an old paper: it is news all the same.
        """
        return Feed(
            url=url,
            page_url=page_url,
            title=title,
            description=description,
            entries=tuple(map(self._entry, self._order.put(papers, most))),
        )

    @cached_property
    def _order(self) -> Order:
        papers = self._archive.papers
        latest = sorted(papers, key=lambda each: (self._time(each), each.slug), reverse=True)
        return Order(latest)

    def _time(self, paper: Paper) -> str:
        known = self._cards.arrived(paper) or f"{paper.month}-01"
        return known if "T" in known else f"{known}T12:00:00Z"

    def _entry(self, paper: Paper) -> FeedEntry:
        if paper.slug not in self._entries:
            self._entries[paper.slug] = FeedEntry(
                url=f"papers/{paper.slug}/",
                title=plain(paper.title) or paper.slug,
                updated=self._time(paper),
                text=plain(paper.abstract),
                authors=tuple(author.name for author in paper.authors),
                terms=tuple(tag.label for tag in self._cards.tags(paper.tags)),
                related=address(paper.ids),
            )
        return self._entries[paper.slug]
