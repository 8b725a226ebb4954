"""Where what a paper's page says comes from, and what other listings say instead."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator, Mapping
from difflib import SequenceMatcher

from papergloss import days
from papergloss.model import Listing, Paper, Variant
from papergloss.pages.cards import listing_text, source_text
from papergloss.text import plain
from papergloss.views import DifferenceView, Run

# A word with the space after it, so that what changed is marked word by word.
_PIECE = re.compile(r"\S+\s*")
# Fewer equal words in a row between two changes read as one change.
_ISLAND = 3


def facts(paper: Paper, listings: Mapping[str, Listing]) -> Iterator[tuple[str, str]]:
    """Yield label and text of what is known of a paper besides its page's head.

    Args:
        listings: what tells of papers, by id; those that the paper names are enough.
    """
    if paper.venue:
        yield "Published in", plain(paper.venue)
    if paper.categories:
        yield "Categories", ", ".join(paper.categories)
    if paper.comment:
        yield "Authors’ comment", plain(paper.comment)
    if paper.versions:
        yield (
            "Versions",
            " · ".join(
                f"v{each.number} {days.text(each.date)}".rstrip() for each in paper.versions
            ),
        )
    if sources := _sources(paper, listings):
        yield "Told by", sources


def _sources(paper: Paper, listings: Mapping[str, Listing]) -> str:
    """Who said what: "title and date: Daily Papers, 6 Nov 2025; authors: arXiv, 7 Nov 2025"."""
    told = defaultdict(list)
    for name, listing in paper.said.items():
        told[listing].append(name)
    return "; ".join(
        f"{_and(names)}: {_text(listing, listings)}" for listing, names in told.items()
    )


def _and(names: list[str]) -> str:
    return " and ".join(filter(None, (", ".join(names[:-1]), names[-1])))


def _text(listing: str, listings: Mapping[str, Listing]) -> str:
    known = listings.get(listing)
    return listing_text(known) if known else source_text(listing.partition("/")[0])


def differences(paper: Paper, listings: Mapping[str, Listing]) -> Iterator[DifferenceView]:
    """Show each variant against what the page says, word by word."""
    for variant in paper.variants:
        yield DifferenceView(
            label=f"{variant.field.capitalize()} in {_text(variant.listing, listings)}",
            runs=tuple(_runs(variant, paper)),
        )


def _runs(variant: Variant, paper: Paper) -> Iterator[Run]:
    if variant.field == "date":
        yield Run(kind="", text=days.text(days.parse(variant.value)))
        return
    here = plain(paper.title if variant.field == "title" else paper.abstract)
    yield from compare(plain(variant.value), here)


def compare(before: str, after: str) -> Iterator[Run]:
    """Tell two texts apart: what both have (""), what only ``before`` has (del), or ``after``."""
    old, new = _PIECE.findall(before), _PIECE.findall(after)
    words, other_words = ([piece.rstrip() for piece in pieces] for pieces in (old, new))
    gone: list[str] = []
    come: list[str] = []
    matcher = SequenceMatcher(None, words, other_words, autojunk=False)
    for kind, start, end, other_start, other_end in matcher.get_opcodes():
        if kind == "equal" and (end - start >= _ISLAND or end == len(old) or not (gone or come)):
            yield from _change(gone, come)
            # The longer of two equal pieces has the space that parts it from what follows.
            pairs = zip(old[start:end], new[other_start:other_end], strict=True)
            yield Run(kind="", text="".join(max(pair, key=len) for pair in pairs))
        else:
            gone += old[start:end]
            come += new[other_start:other_end]
    yield from _change(gone, come)


def _change(gone: list[str], come: list[str]) -> Iterator[Run]:
    if gone:
        yield Run(kind="del", text="".join(gone))
    if come:
        yield Run(kind="ins", text="".join(come))
    gone.clear()
    come.clear()
