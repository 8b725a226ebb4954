"""Papers that come from the same hands: the same code repository, the same authors.

In: the papers, and who is who among their authors. Out: for each paper the others, and what the
two share; what one paper says of another, the other says of it. A repository that many papers
name is a tool of the trade and tells nothing.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence

import numpy as np

from papergloss.arrays import Ints, spans, starts_of
from papergloss.model import LinkKind, Paper, Shared

# Of more papers than this a repository is a collection, or a tool that all of them use.
REPOSITORY = 8
# Two papers are of the same authors if they share so many, or all that one of them has.
AUTHORS = 2
# Who wrote more papers than this is no news; their page lists them.
PROLIFIC = 200
MOST = 3

_REPOSITORY = re.compile(
    r"https?://(?:www\.)?(?P<name>(?:github\.com|gitlab\.com|codeberg\.org|bitbucket\.org)"
    r"/[\w.-]+/[\w.-]+?)(?:\.git)?(?:[/?#].*)?",
    re.IGNORECASE,
)


def repository(url: str) -> str | None:
    """Give the repository that an address leads into (``github.com/owner/name``), or None."""
    found = _REPOSITORY.fullmatch(url)
    return found["name"].lower() if found else None


def find_shared(
    papers: Sequence[Paper], people: Mapping[str, Sequence[str]]
) -> dict[str, tuple[Shared, ...]]:
    """Give each paper those that share its code or its authors; ``papers`` ordered by slug.

    Args:
        people: who the authors of each paper are, by its slug; "" is nobody else.
    """
    found: dict[str, list[Shared]] = defaultdict(list)
    for repository_name, group in _by_repository(papers).items():
        for slug in group:
            others = tuple(other for other in group if other != slug)
            found[slug].append(Shared(code=repository_name, slugs=others))
    for slug, others in _by_authors(papers, people):
        found[slug].append(Shared(slugs=others))
    return {slug: tuple(shared) for slug, shared in found.items()}


def _by_repository(papers: Iterable[Paper]) -> dict[str, list[str]]:
    having: dict[str, list[str]] = defaultdict(list)
    for paper in papers:
        code = (repository(link.url) for link in paper.links if link.kind is LinkKind.CODE)
        for name in sorted({name for name in code if name}):
            having[name].append(paper.slug)
    return {name: slugs for name, slugs in having.items() if 2 <= len(slugs) <= REPOSITORY}


def _by_authors(
    papers: Sequence[Paper], people: Mapping[str, Sequence[str]]
) -> Iterator[tuple[str, tuple[str, ...]]]:
    """Give each paper those with which it shares most authors; a team of one is a team."""
    slugs = [paper.slug for paper in papers]
    teams = [people.get(slug, ()) for slug in slugs]
    sizes = np.fromiter(map(len, teams), np.int64, len(teams))
    one, other, shared = _meeting(teams)
    enough = shared >= np.minimum(AUTHORS, np.minimum(sizes[one], sizes[other]))
    one, other, shared = one[enough], other[enough], shared[enough]
    order = np.lexsort((other, -shared, one))
    starts = starts_of(one[order], len(slugs))
    others = other[order].tolist()
    for row in np.flatnonzero(np.diff(starts)).tolist():
        best = others[starts[row] : min(starts[row + 1], starts[row] + MOST)]
        yield slugs[row], tuple(slugs[each] for each in best)


def _meeting(teams: Sequence[Sequence[str]]) -> tuple[Ints, Ints, Ints]:
    """Give the pairs of teams (by place) that share persons, both ways, and how many they share."""
    numbers: dict[str, int] = {"": 0}
    every = [numbers.setdefault(person, len(numbers)) for team in teams for person in team]
    rows = np.repeat(np.arange(len(teams)), [len(team) for team in teams])
    persons = np.array(every, np.int64)
    wrote = np.bincount(persons, minlength=1)
    kept = (persons > 0) & (wrote[persons] <= PROLIFIC)
    rows, persons = rows[kept], persons[kept]
    order = np.argsort(persons, kind="stable")
    at, starts = spans(starts_of(persons[order], len(wrote)), persons)
    one, other = np.repeat(rows, np.diff(starts)), rows[order][at]
    pairs, shared = np.unique(one * len(teams) + other, return_counts=True)
    one, other = np.divmod(pairs, max(len(teams), 1))
    apart = one != other
    return one[apart], other[apart], shared[apart]
