"""What groups of the site's files are made of: values that are made when asked for, with a digest.

A group of files is made by a function of inputs, and of nothing else, so the digests of its inputs
name it. What a function does not get cannot shape what it makes: where an archive goes in without
its notes, no note can.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from functools import cached_property
from typing import Any, Generic, TypeVar

from papergloss.cache import code_fingerprint, digest, digest_in_order

T = TypeVar("T")
T_co = TypeVar("T_co", covariant=True)


class Input(Generic[T_co]):
    """A value that is made when somebody asks for it; ``key`` names all that shapes it."""

    def __init__(self, key: bytes, make: Callable[[], T_co]) -> None:
        self.key = key
        self._make = make

    @cached_property
    def value(self) -> T_co:
        """The value, made now unless it was before."""
        return self._make()


def given(value: T, *parts: object) -> Input[T]:
    """Take a value that is there already; ``parts`` say what it is, or else the value itself."""
    return Input(digest_in_order(code_fingerprint(), *(parts or [value])), lambda: value)


def derived(make: Callable[..., T], *inputs: Input[Any], tools: Iterable[object] = ()) -> Input[T]:
    """Make a value of others.

    Args:
        make: a function at the top of a module, or a class; called with the inputs' values.
        tools: further arguments, which help it and shape nothing: caches, executors.

    Raises:
        TypeError: the function may know more than it is called with.
    """
    name = f"{make.__module__}.{make.__qualname__}"
    if "<" in name:
        raise TypeError(f"{name} is no function at the top of a module")
    key = digest(code_fingerprint(), name, *(each.key for each in inputs))
    return Input(key, lambda: make(*(each.value for each in inputs), *tools))
