"""Which papers name what, and where: abstracts read with all others in view, and mentions."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence

from papergloss.concepts.extract import Candidates
from papergloss.concepts.kept import named
from papergloss.concepts.keys import name_key
from papergloss.concepts.resolve import Id
from papergloss.concepts.senses import Senses
from papergloss.concepts.spellings import Spellings
from papergloss.model import Mention
from papergloss.remembering import Reader

_LONGEST_NAME = 4  # words; a whole title that is mentioned is no concept
_LETTER = re.compile(r"[a-z]")


# A long form is a term if so many abbreviate it of those who use it: "diffusion model", and not
# "architecture (AE)", "background (BG)".
_TERM_SHARE = 0.04
_TERM_DEFINERS = 2
_SAFE_WORDS = 3  # so many words are no accident, though one paper alone abbreviates them


def _is_term(definers: int, users: int, words: int) -> bool:
    enough = _TERM_DEFINERS if words < _SAFE_WORDS else 1
    return definers >= max(enough, _TERM_SHARE * users)


class Namings:
    """What the papers of an archive name: ``places`` by concept and paper, ``owners`` by concept.

    ``texts`` are names as mentions have them; ``owners`` those that mentions lead to.
    """

    def __init__(self, reader: Reader, candidates: Sequence[Candidates]) -> None:
        self.senses = Senses(candidates)
        self.spellings = Spellings(candidates, reader.index)
        self.places: dict[Id, dict[str, tuple[int, int]]] = defaultdict(dict)
        self.owners: dict[Id, str] = {}
        self.texts: dict[Id, str] = {}
        self._abstracts = {paper.slug: paper.abstract for paper in reader.papers}
        read = named(reader, candidates, self.senses, self.spellings)
        self._by_paper = dict(zip((paper.slug for paper in reader.papers), read, strict=True))
        self._place()

    def _place(self) -> None:
        """Note who names what; a phrase of the language counts only where it is abbreviated."""
        users = Counter(name for read in self._by_paper.values() for name in read.places)
        definers: dict[str, set[str]] = defaultdict(set)
        for sense in self.senses:
            definers[sense.key].update(sense.definers)
        terms = {
            ("long", sense.key)
            for sense in self.senses
            if _is_term(len(definers[sense.key]), users["long", sense.key], len(sense.words))
        }
        for paper, read in self._by_paper.items():
            for name, place in read.places.items():
                if name not in read.spelt or name in terms:
                    self.places[name][paper] = place

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
        here = self._by_paper[paper].places.items()
        return next((name for name, (low, high) in here if low < end and start < high), None)

    def _introduced(self, paper: str, key: str) -> Id:
        """Give what a short form is to the paper that defines it; else the name is its own."""
        for sense in self.senses.of(key):
            if paper in sense.definers:
                return "long", sense.key
        return "name", key
