"""An order of all papers of an archive, into which any number of them can be put quickly."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from papergloss.model import Paper


class Order:
    """Papers in an order; each stands in a dozen lists, and numbers are sorted many times as fast.

    ``papers`` are all there are, in that order.
    """

    def __init__(self, papers: Sequence[Paper]) -> None:
        self._papers = papers
        self._places = {paper.slug: place for place, paper in enumerate(papers)}

    def put(self, papers: Iterable[Paper], most: int | None = None) -> list[Paper]:
        """Put some of the papers in order, or the first ``most`` of them."""
        places = sorted(map(self._places.__getitem__, [paper.slug for paper in papers]))
        return list(map(self._papers.__getitem__, places[:most]))
