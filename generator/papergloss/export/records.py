"""The JSON record of a paper, which the static API and ``papers.jsonl`` consist of.

docs/api.md describes it to people and ``schema`` to programs. What is not known is left out; a
field may be added in any release, one is only changed or taken away with a new ``VERSION``.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import orjson

from papergloss import days
from papergloss.ids import address
from papergloss.model import Appearance, Note, Paper

VERSION = 1


def record(paper: Paper, note: Note | None, base: str) -> bytes:
    """Write the record of a paper on one line, with the line's end.

    ``base`` is the site's address, or "" where it is not known: then addresses start at its root.
    """
    fields = {
        "slug": paper.slug,
        "url": f"{base}papers/{paper.slug}/",
        "title": paper.title,
        "abstract": paper.abstract,
        "authors": [_present(name=each.name, orcid=each.orcid) for each in paper.authors],
        "author_count": paper.author_count,
        "organisation": paper.organisation and paper.organisation.name,
        "date": days.iso(paper.date),
        "month": paper.month,
        "ids": _ids(paper),
        "address": address(paper.ids),
        "links": [{"url": link.url, "kind": str(link.kind)} for link in paper.links],
        "venue": paper.venue,
        "comment": paper.comment,
        "categories": list(paper.categories),
        "keywords": list(paper.keywords),
        "tags": list(paper.tags),
        "versions": [
            _present(number=each.number, date=each.date and each.date.isoformat())
            for each in paper.versions
        ],
        "withdrawn": paper.withdrawn,
        "aliases": list(paper.aliases),
        "appearances": [_appearance(seen) for seen in paper.appearances],
        "note": note and _note(note),
    }
    return orjson.dumps(_present(**fields), option=orjson.OPT_APPEND_NEWLINE)


def _ids(paper: Paper) -> Mapping[str, Any]:
    ids = paper.ids
    return _present(arxiv=ids.arxiv, doi=ids.doi, openreview=ids.openreview, acl=ids.acl)


def _appearance(seen: Appearance) -> Mapping[str, Any]:
    return _present(
        listing=seen.listing,
        date=seen.date and seen.date.isoformat(),
        position=seen.position,
        comments=seen.comments,
        upvotes=seen.upvotes,
    )


def _note(note: Note) -> Mapping[str, Any]:
    """What a note says in a word; its text is at ``annotations/`` for who wants it."""
    return {
        "noted": note.noted and note.noted.isoformat(),
        "status": note.status and str(note.status),
        "rating": note.rating,
    }


def _present(**fields: Any) -> dict[str, Any]:
    """Leave out what is not known; that there were no comments is known."""
    known = ((name, value) for name, value in fields.items() if value or value == 0)
    return {name: value for name, value in known if value is not False}
