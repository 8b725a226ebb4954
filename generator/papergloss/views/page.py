"""A page to render, whatever its kind, and what search knows of a paper."""

from __future__ import annotations

from dataclasses import dataclass

from papergloss.views.health import HealthView
from papergloss.views.lists import (
    HomeView,
    ListingsView,
    ListingView,
    MarksView,
    MonthView,
    NotesView,
    PapersView,
    SearchView,
    TagsView,
    TagView,
)
from papergloss.views.paper import PaperView

View = (
    PaperView
    | ListingView
    | ListingsView
    | TagView
    | TagsView
    | MonthView
    | PapersView
    | HomeView
    | NotesView
    | SearchView
    | HealthView
    | MarksView
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Page:
    """One page to render: ``kind`` names the template ``papergloss/<kind>.html``.

    ``meta`` are ``<meta name content>`` pairs for the head, in order.
    """

    kind: str
    url: str
    title: str
    description: str
    view: View
    meta: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class SearchDoc:
    """What the search index knows of a paper; all plain text.

    ``byline`` is what a card shows of the authors; ``ids`` are arXiv ids, DOIs and the like, each
    of which finds the paper when typed; ``sources`` are the names of those whose listings it stood
    in; ``concepts`` are the names of methods, data sets and the like that it is about; ``status``
    (``to-read``, or "" for none) and ``rating`` are those of its note.
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
    has_code: bool = False
    upvotes: int = 0
    status: str = ""
    rating: int | None = None
