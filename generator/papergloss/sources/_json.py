"""JSON from strangers → plain Python values, or a ReadError with the line; never anything else.

Beyond what ``json`` checks: the encoding, nesting too deep for the parser, integers of thousands of
digits (whose conversion takes quadratic time), and half surrogate pairs, which no UTF-8 file can
hold. Takes also what careless programs write for JSON: ``NaN``, and Python's own notation in text.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from papergloss.errors import ReadError

# An integer beyond 18 digits is no count of anything; int() refuses 4,300 and more.
_LONGEST_INTEGER = 18
# The longest record in 435 days of Hugging Face replies has 40,000 characters.
_LONGEST_NOTATION = 1_000_000

_SPACE = re.compile(r"[ \t\r\n]*+")
_SURROGATE = re.compile("[\ud800-\udfff]")
_NOTATION = re.compile(
    r"""(?P<text>"(?:[^"\\]|\\.)*+"|'(?:[^'\\]|\\.)*+')
    |   (?P<plain>[][{},:\s]++|-?[0-9][0-9.eE+-]*+)
    |   (?P<round>[()])
    |   (?P<name>[A-Za-z]++)
    |   (?P<strange>.)""",
    re.VERBOSE | re.DOTALL,
)
_ESCAPE = re.compile(r"\\(?:x([0-9a-fA-F]{2})|u([0-9a-fA-F]{4})|U([0-9a-fA-F]{8})|(.))", re.DOTALL)
_ESCAPED = {"n": "\n", "r": "\r", "t": "\t", "b": "\b", "f": "\f", "\n": ""}
_NAMES = {"none": "null", "null": "null", "nan": "NaN", "true": "true", "false": "false"}
_ROUND = {"(": "[", ")": "]"}


def _integer(digits: str) -> int | None:
    return int(digits) if len(digits) <= _LONGEST_INTEGER else None


# strict=False: control characters inside strings are a smaller evil than a lost listing.
_DECODER = json.JSONDecoder(parse_int=_integer, strict=False)


@dataclass(frozen=True, slots=True, kw_only=True)
class Document:
    """A JSON document; ``lines`` are those on which the elements of a top-level list start."""

    value: object
    lines: tuple[int, ...] = ()


def load(data: bytes, where: str) -> Document:
    """Read a whole document.

    Raises:
        ReadError: it is not UTF-8, not JSON, or nested too deeply.
    """
    return load_text(_decode(data, where), where)


def load_text(text: str, where: str, first_line: int = 1) -> Document:
    """Read a document that is text already, from ``first_line`` of the file; errors as ``load``."""
    try:
        start = _skip(text, 0)
        if not text.startswith("[", start):
            value, end = _DECODER.raw_decode(text, start)
            _expect_end(text, end)
            return Document(value=value)
        elements = list(_elements(text, start))
    except json.JSONDecodeError as error:
        line = first_line + error.lineno - 1
        raise _misfit(f"this is not JSON ({error.msg.lower()})", where, line) from None
    except RecursionError:
        raise _misfit("this JSON is nested too deeply", where, first_line) from None
    return Document(value=[value for value, _ in elements], lines=tuple(at for _, at in elements))


def mapping(value: object) -> Mapping[str, object] | None:
    """Take an object, or text that holds one in Python's or JSON's notation; else None."""
    if isinstance(value, str):
        value = _from_notation(value)
    return value if isinstance(value, dict) else None


def text(record: Mapping[str, object], key: str) -> str:
    """Return the text at ``key`` without surrogates; "" if there is none."""
    value = record.get(key)
    return clean(value) if isinstance(value, str) else ""


def texts(record: Mapping[str, object], key: str) -> tuple[str, ...]:
    """Return the texts in the list at ``key``."""
    value = record.get(key)
    return tuple(clean(v) for v in value if isinstance(v, str)) if isinstance(value, list) else ()


def count(record: Mapping[str, object], key: str) -> int | None:
    """Return the whole number from 0 at ``key``; None if there is none."""
    value = record.get(key)
    if isinstance(value, bool) or not isinstance(value, int):
        return None
    return value if value >= 0 else None


def clean(value: str) -> str:
    """Replace half surrogate pairs, which JSON's ``\\ud83d`` can smuggle in."""
    return value if value.isascii() else _SURROGATE.sub("\N{REPLACEMENT CHARACTER}", value)


def describe(value: object) -> str:
    """Say in a word or a few what a value is, for the reason of a rejection."""
    if value is None or isinstance(value, bool | int | float):
        return str(json.dumps(value))
    if isinstance(value, str):
        return f"the text “{clean(value)[:40]}”"
    return "a list" if isinstance(value, list) else "an object"


def _decode(data: bytes, where: str) -> str:
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = data.count(b"\n", 0, error.start) + 1
        raise _misfit(f"byte {error.start} is not UTF-8", where, line) from None


def _skip(text: str, at: int) -> int:
    found = _SPACE.match(text, at)
    return found.end() if found else at


def _expect_end(text: str, at: int) -> None:
    if _skip(text, at) != len(text):
        raise json.JSONDecodeError("Extra data", text, at)


def _elements(text: str, start: int) -> Iterator[tuple[object, int]]:
    """Decode a list element by element, so as to know the line of each."""
    at = _skip(text, start + 1)
    line = text.count("\n", 0, at) + 1
    closed = text.startswith("]", at)
    while not closed:
        value, end = _DECODER.raw_decode(text, at)
        yield value, line
        after = _skip(text, end)
        closed = text.startswith("]", after)
        if not closed and not text.startswith(",", after):
            raise json.JSONDecodeError("Expecting ',' or ']'", text, after)
        following = after if closed else _skip(text, after + 1)
        line += text.count("\n", at, following)
        at = following
    _expect_end(text, at + 1)


def _from_notation(text: str) -> object:
    """Read one value in Python's notation, by rewriting it as JSON token by token.

    Not with ``ast.literal_eval``: it can exhaust the C stack.
    """
    if len(text) > _LONGEST_NOTATION or not text.lstrip().startswith("{"):
        return None
    try:
        return json.loads(_NOTATION.sub(_json_token, text), parse_int=_integer)
    except (ValueError, OverflowError, RecursionError):  # as chr() raises of "\U99999999"
        return None


def _json_token(found: re.Match[str]) -> str:
    token = found[0]
    if found["text"]:
        return json.dumps(_ESCAPE.sub(_unescaped, token[1:-1]))
    if found["round"]:
        return _ROUND[token]
    if found["name"]:
        return _NAMES.get(token.lower()) or _strange(token)
    return token if found["plain"] else _strange(token)


def _unescaped(found: re.Match[str]) -> str:
    digits = found[1] or found[2] or found[3]
    return chr(int(digits, 16)) if digits else _ESCAPED.get(found[4], found[4])


def _strange(token: str) -> str:
    raise ValueError(token)


def _misfit(message: str, where: str, line: int) -> ReadError:
    return ReadError(
        message,
        where=where,
        line=line,
        remedy="fetch or save the file again; it may be cut off or something else altogether",
    )
