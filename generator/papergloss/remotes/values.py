"""What a kind of source is made of, and what it asks for."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from urllib.parse import urlencode, urlsplit

from papergloss.config import Source
from papergloss.model import Reading

#: When what never changes has settled.
LONG_AGO = datetime.min.replace(tzinfo=UTC)


@dataclass(frozen=True, slots=True, kw_only=True)
class Window:
    """The days to ask for, first and last included; ``today`` is UTC's."""

    first: date
    last: date
    today: date

    def days(self) -> Iterator[date]:
        """The days, oldest first."""
        for number in range((self.last - self.first).days + 1):
            yield self.first + timedelta(days=number)


@dataclass(frozen=True, slots=True, kw_only=True)
class Ask:
    """One listing to ask for, by its first page.

    ``settles`` is when it will not change any more: a reply from then on is the last. ``expected``
    is how many entries it should have, where that is known.
    """

    name: str
    url: str
    settles: datetime
    day: date | None = None
    expected: int | None = None


Plan = Callable[[Source, str, Window], Iterator[Ask]]
NextPage = Callable[[str, Reading], str | None]


@dataclass(frozen=True, slots=True, kw_only=True)
class Kind:
    """A kind of source.

    Attributes:
        plan: what it asks for, given the source, its address and the days.
        next_page: the address of the page after the one at an address, None after the last.
        url: where it is asked unless the source says otherwise.
        format: how its replies are read.
        extension: of the files they are kept in.
        needs: keys of the source that must be set; ``takes``: those that may be.
        of_day: the day asked for is the one that the listing prints, if it prints any.
        names_itself: its listings are named for the day they print, as a feed is of no day asked.
        restless: its bytes differ at every asking (a time of reply), so entries are compared.
    """

    plan: Plan
    next_page: NextPage
    url: str
    format: str
    extension: str
    needs: frozenset[str] = frozenset()
    takes: frozenset[str] = frozenset()
    of_day: bool = False
    names_itself: bool = False
    restless: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Rule:
    """How a host wants to be asked; hosts of one ``group`` share its pace."""

    group: str
    interval: float
    private: bool = False


def end_of(day: date, *, lag: int = 0) -> datetime:
    """Return the moment when a day is over in UTC, and ``lag`` days besides."""
    return datetime.combine(day + timedelta(days=1 + lag), time(), tzinfo=UTC)


def today(url: str, days: Window) -> Iterator[Ask]:
    """Ask for what can only be asked for now."""
    if days.first <= days.today <= days.last:
        name = days.today.isoformat()
        yield Ask(name=name, url=url, settles=end_of(days.today), day=days.today)


def last(url: str, reading: Reading) -> str | None:
    """There is one page."""
    return None


def with_query(url: str, query: Mapping[str, str]) -> str:
    """Return an address with another query."""
    return urlsplit(url)._replace(query=urlencode(query)).geturl()


def file_stem(text: str) -> str:
    """Make a name for a file of what stands in the settings."""
    return re.sub(r"[^A-Za-z0-9.]+", "-", text).strip("-.").lower() or "listing"
