"""Concepts are what several abstracts name; where it is not clear which, there is none."""

from __future__ import annotations

import random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from msgspec.structs import replace

from goldfiles import archive_papers
from papergloss.concepts import find_concepts
from papergloss.concepts.keys import long_key, name_key
from papergloss.concepts.marks import Shape, marks, shape_of, trimmed
from papergloss.links import mentions
from papergloss.model import Concept, Concepts, Paper, PartialDate


def paper(slug: str, abstract: str, title: str = "A Study", month: int = 1) -> Paper:
    return Paper(
        slug=slug,
        month="2025-01",
        title=title,
        abstract=abstract,
        appearances=(),
        date=PartialDate(year=2025, month=month, day=1),
    )


def concepts(*papers: Paper) -> Concepts:
    found = [mention for each in mentions(papers).values() for mention in each]
    return find_concepts(papers, found)


def named(found: Concepts) -> dict[str, list[str]]:
    return {slug: [use.paper for use in each.uses] for slug, each in found.by_slug.items()}


DEFINING = "Marsh Bird Counting (MBC) is old."


# ---- acronyms


def test_an_acronym_is_a_concept_with_its_long_form() -> None:
    """Who defines it, who spells it out and who uses a clear short form all name it."""
    found = concepts(
        paper("a", DEFINING, month=3),
        paper("b", "We like marsh-bird counting (MBC)."),
        paper("c", "Use of MARSH BIRD COUNTING here.", month=2),
        paper("d", "Marsh Bird Counting (MBC) again. We try MBC-based nests.", month=4),
        paper("e", "We try an MBC-based nest.", month=5),
        paper("f", "Nothing of it.", month=6),
    )
    assert named(found) == {"marsh-bird-counting": ["e", "d", "a", "c", "b"]}
    concept = found.by_slug["marsh-bird-counting"]
    assert (concept.name, concept.long) == ("MBC", "marsh-bird counting")
    assert concept.months == (
        ("2025-01", 1),
        ("2025-02", 1),
        ("2025-03", 1),
        ("2025-04", 1),
        ("2025-05", 1),
    )


def test_a_short_form_of_two_senses_is_neither_alone() -> None:
    """Each definition is its own concept; an undefined use leads nowhere."""
    found = concepts(
        paper("a", DEFINING),
        paper("b", "Marsh Bird Counting (MBC) works."),
        paper("c", "Many Blue Crows (MBC) sing."),
        paper("d", "Many Blue Crows (MBC) sing again."),
        paper("e", "We use MBC."),
    )
    assert named(found) == {
        "many-blue-crow": ["d", "c"],
        "marsh-bird-counting": ["b", "a"],
    }
    assert "mbc" not in found.names and found.names["many blue crow"] == "many-blue-crow"


def test_the_text_around_tells_which_sense_is_meant() -> None:
    """The words of one long form stand in the abstract, those of the other do not."""
    found = concepts(
        paper("a", DEFINING),
        paper("c", "Many Blue Crows (MBC) sing."),
        paper("e", "Counting each bird in the marsh by MBC."),
    )
    assert named(found) == {"marsh-bird-counting": ["e", "a"]}


def test_a_name_beside_a_short_form_is_another_name() -> None:
    """ "MBC Bench" is no use of MBC."""
    defining = [paper(letter, DEFINING) for letter in "abc"]
    found = concepts(*defining, paper("e", "We report on MBC Bench alone."))
    assert named(found) == {"marsh-bird-counting": ["c", "b", "a"]}


def test_words_that_hardly_anybody_abbreviates_are_no_term() -> None:
    """ "background (BG)" does not make a concept of every background."""
    others = [paper(f"o{n}", "The background of nesting owls is dark.") for n in range(40)]
    found = concepts(paper("a", "The background (BG) is dark. nesting owls (NO) too."), *others)
    assert named(found) == {}


def test_state_of_the_art_is_no_concept() -> None:
    """Words of the language stay words, however often somebody abbreviates them."""
    papers = [paper(letter, "It is state-of-the-art (SOTA).") for letter in "abcd"]
    assert named(concepts(*papers)) == {}


