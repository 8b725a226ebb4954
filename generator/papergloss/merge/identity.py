"""Which entries are one paper: those that share an id, else a title that nothing contradicts. Pure.

In come listings in order of arrival, out come groups of entries. An arXiv id is trusted before a
DOI, that before an OpenReview and an ACL id. Two papers may have one title: without an id in common
their abstracts, authors and years have to agree as far as both are known.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from papergloss.model import Announcement, Author, Entry, Ids, Listing
from papergloss.text import normal_title

#: The kinds of id, in the order in which they are trusted.
ID_KINDS = ("arxiv", "doi", "openreview", "acl")

# The share of the shorter abstract's words that both have. Of 65,667 arXiv and 54,551 ACL papers
# 180 stand in both under one title: these pairs share 0.6 and more. Of the pairs within one corpus,
# different papers by others share up to 0.49 (reports on one shared task), by the
# same authors up to 0.26 (“Universal Dependencies” of 2017 and of 2021).
SURELY_SAME = 0.6
POSSIBLY_SAME = 0.5
SURELY_ANOTHER = 0.3
# A preprint and its publication may be that far apart.
YEARS_APART = 2

_WORD = re.compile(r"[^\W\d_]{4,40}")
# An abstract of fewer such words tells nothing.
_FEWEST_WORDS = 8


@dataclass(frozen=True, slots=True)
class Seen:
    """An entry and the listing that showed it."""

    listing: Listing
    entry: Entry

    @property
    def follows(self) -> bool:
        """Tell whether the entry only adds to a paper that others show.

        So does an answer to a question about a paper, and arXiv's word that a paper was replaced.
        """
        replaced = (Announcement.REPLACE, Announcement.REPLACE_CROSS)
        return self.listing.lookup or self.entry.announced in replaced


@dataclass(slots=True, eq=False)
class Group:
    """The entries that are one paper, in order of arrival, and what tells it from others.

    ``born`` is the number of the entry with which it came to make a page, because a listing showed
    it and someone told its title. ``parts`` are groups that a later entry showed to be the same
    paper; their ``into`` is this.
    """

    number: int
    born: int | None = None
    seen: list[Seen] = field(default_factory=list)
    ids: dict[str, str] = field(default_factory=dict)
    titles: dict[str, None] = field(default_factory=dict)
    abstract: str = ""
    authors: tuple[Author, ...] = ()
    year: int | None = None
    into: Group | None = None
    parts: list[Group] = field(default_factory=list)

    def add(self, seen: Seen, ids: Mapping[str, str], title: str, number: int) -> None:
        """Take in the entry of that number; what was known first stays."""
        self.seen.append(seen)
        self.ids = {**ids, **self.ids}
        if title:
            self.titles[title] = None
        self.abstract = self.abstract or seen.entry.abstract
        self.authors = self.authors or seen.entry.authors
        self.year = self.year or _year(seen.entry)
        if self.born is None and self.titles and not all(seen.follows for seen in self.seen):
            self.born = number

    def contradicts(self, ids: Mapping[str, str]) -> bool:
        """Tell whether it has another id of a kind."""
        return any(self.ids.get(kind, value) != value for kind, value in ids.items())

    def could_be(self, entry: Entry) -> bool:
        """Tell whether an entry of the same title can be the same paper."""
        overlap = shared_words(self.abstract, entry.abstract)
        if overlap is not None and not SURELY_ANOTHER < overlap < SURELY_SAME:
            return overlap >= SURELY_SAME
        if self.authors and entry.authors:
            return bool(_family_names(self.authors) & _family_names(entry.authors))
        if overlap is not None:
            return overlap >= POSSIBLY_SAME
        year = _year(entry)
        return not year or not self.year or abs(year - self.year) <= YEARS_APART


def shared_words(one: str, other: str) -> float | None:
    """Return the share, 0 to 1, of the shorter text's words that both have; None if too short."""
    words = [set(_WORD.findall(text.casefold())) for text in (one, other)]
    fewest = min(len(each) for each in words)
    return len(words[0] & words[1]) / fewest if fewest >= _FEWEST_WORDS else None


def _family_names(authors: Iterable[Author]) -> set[str]:
    return {author.name.casefold().rpartition(" ")[2] for author in authors}


def _year(entry: Entry) -> int | None:
    return entry.published.year if entry.published else None


def stated(ids: Ids) -> dict[str, str]:
    """Return the ids that are there, by kind, in the order in which they are trusted."""
    return {kind: value for kind in ID_KINDS if (value := getattr(ids, kind))}


def groups(listings: Sequence[Listing]) -> list[Group]:
    """Group the entries of all listings by paper, in order of first arrival."""
    grouping = _Grouping()
    for listing in listings:
        for entry in listing.entries:
            grouping.add(Seen(listing, entry))
    return [group for group in grouping.all if group.into is None]


class _Grouping:
    """Groups so far, found by id and by title."""

    def __init__(self) -> None:
        self.all: list[Group] = []
        self._by_id: dict[tuple[str, str], Group] = {}
        self._by_title: dict[str, list[Group]] = {}
        self._count = 0

    def add(self, seen: Seen) -> None:
        """Put an entry into its group, joining groups that it shows to be one."""
        ids, title = stated(seen.entry.ids), normal_title(seen.entry.title)
        found = [*self._of_ids(ids), *self._of_title(title, ids, seen.entry)]
        group = self._joined(found) if found else self._new()
        self._count += 1
        group.add(seen, ids, title, self._count)
        self._by_id.update(dict.fromkeys(ids.items(), group))
        same = self._by_title.setdefault(title, []) if title else []
        if group not in same:
            same.append(group)

    def _new(self) -> Group:
        group = Group(len(self.all))
        self.all.append(group)
        return group

    def _of_ids(self, ids: Mapping[str, str]) -> Iterator[Group]:
        for pair in ids.items():
            if pair in self._by_id:
                yield _root(self._by_id[pair])

    def _of_title(self, title: str, ids: Mapping[str, str], entry: Entry) -> list[Group]:
        """The group of this title that is most like the entry, if one can be the same paper."""
        same = {_root(group): None for group in self._by_title.get(title, ())}
        fit = [g for g in same if not g.contradicts(ids) and g.could_be(entry)]
        if len(fit) > 1:
            fit.sort(key=lambda g: -(shared_words(g.abstract, entry.abstract) or 0.0))
        return fit[:1]

    def _joined(self, found: Sequence[Group]) -> Group:
        """Join groups as far as their ids allow; the most trusted comes first in ``found``."""
        first, *others = found
        for other in map(_root, others):
            if other is not first and not first.contradicts(other.ids):
                first = self._union(*sorted((first, other), key=_seniority))
        return first

    def _union(self, elder: Group, younger: Group) -> Group:
        for seen in younger.seen:
            elder.add(seen, stated(seen.entry.ids), "", self._count + 1)
        elder.titles.update(younger.titles)
        younger.into = elder
        elder.parts += [younger, *younger.parts]
        return elder


def _seniority(group: Group) -> tuple[bool, int, int]:
    """The group whose page is older keeps its name; one without a page has none to keep."""
    return group.born is None, group.born or 0, group.number


def _root(group: Group) -> Group:
    while group.into is not None:
        group = group.into
    return group
