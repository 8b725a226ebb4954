"""Papers that follow one another: parts, yearly editions, sequels, one name in a new version.

In: the papers. Out: for each the others of its series, oldest first, each with the reason. What the
titles say makes a series only where more speaks for it: a common author or, where authors are not
known, that one names the other. SCFlow2 may follow another SCFlow than the one that is here.
"""

from __future__ import annotations

import re
from array import array
from collections import Counter, defaultdict
from collections.abc import Container, Iterator, Sequence
from dataclasses import dataclass
from itertools import combinations

import numpy as np
from numpy.typing import NDArray

from papergloss.days import first_day
from papergloss.hashed import Numbers
from papergloss.model import Paper, Sequel
from papergloss.remembering import Reader

# What titles may have in common is remembered under this.
TITLES = "titles"

# A title of so many words that count nothing is the same title by no accident.
STEM_WORDS = 3
SURE_STEM_WORDS = 7
# More papers than this with one name or title are no series but a habit ("Editorial").
LONGEST = 30

_COUNTING = re.compile(
    r"[ivx]+|[12]?\d{1,3}(?:st|nd|rd|th)?|(?:19|20)\d\d|first|second|third|fourth|fifth|sixth"
    r"|seventh|eighth|ninth|tenth|parts?|volume|chapter|edition|continued|revisited|revisiting|again"
)
_WORD = re.compile(r"\w+")
_FILLER = frozenset({"the", "a", "an", "of", "on"})
_PART = re.compile(
    r"(?P<stem>.{8,}?)[\s,:;–—(-]+(?:Part|Volume|Vol\.)\s+(?:[IVX]+|\d+|[Oo]ne|[Tt]wo)\b"
)
# "HelpSteer2-Preference: …", "Orca 2: …", "Qwen2.5-VL Technical Report".
_NAMED = re.compile(
    r"(?P<name>(?P<stem>[A-Z][A-Za-z]{3,40})(?:-[A-Z][A-Za-z]{0,40}){0,3}"
    r"(?:[- ]?[vV]?\d+(?:\.\d+){0,2})?(?:-[A-Z][A-Za-z]{0,40}){0,3})"
    r"(?:\s\([^()]*\))?(?::\s|\s[–—-]+\s|\s(?:Technical|System) Report$)"
)


@dataclass(frozen=True, slots=True)
class _Title:
    """A paper's title taken apart; ``name`` is "" where it gives none."""

    paper: Paper
    stem: tuple[str, ...]
    counting: tuple[str, ...]
    part: str
    name: str
    stem_of_name: str


def find_series(reader: Reader) -> dict[str, tuple[Sequel, ...]]:
    """Give the papers that are of a series the others of it."""
    found: dict[str, dict[str, str]] = defaultdict(dict)
    for one, other, reason in _pairs(reader):
        found[one.slug].setdefault(other.slug, reason)
        found[other.slug].setdefault(one.slug, reason)
    by_slug = {paper.slug: paper for paper in reader.papers}
    return {
        slug: tuple(
            Sequel(slug=other, reason=reason)
            for other, reason in sorted(others.items(), key=lambda pair: _age(by_slug[pair[0]]))
        )
        for slug, others in found.items()
    }


def _age(paper: Paper) -> tuple[str, str, str]:
    return str(first_day(paper.date) or ""), paper.title, paper.slug


def _title(paper: Paper) -> _Title:
    words = _WORD.findall(paper.title.lower())
    part = _PART.match(paper.title)
    named = _NAMED.match(paper.title)
    return _Title(
        paper=paper,
        stem=tuple([word for word in words if word not in _FILLER and not _COUNTS[word]]),
        counting=tuple([word for word in words if _COUNTS[word]]),
        part=part["stem"].lower() if part else "",
        name=named["name"] if named else "",
        stem_of_name=named["stem"] if named else "",
    )


class _Counts(dict[str, bool]):
    """Whether words count something; each is looked at once."""

    def __missing__(self, word: str) -> bool:
        self[word] = counts = _COUNTING.fullmatch(word) is not None
        return counts


