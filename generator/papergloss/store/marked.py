"""YAML values that know their lines, for files that people write and want to have mended.

Like everything read here they are text; ``plain`` tells ``rating: 4`` from ``rating: "4"``. A key
that stands twice is left to the reader to complain of: nothing is dropped on the way.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

import yaml
from frontmatter.default_handlers import YAMLHandler

from papergloss.errors import ReadError
from papergloss.store import yaml_text

_FENCES = YAMLHandler()
# What YAML takes for nothing at all (https://yaml.org/spec/1.2.2/#10212-null).
_NOTHING = {"", "~", "null", "Null", "NULL"}


@dataclass(frozen=True, slots=True)
class Scalar:
    """A text, and the line it stands on."""

    text: str
    line: int
    plain: bool = True

    @property
    def empty(self) -> bool:
        """Whether the text says that there is no value."""
        return self.plain and self.text in _NOTHING


@dataclass(frozen=True, slots=True)
class Items:
    """A list."""

    values: tuple[Value, ...]
    line: int


@dataclass(frozen=True, slots=True)
class Mapping:
    """Keys and values in the file's order; a key may stand there twice."""

    pairs: tuple[tuple[Scalar, Value], ...]
    line: int


Value = Scalar | Items | Mapping


@dataclass(frozen=True, slots=True, kw_only=True)
class Parts:
    """A file taken apart: front matter, body without the space round it, and its first line."""

    meta: Mapping
    body: str
    line: int
    problem: ReadError | None = None


def split(text: str, where: str) -> Parts:
    """Take a file with front matter apart; what is wrong with its YAML costs only the YAML."""
    space = len(text) - len(text.lstrip())
    head, body = _fenced(text[space:])
    start = len(text.rstrip()) - len(body)
    line = text.count("\n", 0, start) + 1
    nothing = Mapping((), 1)
    try:
        # The part between the fences starts with the line break after the first of them.
        meta = _root(head, where, text.count("\n", 0, space)) if head.strip() else nothing
    except ReadError as problem:
        return Parts(meta=nothing, body=body, line=line, problem=problem)
    return Parts(meta=meta, body=body, line=line)


def _fenced(text: str) -> tuple[str, str]:
    """Part front matter and body; ``---`` further down is a rule between two paragraphs."""
    if not _FENCES.detect(text):
        return "", text.strip()
    try:
        head, body = _FENCES.split(text)
    except ValueError:  # a first rule and no second
        return "", text.strip()
    return head, body.strip()


def _root(head: str, where: str, above: int) -> Mapping:
    try:
        root = yaml_text.compose(head, where)
    except ReadError as error:
        line = error.line + above if error.line else None
        raise ReadError(error.message, where=where, line=line, remedy=error.remedy) from None
    value = _value(root, where, above) if root else Mapping((), 1)
    if isinstance(value, Mapping):
        return value
    raise ReadError("the front matter is not a list of “key: value” lines", where=where, line=1)


def _value(node: yaml.Node, where: str, above: int) -> Value:
    line = node.start_mark.line + 1 + above
    if isinstance(node, yaml.ScalarNode):
        return Scalar(node.value, line, not node.style)
    if isinstance(node, yaml.SequenceNode):
        return Items(tuple(_value(item, where, above) for item in node.value), line)
    assert isinstance(node, yaml.MappingNode)
    return Mapping(tuple(_pairs(node, where, above)), line)


def _pairs(node: yaml.MappingNode, where: str, above: int) -> Iterator[tuple[Scalar, Value]]:
    for key, value in node.value:
        name = _value(key, where, above)
        if not isinstance(name, Scalar):
            raise ReadError("a key must be a word", where=where, line=name.line)
        yield name, _value(value, where, above)
