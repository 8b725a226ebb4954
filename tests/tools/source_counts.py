"""What becomes of every item of the recorded replies in ../shared/data, source by source.

One function for each folder there; each counts the items on its own, without the reader, so that
an item the reader lost shows as a difference.
"""

from __future__ import annotations

import gzip
import json
import re
from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from pathlib import Path

from papergloss.errors import ReadError
from papergloss.model import Ids
from papergloss.sources import HEAD, by_name


@dataclass(slots=True)
class Count:
    """The items of a source: how many there are, were read, and were rejected for what reason.

    ``nameless`` are those read that have no id, only a title. ``refused`` are whole files that are
    no listing, by message; ``strangers`` the files that their format does not recognise.
    """

    source: str
    files: int = 0
    items: int = 0
    read: int = 0
    nameless: int = 0
    rejected: Counter[str] = field(default_factory=Counter)
    refused: Counter[str] = field(default_factory=Counter)
    strangers: list[str] = field(default_factory=list)

    @property
    def accounted(self) -> bool:
        """Tell whether each item was read, rejected, or stands in a file that was refused."""
        seen = self.read + self.rejected.total() + self.refused.total()
        return seen == self.items and not self.strangers


Reply = tuple[str, bytes, int]  # its file's name, its bytes, the number of items in it


def count(source: str, format_name: str, replies: Iterable[Reply]) -> Count:
    """Read the replies of a source and count what becomes of their items."""
    result = Count(source)
    reader = by_name(format_name)
    for name, data, items in replies:
        result.files += 1
        result.items += items
        if not reader.sniff(data[:HEAD]):
            result.strangers.append(name)
        try:
            reading = reader.read(data, name)
        except ReadError as error:
            result.refused[error.message] += items
            continue
        result.read += len(reading.entries)
        result.nameless += sum(entry.ids == Ids() for entry in reading.entries)
        result.rejected.update(each.reason.partition(":")[0] for each in reading.rejected)
    return result


def hf_daily(data: Path) -> Count:
    """Hugging Face Daily Papers, a JSON file a day."""

    def replies() -> Iterator[Reply]:
        for path in sorted((data / "hf-daily").glob("*.json")):
            body = path.read_bytes()
            yield path.name, body, len(json.loads(body))

    return count("hf-daily", "hf-json", replies())


def arxiv_api(data: Path) -> Count:
    """Replies of the arXiv API, each in a wrapper with its request and status."""

    def replies() -> Iterator[Reply]:
        for path in sorted((data / "arxiv-api").glob("*.json")):
            # The bytes were UTF-8; who recorded them took them for Latin-1.
            body = json.loads(path.read_bytes())["body"].encode("latin-1")
            yield path.name, body, body.count(b"<entry>")

    return count("arxiv-api", "arxiv-atom", replies())


def arxiv_oai(data: Path) -> Count:
    """Records of arXiv's OAI-PMH interface."""

    def replies() -> Iterator[Reply]:
        for path in sorted((data / "arxiv-oai").glob("*.xml")):
            body = path.read_bytes()
            yield path.name, body, body.count(b"<record>")

    return count("arxiv-oai", "arxiv-oai", replies())


# "@type{" at the start of a line; what a BibTeX file says besides entries begins so too.
_BIBTEX_ENTRY = re.compile(rb"^[ \t]*@(?!comment|preamble|string)\w+\s*[{(]", re.I | re.M)
_DATED_ROW = re.compile(rb"^\|\*\*[0-9]{4}-[0-9]{2}-[0-9]{2}\*\*\|", re.M)


def bibtex(data: Path) -> Count:
    """BibTeX files with every oddity that users of a reference manager reported."""

    def replies() -> Iterator[Reply]:
        for path in sorted((data / "bibtex").rglob("*")):
            # Some names were cut when they were saved, and end in ".bi" or in no suffix at all.
            if path.is_file() and path.name != "LICENSE" and not path.name.endswith(".csl.json"):
                body = path.read_bytes()
                yield path.name, body, len(_BIBTEX_ENTRY.findall(body))

    return count("bibtex", "bibtex", replies())


def csl_json(data: Path) -> Count:
    """CSL-JSON files of the same users."""

    def replies() -> Iterator[Reply]:
        for path in sorted((data / "bibtex").rglob("*.csl.json")):
            body = path.read_bytes()
            yield path.name, body, len(json.loads(body))

    return count("bibtex (CSL-JSON)", "csl-json", replies())


def arxiv_listings(data: Path) -> Count:
    """Whole listing days of arXiv as JSON Lines."""

    def replies() -> Iterator[Reply]:
        for path in sorted((data / "arxiv-listings").glob("*.jsonl")):
            yield path.name, path.read_bytes(), _lines(path.read_bytes())

    return count("arxiv-listings", "json-lines", replies())


def markdown_lists(data: Path) -> Count:
    """The tables of an arXiv-daily bot."""

    def replies() -> Iterator[Reply]:
        for path in sorted((data / "markdown-lists").rglob("README.md")):
            body = path.read_bytes()
            yield path.parent.name, body, len(_DATED_ROW.findall(body))

    return count("markdown-lists", "markdown-list", replies())


def corpora(data: Path, step: int = 1) -> Count:
    """Corpora of arXiv and the ACL Anthology as JSON Lines, or every ``step``-th line of them.

    All are 120,218 papers, so they take a minute.
    """

    def replies() -> Iterator[Reply]:
        for path in sorted((data / "corpora").glob("*.jsonl.gz")):
            lines = gzip.decompress(path.read_bytes()).split(b"\n")
            body = b"\n".join(lines[::step])
            yield path.name, body, _lines(body)

    return count("corpora", "json-lines", replies())


def _lines(body: bytes) -> int:
    return sum(1 for line in body.split(b"\n") if line.strip())


SOURCES: tuple[Callable[[Path], Count], ...] = (
    *(hf_daily, arxiv_api, arxiv_oai),
    *(bibtex, csl_json, arxiv_listings, markdown_lists, corpora),
)
