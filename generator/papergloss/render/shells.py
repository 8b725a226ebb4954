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
    """A page's surroundings, cut at the slots: text, slot, text, slot, … text."""

    parts: tuple[str, ...]
    key: bytes

    @classmethod
    def cut(cls, html: str) -> Shell:
        """Cut rendered HTML at its tokens."""
        return cls(tuple(_TOKEN.split(html)), digest(html))

    def fill(self, slots: Mapping[str, str]) -> str:
        """Put a page's own HTML into the slots."""
        return "".join(
            part if index % 2 == 0 else slots[part] for index, part in enumerate(self.parts)
        )
