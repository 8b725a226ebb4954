"""YAML and front matter, in and out; the only module that knows PyYAML and python-frontmatter.

Everything is read as text: plain YAML makes the number 2401.1 of the arXiv id 2401.10000. Aliases
are refused, since a few hundred bytes of them unfold into gigabytes. Every string is written in
double quotes, with keys in the order given; python-frontmatter is used for reading only, because
its writer sorts keys, drops comments and strips bodies.
"""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any, TypeAlias

import frontmatter
import yaml
from frontmatter.default_handlers import YAMLHandler

from papergloss.errors import ReadError
from papergloss.store import files, own_yaml

# The C parser is about ten times quicker; a Python without it still reads everything.
_Loader: type = getattr(yaml, "CBaseLoader", yaml.BaseLoader)

# Deeper than any page of ours, shallower than Python's recursion limit.
DEEPEST = 50

# Without brackets, a level costs a column or, of a list below its key, half of one. Measured: the C
# parser follows 200,000 times "- " until its stack ends, and the process with it.
_INDENTED = re.compile(rf"^[ ?:-]{{{DEEPEST // 2}}}", re.MULTILINE)

# Not printable in YAML 1.2 (https://yaml.org/spec/1.2.2/#51-character-set), or a line break there.
_UNPRINTABLE = re.compile("[\x7f-\x9f\u2028\u2029\ud800-\udfff\ufeff\ufffe\uffff]")

Value: TypeAlias = "str | int | Sequence[Value] | Mapping[str, Value]"


class _TextHandler(YAMLHandler):
    """python-frontmatter's own splitting, our own loading."""

    def load(self, fm: str, **_: object) -> Any:
        """Load front matter as everything here is loaded."""
        return load(fm, "front matter")


def load(text: str, where: str) -> object:
    """Read a YAML document into dicts, lists and strings.

    Raises:
        ReadError: it is no YAML, repeats a key, uses an alias or nests too deep; with the line.
    """
    return _guarded(text, where, yaml.load)


def compose(text: str, where: str) -> yaml.Node | None:
    """Read a YAML document into its nodes, which know their lines; refuses what ``load`` does."""
    root: yaml.Node | None = _guarded(text, where, yaml.compose)
    return root


def _guarded(text: str, where: str, read: Callable[..., Any]) -> Any:
    try:
        brackets = text.count("[") + text.count("{")
        if "*" in text or "&" in text or brackets > DEEPEST or _INDENTED.search(text):
            _refuse_bombs(text, where)
        return read(text, Loader=_Loader)
    except yaml.YAMLError as error:
        mark = getattr(error, "problem_mark", None)
        problem = getattr(error, "problem", None) or str(error).split("\n")[0]
        raise ReadError(
            f"not valid YAML: {problem}",
            where=where,
            line=mark.line + 1 if mark else None,
            remedy="put text that holds “: ”, “#” or quotes into double quotes",
        ) from None
    except (ValueError, RecursionError) as error:
        raise ReadError(f"not valid YAML: {error}", where=where) from None


def read_file(path: Path) -> object:
    """Read a YAML file; None where there is none."""
    return load(files.read_text(path), str(path)) if path.exists() else None


def _refuse_bombs(text: str, where: str) -> None:
    depth = 0
    for event in yaml.parse(text, Loader=_Loader):
        line = event.start_mark.line + 1 if event.start_mark else None
        if isinstance(event, yaml.AliasEvent):
            raise ReadError("YAML aliases (*name) are not read", where=where, line=line)
        if isinstance(event, yaml.CollectionStartEvent):
            depth += 1
        elif isinstance(event, yaml.CollectionEndEvent):
            depth -= 1
        if depth > DEEPEST:
            raise ReadError(f"YAML nested over {DEEPEST} deep", where=where, line=line)


def split(text: str, where: str) -> tuple[Mapping[str, object], str]:
    """Take a file apart into its front matter (maybe empty) and its body, stripped at both ends."""
    return own_yaml.split(text) or split_any(text, where)


def split_any(text: str, where: str) -> tuple[Mapping[str, object], str]:
    """Take a file apart as ``split`` does, with a YAML parser whatever its layout."""
    try:
        meta, body = frontmatter.parse(text, handler=_TextHandler())
    except ReadError as error:
        # What is loaded starts with the line break after "---", so its lines are the file's.
        raise ReadError(error.message, where=where, line=error.line, remedy=error.remedy) from None
    if not isinstance(meta, dict):
        raise ReadError("the front matter is not a list of “key: value” lines", where=where, line=1)
    return meta, body


def join(meta: Mapping[str, Value], body: str) -> str:
    """Put a file together: front matter in the order given, an empty line, the body."""
    lines = "\n".join(_mapping(meta, ""))
    return f"---\n{lines}\n---\n\n{body}\n"


def dump(meta: Mapping[str, Value]) -> str:
    """Write a YAML document of our own, keys in the order given."""
    return "\n".join(_mapping(meta, "")) + "\n"


def quote(text: str) -> str:
    """Write ``text`` as a double-quoted YAML scalar on one line.

    JSON's escapes are YAML's; what YAML does not print is escaped besides.
    """
    quoted = json.dumps(text, ensure_ascii=False)
    return _UNPRINTABLE.sub(lambda found: f"\\u{ord(found[0]):04X}", quoted)


def _scalar(value: str | int) -> str:
    return quote(value) if isinstance(value, str) else str(value)


def _mapping(meta: Mapping[str, Value], indent: str) -> Iterator[str]:
    for key, value in meta.items():
        if isinstance(value, str | int):
            yield f"{indent}{key}: {_scalar(value)}"
        elif isinstance(value, Mapping):
            yield f"{indent}{key}:"
            yield from _mapping(value, indent + "  ")
        else:
            yield f"{indent}{key}:"
            yield from _items(value, indent + "  ")


def _items(values: Sequence[Value], indent: str) -> Iterator[str]:
    for value in values:
        if isinstance(value, Mapping):
            first, *rest = _mapping(value, indent + "  ")
            yield f"{indent}- {first.lstrip()}"
            yield from rest
        elif isinstance(value, str | int):
            yield f"{indent}- {_scalar(value)}"
