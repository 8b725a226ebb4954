"""Enrich the repository's archive from the recorded data, and print how many papers were found.

A local server stands in for arXiv and knows the papers of the recorded corpus and days;
``python -m tests.tools.enrich_seeds`` fails if it knows a paper of ours that is not found, or if a
paper is found that it does not know.
"""

from __future__ import annotations

import gzip
import json
import sys
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path

TESTS = Path(__file__).resolve().parents[1]
sys.path.insert(0, str(TESTS))

import http_server as http  # noqa: E402 (pytest puts tests/ on the path; a command has to)
import replay  # noqa: E402
from papergloss import enrich  # noqa: E402
from papergloss.config import Enrich, Settings, Site  # noqa: E402
from papergloss.sources import hf_json  # noqa: E402
from papergloss.store import listings, papers  # noqa: E402
from papergloss.text import normal_title  # noqa: E402
from support import copy_archive  # noqa: E402

DATA = TESTS.parents[1] / "shared" / "data"


def recorded() -> Iterator[replay.Known]:
    """Yield the papers of the recorded data that have an arXiv id."""
    with gzip.open(DATA / "corpora" / "arxiv.jsonl.gz", "rt", encoding="utf-8") as lines:
        for line in lines:
            record = json.loads(line)
            name = record["id"].removeprefix("arxiv:")
            names = tuple(record["authors"][:3])
            year = f"20{name[:2]}" if name[:2].isdigit() else "1999"
            yield replay.Known(
                id=name, title=record["title"], published=f"{year}-06-01", authors=names
            )
    for path in sorted((DATA / "hf-daily").glob("*.json")):
        for entry in hf_json.read(path.read_bytes(), path.name).entries:
            day = entry.published
            if entry.ids.arxiv and day:
                yield replay.Known(
                    id=entry.ids.arxiv,
                    title=entry.title,
                    published=f"{day.year}-{day.month:02}-{day.day:02}",
                    authors=tuple(author.name for author in entry.authors),
                )


def main() -> int:
    known = list({paper.id: paper for paper in recorded()}.values())
    print(f"{len(known):,} papers are known to the server")
    with tempfile.TemporaryDirectory() as folder, http.running() as server:
        replay.arxiv(server, known)
        root = copy_archive(Path(folder) / "archive")
        asked = Enrich(services=replay.services(server, "arxiv"))
        settings = Settings(contact="me@example.org", enrich=asked)
        site = Site(root=root, content=root / "content", settings=settings)
        began = time.process_time()
        report = enrich.enrich(site)
        print(*report.summary(), sep="\n")
        print(
            f"{len(server.seen)} requests, {time.process_time() - began:.1f} s CPU with the server"
        )
        ours = {normal_title(paper.title) for paper in papers.read_papers(site.content / "papers")}
        there = ours & {normal_title(paper.title) for paper in known}
        raws = listings.read_raw(site.content)
        found = {normal_title(name) for raw in raws for name in raw.sidecar.found}
    print(f"{len(found & there)} of the {len(there)} papers that are there were found")
    print(f"{len(found - there)} were found that are not there")
    return 0 if found == there and not report.failed else 1


if __name__ == "__main__":
    sys.exit(main())
