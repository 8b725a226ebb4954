"""Abstracts that name another paper of the archive; a wrong link costs more than a missing one.

All names go into one dictionary by their first word, and each abstract is read once. What stands
there must be the whole name in its own capitals, must be introduced by one paper only, and must not
be what the reading abstract itself introduces. A plain acronym or word needs evidence on top:
``SAC`` in "Soft Actor-Critic (SAC)" is not the paper "SAC: … Personality Traits …".
"""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import timedelta
from functools import cached_property

from papergloss.days import first_day
from papergloss.ids import ARXIV_NEW
from papergloss.links.evidence import Evidence
from papergloss.model import Mention, Paper
from papergloss.names import Kind, Name, names_of
from papergloss.passage import (
    Passage,
    introduced_here,
    is_whole,
    long_form,
    stands_alone,
)
from papergloss.text import sentences

# A paper may name one that is a little younger: abstracts are revised. Of a day that is not known
# to the day (2019), the first it may be counts, so such a paper names fewer.
SLACK = timedelta(days=90)

_ARXIV = re.compile(rf"(?:arxiv\.org/(?:abs|pdf|html)/|arXiv:\s?)({ARXIV_NEW})", re.IGNORECASE)

_INNER = re.compile(r"[a-z][A-Z]")

# A name and its tokens in small letters.
_Entry = tuple[tuple[str, ...], Name]
# The first token of names → the second, "" where there is none → the names. Most words of a text
# begin no name, and of those that do few are followed by what follows in a name.
_Book = Mapping[str, Mapping[str, Sequence[_Entry]]]


@dataclass(frozen=True, slots=True)
class _Use:
    """That ``name`` may be meant by tokens ``start:end`` of the abstract of ``paper``."""

    name: Name
    paper: Paper
    passage: Passage
    start: int
    end: int

    @property
    def span(self) -> tuple[int, int]:
        """Where the name stands in the abstract, in characters."""
        return self.passage.spans[self.start][0], self.passage.spans[self.end - 1][1]

    @property
    def exact(self) -> bool:
        """Whether it stands there in its own capitals."""
        return self.passage.words[self.start : self.end] == self.name.tokens

    @property
    def alike(self) -> bool:
        """Whether it does, or has other capitals that no plain word has: BrowseComp-zh."""
        if self.exact or self.name.kind is not Kind.DISTINCT:
            return self.exact
        return any(_INNER.search(word) for word in self.passage.words[self.start : self.end])


def find_mentions(papers: Sequence[Paper]) -> list[Mention]:
    """Find who names whom, by source and place; of several namings of a paper the first counts."""
    every = [name for paper in papers for name in names_of(paper)]
    book = _book(every)
    uses = [use for paper in papers for use in _uses(paper, book)]
    judge = _Judge(papers, every, uses)
    accepted = defaultdict[str, dict[str, tuple[int, int]]](dict)
    for use in uses:
        if judge.accepts(use):
            accepted[use.paper.slug].setdefault(use.name.slug, use.span)
    by_id = {paper.ids.arxiv: paper.slug for paper in papers if paper.ids.arxiv}
    return [
        mention
        for paper in papers
        for mention in _mentions(paper, _ids(paper, by_id) | accepted[paper.slug])
    ]


def _book(names: Iterable[Name]) -> _Book:
    book: dict[str, dict[str, list[_Entry]]] = {}
    for name in names:
        small = tuple(token.lower() for token in name.tokens)
        below = book.setdefault(small[0], {})
        below.setdefault("".join(small[1:2]), []).append((small, name))
    for entries in (entries for below in book.values() for entries in below.values()):
        entries.sort(key=lambda entry: (-len(entry[0]), entry[1].text, entry[1].slug))
    return book


def _uses(paper: Paper, book: _Book) -> Iterator[_Use]:
    """Find the names of others in an abstract, in any case.

    Where one is part of another, which may be the paper's own, the longer is found.
    """
    passage = Passage(paper.abstract)
    words = [word.lower() for word in passage.words]
    until = 0
    for start, below in enumerate(map(book.get, words)):
        if below is None:
            continue
        second = words[start + 1] if start + 1 < len(words) else ""
        for small, name in (*below.get(second, ()), *(below.get("", ()) if second else ())):
            end = start + len(small)
            if start < until or tuple(words[start:end]) != small:
                continue
            if passage.words[start:end] == name.tokens:
                until = end
            if name.slug != paper.slug:
                yield _Use(name, paper, passage, start, end)


