"""Who is asked about which papers, and how many at a time: questions in, addresses out. Pure."""

from __future__ import annotations

import hashlib
from collections.abc import Container, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from papergloss import ids
from papergloss.enrich.questions import Question
from papergloss.remotes import Lookup
from papergloss.remotes.lookups import LONGEST, searchable


@dataclass(frozen=True, slots=True, kw_only=True)
class Ask:
    """One request about one paper or several; ``name`` is that of the answer."""

    name: str
    url: str
    questions: tuple[Question, ...]
    by_id: bool


def can_ask(lookup: Lookup, question: Question) -> bool:
    """Tell whether a service has any way to know a paper."""
    return bool(lookup.own_id(question.ids)) or searchable(question.title)


def due(
    lookup: Lookup,
    questions: Iterable[Question],
    asked: Mapping[str, datetime],
    found: Container[str],
    *,
    before: datetime,
) -> list[Question]:
    """Return the papers that a service is to be asked about.

    Args:
        asked: when the service was asked about what, by key.
        found: the keys of papers that any service knew.
        before: a paper that the service did not know is asked about again if that was before.
    """
    return [
        question
        for question in questions
        if can_ask(lookup, question) and _is_due(lookup, question, asked, found, before)
    ]


def _is_due(
    lookup: Lookup,
    question: Question,
    asked: Mapping[str, datetime],
    found: Container[str],
    before: datetime,
) -> bool:
    times = [asked[key] for key in question.keys if key in asked]
    settled = not question.lacking or any(key in found for key in question.keys)
    if times:
        return not settled and max(times) < before
    return lookup.adds_links or not settled


def earliest(now: datetime, days: int, *, again: bool) -> datetime:
    """Return the time since which an answer counts; ``again`` lets none count."""
    return now + timedelta(days=1) if again else now - timedelta(days=days)


def asks(lookup: Lookup, url: str, questions: Sequence[Question]) -> list[Ask]:
    """Return the requests for all questions: by id where the service knows one, else by title."""
    own = [each for each in questions if lookup.own_id(each.ids)]
    other = [each for each in questions if not lookup.own_id(each.ids)]
    by_id = (_ask(lookup, url, some, by_id=True) for some in _in_parts(own, lookup.ids))
    by_title = (_ask(lookup, url, some, by_id=False) for some in _in_parts(other, lookup.titles))
    return [part for ask in (*by_id, *by_title) for part in _short_enough(lookup, url, ask)]


def _in_parts(questions: Sequence[Question], size: int) -> Iterator[Sequence[Question]]:
    for start in range(0, len(questions), size):
        yield questions[start : start + size]


def _ask(lookup: Lookup, url: str, questions: Sequence[Question], *, by_id: bool) -> Ask:
    if by_id:
        address = lookup.by_id(url, [lookup.own_id(each.ids) or "" for each in questions])
    else:
        address = lookup.by_title(url, [each.title for each in questions])
    return Ask(name=_name(questions), url=address, questions=tuple(questions), by_id=by_id)


def _short_enough(lookup: Lookup, url: str, ask: Ask) -> Iterator[Ask]:
    if len(ask.url) <= LONGEST or len(ask.questions) == 1:
        yield ask
        return
    middle = len(ask.questions) // 2
    for some in (ask.questions[:middle], ask.questions[middle:]):
        yield from _short_enough(lookup, url, _ask(lookup, url, some, by_id=ask.by_id))


def _name(questions: Sequence[Question]) -> str:
    """Name an answer for what it is about; the digest tells those of one beginning apart."""
    digest = hashlib.sha256("\n".join(each.name for each in questions).encode()).hexdigest()[:10]
    first = ids.slugify(questions[0].name)[:40].strip("-") or "paper"
    others = len(questions) - 1
    return f"{first}-and-{others}-more-{digest}" if others else f"{first}-{digest}"
