"""All that shapes the page of a paper, gathered from the archive; cheap, for it is done every time.

``pages.paper`` makes the page from this and nothing else. What stands on the page and is not in
here would stay as it was when it changes.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import groupby

from papergloss.cache import Keyed
from papergloss.config import Site
from papergloss.forge import Forge, forge_of
from papergloss.lookup import Target
from papergloss.model import (
    Archive,
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


@dataclass(frozen=True, slots=True, kw_only=True)
class Other:
    """Of another paper what this one's page says."""

    slug: str
    title: str
    date: PartialDate | None

    @property
    def beside(self) -> str:
        """Where it lies from the page of any paper: ``../opera/``, shorter than by the root."""
        return f"../{self.slug}/"


@dataclass(frozen=True, slots=True, kw_only=True)
class Surrounding:
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


@dataclass(frozen=True, slots=True, kw_only=True)
class PaperInputs:
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


class Gatherer:
    """Gathers what the pages of an archive's papers are made from.

    What people wrote it does not know: that comes in with each paper.
    """

    def __init__(self, archive: Archive, links: Links, cards: Cards, site: Site) -> None:
        self._papers = archive.papers
        self._links = links
        self._cards = cards
        self._others: dict[str, Other] = {}
        self._bylines = Bylines(links.people)
        self._concepts: dict[str, NamedConcept] = {}
        self._site = Surrounding(
            url=site.url,
            slim=cards.measure.slim,
            described=cards.measure.described,
            gathered=cards.measure.gathered,
            pictured=cards.measure.pictured,
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
        return PaperInputs(
            paper=self._cards.keyed(paper),
            site=self._site,
            tags=self._cards.tags(paper.tags),
            listings=tuple(self._listings(paper)),
            related=tuple(self._related(slug)),
            mentions=tuple((self._other(m.target), m) for m in links.mentions.get(slug, ())),
            mentioned_by=tuple(
                (self._other(m.source), m) for m in links.mentioned_by.get(slug, ())
            ),
            note=note,
            targets=tuple(self._targets(note)) if note else (),
            relations=tuple((self._other(each.other), each) for each in standing),
            concepts=tuple(
                (self._concept(name), place)
                for name, place in links.concepts.of_paper.get(slug, ())
            ),
            authors=self._bylines.pages(paper),
            series=tuple((self._other(s.slug), s.reason) for s in links.series.get(slug, ())),
            shared=tuple(
                (s.code, tuple(map(self._other, s.slugs[: self._cards.measure.shared])))
                for s in links.shared.get(slug, ())
            ),
        )

    def _related(self, slug: str) -> Iterator[tuple[Other, tuple[str, ...]]]:
        most = self._cards.measure
        for near in self._links.related.get(slug, ())[: most.related]:
            yield self._other(near.slug), near.terms[: most.terms]

    def _other(self, slug: str) -> Other:
        if slug not in self._others:
            paper = self._cards.by_slug[slug]
            self._others[slug] = Other(slug=slug, title=paper.title, date=paper.date)
        return self._others[slug]

    def _concepts_of(self, paper: Paper) -> Iterator[tuple[NamedConcept, Place]]:
        for slug, place in self._links.concepts.of_paper.get(paper.slug, ()):
            yield self._concept(slug), place

    def _concept(self, slug: str) -> NamedConcept:
        if slug not in self._concepts:
            concept = self._links.concepts.by_slug[slug]
            self._concepts[slug] = named_concept(concept, self._cards)
        return self._concepts[slug]

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
