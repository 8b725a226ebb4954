"""Documents → their words.

This is the slow part of indexing, for text is cut in Python. What papers say themselves is cut a
month at a time, so that a build's cache can remember the months in which none has changed; names
that many papers share, and that other papers may change, are cut once each.
"""

from __future__ import annotations

from array import array
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import partial
from itertools import chain, groupby

import numpy as np
import orjson

from papergloss.arrays import spans
from papergloss.search.fields import Field, named
from papergloss.search.kept import Files, Kept, bundle
from papergloss.search.packing import Ints
from papergloss.search.words import words
from papergloss.views import SearchDoc

# Of so many of the latest months one may still get papers with every build.
_OPEN = 2


@dataclass(frozen=True, slots=True, kw_only=True)
class Cut:
    """Texts as words: the distinct ones, which of them stands where, and how many in each text."""

    words: Sequence[str]
    word: Ints
    counts: Ints


def cut_months(
    docs: Sequence[SearchDoc], names: Sequence[str], fields: Sequence[Field], kept: Kept
) -> Iterator[Cut]:
    """Cut ``fields`` of documents, which stand in order of date, by month.

    Months that seldom change are kept as one cut besides, which takes a tenth of putting them
    behind one another.

    Args:
        names: those of the documents, from ``kept``.
    """
    read = [field.name for field in fields]
    months, keys, start = [], [], 0
    for _, month in groupby(docs, key=lambda doc: doc.date[:7]):
        here = list(month)
        keys.append(kept.key("words of texts", read, names[start : start + len(here)]))
        months.append(here)
        start += len(here)
    cut = partial(kept.each, make=partial(_cut_month, read))
    if settled := keys[:-_OPEN]:
        key = kept.key("words of months", settled)
        make = partial(_behind_one_another, cut, settled, months[:-_OPEN])
        yield _unpacked(kept.files(key, make))
        kept.renew(settled)
    yield from map(_unpacked, cut(keys[-_OPEN:], items=months[-_OPEN:]))


def joined(cuts: Iterable[Cut]) -> Cut:
    """Put texts behind one another, and number their words alike, in order of appearance."""
    numbers = numbering()
    words: list[Ints] = [np.zeros(0, dtype=np.int32)]
    counts: list[Ints] = [np.zeros(0, dtype=np.int32)]
    for each in cuts:
        mine = np.fromiter(map(numbers.__getitem__, each.words), np.int32, len(each.words))
        words.append(mine[each.word])
        counts.append(each.counts)
    return Cut(words=list(numbers), word=np.concatenate(words), counts=np.concatenate(counts))


def cut_names(docs: Iterable[SearchDoc], fields: Sequence[Field]) -> Cut:
    """Cut ``fields`` of documents, the texts of which many have; each distinct one is cut once."""
    stands = _cut(field.texts(doc) for doc in docs for field in fields)
    names = _cut(map(words, stands.words))
    places, ends = spans(np.append(0, np.cumsum(names.counts)), stands.word.astype(np.int64))
    counts = np.diff(ends[np.append(0, np.cumsum(stands.counts))])
    return Cut(words=names.words, word=names.word[places], counts=counts.astype(np.int32))


def numbering() -> defaultdict[str, int]:
    """Make a mapping that numbers words in order of appearance."""
    numbers: defaultdict[str, int] = defaultdict()
    numbers.default_factory = numbers.__len__
    return numbers


def _cut(texts: Iterable[Iterable[str]]) -> Cut:
    """Number the words of texts in order of appearance."""
    numbers = numbering()
    found, counts = array("i"), array("i")
    for text in texts:
        before = len(found)
        found.extend(map(numbers.__getitem__, text))
        counts.append(len(found) - before)
    word, lengths = np.array(found, dtype=np.int32), np.array(counts, dtype=np.int32)
    return Cut(words=list(numbers), word=word, counts=lengths)


def _cut_month(names: Sequence[str], docs: Sequence[SearchDoc]) -> bytes:
    """Cut documents, in this process or another."""
    fields = named(names)
    texts = (chain.from_iterable(map(f.cut, f.texts(doc))) for doc in docs for f in fields)
    return bundle(_parts(_cut(texts)))


def _behind_one_another(
    cut: Callable[..., Iterable[Files]], keys: Sequence[str], months: Sequence[Sequence[SearchDoc]]
) -> Files:
    return _parts(joined(map(_unpacked, cut(keys, items=months))))


def _parts(found: Cut) -> Iterator[tuple[str, bytes]]:
    yield "words", orjson.dumps(found.words)
    yield "word", found.word.astype(_narrow(found.words)).tobytes()
    yield "counts", found.counts.tobytes()


def _unpacked(files: Iterable[tuple[str, bytes]]) -> Cut:
    parts = dict(files)
    distinct = orjson.loads(parts["words"])
    word = np.frombuffer(parts["word"], dtype=_narrow(distinct))
    return Cut(words=distinct, word=word, counts=np.frombuffer(parts["counts"], dtype=np.int32))


def _narrow(words: Sequence[str]) -> np.dtype[np.unsignedinteger]:
    """The type of the numbers of words; those of few months need four bytes."""
    return np.min_scalar_type(len(words))
