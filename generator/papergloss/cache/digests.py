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
    """Hash values: bytes and text as they are, everything else (dataclasses too) as MessagePack.

    A value that has a ``key`` (bytes) instead of a form there, such as a card that is not made yet,
    counts by that. The order in a mapping makes no difference.
    """
    return _digest(parts, _SORTED)


def digest_in_order(*parts: object) -> bytes:
    """Hash values as ``digest`` does, mappings in their order."""
    return _digest(parts, _IN_ORDER)


def _digest(parts: Iterable[object], packer: msgspec.msgpack.Encoder) -> bytes:
    found = hashlib.blake2b(digest_size=KEY_BYTES)
    for part in parts:
        if isinstance(part, str):
            part = part.encode("utf-8", "surrogatepass")
        data = part if isinstance(part, bytes) else packer.encode(part)
        found.update(len(data).to_bytes(8, "big"))
        found.update(data)
    return found.digest()


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
