"""What readers see of concepts: their pages, the index, the links from abstracts and notes."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st
from msgspec.structs import replace

from papergloss.anchors import Span
from papergloss.concepts import find_concepts
from papergloss.config import Site
from papergloss.highlight import Passage, Reference, highlighted, place_in_shown, shown
from papergloss.lookup import Lookup
from papergloss.model import Appearance, Archive, Links, Note, Paper, PartialDate
from papergloss.pages import feeds, lists_of, pages
from papergloss.pages.cards import Cards
from papergloss.pages.concepts import (
    concept_lists,
    concept_meanings,
    concept_names,
    concept_plans,
)
from papergloss.text import sentence_at
from papergloss.views import ConceptsView, ConceptView, Page, PaperView

SITE = Site(root=Path(), content=Path(), url="https://x.org/a/")


def paper(slug: str, abstract: str, month: int = 1) -> Paper:
    seen = Appearance(listing="s/l", date=None, position=1)
    return Paper(
        slug=slug,
        month="2025-01",
        title=f"On <{slug}>",
        abstract=abstract,
        appearances=(seen,),
        date=PartialDate(year=2025, month=month, day=1),
    )


PAPERS = (
    paper("a", "It is early. Marsh Bird Counting (MBC) is old. We use GleamEval."),
    paper("b", "Costs \\$5 at $x<y$; marsh bird counting (MBC) helps. GleamEval too.", 3),
)
CONCEPTS = find_concepts(PAPERS)
LINKS = Links(concepts=CONCEPTS)
ARCHIVE = Archive(papers=PAPERS, listings=(), notes={}, tags={})


def made(archive: Archive = ARCHIVE) -> dict[str, Page]:
    return {page.url: page for page in pages(archive, LINKS, SITE)}


def abstract_of(page: Page) -> str:
    assert isinstance(page.view, PaperView)
    return page.view.abstract_html


def test_a_page_tells_what_a_concept_is_and_who_names_it() -> None:
    """Its long form, the sentence that defines it, its use over time, each paper's sentence."""
    page = made()["concepts/marsh-bird-counting/"]
    view = page.view
    assert isinstance(view, ConceptView)
    assert (page.kind, view.head.title, view.head.lead) == ("concept", "MBC", "Marsh bird counting")
    assert view.definition and not view.definition.own
    assert view.definition.url == "papers/a/"
    assert view.definition.sentence_html == "<mark>Marsh Bird Counting (MBC)</mark> is old."
    assert view.chart and "Jan 2025" in view.chart.text
    assert [card.url for card in view.part.cards] == ["papers/b/", "papers/a/"]
    assert view.part.cards[1].teaser_html == "<mark>Marsh Bird Counting</mark> (MBC) is old."
    assert view.part.cards[0].teaser_html.startswith("Costs $5 at <math")


def test_the_index_leads_to_all() -> None:
    """From A to Z, and those that most papers name."""
    view = made()["concepts/"].view
    assert isinstance(view, ConceptsView)
    letters = {letter: [row.ref.label for row in rows] for letter, rows in view.letters}
    assert letters == {"G": ["GleamEval"], "M": ["MBC"]}
    assert {row.ref.url for row in view.most} == {
        "concepts/gleameval/",
        "concepts/marsh-bird-counting/",
    }
    assert view.total == 2


def test_an_abstract_links_the_first_naming_with_its_meaning() -> None:
    """Once for each concept; also behind dollars and formulas."""
    for slug in "ab":
        html = abstract_of(made()[f"papers/{slug}/"])
        assert html.count('class="pg-concept"') == 2
        assert 'href="../../concepts/marsh-bird-counting/"' in html
        assert "Marsh bird counting (MBC). “Marsh Bird Counting (MBC) is old.”" in html
        assert 'href="../../concepts/gleameval/">GleamEval</a>' in html


def test_a_note_and_concepts_mark_the_same_words() -> None:
    """A name within a quoted passage is linked inside of the mark."""
    body = "> Marsh Bird Counting (MBC) is old\n\nIs it? See [[MBC]] and [[marsh-bird-counting]]."
    note = Note(slug="a", path="content/notes/a.md", line=1, body=body)
    html = abstract_of(
        made(Archive(papers=PAPERS, listings=(), notes={"a": note}, tags={}))["papers/a/"]
    )
    assert '<mark id="passage-1" class="pg-cited"><a class="pg-concept"' in html
    assert html.count('<a href="../../concepts/marsh-bird-counting/">MBC</a>') == 2


def test_each_concept_is_a_feed_and_found_by_name() -> None:
    """Feeds stand where its page does; notes find it by name, long form and slug."""
    cards = Cards(ARCHIVE, LINKS.concepts)
    urls = {feed.url for feed in feeds(ARCHIVE, lists_of(ARCHIVE, LINKS, cards), cards, SITE)}
    assert {"concepts/gleameval/feed", "concepts/marsh-bird-counting/feed"} <= urls
    lookup = Lookup(PAPERS, {}, concepts=CONCEPTS)
    for name in ("mbc", "Marsh Bird Counting", "marsh-bird-counting"):
        target = lookup.target(name)
        assert target and target.url == "concepts/marsh-bird-counting/"
    assert lookup.target("nothing") is None


