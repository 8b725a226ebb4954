"""A reply of arXiv's OAI-PMH interface, in its formats ``arXiv`` and ``arXivRaw``.

In come the bytes, out goes a ``Reading`` whose ``more`` is the resumption token. ``arXivRaw`` has
every version with its day, ``arXiv`` has the authors one by one. "No records match" is an empty
reading, any other error a ReadError in arXiv's own words.
https://info.arxiv.org/help/oa/index.html, https://www.openarchives.org/OAI/openarchivesprotocol.html
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from papergloss import ids
from papergloss.errors import ReadError
from papergloss.model import Entry, Ids, PartialDate, Reading, Rejected, Version
from papergloss.sources import _arxiv, _values, _xml

NAME = "arxiv-oai"
LABEL = "reply of arXiv's OAI-PMH interface"

NOTHING_CHANGED = "arXiv has no records for these days"

# Some archived replies declare no namespace of their own for the record: it then has OAI's.
_METADATA = ("arXiv:arXiv", "arXivRaw:arXivRaw", "oai:arXiv", "oai:arXivRaw")
_VERSION = re.compile(r"v([0-9]{1,3})")


def sniff(head: bytes) -> bool:
    """Tell a reply by the namespace of OAI-PMH and arXiv's name."""
    return b"www.openarchives.org/OAI/2.0" in head and b"arxiv.org" in head.lower()


def read(data: bytes, where: str) -> Reading:
    """Read a reply to ListRecords or GetRecord.

    Raises:
        ReadError: it is no reply to these, or it is an error.
    """
    root = _xml.parse(data, where)
    answer = root.first("oai:ListRecords", "oai:GetRecord") if root.name == "oai:OAI-PMH" else None
    if answer is None:
        return _without_records(root, where)
    records = list(answer.all("oai:record"))
    made = [_record(record, position) for position, record in enumerate(records, start=1)]
    token = answer.first("oai:resumptionToken")
    size = token.attributes.get("completeListSize", "") if token else ""
    return Reading(
        entries=tuple(each for each in made if isinstance(each, Entry)),
        rejected=tuple(each for each in made if isinstance(each, Rejected)),
        empty_reason=None if records else NOTHING_CHANGED,
        more=(token.text.strip() or None) if token else None,
        total=int(size) if re.fullmatch(r"[0-9]{1,12}", size) else None,
    )


def _without_records(root: _xml.Element, where: str) -> Reading:
    error = root.first("oai:error")
    if error is None:
        message = "expected an OAI-PMH reply with records"
    elif error.attributes.get("code") == "noRecordsMatch":
        return Reading(entries=(), empty_reason=NOTHING_CHANGED)
    else:
        answer = " ".join(error.text.split())[:200]
        message = f"arXiv answers “{error.attributes.get('code', 'error')}: {answer}”"
    raise ReadError(
        message,
        where=where,
        line=(error or root).line,
        remedy="ask oaipmh.arxiv.org with verb=ListRecords from the first page on",
    )


def _record(record: _xml.Element, position: int) -> Entry | Rejected:
    header = record.first("oai:header")
    name = header.value("oai:identifier").strip()[:80] if header else ""
    if header and header.attributes.get("status") == "deleted":
        return _rejected(f"deleted by arXiv: {name}", record, position)
    metadata = record.first("oai:metadata")
    fields = metadata.first(*_METADATA) if metadata else None
    if fields is None:
        return _rejected(f"no metadata as arXiv or arXivRaw: {name}", record, position)
    found = _arxiv.paper_id(_value(fields, "id") or name)
    title = _values.prose(_value(fields, "title"))
    if not found or not title:
        missing = "title" if found else "arXiv id"
        return _rejected(f"no {missing}: {name}", record, position)
    return _entry(fields, found[0], title, record.line, position)


def _entry(fields: _xml.Element, name: str, title: str, line: int, position: int) -> Entry:
    abstract = _values.prose(_value(fields, "abstract"))
    comment = _values.line(_value(fields, "comments"))
    versions, sizes = _versions(fields)
    return Entry(
        title=title,
        abstract=abstract,
        position=position,
        line=line,
        ids=Ids(arxiv=name, doi=ids.doi(_value(fields, "doi"))),
        authors=_values.authors(_names(fields)),
        published=_printed(versions[:1]) or _values.day(_value(fields, "created")),
        updated=_printed(versions[-1:]) or _values.day(_value(fields, "updated")),
        links=_arxiv.links(abstract, comment),
        categories=_arxiv.categories(_value(fields, "categories").split()),
        venue=_values.line(_value(fields, "journal-ref")),
        comment=comment,
        versions=versions,
        # arXiv keeps a withdrawn paper as a last version without files.
        withdrawn=_arxiv.is_withdrawn(comment or "", abstract) or sizes[-1:] == ["0kb"],
    )


def _value(fields: _xml.Element, name: str) -> str:
    return fields.value(*_spaced(name))


def _spaced(name: str) -> tuple[str, str, str]:
    return f"arXiv:{name}", f"arXivRaw:{name}", f"oai:{name}"


def _names(fields: _xml.Element) -> Iterator[str]:
    authors = fields.first(*_spaced("authors"))
    if authors is None:
        return
    yield from _arxiv.names(authors.text)  # arXivRaw: one text
    for author in authors.all(*_spaced("author")):  # arXiv: one element each
        parts = (_value(author, part) for part in ("forenames", "keyname", "suffix"))
        yield " ".join(part for part in parts if part)


def _versions(fields: _xml.Element) -> tuple[tuple[Version, ...], list[str]]:
    """Return the versions of an arXivRaw record by number, and their sizes as printed."""
    known: dict[int, tuple[Version, str]] = {}
    for element in fields.all(*_spaced("version")):
        if found := _VERSION.fullmatch(element.attributes.get("version", "")):
            day = _values.as_date(_values.day(_value(element, "date")))
            version = Version(number=int(found[1]), date=day)
            known[version.number] = version, _value(element, "size").strip()
    ordered = [known[number] for number in sorted(known)]
    return tuple(version for version, _ in ordered), [size for _, size in ordered]


def _printed(versions: tuple[Version, ...]) -> PartialDate | None:
    day = versions[0].date if versions else None
    return PartialDate(year=day.year, month=day.month, day=day.day) if day else None


def _rejected(reason: str, record: _xml.Element, position: int) -> Rejected:
    return Rejected(reason=reason, position=position, line=record.line)
