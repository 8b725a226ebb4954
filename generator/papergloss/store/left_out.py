"""``content/papers/left-out.yml``: what update saw in the listings and did not take, and why.

The build reads no raw listing, so this is how the site's health page knows. Generated from the
listings alone, like the papers beside it; a folder in which nothing was ever left out has none.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from pathlib import Path

from papergloss import atomic
from papergloss.model import LeftOut
from papergloss.store import yaml_text
from papergloss.store.fields import Fields

#: Below content/papers/.
LEFT_OUT = "left-out.yml"


def read(folder: Path) -> tuple[LeftOut, ...]:
    """Read the record; no file is an empty one.

    Raises:
        ReadError: the file does not fit; the next update writes it anew.
    """
    path = folder / LEFT_OUT
    fields = Fields(yaml_text.read_file(path) or {}, str(path))
    unread = [_left_out(item, whole=True) for item in fields.subs("listings")]
    return (*unread, *(_left_out(item, whole=False) for item in fields.subs("entries")))


def _left_out(fields: Fields, *, whole: bool) -> LeftOut:
    return LeftOut(
        path=fields.text("path"),
        position=fields.number("position"),
        line=fields.number("line"),
        title=fields.get("title") or "",
        reason=fields.text("reason"),
        whole=whole,
    )


def write(folder: Path, record: Iterable[LeftOut]) -> None:
    """Write the record; an empty one only over another."""
    found = list(record)
    path = folder / LEFT_OUT
    if found or path.exists():
        listings = [_fields(each) for each in found if each.whole]
        entries = [_fields(each) for each in found if not each.whole]
        groups = {"listings": listings, "entries": entries}
        text = yaml_text.dump({name: group for name, group in groups.items() if group})
        atomic.write(path, text.encode())


def _fields(each: LeftOut) -> Mapping[str, yaml_text.Value]:
    values: dict[str, yaml_text.Value | None] = {
        "path": each.path,
        "position": each.position,
        "line": each.line,
        "title": each.title or None,
        "reason": each.reason or "no reason",
    }
    return {name: value for name, value in values.items() if value is not None}
