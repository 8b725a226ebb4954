"""Why two papers are neighbours: the terms they share, as they stand in the text of one of them.

In: a text and the shared terms, weightiest first. Out: a few of them, for people. Pairs that
overlap in the text are one term ("direct preference", "preference optimization"), and a word within
a chosen term is not named again.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from papergloss.links.words import Places, written

TERMS = 5


class Explainer:
    """Explains the neighbours of the paper with a certain title and abstract."""

    def __init__(self, title: str, abstract: str) -> None:
        self._text = f"{title}. {abstract}"
        self._places = Places(self._text)

    def terms(self, shared: Iterable[str]) -> tuple[str, ...]:
        """Give up to five of the terms ``shared`` that stand in the text, as they stand there."""
        chosen: list[str] = []
        for term in shared:
            if term in self._places and not any(_within(term, kept) for kept in chosen):
                chosen = self._join(chosen, term)
        return tuple(written(self._text, *self._places[term]) for term in chosen[:TERMS])

    def _join(self, chosen: Sequence[str], term: str) -> list[str]:
        """Add ``term`` to ``chosen``, in the place of the first that it contains or continues."""
        for at, kept in enumerate(chosen):
            longer = self._union(kept, term)
            if longer:
                rest = [other for other in chosen[at + 1 :] if not _within(other, longer)]
                return [*chosen[:at], longer, *rest]
        return [*chosen, term]

    def _union(self, kept: str, term: str) -> str:
        """Give the term that holds both ``kept`` and ``term`` and stands in the text, or ""."""
        if " " in term and " " in kept:
            for longer in (_chain(kept, term), _chain(term, kept)):
                if longer and longer in self._places:
                    return longer
        return term if _within(kept, term) else ""


def _within(term: str, longer: str) -> bool:
    return f" {term} " in f" {longer} "


def _chain(first: str, second: str) -> str:
    """Join two pairs at their common word; "" if they have none, or one is longer than a pair."""
    middle, again, tail = first.partition(" ")[2], *second.split(" ", 1)
    return f"{first} {tail}" if middle == again and " " not in tail else ""
