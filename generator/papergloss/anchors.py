"""Words quoted from a text → where they stand in it, also after the text has changed a little.

Follows the W3C text-quote selector (https://www.w3.org/TR/annotation-model/#text-quote-selector):
the exact words, and what stood before and after them. Space, case, quotation marks and dashes do
not count. What is not there letter for letter is looked for approximately; where two places are
about as good the context decides, and where nothing does the words count as lost. Pure.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from msgspec import Struct
from rapidfuzz import fuzz
from rapidfuzz.distance import Indel

from papergloss.model import Selector

CONTEXT = 32
"""Characters of prefix and suffix that a selector of ours carries."""

# Of 100, by tests/tools/anchor_pairs.py: a passage with a word or two changed stays above, another
# sentence on the same matter below.
_ALIKE = 80
# The second-best place must be this much worse, or the context must tell them apart.
_CLEARLY = 6
# Fewer letters are in many places nearly so.
_SHORTEST = 20
# Text longer than this is no abstract.
_MAX_TEXT = 30_000

_SIGNS = str.maketrans("“”„«»‘’‚‛`´–—−‐‑‒―", '"""""' + "''''''" + "-------")
_WORD = re.compile(r"\w+")


class Span(Struct, frozen=True, order=True):
    """From the character ``start`` up to and without the character ``end``."""

    start: int
    end: int


def select(text: str, span: Span) -> Selector:
    """Describe a place in a text, so that it can be found again."""
    return Selector(
        exact=text[span.start : span.end],
        prefix=text[max(0, span.start - CONTEXT) : span.start],
        suffix=text[span.end : span.end + CONTEXT],
    )


def find(selector: Selector, text: str) -> Span | None:
    """Find the place in ``text`` that a selector means; None where it is lost."""
    there = _Folded(text[:_MAX_TEXT])
    words = _Folded(selector.exact).text.strip()
    if not words or len(words) > len(there.text) * 2:
        return None
    places = list(_exact(words, there.text))
    if not places and len(words) >= _SHORTEST:
        places = list(_similar(words, there.text))
    best = _best(places, selector, there.text)
    return there.original(best) if best else None


class _Folded:
    """A text as it is compared, and which of its characters each of the original is."""

    def __init__(self, text: str) -> None:
        signs: list[str] = []
        self._places: list[int] = []
        for place, sign in enumerate(text.translate(_SIGNS)):
            sign = " " if sign.isspace() else sign.lower()
            if sign == " " and (not signs or signs[-1] == " "):
                continue
            signs.append(sign[0])  # "İ" is two letters in lower case
            self._places.append(place)
        self.text = "".join(signs)

    def original(self, span: Span) -> Span:
        """Turn a span of the folded text into one of the original."""
        return Span(self._places[span.start], self._places[span.end - 1] + 1)


def _exact(words: str, text: str) -> Iterator[Span]:
    """Every place where the words stand, not as parts of longer words."""
    pattern = re.escape(words)
    pattern = (r"\b" if words[0].isalnum() else "") + pattern
    pattern += r"\b" if words[-1].isalnum() else ""
    for found in re.finditer(pattern, text):
        yield Span(*found.span())


def _similar(words: str, text: str) -> Iterator[Span]:
    """The place most like the words; the next best too, where it is not clearly worse."""
    best = _most_similar(words, text)
    if best is None:
        return
    span, score = best
    yield span
    # Blanked out, the first place cannot be found again.
    rest = text[: span.start] + "\0" * (span.end - span.start) + text[span.end :]
    second = _most_similar(words, rest)
    if second and second[1] > score - _CLEARLY:
        yield second[0]


def _most_similar(words: str, text: str) -> tuple[Span, float] | None:
    found = fuzz.partial_ratio_alignment(words, text, score_cutoff=_ALIKE - 15)
    if found is None:
        return None
    # The window is as long as the words; what replaces them may be longer or shorter.
    slack = len(words) // 4 + 8
    start, end = max(0, found.dest_start - slack), min(len(text), found.dest_end + slack)
    span = _fit(words, text, start, end)
    score = Indel.normalized_similarity(words, text[span.start : span.end]) * 100
    return (span, score) if score >= _ALIKE else None


def _fit(words: str, text: str, start: int, end: int) -> Span:
    """Narrow a window to the part that answers to the words, at ends of words."""
    ends = [found.span() for found in _WORD.finditer(text, start, end)]
    window = text[start:end]
    blocks = [b for b in Indel.opcodes(words, window).as_matching_blocks() if b.size > 2]
    if not blocks or not ends:
        return Span(start, end)
    first = start + blocks[0].b - blocks[0].a
    last = start + blocks[-1].b + blocks[-1].size + len(words) - blocks[-1].a - blocks[-1].size
    low = min((word[0] for word in ends), key=lambda place: abs(place - first))
    high = min((word[1] for word in ends), key=lambda place: abs(place - last))
    if words[-1:] and not words[-1].isalnum() and text[high : high + 1] == words[-1]:
        high += 1
    return Span(low, high) if low < high else Span(start, end)


def _best(places: list[Span], selector: Selector, text: str) -> Span | None:
    """Of several places the one whose surroundings fit; without context the first exact one."""
    if len(places) < 2:
        return places[0] if places else None
    before = _Folded(selector.prefix).text
    after = _Folded(selector.suffix).text
    exact = text[places[0].start : places[0].end] == text[places[1].start : places[1].end]
    if not before and not after:
        return places[0] if exact else None
    fits = sorted((_context(place, before, after, text), -place.start) for place in places)
    if not exact and fits[-1][0] - fits[-2][0] < _CLEARLY:
        return None
    return next(place for place in places if place.start == -fits[-1][1])


def _context(place: Span, before: str, after: str, text: str) -> float:
    there = text[max(0, place.start - len(before)) : place.start]
    then = text[place.end : place.end + len(after)]
    return fuzz.ratio(before, there) * bool(before) + fuzz.ratio(after, then) * bool(after)
