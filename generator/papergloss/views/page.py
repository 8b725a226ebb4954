"""A page to render, whatever its kind, and what search knows of a paper."""

from __future__ import annotations

from dataclasses import dataclass

from msgspec import Struct

from papergloss.views.concepts import ConceptsView, ConceptView
from papergloss.views.health import HealthView
from papergloss.views.lists import (
    HomeView,
    ListingsView,
    ListView,
    MarksView,
    NotesView,
    PapersView,
    SearchView,
    TagsView,
)
from papergloss.views.paper import PaperView
from papergloss.views.people import NamesView
from papergloss.views.trends import DigestsView, DigestView, TrendsView

View = (
    PaperView
    | ListView
    | ListingsView
    | TagsView
    | PapersView
    | HomeView
    | NotesView
    | SearchView
    | HealthView
    | MarksView
    | TrendsView
    | DigestsView
    | DigestView
    | ConceptView
    | ConceptsView
    | NamesView
)


class HeadLink(Struct, frozen=True, kw_only=True):
    """A ``<link>`` in a page's head; ``url`` is below the site's root, ``type`` a media type."""

    rel: str
    url: str
    type: str = ""
    title: str = ""


class Page(Struct, frozen=True, kw_only=True):
    """One page to render: ``kind`` names the template ``papergloss/<kind>.html``.

    ``meta`` are ``<meta name content>`` pairs for the head, ``links`` its links, in order;
    ``data_html`` is JSON-LD as it may stand in a script element. Previews of links to a page that
    is not ``pictured`` show its title alone.
    """

    kind: str
    url: str
    title: str
    description: str
    view: View
    meta: tuple[tuple[str, str], ...] = ()
    links: tuple[HeadLink, ...] = ()
    data_html: str = ""
    pictured: bool = True


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
