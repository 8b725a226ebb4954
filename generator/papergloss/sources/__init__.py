"""The registry of listing formats: which there are, how each is recognised, how each is read.

A format is one module with a ``NAME``, a ``LABEL`` for people, ``sniff(head) -> bool`` and
``read(data, where) -> Reading``. All are pure: bytes in, values out. A new format is one file and
one line in ``FORMATS``.
"""

from __future__ import annotations

from difflib import get_close_matches
from typing import Protocol

from papergloss.errors import ConfigError, ReadError
from papergloss.model import Reading
from papergloss.sources import (
    arxiv_atom,
    arxiv_feed,
    arxiv_oai,
    bibtex,
    crossref,
    csl_json,
    hf_html,
    hf_json,
    hf_text,
    id_list,
    json_lines,
    markdown_list,
    openalex,
    ris,
)

# How much of a file `sniff` sees; enough for any preamble met so far.
HEAD = 64 * 1024


class Format(Protocol):
    """What a module of this package offers."""

    NAME: str
    LABEL: str

    def sniff(self, head: bytes) -> bool:
        """Tell whether a file that starts with ``head`` is of this format."""

    def read(self, data: bytes, where: str) -> Reading:
        """Read a whole file; raise ReadError with ``where`` and the line when it does not fit."""


# Asked in this order: the strictest sniff first.
FORMATS: tuple[Format, ...] = (
    hf_html,
    hf_json,
    arxiv_oai,
    arxiv_feed,
    arxiv_atom,
    hf_text,
    crossref,
    openalex,
    csl_json,
    json_lines,
    ris,
    bibtex,
    id_list,
    markdown_list,
)


def by_name(name: str) -> Format:
    """Return the format called ``name``; ConfigError with the nearest name otherwise."""
    for known in FORMATS:
        if name == known.NAME:
            return known
    names = [known.NAME for known in FORMATS]
    near = get_close_matches(name, names, n=1)
    hint = f"{f'did you mean {near[0]!r}? ' if near else ''}the formats are {', '.join(names)}"
    raise ConfigError(f"there is no listing format {name!r}", remedy=hint)


def recognise(data: bytes, where: str) -> Format:
    """Return the format that ``data`` is in, by its content; ReadError when none fits."""
    head = data[:HEAD]
    for known in FORMATS:
        if known.sniff(head):
            return known
    raise ReadError(
        "this is not a listing in any format that Papergloss reads",
        where=where,
        line=1,
        remedy="the formats are " + ", ".join(f"{f.NAME} ({f.LABEL})" for f in FORMATS),
    )
