"""One run: what is lacking, then one service after the other, and the health of each."""

from __future__ import annotations

from collections.abc import Callable, Container, Iterator, Sequence
from dataclasses import replace
from datetime import UTC, datetime
from difflib import get_close_matches

from papergloss import atomic, gather, sources
from papergloss.config import Site
from papergloss.enrich import plan, questions
from papergloss.enrich.answers import folder
from papergloss.enrich.inquiry import Inquiry
from papergloss.enrich.match import judge
from papergloss.enrich.questions import Question
from papergloss.enrich.report import Doubt, Outcome, Report
from papergloss.errors import ConfigError, ReadError
from papergloss.fetch import SYSTEM, Client, Clock, Limits
from papergloss.ids import joined
from papergloss.model import Health, Ids
from papergloss.store import health as record
from papergloss.store import papers as paper_files

# Told (stage, done, total) as long work goes on.
Progress = Callable[[str, int, int], None]


def silent(stage: str, done: int, total: int) -> None:
    """Progress for callers that show none."""


def enrich(
    site: Site,
    *,
    dry_run: bool = False,
    services: Sequence[str] = (),
    limit: int | None = None,
    again: bool = False,
    only: Container[str] | None = None,
    progress: Progress = silent,
    clock: Clock = SYSTEM,
    limits: Limits = Limits(),  # noqa: B008 (frozen)
) -> Report:
    """Ask services about the papers whose listings leave out ids or authors.

    Args:
        dry_run: only say what would be asked.
        services: the names of those to ask; all that are set by default.
        limit: about how many papers at most.
        again: ask once more about what no service knew.
        only: the ids (as ``questions.id_names`` writes them) to ask about; all papers by default.

    Raises:
        ConfigError: the settings do not fit, so nothing was asked.
    """
    inquiries = [Inquiry(site.content, each) for each in site.settings.enrich.services]
    chosen = _chosen(inquiries, services)
    before = plan.earliest(clock.now(), site.settings.enrich.again, again=again)
    every = _lacking(site, inquiries, only)
    unaskable = tuple(q.name for q in every if not any(_can(each, q) for each in inquiries))
    if limit is not None:
        due = {q.name for each in chosen for q in _due(each, inquiries, every, before)}
        every = [question for question in every if question.name in due][:limit]
    if dry_run:
        planned = (each.planned(_due(each, inquiries, every, before)) for each in chosen)
        return Report(outcomes=tuple(planned), unaskable=unaskable)
    agent = gather.user_agent(site)
    rules = gather.policies([each.service for each in chosen])
    atomic.sweep(site.content / "listings")
    outcomes: list[Outcome] = []
    with Client(agent, rules, limits=limits, clock=clock) as client:
        for each in chosen:
            outcomes.append(each.run(client, _due(each, inquiries, every, before), progress))
            every = [_taught(question, each.learned) for question in every]
            _record(site, outcomes[-1], clock.now())
    return Report(outcomes=tuple(outcomes), unaskable=unaskable)


def _chosen(inquiries: Sequence[Inquiry], names: Sequence[str]) -> list[Inquiry]:
    known = {each.service.name: each for each in inquiries}
    for name in names:
        if name not in known:
            near = get_close_matches(name, known, n=1)
            hint = f"did you mean {near[0]!r}?" if near else f"there are {', '.join(known)}"
            message = f"no service {name!r} is set to be asked"
            raise ConfigError(message, where="mkdocs.yml (enrich)", remedy=hint)
    return [each for name, each in known.items() if not names or name in names]


def _lacking(
    site: Site, inquiries: Sequence[Inquiry], only: Container[str] | None
) -> list[Question]:
    known = list(paper_files.read_papers(site.content / "papers"))
    asked = {key for each in inquiries for key in each.answers.asked}
    every = [*questions.of_ids(site.content, known), *questions.of_papers(known, asked)]
    if only is None:
        return every
    return [question for question in every if any(key in only for key in question.keys)]


def _can(inquiry: Inquiry, question: Question) -> bool:
    return plan.can_ask(inquiry.lookup, question)


def _due(
    inquiry: Inquiry, inquiries: Sequence[Inquiry], every: Sequence[Question], before: datetime
) -> list[Question]:
    found = {key for each in inquiries for key in each.answers.found}
    return plan.due(inquiry.lookup, every, inquiry.answers.asked, found, before=before)


def _taught(question: Question, learned: dict[str, Ids]) -> Question:
    """Add the ids that a service knew, by which the next can be asked more surely."""
    known = [learned[key] for key in question.keys if key in learned]
    return replace(question, ids=joined([question.ids, *known])) if known else question


def _record(site: Site, outcome: Outcome, now: datetime) -> None:
    """Note in the record of health how the service did."""
    if not outcome.questions:
        return
    known = record.read(site.content)
    name = folder(outcome.service)
    before = known.get(name) or Health(source=name)
    moment = now.astimezone(UTC).isoformat(timespec="seconds")
    error = str(outcome.error).splitlines()[0] if outcome.error else None
    if outcome.refused and not error:
        error = f"{outcome.refused[-1].name}: {outcome.refused[-1].reason}"
    known[name] = replace(
        before,
        last_attempt=moment,
        last_success=before.last_success if outcome.failed else moment,
        entries=before.entries if outcome.failed else outcome.found,
        status=outcome.status,
        retries=outcome.retries,
        failing_since=(before.failing_since or moment) if outcome.failed else None,
        error=error,
        refused=outcome.refused,
    )
    record.write(site.content, known.values())


def doubtful(site: Site) -> Iterator[tuple[str, Doubt]]:
    """Yield what the kept answers leave for a person to decide, each with the path of the answer.

    Judged anew, so what has been settled since is not among it.
    """
    inquiries = [Inquiry(site.content, each) for each in site.settings.enrich.services]
    found = {key for each in inquiries for key in each.answers.found}
    every = [q for q in _lacking(site, inquiries, None) if q.lacking and found.isdisjoint(q.keys)]
    by_key = {key: question for question in every for key in question.keys}
    for inquiry in inquiries:
        for kept in inquiry.answers.kept():
            names = map(questions.key, kept.sidecar.asked)
            about = {by_key[name].name: by_key[name] for name in names if name in by_key}
            if not about:
                continue
            where = inquiry.answers.where(kept)
            try:
                known = sources.by_name(inquiry.lookup.format)
                entries = known.read(kept.path.read_bytes(), where).entries
            except ReadError:  # a "404", which has nothing to say
                continue
            for question in about.values():
                if doubt := judge(question, entries).doubt:
                    yield where, Doubt(name=question.name, reason=doubt)
