"""arXiv's announcement of a day in some categories, as RSS or as Atom (rss.arxiv.org).

In come the bytes, out goes a ``Reading`` whose date is the day of the announcement; that is also
each entry's ``listed`` day, while the day of submission is not told. On days without announcement
(weekends, holidays) the feed has no items, which is in order.
https://info.arxiv.org/help/rss_specifications.html
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from papergloss import ids
from papergloss.errors import ReadError
from papergloss.model import Announcement, Entry, Ids, PartialDate, Reading, Rejected, Version
from papergloss.sources import _arxiv, _values, _xml

NAME = "arxiv-feed"
LABEL = "arXiv's RSS or Atom feed of a day"

NOTHING_ANNOUNCED = "arXiv announces no papers on this day"

# "arXiv:2401.00001v1 Announce Type: new \nAbstract: We …"
_PREFIX = re.compile(
    r"\s*(arXiv:\S{6,40})\s+Announce Type:\s*([a-z-]{1,20})\s+(?:Abstract:\s*)?", re.IGNORECASE
)
_ANNOUNCEMENTS = {each.value: each for each in Announcement}
_RSS = re.compile(rb"<(?:rss|[a-zA-Z]+:RDF)\b")


def sniff(head: bytes) -> bool:
    """Tell a feed by RSS or Atom and the address or the elements of arXiv's announcements."""
    if b"www.w3.org/2005/Atom" not in head and not _RSS.search(head):
        return False
    return b"rss.arxiv.org" in head or b":announce_type>" in head


def read(data: bytes, where: str) -> Reading:
    """Read a feed.

    Raises:
        ReadError: it is neither an RSS nor an Atom feed.
    """
    root = _xml.parse(data, where)
    channel = root.first("channel") if root.name == "rss" else root
    if channel is None or channel.name not in ("channel", "atom:feed"):
        raise ReadError(
            f"expected an RSS or Atom feed, found <{root.name}>",
            where=where,
            line=root.line,
            remedy="fetch rss.arxiv.org/rss/<category> or rss.arxiv.org/atom/<category> again",
        )
    items = list(channel.all("item", "atom:entry"))
    first: dict[str, int] = {}
    made = [_entry(item, position, first) for position, item in enumerate(items, start=1)]
    entries = tuple(each for each in made if isinstance(each, Entry))
    return Reading(
        entries=entries,
        rejected=tuple(each for each in made if isinstance(each, Rejected)),
        date=_values.common(entry.listed for entry in entries) or _feed_day(channel),
        empty_reason=None if items else NOTHING_ANNOUNCED,
    )


def _feed_day(channel: _xml.Element) -> PartialDate | None:
    return _values.day(channel.value("pubDate", "lastBuildDate", "atom:updated"))


def _entry(item: _xml.Element, position: int, first: dict[str, int]) -> Entry | Rejected:
    described = item.value("description", "atom:summary")
    prefix = _PREFIX.match(described)
    found = _arxiv.first_id(_named(item, prefix[1] if prefix else ""))
    title = _values.prose(item.value("title", "atom:title"))
    if not found or not title:
        reason = f"no title: {found[0]}" if found else "no arXiv id"
        return Rejected(reason=reason, position=position, line=item.line)
    name, version = found
    if first.setdefault(name, position) != position:
        reason = f"listed twice: {name} is also number {first[name]}"
        return Rejected(reason=reason, position=position, line=item.line)
    abstract = _values.prose(described[prefix.end() :] if prefix else described)
    comment = _values.line(item.value("arxiv:comment"))
    return Entry(
        title=title,
        abstract=abstract,
        position=position,
        line=item.line,
        ids=Ids(arxiv=name, doi=ids.doi(item.value("arxiv:DOI", "arxiv:doi"))),
        authors=_values.authors(_names(item)),
        listed=_values.day(item.value("pubDate", "atom:published")),
        announced=_announced(item.value("arxiv:announce_type") or (prefix[2] if prefix else "")),
        links=_arxiv.links(abstract, comment),
        categories=_arxiv.categories(_categories(item)),
        venue=_values.line(item.value("arxiv:journal_reference", "arxiv:journal_ref")),
        comment=comment,
        versions=(Version(number=version),) if version else (),
        withdrawn=_arxiv.is_withdrawn(comment or "", abstract),
    )


def _named(item: _xml.Element, described: str) -> Iterator[str]:
    """Yield what may hold the id: the identifier, the links, the description's prefix."""
    yield from (each.text for each in item.all("guid", "atom:id", "link"))
    yield from (each.attributes.get("href", "") for each in item.all("atom:link"))
    yield described


def _names(item: _xml.Element) -> Iterator[str]:
    # "Antonin Monteil, Paul Pegon", in one element or in several; Atom has authors besides.
    for creator in item.all("dc:creator"):
        yield from _arxiv.names(creator.text)
    if not item.first("dc:creator"):
        yield from (author.value("atom:name") for author in item.all("atom:author"))


def _categories(item: _xml.Element) -> Iterator[str]:
    yield from (each.text.strip() for each in item.all("category"))
    yield from (each.attributes.get("term", "").strip() for each in item.all("atom:category"))


def _announced(text: str) -> Announcement | None:
    return _ANNOUNCEMENTS.get(text.strip().lower())
