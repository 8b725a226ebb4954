"""What the index of the static API says of a list."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class ListEntry:
    """A list of papers: what it lists ("tag"), where its first page and its feeds are."""

    kind: str
    title: str
    url: str
    papers: int
    feeds: tuple[str, ...] = ()
