"""Which papers name what, and where: abstracts read with all others in view, and mentions."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import cache

import numpy as np
from numpy.typing import NDArray

from papergloss.arrays import Ints, spans, starts_of
from papergloss.concepts.columns import Numbers, Said
from papergloss.concepts.kept import named
from papergloss.concepts.keys import name_key
from papergloss.concepts.naming import number_of_name
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


@dataclass(frozen=True, slots=True, kw_only=True)
class Uses:
    """Which papers (rows) name concepts, and where; those of one concept stand together, by row.

    The uses of concept ``i`` of ``names`` are ``bounds[i]:bounds[i + 1]``.
    """

    names: list[Id]
    bounds: Ints
    rows: Ints
    starts: Ints
    ends: Ints

    def taken(self, places: Sequence[int]) -> Uses:
        """Give the uses of some concepts, in the order given."""
        cells, bounds = spans(self.bounds, np.array(places, np.int64))
        return Uses(
            names=[self.names[place] for place in places],
            bounds=bounds,
            rows=self.rows[cells],
            starts=self.starts[cells],
            ends=self.ends[cells],
        )


class Namings:
    """What the papers of an archive name.

    ``texts`` are names as mentions have them, ``owners`` whom mentions lead to, by concept.
    """

    def __init__(self, reader: Reader, said: Said, mentions: Iterable[Mention]) -> None:
        """Take what the texts say, and the names by which they name others beyond doubt."""
        slugs = [paper.slug for paper in reader.papers]
        self.senses = Senses(said, slugs)
        self.spellings = Spellings(said, reader)
        self.owners: dict[Id, str] = {}
        self.texts: dict[Id, str] = {}
        self._papers = reader.papers
        self._rows = {slug: row for row, slug in enumerate(slugs)}
        self._found = named(reader, said, self.senses, self.spellings)
        self._places = cache(self._found.places)
        self._mentioned = [place for mention in mentions for place in self._of_mention(mention)]

    def uses(self, least: int) -> Uses:
        """Give what so many papers name; of several places in a paper the first that is known."""
        found, counting = self._found, np.flatnonzero(self._counting())
        more = [(row, number_of_name(name), *place) for row, name, place in self._mentioned]
        rows, numbers, starts, ends = (
            np.concatenate([column[counting], np.array(others, column.dtype)])
            for column, others in zip(
                (found.rows, found.names, found.starts, found.ends),
                zip(*more, strict=True) if more else ([], [], [], []),
                strict=True,
            )
        )
        every, places = np.unique(numbers, return_inverse=True)
        # Of equals the first is given, and what mentions say stands last.
        _, once = np.unique(places * len(self._papers) + rows, return_index=True)
        enough = np.bincount(places[once], minlength=len(every)) >= least
        kept = once[enough[places[once]]]
        ranks = (np.cumsum(enough) - 1)[places[kept]]
        bounds = starts_of(ranks, int(enough.sum()))
        names = list(self._names(every[enough], rows[kept[bounds[:-1]]]))
        return Uses(
            names=names, bounds=bounds, rows=rows[kept], starts=starts[kept], ends=ends[kept]
        )

    def _counting(self) -> NDArray[np.bool_]:
        """Say which namings count: a phrase of the language only where it is abbreviated."""
        names, counts = np.unique(self._found.names, return_counts=True)
        users = dict(zip(names.tolist(), counts.tolist(), strict=True))
        definers: dict[str, set[str]] = defaultdict(set)
        for sense in self.senses:
            definers[sense.key].update(sense.definers)
        numbered = [(sense, number_of_name(("long", sense.key))) for sense in self.senses]
        terms = [
            number
            for sense, number in numbered
            if _is_term(len(definers[sense.key]), users.get(number, 0), len(sense.words))
        ]
        known = np.isin(self._found.names, np.array(terms, np.uint64))
        return ~self._found.spelt | known

    def _names(self, numbers: Numbers, rows: Ints) -> Iterator[Id]:
        """Give the names behind numbers, of each of which one paper is known that has it."""
        known = {number_of_name(name): name for _, name, _ in self._mentioned}
        for number, row in zip(numbers.tolist(), rows.tolist(), strict=True):
            if number not in known:
                known.update((number_of_name(name), name) for name in self._places(row))
            yield known[number]

    def _of_mention(self, mention: Mention) -> Iterator[tuple[int, Id, tuple[int, int]]]:
        """Give what a mention names, in which papers and where, if that may be a concept."""
        key = name_key(mention.name)
        if len(mention.name.split()) > _LONGEST_NAME or not _LETTER.search(key):
            return
        source, target = self._rows[mention.source], self._rows[mention.target]
        start = self._papers[source].abstract.index(mention.sentence) + mention.start
        end = start + len(mention.name)
        name = self._at(source, start, end) or self._introduced(mention.target, key)
        self.owners.setdefault(name, mention.target)
        self.texts.setdefault(name, mention.name)
        yield source, name, (start, end)
        own = self._papers[target].abstract.find(mention.name)
        if own >= 0:
            yield target, name, (own, own + len(mention.name))

    def _at(self, row: int, start: int, end: int) -> Id | None:
        """Give what an abstract is known to name there."""
        here = self._places(row).items()
        return next((name for name, (low, high) in here if low < end and start < high), None)

    def _introduced(self, paper: str, key: str) -> Id:
        """Give what a short form is to the paper that defines it; else the name is its own."""
        for sense in self.senses.of(key):
            if paper in sense.definers:
                return "long", sense.key
        return "name", key
