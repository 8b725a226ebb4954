"""Who is who comes out the same from what a build remembers as from nothing, whatever changed."""

from __future__ import annotations

from datetime import date
from unittest import mock

from hypothesis import given, settings
from hypothesis import strategies as st

from keeping import Kept
from papergloss.model import Appearance, Author, Paper, People, Ruling
from papergloss.people import people, renewal
from papergloss.people.authorships import Authorships, authorships

NAMES = (
    *("Ada Owl", "Ada B. Owl", "Ada C. Owl", "A. Owl", "Bo Elk", "Cy Fox", "Di Hen", "Ed Jay"),
    *("Ada Elk-Owl", "Bo Elk 2", "王伟", "Ng"),
)
ORCIDS = ("0000-0002-1825-0097", "0000-0001-5109-3700", "0000-0002-1694-233X")
TAGS = ((), ("night",), ("night", "voles"), ("flight", "night", "voles"))
RULINGS = (
    (),
    (Ruling(names=("Ada Owl", "A. Owl")),),
    (Ruling(names=("Bo Elk",), papers=("p03", "p07")), Ruling(names=("Cy Fox", "Di Hen"))),
)


def paper(number: int, team: list[tuple[str, str | None]], tags: tuple[str, ...]) -> Paper:
    return Paper(
        slug=f"p{number:02}",
        month=f"2025-{1 + number * 5 % 7:02}",
        title="A title",
        abstract="",
        appearances=(Appearance(listing="l", date=date(2025, 1, 1 + number % 3), position=1),),
        authors=tuple(Author(name=name, orcid=orcid) for name, orcid in team),
        tags=tags,
    )


teams = st.tuples(
    st.lists(
        st.tuples(st.sampled_from(NAMES), st.sampled_from((*[None] * 5, *ORCIDS))), max_size=5
    ),
    st.sampled_from(TAGS),
)
# A paper comes, changes or, where there is no team, goes.
steps = st.lists(st.tuples(st.integers(0, 24), st.none() | teams), max_size=3)


def in_order(found: People) -> tuple[object, object]:
    """Give people in a form that compares, with the order of all that has one."""
    return list(found.persons.items()), list(found.wrote.items())


@settings(max_examples=300, deadline=None)
@given(
    first=st.lists(teams, min_size=8, max_size=24),
    changes=st.lists(st.tuples(steps, st.sampled_from((0, 0, 0, 1, 2))), min_size=1, max_size=4),
)
def test_people_brought_up_to_date_are_those_found_anew(
    first: list[tuple[list[tuple[str, str | None]], tuple[str, ...]]],
    changes: list[
        tuple[list[tuple[int, tuple[list[tuple[str, str | None]], tuple[str, ...]] | None]], int]
    ],
) -> None:
    """After papers came, went and changed, persons, addresses and their order are the same."""
    papers = {number: paper(number, *team) for number, team in enumerate(first)}
    memory = Kept()
    people(papers.values(), RULINGS[0], memory)
    for step, ruled in changes:
        for number, team in step:
            papers.pop(number, None)
            if team:
                papers[number] = paper(number, *team)
        memory = Kept(memory)
        now = people(papers.values(), RULINGS[ruled], memory)
        assert in_order(now) == in_order(people(papers.values(), RULINGS[ruled]))


def test_only_papers_with_a_name_that_changed_are_looked_at() -> None:
    """A new paper by Ada Owl asks for her papers, and for those that share her ORCID."""
    papers = [
        paper(1, [("Ada Owl", None), ("Bo Elk", None)], ()),
        paper(2, [("Cy Fox", ORCIDS[0])], ()),
        paper(3, [("Di Hen", None), ("Ed Jay", None)], ()),
    ]
    memory = Kept()
    people(papers, (), memory)
    read: list[str] = []

    def noted(found: list[Paper]) -> Authorships:
        read.extend(each.slug for each in found)
        return authorships(found)

    with mock.patch.object(renewal, "authorships", noted):
        people([*papers, paper(4, [("Ada Owl", ORCIDS[0])], ())], (), Kept(memory))
    assert sorted(read) == ["p01", "p02", "p04"]


def test_a_second_build_of_the_same_papers_keeps_what_it_remembers() -> None:
    """Nothing is written again, and nothing forgotten."""
    papers = [paper(number, [("Ada Owl", None), ("Bo Elk", None)], ()) for number in range(4)]
    memory = Kept()
    found = people(papers, RULINGS[1], memory)
    again = Kept(memory)
    with mock.patch.object(Kept, "put", side_effect=AssertionError("something was written")):
        assert in_order(people(papers, RULINGS[1], again)) == in_order(found)
    assert again.held == memory.held
