"""The archive as a whole: its records, its bibliography, and what says where they are.

A file beyond ``PLAIN`` bytes is written compressed alone: an archive of 100,000 papers has to fit
into 1 GB. The index of the API says under which names the files are. Records one by one are files
up to ``MOST_RECORDS`` papers, as they weigh more than half of what the papers' pages do.
"""

from __future__ import annotations

import gzip
from collections.abc import Iterable, Iterator, Mapping, Sequence

import orjson

from papergloss.config import Site
from papergloss.export import schema
from papergloss.export.bibtex import bibliography
from papergloss.export.llms import llms
from papergloss.export.records import VERSION, record
from papergloss.model import Archive
from papergloss.views import ListEntry

PLAIN = 20_000_000
MOST_RECORDS = 20_000
API = f"api/v{VERSION}/"
_RECORDS, _BIBLIOGRAPHY = "papers.jsonl", "archive.bib"
_TYPES = {_RECORDS: "application/jsonl", _BIBLIOGRAPHY: "application/x-bibtex"}

Files = Iterator[tuple[str, bytes]]


def files(archive: Archive, lists: Sequence[ListEntry], site: Site) -> Files:
    """Yield the address and the bytes of every file."""
    sizes = {}
    for name, data in bibliography_files(archive, site):
        sizes[name] = len(data)
        yield name, data
    yield from record_files(archive, lists, site, sizes)


def bibliography_files(archive: Archive, site: Site) -> Files:
    """Yield the bibliography, which the papers alone shape."""
    entries = bibliography(archive.papers, site.url)
    yield _whole(_BIBLIOGRAPHY, "\n".join(entries).encode())


def record_files(
    archive: Archive, lists: Sequence[ListEntry], site: Site, others: Mapping[str, int]
) -> Files:
    """Yield the records, together and one by one, and what says where everything is.

    Args:
        others: the sizes of what else there is of the whole archive.
    """
    records = [record(p, archive.notes.get(p.slug), site.url) for p in archive.papers]
    alone = len(records) <= MOST_RECORDS
    name, data = _whole(_RECORDS, b"".join(records))
    sizes = {name: len(data), **others}
    yield name, data
    if alone:
        for paper, data in zip(archive.papers, records, strict=True):
            yield f"{API}papers/{paper.slug}.json", data
    yield schema.PATH, schema.schema(site.url)
    yield f"{API}index.json", _index(archive, lists, site, sizes, alone=alone)
    yield "llms.txt", llms(archive, lists, site, [*sizes, f"{API}index.json"])


def _whole(name: str, data: bytes) -> tuple[str, bytes]:
    if len(data) > PLAIN:
        return f"{name}.gz", gzip.compress(data, compresslevel=6, mtime=0)
    return name, data


def _index(
    archive: Archive,
    lists: Iterable[ListEntry],
    site: Site,
    sizes: Mapping[str, int],
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
            {"url": name, "type": _TYPES[name.removesuffix(".gz")], "bytes": size}
            for name, size in sizes.items()
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
