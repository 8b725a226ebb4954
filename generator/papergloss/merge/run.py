"""Merging as a whole: listings and the papers of the last run in, papers out. Pure."""

from __future__ import annotations

from collections.abc import Container, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from msgspec import structs

from papergloss.merge.identity import Group, groups
from papergloss.merge.names import Names
from papergloss.merge.record import in_order, links_once, paper_of
from papergloss.model import Appearance, LeftOut, Listing, Paper


@dataclass(frozen=True, slots=True, kw_only=True)
class Merged:
    """The papers, in order of month and slug and without tags, and the entries that made none."""

    papers: tuple[Paper, ...]
    left_out: tuple[LeftOut, ...]


def merge(listings: Sequence[Listing], known: Iterable[Paper] = ()) -> Merged:
    """Merge the entries of all listings into papers.

    Args:
        listings: in order of arrival, dates settled.
        known: the papers of the last run; they keep their slugs and months, and one that no
            listing shows any more stays as it is.
    """
    standing = list(known)
    every = groups(listings)
    pages = [group for group in every if group.born is not None]
    names = Names(pages, standing)
    read = {listing.id for listing in listings}
    papers: dict[str, Paper] = {}
    for group in pages:
        name = names.of(group)
        paper = paper_of(group, name.slug, name.month, name.aliases)
        papers[name.slug] = _kept(paper, name.had, read)
    # A run that was stopped may have joined a paper with another and not yet removed its file.
    joined = {alias for paper in papers.values() for alias in paper.aliases}
    for paper in standing:
        if paper.slug not in names.claimed and paper.slug not in joined:
            papers[paper.slug] = paper
    ordered = sorted(papers.values(), key=lambda paper: (paper.month, paper.slug))
    left_out = [lost for group in every if group.born is None for lost in _left_out(group)]
    return Merged(papers=tuple(ordered), left_out=tuple(left_out))


def _left_out(group: Group) -> Iterator[LeftOut]:
    for seen in group.seen:
        if seen.listing.lookup:
            continue  # an answer that fits no paper is no loss
        ids = ", ".join(group.ids.values())
        if seen.follows:
            reason = "announces a new version of a paper that is not in the archive"
        else:
            reason = f"nothing has told the title of {ids} yet: run `papergloss enrich`"
        yield LeftOut(
            path=seen.listing.path,
            position=seen.entry.position,
            line=seen.entry.line,
            title=seen.entry.title or ids,
            reason=reason,
        )


def _kept(paper: Paper, had: Sequence[Paper], read: Container[str]) -> Paper:
    """Add what listings said that could not be read this time: nothing known is forgotten."""
    for was in had:
        lost = [seen for seen in was.appearances if seen.listing not in read]
        told = {name: listing for name, listing in was.said.items() if listing not in read}
        if lost or told:
            paper = _with_lost(paper, was, lost, told)
    return paper


def _with_lost(
    paper: Paper, was: Paper, lost: Sequence[Appearance], told: Mapping[str, str]
) -> Paper:
    filled = {name: getattr(paper, name) or getattr(was, name) for name in _FILLED}
    values = filled | {name: getattr(was, name) for name in told}
    return structs.replace(
        paper,
        **values,
        appearances=in_order((*paper.appearances, *lost)),
        links=links_once((*paper.links, *was.links)),
        said={**was.said, **paper.said, **told},
        variants=tuple(dict.fromkeys((*paper.variants, *was.variants))),
    )


_FILLED = (
    *("date", "authors", "author_count", "organisation", "venue", "comment"),
    *("categories", "keywords", "versions"),
)
