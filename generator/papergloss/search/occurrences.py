"""Documents → every occurrence of every word, in the order of the texts.

A *text* is a field of a document; texts are numbered document after document. A word's *position*
counts through the fields of its document with a gap between two fields, so that no phrase reaches
from one field into the next.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from papergloss.search.cutting import cut_months, cut_names, joined
from papergloss.search.fields import Field
from papergloss.search.kept import Kept
from papergloss.search.packing import Ints
from papergloss.views import SearchDoc

_GAP = 8


@dataclass(frozen=True, slots=True, kw_only=True)
class Occurrences:
    """Each occurrence of a word: which of ``words`` it is, in the order of the texts.

    ``lengths`` has a row a document with the number of words in each of ``fields``. A column over
    all occurrences is long, so there is no other; the methods tell where they stand.
    """

    fields: Sequence[Field]
    words: Sequence[str]
    word: Ints
    lengths: Ints

    def texts(self) -> Ints:
        """Give the number of each occurrence's text."""
        return np.repeat(np.arange(self.lengths.size, dtype=np.int32), self.lengths.ravel())

    def shifts(self) -> Ints:
        """Give for each text what has to be added to an occurrence's number for its position."""
        apart = self.lengths + _GAP
        firsts = np.cumsum(apart, axis=1) - apart
        sizes = self.lengths.ravel()
        return (firsts.ravel() - (np.cumsum(sizes) - sizes)).astype(np.int32)


def occurrences(
    docs: Sequence[SearchDoc], names: Sequence[str], fields: Sequence[Field], kept: Kept
) -> Occurrences:
    """Cut documents into words and number the distinct ones in order of appearance.

    Args:
        docs: in order of date.
        names: of what each says itself, from ``kept``.
    """
    shared = np.array([field.shared for field in fields])
    own = [field for field in fields if not field.shared]
    common = [field for field in fields if field.shared]
    found = joined([*cut_months(docs, names, own, kept), cut_names(docs, common)])
    own_lengths, common_lengths = np.split(found.counts, [len(docs) * len(own)])
    lengths = np.zeros((len(docs), len(fields)), dtype=np.int32)
    lengths[:, ~shared] = own_lengths.reshape(len(docs), len(own))
    lengths[:, shared] = common_lengths.reshape(len(docs), len(common))
    is_shared = np.repeat(np.tile(shared, len(docs)), lengths.ravel())
    word = np.empty(len(is_shared), dtype=np.int32)
    word[~is_shared], word[is_shared] = np.split(found.word, [own_lengths.sum()])
    return Occurrences(fields=fields, words=found.words, word=word, lengths=lengths)
