"""The pages of concepts, their index, and the links to them from the papers that name them."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from itertools import groupby

from msgspec import Struct
from msgspec.structs import replace

from papergloss import days
from papergloss.cache import Keyed
from papergloss.charts import timeline
from papergloss.config import Site
from papergloss.highlight import Reference, place_in_shown
from papergloss.markup import inline_html, teaser
from papergloss.model import Concept, Concepts, Paper, Place
from papergloss.pages.cards import Cards, counted, sentence_html
from papergloss.pages.paging import Item, PaperList, list_pages, search_for
from papergloss.text import sentence_at
from papergloss.views import (
    ConceptRow,
    ConceptsView,
    ConceptView,
    DefinitionView,
    ListHead,
    ListView,
    Page,
    Plan,
    Ref,
)

URL = "concepts/"
MOST = 30
SAID = 170  # characters of a definition that a link tells


def concept_lists(concepts: Concepts, cards: Cards) -> Iterator[PaperList]:
    """Make the list of the papers that name each concept."""
    for concept in concepts.by_slug.values():
        places = {use.paper: use for use in concept.uses}
        papers = [cards.by_slug[slug] for slug in places]
        name = _full(concept)
        yield PaperList(
            kind="concept",
            url=_url(concept.slug),
            description=f"{counted(papers)} that name {name}",
            head=_head(concept, concepts),
            items=tuple(
                [Item(paper=paper, place=places[paper.slug]) for paper in cards.newest(papers)]
            ),
            minor=True,
            search=search_for("concept", concept.name),
        )


class ConceptInputs(Struct, frozen=True, kw_only=True):
    """What a page of a concept is made from: its part of the list of papers, and the rest.

    Of its pages only the first says what the concept is: ``defined`` by which paper and where,
    whether that is the one that introduced it (``own``), and in how many papers of each month.
    """

    page: Page
    first: bool
    defined: tuple[Keyed[Paper], Place] | None = None
    own: bool = False
    months: tuple[tuple[str, int], ...] = ()


def concept_plans(
    concepts: Concepts, lists: Iterable[PaperList], cards: Cards, site: Site
) -> Iterator[Plan]:
    """Plan the pages of every concept; ``lists`` are those of ``concept_lists``."""
    for concept, found in zip(concepts.by_slug.values(), lists, strict=True):
        for page in list_pages(found, cards, site):
            inputs = _inputs(page, concept, cards)
            yield Plan(kind=page.kind, url=page.url, inputs=inputs, make=concept_page)


def _inputs(page: Page, concept: Concept, cards: Cards) -> ConceptInputs:
    if page.url != _url(concept.slug):
        return ConceptInputs(page=page, first=False)
    place = concept.definition
    return ConceptInputs(
        page=page,
        first=True,
        defined=(cards.keyed(cards.by_slug[place.paper]), place) if place else None,
        own=place is not None and place.paper == concept.introduced_by,
        months=concept.months,
    )


def concept_page(inputs: ConceptInputs) -> Page:
    """Make a page of a concept: its papers and, on the first, what it is and its use over time."""
    page = inputs.page
    assert isinstance(page.view, ListView)
    view = ConceptView(
        head=page.view.head,
        part=page.view.part,
        definition=_definition(inputs),
        chart=timeline(dict(inputs.months)) if inputs.first else None,
    )
    return replace(page, view=view)


def _definition(inputs: ConceptInputs) -> DefinitionView | None:
    if inputs.defined is None:
        return None
    keyed, place = inputs.defined
    paper = keyed.value
    if "(" in paper.abstract[place.start : place.end]:
        closed = paper.abstract.startswith(")", place.end)
        place = replace(place, end=place.end + closed)
    return DefinitionView(
        sentence_html=sentence_html(paper, place),
        title_html=inline_html(paper.title),
        url=f"papers/{paper.slug}/",
        date_text=days.text(paper.date),
        own=inputs.own,
    )


def _head(concept: Concept, concepts: Concepts) -> ListHead:
    near = tuple(
        Ref(label=concepts.by_slug[slug].name, url=_url(slug), count=count)
        for slug, count in concept.near
    )
    return ListHead(
        title=concept.name,
        kicker=(Ref(label="Concepts", url=URL),),
        lead=_capital(concept.long),
        kin=(("Named with", near),) if near else (),
    )


# --- the index ------------------------------------------------------------------------------------


def concepts_page(concepts: Concepts) -> Page:
    """Make the index: all concepts from A to Z, and those that most papers name."""
    rows = {slug: _row(concept) for slug, concept in concepts.by_slug.items()}
    every = sorted(concepts.by_slug.values(), key=lambda each: (each.name.casefold(), each.slug))
    often = sorted(every, key=lambda each: -len(each.uses))[:MOST]
    letters = groupby(every, key=lambda each: _letter(each.name))
    return Page(
        kind="concepts",
        url=URL,
        title="Concepts",
        description=f"{len(rows)} methods, models, benchmarks and terms that several papers name",
        view=ConceptsView(
            total=len(rows),
            most=tuple(rows[each.slug] for each in often),
            letters=tuple((a, tuple(rows[each.slug] for each in group)) for a, group in letters),
        ),
    )


def _row(concept: Concept) -> ConceptRow:
    ref = Ref(label=concept.name, url=_url(concept.slug), count=len(concept.uses))
    return ConceptRow(ref=ref, long=concept.long)


def _letter(name: str) -> str:
    first = name[0].upper()
    return first if first.isascii() and first.isalpha() else "#"


# --- on the page of a paper -----------------------------------------------------------------------


class NamedConcept(Struct, frozen=True, kw_only=True):
    """A concept as the pages of papers name it: the link, and what the link tells."""

    ref: Ref
    said: str


def named_concept(concept: Concept, cards: Cards) -> NamedConcept:
    """Say of a concept what the pages of the papers that name it say."""
    ref = Ref(label=concept.name, url=_url(concept.slug))
    return NamedConcept(ref=ref, said=_said(concept, cards))


def concept_names(paper: Paper, concepts: Concepts) -> tuple[str, ...]:
    """Give the names of the concepts that a paper names."""
    found = concepts.of_paper.get(paper.slug, ())
    return tuple(dict.fromkeys(concepts.by_slug[slug].name for slug, _ in found))


def concept_meanings(paper: Paper, concepts: Concepts) -> tuple[str, ...]:
    """Give what acronyms stand for: those that a paper defines, and those among its concepts."""
    defined = concepts.defined.get(paper.slug, ())
    named = (concepts.by_slug[slug].long for slug, _ in concepts.of_paper.get(paper.slug, ()))
    return tuple(dict.fromkeys(filter(None, (*defined, *named))))


def concept_references(
    paper: Paper, concepts: Iterable[tuple[NamedConcept, Place]], root: str
) -> tuple[Reference, ...]:
    """Link the first place of each concept in an abstract, in their order, with its definition."""
    made: list[Reference] = []
    for named, place in concepts:
        span = place_in_shown(paper.abstract, place.start, place.end)
        if span is None or (made and span.start < made[-1].span.end):
            continue
        made.append(Reference(span=span, url=root + named.ref.url, said=named.said))
    return tuple(made)


def _said(concept: Concept, cards: Cards) -> str:
    """Say what a concept is: its long form, and unless space is dear the sentence that says so."""
    if cards.measure.brief or concept.definition is None:
        return _capital(concept.long)
    abstract = cards.by_slug[concept.definition.paper].abstract
    sentence, _ = sentence_at(abstract, concept.definition.start)
    return f"{_full(concept)}. “{teaser(sentence, SAID)}”"


def _full(concept: Concept) -> str:
    return f"{_capital(concept.long)} ({concept.name})" if concept.long else concept.name


def _capital(text: str) -> str:
    return text[:1].upper() + text[1:]


def _url(slug: str) -> str:
    return f"{URL}{slug}/"
