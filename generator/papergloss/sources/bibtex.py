"""BibTeX and BibLaTeX files.

In come the bytes, out goes a ``Reading``: an entry for each ``@type{key, …}`` with a title or an
id, a rejection with its line for every other. TeX becomes Unicode and ``$…$``; ``note`` and
``howpublished`` give links and the comment; editors, private notes and file paths are left alone.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping

from papergloss import ids
from papergloss.errors import ReadError
from papergloss.model import Entry, Ids, Link, LinkKind, PartialDate, Reading, Rejected
from papergloss.sources import (
    _arxiv,
    _bibtex_file,
    _bibtex_names,
    _dates,
    _decode,
    _refs,
    _tex,
    _values,
)
from papergloss.text import links_in

NAME = "bibtex"
LABEL = "BibTeX or BibLaTeX file"

Fields = Mapping[str, str]

_START = re.compile(r"^[ \t]*@[A-Za-z]+[ \t]*[{(]", re.MULTILINE)
# A README may show its own citation in a code block; a bibliography has no Markdown before it.
_MARKDOWN = re.compile(r"^(?:#{1,6} |```|\|)|\]\(|^[ \t]*[-*+] \[", re.MULTILINE)

_VENUE = (
    *("journal", "journaltitle", "booktitle", "eventtitle", "school", "institution"),
    *("organization", "publisher"),
)
# "journal = {arXiv preprint arXiv:1810.04805}" is no venue.
_NO_VENUE = re.compile(r"(?:arxiv|corr)\b", re.IGNORECASE)
# Fields of homepages' bibliographies, and what their address leads to (None: its host tells).
_ADDRESSES = {
    "url": None,
    "html": None,
    "pdf": LinkKind.PAPER,
    "code": LinkKind.CODE,
    "github": LinkKind.CODE,
    "website": LinkKind.PROJECT,
    "project": LinkKind.PROJECT,
    "dataset": LinkKind.DATA,
    "demo": LinkKind.DEMO,
}
_URL = re.compile(r"\\(?:url|path|href)\s?\{([^{}]{1,2000})\}(?:\s?\{[^{}]{0,2000}\})?")
# TeX's escapes have no meaning in an address or an id: "{\_}", "\%", "\~{}".
_ESCAPES = re.compile(r"[{}]|\\(?=[^A-Za-z])|\\(?:textasciitilde|relax)\s?")


def sniff(head: bytes) -> bool:
    """Tell a bibliography by ``@type{`` at the start of a line, with no Markdown before it."""
    text = _decode.head_of(head)
    start = _START.search(text)
    return start is not None and not _MARKDOWN.search(text, 0, start.start())


def read(data: bytes, where: str) -> Reading:
    """Read a bibliography.

    Raises:
        ReadError: it is no text, or holds no entry at all.
    """
    items = _bibtex_file.items(_decode.text_of(data, where))
    if not items:
        raise ReadError(
            "there is no BibTeX entry",
            where=where,
            line=1,
            remedy="an entry begins like “@article{key,”; export the bibliography again",
        )
    made = [_entry(item, position) for position, item in enumerate(items, start=1)]
    return Reading(
        entries=tuple(each for each in made if isinstance(each, Entry)),
        rejected=tuple(each for each in made if isinstance(each, Rejected)),
    )


def _entry(item: _bibtex_file.Item, position: int) -> Entry | Rejected:
    if item.fields is None:
        return Rejected(reason=item.broken, position=position, line=item.line)
    fields = item.fields
    title, abstract = _title(fields), _prose(fields, "abstract")
    comment = _prose(fields, "note", without=_URL).removeprefix("Comment: ")  # so Zotero has it
    found, links = _refs.gather(_names(fields), _links(fields), [_named(fields)])
    if not title and not _refs.has_name(found):
        return Rejected(reason=f"no title: {item.key[:80]}", position=position, line=item.line)
    authors = _bibtex_names.of_field(fields.get("author", ""))
    return Entry(
        title=title,
        abstract=abstract,
        position=position,
        line=item.line,
        ids=found,
        authors=authors.authors,
        et_al=authors.et_al,
        published=_date(fields),
        links=_values.links(links, links_in(abstract)),
        categories=_categories(fields),
        keywords=_keywords(fields),
        venue=_venue(fields),
        comment=comment or None,
        withdrawn=_arxiv.is_withdrawn(comment, abstract),
    )


def _prose(fields: Fields, name: str, without: re.Pattern[str] | None = None) -> str:
    value = fields.get(name, "")
    return _values.prose(_tex.plain(without.sub("", value) if without else value))


def _title(fields: Fields) -> str:
    title, subtitle = _prose(fields, "title"), _prose(fields, "subtitle")
    return f"{title}: {subtitle}" if title and subtitle else title


def _bare(fields: Fields, name: str) -> str:
    """Return the value of a field that TeX does not typeset: an id, an address."""
    return _ESCAPES.sub("", _URL.sub(r"\1", fields.get(name, ""))).strip()


def _names(fields: Fields) -> Iterator[str]:
    yield _bare(fields, "doi")
    kind = fields.get("eprinttype") or fields.get("archiveprefix") or "arxiv"
    if kind.strip().lower() == "arxiv":
        yield _bare(fields, "eprint")
    yield _bare(fields, "arxiv")
    yield _bare(fields, "arxivid")


def _named(fields: Fields) -> Ids:
    """Take the id in "arXiv preprint arXiv:1810.04805" and in "CoRR", volume "abs/1810.04805"."""
    places = ("journal", "journaltitle", "volume", "number", "howpublished", "note")
    found = (ids.arxiv_named_in(fields.get(name, "")) for name in places)
    return Ids(arxiv=next(filter(None, found), None))


def _links(fields: Fields) -> Iterator[Link]:
    for name, kind in _ADDRESSES.items():
        address = _bare(fields, name)
        yield from _refs.link(address, kind) if kind else _refs.address(address)
    for name in ("note", "howpublished"):
        value = fields.get(name, "")
        for found in _URL.finditer(value):
            yield from _refs.address(_ESCAPES.sub("", found[1]))
        for link in links_in(_ESCAPES.sub("", _URL.sub(" ", value))):
            yield from _refs.address(link.url)


def _date(fields: Fields) -> PartialDate | None:
    stated = _dates.partial(_bare(fields, "date"))
    year, month = _bare(fields, "year"), _bare(fields, "month")
    if stated or not month:
        return stated or _dates.partial(year)
    if month.isdigit():
        return _dates.partial(f"{year}-{month}-{_bare(fields, 'day') or '0'}")
    return _dates.partial(f"{month} {_bare(fields, 'day')} {year}") or _dates.partial(year)


def _categories(fields: Fields) -> tuple[str, ...]:
    stated = fields.get("primaryclass") or fields.get("eprintclass") or ""
    return _arxiv.categories(re.split(r"[\s,;]+", stated))


def _keywords(fields: Fields) -> tuple[str, ...]:
    words = (
        _values.line(word) for word in re.split(r"[,;]", _tex.plain(fields.get("keywords", "")))
    )
    return tuple(dict.fromkeys(word for word in words if word))


def _venue(fields: Fields) -> str | None:
    for name in _VENUE:
        venue = _prose(fields, name)
        if venue and not _NO_VENUE.match(venue):
            return venue
    return _prose(fields, "howpublished", without=_URL) or None
