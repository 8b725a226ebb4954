"""Real papers by the thousand, written as an archive: from the corpora beside the checkout.

The entries are read by the package's own reader and written by its own store; only merging is left
out, since each record is one paper. A month's papers stand in invented listings of a hundred.
"""

from __future__ import annotations

import gzip
import re
import shutil
from collections import defaultdict
from collections.abc import Iterator
from datetime import date
from itertools import islice
from pathlib import Path

from papergloss import ids, tags
from papergloss.model import Appearance, Entry, Listing, Paper, PartialDate
from papergloss.sources import json_lines
from papergloss.store import papers, yaml_text
from support import ROOT

CORPORA = ROOT.parent / "shared" / "data" / "corpora"
# In this order; together they hold 120,218 papers.
FILES = ("arxiv.jsonl.gz", "acl.jsonl.gz")
PER_LISTING = 100
_AT_ONCE = 2000


def corpus_archive(folder: Path, count: int) -> Path:
    """Write an archive of the first ``count`` papers of the corpora into ``folder``."""
    content = folder / "content"
    content.mkdir(parents=True)
    for name in ("mkdocs.yml", "content/tags.yml", "content/about.md"):
        shutil.copy(ROOT / name, folder / name)
    vocabulary = tags.vocabulary(yaml_text.read_file(content / "tags.yml"), "tags.yml")
    tagger = tags.Tagger(vocabulary)
    sizes: dict[date, int] = defaultdict(int)
    taken: set[str] = set()
    for entry in islice(entries(), count):
        paper = _paper(entry, taken, sizes, tagger)
        path = content / "papers" / papers.path_of(paper)
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(papers.paper_text(paper), encoding="utf-8")
        taken.add(paper.slug)
    listings = [_listing(day, size) for day, size in sorted(sizes.items())]
    (content / "papers" / papers.LISTINGS).write_text(papers.listings_text(listings), "utf-8")
    return folder


def entries() -> Iterator[Entry]:
    """Read the corpora, repaired as any listing is."""
    for name in FILES:
        with gzip.open(CORPORA / name, "rb") as file:
            while lines := list(islice(file, _AT_ONCE)):
                yield from json_lines.read(b"".join(lines), name).entries


def _paper(entry: Entry, taken: set[str], sizes: dict[date, int], tagger: tags.Tagger) -> Paper:
    month = _month(entry)
    day = 1
    while sizes[month.replace(day=day)] >= PER_LISTING and day < 28:
        day += 1
    listed = month.replace(day=day)
    sizes[listed] += 1
    return Paper(
        slug=ids.free_slug(entry.title, taken),
        month=f"{month:%Y-%m}",
        title=entry.title,
        abstract=entry.abstract,
        appearances=(Appearance(listing=f"corpus/{listed}", date=listed, position=sizes[listed]),),
        ids=entry.ids,
        date=PartialDate(year=month.year, month=month.month, day=day),
        authors=entry.authors,
        links=entry.links,
        tags=tagger.tags(entry.title, entry.abstract),
    )


def _month(entry: Entry) -> date:
    """Give the month in the arXiv id (``2205.03569``), else that of the printed date."""
    number = entry.ids.arxiv or ""
    if re.fullmatch(ids.ARXIV_NEW, number):
        return date(2000 + int(number[:2]), int(number[2:4]), 1)
    printed = entry.published
    return date(printed.year or 2016 if printed else 2016, (printed and printed.month) or 1, 1)


def _listing(day: date, size: int) -> Listing:
    name = f"corpus/{day}"
    return Listing(
        id=name, path=f"listings/{name}.jsonl", date=day, date_basis="a bench", size=size
    )
