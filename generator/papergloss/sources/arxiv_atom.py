"""A reply of the arXiv API: an Atom feed of the papers asked for by id or by search.

In come the bytes, out goes a ``Reading`` with ``total`` and ``more``, the number of the next page's
first entry (https://info.arxiv.org/help/api/user-manual.html). An error is a feed with one entry
called "Error", with HTTP status 400 or even 200: that is a ReadError in the API's own words.
"""

from __future__ import annotations

import re

from papergloss import ids
from papergloss.errors import ReadError
from papergloss.model import Author, Entry, Ids, Reading, Rejected
from papergloss.sources import _arxiv, _values, _xml

NAME = "arxiv-atom"
LABEL = "reply of the arXiv API"

NOTHING_FOUND = "arXiv has no papers for this query"

_ERROR = re.compile(r"arxiv\.org/api/errors")
_NUMBER = re.compile(r"\s*([0-9]{1,12})\s*")


def sniff(head: bytes) -> bool:
    """Tell a reply by Atom's namespace and those of the API."""
    return (
        b"www.w3.org/2005/Atom" in head
        and (b"arxiv.org/api/" in head or b"arxiv.org/schemas/atom" in head)
        and b"a9.com/-/spec/opensearch/1.1" in head
    )


def read(data: bytes, where: str) -> Reading:
    """Read a reply.

    Raises:
        ReadError: it is no Atom feed, it is an error, or it is empty where it should not be.
    """
    feed = _xml.parse(data, where)
    if feed.name != "atom:feed":
        raise ReadError(
            f"expected an Atom feed, found <{feed.name}>",
            where=where,
            line=feed.line,
            remedy="ask export.arxiv.org/api/query again",
        )
    elements = list(feed.all("atom:entry"))
    for element in elements:
        _refuse_error(element, where)
    made = [_entry(element, position) for position, element in enumerate(elements, start=1)]
    start, total = _number(feed, "os:startIndex") or 0, _number(feed, "os:totalResults")
    if not elements:
        _refuse_hole(feed, start, total, where)
    following = start + len(elements)
    return Reading(
        entries=tuple(each for each in made if isinstance(each, Entry)),
        rejected=tuple(each for each in made if isinstance(each, Rejected)),
        empty_reason=None if elements else NOTHING_FOUND,
        more=str(following) if elements and total is not None and following < total else None,
        total=total,
    )


def _refuse_error(element: _xml.Element, where: str) -> None:
    if _ERROR.search(element.value("atom:id")):
        message = " ".join(element.value("atom:summary").split())
        raise ReadError(
            f"arXiv answers “{message[:200]}”",
            where=where,
            line=element.line,
            remedy="correct the query or the ids asked for",
        )


def _refuse_hole(feed: _xml.Element, start: int, total: int | None, where: str) -> None:
    # The API now and then answers a page in the midst of a long result with no entries at all.
    if total is not None and start < total and _number(feed, "os:itemsPerPage") != 0:
        raise ReadError(
            f"no entries from {start} on, though there are {total} in all",
            where=where,
            line=feed.line,
            remedy="ask for the same page again",
        )


def _entry(element: _xml.Element, position: int) -> Entry | Rejected:
    printed = element.value("atom:id")
    found = _arxiv.paper_id(printed)
    if not found:
        reason = f"no arXiv id: {' '.join(printed.split())[:80]}"
        return _rejected(reason.rstrip(": "), element, position)
    title = _values.prose(element.value("atom:title"))
    if not title:
        return _rejected(f"no title: {found[0]}", element, position)
    abstract = _values.prose(element.value("atom:summary"))
    comment = _values.line(element.value("arxiv:comment"))
    published = _values.day(element.value("atom:published"))
    updated = _values.day(element.value("atom:updated"))
    return Entry(
        title=title,
        abstract=abstract,
        position=position,
        line=element.line,
        ids=Ids(arxiv=found[0], doi=ids.doi(element.value("arxiv:doi", "arxiv:DOI"))),
        authors=authors(element),
        published=published,
        updated=updated,
        links=_arxiv.links(abstract, comment),
        categories=categories(element),
        venue=_values.line(element.value("arxiv:journal_ref")),
        comment=comment,
        versions=_arxiv.versions(found[1], published, updated),
        withdrawn=_arxiv.is_withdrawn(comment or "", abstract),
    )


def authors(element: _xml.Element) -> tuple[Author, ...]:
    """Return the authors of an Atom entry."""
    return _values.authors(a.value("atom:name") for a in element.all("atom:author"))


def categories(element: _xml.Element) -> tuple[str, ...]:
    """Return the categories of an Atom entry, the primary one first."""
    marked = element.all("arxiv:primary_category")
    every = (*marked, *element.all("atom:category"))
    return _arxiv.categories(each.attributes.get("term", "").strip() for each in every)


def _rejected(reason: str, element: _xml.Element, position: int) -> Rejected:
    return Rejected(reason=reason, position=position, line=element.line)


def _number(feed: _xml.Element, name: str) -> int | None:
    found = _NUMBER.fullmatch(feed.value(name))
    return int(found[1]) if found else None
