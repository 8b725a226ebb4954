"""All that shapes the page of a paper, gathered from the archive; cheap, for it is done every time.

``pages.paper`` makes the page from this and nothing else. What stands on the page and is not in
here would stay as it was when it changes.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import cached_property
from itertools import groupby

from msgspec import Struct

from papergloss.cache import Keyed
from papergloss.config import Site
from papergloss.forge import Forge, forge_of
from papergloss.lookup import Target
from papergloss.model import (
    Archive,
    Concepts,
    Links,
    Listing,
    Mention,
    Note,
    Paper,
    PartialDate,
    Place,
    Standing,
)
from papergloss.note_reader import read
from papergloss.pages.cards import Cards
from papergloss.pages.concepts import NamedConcept, named_concept
from papergloss.pages.people import Bylines
from papergloss.views import Ref


class Other(Struct, frozen=True, kw_only=True):
    """Of another paper what this one's page says."""

    slug: str
    title: str
    date: PartialDate | None

    @property
    def beside(self) -> str:
        """Where it lies from the page of any paper: ``../opera/``, shorter than by the root."""
        return f"../{self.slug}/"


class Surrounding(Struct, frozen=True, kw_only=True):
    """What is the same for every paper: the site's address, its forge, where images may lie.

    ``slim``, ``described``, ``gathered`` and ``pictured`` are of the archive's ``Measure``.
    """

    url: str
    slim: bool
    described: int
    gathered: bool
    pictured: bool
    forge: Forge | None
    image_hosts: tuple[str, ...]


class PaperInputs(Struct, frozen=True, kw_only=True):
    """What the page of a paper is made from.

    ``listings`` are those that the paper names; ``targets`` what the names in its note lead to.
    The terms of a related paper are those that the two share. ``concepts`` are those that the
    abstract names, each with its first place there. ``series`` are the papers of one series with
    the reason, ``shared`` those with the same code (its repository) or, under "", authors.
    ``authors`` are the slugs of their pages, "" for who has none.
    """

    paper: Keyed[Paper]
    site: Surrounding
    tags: tuple[Ref, ...]
    listings: tuple[Listing, ...]
    related: tuple[tuple[Other, tuple[str, ...]], ...]
    mentions: tuple[tuple[Other, Mention], ...]
    mentioned_by: tuple[tuple[Other, Mention], ...]
    note: Note | None
    targets: tuple[tuple[str, Target | None], ...]
    relations: tuple[tuple[Other, Standing], ...]
    concepts: tuple[tuple[NamedConcept, Place], ...]
    authors: tuple[str, ...]
    series: tuple[tuple[Other, str], ...]
    shared: tuple[tuple[str, tuple[Other, ...]], ...]


class _Others(dict[str, Other]):
    """Papers by slug, each taken up when it is first asked for."""

    def __init__(self, cards: Cards) -> None:
        super().__init__()
        self._cards = cards

    def __missing__(self, slug: str) -> Other:
        paper = self._cards.by_slug[slug]
        self[slug] = found = Other(slug=slug, title=paper.title, date=paper.date)
        return found


class _Concepts(dict[str, NamedConcept]):
    """Concepts by slug, each taken up when it is first asked for."""

    def __init__(self, concepts: Concepts, cards: Cards) -> None:
        super().__init__()
        self._concepts = concepts
        self._cards = cards

    def __missing__(self, slug: str) -> NamedConcept:
        self[slug] = found = named_concept(self._concepts.by_slug[slug], self._cards)
        return found


class Gatherer:
    """Gathers what the pages of an archive's papers are made from.

    What people wrote it does not know: that comes in with each paper.
    """

    def __init__(self, archive: Archive, links: Links, cards: Cards, site: Site) -> None:
        self._papers = archive.papers
        self._links = links
        self._cards = cards
        self._most = cards.measure
        self._others = _Others(cards)
        self._bylines = Bylines(links.people)
        self._concepts = _Concepts(links.concepts, cards)
        self._site = Surrounding(
            url=site.url,
            slim=self._most.slim,
            described=self._most.described,
            gathered=self._most.gathered,
            pictured=self._most.pictured,
            forge=forge_of(site),
            image_hosts=site.settings.image_hosts,
        )

    @cached_property
    def by_month(self) -> Mapping[str, Sequence[Paper]]:
        """The archive's papers by month."""
        found = groupby(self._papers, key=lambda paper: paper.month)
        return {month: list(papers) for month, papers in found}

    def inputs(
        self, paper: Paper, note: Note | None = None, standing: Iterable[Standing] = ()
    ) -> PaperInputs:
        """Gather what shapes the page of ``paper``, its ``note`` and its relations among it."""
        slug, links = paper.slug, self._links
        others, named = self._others, self._concepts
        return PaperInputs(
            paper=self._cards.keyed(paper),
            site=self._site,
            tags=self._cards.tags(paper.tags),
            listings=tuple(self._listings(paper)),
            related=self._related(slug),
            mentions=tuple([(others[m.target], m) for m in links.mentions.get(slug, ())]),
            mentioned_by=tuple([(others[m.source], m) for m in links.mentioned_by.get(slug, ())]),
            note=note,
            targets=tuple(self._targets(note)) if note else (),
            relations=tuple([(others[each.other], each) for each in standing]),
            concepts=tuple(
                [(named[name], place) for name, place in links.concepts.of_paper.get(slug, ())]
            ),
            authors=self._bylines.pages(paper),
            series=tuple([(others[each.slug], each.reason) for each in links.series.get(slug, ())]),
            shared=tuple(
                [
                    (each.code, tuple(map(others.__getitem__, each.slugs[: self._most.shared])))
                    for each in links.shared.get(slug, ())
                ]
            ),
        )

    def _related(self, slug: str) -> tuple[tuple[Other, tuple[str, ...]], ...]:
        near = self._links.related.get(slug, ())[: self._most.related]
        return tuple([(self._others[each.slug], each.terms[: self._most.terms]) for each in near])

    def _listings(self, paper: Paper) -> Iterator[Listing]:
        named = {seen.listing: None for seen in paper.appearances}
        named |= dict.fromkeys(paper.said.values())
        named |= {variant.listing: None for variant in paper.variants}
        return filter(None, map(self._cards.told_by.get, named))

    def _targets(self, note: Note) -> Iterator[tuple[str, Target | None]]:
        for name in _names((note, *note.joined)):
            yield name, self._cards.lookup.target(name)


def _names(notes: Iterable[Note]) -> list[str]:
    return sorted({named.name for note in notes for named in read(note.body).names})
