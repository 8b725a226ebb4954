"""Papers that are about the same, found by the words they share (``finding``).

Every neighbour comes with the terms that made it one, and one term alone makes none. A list is no
ten copies of one paper: of papers that are nearly the same, such as the yearly overviews of a
shared task, it shows two. ``docs/related.md`` has the figures behind the constants.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping

import msgspec

from papergloss.links.texts import Texts
from papergloss.model import Related


class RelatedPapers(Mapping[str, tuple[Related, ...]]):
    """Related papers by slug, each list decoded when it is looked at."""

    def __init__(self, lists: Mapping[str, bytes]) -> None:
        self._lists = lists
        self._decode = msgspec.msgpack.Decoder(tuple[Related, ...]).decode

    def __getitem__(self, slug: str) -> tuple[Related, ...]:
        return self._decode(self._lists[slug])

    def __iter__(self) -> Iterator[str]:
        return iter(self._lists)

    def __len__(self) -> int:
        return len(self._lists)


def find_related(texts: Texts, most: int) -> Mapping[str, tuple[Related, ...]]:
    """Give each paper its ``most`` nearest others, nearest first."""
    name = f"related {most}"
    names = f"{name}: candidates", f"{name}: nearest"
    shelf = texts.reader.shelf(name)
    if shelf.known.keys() == set(texts.keys):
        for each in names:
            texts.memory.renew(each)
        found = [shelf.known[key] for key in texts.keys]
    else:
        # Most builds find all lists in their memory, and numpy takes a while to import.
        from papergloss.links.finding import lists

        found = lists(texts, most, shelf.known, names)
        shelf.keep(found)
    pairs = zip(texts.papers, found, strict=True)
    return RelatedPapers({paper.slug: data for paper, data in pairs if data})
