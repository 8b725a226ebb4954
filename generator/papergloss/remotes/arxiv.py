"""arXiv: its API by day and by id, its announcements, its records as OAI-PMH gives them.

https://info.arxiv.org/help/api/user-manual.html, https://info.arxiv.org/help/rss.html,
https://info.arxiv.org/help/oa/index.html
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterator, Mapping
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

HOSTS = ("export.arxiv.org", "oaipmh.arxiv.org", "rss.arxiv.org", "arxiv.org")
# One connection, and one request every three seconds, for all of its interfaces together
# (https://info.arxiv.org/help/api/tou.html).
RULES = {host: Rule(group="arxiv", interval=3.0) for host in HOSTS}

PAGE = 200
IDS_AT_ONCE = 50

# A paper is announced, and so findable, a day after its submission, four after a long weekend.
_ANNOUNCED = 4


def _search(source: Source, url: str, days: Window) -> Iterator[Ask]:
    categories = " OR ".join(f"cat:{name}" for name in source.categories)
    parts = [f"({part})" for part in (categories, source.query) if part]
    for day in days.days():
        stretch = f"submittedDate:[{day:%Y%m%d}0000 TO {day:%Y%m%d}2359]"
        query = {
            "search_query": " AND ".join([*parts, stretch]),
            "start": "0",
            "max_results": str(PAGE),
            "sortBy": "submittedDate",
            "sortOrder": "ascending",
        }
        yield Ask(
            name=day.isoformat(),
            url=f"{url}?{urlencode(query)}",
            settles=end_of(day, lag=_ANNOUNCED),
            day=day,
        )


def _ids(source: Source, url: str, days: Window) -> Iterator[Ask]:
    every = list(dict.fromkeys(source.ids))
    for start in range(0, len(every), IDS_AT_ONCE):
        some = every[start : start + IDS_AT_ONCE]
        listed = ",".join(some)
        query = urlencode({"id_list": listed, "max_results": len(some)}, safe=",/")
        digest = hashlib.sha256(listed.encode()).hexdigest()[:10]
        yield Ask(name=f"ids-{digest}", url=f"{url}?{query}", settles=LONG_AGO, expected=len(some))


def _feed(source: Source, url: str, days: Window) -> Iterator[Ask]:
    yield from today(f"{url}/atom/{'+'.join(map(quote, source.categories))}", days)


def _oai(source: Source, url: str, days: Window, prefix: str = "arXiv") -> Iterator[Ask]:
    for day in days.days():
        for name in source.categories:
            query = {
                "verb": "ListRecords",
                "metadataPrefix": prefix,
                "set": name,
                "from": day.isoformat(),
                "until": day.isoformat(),
            }
            tail = "" if len(source.categories) == 1 else f"-{file_stem(name)}"
            yield Ask(
                name=f"{day.isoformat()}{tail}",
                url=f"{url}?{urlencode(query, safe=':')}",
                settles=end_of(day, lag=1),
                day=day,
            )


def _oai_raw(source: Source, url: str, days: Window) -> Iterator[Ask]:
    yield from _oai(source, url, days, "arXivRaw")


def _atom_next(url: str, reading: Reading) -> str | None:
    if reading.more is None:
        return None
    return with_query(url, {**dict(parse_qsl(urlsplit(url).query)), "start": reading.more})


def _oai_next(url: str, reading: Reading) -> str | None:
    if reading.more is None:
        return None
    return with_query(url, {"verb": "ListRecords", "resumptionToken": reading.more})


def _kind(
    plan: Plan, next_page: NextPage, url: str, format: str, **more: frozenset[str] | bool
) -> Kind:
    return Kind(
        plan=plan,
        next_page=next_page,
        url=url,
        format=format,
        extension="xml",
        restless=True,
        **more,  # type: ignore[arg-type]
    )


_API = "https://export.arxiv.org/api/query"
_OAI = "https://oaipmh.arxiv.org/oai"
_FEED = "https://rss.arxiv.org"
_CATEGORIES = frozenset({"categories"})

KINDS: Mapping[str, Kind] = {
    "arxiv-search": _kind(_search, _atom_next, _API, "arxiv-atom", takes=_CATEGORIES | {"query"}),
    "arxiv-ids": _kind(_ids, _atom_next, _API, "arxiv-atom", needs=frozenset({"ids"})),
    "arxiv-feed": _kind(_feed, last, _FEED, "arxiv-feed", needs=_CATEGORIES, names_itself=True),
    "arxiv-oai": _kind(_oai, _oai_next, _OAI, "arxiv-oai", needs=_CATEGORIES),
    "arxiv-oai-raw": _kind(_oai_raw, _oai_next, _OAI, "arxiv-oai", needs=_CATEGORIES),
}
