"""Quoted words are found where they stand, also after the text has changed a little."""

from __future__ import annotations

from difflib import SequenceMatcher
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from papergloss.anchors import Span, find, select
from papergloss.model import Selector
from tools.anchor_pairs import PAIRS
from tools.measure_anchors import measure

TEXT = (
    "We train small models. The method scales to long inputs, and “it works” well – twice.\n"
    "Baselines are slow. The method scales to wide inputs, too. We release code."
)


def found(quote: str, **context: str) -> str | None:
    span = find(Selector(exact=quote, **context), TEXT)
    return TEXT[span.start : span.end] if span else None


@pytest.mark.parametrize(
    ("quote", "place"),
    [
        ("small models", "small models"),
        ("SMALL   models.", "small models."),
        ('"it works" well - twice.', "“it works” well – twice."),
        ("twice. Baselines are slow", "twice.\nBaselines are slow"),
        ("The method scales to really long inputs", "The method scales to long inputs"),
        ("We release our code and", None),
        ("mall model", None),
        ("a sentence of which there is nothing in this text at all", None),
        ("", None),
        (" \n", None),
    ],
)
def test_words_are_found(quote: str, place: str | None) -> None:
    """Space, case, quotation marks and dashes do not count; parts of words are no match."""
    assert found(quote) == place


def test_of_two_places_the_first_or_the_one_that_the_context_names() -> None:
    """Words that stand there twice are the first of the two, unless the context says otherwise."""
    quote = "The method scales to"
    assert find(Selector(exact=quote), TEXT) == Span(TEXT.index(quote), TEXT.index(quote) + 20)
    second = Selector(exact=quote, prefix="Baselines are slow. ", suffix=" wide inputs")
    assert find(second, TEXT) == Span(TEXT.rindex(quote), TEXT.rindex(quote) + 20)


def test_two_places_that_fit_equally_badly_are_no_place() -> None:
    """Changed words that are as near to one place as to another count as lost, not as the first."""
    text = "Our model A reads long inputs fast. Our model B reads long inputs fast."
    assert find(Selector(exact="Our model C reads long inputs fast."), text) is None
    there = find(Selector(exact="Our model C reads long inputs fast.", prefix="fast. "), text)
    assert there and there.start == text.index("Our model B")


@settings(deadline=None)
@given(st.text(max_size=200), st.data())
def test_what_was_selected_is_found_again(text: str, data: st.DataObject) -> None:
    """A selector made of any place of a text finds words that read nearly the same, or nothing."""
    start = data.draw(st.integers(0, len(text)))
    end = data.draw(st.integers(start, len(text)))
    place = find(select(text, Span(start, end)), text)
    if place:
        assert 0 <= place.start < place.end <= len(text)
        alike = SequenceMatcher(None, text[place.start : place.end], text[start:end], False)
        assert alike.ratio() > 0.5


def test_passages_of_changed_abstracts_are_found(shared_data: Path) -> None:
    """Of 200 changed abstracts 98 % of the passages still there are found, none elsewhere.

    ``python -m tests.tools.measure_anchors`` prints the figures.
    """
    tallies = measure(shared_data).values()
    assert PAIRS == 200
    existing = sum(tally.existing for tally in tallies)
    assert existing > 2000
    assert sum(tally.found for tally in tallies) >= 0.98 * existing
    assert sum(tally.gone for tally in tallies) > 200
    assert sum(tally.elsewhere for tally in tallies) == 0
