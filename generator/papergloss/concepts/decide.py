"""Candidates of all papers → the concepts of the archive."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date
from itertools import pairwise

import numpy as np

from papergloss.acronyms import Definition
from papergloss.arrays import Ints
from papergloss.concepts.columns import number_of
from papergloss.concepts.company import company, month_of, months
from papergloss.concepts.found import by_paper, names_of
from papergloss.concepts.kept import candidates
from papergloss.concepts.keys import long_key, long_words, name_key
from papergloss.concepts.namings import Namings, Uses
from papergloss.concepts.resolve import Id
from papergloss.concepts.senses import Sense
from papergloss.days import first_day
from papergloss.ids import free_slug
from papergloss.model import Concept, Concepts, Mention, Place
from papergloss.remembering import Reader

# In fewer papers a name has nothing to lead to but the paper itself.
LEAST_PAPERS = 2
# Every concept has a page, and sites may weigh so much and no more: beyond so many papers a name
# has to stand in more of them. Of 25,000 papers half of all concepts were in two or three.
MANY_PAPERS = 20_000
LEAST_OF_MANY = 4
# Who introduces a name is not much younger than who uses it.
SLACK = 90  # days


def decide(reader: Reader, mentions: Iterable[Mention] = ()) -> Concepts:
    """Decide what the papers of ``reader`` name together."""
    ordered = sorted(mentions, key=lambda m: (m.source, m.target, m.start))
    return _Decision(reader, ordered).concepts()


class _Decision:
    """What all papers say together."""

    def __init__(self, reader: Reader, mentions: Iterable[Mention]) -> None:
        self._papers = [paper.slug for paper in reader.papers]
        self._rows = {slug: row for row, slug in enumerate(self._papers)}
        # Days as numbers; nobody knows of an undated paper that it was the first.
        days = (first_day(paper.date) for paper in reader.papers)
        self._days = np.array([day.toordinal() if day else 0 for day in days], np.int64)
        self._known_days = np.where(self._days, self._days, date.max.toordinal())
        self._months = [month_of(paper) for paper in reader.papers]
        self._said = candidates(reader)
        self._own = set(zip(self._said.own_rows.tolist(), self._said.own.tolist(), strict=True))
        self._named = Namings(reader, self._said, mentions)
        self._senses: dict[str, list[Sense]] = defaultdict(list)
        for sense in self._named.senses:
            self._senses[sense.key].append(sense)

    def concepts(self) -> Concepts:
        """Give the concepts, with all that is known of them."""
        least = LEAST_OF_MANY if len(self._papers) > MANY_PAPERS else LEAST_PAPERS
        slugs, uses = self._addressed(self._named.uses(least))
        concepts = np.repeat(np.arange(len(slugs)), np.diff(uses.bounds))
        papers = [self._papers[row] for row in uses.rows.tolist()]
        places = list(map(Place, papers, uses.starts.tolist(), uses.ends.tolist()))
        found = zip(
            uses.names,
            slugs,
            self._newest_first(uses, concepts, places),
            np.minimum.reduceat(self._known_days[uses.rows], uses.bounds[:-1]).tolist(),
            company(uses.rows, concepts, slugs),
            months(concepts, [self._months[row] for row in uses.rows.tolist()], len(slugs)),
            strict=True,
        )
        by_slug = {slug: self._concept(name, slug, *rest) for name, slug, *rest in found}
        return Concepts(
            by_slug=by_slug,
            of_paper=by_paper(self._papers, slugs, places, concepts, uses.rows),
            names=names_of(by_slug.values()),
            defined={
                self._papers[row]: tuple(f"{one.short} {one.long}" for one in definitions)
                for row, definitions in self._said.definitions.items()
            },
        )

    def _addressed(self, uses: Uses) -> tuple[list[str], Uses]:
        """Give each concept its address, and put them in the order of these."""
        self._texts = self._named.spellings.written(
            [key for kind, key in uses.names if kind == "name"]
        )
        slugs: dict[str, int] = {}
        for place in sorted(range(len(uses.names)), key=uses.names.__getitem__):
            slugs[free_slug(self._address(uses.names[place]), slugs)] = place
        ordered = sorted(slugs)
        return ordered, uses.taken([slugs[slug] for slug in ordered])

    def _newest_first(
        self, uses: Uses, concepts: Ints, places: Sequence[Place]
    ) -> Iterator[tuple[Place, ...]]:
        """Give the places of each concept, those in the newest papers first."""
        order = np.lexsort((-uses.rows, -self._days[uses.rows], concepts)).tolist()
        ordered = [places[each] for each in order]
        return (tuple(ordered[start:end]) for start, end in pairwise(uses.bounds.tolist()))

    def _concept(
        self,
        name: Id,
        slug: str,
        uses: tuple[Place, ...],
        first: int,
        near: tuple[tuple[str, int], ...],
        by_month: tuple[tuple[str, int], ...],
    ) -> Concept:
        """Say all of a concept that ``first`` stood in a paper of that day."""
        definers = self._definers(name)
        introduced_by = self._introducer(name, first, definers)
        return Concept(
            slug=slug,
            name=self._written(name),
            long=_long(definers.values()) if definers else "",
            definition=self._definition(introduced_by, uses, definers),
            introduced_by=introduced_by,
            uses=uses,
            near=near,
            months=by_month,
        )

    def _definers(self, name: Id) -> dict[str, Definition]:
        """Give the papers that say what ``name`` stands for, and how."""
        kind, key = name
        senses = self._senses[key] if kind == "long" else ()
        return {paper: d for sense in senses for paper, d in sense.definers.items()}

    def _address(self, name: Id) -> str:
        """Give what the address is made of: what does not change when others define it too."""
        kind, key = name
        return " ".join(self._senses[key][0].words) if kind == "long" else self._written(name)

    def _written(self, name: Id) -> str:
        kind, key = name
        if kind == "long":
            shorts = Counter(d.short for d in self._definers(name).values())
            return min(shorts, key=lambda short: (-shorts[short], short))
        return self._named.texts.get(name) or self._texts[key]

    def _introducer(self, name: Id, first: int, definers: Mapping[str, Definition]) -> str:
        """Give the one paper that introduces ``name``, "" if none or several do, or too late."""
        if name[0] == "long":
            found = {
                paper
                for paper, each in definers.items()
                if (self._rows[paper], number_of(name_key(each.short))) in self._own
            }
        else:
            found = {self._papers[row] for row in self._named.spellings.owners(name[1])}
        if name in self._named.owners:
            found = {self._named.owners[name]}
        if len(found) != 1:
            return ""
        (paper,) = found
        return paper if self._days[self._rows[paper]] - SLACK <= first else ""

    def _definition(
        self, introduced_by: str, uses: Iterable[Place], definers: Mapping[str, Definition]
    ) -> Place | None:
        """Say where ``name`` is defined: by who introduces it, else by who did so first."""
        if introduced_by in definers or (definers and not introduced_by):
            first = min(definers, key=self._entry)
            paper = introduced_by or first
            return Place(paper, definers[paper].start, definers[paper].end)
        return next((place for place in uses if place.paper == introduced_by), None)

    def _entry(self, paper: str) -> tuple[int, str]:
        return int(self._known_days[self._rows[paper]]), paper


def _long(definers: Iterable[Definition]) -> str:
    """Write a long form as most do: in the singular, in small letters where any does so."""
    written = Counter(" ".join(d.long.split()) for d in definers)
    alike = Counter(long_key(long) for long in written.elements())
    best = min(written, key=lambda long: (-alike[long_key(long)], not long.islower(), long))
    head, space, last = best.rpartition(" ")
    plural = last.lower().endswith("s") and long_words(last) != (last.lower(),)
    return f"{head}{space}{last[:-1]}" if plural and "of" not in re.split(r"\W", head) else best
