"""Which papers become pages: the settings ``keep`` and ``drop``. Pure.

Only what was fetched is chosen from; what a person added stays, and so does what is published.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable

from papergloss.config import Settings
from papergloss.model import Paper


class Choice:
    """Tells why a paper is not wanted."""

    def __init__(self, settings: Settings) -> None:
        self._keep = settings.keep
        self._keywords = _any_of(settings.keep.keywords)
        self._drop = _any_of(settings.drop)

    def against(self, paper: Paper, tags: Collection[str]) -> str | None:
        """Return why a paper does not become a page; None if it does.

        ``tags`` are the paper's, those above them in the vocabulary included.
        """
        text = f"{paper.title}\n{paper.abstract}"
        if found := self._drop and self._drop.search(text):
            return f"has a word to drop, “{found.group()}”"
        upvotes = [s.upvotes for s in paper.appearances if s.upvotes is not None]
        if upvotes and max(upvotes) < self._keep.upvotes:
            return f"has {max(upvotes)} upvotes of the {self._keep.upvotes} that it needs"
        return None if self._fits(paper, text, tags) else "fits nothing that is to be kept"

    def _fits(self, paper: Paper, text: str, tags: Collection[str]) -> bool:
        keep = self._keep
        if not (keep.categories or keep.keywords or keep.tags):
            return True
        words = "\n".join((text, *paper.keywords))
        return (
            any(_below(category, keep.categories) for category in paper.categories)
            or bool(self._keywords and self._keywords.search(words))
            or not set(keep.tags).isdisjoint(tags)
        )


def _below(category: str, wanted: Iterable[str]) -> bool:
    """``cs`` is wanted and all that is below it: cs.CL, cs.LG."""
    return any(category == name or category.startswith(f"{name}.") for name in wanted)


def _any_of(words: Collection[str]) -> re.Pattern[str] | None:
    """A pattern of any of these words, whole and in any case."""
    if not words:
        return None
    return re.compile(rf"(?<!\w)(?:{'|'.join(map(re.escape, words))})(?!\w)", re.IGNORECASE)
