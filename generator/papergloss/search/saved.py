"""Saved queries → the papers that they mean, for the feeds that a build writes.

Understands the grammar of ``theme/assets/papergloss/search/query.js`` and decides as the engines do
which papers have *every* word; there is nobody whose typing errors were to be forgiven, so words
must be there. A test asks the engines the same.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from functools import cache

import Stemmer

from papergloss.search.store import FACETS, NOTED_FACETS
from papergloss.search.words import STOP_WORDS, fold, words
from papergloss.views import SearchDoc

_PART = re.compile(
    r'(?P<minus>(?<!\S)-)?(?:(?P<field>[^\W\d_]+):)?(?:"(?P<phrase>[^"]*)"|(?P<word>[^\s"]+))'
)
_YEARS = re.compile(r"(\d{4})?\s*(?:-|\.\.|–)\s*(\d{4})?")
_TEXTS = {"title": "title", "author": "authors", "authors": "authors", "note": "note"}
_COLUMNS = {
    name: [facet.values for facet in (*FACETS, *NOTED_FACETS) if facet.name == name]
    for name in sorted({facet.name for facet in (*FACETS, *NOTED_FACETS)})
}
_SAME = {"tags": "tag", "organization": "organisation", "org": "organisation", "is": "status"}
_STEMMER = Stemmer.Stemmer("english")


@dataclass(frozen=True, slots=True, kw_only=True)
class _Part:
    """One condition: ``fits`` says whether a paper meets it; ``negated`` turns it round."""

    fits: Callable[[SearchDoc], bool]
    negated: bool


def matching(query: str, docs: Sequence[SearchDoc]) -> list[SearchDoc]:
    """Return the documents that a query means, the newest first; none for a query without words."""
    parts = [part for found in _PART.finditer(query) for part in _parts(found, docs)]
    if not parts:
        return []
    found = (doc for doc in docs if all(part.fits(doc) != part.negated for part in parts))
    return sorted(found, key=lambda doc: (doc.date, doc.slug), reverse=True)


def _parts(found: re.Match[str], docs: Sequence[SearchDoc]) -> Iterator[_Part]:
    field, phrase, word = (found["field"] or "").lower(), found["phrase"], found["word"]
    value = word if phrase is None else phrase
    negated = bool(found["minus"])
    if _SAME.get(field, field) in _COLUMNS and any(words(value)):
        yield _column(field, value, docs, negated)
        return
    name = _TEXTS.get(field)
    asked = list(words(value if name or not field else f"{field} {value}"))
    said = [(place, _stem(word)) for place, word in enumerate(asked) if word not in STOP_WORDS]
    if not said:
        return
    if phrase is not None:
        yield _Part(fits=lambda doc: _has_row(doc, said, name), negated=negated)
    else:
        yield _Part(
            fits=lambda doc: all(_has(doc, stem, name) for _, stem in said), negated=negated
        )


def _column(field: str, value: str, docs: Sequence[SearchDoc], negated: bool) -> _Part:
    columns = _COLUMNS[_SAME.get(field, field)]

    def values(doc: SearchDoc) -> set[str]:
        return {each for column in columns for each in column(doc)}

    if field == "is" and value.lower() == "unread":
        return _Part(fits=lambda doc: doc.status == "read", negated=not negated)
    meant = _meant(field, value, {each for doc in docs for each in values(doc)})
    return _Part(fits=lambda doc: not meant.isdisjoint(values(doc)), negated=negated)


def _meant(field: str, value: str, values: set[str]) -> set[str]:
    """The values of a facet that are what is written, or failing those begin so."""
    years = _YEARS.fullmatch(value.strip()) if field == "year" else None
    if years and any(years.groups()):
        low, high = int(years[1] or 0), int(years[2] or 9999)
        return {each for each in values if each.isdigit() and low <= int(each) <= high}
    folded = " ".join(words(value))
    same = {each for each in values if " ".join(words(each)) == folded}
    return same or {each for each in values if " ".join(words(each)).startswith(folded)}


def _has(doc: SearchDoc, stem: str, field: str | None) -> bool:
    return _may_have(doc, stem) and any(
        stem in found for name, found in _stems(doc) if field in (None, name)
    )


def _has_row(doc: SearchDoc, row: Sequence[tuple[int, str]], field: str | None) -> bool:
    return all(_may_have(doc, stem) for _, stem in row) and any(
        all(place + at < len(found) and found[place + at] == stem for at, stem in row)
        for name, found in _stems(doc)
        if field in (None, name)
        for place in range(len(found))
    )


def _may_have(doc: SearchDoc, stem: str) -> bool:
    """Say no where no word of a document can have this stem, without stemming them all.

    A stem has all letters of its words but two at most (``dying``, die; ``study``, studi).
    """
    return stem[: max(1, len(stem) - 2)] in _folded(doc)


@cache
def _folded(doc: SearchDoc) -> str:
    return fold("\n".join(text for _, text in _texts(doc)))


@cache
def _stem(word: str) -> str:
    return str(_STEMMER.stemWord(word))


@cache
def _stems(doc: SearchDoc) -> tuple[tuple[str, tuple[str, ...]], ...]:
    """The stems of each field, in the order of its words."""
    return tuple((name, tuple(map(_stem, words(text)))) for name, text in _texts(doc))


def _texts(doc: SearchDoc) -> Iterator[tuple[str, str]]:
    yield "title", doc.title
    yield "authors", " ".join((*doc.authors, doc.organisation))
    yield "note", doc.note
    yield "tags", " ".join(doc.tags)
    yield "concepts", " ".join((*doc.concepts, *doc.meanings))
    yield "abstract", doc.abstract
