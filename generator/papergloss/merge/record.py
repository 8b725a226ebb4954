"""What the entries of one paper say together, field by field, and who said it. Pure.

Of two sources the one nearer to the authors is believed, and of two listings of one kind the later
one (a person's note outranks them all, later, in the build). What another says is kept beside it as
a variant where it says something else, and not only in other letters.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence
from datetime import date
from typing import TypeVar

from papergloss import days
from papergloss.merge.identity import Group, Seen
from papergloss.model import Appearance, Entry, Ids, Link, Paper, Variant, Version
from papergloss.text import normal_title, plain

T = TypeVar("T")

#: Formats from the most to the least trusted: arXiv's own records, its announcements (which cut
#: nothing but say less), those who pass its records on, people's bibliographies, pages whose text
#: has lost its formulas, lists made by hand, and bare ids.
TRUST = (
    *("arxiv-oai", "arxiv-atom", "arxiv-feed", "hf-json", "hf-html", "csl-json", "bibtex", "ris"),
    *("openalex", "crossref", "json-lines", "hf-text", "markdown-list", "id-list"),
)
_RANK = {name: rank for rank, name in enumerate(TRUST)}

# Abstracts that share all but one word in this many differ only in how they were typeset.
_ONE_WORD_IN = 20
_WORDS = re.compile(r"[^\W\d_]{3,40}")


def paper_of(group: Group, slug: str, month: str, aliases: tuple[str, ...]) -> Paper:
    """Make the record of a group."""
    ranked = sorted(group.seen, key=_trusted_first)
    entries = [seen.entry for seen in ranked]
    authors = min(ranked, key=_completeness)
    said = {
        "title": _sayer(ranked, lambda entry: entry.title),
        "abstract": _sayer(ranked, lambda entry: entry.abstract),
        "date": _dater(ranked),
        "authors": authors if authors.entry.authors else None,
        "venue": _sayer(ranked, lambda entry: entry.venue),
    }
    several = len({seen.listing.id for seen in group.seen}) > 1
    complete = bool(authors.entry.authors) and not authors.entry.et_al
    return Paper(
        slug=slug,
        month=month,
        aliases=aliases,
        title=_of(said["title"], lambda entry: entry.title) or "",
        abstract=_of(said["abstract"], lambda entry: entry.abstract) or "",
        ids=Ids(**group.ids),
        date=_of(said["date"], lambda entry: entry.published),
        authors=authors.entry.authors,
        author_count=None if complete else _first(entry.author_count for entry in entries),
        organisation=_first(entry.organisation for entry in entries),
        venue=_of(said["venue"], lambda entry: entry.venue),
        comment=_first(entry.comment for entry in entries),
        categories=_union(entry.categories for entry in entries),
        keywords=_union(entry.keywords for entry in entries),
        versions=_versions(entries),
        withdrawn=any(entry.withdrawn for entry in entries),
        links=links_once(link for entry in entries for link in entry.links),
        appearances=_appearances(group.seen),
        said={name: seen.listing.id for name, seen in said.items() if seen} if several else {},
        variants=tuple(_variants(ranked, said)) if several else (),
    )


def _trusted_first(seen: Seen) -> tuple[int, int, int]:
    rank = _RANK.get(seen.listing.format, len(TRUST))
    return rank, -(_day(seen) or date.min).toordinal(), seen.entry.position


def _day(seen: Seen) -> date | None:
    return days.first_day(seen.entry.listed) or seen.listing.date


def _sayer(ranked: Sequence[Seen], field: Callable[[Entry], object]) -> Seen | None:
    return next((seen for seen in ranked if field(seen.entry)), None)


def _of(seen: Seen | None, field: Callable[[Entry], T]) -> T | None:
    return field(seen.entry) if seen else None


def _first(values: Iterable[T | None]) -> T | None:
    return next((value for value in values if value not in (None, "")), None)


def _completeness(seen: Seen) -> tuple[bool, bool]:
    """Order a whole list of authors before the first few, and those before none."""
    return not seen.entry.authors, seen.entry.et_al


def _dater(ranked: Sequence[Seen]) -> Seen | None:
    """The earliest stated day, a full one before a month and a month before a year."""
    dated = [(seen, days.iso(seen.entry.published)) for seen in ranked]
    told = [(-len(iso), iso, number) for number, (_, iso) in enumerate(dated) if iso]
    return ranked[min(told)[2]] if told else None


def _union(several: Iterable[tuple[str, ...]]) -> tuple[str, ...]:
    found: dict[str, str] = {}
    for texts in several:
        for text in texts:
            found.setdefault(text.casefold(), text)
    return tuple(found.values())


def _versions(entries: Iterable[Entry]) -> tuple[Version, ...]:
    """Every version that any entry tells of, with its day where one does."""
    found: dict[int, Version] = {}
    for version in (version for entry in entries for version in entry.versions):
        if version.number not in found or found[version.number].date is None:
            found[version.number] = version
    return tuple(found[number] for number in sorted(found))


def links_once(links: Iterable[Link]) -> tuple[Link, ...]:
    """Take each address once; two ways of writing one address are one."""
    found: dict[str, Link] = {}
    for link in links:
        found.setdefault(link.url.rstrip("/").casefold(), link)
    return tuple(found.values())


def _appearances(group: Sequence[Seen]) -> tuple[Appearance, ...]:
    """Where and when the paper stood; twice in one listing of one day is once."""
    found: dict[tuple[str, date | None], Appearance] = {}
    for seen in group:
        if not seen.listing.lookup:
            found.setdefault((seen.listing.id, _day(seen)), _appearance(seen))
    return in_order(found.values())


def _appearance(seen: Seen) -> Appearance:
    return Appearance(
        listing=seen.listing.id,
        date=_day(seen),
        position=seen.entry.position,
        comments=seen.entry.comments,
        upvotes=seen.entry.upvotes,
    )


def in_order(appearances: Iterable[Appearance]) -> tuple[Appearance, ...]:
    """Order appearances by day, listing and position."""
    return tuple(
        sorted(appearances, key=lambda seen: (seen.date or date.min, seen.listing, seen.position))
    )


# --- what others say ----------------------------------------------------------------------------


def _variants(ranked: Sequence[Seen], said: dict[str, Seen | None]) -> Iterator[Variant]:
    """Each other title, abstract and day, from the most to the least trusted source of it."""
    tests: tuple[tuple[str, Callable[[Entry], str], Callable[[str, str], bool]], ...] = (
        ("title", lambda entry: entry.title, _same_title),
        ("abstract", lambda entry: entry.abstract, _same_abstract),
        ("date", lambda entry: days.iso(entry.published), _same_day),
    )
    for name, field, same in tests:
        winner = said[name]
        values = [field(winner.entry)] if winner else []
        for seen in ranked:
            value = field(seen.entry)
            if value and not any(same(value, other) for other in values):
                values.append(value)
                yield Variant(field=name, value=value, listing=seen.listing.id)


def _same_title(one: str, other: str) -> bool:
    return one == other or normal_title(one) == normal_title(other)


def _same_abstract(one: str, other: str) -> bool:
    if one == other:
        return True
    first, second = (Counter(_WORDS.findall(plain(text).casefold())) for text in (one, other))
    differing = (first - second).total() + (second - first).total()
    return differing * _ONE_WORD_IN <= first.total() + second.total()


def _same_day(one: str, other: str) -> bool:
    """2019 and 2019-03-01 do not contradict each other."""
    return one.startswith(other) or other.startswith(one)