def test_a_large_archive_has_the_concepts_of_several_papers(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """What two papers name is a concept as long as the archive is small."""
    assert set(find_concepts(PAPERS).by_slug) == {"gleameval", "marsh-bird-counting"}
    monkeypatch.setattr(sys.modules["papergloss.concepts.decide"], "MANY_PAPERS", 1)
    assert not find_concepts(PAPERS).by_slug
    more = [paper(f"more-{n}", "GleamEval again, and we use GleamEval.") for n in range(2)]
    assert set(find_concepts([*PAPERS, *more]).by_slug) == {"gleameval"}


def test_names_for_search() -> None:
    """The concepts of a paper by name; what short forms in it stand for, its own first."""
    assert concept_names(PAPERS[0], CONCEPTS) == ("MBC", "GleamEval")
    assert concept_meanings(PAPERS[0], CONCEPTS) == (
        "MBC Marsh Bird Counting",
        "marsh bird counting",
    )


def test_a_concept_of_many_papers_has_several_pages() -> None:
    """Each shows its own papers' sentences; the definition stands on the first."""
    many = [paper(f"p{n:03}", f"{n} of Marsh Bird Counting (MBC).") for n in range(120)]
    archive = Archive(papers=tuple(many), listings=(), notes={}, tags={})
    found = find_concepts(many)
    cards = Cards(archive, found)
    made = (plan.page() for plan in concept_plans(found, concept_lists(found, cards), cards, SITE))
    views = [page.view for page in made if isinstance(page.view, ConceptView)]
    assert len(views) > 1
    assert [bool(view.definition) for view in views] == [True] + [False] * (len(views) - 1)
    shown_papers = [card.url for view in views for card in view.part.cards]
    assert {f"papers/{each.slug}/" for each in many} == set(shown_papers)


# ---- places in abstracts


ABSTRACT = "One costs \\$5.\n\n Then $x^2$ and GleamEval; see https://a.org/GleamEval for more."


def reference(words: str) -> Reference:
    start = shown(ABSTRACT).index(words)
    return Reference(span=Span(start, start + len(words)), url="../c/", said="What <it> is")


def test_a_place_in_the_abstract_is_found_in_what_is_shown() -> None:
    """Paragraphs, dollars and formulas before it do not count as they are written."""
    start = ABSTRACT.index("GleamEval")
    span = place_in_shown(ABSTRACT, start, start + 9)
    assert span and shown(ABSTRACT)[span.start : span.end] == "GleamEval"
    inside = ABSTRACT.index("x^2")
    assert place_in_shown(ABSTRACT, inside, inside + 3) is None


def test_a_name_is_linked_and_described() -> None:
    """What is said of it is escaped, and the text around stays."""
    html = highlighted(ABSTRACT, (), [reference("GleamEval")])
    said = 'aria-description="What &lt;it&gt; is"'
    assert f'and <a class="pg-concept" href="../c/" {said}>GleamEval</a>; see' in html


def test_a_name_that_says_itself_what_it_means_is_not_described() -> None:
    """Neither in other capitals nor where it names several."""
    for said in ("gleameval", "GleamEvals", "Gleameval"):
        html = highlighted(ABSTRACT, (), [replace(reference("GleamEval"), said=said)])
        assert '<a class="pg-concept" href="../c/">GleamEval</a>' in html


@pytest.mark.parametrize("words", ["Gleam", "Eval; see", "leamEva"])
def test_a_passage_that_cuts_a_name_leaves_it_unlinked(words: str) -> None:
    """A link in two halves would be two links."""
    start = shown(ABSTRACT).index(words)
    passage = Passage(span=Span(start, start + len(words)), id="p1")
    html = highlighted(ABSTRACT, [passage], [reference("GleamEval")])
    assert "pg-concept" not in html and "<mark" in html


def test_a_name_within_a_passage_is_linked_inside_the_mark() -> None:
    """One mark, with the link in it."""
    start = shown(ABSTRACT).index("and Gleam")
    passage = Passage(span=Span(start, start + 16), id="p1")
    html = highlighted(ABSTRACT, [passage], [reference("GleamEval")])
    assert '<mark id="p1">and <a class="pg-concept"' in html and "</a>; s</mark>ee" in html


def test_no_link_stands_within_a_link() -> None:
    """A name in a web address is part of the address."""
    html = highlighted(ABSTRACT, (), [reference("https://a.org/GleamEval")])
    assert "pg-concept" not in html


@settings(max_examples=150)
@example("/$ $", 0, 1)
@given(st.text(alphabet="ab $\\x{}^\n./", max_size=60), st.integers(0, 50), st.integers(1, 9))
def test_linking_never_changes_the_words(text: str, start: int, size: int) -> None:
    """Whatever the abstract, a link adds a link, or nothing, and no text."""
    span = place_in_shown(text, start, min(start + size, len(text)))
    if span is None or span.end <= span.start:
        return
    html = highlighted(text, (), [Reference(span=span, url="../c/", said="")])
    bare = html.replace('<a class="pg-concept" href="../c/">', "\0")
    plain_html = highlighted(text, [])
    assert bare.count("\0") <= 1
    if "<a" not in plain_html:
        assert bare.replace("\0", "").replace("</a>", "") == plain_html


def test_a_sentence_is_found_by_a_place() -> None:
    """With where it begins."""
    text = "One owl. Two owls, e.g. these. Three."
    assert sentence_at(text, 12) == ("Two owls, e.g. these.", 9)
    assert sentence_at(text, len(text) - 1) == ("Three.", 31)
