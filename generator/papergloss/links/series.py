"""Papers that follow one another: parts, yearly editions, sequels, one name in a new version.

In: the papers. Out: for each the others of its series, oldest first, each with the reason. What the
titles say makes a series only where more speaks for it: a common author or, where authors are not
known, that one names the other. SCFlow2 may follow another SCFlow than the one that is here.
"""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Container, Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import combinations

from papergloss.days import first_day
from papergloss.model import Paper, Sequel

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


def find_series(papers: Sequence[Paper]) -> dict[str, tuple[Sequel, ...]]:
    """Give the papers that are of a series the others of it; ``papers`` ordered by slug."""
    titles = [_title(paper) for paper in papers]
    found: dict[str, dict[str, str]] = defaultdict(dict)
    for one, other, reason in _pairs(titles):
        found[one.slug].setdefault(other.slug, reason)
        found[other.slug].setdefault(one.slug, reason)
    by_slug = {paper.slug: paper for paper in papers}
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


def _pairs(titles: Iterable[_Title]) -> Iterator[tuple[Paper, Paper, str]]:
    by_stem: dict[object, list[_Title]] = defaultdict(list)
    for title in titles:
        if len(title.stem) >= STEM_WORDS:
            by_stem["title", title.stem].append(title)
        if title.part:
            by_stem["part", title.part].append(title)
        if title.name:
            by_stem["name", title.stem_of_name].append(title)
    for group in by_stem.values():
        if 2 <= len(group) <= LONGEST:
            names = Counter(title.name for title in group)
            for one, other in combinations(group, 2):
                if reason := _reason(one, other, unique={n for n in names if names[n] == 1}):
                    yield one.paper, other.paper, reason


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
