"""What the templates see: one view per kind of page, made by ``pages``, printed by ``render``.

Types only, immutable; msgspec's are made and hashed several times as quickly as dataclasses.
Addresses are relative to the site's root, without a leading slash (``papers/opera/``);
templates print ``{{ root }}{{ url }}``. The page of a paper addresses other papers from itself
(``../opera/``). A field whose name ends in ``_html`` is finished HTML from ``markup``, safe to
print as it is; every other string is raw text from the world and must pass through autoescaping. A
page's HTML depends on its ``Page`` value and the theme alone, so the hash of the two is its cache
key.
"""

from papergloss.views.cards import AnyCard, Card, LazyCard
from papergloss.views.charts import ChartView
from papergloss.views.concepts import ConceptRow, ConceptsView, ConceptView, DefinitionView
from papergloss.views.feed import Feed, FeedEntry
from papergloss.views.health import HealthView, LeftOutView, SourceView, TroubleView
from papergloss.views.index import ListEntry
from papergloss.views.lists import (
    HomeView,
    ListHead,
    ListingsView,
    ListView,
    MarksView,
    NotedView,
    NotesView,
    PapersView,
    PartView,
    SearchView,
    TagNode,
    TagsView,
)
from papergloss.views.page import HeadLink, Page, View
from papergloss.views.paper import (
    AppearanceView,
    DifferenceView,
    KinView,
    MentionView,
    OtherView,
    PaperView,
    RelatedView,
    Run,
    SharedView,
)
from papergloss.views.people import NamesView
from papergloss.views.pieces import LinkView, Ref
from papergloss.views.plan import Plan
from papergloss.views.search import LazyDoc, SearchDoc, search_order
from papergloss.views.trends import (
    DigestsView,
    DigestView,
    Letter,
    LetterItem,
    TrendGroup,
    TrendsView,
    TrendView,
)

__all__ = [
    "AnyCard",
    "AppearanceView",
    "Card",
    "ChartView",
    "ConceptRow",
    "ConceptView",
    "ConceptsView",
    "DefinitionView",
    "DifferenceView",
    "DigestView",
    "DigestsView",
    "Feed",
    "FeedEntry",
    "HeadLink",
    "HealthView",
    "HomeView",
    "KinView",
    "LazyCard",
    "LazyDoc",
    "LeftOutView",
    "Letter",
    "LetterItem",
    "LinkView",
    "ListEntry",
    "ListHead",
    "ListView",
    "ListingsView",
    "MarksView",
    "MentionView",
    "NamesView",
    "NotedView",
    "NotesView",
    "OtherView",
    "Page",
    "PaperView",
    "PapersView",
    "PartView",
    "Plan",
    "Ref",
    "RelatedView",
    "Run",
    "SearchDoc",
    "SearchView",
    "SharedView",
    "SourceView",
    "TagNode",
    "TagsView",
    "TrendGroup",
    "TrendView",
    "TrendsView",
    "TroubleView",
    "View",
    "search_order",
]
