"""What links papers, remembered from build to build: their texts, concepts and people."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import replace
from typing import Any, TypeVar

from papergloss import concepts, links, people
from papergloss.cache import Cache
from papergloss.config import Site
from papergloss.model import (
    Archive,
    Concept,
    Concepts,
    Links,
    Mention,
    People,
    Person,
    Place,
    Related,
    Sequel,
    Shared,
)
from papergloss.pipeline.reasons import Reasons
from papergloss.pipeline.report import BuildReport

T = TypeVar("T")


def linked_papers(
    archive: Archive, papers: bytes, site: Site, cache: Cache, report: BuildReport
) -> Links:
    """Link the papers of an archive in every way: by their texts, by concepts, by their authors.

    Args:
        papers: a digest of the archive's papers.
    """
    by_text = _linked(archive, cache, report, site.settings.related)
    return with_people(with_concepts(by_text, archive, cache), archive, papers, site, cache)


def _linked(archive: Archive, cache: Cache, report: BuildReport, most: int) -> Links:
    shown = [(p.slug, p.title, p.abstract, p.tags, p.ids, p.date) for p in archive.papers]
    reasons = Reasons(cache)
    data, fresh = cache.remember(
        ("links", most, shown), lambda: links.link(archive.papers, most=most, memory=reasons)
    )
    reasons.keep()
    (report.rendered if fresh else report.reused)["link table"] += 1
    return Links(
        related=_each(
            data["related"], lambda item: Related(**item | {"terms": tuple(item["terms"])})
        ),
        mentions=_each(data["mentions"], lambda item: Mention(**item)),
        mentioned_by=_each(data["mentioned_by"], lambda item: Mention(**item)),
    )


def _each(
    data: dict[str, list[dict[str, Any]]], make: Callable[[Any], T]
) -> dict[str, tuple[T, ...]]:
    return {slug: tuple(make(item) for item in items) for slug, items in data.items()}


def with_concepts(found: Links, archive: Archive, cache: Cache) -> Links:
    """Add the concepts that the papers name to what else links them."""
    shown = [(p.slug, p.title, p.abstract, p.date) for p in archive.papers]
    mentions = [mention for several in found.mentions.values() for mention in several]
    data, _ = cache.remember(
        ("concepts", shown, mentions), lambda: concepts.find_concepts(archive.papers, mentions)
    )
    return replace(found, concepts=_restored(data))


def with_people(found: Links, archive: Archive, papers: bytes, site: Site, cache: Cache) -> Links:
    """Add who wrote what, and which papers come from the same hands.

    Args:
        papers: a digest of the archive's papers.
    """
    settings = site.settings.people

    def kin() -> Links:
        who = people.people(archive.papers, archive.rulings)
        who = people.shown(who, settings.least, settings.most)
        return links.with_kin(Links(), archive.papers, who)

    key = ("people", papers.hex(), archive.rulings, settings.least, settings.most)
    data, _ = cache.remember(key, kin)
    return replace(
        found,
        series={
            slug: tuple(Sequel(**each) for each in several)
            for slug, several in data["series"].items()
        },
        shared={
            slug: tuple(Shared(code=each["code"], slugs=tuple(each["slugs"])) for each in several)
            for slug, several in data["shared"].items()
        },
        people=_people(data["people"]),
    )


def _people(data: Mapping[str, Any]) -> People:
    return People(
        persons={
            slug: Person(
                slug=slug,
                names=tuple(each["names"]),
                papers=tuple(each["papers"]),
                orcid=each["orcid"],
            )
            for slug, each in data["persons"].items()
        },
        wrote={slug: tuple(authors) for slug, authors in data["wrote"].items()},
        shown=tuple(data["shown"]),
    )


def _restored(data: Mapping[str, Any]) -> Concepts:
    return Concepts(
        by_slug={slug: _concept(each) for slug, each in data["by_slug"].items()},
        of_paper={
            paper: tuple((slug, Place(**place)) for slug, place in found)
            for paper, found in data["of_paper"].items()
        },
        names=data["names"],
        defined={slug: tuple(found) for slug, found in data["defined"].items()},
    )


def _concept(data: Mapping[str, Any]) -> Concept:
    defined = data["definition"]
    return Concept(
        **{
            **data,
            "definition": Place(**defined) if defined else None,
            "uses": tuple(Place(**use) for use in data["uses"]),
            "near": _pairs(data["near"]),
            "months": _pairs(data["months"]),
        }
    )


def _pairs(data: Iterable[Sequence[Any]]) -> tuple[tuple[str, int], ...]:
    return tuple((str(first), int(second)) for first, second in data)
