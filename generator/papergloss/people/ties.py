"""Which bearers of one name share co-authors or topics: pairs, found for all names at once."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import chain

import numpy as np

from papergloss.arrays import Ints, spans, starts_of
from papergloss.people.authorships import Authorships, numbered

# A name that more papers bear than this takes two common co-authors.
COMMON = 20
# Topics speak for names that so few papers bear; two of them must be common.
RARE = 4
TOPICS = 2
# Of a longer list of authors only so many are looked at: nobody knows six hundred others.
CROWD = 60

# Places of authors, two by two.
Pairs = tuple[Ints, Ints]


def ties(found: Authorships, free: Ints) -> Iterator[tuple[int, int]]:
    """Give the pairs of one name's bearers that co-authors or topics speak for.

    They come name by name, in the order of the first bearers; those with common co-authors first.

    Args:
        free: the places that are looked at, ascending.
    """
    bearers = free[found.full[free]]
    keys = found.keys[bearers]
    _, firsts, names, sizes = np.unique(
        keys, return_index=True, return_inverse=True, return_counts=True
    )
    size = sizes[names]
    co_authors, topics = _co_authors(found), _topics(found)
    pairs = [
        _sharing(found, bearers[(size > 1) & (size <= COMMON)], co_authors, 1),
        _sharing(found, bearers[size > COMMON], co_authors, 2),
        _sharing(found, bearers[(size > 1) & (size <= RARE)], topics, TOPICS),
    ]
    one, other = (np.concatenate(side) for side in zip(*pairs, strict=True))
    first = firsts[names[np.searchsorted(bearers, one)]]
    order = np.argsort(first, kind="stable")
    return zip(one[order].tolist(), other[order].tolist(), strict=True)


def _co_authors(found: Authorships) -> Pairs:
    """Give the names on each paper: where those of each start, and the keys of all.

    The initials that some listings print tell nobody apart.
    """
    near = np.arange(len(found.owners)) - found.starts[found.owners] < CROWD
    places = np.flatnonzero(found.full & near)
    owners, keys = found.owners[places], found.keys[places]
    _, firsts = np.unique(_joint(owners, keys), return_index=True)
    firsts.sort()
    return starts_of(owners[firsts], len(found.papers)), keys[firsts]


def _topics(found: Authorships) -> Pairs:
    """Give the tags of each paper: where those of each start, and the numbers of all.

    They are below zero, where no name's key is.
    """
    tags = [paper.tags for paper in found.papers]
    number_of = numbered(chain.from_iterable(tags))
    sizes = np.fromiter(map(len, tags), np.int64, len(tags))
    every = np.fromiter(map(number_of.__getitem__, chain.from_iterable(tags)), np.int64)
    return np.concatenate([[0], np.cumsum(sizes)]), -1 - every


def _sharing(found: Authorships, bearers: Ints, having: Pairs, needed: int) -> Pairs:
    """Give the pairs of one name's bearers whose papers have so many things in common.

    Of more than two that share the only thing it takes, each is paired with the first.
    """
    at, starts = spans(having[0], found.owners[bearers])
    places, things = np.repeat(bearers, np.diff(starts)), having[1][at]
    others = found.keys[places] != things
    places, things = places[others], things[others]
    one, other = _meeting(_joint(found.keys[places], things), first_only=needed == 1)
    one, other = places[one], places[other]
    _, firsts, counts = np.unique(_joint(one, other), return_index=True, return_counts=True)
    kept = np.sort(firsts[counts >= needed])
    return one[kept], other[kept]


def _meeting(values: Ints, *, first_only: bool) -> Pairs:
    """Give the places of equal values, two by two, value by value as these come first.

    Args:
        first_only: each is paired with the first of its value, and with no other.
    """
    order = np.argsort(values, kind="stable")
    ordered = values[order]
    begins = np.searchsorted(ordered, ordered)
    before = np.arange(len(values)) - begins
    if first_only:
        before = np.minimum(before, 1)
    other = np.repeat(np.arange(len(values)), before)
    within = np.arange(len(other)) - np.repeat(np.cumsum(before) - before, before)
    first, one, other = order[begins[other]], order[begins[other] + within], order[other]
    ranks = np.lexsort((other, one, first))
    return one[ranks], other[ranks]


def _joint(one: Ints, other: Ints) -> Ints:
    """Make one number of each two, the same only for the same two."""
    low = other.min(initial=0)
    return np.asarray(one * (other.max(initial=0) - low + 1) + (other - low))
