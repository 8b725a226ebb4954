"""The page around a page: HTML that MkDocs' template environment gives, cut at its slots."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass

from papergloss.cache import digest

SLOTS = ("title", "head", "content")

_TOKEN = re.compile(r"PAPERGLOSS-SLOT-([a-z]+)-END")


class Slot:
    """What ``shell.html`` gets as ``slot``: attributes that print the tokens to cut at."""

    def __init__(self, kind: str) -> None:
        self.kind = kind

    def __getattr__(self, name: str) -> str:
        if name in SLOTS:
            return f"PAPERGLOSS-SLOT-{name}-END"
        raise AttributeError(name)


@dataclass(frozen=True, slots=True)
class Shell:
    """A page's surroundings, cut at the slots: UTF-8, each piece with the slot after it, or ""."""

    pieces: tuple[tuple[bytes, str], ...]
    key: bytes

    @classmethod
    def cut(cls, html: str) -> Shell:
        """Cut rendered HTML at its tokens."""
        parts = [*_TOKEN.split(html), ""]
        texts = (text.encode() for text in parts[::2])
        return cls(tuple(zip(texts, parts[1::2], strict=True)), digest(html))

    def fill(self, slots: Mapping[str, str]) -> bytes:
        """Put a page's own HTML into the slots."""
        # In bytes: one sign beyond Latin-1 would make all of a text twice or four times as wide.
        out = []
        for text, slot in self.pieces:
            out.append(text)
            if slot:
                out.append(slots[slot].encode())
        return b"".join(out)
