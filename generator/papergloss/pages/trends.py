"""The page of trends: what rises and falls among tags, and whatever else is counted."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from papergloss import tags
from papergloss.config import Site
from papergloss.model import Archive, Concepts, Paper
from papergloss.pages.cards import Cards
from papergloss.pages.digests import Digests
from papergloss.pages.trend_parts import MonthlyTrends, Terms
from papergloss.views import Page, Ref, TrendsView


def tag_terms(archive: Archive) -> Terms:
    """The tags of papers, with the wider ones that they imply."""
    # Made once for each tag: an archive has thousands of papers for every tag.
    wider = {slug: tags.closure([slug], archive.tags) for slug in archive.tags}
    none: frozenset[str] = frozenset()

    def of(paper: Paper) -> frozenset[str]:
        return none.union(*(wider[slug] for slug in paper.tags if slug in wider))

    refs = {slug: Ref(label=tag.name, url=f"tags/{slug}/") for slug, tag in archive.tags.items()}
    return Terms(name="Tags", of=of, refs=refs)


def concept_terms(concepts: Concepts) -> Terms:
    """The concepts that abstracts name."""

    def of(paper: Paper) -> frozenset[str]:
        return frozenset(slug for slug, _ in concepts.of_paper.get(paper.slug, ()))

    refs = {
        slug: Ref(label=concept.name, url=f"concepts/{slug}/")
        for slug, concept in concepts.by_slug.items()
    }
    return Terms(name="Concepts", of=of, refs=refs)


def trend_pages(archive: Archive, concepts: Concepts, weekly: Digests) -> Iterator[Page]:
    """Make the page of trends and all digests."""
    kinds = (tag_terms(archive), concept_terms(concepts))
    yield trends_page(archive, kinds, weekly.latest)
    yield from weekly.pages()


def digests(archive: Archive, cards: Cards, site: Site) -> Digests:
    """Gather the digests, in which tags may be rising."""
    return Digests(archive, tag_terms(archive), cards, site)


def trends_page(archive: Archive, kinds: Sequence[Terms], digest: Ref | None) -> Page:
    """Make the page; ``digest`` is the latest week's."""
    monthly = [MonthlyTrends(archive.papers, terms) for terms in kinds]
    view = TrendsView(
        spans=next((each.spans for each in monthly if each.spans), ""),
        groups=tuple(each.group() for each in monthly if each.spans),
        digest=digest,
    )
    return Page(
        kind="trends",
        url="trends/",
        title="Trends",
        description="What this archive's papers are about more of late, and what less",
        view=view,
    )
