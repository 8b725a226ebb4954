"""What the entries of one paper say together, and which entries are one paper."""

from __future__ import annotations

from datetime import date

import pytest
from msgspec.structs import replace

from papergloss.config import Keep, Settings
from papergloss.merge import Choice, merge
from papergloss.model import (
    Announcement,
    Appearance,
    Author,
    Entry,
    Ids,
    Listing,
    Paper,
    PartialDate,
    Variant,
    Version,
)

LONG = (
    "Sparse retrieval models learn weights for every term of their vocabulary, which keeps them "
    "fast and easy to explain; dense models embed whole passages and generalise further."
)
OTHER = (
    "We organise a shared task about classifying medical images into seventeen findings, describe "
    "twelve submitted systems, and discuss where radiologists disagree among themselves."
)
ID = Ids(arxiv="2401.00001")


def entry(title: str = "A title", position: int = 1, abstract: str = "", **rest: object) -> Entry:
    return Entry(title=title, abstract=abstract, position=position, **rest)  # type: ignore[arg-type]


def listing(name: str, *entries: Entry, form: str = "hf-json", lookup: bool = False) -> Listing:
    day = date.fromisoformat(name[-10:])
    return Listing(
        id=name, path="", date=day, date_basis="", entries=entries, format=form, lookup=lookup
    )


def people(*names: str) -> tuple[Author, ...]:
    return tuple(Author(name=name) for name in names)


def only(*listings: Listing) -> Paper:
    (paper,) = merge(listings).papers
    return paper


# --- which entries are one paper ----------------------------------------------------------------


def test_other_abstracts_part_equal_titles() -> None:
    """“Overview” names many papers."""
    one, two = entry(abstract=LONG), entry(abstract=OTHER)
    assert len(merge([listing("a/2025-01-01", one), listing("b/2025-01-02", two)]).papers) == 2


def test_a_revised_abstract_parts_nothing() -> None:
    """A sentence more is a new version."""
    one, two = entry(abstract=LONG), entry(abstract=f"{LONG} Code is available online.")
    assert only(listing("a/2025-01-01", one), listing("b/2025-01-02", two))


def test_other_authors_part_equal_titles() -> None:
    """Without abstracts the authors tell, by their family names."""
    one = entry(authors=people("Ada Byron", "Mary Somerville"))
    same = entry(authors=people("M. Somerville"))
    other = entry(authors=people("Grace Hopper"))
    assert only(listing("a/2025-01-01", one), listing("b/2025-01-02", same))
    assert len(merge([listing("a/2025-01-01", one), listing("b/2025-01-02", other)]).papers) == 2


def test_years_far_apart_part_equal_titles() -> None:
    """Where nothing else is known, a preprint is published within two years."""
    first, second = (entry(published=PartialDate(year=year)) for year in (2019, 2024))
    assert len(merge([listing("a/2025-01-01", first), listing("b/2025-01-02", second)]).papers) == 2


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Learning to\n rank", "Learning to rank."),
        ("The $\\ell_p$ norm", "The ℓ_p Norm"),
        ("Schrödinger’s bridge — revisited", "Schrodinger's Bridge - Revisited"),
    ],
)
def test_typography_makes_no_other_title(one: str, other: str) -> None:
    """Line breaks, LaTeX, Unicode and a period at the end do not count."""
    assert only(listing("a/2025-01-01", entry(one)), listing("b/2025-01-02", entry(other)))


def test_an_entry_may_show_that_two_papers_are_one() -> None:
    """A record with both ids joins the preprint's page with the publication's."""
    preprint, publication = entry("Before", ids=ID), entry("After", ids=Ids(doi="10.1/a"))
    both = entry("After", ids=Ids(arxiv="2401.00001", doi="10.1/a"))
    paper = only(
        listing("a/2025-01-01", preprint),
        listing("b/2025-01-02", publication),
        listing("c/2025-01-03", both),
    )
    assert (paper.slug, paper.aliases) == ("before", ("after",))


def test_an_announced_revision_only_adds() -> None:
    """arXiv tells of new versions of papers that nobody here has listed."""
    revised = entry(ids=ID, announced=Announcement.REPLACE, versions=(Version(number=2),))
    merged = merge([listing("a/2025-01-02", revised)])
    assert not merged.papers
    assert "not in the archive" in merged.left_out[0].reason
    assert only(listing("b/2025-01-01", entry(ids=ID)), listing("a/2025-01-02", revised)).versions


def test_an_answer_makes_no_page_and_is_no_appearance() -> None:
    """What was looked up tells of the papers that are here."""
    answer = listing("x/2025-02-01", entry(ids=ID), entry("Another", 2), lookup=True)
    merged = merge([listing("a/2025-01-01", entry()), answer])
    (paper,) = merged.papers
    assert paper.ids == ID
    assert [seen.listing for seen in paper.appearances] == ["a/2025-01-01"]
    assert merged.left_out == ()


def test_an_id_waits_for_its_title() -> None:
    """A bare id makes no page until an answer tells what it names; then its slug is the title's."""
    ids = listing("ids/2025-01-01", entry("", ids=ID), form="id-list")
    (lost,) = merge([ids]).left_out
    assert "papergloss enrich" in lost.reason
    answer = listing("x/2025-02-01", entry("Found", ids=ID), form="arxiv-atom", lookup=True)
    paper = only(ids, answer)
    assert (paper.slug, paper.month) == ("found", "2025-01")


