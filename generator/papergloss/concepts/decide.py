"""Candidates of all papers → the concepts of the archive."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from datetime import date

from papergloss.acronyms import Definition
from papergloss.concepts.company import company, month_of, months
from papergloss.concepts.extract import Candidates
from papergloss.concepts.kept import candidates
from papergloss.concepts.keys import long_key, long_words, name_key
from papergloss.concepts.namings import Namings
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
    decision = _Decision(reader, candidates(reader))
    return decision.concepts(sorted(mentions, key=lambda m: (m.source, m.target, m.start)))


class _Decision:
    """What all papers say together."""

    def __init__(self, reader: Reader, candidates: Sequence[Candidates]) -> None:
        papers = reader.papers
        self._papers = {paper.slug: paper for paper in papers}
        # Days as numbers; 0 where none is known.
        self._days = {p.slug: day.toordinal() if (day := first_day(p.date)) else 0 for p in papers}
        by_day = sorted(self._days, key=lambda paper: (self._days[paper], paper), reverse=True)
        self._newest = {paper: rank for rank, paper in enumerate(by_day)}
        self._months = {paper.slug: month_of(paper) for paper in papers}
        self._own = {each.paper: each.own for each in candidates}
        self._defined = {
            each.paper: tuple(f"{one.short} {one.long}" for one in each.definitions)
            for each in candidates
            if each.definitions
        }
        self._named = Namings(reader, candidates)
        self._senses: dict[str, list[Sense]] = defaultdict(list)
        for sense in self._named.senses:
            self._senses[sense.key].append(sense)

    def concepts(self, mentions: Iterable[Mention]) -> Concepts:
        """Give the concepts, with all that is known of them."""
        self._named.add(mentions)
        least = LEAST_OF_MANY if len(self._papers) > MANY_PAPERS else LEAST_PAPERS
        kept = {
            name: {paper: Place(paper, *place) for paper, place in at.items()}
            for name, at in self._named.places.items()
            if len(at) >= least
        }
        slugs: dict[Id, str] = {}
        taken: set[str] = set()
        for name in sorted(kept):
            slugs[name] = free_slug(self._address(name), taken)
            taken.add(slugs[name])
        of_paper = _by_paper(kept, slugs)
        near = company([[slug for slug, _ in found] for found in of_paper.values()])
        by_slug = {
            slugs[name]: self._concept(name, slugs[name], at, near.get(slugs[name], ()))
            for name, at in sorted(kept.items(), key=lambda item: slugs[item[0]])
        }
        return Concepts(
            by_slug=by_slug,
            of_paper=of_paper,
            names=_names(by_slug.values()),
            defined=self._defined,
        )

    def _concept(
        self,
        name: Id,
        slug: str,
        at: Mapping[str, Place],
        near: tuple[tuple[str, int], ...],
    ) -> Concept:
        definers = self._definers(name)
        introduced_by = self._introducer(name, at, definers)
        return Concept(
            slug=slug,
            name=self._written(name),
            long=_long(definers.values()) if definers else "",
            definition=self._definition(introduced_by, at, definers),
            introduced_by=introduced_by,
            uses=tuple(at[paper] for paper in sorted(at, key=self._newest.__getitem__)),
            near=near,
            months=months(map(self._months.__getitem__, at)),
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
        return self._named.texts.get(name) or self._named.spellings.written(key)

    def _introducer(
        self, name: Id, at: Mapping[str, Place], definers: Mapping[str, Definition]
    ) -> str:
        """Give the one paper that introduces ``name``, "" if none or several do, or too late."""
        if name[0] == "long":
            found = {p for p, d in definers.items() if name_key(d.short) in self._own[p]}
        else:
            found = set(self._named.spellings.owners[name[1]])
        if name in self._named.owners:
            found = {self._named.owners[name]}
        if len(found) != 1:
            return ""
        (paper,) = found
        first = min(map(self._known_day, at))
        return paper if self._days[paper] - SLACK <= first else ""

    def _known_day(self, paper: str) -> int:
        """Give the day of a paper; nobody knows of an undated one that it was the first."""
        return self._days[paper] or date.max.toordinal()

    def _definition(
        self,
        introduced_by: str,
        at: Mapping[str, Place],
        definers: Mapping[str, Definition],
    ) -> Place | None:
        """Say where ``name`` is defined: by who introduces it, else by who did so first."""
        if introduced_by in definers or (definers and not introduced_by):
            first = min(definers, key=lambda paper: (self._known_day(paper), paper))
            paper = introduced_by or first
            return Place(paper, definers[paper].start, definers[paper].end)
        if introduced_by in at:
            return at[introduced_by]
        return None


def _by_paper(
    kept: Mapping[Id, Mapping[str, Place]], slugs: Mapping[Id, str]
) -> dict[str, tuple[tuple[str, Place], ...]]:
    found: dict[str, list[tuple[str, Place]]] = defaultdict(list)
    for name, at in kept.items():
        for paper, place in at.items():
            found[paper].append((slugs[name], place))
    return {
        paper: tuple(sorted(each, key=lambda item: (item[1].start, item[0])))
        for paper, each in sorted(found.items())
    }


def _long(definers: Iterable[Definition]) -> str:
    """Write a long form as most do: in the singular, in small letters where any does so."""
    written = Counter(" ".join(d.long.split()) for d in definers)
    alike = Counter(long_key(long) for long in written.elements())
    best = min(written, key=lambda long: (-alike[long_key(long)], not long.islower(), long))
    head, space, last = best.rpartition(" ")
    plural = last.lower().endswith("s") and long_words(last) != (last.lower(),)
    return f"{head}{space}{last[:-1]}" if plural and "of" not in re.split(r"\W", head) else best


def _names(concepts: Iterable[Concept]) -> dict[str, str]:
    """Lead from names, long forms and slugs to concepts; what several are called leads nowhere."""
    found: dict[str, set[str]] = defaultdict(set)
    for concept in concepts:
        for name in (concept.name, concept.long, concept.slug):
            if name:
                found[name.casefold()].add(concept.slug)
    return {name: slug for name, (slug, *more) in found.items() if not more}
