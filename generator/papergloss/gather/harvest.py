"""One source's part of a run: which listings are missing, and which page of each comes next."""

from __future__ import annotations

import logging
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field, replace
from datetime import datetime
from pathlib import Path

from papergloss import remotes
from papergloss.config import Source
from papergloss.errors import FetchError
from papergloss.fetch import Client, Reply, Request
from papergloss.gather.intray import InTray, NotTaken, page_name, page_of
from papergloss.model import Health, Refused
from papergloss.remotes import Ask

log = logging.getLogger(__name__)

#: A listing of more pages than this has no end.
MOST_PAGES = 500
# How many names are remembered that did not change after their day was over, or were refused.
_REMEMBERED = 200


@dataclass(frozen=True, slots=True, kw_only=True)
class Page:
    """What is asked for next; ``resumed`` where an earlier run left off."""

    number: int
    url: str
    resumed: bool = False


@dataclass(slots=True, kw_only=True)
class Tally:
    """What has become of the replies so far."""

    new: int = 0
    changed: int = 0
    unchanged: int = 0
    entries: int = 0
    retries: int = 0
    status: int | None = None
    refused: list[Refused] = field(default_factory=list)


class Harvest:
    """Asks one source for what is missing.

    Args:
        before: what the source did last.
        asks: the listings that there should be.
        accept: take listings whose size is doubted.
    """

    def __init__(
        self, content: Path, source: Source, before: Health | None, asks: list[Ask], *, accept: bool
    ) -> None:
        self.source = source
        self.before = before or Health(source=source.name)
        self.pending = dict(self.before.pending)
        self.tally = Tally()
        self._asks = asks
        self._kind = remotes.kind_of(source)
        self._hosts = remotes.hosts(source)
        self._tray = InTray(content, source.name, self._kind, accept=accept)
        self._settled = dict.fromkeys(self.before.settled)
        self._taken: set[str] = set()
        self._remember: Callable[[], None] = lambda: None

    def addresses(self) -> Iterator[str]:
        """Yield what a run would ask for; further pages are known only from the first."""
        for ask in self._asks:
            if page := self._first(ask):
                yield page.url

    def run(
        self,
        client: Client,
        remember: Callable[[], None],
        progress: Callable[[str, int, int], None],
    ) -> None:
        """Ask for everything that is missing, oldest first.

        ``remember`` is called whenever ``self.pending`` has changed, which says where to go on;
        ``progress`` after each listing.

        Raises:
            FetchError: the source does not answer; what came before that is kept.
        """
        self._remember = remember
        todo = [(ask, page) for ask in self._asks if (page := self._first(ask))]
        for done, (ask, page) in enumerate(todo, start=1):
            self._listing(client, ask, page)
            progress(self.source.name, done, len(todo))

    def refused(self) -> tuple[Refused, ...]:
        """Return what is refused now: by this run, or by an earlier one and not taken since."""
        old = {each.name: each for each in self.before.refused if each.name not in self._taken}
        now = {
            each.name: replace(each, since=old[each.name].since if each.name in old else each.since)
            for each in self.tally.refused
        }
        return tuple({**old, **now}.values())[-_REMEMBERED:]

    def settled(self) -> tuple[str, ...]:
        """Return the names of listings that did not change after their day was over."""
        return tuple(self._settled)[-_REMEMBERED:]

    # --- which page -----------------------------------------------------------------------------

    def _first(self, ask: Ask) -> Page | None:
        """Return the page to begin with; None for a listing that is whole and will not change."""
        name = self._tray.own_name(ask.name)
        for key, url in self.pending.items():
            listing, number = page_of(key)
            if listing == name:
                return Page(number=number, url=url, resumed=True)
        if name in self._settled or self._came(name, ask.settles):
            return None
        return Page(number=1, url=ask.url)

    def _came(self, name: str, moment: datetime) -> bool:
        kept = self._tray.kept.get(name)
        return bool(kept and kept.received and kept.received >= moment)

    def _go_on(self, own: str, following: str | None = None, url: str | None = None) -> None:
        """Note, before it is asked for, which page comes after ``own``."""
        before = dict(self.pending)
        self.pending.pop(own, None)
        if following and url:
            self.pending[following] = url
        if self.pending != before:
            self._remember()

    # --- one listing ----------------------------------------------------------------------------

    def _listing(self, client: Client, ask: Ask, first: Page) -> None:
        name, asked = self._tray.own_name(ask.name), set[str]()
        page: Page | None = first
        while page:
            if page.url in asked or page.number > MOST_PAGES:
                raise FetchError(
                    f"the pages of {name} have no end",
                    where=page.url,
                    remedy="look at the address in a browser; ask for less at a time",
                )
            asked.add(page.url)
            page = self._next(client, ask, name, page)

    def _next(self, client: Client, ask: Ask, name: str, page: Page) -> Page | None:
        try:
            return self._page(client, ask, name, page)
        except NotTaken as refusal:
            return self._after_refusal(ask, name, page, refusal.refused)

    def _after_refusal(self, ask: Ask, name: str, page: Page, refused: Refused) -> Page | None:
        own = page_name(name, page.number)
        if page.resumed:
            # Where an earlier run stopped is known no more (tokens last a day): begin anew.
            log.info("%s: %s; from the first page again", own, refused.reason)
            self._go_on(own)
            return Page(number=1, url=ask.url)
        self.tally.refused.append(refused)
        if self.tally.status in (401, 403):
            raise FetchError(
                f"it does not let us in: {refused.reason}",
                where=page.url,
                remedy="see whether its rules have changed, and whether “contact” is right",
            )
        return None

    def _page(self, client: Client, ask: Ask, name: str, page: Page) -> Page | None:
        reply = self._asked(client, page)
        own = page_name(name, page.number)
        following = page_name(name, page.number + 1)
        if reply.status == 304:
            self._unchanged(ask, name, reply)
            after = self._tray.kept.get(following)
            url = after.sidecar.url if after else None
        else:
            url = self._answered(ask, name, page, reply)
        self._go_on(own, following, url)
        return Page(number=page.number + 1, url=url) if url else None

    def _asked(self, client: Client, page: Page) -> Reply:
        # Where a run stopped, only the whole reply tells whether another page follows.
        known = None if page.resumed else self._tray.given(page.url)
        reply = client.get(
            Request(
                url=page.url,
                hosts=self._hosts,
                etag=known.sidecar.etag if known else None,
                last_modified=known.sidecar.last_modified if known else None,
            )
        )
        self.tally.status = reply.status
        self.tally.retries += reply.attempts - 1
        return reply

    def _unchanged(self, ask: Ask, name: str, reply: Reply) -> None:
        self.tally.unchanged += 1
        if reply.received >= ask.settles and not self._came(name, ask.settles):
            self._settled[name] = None  # what is kept is older, so its time would not tell

    def _answered(self, ask: Ask, name: str, page: Page, reply: Reply) -> str | None:
        """Take a reply in; return the address of the next page."""
        arrival = self._tray.lay_in(ask, name, page.number, page.url, reply)
        reading = self._tray.read(arrival)
        url = self._kind.next_page(page.url, reading)
        if url:
            # Killed before this page lies among the listings, the next run asks for it again.
            own = page_name(name, page.number)
            self._go_on("", own, page.url)
        taken, new = self._tray.take(arrival, reading)
        self._taken.add(taken)
        if new is None:
            self._unchanged(ask, name, reply)
        self.tally.new += new is True
        self.tally.changed += new is False
        self.tally.entries += 0 if new is None else len(reading.entries)
        return url
