"""Is a hit the paper that was asked about? Entries in, a verdict out. Pure.

The same paper has the same id, or the same normalised title and nothing that contradicts: no year
more than one off, no other id, some author in common. Whatever is less certain is for a person.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher

from papergloss.enrich.questions import Question, id_names
from papergloss.model import Entry, Ids
from papergloss.text import normal_title

# A preprint of December is listed in January, and its paper is printed in the year after.
_YEARS = 1
# How alike two titles are that may be versions of one: a word in ten differs.
_ALIKE = 0.9
# A title is the start of another that has a subtitle, if it is not just a word or two
# (letters alone, as normalised titles have no spaces).
_LEAST = 15


@dataclass(frozen=True, slots=True, kw_only=True)
class Verdict:
    """What the hits say of a question.

    Attributes:
        found: the hits that are the paper.
        barred: why a hit of the same title is not applied; merging would join it, so the reply it
            stands in may not be a listing.
        near: a hit of a like title, for a person to look at; it joins nothing by itself.
    """

    found: tuple[Entry, ...] = ()
    barred: str | None = None
    near: str | None = None

    @property
    def doubt(self) -> str | None:
        """What a person should look at, if anything."""
        return self.barred or self.near


def judge(question: Question, entries: Sequence[Entry]) -> Verdict:
    """Judge all hits of a reply for one question."""
    named = [each for each in entries if each.title]
    if own := [each for each in named if _shares_id(question.ids, each.ids)]:
        return Verdict(found=tuple(own))
    if not question.title:
        return Verdict()
    wanted = normal_title(question.title)
    same = [each for each in named if normal_title(each.title) == wanted]
    if not same:
        return Verdict(near=_near(wanted, question, named))
    for each in same:
        if objection := _objection(question, each):
            return Verdict(barred=f"{_shown(each)} has this title, but {objection}")
    if _are_several(same):
        every = ", ".join(map(_shown, same))
        return Verdict(barred=f"{every} have this title, and different authors")
    return Verdict(found=tuple(same))


def _shares_id(known: Ids, stated: Ids) -> bool:
    return not set(id_names(known)).isdisjoint(id_names(stated))


def _objection(question: Question, entry: Entry) -> str | None:
    """Say what contradicts that an entry of the same title is the paper."""
    year = entry.published.year if entry.published else None
    if year and question.year and abs(year - question.year) > _YEARS:
        return f"is of {year}, not of {question.year}"
    if year and question.seen and year > question.seen + _YEARS:
        return f"is of {year}, and was listed here in {question.seen} already"
    if other := _other_id(question.ids, entry.ids):
        return f"the paper here has another id, {other}"
    names = [author.name for author in entry.authors]
    if names and question.authors and _families(names).isdisjoint(_families(question.authors)):
        return f"is by {names[0]}, not by {question.authors[0]}"
    return None


def _other_id(known: Ids, stated: Ids) -> str | None:
    for kind in Ids.__struct_fields__:
        ours, theirs = getattr(known, kind), getattr(stated, kind)
        if ours and theirs and ours != theirs:
            return str(ours)
    return None


def _families(names: Sequence[str]) -> set[str]:
    return {normal_title(name.split()[-1]) for name in names if name.split()}


def _are_several(same: Sequence[Entry]) -> bool:
    """Tell whether hits of one title are different papers: other ids, and other first authors.

    A preprint and what became of it have different DOIs and the same authors.
    """
    first = same[0]
    return any(
        _other_id(first.ids, each.ids)
        and _families([a.name for a in first.authors[:1]])
        != _families([a.name for a in each.authors[:1]])
        for each in same[1:]
    )


def _near(wanted: str, question: Question, entries: Sequence[Entry]) -> str | None:
    best, found = _ALIKE, None
    for each in entries:
        likeness = _likeness(wanted, normal_title(each.title))
        if likeness >= best and not _objection(question, each):
            best, found = likeness, each
    return f"it may be {_shown(found)} “{found.title}”, whose title differs" if found else None


def _likeness(one: str, other: str) -> float:
    shorter, longer = sorted((one, other), key=len)
    if len(shorter) >= _LEAST and longer.startswith(shorter):
        return 1.0
    matcher = SequenceMatcher(None, one, other, autojunk=False)
    if matcher.real_quick_ratio() < _ALIKE or matcher.quick_ratio() < _ALIKE:
        return 0.0
    return matcher.ratio()


def _shown(entry: Entry) -> str:
    return next(iter(id_names(entry.ids)), f"“{entry.title[:80]}”")
