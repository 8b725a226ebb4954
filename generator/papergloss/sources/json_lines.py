"""JSON Lines: one JSON object with a paper on each line, under the key names that people use.

In come the bytes, out goes a ``Reading``. Lines end at ``\\n`` alone: abstracts may hold Unicode
line separators, which end no line. Read are the dumps of arXiv, its listings as bots save them,
the exports of Semantic Scholar and their like; keys are compared without case.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Iterator, Mapping

from papergloss.errors import ReadError
from papergloss.model import Entry, Link, LinkKind, PartialDate, Reading, Rejected, Version
from papergloss.sources import _arxiv, _dates, _decode, _json, _names, _refs, _tags, _values
from papergloss.text import links_in

NAME = "json-lines"
LABEL = "JSON Lines, one paper on each line"

Record = Mapping[str, object]

_TITLE = ("title", "name", "paper_title")
_ABSTRACT = ("abstract", "summary", "paper_abstract", "description")
_AUTHORS = ("authors", "author", "authors_parsed", "author_names", "authorships")
_PUBLISHED = (
    *("published", "published_date", "publication_date", "publicationdate", "publish_date"),
    *("issued", "date", "created", "submitted", "year", "publication_year"),
)
_UPDATED = ("updated", "update_date", "updated_date")
_VENUE = ("venue", "journal", "journal-ref", "journal_ref", "booktitle", "conference")
_NAMES = (
    *(
        "arxiv_id",
        "arxivid",
        "arxiv",
        "eprint",
        "doi",
        "acl_id",
        "acl",
        "paper_id",
        "paperid",
        "id",
    ),
    *("url", "abs", "abs_url", "link", "entry_id", "pdf", "pdf_url", "paper_url", "forum_url"),
)
_OPENREVIEW = ("openreview_id", "openreview", "forum")
_ADDRESSES: dict[str, LinkKind | None] = {
    **dict.fromkeys(("url", "link", "abs", "abs_url", "paper_url", "html_url"), None),
    **dict.fromkeys(("pdf", "pdf_url"), LinkKind.PAPER),
    **dict.fromkeys(
        ("code", "code_url", "github", "github_url", "repo", "repo_url"), LinkKind.CODE
    ),
    **dict.fromkeys(("project", "project_page", "project_url", "website"), LinkKind.PROJECT),
    **dict.fromkeys(("dataset", "dataset_url", "data_url"), LinkKind.DATA),
    **dict.fromkeys(("demo", "demo_url"), LinkKind.DEMO),
}
_BETWEEN = re.compile(r"[\s,;]+")


def sniff(head: bytes) -> bool:
    """Tell JSON Lines by a first line that is a whole object with a title, or starts like one."""
    text = _decode.head_of(head).lstrip()
    first, ended, _ = text.partition("\n")
    if not first.startswith("{"):
        return False
    try:
        record = json.loads(first, parse_int=str)
    except (ValueError, RecursionError):
        return not ended and len(head) > 60_000 and '"title"' in first
    return not {"title", "name", "id", "arxiv_id", "doi"}.isdisjoint(map(str.lower, record))


def read(data: bytes, where: str) -> Reading:
    """Read all lines.

    Raises:
        ReadError: no line holds an object.
    """
    made = list(_made(data))
    entries = tuple(each for each in made if isinstance(each, Entry))
    rejected = tuple(each for each in made if isinstance(each, Rejected))
    if not entries and all(each.reason.startswith(_NO_OBJECT) for each in rejected):
        raise ReadError(
            rejected[0].reason if rejected else "the file is empty",
            where=where,
            line=rejected[0].line if rejected else 1,
            remedy="each line is to be one JSON object, such as {"
            '"title": "…", "abstract": "…", "authors": ["…"]}',
        )
    return Reading(entries=entries, rejected=rejected)


_NO_OBJECT = "no JSON object"


def _made(data: bytes) -> Iterator[Entry | Rejected]:
    position = 0
    for number, line in enumerate(data.split(b"\n"), start=1):
        if not line.strip():
            continue
        position += 1
        yield _of_line(line, position, number)


def _of_line(raw: bytes, position: int, line: int) -> Entry | Rejected:
    try:
        value = _json.load(raw, "").value
    except ReadError as error:
        return Rejected(reason=f"{_NO_OBJECT}: {error.message}", position=position, line=line)
    if not isinstance(value, dict):
        reason = f"{_NO_OBJECT}: {_json.describe(value)}"
        return Rejected(reason=reason, position=position, line=line)
    record = {str(key).lower(): each for key, each in value.items()}
    return _entry(record, position, line)


def _entry(record: Record, position: int, line: int) -> Entry | Rejected:
    title, abstract = _prose(record, *_TITLE), _prose(record, *_ABSTRACT)
    comment = _prose(record, "comment", "comments", "arxiv_comment")
    found, links = _refs.gather(_names_of(record), _links(record))
    if not title and not _refs.has_name(found):
        return Rejected(reason="no title", position=position, line=line)
    authors = _names.of_value(_authors(record))
    versions = _versions(record)
    return Entry(
        title=title,
        abstract=abstract,
        position=position,
        line=line,
        ids=found,
        authors=authors.authors,
        et_al=authors.et_al,
        published=_first_day(versions) or _date(record, *_PUBLISHED),
        updated=_date(record, *_UPDATED),
        upvotes=_json.count(record, "upvotes"),
        links=_values.links(links, links_in(abstract), links_in(comment)),
        categories=_arxiv.categories(_list(record, "categories", "category", separator=_BETWEEN)),
        keywords=_keywords(record),
        venue=_venue(record),
        comment=comment or None,
        summary=_prose(record, "tldr", "ai_summary") or None,
        versions=versions,
        withdrawn=_arxiv.is_withdrawn(comment, abstract),
    )


def _stated(record: Record, keys: Iterable[str]) -> list[str]:
    """Return the keys that the record has: one or two of the many that people use."""
    return [key for key in keys if key in record]


def _texts(record: Record, *keys: str) -> list[str]:
    """Return the texts at the keys, in their order."""
    return [text for key in _stated(record, keys) if (text := _text(record[key]))]


def _first(record: Record, *keys: str) -> str:
    return next(iter(_texts(record, *keys)), "")


def _text(value: object) -> str:
    """Take a text, a number as one, and of an object its text or address; "" of all else."""
    if isinstance(value, dict):
        value = value.get("text") or value.get("url") or value.get("name")
    if isinstance(value, str):
        return _json.clean(value) if value.strip() else ""
    return str(value) if isinstance(value, int) and not isinstance(value, bool) else ""


def _prose(record: Record, *keys: str) -> str:
    return _values.prose(_tags.without(_first(record, *keys)))


def _authors(record: Record) -> object:
    return next((record[key] for key in _AUTHORS if record.get(key)), None)


def _names_of(record: Record) -> Iterator[str]:
    yield from _texts(record, *_NAMES)
    yield from (f"openreview:{value}" for value in _texts(record, *_OPENREVIEW))
    other = record.get("externalids")  # as Semantic Scholar has them: {"ArXiv": …, "DOI": …}
    if isinstance(other, dict):
        yield from _texts({str(key).lower(): each for key, each in other.items()}, *_NAMES)


def _links(record: Record) -> Iterator[Link]:
    for key in _stated(record, _ADDRESSES):
        kind = _ADDRESSES[key]
        for value in _list(record, key, separator=_BETWEEN):
            yield from _refs.link(value, kind) if kind else _refs.address(value)
    for value in _texts(record, "openaccesspdf"):
        yield from _refs.link(value, LinkKind.PAPER)


def _list(record: Record, *keys: str, separator: re.Pattern[str]) -> list[str]:
    """Return the texts of a list, or the parts of one text."""
    for key in _stated(record, keys):
        if isinstance(record[key], list):
            return [part for part in _json.texts(record, key) if part.strip()]
        if value := _first(record, key):
            return [part for part in separator.split(value) if part]
    return []


def _keywords(record: Record) -> tuple[str, ...]:
    stated = _list(record, "keywords", "tags", "keyword", separator=re.compile(r"[,;]"))
    return tuple(dict.fromkeys(word for each in stated if (word := _values.line(each))))


def _venue(record: Record) -> str | None:
    """Take the venue, of which the ACL Anthology's records have a list."""
    keys = _stated(record, _VENUE)
    several = (" / ".join(_json.texts(record, key)) or _first(record, key) for key in keys)
    return _values.line(_tags.without(next(filter(None, several), "")))


def _date(record: Record, *keys: str) -> PartialDate | None:
    for key in _stated(record, keys):
        value = record[key]
        parts = value.get("date-parts") if isinstance(value, dict) else None
        first = parts[0] if isinstance(parts, list) and parts else None
        text = "-".join(map(str, first[:3])) if isinstance(first, list) else _first(record, key)
        if found := _dates.partial(text):
            return found
    return None


def _versions(record: Record) -> tuple[Version, ...]:
    """Read arXiv's own ``[{"version": "v1", "created": "Mon, 2 Apr 2007 19:18:42 GMT"}, …]``."""
    stated = record.get("versions")
    found = (_version(each) for each in stated) if isinstance(stated, list) else ()
    return tuple(version for version in found if version)


def _version(value: object) -> Version | None:
    if not isinstance(value, dict):
        return None
    number = re.fullmatch(r"v?([0-9]{1,3})", _first(value, "version"))
    day = _values.day(_first(value, "created"))
    return Version(number=int(number[1]), date=_values.as_date(day)) if number else None


def _first_day(versions: tuple[Version, ...]) -> PartialDate | None:
    day = next((each.date for each in versions if each.number == 1), None)
    return PartialDate(year=day.year, month=day.month, day=day.day) if day else None
