"""Whether a plain name in one abstract means the paper that introduces it.

``DPA`` may be Directional Preference Alignment or a hundred other things. It means the paper if the
words that define it there (its long form, the rest of the title) stand here too: enough of them,
counted by how rare they are in the archive.
"""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Sequence

from papergloss.links.words import keys, subjects
from papergloss.model import Paper
from papergloss.names import Kind, Name
from papergloss.passage import Passage, long_form

# The share, by weight, of a name's defining words that must stand where it is used; and how many.
SHARE = 0.4
# For a plain name that another abstract uses beyond doubt.
SHARE_OF_KNOWN = 0.25
# For InfoSeek, which only an abstract introduces and which is also a benchmark of others.
SHARE_OF_UNTITLED = 0.15
WORDS = 2


class Evidence:
    """What the words of an archive say about plain names."""

    def __init__(self, papers: Sequence[Paper]) -> None:
        self._papers = {paper.slug: paper for paper in papers}
        self._asked: tuple[str, set[str]] = "", set()
        self._words: dict[Name, frozenset[str]] = {}
        self._spread = Counter(
            key for paper in papers for key in subjects(f"{paper.title}. {paper.abstract}")
        )

    def speaks_for(self, name: Name, user: Paper, *, known: bool = False) -> bool:
        """Whether ``user`` shares the words that define ``name``; less will do for a known one."""
        least = SHARE_OF_KNOWN if known else SHARE
        return self.share(name, user) >= (least if name.kind is Kind.PLAIN else SHARE_OF_UNTITLED)

    def share(self, name: Name, user: Paper) -> float:
        """Give the share of the defining words of ``name`` in ``user``, 0 if fewer than two."""
        defining = self._defining(name)
        shared = defining & self._subjects(user)
        if len(shared) < WORDS:
            return 0.0
        weights = {word: self._weight(word, word in shared) for word in defining}
        return sum(weights[word] for word in shared) / sum(weights.values())

    def spelt_otherwise(self, name: Name, passage: Passage, start: int, end: int) -> bool:
        """Whether a long form stands beside the name that its own paper does not have."""
        here = " ".join(filter(None, keys(" ".join(long_form(passage, start, end)))))
        own = self._papers[name.slug]
        return here not in " ".join(filter(None, keys(f"{own.title}. {own.abstract}")))

    def _subjects(self, user: Paper) -> set[str]:
        """Give the keys of a paper's words; it is asked for several names in turn."""
        if self._asked[0] != user.slug:
            self._asked = user.slug, subjects(f"{user.title}. {user.abstract}")
        return self._asked[1]

    def _defining(self, name: Name) -> frozenset[str]:
        if name not in self._words:
            self._words[name] = self._defining_words(name)
        return self._words[name]

    def _defining_words(self, name: Name) -> frozenset[str]:
        """Give the words of a name's title and of its long form, without its own."""
        paper = self._papers[name.slug]
        own = Passage(paper.abstract)
        size = len(name.tokens)
        spelt = next(
            (
                found
                for at in range(len(own.words))
                if own.words[at : at + size] == name.tokens
                and (found := long_form(own, at, at + size))
            ),
            [],
        )
        words = keys(f"{paper.title} . {' '.join(spelt)}")
        return frozenset(filter(None, words)) - set(keys(name.text))

    def _weight(self, word: str, shared: bool) -> float:
        """Weigh ``word`` by how few papers have it besides the named and the naming one."""
        others = self._spread[word] - 1 - shared
        return math.log((len(self._papers) + 1) / (others + 1))
