"""The archive as a whole: its records, its bibliography, and what says where they are.

A file beyond ``PLAIN`` bytes is written compressed alone: an archive of 100,000 papers has to fit
into 1 GB, and bzip2 makes a third less of abstracts than gzip does. It is compressed in parts of
some months each, whose streams in a row are a file of bzip2 like any other; so a build can keep
those of the months before. The index of the API says under which names the files are. Up to
``MOST_RECORDS`` papers each record is a file of its own as well.
"""

from __future__ import annotations

import bz2
from collections.abc import Callable, Iterable, Iterator, Sequence
from itertools import chain, groupby, islice, repeat

import orjson

from papergloss.config import Site
from papergloss.export import schema
from papergloss.export.bibtex import bibliography
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
Pack = Callable[[Sequence[bytes]], Iterable[bytes]]
"""Compresses parts of a file, each alone."""


def packed(parts: Sequence[bytes]) -> list[bytes]:
    """Compress parts, each alone."""
    return [bz2.compress(part) for part in parts]


def files(archive: Archive, lists: Sequence[ListEntry], site: Site, pack: Pack = packed) -> Files:
    """Yield the address and the bytes of every file.

    Args:
        pack: gives what ``packed`` gives, and may remember it.
    """
    records = [record(p, archive.notes.get(p.slug), site.url) for p in archive.papers]
    alone = len(records) <= MOST_RECORDS
    # Between two entries a line is left free.
    between = chain([""], repeat("\n"))
    found = bibliography(archive.papers, site.url)
    entries = [f"{free}{entry}".encode() for free, entry in zip(between, found, strict=False)]
    sizes = _parts(archive.papers)
    whole = {
        name: data
        for kind, lines in ((_RECORDS, records), (_BIBLIOGRAPHY, entries))
        for name, data in _whole(kind, lines, sizes, pack)
    }
    yield from whole.items()
    if alone:
        for paper, data in zip(archive.papers, records, strict=True):
            yield _of_record(paper), data
    yield schema.PATH, schema.schema(site.url)
    yield f"{API}index.json", _index(archive, lists, site, whole, alone=alone)
    yield "llms.txt", llms(archive, lists, site, [*whole, f"{API}index.json"])


def _of_record(paper: Paper) -> str:
    return f"{API}papers/{paper.slug}.json"


def _parts(papers: Iterable[Paper]) -> list[int]:
    """Say how many papers each part has: those of whole months."""
    sizes = [0]
    for _, month in groupby(papers, key=lambda paper: paper.month):
        if sizes[-1] >= _IN_PART:
            sizes.append(0)
        sizes[-1] += sum(1 for _ in month)
    return sizes


def _whole(name: str, lines: Sequence[bytes], sizes: Iterable[int], pack: Pack) -> Files:
    rest = iter(lines)
    parts = [b"".join(islice(rest, size)) for size in sizes]
    if sum(map(len, parts)) > PLAIN:
        yield f"{name}.bz2", b"".join(pack(parts))
    else:
        yield name, b"".join(parts)


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
