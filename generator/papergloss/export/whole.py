"""The archive as a whole: its records, its bibliography, and what says where they are.

A file beyond ``PLAIN`` bytes is written compressed alone: an archive of 100,000 papers has to fit
into 1 GB, and bzip2 makes a third less of abstracts than gzip does. The index of the API says under
which names the files are. Up to ``MOST_RECORDS`` papers each record is a file of its own as well.
"""

from __future__ import annotations

import bz2
from collections.abc import Iterable, Iterator, Sequence

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

Files = Iterator[tuple[str, bytes]]


def names(archive: Archive) -> Iterator[tuple[str, ...]]:
    """Name each file, with the names that it may have: which one, only making it tells."""
    yield from ((name,) for name in (f"{API}index.json", schema.PATH, "llms.txt"))
    yield from ((name, f"{name}.bz2") for name in _TYPES)
    if len(archive.papers) <= MOST_RECORDS:
        yield from ((_of_record(paper),) for paper in archive.papers)


def files(archive: Archive, lists: Sequence[ListEntry], site: Site) -> Files:
    """Yield the address and the bytes of every file."""
    records = [record(p, archive.notes.get(p.slug), site.url) for p in archive.papers]
    alone = len(records) <= MOST_RECORDS
    whole = dict(_whole(records, bibliography(archive.papers, site.url)))
    yield from whole.items()
    if alone:
        for paper, data in zip(archive.papers, records, strict=True):
            yield _of_record(paper), data
    yield schema.PATH, schema.schema(site.url)
    yield f"{API}index.json", _index(archive, lists, site, whole, alone=alone)
    yield "llms.txt", llms(archive, lists, site, [*whole, f"{API}index.json"])


def _of_record(paper: Paper) -> str:
    return f"{API}papers/{paper.slug}.json"


def _whole(records: Iterable[bytes], entries: Iterable[str]) -> Files:
    for name, data in (
        (_RECORDS, b"".join(records)),
        (_BIBLIOGRAPHY, "\n".join(entries).encode()),
    ):
        if len(data) > PLAIN:
            yield f"{name}.bz2", bz2.compress(data)
        else:
            yield name, data


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
