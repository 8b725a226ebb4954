"""Authors' names as files people have write them → "First Last".

Bibliographies write ``Last, First`` and ``von Last, Jr, First`` and join authors by ``and``; JSON
has lists, objects with ``family`` and ``given``, or one text. Pure; names stay unrepaired here.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from papergloss.model import Author
from papergloss.sources import _values

# Ways of saying that there are more; the last as arXiv-daily bots write it.
_OTHERS = re.compile(r"(?:and )?(?:others|et\.? ?al\.?|\.\.\.|…)", re.IGNORECASE)
_ET_AL = re.compile(r"[\s,]{1,3}(?:and others|et\.? ?al\.?|\.\.\.|…)\s*$", re.IGNORECASE)
_AND = re.compile(r",? and ", re.IGNORECASE)
_SUFFIX = re.compile(r"(?:jr|sr|i{2,3}|iv)\.?", re.IGNORECASE)

_WHOLE = ("name", "literal", "fullname", "full_name", "display_name", "raw_author_name")
_GIVEN = ("given", "first", "first_name", "firstname", "forename", "givenname")
_FAMILY = ("family", "last", "last_name", "lastname", "surname", "familyname")
_ORCID = re.compile(r"[0-9]{4}-[0-9]{4}-[0-9]{4}-[0-9]{3}[0-9X]")


@dataclass(frozen=True, slots=True)
class Names:
    """The authors that a source names, and whether it says that there are more."""

    authors: tuple[Author, ...] = ()
    et_al: bool = False


def of_list(names: list[str]) -> Names:
    """Make authors of separate names, ``First Last`` or ``Last, First``."""
    return in_order([first_last(name) for name in map(_tidy, names)])


def in_order(names: list[str]) -> Names:
    """Make authors of names "First Last"; ``et al.`` and its like say that there are more."""
    kept: list[str] = []
    more = False
    for name in names:
        cut = _ET_AL.sub("", name)
        more = more or cut != name or bool(_OTHERS.fullmatch(cut))
        if cut and not _OTHERS.fullmatch(cut):
            kept.append(cut)
    return Names(_values.authors(kept), more)


def of_text(text: str) -> Names:
    """Make authors of one text: ``A and B``, ``A, B, and C``, ``Last, First; Last, First``."""
    text = _tidy(text)
    more = bool(_ET_AL.search(text))
    found = of_list(list(_split(_ET_AL.sub("", text))))
    return Names(found.authors, found.et_al or more)


def of_value(value: object) -> Names:
    """Make authors of what stands for them in JSON: a text, or a list of texts, objects, lists."""
    if isinstance(value, str):
        return of_text(value)
    if isinstance(value, Mapping):
        value = [value]
    if not isinstance(value, list):
        return Names()
    pairs = [(name, orcid) for each in value for name, orcid in _of_element(each)]
    if len(pairs) == 1 and isinstance(value[0], str):
        return of_text(pairs[0][0])  # ["A. Author, B. Author"] is a list for form's sake
    found = of_list([name for name, _ in pairs])
    orcids = {first_last(_tidy(name)): orcid for name, orcid in pairs if orcid}
    authors = tuple(Author(name=a.name, orcid=orcids.get(a.name)) for a in found.authors)
    return Names(authors, found.et_al)


def first_last(name: str) -> str:
    """Turn ``Last, First`` around; ``Jr`` stands between them (BibTeX) or behind them (RIS)."""
    parts = [part.strip() for part in name.split(",") if part.strip()]
    if len(parts) == 2 and _SUFFIX.fullmatch(parts[1]):
        return name
    if len(parts) == 2:
        return f"{parts[1]} {parts[0]}"
    if len(parts) == 3 and _SUFFIX.fullmatch(parts[2]):
        return f"{parts[1]} {parts[0]} {parts[2]}"
    if len(parts) == 3:
        return f"{parts[2]} {parts[0]} {parts[1]}"
    return " ".join(parts)


def _tidy(name: str) -> str:
    return " ".join(name.split())


def _split(text: str) -> Iterator[str]:
    """Split a text at what separates the names in it, which may be a comma within names too."""
    if ";" in text:
        yield from (part.strip() for part in text.split(";"))
        return
    parts = _AND.split(text)
    if len(parts) > 1 and all(part.count(",") == 1 for part in parts):
        yield from parts  # "Last, First and Last, First"
        return
    for part in parts:
        yield from _at_commas(part, alone=len(parts) == 1)


def _at_commas(text: str, *, alone: bool) -> Iterator[str]:
    pieces = [piece.strip() for piece in text.split(",") if piece.strip()]
    if alone and len(pieces) == 2 and " " not in pieces[0]:
        yield text  # "Lovelace, Ada", but not "Ada Lovelace, Charles Babbage"
        return
    for index, piece in enumerate(pieces):
        following = pieces[index + 1] if index + 1 < len(pieces) else ""
        if _SUFFIX.fullmatch(following):
            yield f"{piece} {following}"
        elif not (index and _SUFFIX.fullmatch(piece)):
            yield piece


def _of_element(value: object) -> Iterator[tuple[str, str | None]]:
    """Yield name and ORCID of one element of a list of authors."""
    if isinstance(value, str):
        yield value, None
    elif isinstance(value, list):  # arXiv's own "authors_parsed": ["Last", "First", "Jr"]
        parts = [part.strip() for part in value[:3] if isinstance(part, str)]
        if parts:
            yield " ".join(part for part in (*parts[1:2], parts[0], *parts[2:]) if part), None
    elif isinstance(value, Mapping):
        record = {str(key).lower(): each for key, each in value.items()}
        inner = record.get("author")
        yield from _of_element(inner) if isinstance(inner, Mapping) else _of_object(record)


def _of_object(record: Mapping[str, object]) -> Iterator[tuple[str, str | None]]:
    whole = _first(record, _WHOLE)
    family, given = _first(record, _FAMILY), _first(record, _GIVEN)
    particles = (_first(record, (key,)) for key in ("dropping-particle", "non-dropping-particle"))
    name = whole or " ".join(part for part in (given, *particles, family) if part)
    suffix = _first(record, ("suffix",))
    orcid = _ORCID.search(_first(record, ("orcid",)))
    if name:
        yield f"{name} {suffix}".strip(), orcid[0] if orcid else None


def _first(record: Mapping[str, object], keys: tuple[str, ...]) -> str:
    found = (record.get(key) for key in keys)
    return next((value.strip() for value in found if isinstance(value, str) and value.strip()), "")
