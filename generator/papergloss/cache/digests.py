"""Digests: the same for the same values, in every run and on every machine."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable
from functools import cache
from pathlib import Path
from typing import Generic, TypeVar

import msgspec

T = TypeVar("T")

_PACKAGE = Path(__file__).parents[1]
#: How long a digest is.
KEY_BYTES = 20


def digest(*parts: object) -> bytes:
    """Hash values, in the form that MessagePack gives them.

    A value that has a ``key`` (bytes) instead of a form there, such as a card that is not made yet,
    counts by that. The order in a mapping makes no difference.
    """
    return _digest(parts, _SORTED)


def digest_in_order(*parts: object) -> bytes:
    """Hash values as ``digest`` does, mappings in their order."""
    return _digest(parts, _IN_ORDER)


def _digest(parts: tuple[object, ...], packer: msgspec.msgpack.Encoder) -> bytes:
    try:
        data = packer.encode(parts)
    except UnicodeEncodeError:  # half a character, which names of files may have
        data = packer.encode([_whole(part) for part in parts])
    return hashlib.blake2b(data, digest_size=KEY_BYTES).digest()


def _whole(part: object) -> object:
    return part.encode("utf-8", "surrogatepass") if isinstance(part, str) else part


def keys_in(data: bytes) -> list[bytes]:
    """Take apart digests that were put behind one another."""
    return [data[at : at + KEY_BYTES] for at in range(0, len(data), KEY_BYTES)]


class Keyed(Generic[T]):
    """A value and its digest, so that what holds it is hashed without going through it again."""

    __slots__ = ("key", "value")

    def __init__(self, value: T, key: bytes | None = None) -> None:
        self.value = value
        self.key = digest(value) if key is None else key


def _key_of(value: object) -> bytes:
    key = getattr(value, "key", None)
    if not isinstance(key, bytes):
        raise TypeError(f"no digest of a {type(value).__name__}")
    return key


_SORTED = msgspec.msgpack.Encoder(enc_hook=_key_of, order="deterministic")
_IN_ORDER = msgspec.msgpack.Encoder(enc_hook=_key_of)


@cache
def code_fingerprint() -> bytes:
    """Hash this package's own code, once per process: a new version trusts no old result."""
    return digest_files(_PACKAGE.rglob("*.py"))


def digest_files(paths: Iterable[Path]) -> bytes:
    """Hash the content of files, in order of their paths."""
    found = hashlib.blake2b(digest_size=KEY_BYTES)
    for path in sorted(paths):
        found.update(digest(path.read_bytes()))
    return found.digest()