def test_slips_of_the_pen_are_the_same_sense() -> None:
    """ "marsh burd counting" and "optimisation" need no concept of their own."""
    papers = [paper(letter, "Marsh Bird Optimization (MBO) is.") for letter in "abcdefghi"]
    slips = [
        paper("y", "Marsh Burd Optimization (MBO) is."),
        paper("z", "Marsh Bird Optimisation (MBO) is."),
    ]
    found = concepts(*papers, *slips)
    assert list(found.by_slug) == ["marsh-bird-optimization"]
    assert len(found.by_slug["marsh-bird-optimization"].uses) == 11


# ---- names


def test_a_name_that_is_used_again_is_a_concept_in_all_its_spellings() -> None:
    """GleamSet-10 and GleamSet10 are one, GleamSet-100 is another, and one use is too few."""
    found = concepts(
        paper("a", "On GleamSet-10 and GleamSet-100."),
        paper("b", "On GleamSet10, trained."),
        paper("c", "With GleamSet-10-based birds."),
    )
    assert named(found) == {"gleamset-10": ["c", "b", "a"]}
    assert found.by_slug["gleamset-10"].name == "GleamSet-10"


def test_a_version_is_another_name() -> None:
    """GleamEval is not GleamEval 2.0, but "GleamEval 71.3" is a result."""
    found = concepts(
        paper("a", "We use GleamEval 2.0 and more."),
        paper("b", "We use GleamEval 2.0."),
        paper("c", "We use GleamEval 2.0, and GleamEval 71.3 is the score."),
        paper("d", "We use GleamEval."),
    )
    assert named(found) == {"gleameval": ["d", "c"], "gleameval-2-0": ["c", "b", "a"]}


def test_a_name_that_many_papers_introduce_is_none() -> None:
    """When 49 papers call themselves PRISM, PRISM is nobody's."""
    papers = [
        paper(f"p{n}", "We propose GleamSet, a new set of birds.", title=f"GleamSet: Birds {n}")
        for n in range(3)
    ]
    assert named(concepts(*papers, paper("x", "We use GleamSet."))) == {}


def test_capitals_may_be_emphasis() -> None:
    """Undefined capitals are a name only if the word is no word: MARSH is, NESTED is not."""
    papers = [paper(letter, "We use VOLEX data, NEVER more, with ABC.") for letter in "abc"]
    found = concepts(*papers, paper("d", "It is never enough."), paper("e", "Birds never sleep."))
    assert named(found) == {"volex": ["c", "b", "a"]}


def test_the_introducing_paper_is_known_and_defines() -> None:
    """A mention of another paper's name is a use, and the definition is the introduction."""
    first = paper("first", "We release GleamSet2, a set of ratings.", "GleamSet2: Ratings of Birds")
    found = concepts(first, paper("user", "We train on GleamSet2 ratings.", month=2))
    concept = found.by_slug["gleamset2"]
    assert concept.introduced_by == "first"
    assert concept.definition and concept.definition.paper == "first"
    assert [use.paper for use in concept.uses] == ["user", "first"]


def test_who_comes_late_did_not_introduce_it() -> None:
    """A name that others used long before is older than the paper that claims it."""
    late = paper(
        "late", "We propose GleamSet2, a set.", "GleamSet2: A Set of Bird Ratings", month=12
    )
    users = [paper(f"u{n}", "We train on GleamSet2.") for n in range(2)]
    assert concepts(late, *users).by_slug["gleamset2"].introduced_by == ""


@pytest.mark.parametrize(
    ("token", "shape"),
    [
        ("GleamEval", Shape.CERTAIN),
        ("GSM8K", Shape.CERTAIN),
        ("HH-RLHF", Shape.CERTAIN),
        ("Llama-2", Shape.WEAK),
        ("ARC-Easy", Shape.WEAK),
        ("MNIST", Shape.PLAIN),
        ("BoN", Shape.PLAIN),
        ("Multi-Agent", None),
        ("Bradley-Terry", None),
        ("McDonald", None),
        ("7B", None),
        ("100K", None),
        ("Birds", None),
    ],
)
def test_letters_tell_how_sure_a_name_is(token: str, shape: Shape | None) -> None:
    """Names with inner capitals are certain, plain capitals are not, sizes and words are none."""
    assert shape_of(token) is shape


