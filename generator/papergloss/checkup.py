"""How the archive is: its sources, what needs a person, what could be better.

The archive and its settings in, a ``Checkup`` out; the health page and ``papergloss check`` show
the same one. Pure, and without the present time, so that a page made of it changes only when
something did.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum

from papergloss.config import Settings
from papergloss.model import Archive, Health, Ids, LeftOut, Paper, Trouble


class State(StrEnum):
    """How a source is."""

    WELL = "well"
    FAILING = "failing"
    NEVER = "never asked"
    RETIRED = "no longer asked"


@dataclass(frozen=True, slots=True, kw_only=True)
class SourceCheck:
    """A source that is configured, or was; ``kind`` is "" where it is configured no more."""

    kind: str
    health: Health
    state: State


@dataclass(frozen=True, slots=True, kw_only=True)
class Checkup:
    """How the archive is.

    ``troubles`` need a person. ``left_out`` are entries that the listings hold and the papers do
    not; ``bare`` are papers of which neither ids nor authors are known. Both are only told.
    """

    sources: tuple[SourceCheck, ...]
    troubles: tuple[Trouble, ...]
    left_out: tuple[LeftOut, ...]
    bare: tuple[Paper, ...]


def checkup(archive: Archive, settings: Settings) -> Checkup:
    """Look at the archive as it is."""
    sources = tuple(_sources(archive, settings))
    unread = tuple(each for each in archive.left_out if each.whole)
    return Checkup(
        sources=sources,
        troubles=(
            *(trouble for source in sources for trouble in _troubles(source)),
            *map(_unread, unread),
            *archive.troubles,
        ),
        left_out=tuple(each for each in archive.left_out if not each.whole),
        bare=tuple(paper for paper in archive.papers if _is_bare(paper)),
    )


def _sources(archive: Archive, settings: Settings) -> Iterator[SourceCheck]:
    kinds = {source.name: source.kind for source in settings.sources}
    asked = {f"enrich-{service.name}": "lookup" for service in settings.enrich.services}
    kinds |= {name: kind for name, kind in asked.items() if name in archive.health}
    for name in [*kinds, *sorted(archive.health.keys() - kinds.keys())]:
        health = archive.health.get(name, Health(source=name))
        yield SourceCheck(
            kind=kinds.get(name, ""), health=health, state=_state(health, name in kinds)
        )


def _state(health: Health, configured: bool) -> State:
    if not configured:
        return State.RETIRED
    if health.last_attempt is None:
        return State.NEVER
    return State.FAILING if health.failing_since or health.refused else State.WELL


def _troubles(source: SourceCheck) -> Iterator[Trouble]:
    health = source.health
    if source.state is State.NEVER:
        message = f"the source {health.source} was never asked"
        yield Trouble(message=message, where="mkdocs.yml", remedy="run `papergloss fetch`")
    if source.state is not State.FAILING:
        return
    told = {f"{each.name}: {each.reason}" for each in health.refused}
    if health.failing_since and health.error not in told:
        yield Trouble(
            message=f"{health.source} fails since {health.failing_since[:10]}: {health.error}",
            remedy=f"look at its address, then run `papergloss fetch --source {health.source}`",
        )
    for each in health.refused:
        since = each.since[:10]
        yield Trouble(
            message=f"{health.source}: {each.name} is refused since {since}: {each.reason}",
            where=f"content/{each.path}",
            remedy="look at it; `papergloss fetch --accept` takes one whose size is doubted",
        )


def _unread(each: LeftOut) -> Trouble:
    return Trouble(
        message=f"this listing cannot be read: {each.reason}",
        where=f"content/{each.path}",
        line=each.line,
        remedy="mend or replace the file, then run `papergloss update`",
    )


def _is_bare(paper: Paper) -> bool:
    return not paper.authors and paper.ids == Ids()
