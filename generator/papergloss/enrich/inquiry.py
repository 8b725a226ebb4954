"""One service: ask, keep, judge; what does not fit in one reply is asked for in smaller parts."""

from __future__ import annotations

import logging
from collections import deque
from collections.abc import Callable, Sequence
from pathlib import Path

from papergloss import remotes, sources
from papergloss.config import Service
from papergloss.enrich import plan
from papergloss.enrich.answers import Answers
from papergloss.enrich.match import Verdict, judge
from papergloss.enrich.plan import Ask
from papergloss.enrich.questions import Question
from papergloss.enrich.report import Doubt, Outcome
from papergloss.errors import ArchiveError, FetchError, ReadError
from papergloss.fetch import Client, Failed, Reply, Request
from papergloss.ids import joined
from papergloss.model import Ids, Reading, Refused
from papergloss.store.arrivals import Kept

log = logging.getLogger(__name__)

# A service that sends this many replies in a row that cannot be read has changed.
_PATIENCE = 3
_NOT_FOUND = 404


class Inquiry:
    """Asks one service about papers.

    Attributes:
        learned: the ids of the papers that it knew, by the papers' keys.
    """

    def __init__(self, content: Path, service: Service) -> None:
        self.service = service
        self.lookup = remotes.lookup_of(service)
        self.answers = Answers(content, service.name, self.lookup.format, self.lookup.extension)
        self.learned: dict[str, Ids] = {}
        self._hosts = remotes.hosts(service)
        self._url = remotes.address(service)
        self._format = sources.by_name(self.lookup.format)
        self._asked = 0
        self._found = 0
        self._requests = 0
        self._retries = 0
        self._status: int | None = None
        self._doubts: list[Doubt] = []
        self._refused: list[Refused] = []
        self._refused_in_a_row = 0

    def planned(self, questions: Sequence[Question]) -> Outcome:
        """Say what would be asked."""
        asks = plan.asks(self.lookup, self._url, questions)
        return Outcome(
            service=self.service.name,
            questions=len(questions),
            planned=tuple(ask.url for ask in asks),
        )

    def run(
        self,
        client: Client,
        questions: Sequence[Question],
        progress: Callable[[str, int, int], None],
    ) -> Outcome:
        """Ask all questions; stop where the service fails. What came before that is kept."""
        error: ArchiveError | None = None
        try:
            self._all(client, questions, progress)
        except ArchiveError as caught:
            error = caught
            if isinstance(caught, Failed):
                self._status = caught.status
                self._retries += caught.attempts - 1
        return Outcome(
            service=self.service.name,
            questions=len(questions),
            asked=self._asked,
            found=self._found,
            requests=self._requests,
            retries=self._retries,
            status=self._status,
            doubts=tuple(self._doubts),
            refused=tuple(self._refused),
            error=error,
        )

    def _all(
        self,
        client: Client,
        questions: Sequence[Question],
        progress: Callable[[str, int, int], None],
    ) -> None:
        queue = deque(plan.asks(self.lookup, self._url, questions))
        while queue:
            parts = self._one(client, queue.popleft())
            queue.extendleft(
                ask
                for part in reversed(parts)
                for ask in reversed(plan.asks(self.lookup, self._url, part))
            )
            waiting = sum(len(ask.questions) for ask in queue)
            progress(self.service.name, len(questions) - waiting, len(questions))

    def _one(self, client: Client, ask: Ask) -> list[Sequence[Question]]:
        """Ask once; return those that have to be asked about again, in smaller parts."""
        reply = client.get(Request(url=ask.url, hosts=self._hosts))
        self._requests += 1
        self._retries += reply.attempts - 1
        self._status = reply.status
        staged = self.answers.lay_in(ask, reply)
        try:
            reading = self._read(ask, reply, self.answers.where(staged))
        except ReadError as error:
            return self._unread(ask, staged, error)
        self._refused_in_a_row = 0
        verdicts = [(each, judge(each, reading.entries)) for each in ask.questions]
        parts = _parts(ask, verdicts, reading)
        waiting = {question.name for part in parts for question in part}
        self._keep(staged, reading, [(q, v) for q, v in verdicts if q.name not in waiting])
        return parts

    def _read(self, ask: Ask, reply: Reply, where: str) -> Reading:
        if reply.status == _NOT_FOUND and ask.by_id and len(ask.questions) == 1:
            return Reading(entries=(), empty_reason="status 404: it has none of this id")
        try:
            reading = self._format.read(reply.body, where)
        except ReadError as error:
            if reply.status < 400:
                raise
            message = f"status {reply.status}: {error.message}"
            raise ReadError(message, where=where, remedy=error.remedy) from None
        if reply.status >= 400:
            raise ReadError(f"status {reply.status}, which is no answer", where=where)
        return reading

    def _unread(self, ask: Ask, staged: Kept, error: ReadError) -> list[Sequence[Question]]:
        refused = self.answers.refuse(staged, error.message)
        if len(ask.questions) > 1:
            # One odd title or id can spoil the request for all.
            log.info("%s: %s; asking one by one", ask.url, error.message)
            return [[each] for each in ask.questions]
        self._refused.append(refused)
        self._refused_in_a_row += 1
        if self._refused_in_a_row == _PATIENCE:
            raise FetchError(
                f"the last {_PATIENCE} replies cannot be read: {error.message}",
                where=ask.url,
                remedy="look at the address in a browser; the service may have changed",
            )
        return []

    def _keep(
        self, staged: Kept, reading: Reading, settled: Sequence[tuple[Question, Verdict]]
    ) -> None:
        found = [(question, verdict) for question, verdict in settled if verdict.found]
        doubts = [Doubt(name=q.name, reason=v.doubt) for q, v in settled if v.doubt]
        self.answers.keep(
            staged,
            asked=[question.name for question, _ in settled],
            found=[question.name for question, _ in found],
            entries=len(reading.entries),
            remark=f"doubtful: {'; '.join(map(str, doubts))}" if doubts else None,
        )
        self._asked += len(settled)
        self._found += len(found)
        self._doubts += doubts
        for question, verdict in found:
            known = joined([question.ids, *(entry.ids for entry in verdict.found)])
            self.learned.update(dict.fromkeys(question.keys, known))


def _parts(
    ask: Ask, verdicts: Sequence[tuple[Question, Verdict]], reading: Reading
) -> list[Sequence[Question]]:
    """Return those of several papers that the reply cannot be taken for.

    A hit that must not be joined keeps the whole reply from being a listing; and where there were
    more hits than the reply shows, what it leaves out may be among them.
    """
    if len(verdicts) == 1:
        return []
    if barred := [question for question, verdict in verdicts if verdict.barred]:
        others = [question for question, verdict in verdicts if not verdict.barred]
        return [*([others] if others else []), *([each] for each in barred)]
    shown = len(reading.entries) + len(reading.rejected)
    if not ask.by_id and reading.total and reading.total > shown:
        return [[question] for question, verdict in verdicts if not verdict.found]
    return []
