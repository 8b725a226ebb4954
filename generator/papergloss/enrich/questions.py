"""What is lacking: papers without id or authors, and ids that no title is known for yet."""

from __future__ import annotations

import logging
from collections.abc import Container, Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

from papergloss import ids, sources
from papergloss.errors import ArchiveError
from papergloss.model import LOOKUP, Entry, Ids, Paper
from papergloss.store import listings
from papergloss.text import normal_title

log = logging.getLogger(__name__)

_WRITTEN = {"arxiv": "arXiv"}


@dataclass(frozen=True, slots=True, kw_only=True)
class Question:
    """A paper to ask about.

    Attributes:
        name: how it is called in reports and sidecars: its title, or an id.
        keys: all by which it is known to have been asked: its normalised title, its ids.
        year: of publication, as listings state it; ``seen`` is that of its first listing.
        lacking: whether it has no id or no authors; else it is asked about for links alone.
    """

    name: str
    title: str
    ids: Ids
    keys: frozenset[str]
    year: int | None = None
    seen: int | None = None
    authors: tuple[str, ...] = ()
    lacking: bool = True


def key(name: str) -> str:
    """Return the key of a paper's name: ids stand for themselves, titles are normalised."""
    return name if ids.ids_in(name) != Ids() else normal_title(name)


def id_names(known: Ids) -> list[str]:
    """Write each id with its kind: ``arXiv:2311.17911``, ``doi:10.1145/3592979``."""
    every = ((kind, getattr(known, kind)) for kind in Ids.__struct_fields__)
    return [f"{_WRITTEN.get(kind, kind)}:{value}" for kind, value in every if value]


def of_papers(papers: Iterable[Paper], asked: Container[str]) -> Iterator[Question]:
    """Yield the papers without id or authors, and those that were so when they were ``asked``."""
    for paper in papers:
        keys = frozenset({normal_title(paper.title), *id_names(paper.ids)})
        lacking = paper.ids == Ids() or not paper.authors
        if lacking or any(each in asked for each in keys):
            years = [seen.date.year for seen in paper.appearances if seen.date]
            yield Question(
                name=paper.title,
                title=paper.title,
                ids=paper.ids,
                keys=keys,
                year=paper.date.year if paper.date else None,
                seen=min(years, default=None),
                authors=tuple(author.name for author in paper.authors),
                lacking=lacking,
            )


def of_ids(content: Path, papers: Iterable[Paper]) -> Iterator[Question]:
    """Yield the ids that listings give without a title, and that are no paper's yet."""
    known = {name for paper in papers for name in id_names(paper.ids)}
    for entry in _untitled(content):
        names = id_names(entry.ids)
        if names and known.isdisjoint(names):
            known.update(names)
            yield Question(name=names[0], title="", ids=entry.ids, keys=frozenset(names))


def _untitled(content: Path) -> Iterator[Entry]:
    for raw in listings.read_raw(content):
        if raw.sidecar.purpose == LOOKUP:
            continue
        try:
            where, name = f"content/{raw.path}", raw.sidecar.format
            known = sources.by_name(name) if name else sources.recognise(raw.data, where)
            entries = known.read(raw.data, where).entries
        except ArchiveError as error:
            log.warning("passed over, as update will: %s", error)
            continue
        yield from (entry for entry in entries if not entry.title)
