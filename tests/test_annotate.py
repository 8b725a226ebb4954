"""What people wrote is applied to the papers, and belongs to the right ones."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from papergloss.annotate import Annotated, annotate
from papergloss.lookup import Lookup, search
from papergloss.model import (
    Archive,
    Author,
    Ids,
    Link,
    Note,
    Overrides,
    Paper,
    PartialDate,
    Relation,
    RelationKind,
    Standing,
    Status,
    Tag,
    TagChange,
)
from papergloss.proofread import proofread

OPERA = Paper(
    slug="opera",
    month="2025-01",
    title="OPERA: Alleviating Hallucination",
    abstract="We propose a penalty. It works without training.",
    appearances=(),
    ids=Ids(arxiv="2311.17911"),
    tags=("vision", "decoding"),
    aliases=("opera-old",),
)
VCD = Paper(slug="vcd", month="2025-01", title="Contrastive Decoding", abstract="", appearances=())
CHANGED = ("date", "authors", "links")
TAGS = {slug: Tag(slug=slug, name=slug.title()) for slug in ("decoding", "vision", "llm-agents")}


def note(name: str, **fields: object) -> Note:
    return Note(slug=name, body="", path=f"content/notes/{name}.md", **fields)  # type: ignore[arg-type]


def applied(*notes: Note) -> Annotated:
    by_name = {each.slug: each for each in notes}
    return annotate(Archive(papers=(OPERA, VCD), listings=(), notes=by_name, tags=TAGS))


def test_an_override_replaces_what_listings_say() -> None:
    """Each field that a note gives counts, each that it leaves out stays."""
    new = Overrides(
        title="OPERA",
        date=PartialDate(year=2023),
        authors=(Author(name="A"), Author(name="B")),
        links=(Link(url="https://a.org"),),
        ids=Ids(doi="10.1/x"),
    )
    done = applied(note("opera", overrides=new))
    paper = done.archive.papers[0]
    assert done.problems == ()
    assert (paper.title, paper.date, paper.links) == ("OPERA", new.date, new.links)
    assert (paper.authors, paper.author_count) == (new.authors, 2)
    assert paper.ids == Ids(arxiv="2311.17911", doi="10.1/x")
    assert paper.abstract == OPERA.abstract
    assert set(paper.said.items()) == {(name, "note") for name in ("title", *CHANGED)}
    assert [(variant.field, variant.value) for variant in paper.variants] == [
        ("title", OPERA.title)
    ]
    assert done.archive.papers[1] == VCD


def test_tags_are_added_and_dropped() -> None:
    """Added ones come first; names in any case will do; an unknown one is told with its line."""
    changes = (
        TagChange(tag="LLM-agents", line=3),
        TagChange(tag="vision", drop=True, line=4),
        TagChange(tag="decodin", line=5),
    )
    done = applied(note("opera", tags=changes))
    assert done.archive.papers[0].tags == ("llm-agents", "decoding")
    assert [(p.where, p.line) for p in done.problems] == [("content/notes/opera.md", 5)]
    assert "did you mean “decoding”?" in str(done.problems[0])


@pytest.mark.parametrize("name", ["opera", "opera-old", "2311.17911"])
def test_a_note_joins_its_paper_by_any_name(name: str) -> None:
    """Slug, alias or id: the note is the paper's, under its slug."""
    done = applied(note(name, rating=4))
    assert done.problems == ()
    assert {slug: each.slug for slug, each in done.archive.notes.items()} == {"opera": name}


def test_notes_of_joined_papers_are_all_kept() -> None:
    """The one with the paper's own slug outranks the other, and no word of either is lost."""
    old = note("opera-old", rating=1, status=Status.READ, noted=date(2026, 1, 2))
    new = note("opera", rating=5, noted=date(2026, 1, 1))
    both = applied(old, new).archive.notes["opera"]
    assert (both.slug, both.rating, both.status) == ("opera", 5, Status.READ)
    assert both.noted == date(2026, 1, 2)
    assert both.joined == (old,)


