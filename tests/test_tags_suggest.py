"""Suggested are the phrases that papers are about and that the vocabulary lacks."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from papergloss.model import Tag
from papergloss.tags.suggest import Suggestion, Text, suggestions

ORDINARY = {"we", "study", "a", "the", "of", "results", "and", "for", "is", "are"}
KNOWN = {"planning": Tag(slug="planning", name="Planning", match=("planning", "tree search"))}


def paper(number: int, title: str, abstract: str = "") -> Text:
    return Text(name=f"p{number}", title=title, abstract=abstract)


def suggested(texts: list[Text], least: int = 2) -> list[Suggestion]:
    return suggestions(texts, KNOWN, ORDINARY, least=least)


def test_a_phrase_of_titles_and_of_repeated_words_is_counted() -> None:
    """Two papers are about it, one by its title, one by its abstract; a third only names it."""
    texts = [
        paper(1, "Cooking robots"),
        paper(2, "A", "We study cooking robots. The cooking robot is a study."),
        paper(3, "B", "We study a cooking-robot of the results."),
    ]
    (found,) = suggested(texts)
    assert (found.phrase, found.papers, found.named) == ("cooking robot", 2, 3)
    assert found.examples == ("p1", "p2")


def test_the_vocabulary_has_its_phrases_already() -> None:
    """Neither a tag's phrase nor a part of one is suggested; a longer one is, below the tag."""
    texts = [paper(n, "Tree search for the planning of urban planning") for n in range(3)]
    assert [(each.phrase, each.within) for each in suggested(texts)] == [
        ("urban planning", ("planning",))
    ]


def test_a_list_is_no_subject() -> None:
    """Phrases that stand twice in lists are named in passing."""
    text = (
        "We study robots, cooking games, and dogs. The cats, cooking games, and mice are a study."
    )
    assert suggested([paper(n, "A", text) for n in range(4)]) == []


def test_ordinary_words_are_named_by_many_and_the_subject_of_few() -> None:
    """A phrase that one paper in five is about, of those that name it, is none."""
    texts = [paper(n, "Cooking robots") for n in range(2)]
    texts += [paper(n, "A", "We study cooking robots.") for n in range(2, 12)]
    assert suggested(texts) == []


def test_the_part_of_a_phrase_gives_way_to_the_whole() -> None:
    """Where "graph neural" stands in "graph neural fields" alone, only the longer is a phrase."""
    found = suggested([paper(n, "Graph neural fields") for n in range(3)])
    assert [each.phrase for each in found] == ["Graph neural fields"]


@given(st.lists(st.text(max_size=60), max_size=6))
def test_any_texts_can_be_mined(texts: list[str]) -> None:
    """No text makes it fail; no paper is about a phrase without naming it."""
    papers = [paper(number, text, text) for number, text in enumerate(texts)]
    assert all(2 <= each.papers <= each.named <= len(papers) for each in suggested(papers))
