"""Documents → every occurrence of every word, as columns.

All that follows is arithmetic on whole columns. A word's *position* counts through the fields of
its document with a gap between two fields, so that no phrase reaches from one field into the next.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from papergloss.search.cutting import Cut, cut_months, cut_names, numbering
from papergloss.search.fields import Field
from papergloss.search.kept import Kept
from papergloss.search.packing import Ints
from papergloss.views import SearchDoc

_GAP = 8


@dataclass(frozen=True, slots=True, kw_only=True)
class Occurrences:
    """Each occurrence of a word: which of ``words``, in which document and field, and where.

    The four columns are of equal length, in the order of the texts, and narrow, for they are long.
    ``lengths`` has a row a document with the number of words in each of ``fields``.
    """

    fields: Sequence[Field]
    words: Sequence[str]
    word: Ints
    document: Ints
    field: NDArray[np.int8]
    position: Ints
    lengths: Ints


def occurrences(
    docs: Sequence[SearchDoc], names: Sequence[str], fields: Sequence[Field], kept: Kept
) -> Occurrences:
    """Cut documents into words and number the distinct ones in order of appearance.

    Args:
        docs: in order of date.
        names: of what each says itself, from ``kept``.
    """
    numbers, shared = numbering(), np.array([field.shared for field in fields])
    own = [field for field in fields if not field.shared]
    own_words, own_lengths = _joined(cut_months(docs, names, own, kept), numbers)
    common = [field for field in fields if field.shared]
    common_words, common_lengths = _joined([cut_names(docs, common)], numbers)
    lengths = np.zeros((len(docs), len(fields)), dtype=np.int32)
    lengths[:, ~shared] = own_lengths.reshape(len(docs), len(own))
    lengths[:, shared] = common_lengths.reshape(len(docs), len(common))
    field = np.repeat(np.tile(np.arange(len(fields), dtype=np.int8), len(docs)), lengths.ravel())
    word, is_shared = np.empty(len(field), dtype=np.int32), shared[field]
    word[~is_shared], word[is_shared] = own_words, common_words
    return Occurrences(
        fields=fields,
        words=list(numbers),
        word=word,
        document=np.repeat(np.arange(len(docs), dtype=np.int32), lengths.sum(axis=1)),
        field=field,
        position=_positions(lengths),
        lengths=lengths,
    )


def _joined(cuts: Iterable[Cut], numbers: dict[str, int]) -> tuple[Ints, Ints]:
    """Give the words of texts, numbered alike, and how many each text has."""
    words: list[Ints] = [np.zeros(0, dtype=np.int32)]
    counts: list[Ints] = [np.zeros(0, dtype=np.int32)]
    for each in cuts:
        mine = np.fromiter(map(numbers.__getitem__, each.words), np.int32, len(each.words))
        words.append(mine[each.word])
        counts.append(each.counts)
    return np.concatenate(words), np.concatenate(counts)


def _positions(lengths: Ints) -> Ints:
    """Count from 0 in each document, with a gap after each field."""
    sizes = lengths.ravel()
    starts = np.cumsum(lengths + _GAP, axis=1) - (lengths + _GAP)
    before = np.cumsum(sizes) - sizes
    shifts = np.repeat((starts.ravel() - before).astype(np.int32), sizes)
    shifts += np.arange(len(shifts), dtype=np.int32)
    return shifts
