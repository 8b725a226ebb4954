"""Entries of many listings in, one paper each out; and what changed, with the reason. Pure.

Listings are replayed in order of arrival, so that a run on an empty archive gives every paper the
slug and month that it was first published with. Papers already known keep theirs: a raw listing
never changes, so an entry's place in it (listing and position) is the surest name a paper has.
"""

from __future__ import annotations

from collections.abc import Container, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, fields, replace
from datetime import date
from enum import StrEnum

from papergloss import days, ids
from papergloss.model import Appearance, Entry, Ids, Link, Listing, Organisation, Paper, PartialDate
from papergloss.text import normal_title, plain

# The kinds of id, in the order in which they are trusted.
ID_KINDS = ("arxiv", "doi", "openreview", "acl")


class ChangeKind(StrEnum):
    """What update does to a paper's file."""

    NEW = "new"
    CHANGED = "changed"
    REMOVED = "removed"


@dataclass(frozen=True, slots=True, kw_only=True)
class Change:
    """A decision about one paper and why it was taken."""

    kind: ChangeKind
    paper: Paper
    reason: str


@dataclass(slots=True, eq=False)
class _Group:
    """The entries that are one paper, in order of arrival, and the ids that they state."""

    seen: list[tuple[Listing, Entry]] = field(default_factory=list)
    ids: dict[str, str] = field(default_factory=dict)

    def contradicts(self, stated: Mapping[str, str]) -> bool:
        return any(self.ids.get(kind, value) != value for kind, value in stated.items())


def merge(listings: Sequence[Listing], known: Iterable[Paper] = ()) -> list[Paper]:
    """Merge the entries of all listings into papers.

    Args:
        listings: in order of arrival, dates settled.
        known: the papers of the last run; they keep their slugs and months, and one that no
            listing shows any more stays as it is.

    Returns:
        papers in order of month and slug, without tags.
    """
    standing = list(known)
    names = _Names(standing)
    read = {listing.id for listing in listings}
    papers = {}
    for group in _groups(listings):
        name = names.claim(group)
        papers[name.slug] = _kept(_paper(group, name), name.had, read)
    for paper in standing:
        if paper.slug not in papers and paper.slug not in names.retired:
            papers[paper.slug] = paper
    return sorted(papers.values(), key=lambda paper: (paper.month, paper.slug))


def changes(before: Iterable[Paper], after: Iterable[Paper]) -> Iterator[Change]:
    """Tell what separates two states of the archive, paper by paper, and in which fields."""
    old = {paper.slug: paper for paper in before}
    for paper in after:
        was = old.pop(paper.slug, None)
        if was is None:
            yield Change(kind=ChangeKind.NEW, paper=paper, reason=_origin(paper))
        elif was != paper:
            names = [
                f.name for f in fields(Paper) if getattr(was, f.name) != getattr(paper, f.name)
            ]
            yield Change(kind=ChangeKind.CHANGED, paper=paper, reason=", ".join(names))
    for paper in old.values():
        yield Change(kind=ChangeKind.REMOVED, paper=paper, reason="joined with another paper")


def _origin(paper: Paper) -> str:
    return f"first seen in {paper.appearances[0].listing}" if paper.appearances else "added"


# --- which entries are one paper ----------------------------------------------------------------


def _groups(listings: Sequence[Listing]) -> list[_Group]:
    groups: list[_Group] = []
    by_id: dict[tuple[str, str], _Group] = {}
    by_title: dict[str, list[_Group]] = {}
    for listing in listings:
        for entry in listing.entries:
            stated = _stated(entry.ids)
            title = normal_title(entry.title)
            group = _find(stated, title, by_id, by_title)
            if group is None:
                group = _Group()
                groups.append(group)
            group.seen.append((listing, entry))
            group.ids = {**stated, **group.ids}
            by_id.update(dict.fromkeys(stated.items(), group))
            same = by_title.setdefault(title, []) if title else []
            if group not in same:
                same.append(group)
    return groups


def _stated(found: Ids) -> dict[str, str]:
    return {kind: value for kind in ID_KINDS if (value := getattr(found, kind))}


def _find(
    stated: Mapping[str, str],
    title: str,
    by_id: Mapping[tuple[str, str], _Group],
    by_title: Mapping[str, list[_Group]],
) -> _Group | None:
    for pair in stated.items():
        if pair in by_id:
            return by_id[pair]
    same = [group for group in by_title.get(title, ()) if not group.contradicts(stated)]
    return same[0] if same else None


# --- their names --------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True, kw_only=True)
class _Name:
    """A group's permanent name, and the papers of the last run that it continues."""

    slug: str
    month: str
    aliases: tuple[str, ...] = ()
    had: tuple[Paper, ...] = ()


