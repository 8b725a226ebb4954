"""``content/people.yml``: what people say of authors; only people write it.

A list; each item is one person::

    - name: Wei Wang              # as the papers print it
      also: [W. Wang, Wei A. Wang]
      papers: [a-paper, another]  # these alone are hers; left out: all under these names
      orcid: 0000-0002-1825-0097
"""

from __future__ import annotations

import re
from pathlib import Path

from papergloss.errors import ReadError
from papergloss.model import Ruling
from papergloss.store import files, yaml_text
from papergloss.store.fields import Fields

NAME = "people.yml"
_KEYS = ("name", "also", "papers", "orcid")
# https://support.orcid.org/hc/en-us/articles/360006897674-Structure-of-the-ORCID-Identifier
_ORCID = re.compile(r"(?:https?://orcid\.org/)?(\d{4}-\d{4}-\d{4}-\d{3}[\dX])")


def read(content: Path) -> tuple[Ruling, ...]:
    """Read the rulings below ``content``; none where there is no such file.

    Raises:
        ReadError: it is no list of persons, or a key or value of one is not known.
    """
    path = content / NAME
    return parse(files.read_text(path), str(path)) if path.exists() else ()


def parse(text: str, where: str) -> tuple[Ruling, ...]:
    """Read rulings; an empty file has none."""
    items, nodes = yaml_text.load(text, where) or [], yaml_text.compose(text, where)
    if not isinstance(items, list):
        raise ReadError("expected a list of persons (“- name: …”)", where=where, line=1)
    lines = [node.start_mark.line + 1 for node in nodes.value] if nodes and items else []
    return tuple(_ruling(item, line, where) for item, line in zip(items, lines, strict=True))


def _ruling(item: object, line: int, where: str) -> Ruling:
    try:
        fields = Fields(item, where)
        for key in fields.names():
            if key not in _KEYS:
                remedy = f"the keys are {', '.join(_KEYS)}"
                raise ReadError(f"unknown key {key!r}", where=where, remedy=remedy)
        return Ruling(
            names=(fields.text("name"), *fields.strings("also")),
            papers=fields.strings("papers"),
            orcid=_orcid(fields, where),
            line=line,
        )
    except ReadError as error:
        raise ReadError(error.message, where=where, line=line, remedy=error.remedy) from None


def _orcid(fields: Fields, where: str) -> str | None:
    value = fields.get("orcid")
    found = _ORCID.fullmatch(value) if value else None
    if value and not found:
        raise ReadError(f"no ORCID: {value!r}", where=where, remedy="as in 0000-0002-1825-0097")
    return found[1] if found else None
