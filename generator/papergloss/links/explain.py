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
        self._written: dict[str, str] = {}

    @property
    def keys(self) -> Sequence[str]:
        """The keys of the words of the text, in order, a sign where there is none."""
        return self._places.keys

    def terms(self, shared: Iterable[str]) -> tuple[str, ...]:
        """Give up to five of the terms ``shared`` that stand in the text, as they stand there."""
        # Each between spaces, so that one is within another if its letters are.
        chosen: list[str] = []
        for term in shared:
            padded = f" {term} "
            for kept in chosen:
                if padded in kept:
                    break
            else:
                if term in self._places:
                    chosen = self._join(chosen, padded)
        return tuple([self._as_written(term) for term in chosen[:TERMS]])

    def _as_written(self, term: str) -> str:
        if term not in self._written:
            self._written[term] = written(self._text, *self._places[term.strip()])
        return self._written[term]

    def _join(self, chosen: Sequence[str], term: str) -> list[str]:
        """Add ``term`` to ``chosen``, in the place of the first that it contains or continues."""
        if _is_word(term):
            return [*chosen, term]
        for at, kept in enumerate(chosen):
            longer = self._union(kept, term)
            if longer:
                rest = [other for other in chosen[at + 1 :] if other not in longer]
                return [*chosen[:at], longer, *rest]
        return [*chosen, term]

    def _union(self, kept: str, term: str) -> str:
        """Give the term that holds both ``kept`` and ``term`` and stands in the text, or ""."""
        if not _is_word(kept):
            for longer in (_chain(kept, term), _chain(term, kept)):
                if longer and longer.strip() in self._places:
                    return longer
        return term if kept in term else ""


def _is_word(term: str) -> bool:
    return " " not in term[1:-1]


def _chain(first: str, second: str) -> str:
    """Join two pairs at their common word; "" if they have none, or one is longer than a pair."""
    words, others = first.split(), second.split()
    if len(words) == len(others) == 2 and words[1] == others[0]:
        return f"{first}{others[1]} "
    return ""
