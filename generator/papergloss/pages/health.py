"""The health page: what each source last did, what needs a person, what the papers do not show."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from itertools import groupby

from papergloss.checkup import SourceCheck, State, checkup
from papergloss.config import Site
from papergloss.model import Archive, LeftOut, Trouble
from papergloss.text import plain
from papergloss.views import HealthView, LeftOutView, Page, Ref, SourceView, TroubleView

# More of one kind than these say nothing new; the files that hold all of them are named.
MOST_ROWS = 20
MOST_BARE = 10


def health_page(archive: Archive, site: Site) -> Page:
    """Make the health page."""
    found = checkup(archive, site.settings)
    view = HealthView(
        sources=tuple(map(_source, found.sources)),
        troubles=tuple(map(_trouble, found.troubles)),
        left_out=tuple(_left_out(found.left_out)),
        bare=len(found.bare),
        bare_refs=tuple(
            Ref(label=plain(paper.title) or paper.slug, url=f"papers/{paper.slug}/")
            for paper in found.bare[:MOST_BARE]
        ),
        papers=len(archive.papers),
    )
    return Page(
        kind="health",
        url="health/",
        title="Health",
        description="What each source last did, and what needs a person",
        view=view,
    )


def _source(source: SourceCheck) -> SourceView:
    return SourceView(
        name=source.health.source,
        kind=source.kind,
        state=str(source.state),
        well=source.state in {State.WELL, State.RETIRED},
        facts=tuple(_facts(source)),
    )


def _facts(source: SourceCheck) -> Iterator[tuple[str, str]]:
    health = source.health
    if health.last_attempt is None:
        return
    yield "Last success", moment(health.last_success) or "none yet"
    yield "Last asked", moment(health.last_attempt)
    yield "Entries read", f"{health.entries:,}"
    if health.status is not None:
        yield "HTTP status", str(health.status)
    yield "Retried", _times(health.retries)
    if health.failing_since:
        yield "Failing since", moment(health.failing_since)
    yield "Refused", _replies(len(health.refused))
    if health.pending:
        yield "To be continued", ", ".join(sorted(health.pending))


def _times(count: int) -> str:
    return {0: "not once", 1: "once"}.get(count, f"{count} times")


def _replies(count: int) -> str:
    return {0: "nothing", 1: "one reply"}.get(count, f"{count} replies")


def moment(text: str | None) -> str:
    """A time for people: ``2025-11-06T12:00:00+00:00`` → 2025-11-06 12:00 UTC."""
    day, _, time = (text or "").partition("T")
    return f"{day} {time[:5]} UTC" if time.endswith("+00:00") else text or ""


def _trouble(trouble: Trouble) -> TroubleView:
    place = f"{trouble.where}:{trouble.line}" if trouble.line else trouble.where
    return TroubleView(place=place, message=trouble.message, remedy=trouble.remedy)


def _left_out(found: Iterable[LeftOut]) -> Iterator[LeftOutView]:
    for path, group in groupby(found, key=lambda each: each.path):
        entries = list(group)
        rows = tuple((_place(each), each.reason) for each in entries[:MOST_ROWS])
        more = len(entries) - len(rows)
        yield LeftOutView(path=path, count=len(entries), rows=rows, more=more)


def _place(each: LeftOut) -> str:
    return f"line {each.line}" if each.line else f"entry {each.position}"
