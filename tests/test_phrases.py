"""Phrases are found as whole words, in their spellings, and never across punctuation."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from papergloss.phrases import Lexicon, spellings, tokens


def found(phrase: str, text: str) -> list[str]:
    lexicon: Lexicon[str] = Lexicon()
    lexicon.add(phrase, phrase)
    words = tokens(text)
    return [" ".join(words[each.start : each.end]) for each in lexicon.find(words)]


@pytest.mark.parametrize(
    ("phrase", "text"),
    [
        ("reward model", "We train Reward Models."),
        ("policy", "two policies"),
        ("fine-tuning", "finetuning, fine tuning and Fine-Tuning"),
        ("RAG", "RAG helps"),
        ("LLM", "small LLMs"),
        ("3D", "a 3D scan"),
        ("k-means", "weighted $k$-means clustering"),
        ("LLM-as-a-judge", "an LLM as a judge"),
        ("fine-tuning", "we fine-tune it"),
        ("reward model", "reward modeling"),
        ("generalization", "generalisation bounds"),
        ("optimizer", "optimisers"),
        ("reward modeling", "reward modelling"),
        ("human behavior", "human behaviour"),
    ],
)
def test_a_phrase_is_found_in_its_spellings(phrase: str, text: str) -> None:
    """Case, number and hyphens may differ; a formula's dollar signs do not matter."""
    assert found(phrase, text)


@pytest.mark.parametrize(
    ("phrase", "text"),
    [
        ("RAG", "a rag to polish the brass"),
        ("LoRA", "Lora reads"),
        ("reward model", "We maximise reward. Models are trained."),
        ("policy", "policyholder"),
        ("bias", "biased"),
        ("planning", "the plan"),
        ("reasoning", "for this reason"),
        ("pre-training", "a pre-trained model"),
        ("supervized learning", "unsupervised"),
        ("value function", "value (function)"),
    ],
)
def test_other_words_are_not_the_phrase(phrase: str, text: str) -> None:
    """Acronyms keep their capitals; words are whole; a full stop or bracket ends a phrase."""
    assert not found(phrase, text)


def test_all_phrases_at_a_place_are_found_by_length() -> None:
    """A phrase within another is found too: who asks decides which counts."""
    lexicon: Lexicon[int] = Lexicon()
    for number, phrase in enumerate(["language model", "language", "language model agent"]):
        lexicon.add(phrase, number)
    hits = [(each.start, each.end, each.value) for each in lexicon.find(tokens("language models"))]
    assert hits == [(0, 1, 1), (0, 2, 0)]


@given(st.text(max_size=40))
def test_any_phrase_is_found_in_itself(phrase: str) -> None:
    """Whatever people write into the vocabulary, signs of regular expressions too, finds itself."""
    words = tokens(phrase)
    if words:
        assert any(len(spelling) for spelling in spellings(phrase))
        assert found(phrase, phrase)


@given(st.text(max_size=400))
def test_any_text_can_be_searched(text: str) -> None:
    """No text makes the search fail."""
    assert isinstance(found("reward model", text), list)
