"""Which papers name what, and where: abstracts read with all others in view, and mentions."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence

from papergloss.concepts.extract import Candidates
from papergloss.concepts.keys import name_key
from papergloss.concepts.reading import LongForms
from papergloss.concepts.resolve import Id, Resolver
from papergloss.concepts.senses import Senses
from papergloss.concepts.spellings import Spellings
from papergloss.model import Mention, Paper

_LONGEST_NAME = 4  # words; a whole title that is mentioned is no concept
_LETTER = re.compile(r"[a-z]")


class Named:
    """What the papers of an archive name: ``places`` by concept and paper, ``owners`` by concept.

    ``texts`` are names as mentions have them; ``owners`` those that mentions lead to.
    """

    def __init__(self, papers: Sequence[Paper], candidates: Sequence[Candidates]) -> None:
        self.senses = Senses(candidates)
        self.spellings = Spellings(papers, candidates)
        self.places: dict[Id, dict[str, tuple[int, int]]] = defaultdict(dict)
        self.owners: dict[Id, str] = {}
        self.texts: dict[Id, str] = {}
        self._abstracts = {paper.slug: paper.abstract for paper in papers}
        self._by_paper: dict[str, Mapping[Id, tuple[int, int]]] = {}
        resolver = Resolver(self.senses, self.spellings, LongForms(self.senses))
        for paper, each in zip(papers, candidates, strict=True):
            self._by_paper[paper.slug] = resolver.read(paper, each)
            for name, place in self._by_paper[paper.slug].items():
                self.places[name][paper.slug] = place

    def add(self, mentions: Iterable[Mention]) -> None:
        """Add the names by which abstracts name other papers beyond doubt, however written."""
        for mention in mentions:
            key = name_key(mention.name)
            if len(mention.name.split()) <= _LONGEST_NAME and _LETTER.search(key):
                self._add(mention, key)

    def _add(self, mention: Mention, key: str) -> None:
        text = self._abstracts[mention.source]
        start = text.index(mention.sentence) + mention.start
        end = start + len(mention.name)
        name = self._at(mention.source, start, end) or self._introduced(mention.target, key)
        self.owners.setdefault(name, mention.target)
        self.texts.setdefault(name, mention.name)
        self.places[name].setdefault(mention.source, (start, end))
        own = self._abstracts[mention.target].find(mention.name)
        if own >= 0:
            self.places[name].setdefault(mention.target, (own, own + len(mention.name)))

    def _at(self, paper: str, start: int, end: int) -> Id | None:
        """Give what an abstract is known to name there."""
        here = self._by_paper[paper].items()
        return next((name for name, (low, high) in here if low < end and start < high), None)

    def _introduced(self, paper: str, key: str) -> Id:
        """Give what a short form is to the paper that defines it; else the name is its own."""
        for sense in self.senses.of(key):
            if paper in sense.definers:
                return "long", sense.key
        return "name", key