class _Judge:
    """Decides whether a use of a name is a mention, with the whole archive in view."""

    def __init__(
        self, papers: Sequence[Paper], names: Iterable[Name], uses: Sequence[_Use]
    ) -> None:
        self._uses = uses
        self._papers = {paper.slug: paper for paper in papers}
        self._owners: dict[str, set[str]] = defaultdict(set)
        for name in names:
            self._owners[name.text.lower()].add(name.slug)
        # How often others write a name in its own capitals, how often not, how many define it.
        self._exact: Counter[str] = Counter()
        self._small: Counter[str] = Counter()
        self._defined: Counter[str] = Counter()
        # Who means something else by a name than the paper that introduced it.
        self._taken: set[tuple[str, str]] = set()
        for use in uses:
            self._count(use)

    def _count(self, use: _Use) -> None:
        text, at = use.name.text, (use.passage, use.start, use.end)
        if not use.alike:
            self._small[text] += 1
            return
        self._exact[text] += 1
        defined = long_form(*at)
        otherwise = bool(defined) and self.evidence.spelt_otherwise(use.name, *at)
        # Who defines it alike speaks for the paper, if it came first and is called so.
        self._defined[text] += bool(defined) and (otherwise or not self._first(use))
        if introduced_here(*at) or otherwise:
            self._taken.add((text, use.paper.slug))

    def _first(self, use: _Use) -> bool:
        """Whether the paper that a use may mean has the name for its title, and is the older."""
        named = self._papers[use.name.slug]
        days = first_day(named.date), first_day(use.paper.date)
        titled = named.title.startswith(f"{use.name.text}:")
        return titled and days[0] is not None and days[1] is not None and days[0] <= days[1]

    def accepts(self, use: _Use) -> bool:
        """Whether ``use`` means the paper that introduces the name."""
        name, at = use.name, (use.passage, use.start, use.end)
        if len(self._owners[name.text.lower()]) > 1:
            return False
        named_otherwise = name.kind is not Kind.TITLE
        if named_otherwise and (not use.alike or (name.text, use.paper.slug) in self._taken):
            return False
        if not is_whole(*at) or not self._old_enough(name, use.paper):
            return False
        match name.kind:
            case Kind.TITLE:
                return True
            case Kind.DISTINCT:
                certain = name.titled or self.evidence.speaks_for(name, use.paper)
                return certain and not self._ordinary(name.text)
            case Kind.PHRASE:
                return stands_alone(*at) and not self._ordinary(name.text)
            case _:
                return self._plainly(use) and self.evidence.speaks_for(
                    name, use.paper, known=name.text in self._known
                )

    def _plainly(self, use: _Use) -> bool:
        """Whether a plain name could be meant: it stands alone, and nobody else defines it."""
        return stands_alone(use.passage, use.start, use.end) and not self._common(use.name.text)

    @cached_property
    def _known(self) -> frozenset[str]:
        """The plain names that some other abstract uses beyond doubt: DAPO, not EMMA."""
        return frozenset(
            use.name.text
            for use in self._uses
            if use.name.kind is Kind.PLAIN
            and use.exact
            and self._plainly(use)
            and self.evidence.speaks_for(use.name, use.paper)
        )

    @cached_property
    def evidence(self) -> Evidence:
        """What the archive's words say; counted when first asked for."""
        return Evidence(list(self._papers.values()))

    def _old_enough(self, name: Name, user: Paper) -> bool:
        named, naming = first_day(self._papers[name.slug].date), first_day(user.date)
        return named is None or naming is None or named <= naming + SLACK

    def _ordinary(self, text: str) -> bool:
        """Whether others also write the words small: "Inverse Scaling", "Mixture-of-Experts"."""
        return 3 * self._small[text] >= self._exact[text]

    def _common(self, text: str) -> bool:
        """Whether others define the acronym too: "classifier-free guidance (CFG)"."""
        return self._defined[text] > 1


def _ids(paper: Paper, by_id: Mapping[str, str]) -> dict[str, tuple[int, int]]:
    """Find the papers that an abstract names by arXiv id, and where."""
    return {
        by_id[found[1]]: found.span(1)
        for found in _ARXIV.finditer(paper.abstract)
        if by_id.get(found[1], paper.slug) != paper.slug
    }


def _mentions(paper: Paper, places: Mapping[str, tuple[int, int]]) -> Iterator[Mention]:
    """Make mentions of places in the abstract of ``paper``, each with its sentence."""
    if not places:
        return
    waiting = sorted((span, target) for target, span in places.items())
    begin = 0
    for sentence in sentences(paper.abstract):
        begin = paper.abstract.index(sentence, begin)
        for (start, end), target in waiting:
            if begin <= start and end <= begin + len(sentence):
                yield Mention(
                    source=paper.slug,
                    target=target,
                    name=paper.abstract[start:end],
                    sentence=sentence,
                    start=start - begin,
                    end=end - begin,
                )
        begin += len(sentence)
