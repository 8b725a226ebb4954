"""What ``cues`` promises: a pattern with cues finds what the pattern alone finds, only sooner."""

from __future__ import annotations

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from papergloss import shield, stripped, text, typography
from papergloss.cues import Cued, any_matches, cued


def patterns() -> list[Cued]:
    """Every pattern with cues that the package has, also those in tables."""
    values = [
        value for module in (shield, stripped, text, typography) for value in vars(module).values()
    ]
    tables = [each for value in values if isinstance(value, tuple) for each in value]
    return [value for value in (*values, *tables) if isinstance(value, Cued)]


@pytest.mark.parametrize("each", patterns(), ids=lambda each: each.pattern.pattern[:40])
@given(data=st.data())
@settings(
    max_examples=60,
    deadline=None,
    suppress_health_check=[HealthCheck.filter_too_much, HealthCheck.too_slow],
)
def test_each_match_holds_a_cue(each: Cued, data: st.DataObject) -> None:
    matched = data.draw(st.from_regex(each.pattern))
    assert each.may_match(matched)


def test_there_are_patterns_to_test() -> None:
    assert len(patterns()) > 40


def test_text_without_cue_comes_back_untried() -> None:
    """The cue decides, even where the pattern would match: it is the first to be looked at."""
    assert cued("[0-9]", "a").sub("x", "1") == "1"
    assert cued("[0-9]", "a").sub("x", "1a") == "xa"


def test_one_of_several_is_enough() -> None:
    both = (cued("a+", "a"), cued("b+", "b"))
    assert any_matches(both, "xb")
    assert not any_matches(both, "xy")
