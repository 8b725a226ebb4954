"""What a site is made of: the archive with as much of its notes as a group shows, and its links.

All of it is made when a group asks for it. A note's words are in ``noted`` and, if it has a day, in
``dated``; its marks (day, status, rating) are in ``marked``; what it overrides is in ``papers``.
"""

from __future__ import annotations

from dataclasses import replace
from functools import cached_property
from pathlib import Path
from typing import Any

from papergloss import pages
from papergloss.cache import Keyed
from papergloss.config import Site
from papergloss.model import Archive, Concepts, Links, Paper
from papergloss.pipeline.inputs import Input, derived, given
from papergloss.pipeline.loading import Loaded
from papergloss.views import SearchDoc


class Sources:
    """The inputs of a site's groups.

    Args:
        links: those of ``papers``.
    """

    def __init__(
        self, loaded: Loaded, site: Site, papers: Input[Archive], links: Input[Links]
    ) -> None:
        self.papers = papers
        self.links = links
        self.site = without_place(site)
        self.url = given(site.url)
        self._archive = loaded.archive
        self._keyed = _as_read(loaded)

    # --- the archive ------------------------------------------------------------------------------

    def _with(self, **more: Any) -> Input[Archive]:
        """Put more into the archive of papers alone."""
        return given(replace(self.papers.value, **more), self.papers.key, more)

    @cached_property
    def marked(self) -> Input[Archive]:
        """The papers with the marks of their notes."""
        return self._with(notes=pages.marks(self._archive))

    @cached_property
    def dated(self) -> Input[Archive]:
        """The papers with their notes that have a day."""
        return self._with(notes=pages.dated(self._archive))

    @cached_property
    def noted(self) -> Input[Archive]:
        """The papers with their notes."""
        return self._with(notes=self._archive.notes)

    @cached_property
    def checked(self) -> Input[Archive]:
        """The papers, and how the archive is."""
        whole = self._archive
        return self._with(health=whole.health, left_out=whole.left_out, troubles=whole.troubles)

    @cached_property
    def said(self) -> list[Input[pages.Said]]:
        """What was said about the papers of each month."""
        return [given(each) for each in pages.said(self._archive)]

    # --- what several groups are made of ----------------------------------------------------------

    @cached_property
    def concepts(self) -> Input[Concepts]:
        """The concepts that papers name."""
        return derived(_concepts, self.links)

    @cached_property
    def cards(self) -> Input[pages.Cards]:
        """The cards of papers."""
        return derived(pages.Cards, self.marked, self.concepts, tools=[self._keyed])

    @cached_property
    def lists(self) -> Input[tuple[pages.PaperList, ...]]:
        """The lists of papers."""
        return derived(pages.lists_of, self.marked, self.links, self.cards)

    @cached_property
    def weekly(self) -> Input[pages.Digests]:
        """The digests of weeks."""
        return derived(pages.digests, self.dated, self.cards, self.site)

    @cached_property
    def gatherer(self) -> Input[pages.Gatherer]:
        """What gathers the inputs of papers' pages."""
        bare = derived(pages.Cards, self.papers, self.concepts, tools=[self._keyed])
        return derived(pages.Gatherer, self.papers, self.links, bare, self.site)

    @cached_property
    def docs(self) -> Input[list[SearchDoc]]:
        """What search knows of papers alone."""
        return derived(pages.lazy_docs, self.papers, self.concepts, tools=[self._keyed])

    @cached_property
    def noted_docs(self) -> Input[list[SearchDoc]]:
        """What search knows of papers and what people said of them."""
        return derived(pages.search_docs, self.noted, self.concepts)


def without_place(site: Site) -> Input[Site]:
    """Take what ``mkdocs.yml`` says, which no page may read from where the archive lies."""
    said = (site.name, site.description, site.url, site.repo_url, site.edit_url, site.settings)
    return given(replace(site, root=Path(), content=Path()), "site", said)


def papers_alone(loaded: Loaded) -> Input[Archive]:
    """Take the papers of an archive, its listings and its tags; name them without reading all.

    Most papers are as they were read, of which there is a digest; notes change some and hide some.
    """
    archive = pages.silent(loaded.archive)
    read = {id(each.value) for each in loaded.papers.papers}
    changed = [paper for paper in archive.papers if id(paper) not in read]
    rest = (archive.hidden, archive.listings, archive.lookups, archive.tags)
    return given(archive, "papers", loaded.papers.key, changed, rest)


def _as_read(loaded: Loaded) -> dict[str, Keyed[Paper]]:
    """Give the papers that no note has changed, with their digests, by slug."""
    shown = {id(paper) for paper in loaded.archive.papers}
    return {each.value.slug: each for each in loaded.papers.papers if id(each.value) in shown}


def _concepts(links: Links) -> Concepts:
    return links.concepts
