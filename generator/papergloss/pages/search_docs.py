"""The archive → what the search index holds of each paper."""

from __future__ import annotations

from functools import cache, partial

from papergloss import days
from papergloss.cache import Keyed
from papergloss.model import Archive, Concepts, LinkKind, Paper
from papergloss.note_reader import read
from papergloss.pages.cards import Cards, byline, source_text
from papergloss.pages.concepts import concept_meanings, concept_names
from papergloss.text import plain
from papergloss.views import LazyDoc, SearchDoc, search_order


def search_docs(archive: Archive, concepts: Concepts) -> list[SearchDoc]:
    """Make what the search index holds of each paper."""
    return [search_doc(paper, archive, concepts) for paper in archive.papers]


def lazy_docs(
    archive: Archive, concepts: Concepts, keyed: dict[str, Keyed[Paper]]
) -> list[SearchDoc]:
    """Say of each paper what it holds; texts are made when they are looked at.

    Args:
        archive: without notes.
        keyed: the archive's papers with their digests, by slug, as far as they are known.
    """
    cards = Cards(archive, keyed=keyed)
    return [
        LazyDoc(
            cards.keyed(paper).key,
            partial(search_doc, paper, archive, concepts),
            slug=paper.slug,
            organisation=_organisation(paper),
            tags=_tags(paper, archive),
            note="",
            date=days.iso(paper.date),
            sources=_sources(paper),
            concepts=concept_names(paper, concepts),
            meanings=concept_meanings(paper, concepts),
            has_code=_has_code(paper),
            upvotes=_upvotes(paper),
            status="",
            rating=None,
        )
        for paper in archive.papers
    ]


def noted_docs(archive: Archive) -> dict[int, SearchDoc]:
    """Make what it holds of each paper with a note, by the paper's place in the index."""
    order = sorted(archive.papers, key=lambda each: search_order(days.iso(each.date), each.slug))
    docs = (
        (place, search_doc(paper, archive, Concepts()))
        for place, paper in enumerate(order)
        if paper.slug in archive.notes
    )
    return {place: doc for place, doc in docs if doc.noted}


def search_doc(paper: Paper, archive: Archive, concepts: Concepts) -> SearchDoc:
    """Make what it holds of one."""
    note = archive.notes.get(paper.slug)
    ids = paper.ids
    return SearchDoc(
        slug=paper.slug,
        url=f"papers/{paper.slug}/",
        title=plain(paper.title),
        abstract=plain(paper.abstract),
        authors=tuple(author.name for author in paper.authors),
        organisation=_organisation(paper),
        tags=_tags(paper, archive),
        note="\n".join(read(each.body).prose for each in (note, *note.joined)) if note else "",
        date=days.iso(paper.date),
        concepts=concept_names(paper, concepts),
        meanings=concept_meanings(paper, concepts),
        byline=byline(paper),
        ids=tuple(filter(None, (ids.arxiv, ids.doi, ids.openreview, ids.acl))),
        sources=_sources(paper),
        has_code=_has_code(paper),
        upvotes=_upvotes(paper),
        status=str(note.status or "") if note else "",
        rating=note.rating if note else None,
    )


def _organisation(paper: Paper) -> str:
    return paper.organisation.name if paper.organisation else ""


def _tags(paper: Paper, archive: Archive) -> tuple[str, ...]:
    return tuple(archive.tags[slug].name for slug in paper.tags if slug in archive.tags)


def _has_code(paper: Paper) -> bool:
    return any(link.kind is LinkKind.CODE for link in paper.links)


def _upvotes(paper: Paper) -> int:
    return max((seen.upvotes or 0 for seen in paper.appearances), default=0)


def _sources(paper: Paper) -> tuple[str, ...]:
    return _names(frozenset(seen.listing.partition("/")[0] for seen in paper.appearances))


@cache
def _names(sources: frozenset[str]) -> tuple[str, ...]:
    return tuple(sorted(map(source_text, sources)))
