r"""The ``author`` field of a bibliography → authors.

``Last, First and von Last, Jr, First and {A Group, Ltd} and others``: ``and`` and commas count only
outside braces (https://tug.ctan.org/info/bibtex/tamethebeast/ttb_en.pdf, section 11).
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from papergloss.sources import _names, _tex

_AND = re.compile(r"[{}]| and(?= )", re.IGNORECASE)
_COMMA = re.compile(r"[{}]|,")
# BibLaTeX's own way: "given=Hans, family=Berg, prefix=van den".
_PART = re.compile(r"\s*(given|family|prefix|suffix)(?:-i)?\s*=\s*(.*)", re.IGNORECASE)


def of_field(field: str) -> _names.Names:
    """Make authors of the field, "First Last"; ``and others`` says that there are more."""
    names = [_first_last(name) for name in _split(" ".join(field.split()), _AND)]
    return _names.in_order([name for name in names if name])


def _split(text: str, separator: re.Pattern[str]) -> Iterator[str]:
    depth, start = 0, 0
    for sign in separator.finditer(text):
        if sign[0] in "{}":
            depth = max(0, depth + (1 if sign[0] == "{" else -1))
        elif depth == 0:
            yield text[start : sign.start()]
            start = sign.end()
    yield text[start:]


def _first_last(name: str) -> str:
    parts = [_plain(part) for part in _split(name, _COMMA)]
    named = [found for part in parts if (found := _PART.fullmatch(part))]
    if named and len(named) == len(parts):
        by_role = {found[1].lower(): found[2].strip(' "') for found in named}
        order = (by_role.get(role, "") for role in ("given", "prefix", "family", "suffix"))
        return " ".join(part for part in order if part)
    return _names.first_last(", ".join(part.replace(",", _KEPT) for part in parts if part)).replace(
        _KEPT, ","
    )


# A comma that stood in braces ("{Group, Ltd}") is not the one between last name and first.
_KEPT = "\uf8f2"


def _plain(part: str) -> str:
    return " ".join(_tex.plain(part).split())
