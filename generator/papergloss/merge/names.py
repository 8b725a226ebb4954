"""The permanent names of papers: slugs and months, kept from run to run. Pure.

A paper known from the last run is found again by its ids, by its place (an entry's listing and
position, as raw listings never change), or by its title.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from papergloss import days, ids
from papergloss.merge.identity import POSSIBLY_SAME, Group, Seen, shared_words, stated
from papergloss.model import Paper
from papergloss.text import normal_title, plain


@dataclass(frozen=True, slots=True, kw_only=True)
class Name:
    """A group's permanent name, and the papers of the last run that it continues."""

    slug: str
    month: str
    aliases: tuple[str, ...] = ()
    had: tuple[Paper, ...] = ()


class Names:
    """Names all groups that make a page.

    The names that a run on an empty archive gives depend on the listings alone; where the archive
    has other ones (a repair changed a title, a listing is gone), those of the archive stay.
    """

    def __init__(self, groups: Sequence[Group], known: Sequence[Paper]) -> None:
        self._owner = {name: paper for paper in known for name in (paper.slug, *paper.aliases)}
        self._fresh = _fresh_slugs(groups)
        self._had = _Continued(known).of(groups)
        #: The slugs of known papers that a group continues, under their own name or another.
        self.claimed = {paper.slug for papers in self._had.values() for paper in papers}

    def of(self, group: Group) -> Name:
        """Name a group; what its parts were named, or would have been, become aliases."""
        had = {paper.slug: paper for paper in self._had[group.number]}
        slug, *others = (self._fresh[part.number] for part in _pages(group))
        if had and slug not in had:
            slug = next(iter(had))
        elif slug in self._owner and not had:
            slug = ids.free_slug(slug, {*self._owner, *self._fresh.values()})
        names = {*had, *(alias for paper in had.values() for alias in paper.aliases)}
        names.update(n for n in others if n not in self._owner or self._owner[n].slug in had)
        return Name(
            slug=slug,
            month=had[slug].month if had else _month(group),
            aliases=tuple(sorted(names - {slug})),
            had=tuple(had.values()),
        )


def _pages(group: Group) -> list[Group]:
    """The group and its parts, as far as they made a page of their own, the oldest page first."""
    return sorted(
        (part for part in (group, *group.parts) if part.born is not None),
        key=lambda part: part.born or 0,
    )


def _fresh_slugs(groups: Sequence[Group]) -> dict[int, str]:
    """Name every page there ever was in the order in which they came, by number of the group."""
    slugs: dict[int, str] = {}
    taken: set[str] = set()
    pages = [part for group in groups for part in _pages(group)]
    for part in sorted(pages, key=lambda part: part.born or 0):
        title = next(seen.entry.title for seen in part.seen if seen.entry.title)
        slugs[part.number] = ids.free_slug(plain(title), taken)
        taken.add(slugs[part.number])
    return slugs


class _Continued:
    """Finds for each group the papers of the last run that it continues, each for one group."""

    def __init__(self, known: Sequence[Paper]) -> None:
        self._by_id = {pair: paper for paper in known for pair in stated(paper.ids).items()}
        self._by_place = {
            (seen.listing, seen.position): paper for paper in known for seen in paper.appearances
        }
        self._by_title = {normal_title(paper.title): paper for paper in known}
        self._claimed: set[str] = set()

    def of(self, groups: Sequence[Group]) -> dict[int, list[Paper]]:
        """Return the papers by number of the group; a place is surest and a title tells least."""
        found = {group.number: self._take(self._of_places(group)) for group in groups}
        for group in groups:
            found[group.number] += self._take(self._of_ids(group))
        for group in groups:
            if not found[group.number]:
                found[group.number] = self._take(self._of_titles(group))
        return found

    def _take(self, papers: Iterable[Paper]) -> list[Paper]:
        found = {paper.slug: paper for paper in papers if paper.slug not in self._claimed}
        self._claimed.update(found)
        return list(found.values())

    def _of_places(self, group: Group) -> Iterator[Paper]:
        for seen in group.seen:
            paper = self._by_place.get((seen.listing.id, seen.entry.position))
            if paper and not group.contradicts(stated(paper.ids)) and _alike(paper, seen):
                yield paper

    def _of_ids(self, group: Group) -> Iterator[Paper]:
        for pair in group.ids.items():
            paper = self._by_id.get(pair)
            if paper and not group.contradicts(stated(paper.ids)):
                yield paper

    def _of_titles(self, group: Group) -> Iterator[Paper]:
        for title in group.titles:
            paper = self._by_title.get(title)
            if paper and not group.contradicts(stated(paper.ids)):
                yield paper


def _alike(paper: Paper, seen: Seen) -> bool:
    """Another entry stands in this place once a listing was fetched again and is in a new order."""
    if normal_title(paper.title) == normal_title(seen.entry.title):
        return True
    if paper.abstract == seen.entry.abstract:
        return True
    return (shared_words(paper.abstract, seen.entry.abstract) or 0.0) >= POSSIBLY_SAME


def _month(group: Group) -> str:
    seen = next(seen for seen in group.seen if not seen.follows)
    days_told = (days.first_day(seen.entry.listed), seen.listing.date)
    day = next(filter(None, (*days_told, days.first_day(seen.entry.published))), None)
    return f"{day:%Y-%m}" if day else "0000-01"
