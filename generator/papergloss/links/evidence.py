"""Whether a plain name in one abstract means the paper that introduces it.

``DPA`` may be Directional Preference Alignment or a hundred other things. It means the paper if the
words that define it there (its long form, the rest of the title) stand here too: enough of them,
counted by how rare they are in the archive.
"""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence

from papergloss.links.stopwords import FRAGMENTS
from papergloss.links.words import keys, subjects
from papergloss.model import Paper
from papergloss.names import Name
from papergloss.passage import Passage, long_form

# How many of its defining words must stand where a name is used.
WORDS = 2
# What a word weighs that all papers have.
_LEAST = 1e-3


class Defined:
    """What papers say of the names that they introduce."""

    def __init__(self, papers: Mapping[str, Paper]) -> None:
        self._papers = papers
        self._asked: tuple[str, set[str]] = "", set()
        self._words: dict[Name, frozenset[str]] = {}
        self._lines: dict[str, str] = {}

    def words(self, name: Name, user: Paper) -> tuple[tuple[str, ...], tuple[str, ...]]:
        """Give the defining words of ``name`` that the text of ``user`` has, and those it lacks."""
        if name not in self._words:
            self._words[name] = self._defining_words(name)
        defining, here = self._words[name], self._subjects(user)
        return tuple(sorted(defining & here)), tuple(sorted(defining - here))

    def spelt_otherwise(self, name: Name, passage: Passage, start: int, end: int) -> bool:
        """Whether a long form stands beside the name that its own paper does not have."""
        here = " ".join(filter(None, keys(" ".join(long_form(passage, start, end)))))
        return here not in self._line(name.slug)

    def heads(self, name: Name) -> bool:
        """Whether the title of its paper begins with the name."""
        return self._papers[name.slug].title.startswith(f"{name.text}:")

    def _line(self, slug: str) -> str:
        if slug not in self._lines:
            own = self._papers[slug]
            self._lines[slug] = " ".join(filter(None, keys(f"{own.title}. {own.abstract}")))
        return self._lines[slug]

    def _subjects(self, user: Paper) -> set[str]:
        """Give the keys of a paper's words; it is asked for several names in turn."""
        if self._asked[0] != user.slug:
            self._asked = user.slug, subjects(f"{user.title}. {user.abstract}")
        return self._asked[1]

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
        return frozenset(filter(None, words)) - set(keys(name.text)) - FRAGMENTS


def share(shared: Sequence[str], missing: Sequence[str], rarity: Rarity) -> float:
    """Give the share, by weight, of a name's defining words that are there; 0 if fewer than two."""
    if len(shared) < WORDS:
        return 0.0
    there = math.fsum(rarity.weight(word, others=-2) for word in shared)
    return there / (there + math.fsum(rarity.weight(word, others=-1) for word in missing))


class Rarity:
    """What words weigh: the more the fewer of ``papers`` have them; ``spread`` is how many."""

    def __init__(self, papers: int, spread: Mapping[str, float]) -> None:
        self._papers, self._spread = papers, spread

    def weight(self, word: str, others: int) -> float:
        """Weigh ``word`` by who has it besides the named paper, and the naming one if it does."""
        return max(math.log((self._papers + 1) / max(self._spread[word] + others + 1, 1)), _LEAST)
