"""One run: plan for every source, ask one after the other, record the health of each."""

from __future__ import annotations

import logging
from collections.abc import Callable, Iterable, Sequence
from dataclasses import replace
from datetime import UTC, date, datetime
from difflib import get_close_matches
from functools import partial
from pathlib import Path

from papergloss import __version__, atomic, remotes
from papergloss.config import Service, Site, Source
from papergloss.errors import ArchiveError, ConfigError
from papergloss.fetch import SYSTEM, Client, Clock, Failed, Limits, Policy
from papergloss.gather.harvest import Harvest
from papergloss.gather.report import Outcome, Report
from papergloss.model import Health
from papergloss.store import arrivals
from papergloss.store import health as record

log = logging.getLogger(__name__)

# Told (stage, done, total) as long work goes on.
Progress = Callable[[str, int, int], None]


def silent(stage: str, done: int, total: int) -> None:
    """Progress for callers that show none."""


def fetch(
    site: Site,
    *,
    since: date | None = None,
    until: date | None = None,
    dry_run: bool = False,
    sources: Sequence[str] = (),
    accept: bool = False,
    progress: Progress = silent,
    clock: Clock = SYSTEM,
    limits: Limits = Limits(),  # noqa: B008 (frozen)
) -> Report:
    """Ask the sources for what is missing.

    Args:
        since, until: the days to ask for; the last ``back`` days of each source by default.
        dry_run: only say what would be asked.
        sources: the names of those to ask; all by default.
        accept: take listings whose size is doubted; a person has looked.

    Raises:
        ConfigError: the settings do not fit, so nothing was asked.
    """
    chosen = _chosen(site.settings.sources, sources)
    plans = {source.name: _plan(source, clock.now(), since, until) for source in chosen}
    known = record.read(site.content)
    harvests = [
        Harvest(site.content, source, known.get(source.name), plans[source.name], accept=accept)
        for source in chosen
    ]
    if dry_run:
        return Report(outcomes=tuple(_planned(each) for each in harvests))
    atomic.sweep(site.content / "listings")
    for source in chosen:
        arrivals.sweep(site.content, source.name)
    outcomes = []
    with Client(user_agent(site), policies(chosen), limits=limits, clock=clock) as client:
        for each in harvests:
            remember = partial(_remember, site.content, known, each)
            outcomes.append(_guarded(each, client, remember, progress))
            known[each.source.name] = _health(each, outcomes[-1], clock.now())
            record.write(site.content, known.values())
    return Report(outcomes=tuple(outcomes))


def _remember(content: Path, known: dict[str, Health], each: Harvest) -> None:
    """Write down where to go on, in case this run does not get to its end."""
    known[each.source.name] = replace(each.before, pending=dict(each.pending))
    record.write(content, known.values())


def user_agent(site: Site) -> str:
    """Say who asks: the program, the archive, and how to reach a person.

    Raises:
        ConfigError: no contact is set.
    """
    if not site.settings.contact:
        raise ConfigError(
            "fetching needs a contact, so that those we ask can reach a person",
            where="mkdocs.yml",
            remedy="add “contact: you@example.org” to the papergloss block",
        )
    home = site.repo_url or site.url
    about = site.settings.contact
    if home.isascii() and home.isprintable() and home:
        about = f"+{home}; {about}"
    return f"Papergloss/{__version__} ({about})"


def _chosen(configured: Sequence[Source], names: Sequence[str]) -> list[Source]:
    known = {source.name: source for source in configured}
    for name in names:
        if name not in known:
            near = get_close_matches(name, known, n=1)
            hint = f"did you mean {near[0]!r}?" if near else f"there are {', '.join(known)}"
            raise ConfigError(f"there is no source {name!r}", where="mkdocs.yml", remedy=hint)
    return [source for name, source in known.items() if not names or name in names]


def _plan(
    source: Source, now: datetime, since: date | None, until: date | None
) -> list[remotes.Ask]:
    days = remotes.window(source, now.astimezone(UTC).date(), since=since, until=until)
    return remotes.asks(source, days)


def policies(sources: Iterable[Source | Service]) -> dict[str, Policy]:
    """Return how each host that is named is to be asked."""
    return {
        host: Policy(group=rule.group, interval=rule.interval, private=rule.private)
        for host, rule in remotes.rules(sources).items()
    }


def _planned(each: Harvest) -> Outcome:
    return Outcome(source=each.source.name, planned=tuple(each.addresses()))


def _guarded(
    each: Harvest, client: Client, remember: Callable[[], None], progress: Progress
) -> Outcome:
    error: Exception | None = None
    try:
        each.run(client, remember, progress)
    except Exception as caught:
        # Whatever one source makes go wrong, the others are asked.
        error = caught
        if not isinstance(caught, ArchiveError):
            log.exception("%s: a defect of ours, or of this machine", each.source.name)
    tally = each.tally
    return Outcome(
        source=each.source.name,
        new=tally.new,
        changed=tally.changed,
        unchanged=tally.unchanged,
        entries=tally.entries,
        retries=tally.retries + (error.attempts - 1 if isinstance(error, Failed) else 0),
        status=error.status if isinstance(error, Failed) else tally.status,
        refused=tuple(tally.refused),
        error=error,
    )


def _health(each: Harvest, outcome: Outcome, now: datetime) -> Health:
    moment = now.astimezone(UTC).isoformat(timespec="seconds")
    before = each.before
    error = str(outcome.error).splitlines()[0] if outcome.error else None
    if outcome.refused and not error:
        error = f"{outcome.refused[-1].name}: {outcome.refused[-1].reason}"
    return replace(
        before,
        last_attempt=moment,
        last_success=before.last_success if outcome.failed else moment,
        entries=before.entries if outcome.failed else outcome.entries,
        status=outcome.status,
        retries=outcome.retries,
        failing_since=(before.failing_since or moment) if outcome.failed else None,
        error=error,
        refused=each.refused(),
        settled=each.settled(),
        pending=each.pending,
    )
