"""Every abstract's uses of the names of other papers, read anew only where they may have changed.

An abstract is read again if its text changed, or if it has the words of a name that came, went, or
belongs to a paper whose text changed.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence

import msgspec

from papergloss.ids import ARXIV_NEW
from papergloss.links.evidence import Defined
from papergloss.links.texts import Texts
from papergloss.links.uses import Book, Use
from papergloss.model import Paper
from papergloss.names import TOKEN, Kind, Name, names_of
from papergloss.passage import Passage
from papergloss.wordindex import WORD

_ARXIV = re.compile(rf"(?:arxiv\.org/(?:abs|pdf|html)/|arXiv:\s?)({ARXIV_NEW})", re.IGNORECASE)


class Called(msgspec.Struct, frozen=True, array_like=True):
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
    shelf = texts.reader.shelf("uses")
    stale = sorted(_stale(texts, names, shelf.known))
    found = [shelf.known.get(key, b"") for key in texts.keys]
    for place, made in zip(stale, _read(texts, names, stale), strict=True):
        own = tuple((name.text, name.kind is Kind.PLAIN) for name in names[place].names)
        found[place] = msgspec.msgpack.encode((own, made))
    shelf.keep(found)
    return [_decode(each)[1] for each in found]


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
    for (text, plain), places in zip(phrases, rows, strict=True):
        line = _line(TOKEN.findall(text), plain)
        fresh |= {place for place in places if _may_have(texts.papers[place].abstract, line, plain)}
    return fresh


def _line(words: Sequence[str], plain: bool) -> str:
    """Write tokens as one line; a plain name counts in its own letters only."""
    return " ".join(words if plain else map(str.lower, words))


def _may_have(abstract: str, line: str, plain: bool) -> bool:
    """Whether a name, given as a line, may stand in an abstract."""
    return line in _line(Passage(abstract).words, plain)


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
    nobodys = {text for text, slugs in owners.items() if len(slugs) > 1}
    passages = (Passage(texts.papers[place].abstract) for place in places)
    book = Book(every, nobodys, {word.lower() for passage in passages for word in passage.words})
    defined = Defined({paper.slug: paper for paper in texts.papers})
    for place in places:
        yield tuple(book.uses(texts.papers[place], defined))