def test_what_qualifies_a_name_is_no_part_of_it() -> None:
    """But small editions are; links and formulas hold no names; places lead to the text."""
    assert trimmed("GPT-4-based") == "GPT-4" and trimmed("GPT-4o-mini") == "GPT-4o-mini"
    text = "See https://x.org/GleamEval and $GSM8K$; GleamEval-based LLMs."
    assert [(m.text, text[m.start : m.end]) for m in marks(text)] == [
        ("GleamEval", "GleamEval"),
        ("LLM", "LLMs"),
    ]


def test_spellings_and_long_forms_have_keys() -> None:
    """Hyphens, case, plurals and British spelling do not tell names apart; points do."""
    assert name_key("CIFAR-10") == name_key("cifar10") != name_key("CIFAR-100")
    assert name_key("GPT-3.5") != name_key("GPT-35")
    assert long_key("Fine-Tuned Models") == long_key("finetuned model")
    assert long_key("Optimisation") == long_key("optimization")


# ---- the whole


def test_company_leaves_out_what_stands_everywhere() -> None:
    """Concepts that stand together more than by chance come first, once is no company."""
    papers = [paper(f"p{n}", "We use GleamEval and MoteBench.") for n in range(3)]
    papers += [paper(f"q{n}", "We use GleamEval.") for n in range(5)]
    papers.append(paper("r", "We use OwlBench, GleamEval."))
    papers.append(paper("s", "We use OwlBench."))
    near = concepts(*papers).by_slug["gleameval"].near
    assert near == (("motebench", 3),)


def test_the_order_of_the_papers_makes_no_difference() -> None:
    """Nor that of the mentions."""
    papers = list(archive_papers().values())[:120]
    shuffled = random.Random(5).sample(papers, len(papers))
    assert concepts(*papers) == concepts(*shuffled)


def test_places_in_the_archive_are_names() -> None:
    """Every use stands in its abstract, starts and ends with a word, and is known to its paper."""
    papers = list(archive_papers().values())
    texts = {each.slug: each.abstract for each in papers}
    found = concepts(*papers)
    assert len(found.by_slug) >= 50
    for slug, concept in found.by_slug.items():
        assert len({use.paper for use in concept.uses}) == len(concept.uses) >= 2
        for use in concept.uses:
            assert (slug, use) in found.of_paper[use.paper]
            text, around = texts[use.paper][use.start : use.end], texts[use.paper]
            assert text == text.strip() and text
            assert not around[use.start - 1 : use.start].isalnum()


def test_known_concepts_of_the_archive() -> None:
    """What a reader would expect: methods, models, benchmarks; and nothing of what is ambiguous."""
    found = concepts(*archive_papers().values())
    by_name: dict[str, Concept] = {each.name: each for each in found.by_slug.values()}
    expected = {"DPO", "RLHF", "GSM8K", "CIFAR-10", "AlpacaEval 2.0", "GPT-4", "Vendi Score"}
    assert expected <= by_name.keys()
    assert not {"SOTA", "SAC", "RISE", "F1", "AI-based"} & by_name.keys()
    assert by_name["Vendi Score"].introduced_by.startswith("the-vendi-score")


def test_a_paper_without_a_date_is_not_the_first() -> None:
    """The definition shown is the oldest that is known to be."""
    undated = replace(paper("a", DEFINING), date=None)
    found = concepts(undated, paper("b", DEFINING, month=5))
    definition = found.by_slug["marsh-bird-counting"].definition
    assert definition and definition.paper == "b"


@settings(max_examples=60, deadline=None)
@given(st.lists(st.text(alphabet="ABCabc 10.(),-$\n", max_size=160), max_size=5))
def test_any_papers_have_concepts(texts: list[str]) -> None:
    """No text makes it fail; every place lies in its abstract."""
    papers = [paper(f"p{n}", text) for n, text in enumerate(texts)]
    for slug, found in concepts(*papers).of_paper.items():
        size = len(papers[int(slug[1:])].abstract)
        assert all(0 <= place.start < place.end <= size for _, place in found)
