"""Every abstract's uses of the names of other papers, read anew only where they may have changed.

An abstract is read again if its text changed, or if it has the words of a name that came, went, or
belongs to a paper whose text changed.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

import msgspec

from papergloss.ids import ARXIV_NEW
from papergloss.links.evidence import Defined
from papergloss.links.texts import Texts
from papergloss.links.uses import Book, Use
from papergloss.model import Paper
from papergloss.names import TOKEN, Kind, Name, names_of
from papergloss.remembering import packed, unpacked
from papergloss.wordindex import WORD

_ARXIV = re.compile(rf"(?:arxiv\.org/(?:abs|pdf|html)/|arXiv:\s?)({ARXIV_NEW})", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Called:
    """What a paper is called, and the arXiv ids that its abstract names, each with its place."""

    names: tuple[Name, ...]
    ids: tuple[tuple[str, int, int], ...]


# A text by which a paper is called, and whether it counts in its own capitals only.
_Text = tuple[str, bool]
# What is kept of a paper: what it is called, and the uses in its abstract.
_Kept = tuple[tuple[_Text, ...], tuple[Use, ...]]
_decode = msgspec.msgpack.Decoder(_Kept).decode
_decode_called = msgspec.msgpack.Decoder(Called).decode


def called(texts: Texts) -> list[Called]:
    """Say what each paper is called."""
    return [_decode_called(each) for each in texts.reader.each("names", _called)]


def uses(texts: Texts, names: Sequence[Called]) -> list[tuple[Use, ...]]:
    """Give the uses of names in each abstract."""
    known = dict(unpacked(texts.memory.get("uses") or b""))
    stale = sorted(_stale(texts, names, known))
    found = {place: known.get(key, b"") for place, key in enumerate(texts.keys)}
    for place, made in zip(stale, _read(texts, names, stale), strict=True):
        own = tuple((name.text, name.kind is Kind.PLAIN) for name in names[place].names)
        found[place] = msgspec.msgpack.encode((own, made))
    texts.memory.put("uses", packed(list(zip(texts.keys, found.values(), strict=True))))
    return [_decode(each)[1] for each in found.values()]


def _called(papers: Sequence[Paper]) -> list[bytes]:
    return [
        msgspec.msgpack.encode(
            Called(
                names=tuple(names_of(paper)),
                ids=tuple((found[1], *found.span(1)) for found in _ARXIV.finditer(paper.abstract)),
            )
        )
        for paper in papers
    ]


def _stale(texts: Texts, names: Sequence[Called], known: Mapping[bytes, bytes]) -> set[int]:
    """Give the places of the abstracts whose uses may not be as they were."""
    fresh = {place for place, key in enumerate(texts.keys) if key not in known}
    if len(fresh) == len(texts.keys):
        return fresh
    gone = known.keys() - set(texts.keys)
    changed = {text for key in gone for text in _decode(known[key])[0]}
    changed |= {_text(name) for place in fresh for name in names[place].names}
    small = {text.lower() for text, _ in changed}
    every = (_text(name) for each in names for name in each.names)
    changed |= {text for text in every if text[0].lower() in small}
    phrases = sorted(changed)
    rows = texts.reader.index.having([WORD.findall(text) for text, _ in phrases]) if phrases else []
    for text, places in zip(phrases, rows, strict=True):
        pattern = _pattern(*text)
        fresh |= {place for place in places if _may_have(texts.papers[place].abstract, *pattern)}
    return fresh


def _pattern(text: str, plain: bool) -> tuple[re.Pattern[str], bool]:
    tokens = TOKEN.findall(text if plain else text.lower())
    return re.compile(r"[\s_]*".join(map(re.escape, tokens))), plain


def _may_have(abstract: str, pattern: re.Pattern[str], plain: bool) -> bool:
    """Whether a name may stand in an abstract; a plain one does in its own letters only."""
    if not abstract.isascii():
        # Letters of other alphabets change with their neighbours when they become small.
        return True
    return pattern.search(abstract if plain else abstract.lower()) is not None


def _text(name: Name) -> _Text:
    return name.text, name.kind is Kind.PLAIN


def _read(
    texts: Texts, names: Sequence[Called], places: Sequence[int]
) -> Iterator[tuple[Use, ...]]:
    if not places:
        return
    owners: dict[str, set[str]] = defaultdict(set)
    every = [name for each in names for name in each.names]
    for name in every:
        owners[name.text.lower()].add(name.slug)
    book = Book(every, {text for text, slugs in owners.items() if len(slugs) > 1})
    defined = Defined({paper.slug: paper for paper in texts.papers})
    for place in places:
        yield tuple(book.uses(texts.papers[place], defined))
