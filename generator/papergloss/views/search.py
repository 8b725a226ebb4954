"""What search knows of a paper."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any


@dataclass(frozen=True, slots=True, kw_only=True)
class SearchDoc:
    """What the search index knows of a paper; all plain text.

    ``byline`` is what a card shows of the authors; ``ids`` are arXiv ids, DOIs and the like, each
    of which finds the paper when typed; ``sources`` are the names of those whose listings it stood
    in; ``concepts`` are the names of methods, data sets and the like in it; ``meanings`` are
    what acronyms among those stand for, and the short forms that it defines, with their long ones;
    ``status`` (``to-read``, or "" for none) and ``rating`` are those of its note.
    """

    slug: str
    url: str
    title: str
    abstract: str
    authors: tuple[str, ...]
    organisation: str
    tags: tuple[str, ...]
    note: str
    date: str
    byline: str = ""
    ids: tuple[str, ...] = ()
    sources: tuple[str, ...] = ()
    concepts: tuple[str, ...] = ()
    meanings: tuple[str, ...] = ()
    has_code: bool = False
    upvotes: int = 0
    status: str = ""
    rating: int | None = None

    @property
    def noted(self) -> bool:
        """Whether people said anything of the paper."""
        return bool(self.note or self.status or self.rating)


class LazyDoc(SearchDoc):
    """A document, without a note, of which the texts are made when somebody looks at them.

    What is ``known`` is there at once. ``key`` names all that shapes the rest.
    """

    __slots__ = ("_make", "key")

    key: bytes

    def __init__(self, key: bytes, make: Callable[[], SearchDoc], **known: object) -> None:
        object.__setattr__(self, "key", key)
        object.__setattr__(self, "_make", make)
        for name, value in known.items():
            object.__setattr__(self, name, value)

    def __getattr__(self, name: str) -> Any:
        """Make the document; asked for a part that is not there yet."""
        if name not in SearchDoc.__slots__:
            raise AttributeError(name)
        made = self._make()
        for part in SearchDoc.__slots__:
            object.__setattr__(self, part, getattr(made, part))
        return getattr(made, name)

    def __reduce__(self) -> tuple[Callable[[SearchDoc], SearchDoc], tuple[SearchDoc]]:
        return _made, (self._make(),)


def _made(doc: SearchDoc) -> SearchDoc:
    return doc


def search_order(date: str, slug: str) -> tuple[str, str]:
    """Give what documents are sorted by where they are numbered: the newest come last."""
    return date, slug
