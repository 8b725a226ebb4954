"""Papers of one series know each other, with the reason; sharing a name is not enough."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from msgspec.structs import replace

from goldfiles import archive_papers
from papergloss.links.series import find_series
from papergloss.links.shared import REPOSITORY, find_shared, repository
from papergloss.model import Author, Link, LinkKind, Paper, PartialDate
from papergloss.remembering import Reader


def paper(slug: str, title: str, *authors: str, abstract: str = "", year: int = 2020) -> Paper:
    return Paper(
        slug=slug,
        month="2025-01",
        title=title,
        abstract=abstract,
        appearances=(),
        date=PartialDate(year=year),
        authors=tuple(Author(name=name) for name in authors),
    )


def reasons(*papers: Paper) -> dict[tuple[str, str], str]:
    series = find_series(Reader(papers))
    return {(a, each.slug): each.reason for a, found in series.items() for each in found}


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Counting Owls at Night, Part I: Ears", "Counting Owls at Night, Part II: Eyes"),
        ("Report on the Third Owl Count", "Report on the Fourth Owl Count"),
        ("Findings of the Owl Count 2021", "Findings of the Owl Count 2023"),
        ("Revisiting Owl Counts at Night", "Owl Counts at Night"),
        ("GleamSet: Ratings", "GleamSet2: More Ratings"),
        ("GleamSet2: Ratings", "GleamSet2-Preference: Adding Preferences"),
        ("Gleam 2: Ratings", "Gleam 2.1: Better Ratings"),
        ("Gleam Technical Report", "Gleam-VL Technical Report"),
    ],
)
def test_a_series_by_a_common_author(one: str, other: str) -> None:
    """Parts, years and versions are found from both ends; without the author they are not."""
    pair = paper("a", one, "Ada Owl"), paper("b", other, "Bo Elk", "Ada Owl")
    assert reasons(*pair).keys() == {("a", "b"), ("b", "a")}
    assert reasons(pair[0], replace(pair[1], authors=pair[1].authors[:1])) == {}


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("GleamSet: Ratings", "GleamSet: Other Ratings"),
        ("Gleam: Ratings", "Gleaming: Ratings of Light"),
        ("AI: A Survey", "AI 2: Another Survey"),
        ("Owls at Night", "Voles at Night"),
        ("Owls 1", "Owls 2"),
    ],
)
def test_what_is_no_series(one: str, other: str) -> None:
    """The same name without a version, a name within a word, a field, a short title."""
    assert reasons(paper("a", one, "Ada Owl"), paper("b", other, "Ada Owl")) == {}


def test_naming_the_other_will_do_where_authors_are_not_known() -> None:
    """But not where the name is that of two papers, nor where authors are known and differ."""
    first = paper("a", "GleamSet: Ratings")
    sequel = paper("b", "GleamSet2: More", abstract="GleamSet2 adds to GleamSet.")
    assert reasons(first, sequel)["b", "a"] == "GleamSet and GleamSet2: one name, two versions"
    assert reasons(first, sequel, paper("c", "GleamSet: Lamps")) == {}
    known = replace(first, authors=(Author(name="Ada Owl"),))
    assert reasons(known, replace(sequel, authors=(Author(name="Bo Elk"),))) == {}


def test_a_series_stands_in_the_order_of_time() -> None:
    """The oldest comes first, whatever the slugs."""
    years = {"c": 2019, "a": 2021, "b": 2020}
    papers = [
        paper(slug, f"Findings of the Yearly Owl Count {year}", "Ada Owl", year=year)
        for slug, year in sorted(years.items())
    ]
    assert [each.slug for each in find_series(Reader(papers))["a"]] == ["c", "b"]


def test_the_series_of_the_archive_are_found() -> None:
    """Of the 347 papers, HelpSteer2 and HelpSteer2-Preference are the one series."""
    papers = sorted(archive_papers().values(), key=lambda each: each.slug)
    found = find_series(Reader(papers))
    assert len(found) == 2
    assert all("HelpSteer2-Preference" in each.reason for (each,) in found.values())


@given(st.lists(st.text(max_size=60), max_size=8))
def test_any_titles_can_be_compared(titles: list[str]) -> None:
    """No title makes it fail, and every series is seen from both ends."""
    found = reasons(*(paper(f"p{n}", title, "Ada Owl") for n, title in enumerate(titles)))
    assert all((b, a) in found for a, b in found)


# --- the same hands


def coded(slug: str, *urls: str) -> Paper:
    links = tuple(Link(url=url, kind=LinkKind.CODE) for url in urls)
    return replace(paper(slug, f"Paper {slug}"), links=links)


@pytest.mark.parametrize(
    ("url", "name"),
    [
        ("https://github.com/Owl/voles", "github.com/owl/voles"),
        ("https://github.com/owl/voles.git", "github.com/owl/voles"),
        ("http://www.github.com/owl/voles/tree/main/x?y#z", "github.com/owl/voles"),
        ("https://gitlab.com/owl/voles/", "gitlab.com/owl/voles"),
        ("https://github.com/owl", None),
        ("https://owl.example/github.com/owl/voles", None),
    ],
)
def test_an_address_leads_into_a_repository(url: str, name: str | None) -> None:
    """Case, a branch and a file make no difference; an owner's page is no repository."""
    assert repository(url) == name


def test_papers_with_the_same_code_know_each_other() -> None:
    """Both ways; a repository that many papers name is a tool and tells nothing."""
    pair = [coded("a", "https://github.com/owl/voles"), coded("b", "https://github.com/Owl/Voles/")]
    found = find_shared(pair, {})
    assert found["a"][0].slugs == ("b",) and found["b"][0].slugs == ("a",)
    assert found["a"][0].code == "github.com/owl/voles"
    many = [coded(f"p{n}", "https://github.com/owl/voles") for n in range(REPOSITORY + 1)]
    assert find_shared(many, {}) == {}


def test_papers_of_the_same_team_know_each_other() -> None:
    """Two common authors, or the only one that a paper has; "" is nobody."""
    papers = [paper(slug, slug) for slug in "abcd"]
    wrote = {"a": ("ada", "bo"), "b": ("bo", "cy", "ada"), "c": ("ada", ""), "d": ("ada",)}
    found = {slug: each.slugs for slug, (each,) in find_shared(papers, wrote).items()}
    assert found == {"a": ("b", "d"), "b": ("a", "d"), "c": ("d",), "d": ("a", "b", "c")}
