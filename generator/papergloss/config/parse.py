"""The plugin's block of ``mkdocs.yml``, as plain data, checked: unknown keys are errors."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import MISSING, fields
from difflib import get_close_matches
from typing import Any, TypeVar

from papergloss import checks, executors
from papergloss.config.values import (
    ENGINES,
    Budget,
    Enrich,
    ForgeName,
    Keep,
    People,
    Search,
    Service,
    Settings,
    Source,
)
from papergloss.errors import ConfigError
from papergloss.ids import feed_address

T = TypeVar("T")
N = TypeVar("N", Source, Service)


def settings(block: Mapping[str, object], where: str) -> Settings:
    """Check the plugin's block.

    Raises:
        ConfigError: a key is unknown (the nearest known one is named) or a value of a wrong kind.
    """
    return _made(Settings, block, _SETTINGS, "papergloss", where)


# --- which keys there are ------------------------------------------------------------------------


def _forge(value: object) -> ForgeName:
    if value not in list(ForgeName):
        raise checks.Wrong(f"one of {', '.join(ForgeName)}")
    return ForgeName(str(value))


def _queries(value: object) -> dict[str, str]:
    if not isinstance(value, Mapping) or not all(isinstance(v, str) and v for v in value.values()):
        raise checks.Wrong("“name: 'query'” lines")
    feeds = [feed_address(str(name)) for name in value]
    if len(set(feeds)) < len(feeds) or feed_address("") in feeds:
        raise checks.Wrong("queries whose names differ in letters or digits")
    return {str(name): query for name, query in value.items()}


def _engine(value: object) -> str:
    if value not in ENGINES:
        raise checks.Wrong(f"one of {', '.join(ENGINES)}")
    return str(value)


def _executor(value: object) -> str:
    if not isinstance(value, str) or not executors.is_known(value):
        raise checks.Wrong(executors.FORMS)
    return value


_Checks = Mapping[str, Callable[[Any], object]]

_SOURCE: _Checks = {
    "name": checks.name,
    "kind": checks.text,
    "query": checks.text,
    "categories": checks.texts,
    "ids": checks.texts,
    "since": checks.day,
    "back": checks.number,
    "url": checks.url,
    "hosts": checks.hosts,
    "private": checks.switch,
    "interval": checks.seconds,
}
_KEEP: _Checks = {
    "categories": checks.texts,
    "keywords": checks.texts,
    "tags": checks.texts,
    "upvotes": checks.number,
}
_ASKED: _Checks = {
    "url": checks.url,
    "hosts": checks.hosts,
    "private": checks.switch,
    "interval": checks.seconds,
}
_SERVICE: _Checks = {"name": checks.name, **_ASKED}
_ENRICH: _Checks = {"again": checks.number}
_SEARCH: _Checks = {"engine": _engine, "saved": _queries}
_PEOPLE: _Checks = {"least": checks.number, "most": checks.number}
_BUDGET: _Checks = {"size": checks.size, "files": checks.number, "largest": checks.size}
_SETTINGS: _Checks = {
    "cache": checks.text,
    "home_papers": checks.number,
    "related": checks.number,
    "contact": checks.contact,
    "drop": checks.texts,
    "forge": _forge,
    "image_hosts": checks.hosts,
    "executor": _executor,
}


def _made(kind: type[T], block: object, table: _Checks, label: str, where: str) -> T:
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
        values[key] = _value(key, value, table, label, where)
    return kind(**values)


def _value(key: str, value: object, table: _Checks, label: str, where: str) -> object:
    if key in _PARTS and key not in table:
        return _PARTS[key](value, where)
    try:
        return table[key](value)
    except checks.Wrong as wrong:
        message = f"{label}: {key} must be {wrong}, found {_shown(value)}"
        raise ConfigError(message, where=where) from None


def _keep(value: object, where: str) -> Keep:
    return _made(Keep, value, _KEEP, "papergloss: keep", where)


def _enrich(value: object, where: str) -> Enrich:
    return _made(Enrich, value, _ENRICH, "papergloss: enrich", where)


def _search(value: object, where: str) -> Search:
    return _made(Search, value, _SEARCH, "papergloss: search", where)


def _people(value: object, where: str) -> People:
    return _made(People, value, _PEOPLE, "papergloss: people", where)


def _budget(value: object, where: str) -> Budget:
    return _made(Budget, value, _BUDGET, "papergloss: budget", where)


def _sources(value: object, where: str) -> tuple[Source, ...]:
    return _named(Source, value, _SOURCE, "papergloss: source", where)


def _services(value: object, where: str) -> tuple[Service, ...]:
    # The name alone will do: "services: [arxiv, huggingface]".
    blocks: object = value
    if isinstance(value, list):
        blocks = [{"name": each} if isinstance(each, str) else each for each in value]
    return _named(Service, blocks, _SERVICE, "papergloss: enrich: service", where)


def _named(kind: type[N], value: object, table: _Checks, label: str, where: str) -> tuple[N, ...]:
    """Make a ``kind`` of each block in a list, each with a name of its own."""
    if not isinstance(value, list):
        raise ConfigError(f"{label}s must be a list, found {_shown(value)}", where=where)
    found: dict[str, N] = {}
    needed = [each.name for each in fields(kind) if each.default is MISSING]
    for number, block in enumerate(value, start=1):
        this = f"{label} {number}"
        for key in needed:
            if isinstance(block, Mapping) and key not in block:
                raise ConfigError(f"{this} has no {key}", where=where)
        made = _made(kind, block, table, this, where)
        if made.name in found:
            message = f"{this} has the name {made.name!r} of another"
            raise ConfigError(message, where=where, remedy="give it a name of its own")
        found[made.name] = made
    return tuple(found.values())


# What is made of parts of its own.
_PARTS: Mapping[str, Callable[[object, str], object]] = {
    "sources": _sources,
    "keep": _keep,
    "enrich": _enrich,
    "search": _search,
    "people": _people,
    "budget": _budget,
    "services": _services,
}


def _shown(value: object) -> str:
    return repr(str(value)[:60])
