"""Links that are brought up to date are those that would be found anew, whatever changed."""

from __future__ import annotations

import random
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date
from unittest import mock

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from msgspec import structs

from keeping import Kept
from papergloss import links
from papergloss.concepts import find_concepts
from papergloss.links import finding, kept
from papergloss.links.renewal import Search
from papergloss.links.weights import Limit
from papergloss.model import Appearance, Concepts, Ids, Links, Paper, PartialDate
from papergloss.remembering import Reader

PHRASES = (
    *("barn owls hunt", "voles sleep", "reward models", "owl counting", "night vision of owls"),
    *("Barn Owl Count (BOC)", "Bird Order Code (BOC)", "BOC", "barn owl count", "GM (Good Models)"),
    *("We introduce GleamSet2, a set.", "GleamSet2", "We propose TAPIR, a test.", "TAPIR", "GM"),
    *("Vole-7B", "OwlBench", "owlbench", "MNIST", "mnist", "arXiv:2503.00001", "Llama-2", "llama"),
    *("Inverse Scaling", "inverse scaling", "Owls, Voles and the Night: A Long Story."),
)
TITLES = (
    *("GleamSet2: Ratings of Helpful Answers", "TAPIR: Measuring Honesty", "Inverse Scaling: Why"),
    *("Owls, Voles and the Night: A Long Story", "OwlBench: Owls", "A Study", "Barn Owls"),
)


def paper(number: int, title: str, phrases: Sequence[str]) -> Paper:
    month = f"2025-{1 + number % 5:02}"
    return Paper(
        slug=f"p{number * 37 % 101:03}",
        month=month,
        title=title,
        abstract=". ".join(phrases),
        appearances=(Appearance(listing="l", date=date(2025, 1, 1 + number % 28), position=1),),
        ids=Ids(arxiv="2503.00001") if number == 3 else Ids(),
        date=PartialDate(year=2025, month=1 + number % 12, day=1) if number % 4 else None,
    )


def some_papers(count: int) -> Iterator[Paper]:
    choose = random.Random(count)
    for number in range(count):
        phrases = [*choose.sample(PHRASES, 6), f"word{number % 9} and word{number % 7}"]
        yield paper(number, choose.choice(TITLES), phrases)


changes = st.lists(
    st.tuples(
        st.integers(0, 45),
        st.none()
        | st.tuples(
            st.sampled_from(TITLES), st.lists(st.sampled_from(PHRASES), min_size=1, max_size=7)
        ),
    ),
    min_size=1,
    max_size=3,
)


@dataclass
class Linked:
    """All that links papers, in a form that compares."""

    links: Links
    concepts: Concepts


def linked(papers: Sequence[Paper], memory: Kept | None = None) -> Linked:
    reader = Reader(papers, memory)
    found = links.link(papers, reader=reader)
    mentions = [mention for several in found.mentions.values() for mention in several]
    concepts = find_concepts(papers, mentions, reader)
    reader.close()
    return Linked(replace(found, related=dict(found.related)), concepts)


def exact(*_: object) -> Search:
    """Compare all pairs."""
    return Search(count=5, floor=0.07)


def chosen(*_: object) -> Search:
    """Let few terms choose few candidates."""
    return Search(count=3, floor=0.07, limit=Limit(terms=6, papers=20, new=2), likely=4)


def either(rows: int, *_: object) -> Search:
    """Go from one way to the other as an archive grows."""
    return chosen() if rows > 34 else exact()


@pytest.mark.parametrize("way", [exact, chosen, either])
@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(steps=st.lists(changes, min_size=1, max_size=4), late=st.sampled_from((0, 0.1, 1)))
def test_what_is_brought_up_to_date_is_what_is_found_anew(
    way: Callable[..., Search],
    steps: list[list[tuple[int, tuple[str, list[str]] | None]]],
    late: float,
) -> None:
    """After papers came, went and changed, links and concepts are those of a first build.

    So they are where neighbours are brought up to date that a build before the last one kept.
    """
    papers = dict(enumerate(some_papers(34)))
    with (
        mock.patch.object(finding, "search_among", way),
        mock.patch.object(kept, "_MOST_FRESH", 1),
        mock.patch.object(kept, "_MOST_LATE", late),
    ):
        memory = Kept()
        linked(list(papers.values()), memory)
        for step in steps:
            for number, text in step:
                papers.pop(number, None)
                if text:
                    papers[number] = paper(number, *text)
            memory = Kept(memory)
            now = list(papers.values())
            assert linked(now, memory) == linked(now)


def test_a_build_without_changes_reads_no_text() -> None:
    """It finds all in its memory, and forgets nothing that the one after a change needs."""
    papers = list(some_papers(40))
    first = Kept()
    linked(papers, first)
    second = Kept(first)
    with mock.patch.object(Reader, "each", side_effect=AssertionError("a text was read")):
        assert linked(papers, second) == linked_before(papers)
    assert second.held == first.held


def linked_before(papers: Sequence[Paper]) -> Linked:
    """Link papers as a first build does, whatever is patched."""
    with mock.patch.object(Reader, "each", ORIGINAL):
        return linked(papers)


ORIGINAL = Reader.each


def test_only_what_changed_is_read_again() -> None:
    """One new text of forty is the only one that a stage is asked to read."""
    papers = list(some_papers(40))
    memory = Kept()
    linked(papers, memory)
    papers[7] = structs.replace(papers[7], abstract="Owls hunt voles.")
    read: list[str] = []
    with mock.patch(
        "papergloss.remembering.spread",
        lambda workers, make, items, size: make(noted(list(items), read)),
    ):
        linked(papers, Kept(memory))
    assert set(read) == {papers[7].slug}


def noted(papers: list[Paper], read: list[str]) -> list[Paper]:
    read.extend(paper.slug for paper in papers)
    return papers
