"""The layout in which this program writes front matter, read without a YAML parser.

A file that holds anything else, were it one space more, is none of ours to read: ``split`` gives
None, and the caller asks the YAML parser, which gives the same values for the same text and says
what is wrong. Ten times as quick: archives hold papers by the ten thousand, and few are edited.
"""

from __future__ import annotations

import json
import re
from typing import TypeAlias

Value: TypeAlias = "str | dict[str, str] | list[str | dict[str, str]]"

_MARK = "---\n"
# What YAML prints and a double-quoted scalar may hold on one line; the escapes that JSON shares
# with YAML, but for the halves of a surrogate pair, which JSON joins and YAML does not.
_QUOTED = (
    r'"(?:[^"\\\x00-\x1f\x7f-\x9f\u2028\u2029\ud800-\udfff\ufeff\ufffe\uffff]++'
    r'|\\(?:["\\bfnrt]|u(?![dD][89a-fA-F])[0-9a-fA-F]{4}))*+"'
)
# Indentation and dash; the key, if any; the value, if any.
_LINE = re.compile(rf"^( {{4}}|  - |  |)(?:([a-z_]++):(?: |$))?({_QUOTED}|[0-9]{{1,15}})?$", re.M)


def split(text: str) -> tuple[dict[str, object], str] | None:
    """Take a file apart into its front matter and its body, or return None: it is not our layout.

    Values are text, mappings of text, and lists of either, as ``yaml_text.split`` gives them.
    """
    end = text.find("\n---\n", 3)
    if end < 0 or not text.startswith(_MARK):
        return None
    head = text[len(_MARK) : end]
    lines = _LINE.findall(head)
    if len(lines) != head.count("\n") + 1:
        return None
    meta = _mapping(lines)
    return None if meta is None else (meta, text[end + 5 :].strip())


def _mapping(lines: list[tuple[str, str, str]]) -> dict[str, object] | None:
    meta: dict[str, Value | None] = {}
    name = ""
    for lead, key, written in lines:
        value = _text(written) if written else None
        if lead:
            if value is None or not _grow(meta, name, lead, key, value):
                return None
        elif not key or key in meta:
            return None
        else:
            meta[key], name = value, key
    # A key with nothing beside or below it.
    return None if None in meta.values() else dict(meta)


def _text(written: str) -> str:
    if written[0] != '"':
        return written
    return written[1:-1] if "\\" not in written else str(json.loads(written))


def _grow(meta: dict[str, Value | None], name: str, lead: str, key: str, value: str) -> bool:
    """Put an indented line below the key ``name``; False where it does not belong there."""
    block = meta.get(name)
    if lead == "  - ":
        if block is None and name:
            block = meta[name] = []
        if isinstance(block, list):
            block.append({key: value} if key else value)
        return isinstance(block, list)
    if lead == "  ":
        if block is None and name:
            block = meta[name] = {}
    else:
        block = block[-1] if isinstance(block, list) else None
    if not isinstance(block, dict) or not key or key in block:
        return False
    block[key] = value
    return True
