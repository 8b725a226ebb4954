"""The vocabulary that people keep in content/tags.yml: read, checked, and its hierarchy.

In: the parsed file. Out: its tags by slug. Every mistake is an error that names the tag and the
nearest right word; nothing is guessed. Touches no file.
"""

from __future__ import annotations

import difflib
import re
from collections.abc import Iterable, Mapping
from dataclasses import fields
from graphlib import CycleError, TopologicalSorter

from papergloss.errors import ConfigError
from papergloss.model import Tag

SLUG = re.compile(r"[a-z0-9]+(-[a-z0-9]+)*")

_KEYS = tuple(field.name for field in fields(Tag))
_LISTS = ("parents", "match", "strong", "exclude", "keywords", "categories")


def vocabulary(data: object, where: str) -> dict[str, Tag]:
    """Make tags of the parsed file ``where``, by slug and in its order.

    Raises:
        ConfigError: an unknown key, group-less or nameless tag, a slug used twice, a parent that
            does not exist, or parents that go round in a circle.
    """
    if not isinstance(data, list):
        raise ConfigError(
            "the vocabulary is not a list of tags",
            where=where,
            remedy='start each tag with a line like: - name: "Pruning"',
        )
    tags: dict[str, Tag] = {}
    for number, item in enumerate(data, start=1):
        tag = _tag(item, number, where)
        if tag.slug in tags:
            raise ConfigError(
                f"two tags have the slug '{tag.slug}': '{tags[tag.slug].name}' and '{tag.name}'",
                where=where,
                remedy="give one of them another slug",
            )
        tags[tag.slug] = tag
    _check_parents(tags, where)
    return tags


def slug_of(name: str) -> str:
    """Make a slug of a tag's name: "Fairness & bias" becomes fairness-bias."""
    return "-".join(re.findall(r"[a-z0-9]+", name.lower()))


def _tag(item: object, number: int, where: str) -> Tag:
    if not isinstance(item, dict) or not isinstance(item.get("name"), str) or not item["name"]:
        raise ConfigError(f"tag {number} has no name", where=where, remedy='write: - name: "…"')
    name = item["name"]
    for key in item:
        if key not in _KEYS:
            raise ConfigError(
                f"tag '{name}' has the unknown key '{key}'",
                where=where,
                remedy=_nearest(str(key), _KEYS),
            )
    lists = {key: _strings(item.get(key, []), key, name, where) for key in _LISTS}
    slug = _string(item.get("slug") or slug_of(name), "slug", name, where)
    if not SLUG.fullmatch(slug):
        raise ConfigError(
            f"tag '{name}' cannot have the slug '{slug}'",
            where=where,
            remedy="use small letters, digits and single hyphens",
        )
    return Tag(
        slug=slug,
        name=name,
        group=_string(item.get("group", ""), "group", name, where),
        description=_string(item.get("description", ""), "description", name, where),
        threshold=_threshold(item.get("threshold", "3"), name, where),
        **lists,
    )


def _string(value: object, key: str, name: str, where: str) -> str:
    if isinstance(value, str):
        return value
    raise ConfigError(
        f"'{key}' of tag '{name}' is not a text", where=where, remedy=f'write: {key}: "…"'
    )


def _strings(value: object, key: str, name: str, where: str) -> tuple[str, ...]:
    if isinstance(value, list) and all(isinstance(each, str) and each.strip() for each in value):
        return tuple(value)
    raise ConfigError(
        f"'{key}' of tag '{name}' is not a list of texts",
        where=where,
        remedy=f'write: {key}: ["…", "…"]',
    )


def _threshold(value: object, name: str, where: str) -> int:
    if isinstance(value, int | str) and str(value) in ("1", "2", "3", "4", "5"):
        return int(value)
    raise ConfigError(
        f"'threshold' of tag '{name}' is not a number from 1 to 5",
        where=where,
        remedy="leave it out for 3",
    )


def _check_parents(tags: Mapping[str, Tag], where: str) -> None:
    for tag in tags.values():
        for parent in tag.parents:
            if parent not in tags:
                raise ConfigError(
                    f"tag '{tag.slug}' has the unknown parent '{parent}'",
                    where=where,
                    remedy=_nearest(parent, tags),
                )
    try:
        TopologicalSorter({slug: tag.parents for slug, tag in tags.items()}).prepare()
    except CycleError as error:
        circle = " → ".join(error.args[1])
        raise ConfigError(
            f"tags are their own ancestors: {circle}",
            where=where,
            remedy="take one of these parents away",
        ) from None


def _nearest(word: str, known: Iterable[str]) -> str:
    names = sorted(known)
    close = difflib.get_close_matches(word, names, n=1, cutoff=0.5)
    return f"did you mean '{close[0]}'?" if close else f"known: {', '.join(names[:20])}"


def closure(slugs: Iterable[str], vocabulary: Mapping[str, Tag]) -> frozenset[str]:
    """Give ``slugs`` and all their ancestors; a slug outside the vocabulary stands for itself."""
    seen: set[str] = set()
    waiting = list(slugs)
    while waiting:
        slug = waiting.pop()
        if slug not in seen:
            seen.add(slug)
            waiting.extend(vocabulary[slug].parents if slug in vocabulary else ())
    return frozenset(seen)
