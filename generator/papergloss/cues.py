r"""Regular expressions that are tried only on text with a word in it that any match must hold.

Most text needs no repair, and what needs some needs one rule of sixty. To look for ``times`` takes
a microsecond; to try ``(?<=[\d)}°])\\?times`` at every place of an abstract takes forty.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Cued:
    """A pattern and its cues: words or signs of which every match holds one at least."""

    pattern: re.Pattern[str]
    cues: tuple[str, ...]

    def may_match(self, text: str) -> bool:
        """Tell whether a cue stands in the text."""
        for cue in self.cues:  # noqa: SIM110 (any() takes three times as long, and it adds up)
            if cue in text:
                return True
        return False

    def matches_in(self, text: str) -> bool:
        """Tell whether the pattern matches anywhere in the text."""
        return self.may_match(text) and self.pattern.search(text) is not None

    def sub(self, replacement: str | Callable[[re.Match[str]], str], text: str) -> str:
        """Replace every match, as ``re.Pattern.sub`` does."""
        return self.pattern.sub(replacement, text) if self.may_match(text) else text


def cued(pattern: str, *cues: str) -> Cued:
    """Compile a pattern that cannot match where none of ``cues`` stands."""
    return Cued(re.compile(pattern), cues)


def any_matches(patterns: Iterable[Cued], text: str) -> bool:
    """Tell whether one of the patterns matches anywhere in the text."""
    return any(each.matches_in(text) for each in patterns)
