"""From title and abstract to tags, by the vocabulary that people keep in content/tags.yml.

In: the parsed vocabulary, and the text of a paper. Out: slugs, strongest first. A tag must be what
the paper is about and not what it names in passing, so mentions are counted: a phrase in the title
gives 3 points, a ``strong`` phrase in the abstract 2, any other 1, and a tag is given from its
``threshold`` on (3 where the vocabulary does not say). Touches no file and knows no paper.
"""

from __future__ import annotations

import difflib
import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, fields
from graphlib import CycleError, TopologicalSorter

from papergloss.errors import ConfigError
from papergloss.model import Tag
from papergloss.phrases import Lexicon, tokens

TITLE_POINTS = 3
STRONG_POINTS = 2
PLAIN_POINTS = 1

SLUG = re.compile(r"[a-z0-9]+(-[a-z0-9]+)*")

_KEYS = tuple(field.name for field in fields(Tag))
_LISTS = ("parents", "match", "strong", "exclude")


# ---- the vocabulary


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
        remedy="leave it out for 2",
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


# ---- tagging


@dataclass(frozen=True, slots=True, kw_only=True)
class Hit:
    """A phrase of a tag as it stands in the ``title`` or ``abstract``, and what it counts."""

    phrase: str
    where: str
    points: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Reason:
    """Why a paper has a tag or just misses it. ``implied``: it has it through a narrower tag."""

    slug: str
    score: int
    threshold: int
    implied: bool
    hits: tuple[Hit, ...]

    @property
    def given(self) -> bool:
        """Whether the tag stands on the paper itself."""
        return self.score >= self.threshold and not self.implied


class Tagger:
    """Gives papers their tags; made once for a vocabulary."""

    def __init__(self, vocabulary: Mapping[str, Tag]) -> None:
        self._tags = vocabulary
        self._ancestors = {slug: closure([slug], vocabulary) - {slug} for slug in vocabulary}
        # The value of a phrase: whose it is, and what it counts in the abstract; 0 for `exclude`.
        self._lexicon: Lexicon[tuple[str, int]] = Lexicon()
        for tag in vocabulary.values():
            phrases = dict.fromkeys(tag.match or (() if tag.strong else (tag.name,)), PLAIN_POINTS)
            phrases |= dict.fromkeys(tag.strong, STRONG_POINTS) | dict.fromkeys(tag.exclude, 0)
            for phrase, points in phrases.items():
                self._lexicon.add(phrase, (tag.slug, points))

    def tags(self, title: str, abstract: str) -> tuple[str, ...]:
        """Give the slugs of a paper's tags, strongest first; none that a narrower one implies."""
        return tuple(reason.slug for reason in self.explain(title, abstract) if reason.given)

    def explain(self, title: str, abstract: str) -> list[Reason]:
        """Say what speaks for each tag that the text names at all, strongest first."""
        hits: dict[str, list[Hit]] = {}
        self._collect(title, "title", hits)
        self._collect(abstract, "abstract", hits)
        scores = {slug: sum(hit.points for hit in found) for slug, found in hits.items()}
        reached = [slug for slug, score in scores.items() if score >= self._tags[slug].threshold]
        implied = frozenset().union(*(self._ancestors[slug] for slug in reached))
        reasons = [
            Reason(
                slug=slug,
                score=scores[slug],
                threshold=self._tags[slug].threshold,
                implied=slug in implied,
                hits=tuple(found),
            )
            for slug, found in hits.items()
        ]
        return sorted(reasons, key=self._rank)

    def _rank(self, reason: Reason) -> tuple[int, int, str]:
        return (-reason.score, -len(self._ancestors[reason.slug]), reason.slug)

    def _collect(self, text: str, where: str, hits: dict[str, list[Hit]]) -> None:
        """Add the hits of ``text``: of overlapping phrases of a tag the longest counts."""
        words = tokens(text)
        covered: dict[str, int] = {}
        found = sorted(self._lexicon.find(words), key=lambda each: (each.start, -each.end))
        for each in found:
            slug, points = each.value
            until = covered.get(slug, 0)
            if each.start < until:
                continue
            covered[slug] = each.end
            # "Direct Preference Optimization (DPO)" is one mention, not two.
            again = until and each.start == until + 1 and words[until] == "("
            if points and not again:
                phrase = " ".join(words[each.start : each.end])
                value = TITLE_POINTS if where == "title" else points
                hits.setdefault(slug, []).append(Hit(phrase=phrase, where=where, points=value))
