"""Typed settings: the plugin's block of ``mkdocs.yml``, checked; unknown keys are errors.

In comes the block as plain data, whoever read it; out come ``Settings``. Knows neither YAML nor
MkDocs.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, fields
from datetime import date
from difflib import get_close_matches
from pathlib import Path
from typing import Any, TypeVar
from urllib.parse import urlsplit

from papergloss.errors import ConfigError
from papergloss.ids import feed_address

T = TypeVar("T")

ENGINES = ("auto", "lunr", "sharded")  # what searches the site; see docs/search.md


@dataclass(frozen=True, slots=True, kw_only=True)
class Source:
    """One block under ``sources:``: what is fetched from where.

    Attributes:
        name: its folder under content/listings.
        kind: what is asked for, and how; ``papergloss.remotes`` lists the kinds.
        query: what is searched for, in the source's own syntax.
        categories: arXiv categories (``cs.CL``), or sets of OAI-PMH (``cs``).
        ids: the papers to ask for, in quotes (2401.10000 is the number 2401.1).
        since: the first day to ask for; earlier ones only with ``fetch --since``.
        back: how many days before today a run looks for listings that it does not have.
        url: another address that answers like the source, as a mirror does.
        hosts: further hosts that may be asked when the source redirects to them.
        private: the hosts named here may be on this machine or the local network.
        interval: seconds between requests, for hosts that have no rule of their own.
    """

    name: str
    kind: str
    query: str = ""
    categories: tuple[str, ...] = ()
    ids: tuple[str, ...] = ()
    since: date | None = None
    back: int = 14
    url: str = ""
    hosts: tuple[str, ...] = ()
    private: bool = False
    interval: float | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Keep:
    """Which papers become pages: those that fit any of these; all, where nothing is set.

    ``upvotes`` is how many a paper needs at least where its source counts them.
    """

    categories: tuple[str, ...] = ()
    keywords: tuple[str, ...] = ()
    tags: tuple[str, ...] = ()
    upvotes: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class Search:
    """How the site is searched.

    Attributes:
        engine: ``lunr``, ``sharded``, or ``auto``: lunr while the archive is small.
        saved: queries that get a feed each, by what people call them.
    """

    engine: str = "auto"
    saved: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True, kw_only=True)
class Settings:
    """What a person can set under ``plugins: - papergloss:`` in mkdocs.yml.

    Attributes:
        cache: where finished pages are kept between builds; safe to delete.
        home_papers: how many papers of the latest listing the front page shows.
        related: how many related papers a page shows.
        contact: the e-mail or web address by which those we fetch from can reach a person.
        sources: what is fetched.
        keep: which of the papers found become pages.
        drop: words in title or abstract that keep a paper out, whatever ``keep`` says.
        search: how the site is searched.
    """

    cache: str = ".cache/papergloss"
    home_papers: int = 12
    related: int = 6
    contact: str = ""
    sources: tuple[Source, ...] = ()
    keep: Keep = Keep()
    drop: tuple[str, ...] = ()
    search: Search = Search()


@dataclass(frozen=True, slots=True, kw_only=True)
class Site:
    """What the archive's ``mkdocs.yml`` says of the site as a whole.

    ``url`` and ``edit_url`` (where the forge edits files below ``content/``) end in a slash or are
    empty.
    """

    root: Path
    content: Path
    name: str = "Papergloss"
    description: str = ""
    url: str = ""
    repo_url: str = ""
    edit_url: str = ""
    settings: Settings = Settings()


def settings(block: Mapping[str, object], where: str) -> Settings:
    """Check the plugin's block.

    Raises:
        ConfigError: a key is unknown (the nearest known one is named) or a value of a wrong kind.
    """
    return _made(Settings, block, _SETTINGS, "papergloss", where)


# --- what a value may be ------------------------------------------------------------------------


class _Wrong(Exception):
    """Says what a value must be."""


def _number(value: object) -> int:
    text = str(value)
    if isinstance(value, bool) or not (text.isascii() and text.isdigit() and len(text) < 10):
        raise _Wrong("a whole number")
    return int(text)


def _seconds(value: object) -> float:
    if isinstance(value, bool) or not isinstance(value, int | float) or not 0 <= value <= 86_400:
        raise _Wrong("a number of seconds")
    return float(value)


def _text(value: object) -> str:
    if not isinstance(value, str) or not value:
        raise _Wrong("text")
    return value


def _switch(value: object) -> bool:
    if not isinstance(value, bool):
        raise _Wrong("true or false")
    return value


def _day(value: object) -> date:
    try:
        return date.fromisoformat(str(value))
    except ValueError:
        raise _Wrong("a day, YYYY-MM-DD") from None


def _texts(value: object) -> tuple[str, ...]:
    values = [value] if isinstance(value, str) else value
    if not isinstance(values, list | tuple) or not all(isinstance(v, str) and v for v in values):
        raise _Wrong("a list of texts, each in quotes where it looks like a number")
    return tuple(values)


def _contact(value: object) -> str:
    # It stands in a header, inside of parentheses.
    if not isinstance(value, str) or not re.fullmatch(r"[!-'*-:<-~]*(?:@|://)[!-'*-:<-~]+", value):
        raise _Wrong("an e-mail or web address")
    return value


def _name(value: object) -> str:
    if not isinstance(value, str) or not re.fullmatch(r"[a-z0-9]+(?:[._-][a-z0-9]+)*", value):
        raise _Wrong("small letters, digits and hyphens, as it names a folder")
    return value


def _url(value: object) -> str:
    try:
        parts = urlsplit(_text(value))
        fits = parts.scheme in ("http", "https") and parts.hostname and parts.port != 0
        if fits and "@" not in parts.netloc and not parts.query and not parts.fragment:
            return str(value)
    except (ValueError, _Wrong):
        pass
    raise _Wrong("a web address without password, query or fragment")


def _hosts(value: object) -> tuple[str, ...]:
    names = tuple(name.lower() for name in _texts(value))
    if not all(re.fullmatch(r"[a-z0-9.-]+(?::[0-9]{1,5})?", name) for name in names):
        raise _Wrong("a list of names of hosts, as in export.arxiv.org or localhost:8080")
    return names


def _queries(value: object) -> dict[str, str]:
    if not isinstance(value, Mapping) or not all(isinstance(v, str) and v for v in value.values()):
        raise _Wrong("“name: 'query'” lines")
    feeds = [feed_address(str(name)) for name in value]
    if len(set(feeds)) < len(feeds) or feed_address("") in feeds:
        raise _Wrong("queries whose names differ in letters or digits")
    return {str(name): query for name, query in value.items()}


def _engine(value: object) -> str:
    if value not in ENGINES:
        raise _Wrong(f"one of {', '.join(ENGINES)}")
    return str(value)


_Checks = Mapping[str, Callable[[Any], object]]

_SOURCE: _Checks = {
    "name": _name,
    "kind": _text,
    "query": _text,
    "categories": _texts,
    "ids": _texts,
    "since": _day,
    "back": _number,
    "url": _url,
    "hosts": _hosts,
    "private": _switch,
    "interval": _seconds,
}
_KEEP: _Checks = {"categories": _texts, "keywords": _texts, "tags": _texts, "upvotes": _number}
_SEARCH: _Checks = {"engine": _engine, "saved": _queries}
_BLOCKS: Mapping[str, tuple[type, _Checks]] = {"keep": (Keep, _KEEP), "search": (Search, _SEARCH)}
_SETTINGS: _Checks = {
    "cache": _text,
    "home_papers": _number,
    "related": _number,
    "contact": _contact,
    "drop": _texts,
}


def _made(kind: type[T], block: object, checks: _Checks, label: str, where: str) -> T:
    """Make a ``kind`` of a block whose keys are its fields."""
    if not isinstance(block, Mapping):
        raise ConfigError(f"{label} must be “key: value” lines, found {_shown(block)}", where=where)
    known = [each.name for each in fields(kind)]  # type: ignore[arg-type]
    values: dict[str, object] = {}
    for key, value in block.items():
        if key not in known:
            near = get_close_matches(str(key), known, n=1)
            hint = f"did you mean {near[0]!r}?" if near else f"the keys are {', '.join(known)}"
            raise ConfigError(f"unknown setting {key!r} of {label}", where=where, remedy=hint)
        values[key] = _value(key, value, checks, label, where)
    return kind(**values)


def _value(key: str, value: object, checks: _Checks, label: str, where: str) -> object:
    if key == "sources" and checks is _SETTINGS:
        return _sources(value, where)
    if key in _BLOCKS and checks is _SETTINGS:
        kind, its_checks = _BLOCKS[key]
        return _made(kind, value, its_checks, f"papergloss: {key}", where)
    try:
        return checks[key](value)
    except _Wrong as wrong:
        message = f"{label}: {key} must be {wrong}, found {_shown(value)}"
        raise ConfigError(message, where=where) from None


def _sources(value: object, where: str) -> tuple[Source, ...]:
    if not isinstance(value, list):
        raise ConfigError(f"papergloss: sources must be a list, found {_shown(value)}", where=where)
    found: dict[str, Source] = {}
    for number, block in enumerate(value, start=1):
        label = f"papergloss: source {number}"
        for key in ("name", "kind"):
            if isinstance(block, Mapping) and key not in block:
                raise ConfigError(f"{label} has no {key}", where=where)
        source = _made(Source, block, _SOURCE, label, where)
        if source.name in found:
            message = f"{label} has the name {source.name!r} of another"
            raise ConfigError(message, where=where, remedy="give it a name of its own")
        found[source.name] = source
    return tuple(found.values())


def _shown(value: object) -> str:
    return repr(str(value)[:60])
