"""Two papers are by one person only where that is safe; each person has a page that stays."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from itertools import combinations
from pathlib import Path
from random import Random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from msgspec.structs import replace

from papergloss.cache import Cache
from papergloss.config import Site
from papergloss.errors import ReadError
from papergloss.links import with_kin
from papergloss.model import (
    Appearance,
    Archive,
    Author,
    Links,
    Organisation,
    Paper,
    People,
    Ruling,
)
from papergloss.pages import lists_of, pages
from papergloss.pages.cards import Cards
from papergloss.pages.paging import search_for
from papergloss.pages.people import Bylines, author_lists, author_refs
from papergloss.people import people, shown, slips
from papergloss.people.authorships import authorships
from papergloss.people.joining import join
from papergloss.people.names import agree, parse
from papergloss.people.ties import COMMON, RARE, TOPICS
from papergloss.pipeline.linking import with_people
from papergloss.pipeline.memory import CacheMemory
from papergloss.remembering import Reader
from papergloss.store import people as people_file
from papergloss.views import NamesView, PaperView, Ref


def paper(slug: str, *authors: str | Author, tags: tuple[str, ...] = ()) -> Paper:
    written = tuple(Author(name=each) if isinstance(each, str) else each for each in authors)
    return Paper(
        slug=slug,
        month="2025-01",
        title=f"Paper {slug}",
        abstract="",
        appearances=(),
        authors=written,
        tags=tags,
    )


def who(found: People, *slugs: str) -> set[str]:
    """The persons that stand first on papers."""
    return {found.wrote[slug][0] for slug in slugs}


# --- joining


def test_a_common_co_author_makes_one_person_of_a_name() -> None:
    """ "Ada Owl" who writes with Bo Elk twice is one; who writes with others may be another."""
    found = people(
        [paper("a", "Ada Owl", "Bo Elk"), paper("b", "Ada Owl", "Bo Elk"), paper("c", "Ada Owl")]
    )
    assert who(found, "a", "b") == {"ada-owl"}
    assert found.persons["ada-owl"].papers == ("a", "b")
    assert who(found, "c") == {""}


def test_two_common_topics_speak_for_a_rare_name_and_one_does_not() -> None:
    """Tags are topics; a name that many papers bear is not joined by them at all."""
    two = [paper(slug, "Ada Owl", tags=("voles", "night")) for slug in "ab"]
    assert who(people(two), "a", "b") == {"ada-owl"}
    assert who(people([replace(each, tags=("voles",)) for each in two]), "a", "b") == {""}
    many = [paper(f"p{n}", "Ada Owl", tags=("voles", "night")) for n in range(6)]
    assert people(many).persons == {}


def test_variants_of_a_full_name_are_joined_and_initials_are_not() -> None:
    """Accents, case and a middle initial do not matter; "A. Owl" may be anybody."""
    names = ["Ada Öwl", "Ada M. Owl", "Ada Marie OWL", "A. Owl"]
    found = people([paper(str(n), name, "Bo Elk") for n, name in enumerate(names)])
    assert found.wrote["0"][0] == found.wrote["1"][0] == found.wrote["2"][0] != ""
    assert found.wrote["3"][0] == ""
    assert set(found.persons[found.wrote["0"][0]].names) == set(names[:3])


def test_contradicting_middle_names_are_two_persons() -> None:
    """Ada B. Owl is not Ada C. Owl, whoever they write with."""
    found = people(
        [paper("a", "Ada B. Owl", "Bo Elk"), paper("b", "Ada C. Owl", "Bo Elk")] * 1
        + [paper("c", "Ada B. Owl", "Bo Elk"), paper("d", "Ada C. Owl", "Bo Elk")]
    )
    assert who(found, "a", "c").isdisjoint(who(found, "b", "d"))


def test_an_orcid_joins_any_names_and_two_orcids_part_one() -> None:
    """The same ORCID is the same person; different ones are different persons."""
    mine, other = "0000-0002-1825-0097", "0000-0001-5109-3700"
    joined = people(
        [
            paper("a", Author(name="Ada Owl", orcid=mine)),
            paper("b", Author(name="A. Night-Owl", orcid=mine)),
        ]
    )
    (slug,) = who(joined, "a", "b")
    assert joined.persons[slug].orcid == mine
    parted = people(
        [
            paper("a", Author(name="Ada Owl", orcid=mine), "Bo Elk"),
            paper("b", Author(name="Ada Owl", orcid=other), "Bo Elk"),
        ]
    )
    assert who(parted, "a", "b") == {""}


def test_a_name_that_everybody_bears_takes_two_common_co_authors() -> None:
    """Beyond twenty papers, one co-author with a common name is no evidence."""
    crowd = [
        paper(f"x{n:02}", "Ada Owl", f"Co{'abcdefghijklmnopqrstuvwxyz'[n]} Elk") for n in range(25)
    ]
    one = [paper("a", "Ada Owl", "Bo Elk"), paper("b", "Ada Owl", "Bo Elk")]
    assert who(people([*crowd, *one]), "a", "b") == {""}
    two = [paper("a", "Ada Owl", "Bo Elk", "Cy Fox"), paper("b", "Ada Owl", "Bo Elk", "Cy Fox")]
    assert who(people([*crowd, *two]), "a", "b") == {"ada-owl"}


def test_the_order_of_papers_makes_no_difference() -> None:
    """Who is who depends on the papers alone."""
    papers = [paper(f"p{n}", f"Ada {'ABC'[n % 3]}. Owl", f"Bo {'XY'[n % 2]}elk") for n in range(12)]
    shuffled = papers[:]
    Random(1).shuffle(shuffled)
    assert people(papers) == people(shuffled)


def test_an_address_stays_when_others_of_the_name_come() -> None:
    """Whoever was here first keeps the plain address, though a later one has more papers."""
    first = [paper("a", "Ada Owl", "Bo Elk"), paper("b", "Ada Owl", "Bo Elk")]
    later = [replace(paper(f"z{n}", "Ada Owl", "Cy Fox"), month="2025-02") for n in range(4)]
    before, after = people(first), people([*first, *later])
    assert before.wrote["a"][0] == after.wrote["a"][0] == "ada-owl"
    assert who(after, "z0", "z3") == {"ada-owl-2"}


def test_who_was_one_paper_long_nobody_takes_no_address() -> None:
    """A person begins with the second paper: an older single paper changes no address then."""
    single = paper("a", "Ada Owl", "Cy Fox")
    pair = [replace(paper(slug, "Ada Owl", "Bo Elk"), month="2025-02") for slug in "bc"]
    second = replace(paper("d", "Ada Owl", "Cy Fox"), month="2025-03")
    assert people([single, *pair]).wrote["b"][0] == "ada-owl"
    assert people([single, *pair, second]).wrote["b"][0] == "ada-owl"


@given(st.lists(st.lists(st.text(max_size=12), max_size=4), max_size=6))
def test_any_names_have_an_author_or_none(teams: list[list[str]]) -> None:
    """Every author of every paper is somebody of the list, or nobody; no name makes it fail."""
    papers = [paper(f"p{n}", *team) for n, team in enumerate(teams)]
    found = people(papers)
    for each in papers:
        persons = found.wrote.get(each.slug, ())
        assert len(persons) == len(each.authors)
        assert all(slug == "" or each.slug in found.persons[slug].papers for slug in persons)


def test_names_are_taken_apart() -> None:
    """A name of one word has no given name; a given initial is not full."""
    assert parse("José A. Núñez").key == ("jose", "nunez") and parse("José A. Núñez").full
    assert not parse("J. Nunez").full and not parse("OpenAI").full
    assert parse("王伟").key[1] == "王伟"
    assert agree((), ("a",)) and agree(("a",), ("anna",)) and not agree(("a",), ("b",))


NAMES = ("Ada Owl", "Ada B. Owl", "Ada C. Owl", "A. Owl", "Bo Elk", "Bo Elk", "Cy Fox", "Dee Vole")
ORCIDS = ("0000-0002-1825-0097", "0000-0001-5109-3700")


@settings(max_examples=200, deadline=None)
@given(
    st.lists(
        st.tuples(
            st.lists(
                st.tuples(st.sampled_from(NAMES), st.sampled_from((*[None] * 9, *ORCIDS))),
                max_size=5,
            ),
            st.sampled_from(((), ("night",), ("night", "voles"), ("flight", "night", "voles"))),
        ),
        max_size=30,
    )
)
def test_all_names_at_once_are_joined_as_one_by_one(
    teams: list[tuple[list[tuple[str, str | None]], tuple[str, ...]]],
) -> None:
    """Whoever shares what, and whatever contradicts, the order of joining is that of the papers."""
    papers = [
        paper(f"p{n:02}", *(Author(name=name, orcid=orcid) for name, orcid in team), tags=tags)
        for n, (team, tags) in enumerate(teams)
    ]
    found = authorships(papers)
    assert join(found) == [group for group in joined_one_by_one(papers) if group[1:]]


def joined_one_by_one(papers: list[Paper]) -> list[list[int]]:
    """Join authors pair by pair, as ``docs/people.md`` says it; groups of places."""
    every = [(each, author, parse(author.name)) for each in papers for author in each.authors]
    groups = [{place} for place in range(len(every))]

    def join_two(one: int, other: int) -> None:
        both = groups[one] | groups[other]
        ids = {every[place][1].orcid for place in both} - {None}
        middles = {every[place][2].middle for place in both}
        agreed = len(ids) == 1 or all(agree(a, b) for a, b in combinations(middles, 2))
        if len(ids) < 2 and agreed:
            for place in both:
                groups[place] = both

    for one, other in combinations(range(len(every)), 2):
        if every[one][1].orcid and every[one][1].orcid == every[other][1].orcid:
            join_two(one, other)
    for key in dict.fromkeys(name.key for _, _, name in every if name.full):
        bearers = [n for n, each in enumerate(every) if each[2].full and each[2].key == key]
        names = {n: [k for k in full_names(every[n][0]) if k != key] for n in bearers}
        for one, other in shared(names, 1 if len(bearers) <= COMMON else 2):
            join_two(one, other)
        if len(bearers) <= RARE:
            for one, other in shared({n: every[n][0].tags for n in bearers}, TOPICS):
                join_two(one, other)
    return [sorted(group) for n, group in enumerate(groups) if n == min(group)]


def full_names(paper: Paper) -> list[tuple[str, str]]:
    names = [parse(author.name) for author in paper.authors]
    return list(dict.fromkeys(name.key for name in names if name.full))


def shared(having: Mapping[int, Sequence[object]], needed: int) -> list[tuple[int, int]]:
    """Give the pairs that have so many things in common, thing by thing as they come first."""
    holders: dict[object, list[int]] = {}
    for place, things in having.items():
        for thing in things:
            holders.setdefault(thing, []).append(place)
    if needed == 1:
        return [(first, other) for first, *others in holders.values() for other in others]
    common = Counter(pair for places in holders.values() for pair in combinations(places, 2))
    return [pair for pair, count in common.items() if count >= needed]


# --- rulings


def test_a_ruling_joins_names_and_splits_papers() -> None:
    """ "also" joins what nothing else would; "papers" takes these papers from whoever else."""
    papers = [paper(slug, "Ada Owl", "Bo Elk") for slug in "abc"] + [paper("d", "A. Owl")]
    joined = people(papers, [Ruling(names=("Ada Owl", "A. Owl"))])
    assert joined.persons["ada-owl"].papers == ("a", "b", "c", "d")
    split = people(papers, [Ruling(names=("Ada Owl",), papers=("c",))])
    assert who(split, "a", "b").isdisjoint(who(split, "c")) and len(who(split, "a", "b")) == 1


def test_a_ruling_about_nothing_is_told_with_its_line() -> None:
    """A name that no paper has, a paper that is not here, one that is by somebody else."""
    rulings = [
        Ruling(names=("Ida Owl",), line=3),
        Ruling(names=("Ada Owl",), papers=("a", "x", "b"), line=5),
    ]
    papers = [paper("a", "Ada Owl"), paper("b", "Bo Elk")]
    told = [(slip.line, slip.message) for slip in slips(rulings, papers, "people.yml")]
    assert told == [
        (3, "no paper has an author Ida Owl"),
        (5, "the paper x is not here"),
        (5, "the paper b is not by Ada Owl"),
    ]


def test_the_file_of_rulings_is_read() -> None:
    """Names, papers and an ORCID, bare or as an address, each with its line."""
    text = (
        "# who is who\n- name: Wei Wang\n  also: [W. Wang]\n  papers: [a-paper]\n"
        "- name: Ada Owl\n  orcid: https://orcid.org/0000-0002-1825-0097\n"
    )
    assert people_file.parse(text, "people.yml") == (
        Ruling(names=("Wei Wang", "W. Wang"), papers=("a-paper",), line=2),
        Ruling(names=("Ada Owl",), orcid="0000-0002-1825-0097", line=5),
    )
    assert people_file.parse("# nothing yet\n", "people.yml") == ()


@pytest.mark.parametrize(
    "text",
    [
        "name: Ada Owl",
        "- Ada Owl",
        "- names: Ada Owl",
        "- also: [Ada Owl]",
        "- name: Ada Owl\n  orcid: 42",
        "- name: Ada Owl\n  papers: a-paper",
    ],
)
def test_a_slip_in_the_file_is_told_with_its_line(text: str) -> None:
    """What is no list of persons, lacks a name or has an unknown key is refused."""
    with pytest.raises(ReadError) as told:
        people_file.parse(text, "people.yml")
    assert told.value.line == 1 and told.value.where == "people.yml"


def test_no_file_is_no_ruling(tmp_path: Path) -> None:
    """Most archives have none."""
    assert people_file.read(tmp_path) == ()


# --- pages


def test_only_who_wrote_most_has_a_page_and_the_others_lead_to_search() -> None:
    """The setting bounds the pages; every name is a link all the same, as the paper prints it."""
    papers = [paper(slug, "Ada Owl", "Bo Elk") for slug in "abc"] + [
        paper("d", "Bo Elk", "Ada Owl")
    ]
    found = shown(people([*papers, paper("e", "Bo Elk", "Cy Fox", "Ada Owl")]), least=2, most=1)
    assert found.shown == ("ada-owl",)
    first, second = author_refs(papers[0], Bylines(found).pages(papers[0]), searched=True)
    assert (first.label, first.url) == ("Ada Owl", "authors/ada-owl/")
    assert second.url == search_for("author", "Bo Elk") == "search/?q=author:%22Bo+Elk%22"
    assert shown(found, least=9, most=9).shown == shown(found, least=2, most=0).shown == ()


def archive_of(*papers: Paper) -> tuple[Archive, Links]:
    archive = Archive(papers=papers, listings=(), notes={}, tags={})
    return archive, with_kin(Links(), papers, shown(people(papers), least=2, most=9))


def seen(paper: Paper) -> Paper:
    appearance = Appearance(listing="owls/one", date=None, position=1)
    return replace(paper, appearances=(appearance,))


def test_an_author_s_page_lists_the_papers_and_those_they_were_written_with() -> None:
    """With the other ways the name is printed, the ORCID, and how often somebody wrote along."""
    orcid = "0000-0002-1825-0097"
    archive, links = archive_of(
        seen(paper("a", "Ada Owl", "Bo Elk", "Cy Fox")),
        seen(paper("b", Author(name="Ada M. Owl", orcid=orcid), "Bo Elk")),
        seen(paper("c", "Ada Owl", "Bo Elk")),
    )
    first, _ = author_lists(links.people, Cards(archive))
    assert (first.head.title, first.url) == ("Ada Owl", "authors/ada-owl/")
    assert {item.paper.slug for item in first.items} == {"a", "b", "c"}
    assert first.head.lead == "Also printed as Ada M. Owl."
    assert first.head.facts == (("ORCID", orcid),)
    assert first.head.kin == (("With", (Ref(label="Bo Elk", url="authors/bo-elk/", count=3),)),)


def test_an_organisation_with_several_papers_has_a_page() -> None:
    """One handle is one organisation; that of a single paper has none."""
    owls = Organisation(name="Owl Labs", handle="owl-labs")
    papers = [replace(seen(paper(slug)), organisation=owls) for slug in "ab"]
    alone = replace(seen(paper("c")), organisation=Organisation(name="Elk"))
    archive, links = archive_of(*papers, alone)
    lists = lists_of(archive, links, Cards(archive))
    (found,) = (each for each in lists if each.kind == "organisation")
    assert (found.head.title, found.url, len(found.items)) == (
        "Owl Labs",
        "organisations/owl-labs/",
        2,
    )


def test_the_site_has_indexes_of_names_and_the_paper_links_its_kin() -> None:
    """Authors stand under their last names; a paper shows its series and its team's papers."""
    archive, links = archive_of(
        seen(replace(paper("a", "Ada Owl", "Bo Elk"), title="GleamSet: Ratings")),
        seen(replace(paper("b", "Ada Owl", "Bo Elk"), title="GleamSet2: Ratings")),
    )
    site = Site(root=Path(), content=Path())
    made = {page.url: page.view for page in pages(archive, links, site)}
    index, view = made["authors/"], made["papers/a/"]
    assert isinstance(index, NamesView) and isinstance(view, PaperView)
    assert [letter for letter, _ in index.letters] == ["E", "O"]
    assert "organisations/" not in made
    assert [author.url for author in view.authors] == ["authors/ada-owl/", "authors/bo-elk/"]
    assert [kin.ref.url for kin in view.series] == ["../b/"]
    assert [(each.label, len(each.papers)) for each in view.shared] == [("Same authors", 1)]


def test_a_quote_in_a_name_does_not_end_the_query() -> None:
    """Names are the world's."""
    assert search_for("author", 'Ada "Night" Owl') == "search/?q=author:%22Ada+Night+Owl%22"


# --- kept -----------------------------------------------------------------------------------------


def test_who_is_who_comes_out_the_same_from_the_cache(tmp_path: Path) -> None:
    """People, their series and what they share are found by one build and read by the next."""
    wrote = (
        Author(name="Ada Owl", orcid="0000-0002-1825-0097"),
        "Bo Elk",
    )
    papers = tuple(seen(paper(slug, *wrote)) for slug in "abc")
    archive = Archive(papers=papers, listings=(), notes={}, tags={})

    def linked() -> Links:
        site = Site(root=tmp_path, content=tmp_path)
        with Cache(tmp_path) as cache:
            reader = Reader(papers, CacheMemory(cache))
            return with_people(Links(), archive, b"papers", site, cache, reader)

    first, again = linked(), linked()
    assert first.people.persons and first.shared
    assert first == again
    assert [type(each) for each in (first.people.persons, first.people.wrote, first.shared)] == [
        type(each) for each in (again.people.persons, again.people.wrote, again.shared)
    ]
