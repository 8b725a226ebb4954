"""Where an abstract may name another paper, and what its text says of that place.

All names go into one dictionary by their first words, and each abstract is read once. A use depends
on the text that names and the text that is named, and on nothing else: it can be remembered.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Container, Iterable, Iterator, Mapping, Sequence

from msgspec import Struct

from papergloss.links.evidence import Defined
from papergloss.model import Paper
from papergloss.names import Kind, Name
from papergloss.passage import Passage, introduced_here, is_whole, long_form, stands_alone

_INNER = re.compile(r"[a-z][A-Z]")

# A name and its tokens, in small letters where its kind allows others.
_Entry = tuple[tuple[str, ...], Name]
# The first token of names → the second, "" where there is none → the names by their first tokens.
# Most words of a text begin no name, and of those that do few are followed by what follows in a
# name; but thousands of titles begin with "Large Language Models for", so they go by more.
_Below = dict[tuple[str, ...], list[_Entry]]
_LOOK_UP = 5


class Use(Struct, frozen=True, array_like=True):
    """That the paper ``target`` may be meant by its name ``text`` at ``start:end`` of an abstract.

    ``alike``: in its own capitals, or in others that no plain word has; of what is not, nothing
    else is said. ``whole``, ``alone``: no part of a longer name, no capital beside. ``defined``: a
    long form stands beside it; ``taken``: the abstract means something else, or introduces it
    itself. ``heads``: the title of ``target`` begins with it. ``shared`` and ``missing`` are the
    words that define it which the user's text has and lacks, where they matter.
    """

    target: str
    text: str
    kind: Kind
    titled: bool
    start: int
    end: int
    alike: bool = False
    whole: bool = False
    alone: bool = False
    defined: bool = False
    otherwise: bool = False
    taken: bool = False
    heads: bool = False
    shared: tuple[str, ...] = ()
    missing: tuple[str, ...] = ()


class Book:
    """The names of an archive, and where abstracts use them.

    A name that several papers introduce is nobody's; it only keeps shorter ones within from being
    found.
    """

    def __init__(
        self, names: Iterable[Name], nobodys: Collection[str], asked: Container[str]
    ) -> None:
        """Take all names, and those (in small letters) of several papers.

        Args:
            asked: the tokens of all abstracts that will be asked about, in small letters.
        """
        self._nobodys = nobodys
        self._small: dict[str, dict[str, _Below]] = {}
        self._exact: dict[str, dict[str, _Below]] = {}
        for name in names:
            if name.tokens[0].lower() not in asked or not any(map(str.isalnum, name.tokens)):
                continue
            # A plain name in other letters than its own is a word and no use.
            plain = name.kind is Kind.PLAIN
            words = name.tokens if plain else tuple(token.lower() for token in name.tokens)
            seconds = (self._exact if plain else self._small).setdefault(words[0], {})
            below = seconds.setdefault("".join(words[1:2]), {})
            below.setdefault(words[:_LOOK_UP], []).append((words, name))
        for book in (self._small, self._exact):
            for below in (below for seconds in book.values() for below in seconds.values()):
                for entries in below.values():
                    entries.sort(key=lambda entry: (-len(entry[0]), entry[1].text, entry[1].slug))

    def uses(self, paper: Paper, defined: Defined) -> Iterator[Use]:
        """Find the names of others in an abstract.

        Where one is part of another, which may be the paper's own, the longer is found.
        """
        passage = Passage(paper.abstract)
        words = passage.words
        small = tuple([word.lower() for word in words])
        until = 0
        for start in range(len(words)):
            if words[start] not in self._exact and small[start] not in self._small:
                continue
            for tokens, name in self._candidates(words, small, start):
                end = start + len(tokens)
                if start < until:
                    continue
                if words[start:end] == name.tokens:
                    until = end
                elif small[start:end] != tokens:
                    continue
                if name.slug != paper.slug and name.text.lower() not in self._nobodys:
                    yield _use(name, paper, (passage, start, end), defined)

    def _candidates(
        self, words: tuple[str, ...], small: tuple[str, ...], start: int
    ) -> Sequence[_Entry]:
        """Give the names that may begin at ``start``, the longer first."""
        found = [
            *_below(self._exact.get(words[start], {}), words, start),
            *_below(self._small.get(small[start], {}), small, start),
        ]
        if len(found) > 1:
            found.sort(key=lambda entry: (-len(entry[0]), entry[1].text, entry[1].slug))
        return found


def _below(seconds: Mapping[str, _Below], words: tuple[str, ...], start: int) -> Iterator[_Entry]:
    second = words[start + 1] if start + 1 < len(words) else ""
    if below := seconds.get(second):
        for size in range(_LOOK_UP, 0, -1):
            yield from below.get(words[start : start + size], ())
    if second and (below := seconds.get("")):
        yield from below.get(words[start : start + 1], ())


def _use(name: Name, paper: Paper, at: tuple[Passage, int, int], defined: Defined) -> Use:
    passage, start, end = at
    exact = passage.words[start:end] == name.tokens
    place = passage.spans[start][0], passage.spans[end - 1][1]
    alike = exact or (
        name.kind is Kind.DISTINCT and any(map(_INNER.search, passage.words[start:end]))
    )
    if not alike:
        whole = name.kind is Kind.TITLE and is_whole(*at)
        return Use(name.slug, name.text, name.kind, name.titled, *place, whole=whole)
    spelt = bool(long_form(*at))
    otherwise = spelt and defined.spelt_otherwise(name, *at)
    alone = stands_alone(*at)
    shared, missing = defined.words(name, paper) if _doubtful(name, alone) else ((), ())
    return Use(
        name.slug,
        name.text,
        name.kind,
        name.titled,
        *place,
        alike=True,
        whole=is_whole(*at),
        alone=alone,
        defined=spelt,
        otherwise=otherwise,
        taken=otherwise or introduced_here(*at),
        heads=defined.heads(name),
        shared=shared,
        missing=missing,
    )


def _doubtful(name: Name, alone: bool) -> bool:
    """Whether it takes the words that define a name to believe that it is meant."""
    return (name.kind is Kind.PLAIN and alone) or (name.kind is Kind.DISTINCT and not name.titled)
