"""What has been asked before, and where replies are kept: ``content/listings/enrich-<service>/``.

A reply that knows a paper is a listing there; any other lies in ``unmatched/`` below it, and what
cannot be read in ``refused/``. The sidecar says which papers were asked about, and which found.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import datetime
from pathlib import Path

from papergloss.enrich.plan import Ask
from papergloss.enrich.questions import key
from papergloss.fetch import Reply
from papergloss.model import LOOKUP, Refused, Sidecar
from papergloss.store import arrivals
from papergloss.store.arrivals import Kept

UNMATCHED = "unmatched"


def folder(service: str) -> str:
    """Return the name of the folder of a service's answers, below ``content/listings``."""
    return f"enrich-{service}"


class Answers:
    """The answers of one service.

    Attributes:
        asked: when it was last asked about what, by key.
        found: the keys of what it knew.
    """

    def __init__(self, content: Path, service: str, format_name: str, extension: str) -> None:
        self.asked: dict[str, datetime] = {}
        self.found: set[str] = set()
        self._content = content
        self._source = folder(service)
        self._format = format_name
        self._extension = extension
        for kept in self.kept():
            self._note(kept.sidecar)

    def kept(self) -> Iterator[Kept]:
        """Yield all that is kept, those first that are listings."""
        yield from arrivals.every(self._content, self._source)
        yield from arrivals.every(self._content, f"{self._source}/{UNMATCHED}")

    def where(self, kept: Kept) -> str:
        """Return the path of an answer for messages."""
        return f"content/{kept.path.relative_to(self._content).as_posix()}"

    def lay_in(self, ask: Ask, reply: Reply) -> Kept:
        """Keep a reply as it came, before anything reads it."""
        sidecar = Sidecar(
            name=ask.name,
            date=reply.received.date(),
            date_basis="the day it was asked for",
            url=ask.url,
            received=reply.received.isoformat(timespec="seconds"),
            format=self._format,
            status=reply.status,
            purpose=LOOKUP,
        )
        return arrivals.stage(self._content, self._source, self._extension, reply.body, sidecar)

    def keep(
        self,
        staged: Kept,
        *,
        asked: Sequence[str],
        found: Sequence[str],
        entries: int,
        remark: str | None,
    ) -> None:
        """Put a reply among the listings if it knows anything, else where only enrich looks."""
        sidecar = replace(
            staged.sidecar, asked=tuple(asked), found=tuple(found), entries=entries, remark=remark
        )
        arrivals.accept(staged, sidecar, below="" if found else UNMATCHED)
        self._note(sidecar)

    def refuse(self, staged: Kept, reason: str) -> Refused:
        """Leave a reply that cannot be read where nothing reads it."""
        kept = arrivals.refuse(self._content, self._source, staged, staged.sidecar, reason)
        return Refused(
            name=kept.name,
            path=kept.path.relative_to(self._content).as_posix(),
            reason=reason,
            since=kept.sidecar.received or "",
        )

    def _note(self, sidecar: Sidecar) -> None:
        if moment := arrivals.when(sidecar.received):
            for each in map(key, sidecar.asked):
                self.asked[each] = max(moment, self.asked.get(each, moment))
        self.found.update(map(key, sidecar.found))
