"""Abstracts that name another paper of the archive; a wrong link costs more than a missing one.

All names go into one dictionary by their first word, and each abstract is read once (``uses``).
What stands there must be the whole name in its own capitals, must be introduced by one paper only,
and must not be what the reading abstract itself introduces. A plain acronym or word needs evidence
on top: ``SAC`` in "Soft Actor-Critic (SAC)" is not the paper "SAC: … Personality Traits …".
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import timedelta

import msgspec

from papergloss.cache import digest
from papergloss.days import first_day
from papergloss.links.evidence import Rarity, share
from papergloss.links.reading import called, uses
from papergloss.links.texts import Texts
from papergloss.links.uses import Use
from papergloss.model import Mention, Paper
from papergloss.names import Kind
from papergloss.remembering import keep, recall
from papergloss.text import sentences

# A paper may name one that is a little younger: abstracts are revised. Of a day that is not known
# to the day (2019), the first it may be counts, so such a paper names fewer.
SLACK = timedelta(days=90)

# The share, by weight, of a name's defining words that must stand where it is used.
SHARE = 0.4
# For a plain name that another abstract uses beyond doubt.
SHARE_OF_KNOWN = 0.25
# For InfoSeek, which only an abstract introduces and which is also a benchmark of others.
SHARE_OF_UNTITLED = 0.15


def find_mentions(texts: Texts) -> list[Mention]:
    """Find who names whom, by source and place; of several namings of a paper the first counts."""
    dated = [(paper.ids.arxiv, paper.date) for paper in texts.papers]
    key = digest(b"".join(texts.keys), dated)
    if kept := recall(texts.memory, "mentions", key):
        texts.reader.renew("names")
        texts.reader.renew("uses")
        return msgspec.msgpack.decode(kept, type=list[Mention])
    found = list(_found(texts))
    keep(texts.memory, "mentions", key, msgspec.msgpack.encode(found))
    return found


def _found(texts: Texts) -> Iterator[Mention]:
    names = called(texts)
    every = uses(texts, names)
    judge = _Judge(texts, every)
    by_id = {paper.ids.arxiv: paper.slug for paper in texts.papers if paper.ids.arxiv}
    for paper, own, found in zip(texts.papers, names, every, strict=True):
        places: dict[str, tuple[int, int]] = {}
        for number, start, end in own.ids:
            if by_id.get(number, paper.slug) != paper.slug:
                places[by_id[number]] = start, end
        accepted: dict[str, tuple[int, int]] = {}
        for use in found:
            if judge.accepts(paper, use):
                accepted.setdefault(use.target, (use.start, use.end))
        yield from _mentions(paper, places | accepted)


class _Judge:
    """Decides whether a use of a name is a mention, with the whole archive in view."""

    def __init__(self, texts: Texts, every: Sequence[Sequence[Use]]) -> None:
        self._days = {paper.slug: first_day(paper.date) for paper in texts.papers}
        # How often others write a name in its own capitals, how often not, how many define it.
        self._exact: Counter[str] = Counter()
        self._small: Counter[str] = Counter()
        self._defined: Counter[str] = Counter()
        # Who means something else by a name than the paper that introduced it.
        self._taken: set[tuple[str, str]] = set()
        pairs = [
            (paper, use) for paper, uses in zip(texts.papers, every, strict=True) for use in uses
        ]
        self._rarity = _rarity(texts, (use for _, use in pairs))
        for paper, use in pairs:
            self._count(paper, use)
        self._known = {
            use.text
            for _, use in pairs
            if use.kind is Kind.PLAIN and self._plainly(use) and self._share(use) >= SHARE
        }

    def _count(self, paper: Paper, use: Use) -> None:
        if not use.alike:
            self._small[use.text] += 1
            return
        self._exact[use.text] += 1
        # Who defines it alike speaks for the paper, if it came first and is called so.
        if use.defined and (use.otherwise or not self._first(paper, use)):
            self._defined[use.text] += 1
        if use.taken:
            self._taken.add((use.text, paper.slug))

    def _first(self, paper: Paper, use: Use) -> bool:
        """Whether the paper that a use may mean has the name for its title, and is the older."""
        named, naming = self._days[use.target], self._days[paper.slug]
        return use.heads and named is not None and naming is not None and named <= naming

    def accepts(self, paper: Paper, use: Use) -> bool:
        """Whether ``use`` means the paper that introduces the name."""
        if not use.whole or not self._old_enough(paper, use):
            return False
        if use.kind is Kind.TITLE:
            return True
        if not use.alike or (use.text, paper.slug) in self._taken:
            return False
        match use.kind:
            case Kind.DISTINCT:
                certain = use.titled or self._share(use) >= SHARE_OF_UNTITLED
                return certain and not self._ordinary(use.text)
            case Kind.PHRASE:
                return use.alone and not self._ordinary(use.text)
            case _:
                least = SHARE_OF_KNOWN if use.text in self._known else SHARE
                return self._plainly(use) and self._share(use) >= least

    def _share(self, use: Use) -> float:
        return share(use.shared, use.missing, self._rarity)

    def _plainly(self, use: Use) -> bool:
        """Whether a plain name could be meant: it stands alone, and nobody else defines it."""
        return use.alone and self._defined[use.text] <= 1

    def _old_enough(self, paper: Paper, use: Use) -> bool:
        named, naming = self._days[use.target], self._days[paper.slug]
        return named is None or naming is None or named <= naming + SLACK

    def _ordinary(self, text: str) -> bool:
        """Whether others also write the words small: "Inverse Scaling", "Mixture-of-Experts"."""
        return 3 * self._small[text] >= self._exact[text]


def _rarity(texts: Texts, every: Iterable[Use]) -> Rarity:
    """Say how rare the words are that define names."""
    words = sorted({word for use in every for word in (*use.shared, *use.missing)})
    if not words:
        return Rarity(0, {})
    papers, spread = texts.spread(words)
    return Rarity(papers, dict(zip(words, spread, strict=True)))


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
