"""Texts as numbers of 64 bits that a hash gives: the same in every build and on every machine.

Two of a million texts share a number by a chance of one in thirty million.
"""

from __future__ import annotations

import hashlib


class Numbers(dict[str, int]):
    """The numbers of texts; each is made once."""

    def __missing__(self, text: str) -> int:
        data = text.encode("utf-8", "surrogatepass")
        hashed = hashlib.blake2b(data, digest_size=8).digest()
        self[text] = number = int.from_bytes(hashed, "little")
        return number
