"""Items of Hugging Face's JSON, from the API or out of a saved page → a Reading.

An item is ``{"paper": {…}, "title": …, "publishedAt": …}`` or the paper object by itself. The shape
has grown over the years; every field but the id and a title may be missing. Ids and times are those
of the inner object: the outer ``publishedAt`` is the time of listing in 2024 and arXiv's time five
hours off since.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from urllib.parse import quote

from papergloss import ids
from papergloss.model import (
    Entry,
    Ids,
    Link,
    LinkKind,
    Organisation,
    PartialDate,
    Reading,
    Rejected,
)
from papergloss.sources import _json, _values
from papergloss.text import links_in

Record = Mapping[str, object]

NOTHING_LISTED = "Hugging Face lists no papers here"

# A paper that is not on arXiv would have an id of another shape; it still has a page there.
_PAGE = "https://huggingface.co/papers/"
# A picture of the title, which stands among the media where an author gave none.
_MADE_BY_SITE = "https://cdn-thumbnails.huggingface.co/"
_ID = re.compile(r"[A-Za-z0-9][A-Za-z0-9._/-]{2,80}")


def reading(
    items: Sequence[object], *, lines: Sequence[int] = (), day: PartialDate | None = None
) -> Reading:
    """Read ``items``; ``lines`` are where they start, ``day`` is the listing's, if it says so."""
    entries: list[Entry] = []
    rejected: list[Rejected] = []
    first: dict[str, int] = {}
    for index, item in enumerate(items):
        line = lines[index] if index < len(lines) else None
        made = _entry(item, index + 1, line, first)
        if isinstance(made, Entry):
            entries.append(made)
        else:
            rejected.append(Rejected(reason=made, position=index + 1, line=line))
    return Reading(
        entries=tuple(entries),
        rejected=tuple(rejected),
        date=day or _values.common(entry.listed for entry in entries),
        empty_reason=None if items else NOTHING_LISTED,
    )


def looks_like_paper(record: Record) -> bool:
    """Tell a paper object: it has an id and a title."""
    return bool(_json.text(record, "id") and _json.text(record, "title"))


def _entry(item: object, position: int, line: int | None, first: dict[str, int]) -> Entry | str:
    """Make an entry, or say why not; ``first`` remembers the position of each id."""
    outer = _json.mapping(item)
    if outer is None:
        return f"not a paper: {_json.describe(item)}"
    paper = _json.mapping(outer.get("paper", outer))
    if paper is None:
        return f"not a paper: its “paper” is {_json.describe(outer.get('paper'))}"
    name = _json.text(paper, "id").strip()
    if not _ID.fullmatch(name):
        return f"no id: {_json.describe(paper.get('id'))}"
    title = _title(outer, paper)
    if not title:
        return f"no title: {name}"
    if first.setdefault(name, position) != position:
        return f"listed twice: {name} is also number {first[name]}"
    return _paper(outer, paper, name, title, position, line)


def _title(outer: Record, paper: Record) -> str:
    # The inner title lost its "$" and "\": "LLMtimesMapReduce" is "LLM$\times$MapReduce" outside.
    return _values.prose(_json.text(outer, "title")) or _values.prose(_json.text(paper, "title"))


def _paper(
    outer: Record, paper: Record, name: str, title: str, position: int, line: int | None
) -> Entry:
    abstract = _values.prose(_json.text(paper, "summary") or _json.text(outer, "summary"))
    arxiv = ids.arxiv_id(name)
    return Entry(
        title=title,
        abstract=abstract,
        position=position,
        line=line,
        ids=Ids(arxiv=arxiv),
        authors=_values.authors(_names(paper)),
        organisation=_organisation(paper) or _organisation(outer),
        published=_values.day(_json.text(paper, "publishedAt")),
        listed=_values.day(_json.text(paper, "submittedOnDailyAt")),
        comments=_json.count(outer, "numComments"),
        upvotes=_json.count(paper, "upvotes"),
        links=_values.links(_links(outer, paper, name, arxiv), links_in(abstract)),
        keywords=_keywords(paper),
        summary=_values.line(_json.text(paper, "ai_summary")),
        withdrawn=bool(_json.text(paper, "withdrawnAt")),
    )


def _names(paper: Record) -> Iterable[str]:
    # "hidden" hides the author's account, not the author; the name stays.
    authors = paper.get("authors")
    for author in authors if isinstance(authors, list) else ():
        if isinstance(author, str):
            yield _json.clean(author)
        elif isinstance(author, dict):
            yield _json.text(author, "name")


def _organisation(record: Record) -> Organisation | None:
    organisation = _json.mapping(record.get("organization"))
    if organisation is None:
        return None
    handle = _json.text(organisation, "name").strip()
    name = _values.prose(_json.text(organisation, "fullname")) or _values.prose(handle)
    return Organisation(name=name, handle=handle or None) if name else None


def _keywords(paper: Record) -> tuple[str, ...]:
    words = (_values.words(word) for word in _json.texts(paper, "ai_keywords"))
    return tuple(dict.fromkeys(word for word in words if word))


def _links(outer: Record, paper: Record, name: str, arxiv: str | None) -> Iterable[Link]:
    yield from _values.link(_json.text(paper, "githubRepo"), LinkKind.CODE)
    yield from _values.link(_json.text(paper, "projectPage"))
    for record in (paper, outer):
        for address in (*_json.texts(record, "mediaUrls"), _json.text(record, "mediaUrl")):
            if not address.startswith(_MADE_BY_SITE):
                yield from _values.link(address, LinkKind.OTHER)
    if arxiv is None:
        yield from _values.link(_PAGE + quote(name), LinkKind.PAPER)
