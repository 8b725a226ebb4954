"""The digest of every week: what was new, what was noted, what is rising; as page, feed and letter.

Nothing here knows a clock: the digest of a week changes as long as papers and notes of that week
arrive, and never after.
"""

from __future__ import annotations

from collections.abc import Iterator

from papergloss.config import Site
from papergloss.model import Archive
from papergloss.pages.cards import Cards
from papergloss.pages.letters import MOST_NEW, entry, letter
from papergloss.pages.notes import noted_view
from papergloss.pages.paging import feed_links, feed_refs
from papergloss.pages.trend_parts import Terms, trend_view
from papergloss.pages.weeks import Week, weeks
from papergloss.views import DigestsView, DigestView, Feed, Letter, Page, Ref

FEED = "digest/feed"
DESCRIPTION = "Every week: what was new, what was noted, what is rising"
#: How many digests the feed has, and of how many of the latest weeks there is a letter to send.
IN_FEED = 20
LETTERS = 4
_ROOT = "../../"


class Digests:
    """The digests of an archive, the latest week first.

    Args:
        terms: what may be rising.
    """

    def __init__(self, archive: Archive, terms: Terms, cards: Cards, site: Site) -> None:
        self._cards = cards
        self._site = site
        self._terms = terms
        self._weeks = weeks(archive, terms, cards)

    @property
    def latest(self) -> Ref | None:
        """A link to the latest digest."""
        return self._weeks[0].ref if self._weeks else None

    def pages(self) -> Iterator[Page]:
        """Make the index of digests and a page for every week."""
        feeds = feed_refs("digest/", self._site)
        yield Page(
            kind="digests",
            url="digest/",
            title="Digests",
            description=DESCRIPTION,
            view=DigestsView(weeks=tuple(week.ref for week in self._weeks), feeds=feeds),
            links=tuple(feed_links("Digests", feeds)),
        )
        before = [None, *self._weeks]
        after = [*self._weeks[1:], None]
        for at, week in enumerate(self._weeks):
            letters = _letter_refs(week) if at < LETTERS else ()
            yield self._page(week, before[at], after[at], letters)

    def _page(
        self, week: Week, newer: Week | None, older: Week | None, letters: tuple[Ref, ...]
    ) -> Page:
        rising = (trend_view(each, self._terms.refs[each.term]) for each in week.rising)
        view = DigestView(
            title=week.title,
            span=week.span,
            total=len(week.new),
            new=tuple(self._cards.card(paper) for paper in week.new[:MOST_NEW]),
            more=Ref(label=week.title, url=f"weeks/{week.name}/"),
            noted=tuple(
                noted_view(paper, note, self._cards, self._site, _ROOT)
                for paper, note in week.noted
            ),
            rising=tuple(rising),
            letters=letters,
            newer=newer.ref if newer else None,
            older=older.ref if older else None,
        )
        return Page(
            kind="digest",
            url=week.url,
            title=f"{week.title}: digest",
            description=week.lead,
            view=view,
        )

    def letters(self) -> Iterator[Letter]:
        """Make the letters of the latest weeks, the latest first."""
        return (letter(week, self._terms, self._site) for week in self._weeks[:LETTERS])

    def feed(self) -> Feed:
        """Make the feed of the latest digests."""
        return Feed(
            url=FEED,
            page_url="digest/",
            title=f"{self._site.name}: digests",
            description=DESCRIPTION,
            entries=tuple(entry(week, self._terms, self._site) for week in self._weeks[:IN_FEED]),
        )


def _letter_refs(week: Week) -> tuple[Ref, ...]:
    kinds = (("E-mail", "eml"), ("HTML", "html"), ("Text", "txt"))
    return tuple(Ref(label=label, url=f"{week.url}letter.{ending}") for label, ending in kinds)
