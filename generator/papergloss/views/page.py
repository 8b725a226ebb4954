"""A page to render, whatever its kind."""

from __future__ import annotations

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
