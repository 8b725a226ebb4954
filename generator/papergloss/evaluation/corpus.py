"""A dump of papers (JSON Lines) → what search knows of them, without an archive around it."""

from __future__ import annotations

from collections.abc import Iterator

import orjson

from papergloss.acronyms import definitions
from papergloss.errors import ReadError
from papergloss.views import SearchDoc


def read_papers(data: bytes, where: str) -> Iterator[SearchDoc]:
    """Read the papers of a dump: id, title, abstract, authors, date, categories of each.

    Raises:
        ReadError: a line is no JSON object, or has no id or title.
    """
    # Lines end with \n alone: abstracts hold other separators, which bytes.splitlines() knows too.
    for line, text in enumerate(data.split(b"\n"), start=1):
        if text.strip():
            yield _paper(text, where, line)


def _paper(text: bytes, where: str, line: int) -> SearchDoc:
    try:
        record = orjson.loads(text)
        name = str(record["id"]).rpartition(":")[2]
        title = " ".join(record["title"].split())
    except (ValueError, TypeError, KeyError, AttributeError) as error:
        raise ReadError(f"not a paper: {error}", where=where, line=line) from error
    authors = tuple(record.get("authors") or ())
    others = f" and {len(authors) - 1} others" if len(authors) > 1 else ""
    abstract = " ".join((record.get("abstract") or "").split())
    return SearchDoc(
        slug=name,
        url=f"papers/{name}/",
        title=title,
        abstract=abstract,
        meanings=tuple(f"{each.short} {each.long}" for each in definitions(abstract)),
        authors=authors,
        organisation="",
        tags=tuple(each for each in record.get("categories") or () if " " not in each),
        note="",
        date=_date(record),
        byline=f"{authors[0]}{others}" if authors else "",
        ids=(name,),
        sources=(str(record["id"]).partition(":")[0],),
    )


def _date(record: dict[str, object]) -> str:
    """The day in ISO form, or the year where the day is told in words."""
    date = str(record.get("date") or "")
    return date if date[:4].isdigit() and date[4:5] == "-" else str(record.get("year") or date[:4])
