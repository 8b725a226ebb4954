"""Papers that come from the same hands: the same code repository, the same authors.

In: the papers, and who is who among their authors. Out: for each paper the others, and what the
two share; what one paper says of another, the other says of it. A repository that many papers
name is a tool of the trade and tells nothing.
"""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence

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
    wrote: dict[str, list[str]] = defaultdict(list)
    for paper in papers:
        for person in filter(None, people.get(paper.slug, ())):
            wrote[person].append(paper.slug)
    for paper in papers:
        team = people.get(paper.slug, ())
        common: Counter[str] = Counter()
        for person in filter(None, team):
            if len(wrote[person]) <= PROLIFIC:
                common.update(wrote[person])
        del common[paper.slug]
        enough = (
            (-shared, other)
            for other, shared in common.items()
            if shared >= min(AUTHORS, len(team), len(people[other]))
        )
        if best := sorted(enough)[:MOST]:
            yield paper.slug, tuple(slug for _, slug in best)