_COUNTS = _Counts()
_NUMBERS = Numbers()
# By how many things titles may be alike.
_TIES = 3
_NONE = np.uint64(0)


def _pairs(reader: Reader) -> Iterator[tuple[Paper, Paper, str]]:
    for rows in _groups(np.frombuffer(b"".join(reader.each(TITLES, _numbered)), np.uint64)):
        group = [_title(reader.papers[row]) for row in rows]
        names = Counter(title.name for title in group)
        unique = {name for name in names if names[name] == 1}
        for one, other in combinations(group, 2):
            if reason := _reason(one, other, unique):
                yield one.paper, other.paper, reason


def _numbered(papers: Sequence[Paper]) -> list[bytes]:
    """Give the numbers of what may make a series of each paper's title and others, 0 for none."""
    return [array("Q", _ties(_title(paper))).tobytes() for paper in papers]


def _ties(title: _Title) -> tuple[int, int, int]:
    """Number the title without what counts, what it is a part of, and the name."""
    return (
        _NUMBERS[" ".join(title.stem)] if len(title.stem) >= STEM_WORDS else 0,
        _NUMBERS[title.part] if title.part else 0,
        _NUMBERS[title.stem_of_name] if title.name else 0,
    )


def _groups(numbers: NDArray[np.uint64]) -> Iterator[list[int]]:
    """Give rows with the same title, whole or name, in the order of the first of each group."""
    groups: list[tuple[int, int, list[int]]] = []
    for kind in range(_TIES):
        column = numbers[kind::_TIES]
        rows = np.flatnonzero(column)
        order = rows[np.argsort(column[rows], kind="stable")]
        bounds = np.flatnonzero(np.diff(column[order], prepend=_NONE, append=_NONE))
        sizes = np.diff(bounds)
        for at in np.flatnonzero((sizes >= 2) & (sizes <= LONGEST)).tolist():
            group = order[bounds[at] : bounds[at + 1]].tolist()
            groups.append((group[0], kind, group))
    return (rows for _, _, rows in sorted(groups))


def _reason(one: _Title, other: _Title, unique: Container[str]) -> str:
    """Say why two papers are of one series; "" if they are not."""
    tied = _tied(one.paper, other.paper)
    if one.stem == other.stem and one.counting != other.counting:
        return "the same title, another number" if tied or len(one.stem) >= SURE_STEM_WORDS else ""
    if one.part and one.part == other.part and tied:
        return "parts of one work"
    if _versions(one, other) and (tied or _named(one, other, unique)):
        return f"{one.name} and {other.name}: one name, two versions"
    return ""


def _versions(one: _Title, other: _Title) -> bool:
    """Whether only a number tells two names apart, or one goes on where the other ends."""
    if not one.name or one.stem_of_name != other.stem_of_name or one.name == other.name:
        return False
    shorter, longer = sorted((one.name, other.name), key=len)
    goes_on = longer.startswith(shorter) and longer[len(shorter)] in "- 0123456789"
    return goes_on or _unnumbered(shorter) == _unnumbered(longer)


def _unnumbered(name: str) -> str:
    return re.sub(r"[- ]?[vV]?[\d.]+", "", name)


def _tied(one: Paper, other: Paper) -> bool:
    """Whether two papers have an author in common."""
    return not {each.name for each in one.authors}.isdisjoint(each.name for each in other.authors)


def _named(one: _Title, other: _Title, unique: Container[str]) -> bool:
    """Whether one names the other, where no authors tell; the name of two papers is nobody's."""
    if one.paper.authors and other.paper.authors:
        return False
    return (other.name in unique and _names(one, other)) or (
        one.name in unique and _names(other, one)
    )


def _names(one: _Title, other: _Title) -> bool:
    whole = rf"(?<![\w-]){re.escape(other.name)}(?![\w-]|\.\d)"
    return re.search(whole, one.paper.abstract) is not None
