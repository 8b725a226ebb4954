"""What to ask each configured source for: settings and a range of days in, addresses out.

A kind of source is one function that yields what it asks for, one that gives the address of a
listing’s next page, and one line in its module’s ``KINDS``. Pure: nothing here asks anything.

    hf-daily, hf-week, hf-month   Hugging Face Daily Papers of each day, week or month
    hf-trending                   what trends there today
    hf-search, hf-papers          a search there today; papers by id, once
    arxiv-search                  arXiv's API: the papers submitted on each day that fit
    arxiv-ids                     arXiv's API: papers by id, once
    arxiv-feed                    arXiv's announcement of today
    arxiv-oai, arxiv-oai-raw      arXiv's OAI-PMH: records changed on each day; raw has versions

The services that are asked about single papers are in ``lookups``.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date, timedelta
from difflib import get_close_matches
from urllib.parse import urlsplit

from papergloss.config import Service, Source
from papergloss.errors import ConfigError
from papergloss.remotes import arxiv, huggingface, lookups
from papergloss.remotes.lookups import LOOKUPS, Lookup, lookup_of
from papergloss.remotes.values import Ask, Kind, Rule, Window

__all__ = [
    "KINDS",
    "LOOKUPS",
    "RULES",
    "Ask",
    "Kind",
    "Lookup",
    "Rule",
    "Window",
    "address",
    "asks",
    "hosts",
    "kind_of",
    "lookup_of",
    "rules",
]

KINDS: Mapping[str, Kind] = {**huggingface.KINDS, **arxiv.KINDS}
RULES: Mapping[str, Rule] = {**huggingface.RULES, **arxiv.RULES, **lookups.RULES}
FAMILIES = (huggingface.HOSTS, arxiv.HOSTS, lookups.CROSSREF_HOSTS, lookups.OPENALEX_HOSTS)


def window(
    source: Source, today: date, *, since: date | None = None, until: date | None = None
) -> Window:
    """Return the days that a run looks at: the last ``back`` and today, unless told otherwise."""
    first = since or max(source.since or date.min, today - timedelta(days=source.back))
    return Window(first=first, last=min(until or today, today), today=today)


def kind_of(source: Source) -> Kind:
    """Return the kind of a source.

    Raises:
        ConfigError: there is none of that name, or the source's keys do not go with it.
    """
    where = f"source {source.name}"
    if source.kind not in KINDS:
        near = get_close_matches(source.kind, KINDS, n=1)
        hint = f"did you mean {near[0]!r}?" if near else f"the kinds are {', '.join(KINDS)}"
        raise ConfigError(f"there is no kind of source {source.kind!r}", where=where, remedy=hint)
    kind = KINDS[source.kind]
    for key in ("query", "categories", "ids"):
        if key in kind.needs and not getattr(source, key):
            raise ConfigError(f"{source.kind} needs “{key}”", where=where)
        if getattr(source, key) and key not in kind.needs | kind.takes:
            message = f"{source.kind} makes no use of “{key}”"
            raise ConfigError(message, where=where, remedy="take it out, or choose another kind")
    if source.kind == "arxiv-search" and not (source.query or source.categories):
        raise ConfigError("arxiv-search needs “query” or “categories”", where=where)
    return kind


def asks(source: Source, days: Window) -> list[Ask]:
    """Return what a source is asked for, oldest first."""
    kind = kind_of(source)
    return list(kind.plan(source, address(source), days))


def address(source: Source | Service) -> str:
    """Return where a source or service is asked, without a slash at the end."""
    known = lookup_of(source) if isinstance(source, Service) else kind_of(source)
    return (source.url or known.url).rstrip("/")


def hosts(source: Source | Service) -> frozenset[str]:
    """Return the hosts that a source or service may be asked at and redirect to."""
    own = _netloc(address(source))
    family = next((names for names in FAMILIES if own in names), ())
    return frozenset({own, *family, *source.hosts})


def rules(sources: Iterable[Source | Service]) -> dict[str, Rule]:
    """Return how each host that any source names is to be asked; a host's own rule comes first."""
    found: dict[str, Rule] = {}
    for source in sources:
        for host in sorted(hosts(source)):
            own = RULES.get(host)
            slow = max(source.interval or 0.0, own.interval) if own else source.interval
            found[host] = Rule(
                group=own.group if own else host,
                interval=1.0 if slow is None else slow,
                private=source.private and own is None,
            )
    return found


def _netloc(url: str) -> str:
    parts = urlsplit(url)
    default = {"http": 80, "https": 443}[parts.scheme]
    host = parts.hostname or ""
    name = f"[{host}]" if ":" in host else host
    return name if parts.port in (None, default) else f"{name}:{parts.port}"