# --- what they say together ---------------------------------------------------------------------


def test_a_source_nearer_to_the_authors_is_believed() -> None:
    """arXiv's own record outranks a later page that lost its formulas, which fills in the rest."""
    record = listing(
        "arxiv/2025-01-01", entry(abstract="$x^2$", authors=people("A B")), form="arxiv-atom"
    )
    page = listing(
        "hf/2025-06-01", entry(abstract="x2", comments=3, author_count=4), form="hf-text"
    )
    paper = only(record, page)
    assert (paper.abstract, paper.author_count) == ("$x^2$", None)
    assert paper.said["abstract"] == "arxiv/2025-01-01"


def test_all_authors_outrank_the_first_few() -> None:
    """“A et al.” from a better source does not hide the other names."""
    few = listing("arxiv/2025-01-01", entry(authors=people("A B"), et_al=True), form="arxiv-atom")
    every = listing("b/2025-01-01", entry(authors=people("A B", "C D")), form="bibtex")
    assert [author.name for author in only(few, every).authors] == ["A B", "C D"]


def test_versions_of_all_sources_are_one_history() -> None:
    """The day of v1 may be known from one source and that of v3 from another."""
    first = Version(number=1, date=date(2024, 1, 2))
    third = Version(number=3, date=date(2024, 6, 7))
    paper = only(
        listing("a/2025-01-01", entry(ids=ID, versions=(first, Version(number=3)))),
        listing("b/2025-01-02", entry(ids=ID, versions=(third,))),
    )
    assert paper.versions == (first, third)


def test_a_withdrawn_paper_stays() -> None:
    """It is marked, whoever says so."""
    gone = entry(ids=ID, withdrawn=True)
    assert only(listing("a/2025-01-01", entry(ids=ID)), listing("b/2025-01-02", gone)).withdrawn


def test_what_others_say_is_kept() -> None:
    """Another title, abstract or day stays beside the one that is believed."""
    old = entry(
        "Old name", abstract=OTHER, ids=ID, published=PartialDate(year=2024, month=1, day=2)
    )
    new = entry("New name", abstract=LONG, ids=ID, published=PartialDate(year=2024, month=3, day=1))
    paper = only(listing("a/2025-01-01", old), listing("a/2025-02-01", new))
    assert paper.title == "New name"
    assert paper.variants == (
        Variant(field="title", value="Old name", listing="a/2025-01-01"),
        Variant(field="abstract", value=OTHER, listing="a/2025-01-01"),
        Variant(field="date", value="2024-03-01", listing="a/2025-02-01"),
    )


def test_typesetting_is_no_variant() -> None:
    """Quotes, spaces and a year that fits a day say nothing else."""
    one = entry("A “title”", abstract=LONG, published=PartialDate(year=2024, month=1, day=2))
    two = entry('A "title"', abstract=LONG.upper(), published=PartialDate(year=2024))
    assert only(listing("a/2025-01-01", one), listing("b/2025-02-01", two)).variants == ()


def test_days_of_one_listing_are_appearances_each() -> None:
    """A page of a month shows a paper on the days that it names; twice on a day is once."""
    days = [PartialDate(year=2025, month=1, day=day) for day in (3, 4, 4)]
    entries = [entry(position=n, listed=day) for n, day in enumerate(days, start=1)]
    seen = only(listing("hf-month/2025-01-31", *entries)).appearances
    assert [(each.date, each.position) for each in seen] == [
        (date(2025, 1, 3), 1),
        (date(2025, 1, 4), 2),
    ]


# --- which papers are wanted --------------------------------------------------------------------


PAPER = Paper(
    slug="p",
    month="2025-01",
    title="Sparse retrieval",
    abstract=LONG,
    appearances=(Appearance(listing="a/b", date=None, position=1, upvotes=4),),
    categories=("cs.IR",),
)


@pytest.mark.parametrize(
    ("settings", "reason"),
    [
        (Settings(), None),
        (Settings(keep=Keep(categories=("cs",))), None),
        (Settings(keep=Keep(categories=("cs.CL",))), "fits nothing"),
        (Settings(keep=Keep(categories=("cs.CL",), keywords=("Retrieval",))), None),
        (Settings(keep=Keep(keywords=("spars",))), "fits nothing"),
        (Settings(keep=Keep(tags=("search",))), None),
        (Settings(keep=Keep(upvotes=4)), None),
        (Settings(keep=Keep(upvotes=5)), "4 upvotes of the 5"),
        (Settings(drop=("dense",)), "a word to drop, “dense”"),
    ],
)
def test_the_settings_choose(settings: Settings, reason: str | None) -> None:
    """Any of what is kept is enough, unless votes lack or a word drops it."""
    against = Choice(settings).against(PAPER, {"search"})
    assert against is None if reason is None else reason in str(against)


def test_without_votes_none_are_needed() -> None:
    """Only some sources count them."""
    seen = replace(PAPER.appearances[0], upvotes=None)
    paper = replace(PAPER, appearances=(seen,))
    assert Choice(Settings(keep=Keep(upvotes=5))).against(paper, ()) is None