class _Names:
    """The slugs and months that papers have already, found again by where the papers stood."""

    def __init__(self, known: Sequence[Paper]) -> None:
        self._by_place = {
            (seen.listing, seen.position): paper for paper in known for seen in paper.appearances
        }
        self._taken = {slug for paper in known for slug in (paper.slug, *paper.aliases)}
        self.retired: set[str] = set()

    def claim(self, group: _Group) -> _Name:
        """Name a group: as it was named before, or anew."""
        places = [(listing.id, entry.position) for listing, entry in group.seen]
        had = {p.slug: p for place in places if (p := self._by_place.get(place))}
        if not had:
            return self._new(group)
        eldest, *younger = sorted(had.values(), key=lambda paper: (paper.month, paper.slug))
        self.retired.update(paper.slug for paper in younger)
        aliases = {*eldest.aliases, *(a for p in younger for a in (p.slug, *p.aliases))}
        return _Name(
            slug=eldest.slug,
            month=eldest.month,
            aliases=tuple(sorted(aliases)),
            had=(eldest, *younger),
        )

    def _new(self, group: _Group) -> _Name:
        listing, entry = group.seen[0]
        slug = ids.free_slug(plain(entry.title), self._taken)
        self._taken.add(slug)
        return _Name(slug=slug, month=_month(listing, entry))


def _month(listing: Listing, entry: Entry) -> str:
    day = listing.date or days.first_day(entry.published)
    return f"{day:%Y-%m}" if day else "0000-01"


# --- what they say together ---------------------------------------------------------------------


def _paper(group: _Group, name: _Name) -> Paper:
    # The latest listing knows best; what it leaves out, an earlier one may have said.
    entries = [entry for _, entry in sorted(group.seen, key=_latest_first)]
    return Paper(
        slug=name.slug,
        month=name.month,
        aliases=name.aliases,
        title=_first(entry.title for entry in entries) or "",
        abstract=_first(entry.abstract for entry in entries) or "",
        ids=replace(Ids(), **group.ids),
        date=_published(entries),
        authors=next((entry.authors for entry in entries if entry.authors), ()),
        author_count=next((e.author_count for e in entries if e.author_count is not None), None),
        organisation=_organisation(entries),
        appearances=tuple(_appearance(*seen) for seen in sorted(group.seen, key=_by_date)),
        links=_links(entries),
    )


def _kept(paper: Paper, had: Sequence[Paper], read: Container[str]) -> Paper:
    """Add what listings said that could not be read this time: nothing known is forgotten."""
    lost = [(p, seen) for p in had for seen in p.appearances if seen.listing not in read]
    if not lost:
        return paper
    appearances = (*paper.appearances, *(seen for _, seen in lost))
    were = [was for was, _ in lost]
    order = sorted(appearances, key=lambda s: (s.date or date.min, s.listing, s.position))
    return replace(
        paper,
        appearances=tuple(order),
        date=paper.date or next((was.date for was in were if was.date), None),
        authors=paper.authors or were[0].authors,
        author_count=paper.author_count or were[0].author_count,
        organisation=paper.organisation or were[0].organisation,
        links=_unique((*paper.links, *(link for was in were for link in was.links))),
    )


def _latest_first(seen: tuple[Listing, Entry]) -> tuple[int, int]:
    listing, entry = seen
    return -(listing.date or date.min).toordinal(), entry.position


def _by_date(seen: tuple[Listing, Entry]) -> tuple[date, str, int]:
    listing, entry = seen
    return listing.date or date.min, listing.id, entry.position


def _first(texts: Iterable[str]) -> str | None:
    return next((text for text in texts if text), None)


def _published(entries: Iterable[Entry]) -> PartialDate | None:
    """The earliest stated day, a full one before a month and a month before a year."""
    stated = {days.iso(entry.published) for entry in entries} - {""}
    return days.parse(min(stated, key=lambda iso: (-len(iso), iso))) if stated else None


def _organisation(entries: Sequence[Entry]) -> Organisation | None:
    return next((entry.organisation for entry in entries if entry.organisation), None)


def _appearance(listing: Listing, entry: Entry) -> Appearance:
    return Appearance(
        listing=listing.id,
        date=listing.date,
        position=entry.position,
        comments=entry.comments,
        upvotes=entry.upvotes,
    )


def _links(entries: Sequence[Entry]) -> tuple[Link, ...]:
    return _unique(link for entry in entries for link in entry.links)


def _unique(links: Iterable[Link]) -> tuple[Link, ...]:
    """Each address once; two ways of writing one address are one."""
    found: dict[str, Link] = {}
    for link in links:
        found.setdefault(link.url.rstrip("/").casefold(), link)
    return tuple(found.values())
