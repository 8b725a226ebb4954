"""Papers → which of them belong together, by rules that look at no whole text (docs/related.md).

The gold of ``evaluate related`` where no person made any. Four kinds of kin:

- ``data set``   both records list a data set that two to ten papers list
- ``named data`` both texts name one, in the words "… data set", "… corpus" or "… benchmark"
- ``series``     their titles differ in a number, a year or "Part II" only, or begin with the same
  name in two versions; and they share an author
- ``reference``  the abstract or the authors' comment of one gives the arXiv id of the other
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Sequence
from itertools import combinations

from papergloss.evaluation.dump import Described
from papergloss.ids import ARXIV_NEW, ARXIV_OLD
from papergloss.model import Paper

#: A data set is rare that so many papers have at most; a series is no longer than that either.
RARE = 10

# slug → the slugs of its kin.
Kin = dict[str, set[str]]

_NAME = r"[A-Z0-9][A-Za-z0-9]*(?:[-_+/.][A-Za-z0-9]+){0,3}"
_NAMED_DATA = re.compile(
    rf"(?<![\w-])({_NAME}) (?:data ?sets?|corpus|corpora|benchmarks?|treebank)\b"
)
_ARXIV = re.compile(
    rf"(?:arxiv\.org/(?:abs|pdf|html)/|arxiv:\s?)({ARXIV_NEW}|(?-i:{ARXIV_OLD}))", re.IGNORECASE
)
_COUNTING = re.compile(
    r"[ivx]+|\d+(?:st|nd|rd|th)?|first|second|third|fourth|fifth|sixth|seventh|eighth|ninth|tenth"
    r"|parts?|volume|chapter|edition|revisited|revisiting|continued|again|the|an?|of"
)
_VERSIONED = re.compile(r"([A-Z][A-Za-z-]{2,}[A-Za-z])[- ]?(?:v?(\d+(?:\.\d+)?))?(?:-[A-Z]\w+)?:\s")
_STEM_WORDS = 3


def kinship(papers: Sequence[Described]) -> dict[str, Kin]:
    """Find the kin of every paper, kind by kind; kinds without any are left out."""
    plain = [each.paper for each in papers]
    kinds = {
        "data set": _sharing(papers, lambda each: each.datasets),
        "named data": _sharing(papers, lambda each: named_data(each.paper)),
        "series": _paired(_serial(plain)),
        "reference": _paired(_references(plain)),
    }
    return {kind: kin for kind, kin in kinds.items() if kin}


def _sharing(papers: Iterable[Described], things: Callable[[Described], Iterable[str]]) -> Kin:
    having: dict[str, list[Paper]] = defaultdict(list)
    for each in papers:
        for thing in set(things(each)):
            having[thing].append(each.paper)
    rare = (group for group in having.values() if len(group) <= RARE)
    return _paired(pair for group in rare for pair in combinations(group, 2))


def _paired(pairs: Iterable[tuple[Paper, Paper]]) -> Kin:
    """Make kin of pairs; two with the same title are one paper printed twice, and no kin."""
    kin: Kin = defaultdict(set)
    for one, other in pairs:
        if one.title.lower() != other.title.lower():
            kin[one.slug].add(other.slug)
            kin[other.slug].add(one.slug)
    return dict(kin)


def named_data(paper: Paper) -> Iterator[str]:
    """Give the names (GSM8K, CIFAR-10) that stand before "dataset" and the like in a paper."""
    for name in _NAMED_DATA.findall(f"{paper.title}. {paper.abstract}"):
        letters = sum(sign.isalpha() for sign in name)
        marks = sum(sign.isupper() for sign in name) > 1 or any(sign.isdigit() for sign in name)
        if len(name) >= 4 and letters >= 3 and marks:
            yield name


def _serial(papers: Sequence[Paper]) -> Iterator[tuple[Paper, Paper]]:
    by_stem: dict[tuple[str, ...], list[Paper]] = defaultdict(list)
    by_name: dict[str, list[tuple[str, Paper]]] = defaultdict(list)
    for paper in papers:
        words = re.findall(r"\w+", paper.title.lower())
        stem = tuple(word for word in words if not _COUNTING.fullmatch(word))
        if len(stem) >= _STEM_WORDS:
            by_stem[stem].append(paper)
        found = _VERSIONED.match(paper.title)
        if found and sum(sign.isupper() for sign in found[1]) > 1:
            by_name[found[1]].append((found[2] or "", paper))
    groups = [*by_stem.values()]
    for versions in by_name.values():
        if len({version for version, _ in versions}) > 1:
            groups.append([paper for _, paper in versions])
    for group in groups:
        if len(group) <= RARE:
            yield from (pair for pair in combinations(group, 2) if _share_author(*pair))


def _share_author(one: Paper, other: Paper) -> bool:
    return not {each.name for each in one.authors}.isdisjoint(each.name for each in other.authors)


def _references(papers: Sequence[Paper]) -> Iterator[tuple[Paper, Paper]]:
    by_id = {paper.ids.arxiv: paper for paper in papers if paper.ids.arxiv}
    for paper in papers:
        for name in _ARXIV.findall(f"{paper.abstract} {paper.comment or ''}"):
            other = by_id.get(name)
            if other is not None and other is not paper:
                yield paper, other
