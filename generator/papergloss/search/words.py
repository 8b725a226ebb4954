"""Text → words: what both engines index, and what a query is broken into.

``theme/assets/papergloss/search/text.js`` does the same in the browser; a test compares the two.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator

from lunr.stop_word_filter import WORDS

STOP_WORDS = frozenset(WORDS)
"""Words that no index holds: those of lunr's English list."""

MAX_WORD = 40
"""Letters of a word that count; what is longer is an address or noise."""

# Gives of each run as many letters as count.
_WORD = re.compile(rf"([^\W_]{{1,{MAX_WORD}}})[^\W_]*")


class _Marks(dict[int, int | None]):
    """For ``str.translate``: takes combining marks away, and remembers what it has seen."""

    def __missing__(self, code: int) -> int | None:
        kept = None if unicodedata.category(chr(code)) == "Mn" else code
        self[code] = kept
        return kept


_MARKS = _Marks()


def words(text: str) -> Iterator[str]:
    """Yield runs of letters and digits in lower case; accents and compatibility forms are folded.

    "Akyürek’s 𝒪(T²)" has the words akyurek, s, o and t2.
    """
    return iter(_WORD.findall(fold(text)))


def fold(text: str) -> str:
    """Put a text in lower case, without accents and compatibility forms."""
    if not text.isascii():
        text = unicodedata.normalize("NFKD", text).translate(_MARKS)
    return text.lower()
