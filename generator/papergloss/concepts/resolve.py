"""What one paper names, with all senses and spellings of the archive in view."""

from __future__ import annotations

import re
from collections.abc import Container
from dataclasses import dataclass

from msgspec import Struct

from papergloss.concepts.extract import Candidates
from papergloss.concepts.keys import long_key, name_key
from papergloss.concepts.marks import Mark
from papergloss.concepts.reading import LongForms
from papergloss.concepts.senses import NO_CONCEPTS, Sense, Senses
from papergloss.concepts.spellings import Spellings
from papergloss.model import Paper
from papergloss.text import plain

# Whether a concept is known by its long form or by its name alone, and the key of that.
Id = tuple[str, str]

_WORD = re.compile(r"[^\W_]+")
# "DeepSeek R1" is no DeepSeek, "Gemini 1.5 Pro" another than Gemini 1.5.
_EDITION = re.compile(
    r" (?:Pro|Plus|Max|Ultra|Lite|Mini|Flash|Next|Turbo|XL|II|III|Preview|[A-Z]\d[\w.]*)\b"
)
_BESIDE = re.compile(r"[A-Z][\w-]*")
_LEAST_WORDS = 2


class Named(Struct, frozen=True, array_like=True):
    """What an abstract names: each concept's first place, and those it only spells out."""

    places: dict[Id, tuple[int, int]]
    spelt: frozenset[Id]


@dataclass(frozen=True, slots=True)
class Resolver:
    """Says which concepts an abstract names, and where each stands first."""

    senses: Senses
    spellings: Spellings
    forms: LongForms

    def read(self, paper: Paper, each: Candidates) -> Named:
        """Find the concepts that ``paper`` names."""
        located = self.forms.places(paper.abstract)
        own = {name_key(d.short): self._sense(d.short, d.long) for d in each.definitions}
        found: dict[Id, tuple[int, int]] = {}
        for definition in each.definitions:
            if sense := own[name_key(definition.short)]:
                place = definition.short_start, definition.short_end
                _add(found, ("long", sense.key), place)
        until = 0
        for mark in each.marks:
            if mark.start < until:
                continue
            if name := self._of_mark(mark, paper, own, located.keys()):
                _add(found, name, (mark.start, mark.end))
                until = mark.end
        spelt = frozenset(("long", key) for key in located) - found.keys()
        for key, place in located.items():
            _add(found, ("long", key), place)
        kept = {name: place for name, place in found.items() if name[1] not in NO_CONCEPTS}
        return Named(kept, spelt)

    def _sense(self, short: str, long: str) -> Sense | None:
        key = long_key(long)
        for sense in self.senses.of(name_key(short)):
            if sense.key == key or any(long_key(d.long) == key for d in sense.definers.values()):
                return sense
        return None

    def _of_mark(
        self, mark: Mark, paper: Paper, own: dict[str, Sense | None], located: Container[str]
    ) -> Id | None:
        if mark.key in own:
            sense = own[mark.key]
            return ("long", sense.key) if sense else None
        if _EDITION.match(paper.abstract, mark.end):
            return None
        if not self.senses.of(mark.key):
            return ("name", mark.key) if self.spellings.accepts(mark.key) else None
        if _is_part(paper.abstract, mark):
            return None
        sense = self._meant(mark.key, paper, located)
        return ("long", sense.key) if sense else None

    def _meant(self, short: str, paper: Paper, located: Container[str]) -> Sense | None:
        """Say what a short form means in a paper that does not define it; None if in doubt."""
        senses = self.senses.of(short)
        here = [sense for sense in senses if sense.key in located]
        if len(here) == 1:
            return here[0]
        if clear := self.senses.clear(short):
            return clear
        words = {
            word.casefold() for word in _WORD.findall(f"{plain(paper.title)} {paper.abstract}")
        }
        fit = [s for s in senses if len(s.words) >= _LEAST_WORDS and words.issuperset(s.words)]
        return fit[0] if len(fit) == 1 and not here else None


def _is_part(text: str, mark: Mark) -> bool:
    """Whether a short form is part of a longer name: "MT Bench", "Medical SAM"."""
    return bool(text[mark.end : mark.end + 1] == " " and _BESIDE.match(text, mark.end + 1))


def _add(found: dict[Id, tuple[int, int]], name: Id, place: tuple[int, int]) -> None:
    found[name] = min(place, found.get(name, place))
