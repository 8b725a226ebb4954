"""The fields of a note's front matter, each with its reader; docs/notes.md tells people of them.

A reader takes a value as it stands in the file and returns what a ``Note`` holds, or raises
``Slip``. ``note_schema`` describes the same fields to editors; a test keeps the two equal.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from datetime import date
from difflib import get_close_matches
from typing import Any, TypeVar
from urllib.parse import urlsplit

from papergloss import days, ids
from papergloss.addresses import kind_of
from papergloss.model import (
    Author,
    Ids,
    Link,
    LinkKind,
    Overrides,
    PartialDate,
    Relation,
    RelationKind,
    Selector,
    Status,
    TagChange,
)
from papergloss.store.marked import Items, Mapping, Scalar, Value

T = TypeVar("T")


class Slip(Exception):
    """A mistake in one field: what is wrong, on which line, and what to write instead."""

    def __init__(self, message: str, line: int, remedy: str = "") -> None:
        self.message = message
        self.line = line
        self.remedy = remedy
        super().__init__(message)


def nearest(word: str, known: Iterable[str]) -> str:
    """Name the known word that is most like the given one, or all of them."""
    names = list(known)
    close = get_close_matches(word.lower(), names, n=1, cutoff=0.5)
    return f"did you mean “{close[0]}”?" if close else f"known: {', '.join(names[:20])}"


# --- single values ------------------------------------------------------------------------------


def _text(value: Value) -> str | None:
    if not isinstance(value, Scalar):
        raise Slip("must be text", value.line)
    return None if value.empty or not value.text.strip() else value.text.strip()


def _stated(value: Value) -> str | None:
    """The text letter for letter, of a field that takes no free text."""
    if not isinstance(value, Scalar):
        raise Slip("must be one word or number", value.line)
    return None if value.empty else value.text


def _needed(value: Value) -> str:
    text = _text(value)
    if text is None:
        raise Slip("must not be empty", value.line)
    return text


def _one_of(kind: type[T]) -> Callable[[Value], T | None]:
    names = [str(each) for each in kind]  # type: ignore[attr-defined]

    def read(value: Value) -> T | None:
        text = _stated(value)
        if text is not None and text not in names:
            raise Slip(f"cannot be “{text[:60]}”", value.line, nearest(text, names))
        return None if text is None else kind(text)  # type: ignore[call-arg]

    return read


def _rating(value: Value) -> int | None:
    text = _stated(value)
    if text is not None and not (text in {"1", "2", "3", "4", "5"} and _is_plain(value)):
        raise Slip(f"cannot be “{text[:60]}”", value.line, "write a number from 1 to 5, unquoted")
    return int(text) if text else None


def _hidden(value: Value) -> bool | None:
    text = _stated(value)
    if text is not None and not (text in {"true", "false"} and _is_plain(value)):
        raise Slip(f"cannot be “{text[:60]}”", value.line, "write true or false, unquoted")
    return text == "true"


def _is_plain(value: Value) -> bool:
    return isinstance(value, Scalar) and value.plain


def _day(value: Value) -> date | None:
    text = _stated(value)
    found = days.parse(text) if text is not None else None
    if text is not None and (found is None or found.day is None):
        raise Slip(f"cannot be “{text[:60]}”", value.line, "write a day as 2026-11-21")
    return days.first_day(found)


def _known_part(value: Value) -> PartialDate | None:
    text = _stated(value)
    found = days.parse(text) if text is not None else None
    if text is not None and found is None:
        raise Slip(f"cannot be “{text[:60]}”", value.line, "write 2019, 2019-03 or 2019-03-01")
    return found


# --- lists and mappings -------------------------------------------------------------------------


def _items(value: Value) -> tuple[Value, ...]:
    if isinstance(value, Items):
        return value.values
    if isinstance(value, Scalar) and value.empty:
        return ()
    raise Slip("must be a list", value.line, "put each on a line of its own, after “- ”")


def _texts(value: Value) -> tuple[str, ...]:
    return tuple(_needed(item) for item in _items(value))


def _fields(value: Value, known: Iterable[str]) -> dict[str, Value]:
    if not isinstance(value, Mapping):
        raise Slip("must be “key: value” lines", value.line, f"the keys are {', '.join(known)}")
    found: dict[str, Value] = {}
    for name, each in value.pairs:
        if name.text not in known:
            message = f"has the unknown key “{name.text[:60]}”"
            raise Slip(message, name.line, nearest(name.text, known))
        if name.text in found:
            raise Slip(f"has the key “{name.text}” twice", name.line)
        found[name.text] = each
    return found


def _aliases(value: Value) -> tuple[str, ...]:
    for name in _texts(value):
        if not ids.SLUG.fullmatch(name):
            remedy = f"write “{ids.slugify(name)}”" if ids.slugify(name) else "use letters"
            raise Slip(f"cannot be “{name[:60]}”", value.line, remedy)
    return _texts(value)


def _tags(value: Value) -> tuple[TagChange, ...]:
    """Read ``decoding`` or ``+decoding``, a tag to add, and ``-vision``, one to drop."""
    return tuple(_tag(_needed(item), item.line) for item in _items(value))


def _tag(word: str, line: int) -> TagChange:
    name = word[1:].strip() if word[0] in "+-" else word
    if not name:
        raise Slip("holds a sign without a tag", line)
    return TagChange(tag=name, drop=word[0] == "-", line=line)


def _authors(value: Value) -> tuple[Author, ...] | None:
    return tuple(_author(item) for item in _items(value)) or None


def _author(value: Value) -> Author:
    if not isinstance(value, Mapping):
        return Author(name=_needed(value))
    fields = _fields(value, ("name", "orcid"))
    if "name" not in fields:
        raise Slip("holds an author without a name", value.line)
    orcid = _text(fields["orcid"]) if "orcid" in fields else None
    return Author(name=_needed(fields["name"]), orcid=orcid)


def _links(value: Value) -> tuple[Link, ...] | None:
    return tuple(_link(item) for item in _items(value)) or None


def _link(value: Value) -> Link:
    if not isinstance(value, Mapping):
        url = _url(value)
        return Link(url=url, kind=kind_of(url))
    fields = _fields(value, ("url", "kind"))
    if "url" not in fields:
        raise Slip("holds a link without a url", value.line)
    url = _url(fields["url"])
    kind = _one_of(LinkKind)(fields["kind"]) if "kind" in fields else None
    return Link(url=url, kind=kind or kind_of(url))


def _url(value: Value) -> str:
    text = _needed(value)
    try:
        parts = urlsplit(text)
        whole = (
            parts.scheme in ("http", "https") and parts.hostname and not set(text) & set(" \t\n")
        )
    except ValueError:
        whole = False
    if not whole:
        raise Slip(f"holds “{text[:60]}”, which is no web address", value.line, "write https://…")
    return text


_READERS = {
    "arxiv": ids.arxiv_in,
    "doi": ids.doi,
    "openreview": lambda text: ids.openreview_id(f"openreview:{text}") or ids.openreview_id(text),
    "acl": ids.acl_id,
}


def _ids(value: Value) -> Ids | None:
    if isinstance(value, Scalar) and value.empty:
        return None
    found: dict[str, str] = {}
    for kind, each in _fields(value, _READERS).items():
        text = _needed(each)
        name = _READERS[kind](text)
        if name is None:
            raise Slip(f"holds “{text[:60]}”, which is no {kind} id", each.line)
        found[kind] = name
    return Ids(**found)


def _relations(value: Value) -> tuple[Relation, ...]:
    return tuple(_relation(item) for item in _items(value))


def _relation(value: Value) -> Relation:
    """Read ``extends: 2311.17911``, with a ``remark:`` on a line of its own or without."""
    kinds = [str(kind) for kind in RelationKind]
    fields = _fields(value, (*kinds, "remark"))
    stated = [kind for kind in kinds if kind in fields]
    if len(stated) != 1:
        remedy = f"start each with one of {', '.join(kinds)} and the paper"
        raise Slip("must say in each item how it relates, once", value.line, remedy)
    return Relation(
        kind=RelationKind(stated[0]),
        paper=_needed(fields[stated[0]]),
        remark=(_text(fields["remark"]) or "") if "remark" in fields else "",
        line=value.line,
    )


def _anchors(value: Value) -> tuple[Selector, ...]:
    return tuple(_selector(item) for item in _items(value))


def _selector(value: Value) -> Selector:
    fields = _fields(value, ("exact", "prefix", "suffix"))
    if "exact" not in fields:
        raise Slip("holds an anchor without its exact words", value.line)
    texts = {name: _words(each) for name, each in fields.items()}
    return Selector(**{**texts, "exact": _needed(fields["exact"])})


def _words(value: Value) -> str:
    """Text whose outer spaces count: a prefix ends where the quoted words start."""
    if not isinstance(value, Scalar):
        raise Slip("must be text", value.line)
    return "" if value.empty else value.text


FIELDS: dict[str, Callable[[Value], Any]] = {
    "status": _one_of(Status),
    "rating": _rating,
    "noted": _day,
    "tags": _tags,
    "aliases": _aliases,
    "relations": _relations,
    "title": _text,
    "authors": _authors,
    "organisation": _text,
    "venue": _text,
    "date": _known_part,
    "links": _links,
    "ids": _ids,
    "abstract": _text,
    "anchors": _anchors,
    "hidden": _hidden,
}
"""The fields of the front matter, in the order of the manual."""


def overrides(fields: dict[str, Any]) -> Overrides:
    """Take from the fields of a note those that replace the listings' words."""
    names = ("title", "abstract", "date", "authors", "organisation", "venue", "links")
    values = {name: fields.get(name) for name in names}
    return Overrides(**values, ids=fields.get("ids") or Ids())
