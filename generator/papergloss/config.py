"""Typed settings: the plugin's block of ``mkdocs.yml``, checked; unknown keys are errors.

In comes the block as plain data, whoever read it; out come ``Settings``. Knows neither YAML nor
MkDocs.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import MISSING, dataclass, fields
from datetime import date
from difflib import get_close_matches
from enum import StrEnum
from pathlib import Path
from typing import Any, TypeVar

from papergloss import checks
from papergloss.errors import ConfigError

T = TypeVar("T")
N = TypeVar("N", "Source", "Service")


class ForgeName(StrEnum):
    """The kinds of forge whose editors and issues can be addressed; GITEA is Forgejo too."""

    GITHUB = "github"
    GITLAB = "gitlab"
    GITEA = "gitea"
    NONE = "none"


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
class Service:
    """One of the services that ``papergloss enrich`` asks; ``papergloss.remotes`` lists them.

    Attributes:
        url: another address that answers like the service, as a mirror does.
        hosts, private, interval: as for a ``Source``.
    """

    name: str
    url: str = ""
    hosts: tuple[str, ...] = ()
    private: bool = False
    interval: float | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Enrich:
    """Who is asked for what listings leave out.

    Attributes:
        services: in this order; a paper that one knows is not asked of the next, unless that one
            adds links.
        again: days after which what no service knew is asked once more.
    """

    services: tuple[Service, ...] = (
        Service(name="arxiv"),
        Service(name="huggingface"),
        Service(name="crossref"),
    )
    again: int = 180


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
        enrich: who is asked for ids, authors and links that listings leave out.
        forge: the kind of forge at ``repo_url``, where its host does not tell; "none" for none.
        image_hosts: hosts from which notes may show images; other images are links.
    """

    cache: str = ".cache/papergloss"
    home_papers: int = 12
    related: int = 6
    contact: str = ""
    sources: tuple[Source, ...] = ()
    keep: Keep = Keep()
    drop: tuple[str, ...] = ()
    enrich: Enrich = Enrich()
    forge: ForgeName | None = None
    image_hosts: tuple[str, ...] = ()


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


# --- which keys there are ------------------------------------------------------------------------


def _forge(value: object) -> ForgeName:
    if value not in list(ForgeName):
        raise checks.Wrong(f"one of {', '.join(ForgeName)}")
    return ForgeName(str(value))


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
_SETTINGS: _Checks = {
    "cache": checks.text,
    "home_papers": checks.number,
    "related": checks.number,
    "contact": checks.contact,
    "drop": checks.texts,
    "forge": _forge,
    "image_hosts": checks.hosts,
}


def _made(kind: type[T], block: object, table: _Checks, label: str, where: str) -> T:
    """Make a ``kind`` of a block whose keys are its fields."""
    if not isinstance(block, Mapping):
        raise ConfigError(f"{label} must be “key: value” lines, found {_shown(block)}", where=where)
    known = [field.name for field in fields(kind)]  # type: ignore[arg-type]
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
    "services": _services,
}


def _shown(value: object) -> str:
    return repr(str(value)[:60])