def test_a_note_without_a_paper_waits() -> None:
    """It is told of, changes nothing, and is not lost when its paper comes."""
    done = applied(note("not-here", hidden=True))
    assert [problem.where for problem in done.problems] == ["content/notes/not-here.md"]
    assert (done.archive.papers, dict(done.archive.notes)) == ((OPERA, VCD), {})


def test_an_alias_leads_to_one_paper() -> None:
    """A name that a note gives is the paper's; one that leads elsewhere already stays there."""
    done = applied(note("opera", aliases=("our-name", "vcd", "opera-old")))
    assert done.archive.papers[0].aliases == ("opera-old", "our-name")
    assert ["vcd already" in problem.message for problem in done.problems] == [True]


def test_a_relation_stands_on_both_papers() -> None:
    """Each of the two shows it from its side, with the remark."""
    relation = Relation(kind=RelationKind.EXTENDS, paper="2311.17911", remark="so", line=2)
    done = applied(note("vcd", relations=(relation,)))
    one = Standing(kind=RelationKind.EXTENDS, other="opera", remark="so")
    assert done.archive.relations == {
        "vcd": (one,),
        "opera": (replace(one, other="vcd", back=True),),
    }


def test_a_relation_to_nowhere_is_told_with_the_nearest_name() -> None:
    """File, line and what may have been meant."""
    relation = Relation(kind=RelationKind.USES, paper="operra", line=7)
    done = applied(note("vcd", relations=(relation,)))
    assert [(p.where, p.line) for p in done.problems] == [("content/notes/vcd.md", 7)]
    assert "did you mean [[opera]]" in str(done.problems[0])


def test_a_hidden_paper_is_nowhere() -> None:
    """It and its note leave the archive; a relation to it is no mistake, and shown by nobody."""
    relation = Relation(kind=RelationKind.USES, paper="opera")
    done = applied(note("opera", hidden=True), note("vcd", relations=(relation,)))
    archive = done.archive
    assert done.problems == ()
    assert archive.papers == (VCD,)
    assert [paper.slug for paper in archive.hidden] == ["opera"]
    assert ([*archive.notes], dict(archive.relations)) == (["vcd"], {})


def test_lookup_knows_every_name() -> None:
    """Slugs, aliases, ids in any form, tags by slug or name; suggestions for the rest."""
    lookup = Lookup((OPERA, VCD), TAGS)
    for name in ("opera", "opera-old", "arXiv:2311.17911v2", "https://arxiv.org/abs/2311.17911"):
        target = lookup.target(name)
        assert target and target.url == "papers/opera/"
    tag = lookup.target("Decoding")
    assert tag and tag.url == "tags/decoding/"
    assert lookup.target("nothing") is None
    assert "[[opera]]" in lookup.nearest("opra")
    assert lookup.nearest("qqqqqqqq") == "no paper, tag or concept is called so"


def test_words_find_papers() -> None:
    """The title that is most like the words comes first, in whatever order they are."""
    assert search("hallucination alleviating", (OPERA, VCD))[0].paper is OPERA
    assert search("contrastve decodng", (OPERA, VCD))[0].paper is VCD
    assert search("zzzz", (OPERA, VCD)) == []


def test_what_is_wrong_in_the_words_is_told_with_its_line() -> None:
    """Lost anchors, names that lead nowhere, links that are text, images that are not there."""
    body = (
        "[[operra]]\n\n> It works without training.\n\nSo.\n\n> nobody says this here\n\n"
        "[x](y.md) ![](a.png) ![](b.png)\n\n> of the paper\n>\n> — Section 2"
    )
    archive = applied(replace(note("opera"), body=body, line=5)).archive
    found = proofread(archive, lambda path: path == "notes/b.png", lambda name: False)
    told = [(p.line, p.message) for p in found]
    assert told == [
        (5, "[[operra]] leads nowhere"),
        (13, "the link to “y.md” is shown as text"),
        (13, "there is no image content/notes/a.png"),
        (11, "the quoted words “nobody says this here” are not in the abstract"),
    ]
