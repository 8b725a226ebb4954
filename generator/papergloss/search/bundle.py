"""Files ↔ one value, so that an index that nothing has changed can come from the build's cache."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

import orjson


def bundle(files: Iterable[tuple[str, bytes]]) -> bytes:
    """Join files: a line of JSON with their names and lengths, then their bytes."""
    found = list(files)
    head = orjson.dumps([[name, len(data)] for name, data in found])
    return b"".join([head, b"\n", *(data for _, data in found)])


def unbundle(data: bytes) -> Iterator[tuple[str, bytes]]:
    """Yield the files that were joined."""
    head, _, _ = data.partition(b"\n")
    at = len(head) + 1
    for name, length in orjson.loads(head):
        yield name, data[at : at + length]
        at += length
