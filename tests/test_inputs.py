"""Inputs are named by what shapes them, and made when somebody asks."""

from __future__ import annotations

import pytest

from papergloss.pipeline.inputs import Input, derived, given


def added(first: int, second: int, *_: object) -> int:
    return first + second


def refused() -> int:
    raise AssertionError("nobody asked for this")


def test_a_value_is_made_once_and_not_before_it_is_asked_for() -> None:
    made: list[int] = []
    found = Input(b"key", lambda: made.append(1) or len(made))
    assert made == []
    assert (found.value, found.value) == (1, 1)


def test_what_is_derived_is_named_by_the_function_and_its_inputs() -> None:
    """Not by their values, which need not be made for it."""
    one, two, late = given(1), given(2), Input(b"late", refused)
    assert derived(added, one, two).value == 3
    assert derived(added, one, two).key == derived(added, one, two, tools=["helps"]).key
    keys = [derived(added, *of).key for of in ((one, two), (two, one), (one, late))]
    assert len({*keys, derived(max, one, two).key}) == 4


def test_given_values_are_named_by_themselves_or_by_what_is_said_of_them() -> None:
    assert given([1]).key == given([1]).key != given([2]).key
    assert given({"a": 1, "b": 2}).key != given({"b": 2, "a": 1}).key  # it may be shown
    assert given([1], "a").key == given([2], "a").key != given([2], "b").key


def test_a_function_that_may_know_more_is_refused() -> None:
    """What a lambda or an inner function has seen is in no key."""
    with pytest.raises(TypeError, match="top of a module"):
        derived(lambda: 1)
