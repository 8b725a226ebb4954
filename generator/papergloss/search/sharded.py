"""Documents → the files of the sharded engine (format: docs/search-index.md).

A reader fetches the *core* (the commonest words with their terms, and where everything else
starts), then only the blocks of rarer words and the shards of postings that a query needs, each a
file. Positions lie in files of their own, which only phrases ask for. Notes have an index of their
own, whose words all lie in ``noted.bin``.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import pairwise

import numpy as np
from numpy.typing import NDArray

from papergloss.search.fields import ID_SIGN, NOTE, PAPER
from papergloss.search.kept import Kept
from papergloss.search.occurrences import occurrences
from papergloss.search.packing import Ints, front_coded, pack, pack_numbers, varint_widths, varints
from papergloss.search.postings import LEVELS, Postings, marked, postings
from papergloss.search.words import STOP_WORDS
from papergloss.views import SearchDoc

CORE_WORDS = 32_768
"""How many words every reader fetches; those in two papers at least, the commonest first."""

BLOCK_WORDS = 2_048
"""How many of the other words a block has."""

SHARD_BYTES = 8_192
"""How large a shard of postings becomes before compression, unless one term alone is larger."""

MOST_SHARDS = 750
"""Of so many words that they would make more shards than this, the shards are larger instead."""


def paper_files(
    docs: Sequence[SearchDoc], names: Sequence[str], kept: Kept
) -> Iterator[tuple[str, bytes]]:
    """Yield the files of the index of papers.

    Args:
        docs: in order; postings number them.
        names: those of the documents, from ``kept``.
    """
    found = occurrences(docs, names, PAPER, kept)
    index = postings(found)
    gaps = _gaps(index)
    bounds = _bounds(index, gaps)
    core = _core(index)
    blocks = list(_blocks(np.flatnonzero(~core)))
    header = {
        "papers": len(found.lengths),
        "terms": len(index.terms) - 1,
        "levels": LEVELS,
        "marked": marked(PAPER),
        "stopWords": sorted(STOP_WORDS),
        "shards": bounds[:-1],
        "blocks": [index.words[int(block[0])] for block in blocks],
    }
    yield "core.bin", pack(header, *_words(index, np.flatnonzero(core)))
    for number, block in enumerate(blocks):
        yield f"words-{number}.bin", pack({}, *_words(index, block))
    yield from _shards(index, bounds, gaps)


def note_files(
    docs: Sequence[SearchDoc], names: Sequence[str], places: Ints, kept: Kept
) -> tuple[list[int], list[bytes], Iterator[tuple[str, bytes]]]:
    """Index the notes of documents, whose numbers among all are ``places``.

    Returns the first term of each shard, the sections that hold all words, and the shards' files.
    """
    found = postings(occurrences(docs, names, NOTE, kept))
    index = replace(found, document=places[found.document])
    gaps = _gaps(index)
    bounds = _bounds(index, gaps)
    words = _words(index, np.arange(len(index.words)))
    return bounds[:-1], words, _shards(index, bounds, gaps)


def _gaps(index: Postings) -> Ints:
    """Each posting's document as a distance from the one before it in its term, from 1 on."""
    gaps = index.document.copy()
    gaps[1:] -= index.document[:-1]
    first = index.terms[:-1]
    gaps[first] = index.document[first] + 1
    return gaps


def _bounds(index: Postings, gaps: Ints) -> list[int]:
    """The first term of each shard, and the number of terms at the end."""
    if not len(gaps):
        return [0, 0]
    size_of_term = np.add.reduceat(varint_widths(gaps), index.terms[:-1], dtype=np.int64)
    size_of_term += np.diff(index.terms)
    target = max(SHARD_BYTES, int(size_of_term.sum()) // MOST_SHARDS)
    bounds, size = [0], 0
    for term, more in enumerate(size_of_term.tolist()):
        if size and size + more > target:
            bounds.append(term)
            size = 0
        size += more
    return [*bounds, len(size_of_term)]


def _core(index: Postings) -> NDArray[np.bool_]:
    """Say of each word whether it is in the core: among the commonest, and no id."""
    papers = index.sizes(index.term)
    is_id = np.array([word.startswith(ID_SIGN) for word in index.words], dtype=bool)
    core: NDArray[np.bool_] = (papers > 1) & ~is_id
    if np.count_nonzero(core) > CORE_WORDS:
        least = np.sort(papers[core])[-CORE_WORDS]
        core &= papers > least
    return core


def _blocks(words: Ints) -> Iterator[Ints]:
    for start in range(0, len(words), BLOCK_WORDS):
        yield words[start : start + BLOCK_WORDS]


def _words(index: Postings, chosen: Ints) -> list[bytes]:
    """Words with their terms (as steps, zigzag) and how many papers have them (logarithmic)."""
    shared, rests = front_coded([index.words[number] for number in chosen.tolist()])
    terms = index.term[chosen]
    steps = np.diff(terms, prepend=0)
    zigzag = np.where(steps < 0, -2 * steps - 1, 2 * steps)
    rarity = np.rint(2 * np.log2(index.sizes(terms))).astype(np.uint8)
    return [shared, rests, varints(zigzag), rarity.tobytes()]


def _shards(index: Postings, bounds: Sequence[int], gaps: Ints) -> Iterator[tuple[str, bytes]]:
    for number, (first, end) in enumerate(pairwise(bounds)):
        low, high = int(index.terms[first]), int(index.terms[end])
        sizes = varints(np.diff(index.terms[first : end + 1]))
        values = index.value[low:high].tobytes()
        yield f"terms-{number}.bin", pack_numbers(sizes, varints(gaps[low:high]), values)
        places = index.places[low : high + 1]
        steps = _steps(index.position[places[0] : places[-1]], places[:-1] - places[0])
        yield f"places-{number}.bin", pack_numbers(varints(np.diff(places)), varints(steps))


def _steps(position: Ints, places: Ints) -> Ints:
    """Each position as a distance from the one before in its posting, the first as it is."""
    steps = np.diff(position, prepend=0)
    steps[places] = position[places]
    return steps
