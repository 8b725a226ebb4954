"""A reply of the OpenAlex API: works found by title, works asked for by DOI, or one work.

In come the bytes, out goes a ``Reading`` with ``total``. A list of works is
``{"meta": {"count": …}, "results": [...]}``, an error ``{"error": …, "message": …}``. Abstracts
come as inverted indexes, word → places, and are put together again
(https://developers.openalex.org/api-reference/works/get-a-single-work).
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from itertools import islice

from papergloss.errors import ReadError
from papergloss.model import Author, Entry, Link, PartialDate, Reading, Rejected
from papergloss.sources import _dates, _json, _names, _refs, _tags, _values
from papergloss.text import links_in

NAME = "openalex"
LABEL = "reply of the OpenAlex API"

NOTHING_FOUND = "OpenAlex has no works for this query"

Record = Mapping[str, object]

_WORK = re.compile(rb'"id"\s*:\s*"https://openalex\.org/W[0-9]')
_LIST = re.compile(rb'\s*+\{\s*"meta"\s*:\s*\{[^{}]*"db_response_time_ms"')
# One object after another, without a comma: a snapshot in JSON Lines, which is another format.
_NEXT_LINE = re.compile(rb"\}[ \t\r]*+\n\s*+\{")
_ORCID = re.compile(r"[0-9]{4}-[0-9]{4}-[0-9]{4}-[0-9]{3}[0-9X]")
# The longest abstract in 130,000 real papers has 9,000 characters.
_MOST_WORDS = 10_000


def sniff(head: bytes) -> bool:
    """Tell a reply by the head of a list, or by being a work."""
    start = head.removeprefix(b"\xef\xbb\xbf").lstrip()
    if start[:1] != b"{" or _NEXT_LINE.search(start):
        return False
    return bool(_LIST.match(start) or _WORK.search(start))


def read(data: bytes, where: str) -> Reading:
    """Read a reply.

    Raises:
        ReadError: it is not JSON, says that something went wrong, or holds no works.
    """
    reply = _json.mapping(_json.load(data, where).value) or {}
    works = reply.get("results")
    if isinstance(works, list):
        meta = reply.get("meta")
        return _reading(works, _json.count(meta, "count") if isinstance(meta, dict) else None)
    if _json.text(reply, "id") and _title(reply):
        return _reading([reply], 1)
    said = _json.text(reply, "message") or _json.text(reply, "error")
    raise ReadError(
        f"OpenAlex answers “{said[:200]}”" if said else "this holds no works",
        where=where,
        line=1,
        remedy="ask the API again, and compare the address asked for",
    )


def _reading(works: list[object], total: int | None) -> Reading:
    made = [_entry(work, position) for position, work in enumerate(works, start=1)]
    return Reading(
        entries=tuple(each for each in made if isinstance(each, Entry)),
        rejected=tuple(each for each in made if isinstance(each, Rejected)),
        empty_reason=None if works else NOTHING_FOUND,
        total=total,
    )


def _entry(value: object, position: int) -> Entry | Rejected:
    if not isinstance(value, dict):
        return Rejected(reason=f"not a work: {_json.describe(value)}", position=position)
    work: Record = value
    title, abstract = _title(work), _abstract(work.get("abstract_inverted_index"))
    found, links = _refs.gather([_json.text(work, "doi")], _addresses(work))
    if not title and not _refs.has_name(found):
        return Rejected(reason=f"no title: {_json.text(work, 'id')[:80]}", position=position)
    return Entry(
        title=title,
        abstract=abstract,
        position=position,
        ids=found,
        authors=tuple(_authors(work)),
        et_al=work.get("is_authors_truncated") is True,
        published=_published(work),
        links=_values.links(links, links_in(abstract)),
        keywords=_keywords(work),
        venue=_venue(work),
        withdrawn=work.get("is_retracted") is True,
    )


def _title(work: Record) -> str:
    stated = _json.text(work, "title") or _json.text(work, "display_name")
    return _values.prose(_tags.without(stated))


def _abstract(index: object) -> str:
    """Put an inverted index in order again; of a place that is taken twice the first word stays."""
    places: dict[int, str] = {}
    for place, word in islice(_placed(index), _MOST_WORDS):
        places.setdefault(place, word)
    text = " ".join(places[place] for place in sorted(places))
    return _values.prose(_tags.without(_json.clean(text)))


def _placed(index: object) -> Iterator[tuple[int, str]]:
    for word, places in index.items() if isinstance(index, dict) else ():
        for place in places if isinstance(places, list) else ():
            if isinstance(place, int) and not isinstance(place, bool) and place >= 0:
                yield place, word


def _authors(work: Record) -> Iterator[Author]:
    for authorship in _records(work, "authorships"):
        person = authorship.get("author")
        known: Record = person if isinstance(person, dict) else {}
        # The raw name is what the paper prints; the other is that of a cluster, sometimes of two.
        name = _json.text(authorship, "raw_author_name") or _json.text(known, "display_name")
        orcid = _ORCID.search(_json.text(known, "orcid"))
        if made := _values.author(_names.first_last(name)):
            yield Author(name=made.name, orcid=orcid[0] if orcid else None)


def _published(work: Record) -> PartialDate | None:
    year = _json.count(work, "publication_year")
    stated = _values.day(_json.text(work, "publication_date"))
    return stated or (_dates.of_parts(year) if year else None)


def _addresses(work: Record) -> Iterator[Link]:
    """Yield where the work lies: a preprint's address tells its arXiv id."""
    for place in (work.get("primary_location"), *_records(work, "locations")):
        if isinstance(place, dict):
            yield from _refs.address(_json.text(place, "landing_page_url"))


def _venue(work: Record) -> str | None:
    place = work.get("primary_location")
    source = place.get("source") if isinstance(place, dict) else None
    if not isinstance(source, dict) or source.get("type") == "repository":
        return None
    return _values.line(_json.text(source, "display_name"))


def _keywords(work: Record) -> tuple[str, ...]:
    words = (_values.words(_json.text(each, "display_name")) for each in _records(work, "keywords"))
    return tuple(dict.fromkeys(word for word in words if word))


def _records(work: Record, key: str) -> list[Record]:
    value = work.get(key)
    return [each for each in value if isinstance(each, dict)] if isinstance(value, list) else []
