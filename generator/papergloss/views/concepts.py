"""The pages of concepts: each with its definition and the sentences that name it, and the index."""

from __future__ import annotations

from msgspec import Struct

from papergloss.views.charts import ChartView
from papergloss.views.lists import ListHead, PartView
from papergloss.views.pieces import Ref


class DefinitionView(Struct, frozen=True, kw_only=True):
    """The sentence that says what a concept is, and the paper that it stands in.

    ``own`` tells that the paper introduces the concept.
    """

    sentence_html: str
    title_html: str
    url: str
    date_text: str
    own: bool


class ConceptView(Struct, frozen=True, kw_only=True):
    """A page of a concept: the papers that name it, each with the sentence in its card.

    ``definition`` and ``chart``, its use over time, are on the first page alone.
    """

    head: ListHead
    part: PartView
    definition: DefinitionView | None = None
    chart: ChartView | None = None


class ConceptRow(Struct, frozen=True, kw_only=True):
    """A concept in the index: a link with the number of papers, and its long form."""

    ref: Ref
    long: str


class ConceptsView(Struct, frozen=True, kw_only=True):
    """The index of concepts: those that most papers name, and all by their first letter."""

    total: int
    most: tuple[ConceptRow, ...]
    letters: tuple[tuple[str, tuple[ConceptRow, ...]], ...]
