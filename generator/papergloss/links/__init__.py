"""How the papers of an archive hang together: related by their words, and named by one another.

In: the papers. Out: ``Links``, keyed by slug. Pure; touches neither disk nor network.

- ``related``   neighbours by the terms they share, which explain it (``terms``, ``neighbours``)
- ``mentions``  abstracts that name another paper (``names``: what a paper is called)
- ``series``    parts, sequels, versions
- ``shared``    the same code, the same authors
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace

from papergloss.links.mentions import find_mentions
from papergloss.links.related import find_related
from papergloss.links.series import TITLES, find_series
from papergloss.links.shared import find_shared
from papergloss.links.texts import Texts
from papergloss.model import Links, Mention, Paper, People
from papergloss.remembering import Reader

__all__ = ["TITLES", "link", "mentions", "with_kin"]


def link(
    papers: Sequence[Paper],
    *,
    most: int = 6,
    reader: Reader | None = None,
) -> Links:
    """Link ``papers``, each with ``most`` related ones; their order makes no difference.

    Args:
        reader: reads these papers with what a build before this one remembers, which saves work
            and changes nothing.
    """
    texts = Texts(reader or Reader(papers))
    found = find_mentions(texts)
    related = find_related(texts, most)
    texts.renew()
    return Links(
        related=related,
        mentions=_by((mention.source, mention) for mention in found),
        mentioned_by=_by((mention.target, mention) for mention in found),
    )


def with_kin(
    links: Links, papers: Sequence[Paper], people: People, reader: Reader | None = None
) -> Links:
    """Add what takes no reading of abstracts: series, the same code, the same authors."""
    reader = reader or Reader(papers)
    return replace(
        links,
        series=find_series(reader),
        shared=find_shared(reader.papers, people.wrote),
        people=people,
    )


def mentions(papers: Sequence[Paper]) -> dict[str, tuple[Mention, ...]]:
    """Find the papers that abstracts name, by the paper that names; any order will do."""
    found = find_mentions(Texts(Reader(papers)))
    return _by((mention.source, mention) for mention in found)


def _by(pairs: Iterable[tuple[str, Mention]]) -> dict[str, tuple[Mention, ...]]:
    groups: dict[str, list[Mention]] = {}
    for slug, mention in pairs:
        groups.setdefault(slug, []).append(mention)
    return {slug: tuple(group) for slug, group in groups.items()}
