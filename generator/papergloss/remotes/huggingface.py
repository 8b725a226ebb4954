"""Hugging Face: Daily Papers by day, week and month; what trends; searches; papers by id.

https://huggingface.co/docs/hub/api, https://huggingface.co/docs/hub/rate-limits
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date, timedelta
from urllib.parse import parse_qsl, quote, urlencode, urlsplit

from papergloss.config import Source
from papergloss.model import Reading
from papergloss.remotes.values import (
    LONG_AGO,
    Ask,
    Kind,
    NextPage,
    Plan,
    Rule,
    Window,
    end_of,
    file_stem,
    last,
    today,
    with_query,
)

HOSTS = ("huggingface.co",)
# It gives 500 requests in five minutes, and says in its headers how many are left.
RULES = {host: Rule(group="huggingface", interval=1.0) for host in HOSTS}

PAGE = 100  # the most that /api/daily_papers gives at once


def _daily(source: Source, url: str, days: Window) -> Iterator[Ask]:
    for day in days.days():
        query = urlencode({"date": day.isoformat(), "limit": PAGE})
        yield Ask(
            name=day.isoformat(),
            url=f"{url}/api/daily_papers?{query}",
            settles=end_of(day),
            day=day,
        )


def _week(source: Source, url: str, days: Window) -> Iterator[Ask]:
    for week in dict.fromkeys(day.isocalendar()[:2] for day in days.days()):
        name = f"{week[0]}-W{week[1]:02}"
        first = date.fromisocalendar(*week, 1)
        query = urlencode({"week": name, "limit": PAGE})
        yield Ask(
            name=name.lower(),
            url=f"{url}/api/daily_papers?{query}",
            settles=end_of(first, lag=6),
            day=first,
        )


def _month(source: Source, url: str, days: Window) -> Iterator[Ask]:
    for first in dict.fromkeys(day.replace(day=1) for day in days.days()):
        query = urlencode({"month": f"{first:%Y-%m}", "limit": PAGE})
        following = (first + timedelta(days=31)).replace(day=1)
        yield Ask(
            name=f"{first:%Y-%m}",
            url=f"{url}/api/daily_papers?{query}",
            settles=end_of(following - timedelta(days=1)),
            day=first,
        )


def _trending(source: Source, url: str, days: Window) -> Iterator[Ask]:
    yield from today(f"{url}/api/daily_papers?sort=trending&limit={PAGE}", days)


def _search(source: Source, url: str, days: Window) -> Iterator[Ask]:
    query = urlencode({"q": source.query, "limit": PAGE})
    yield from today(f"{url}/api/papers/search?{query}", days)


def _papers(source: Source, url: str, days: Window) -> Iterator[Ask]:
    for name in dict.fromkeys(source.ids):
        yield Ask(
            name=file_stem(name),
            url=f"{url}/api/papers/{quote(name)}",
            settles=LONG_AGO,
            expected=1,
        )


def _next(url: str, reading: Reading) -> str | None:
    if len(reading.entries) + len(reading.rejected) < PAGE:
        return None
    query = dict(parse_qsl(urlsplit(url).query))
    return with_query(url, {**query, "p": str(int(query.get("p", "0")) + 1)})


def _kind(plan: Plan, next_page: NextPage, **more: frozenset[str] | bool) -> Kind:
    return Kind(
        plan=plan,
        next_page=next_page,
        url="https://huggingface.co",
        format="hf-json",
        extension="json",
        **more,  # type: ignore[arg-type]
    )


KINDS: Mapping[str, Kind] = {
    "hf-daily": _kind(_daily, _next, of_day=True),
    "hf-week": _kind(_week, _next),
    "hf-month": _kind(_month, _next),
    "hf-trending": _kind(_trending, last),
    "hf-search": _kind(_search, last, needs=frozenset({"query"})),
    "hf-papers": _kind(_papers, last, needs=frozenset({"ids"})),
}
