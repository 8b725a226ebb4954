"""Authors' names, and which of them can be one person's.

``José A. Núñez`` and ``Jose Nunez`` can; ``J. Nunez`` may be anybody, and ``Jose B. Nunez`` is
somebody else than the first.
"""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from functools import lru_cache

_WORD = re.compile(r"[^\W\d_]+")


@dataclass(frozen=True, slots=True)
class Name:
    """A name without case and accents.

    ``key`` is the first given name and the last name: what must agree. ``middle`` is what stands
    between. ``full`` tells that the given name is more than an initial.
    """

    key: tuple[str, str]
    middle: tuple[str, ...]
    full: bool


@lru_cache(maxsize=1 << 19)
def parse(name: str) -> Name:
    """Take a name apart, printed as "First Last"; a name of one word has no given name."""
    words = _WORD.findall(_folded(name)) or [name.strip()]
    given = words[0] if len(words) > 1 else ""
    return Name(key=(given, words[-1]), middle=tuple(words[1:-1]), full=len(given) > 1)


def _folded(name: str) -> str:
    if name.isascii():
        return name.replace("'", "").lower()
    apart = unicodedata.normalize("NFKD", name.replace("’", "").replace("'", ""))
    return "".join(sign for sign in apart if not unicodedata.combining(sign)).casefold()


def agree(one: tuple[str, ...], other: tuple[str, ...]) -> bool:
    """Tell whether two middles can be one person's: one is left out, or they begin alike."""
    if not one or not other:
        return True
    pairs = zip(one, other, strict=False)
    return all(a.startswith(b) or b.startswith(a) for a, b in pairs)
