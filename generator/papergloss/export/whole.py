"""The archive as a whole: its records, its bibliography, and what says where they are.

A file beyond ``PLAIN`` bytes, or of more than ``MOST_RECORDS`` papers, is written compressed alone:
an archive of 100,000 papers has to fit into 1 GB, and bzip2 makes a third less of abstracts than
gzip does. It is compressed in parts of some months each, whose streams in a row are a file of bzip2
like any other; so a build can keep those of the months before. The index of the API says under
which names the files are. Up to ``MOST_RECORDS`` papers each record is a file of its own as well.
"""

from __future__ import annotations

import bz2
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from functools import partial
from itertools import groupby

import orjson

from papergloss.cache import digest
from papergloss.config import Site
from papergloss.export import schema
from papergloss.export.bibtex import Names, entries
from papergloss.export.llms import llms
from papergloss.export.records import VERSION, record
from papergloss.model import Archive, Paper
from papergloss.views import ListEntry

PLAIN = 20_000_000
MOST_RECORDS = 20_000
API = f"api/v{VERSION}/"
_RECORDS, _BIBLIOGRAPHY = "papers.jsonl", "archive.bib"
_TYPES = {_RECORDS: "application/jsonl", _BIBLIOGRAPHY: "application/x-bibtex"}

# So many papers a part has at least, for of less text bzip2 makes more bytes.
_IN_PART = 1_000

Files = Iterator[tuple[str, bytes]]


@dataclass(frozen=True, slots=True, kw_only=True)
class Part:
    """Some months of a file: the key of all that shapes it, and what makes it."""

    key: bytes
    make: Callable[[], bytes]

    def made(self) -> Part:
        """Make it now, once."""
        data = self.make()
        return replace(self, make=lambda: data)


Pack = Callable[[Sequence[Part]], Iterable[bytes]]
"""Compresses the parts of a file, each alone."""


def packed(parts: Sequence[Part]) -> Iterator[bytes]:
    """Compress parts, each alone."""
    return (bz2.compress(part.make()) for part in parts)


def files(
    archive: Archive,
    lists: Sequence[ListEntry],
    site: Site,
    key: Callable[[Paper], bytes] = digest,
    pack: Pack = packed,
) -> Files:
    """Yield the address and the bytes of every file.

    Args:
        key: names a paper by all that it is.
        pack: gives what ``packed`` gives, and may remember it.
    """
    few = len(archive.papers) <= MOST_RECORDS
    months = _months(archive.papers)
    records = [_records(papers, archive, site.url, key) for papers in months]
    kinds = {_RECORDS: records, _BIBLIOGRAPHY: [*_entries(months, site.url, key)]}
    if few:
        kinds = {name: [part.made() for part in parts] for name, parts in kinds.items()}
    whole = dict(_whole(name, parts, few, pack) for name, parts in kinds.items())
    yield from whole.items()
    if few:
        lines = b"".join(part.make() for part in kinds[_RECORDS]).splitlines(keepends=True)
        yield from zip(map(_of_record, archive.papers), lines, strict=True)
    yield schema.PATH, schema.schema(site.url)
    yield f"{API}index.json", _index(archive, lists, site, whole, alone=few)
    yield "llms.txt", llms(archive, lists, site, [*whole, f"{API}index.json"])


def _of_record(paper: Paper) -> str:
    return f"{API}papers/{paper.slug}.json"


def _months(papers: Iterable[Paper]) -> list[list[Paper]]:
    """Part papers by month, small months together."""
    parts: list[list[Paper]] = [[]]
    for _, month in groupby(papers, key=lambda paper: paper.month):
        if len(parts[-1]) >= _IN_PART:
            parts.append([])
        parts[-1] += month
    return parts


def _records(
    papers: Sequence[Paper], archive: Archive, url: str, key: Callable[[Paper], bytes]
) -> Part:
    notes = [archive.notes.get(paper.slug) for paper in papers]
    marks = [note and (note.noted, note.status, note.rating) for note in notes]

    def made() -> bytes:
        lines = (record(p, note, url) for p, note in zip(papers, notes, strict=True))
        return b"".join(lines)

    return Part(key=digest(_RECORDS, url, marks, *map(key, papers)), make=made)


def _entries(
    months: Iterable[Sequence[Paper]], url: str, key: Callable[[Paper], bytes]
) -> Iterator[Part]:
    taken = Names()
    for at, papers in enumerate(months):
        named = [(paper, taken.name(paper)) for paper in papers]
        names = [name for _, name in named]
        yield Part(
            key=digest(_BIBLIOGRAPHY, url, bool(at), names, *map(key, papers)),
            make=partial(_bibliography, named, url, first=not at),
        )


def _bibliography(named: Iterable[tuple[Paper, str]], url: str, *, first: bool) -> bytes:
    """Write entries, between two of which a line is left free."""
    text = "\n".join(entries(named, url))
    return (text if first else f"\n{text}").encode()


def _whole(name: str, parts: Sequence[Part], few: bool, pack: Pack) -> tuple[str, bytes]:
    if few:
        plain = b"".join(part.make() for part in parts)
        if len(plain) <= PLAIN:
            return name, plain
    return f"{name}.bz2", b"".join(pack(parts))


def _index(
    archive: Archive,
    lists: Iterable[ListEntry],
    site: Site,
    whole: dict[str, bytes],
    *,
    alone: bool,
) -> bytes:
    """Say what there is and where; addresses are below the site's root."""
    fields = {
        "version": VERSION,
        "name": site.name,
        "description": site.description,
        "url": site.url,
        "papers": len(archive.papers),
        "schema": schema.PATH,
        "record": f"{API}papers/{{slug}}.json" if alone else None,
        "files": [
            {"url": name, "type": _TYPES[name.removesuffix(".bz2")], "bytes": len(data)}
            for name, data in whole.items()
        ],
        "lists": [
            {
                "kind": each.kind,
                "title": each.title,
                "url": each.url,
                "papers": each.papers,
                "feeds": each.feeds,
            }
            for each in lists
        ],
    }
    return orjson.dumps(fields, option=orjson.OPT_INDENT_2 | orjson.OPT_APPEND_NEWLINE)
