"""Typed settings: the plugin's block of ``mkdocs.yml``, checked; unknown keys are errors.

In comes the block as plain data, whoever read it; out come ``Settings``. Knows neither YAML nor
MkDocs.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, fields
from difflib import get_close_matches
from pathlib import Path

from papergloss.errors import ConfigError


@dataclass(frozen=True, slots=True, kw_only=True)
class Settings:
    """What a person can set under ``plugins: - papergloss:`` in mkdocs.yml.

    Attributes:
        cache: where finished pages are kept between builds; safe to delete.
        home_papers: how many papers of the latest listing the front page shows.
        related: how many related papers a page shows.
    """

    cache: str = ".cache/papergloss"
    home_papers: int = 12
    related: int = 6


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
    known = {field.name: type(field.default) for field in fields(Settings)}
    values: dict[str, str | int] = {}
    for key, value in block.items():
        if key not in known:
            near = get_close_matches(key, known, n=1)
            hint = f"did you mean {near[0]!r}?" if near else f"the keys are {', '.join(known)}"
            raise ConfigError(f"unknown setting {key!r} of papergloss", where=where, remedy=hint)
        values[key] = _checked(key, value, known[key], where)
    return Settings(**values)  # type: ignore[arg-type]


def _checked(key: str, value: object, kind: type, where: str) -> str | int:
    text = str(value)
    if kind is int and text.isascii() and text.isdigit() and len(text) < 10:
        return int(text)
    if kind is str and isinstance(value, str) and value:
        return value
    wanted = "a whole number" if kind is int else "text"
    raise ConfigError(f"papergloss: {key} must be {wanted}, found {text[:60]!r}", where=where)
