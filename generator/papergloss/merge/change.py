"""What separates two states of the archive, with the reason for each change. Pure."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from enum import StrEnum

from papergloss.model import Paper


class ChangeKind(StrEnum):
    """What update does to a paper's file."""

    NEW = "new"
    CHANGED = "changed"
    REMOVED = "removed"


@dataclass(frozen=True, slots=True, kw_only=True)
class Change:
    """A decision about one paper and why it was taken."""

    kind: ChangeKind
    paper: Paper
    reason: str


def changes(before: Iterable[Paper], after: Iterable[Paper]) -> Iterator[Change]:
    """Tell what separates two states of the archive, paper by paper, and in which fields."""
    old = {paper.slug: paper for paper in before}
    for paper in after:
        was = old.pop(paper.slug, None)
        if was is None:
            yield Change(kind=ChangeKind.NEW, paper=paper, reason=_origin(paper))
        elif was != paper:
            every = Paper.__struct_fields__
            names = [name for name in every if getattr(was, name) != getattr(paper, name)]
            yield Change(kind=ChangeKind.CHANGED, paper=paper, reason=", ".join(names))
    for paper in old.values():
        yield Change(kind=ChangeKind.REMOVED, paper=paper, reason="joined with another paper")


def _origin(paper: Paper) -> str:
    return f"first seen in {paper.appearances[0].listing}" if paper.appearances else "added"
