"""The inverted index beside a plain reference: its columns say what counting by hand says."""

from __future__ import annotations

import math
from collections import defaultdict
from dataclasses import replace
from itertools import pairwise

import numpy as np
import pytest
import Stemmer
from hypothesis import given, settings
from hypothesis import strategies as st

from papergloss.search.fields import NOTE, PAPER, Field
from papergloss.search.kept import Kept
from papergloss.search.occurrences import Occurrences, occurrences
from papergloss.search.packing import RUN, front_coded, varint_widths, varints
from papergloss.search.postings import LEVELS, MARKS, SATURATION, grouped, marked, postings
from papergloss.search.words import STOP_WORDS, words
from papergloss.views import SearchDoc

EMPTY = SearchDoc(
    slug="", url="", title="", abstract="", authors=(), organisation="", tags=(), note="", date=""
)
STEMMER = Stemmer.Stemmer("english")

SOME_WORDS = st.sampled_from(
    ["model", "models", "learning", "the", "of", "Ørsted", "大模型", "x1", "ensemble", "𠀀𠀁", "γ"]
)
TEXTS = st.lists(SOME_WORDS, max_size=8).map(" ".join) | st.text(max_size=20)
DOCS = st.lists(
    st.builds(
        lambda title, abstract, note, author, names, ids: replace(
            EMPTY,
            title=title,
            abstract=abstract,
            note=note,
            authors=(author,),
            concepts=tuple(names[:2]),
            meanings=tuple(names[2:]),
            tags=tuple(names[1:3]),
            ids=tuple(ids),
        ),
        TEXTS,
        TEXTS,
        TEXTS,
        TEXTS,
        st.lists(TEXTS, max_size=4),
        st.lists(st.sampled_from(["2311.17911", "10.1/AB"]), max_size=2, unique=True),
    ),
    max_size=8,
)


FIELDS = pytest.mark.parametrize("fields", [PAPER, NOTE], ids=["papers", "notes"])


def cut(docs: list[SearchDoc], fields: tuple[Field, ...]) -> Occurrences:
    return occurrences(docs, [""] * len(docs), fields, Kept())


def by_hand(
    docs: list[SearchDoc], fields: tuple[Field, ...]
) -> dict[tuple[str, int], dict[str, list[int]]]:
    """(stem, document) → field → the places of its occurrences there."""
    found: dict[tuple[str, int], dict[str, list[int]]] = defaultdict(lambda: defaultdict(list))
    for ref, doc in enumerate(docs):
        texts = {
            "title": list(words(doc.title)),
            "authors": list(words(" ".join((*doc.authors, doc.organisation)))),
            "note": list(words(doc.note)),
            "tags": list(words(" ".join(doc.tags))),
            "concepts": list(words(" ".join((*doc.concepts, *doc.meanings)))),
            "abstract": list(words(doc.abstract)),
            "ids": [":" + name.lower() for name in doc.ids],
        }
        for field in fields:
            for place, word in enumerate(texts[field.name]):
                if word not in STOP_WORDS:
                    stem = word if word[0] == ":" else STEMMER.stemWord(word)
                    found[stem, ref][field.name].append(place)
    return found


@FIELDS
@given(docs=DOCS)
def test_postings_are_what_counting_by_hand_gives(
    fields: tuple[Field, ...], docs: list[SearchDoc]
) -> None:
    """Every term has its documents, with the marks of its fields and as many occurrences."""
    index = postings(cut(docs, fields))
    stems = {}
    for word, term in zip(index.words, index.term.tolist(), strict=True):
        stems[term] = word if word[0] == ":" else STEMMER.stemWord(word)
    terms = np.repeat(np.arange(len(index.terms) - 1), np.diff(index.terms)).tolist()
    counts = np.diff(index.places).tolist()
    columns = (terms, index.document.tolist(), index.value.tolist(), counts)
    found = {
        (stems[term], ref): (value & 3, count)
        for term, ref, value, count in zip(*columns, strict=True)
    }
    names = marked(fields)
    expected = {
        key: (
            sum(1 << names.index(field) for field in its if field in names),
            sum(map(len, its.values())),
        )
        for key, its in by_hand(docs, fields).items()
    }
    assert found == expected


@FIELDS
@given(docs=DOCS)
def test_weights_are_bm25f(fields: tuple[Field, ...], docs: list[SearchDoc]) -> None:
    """A posting's level is BM25F's saturated frequency, rounded up to one of the levels."""
    found = cut(docs, fields)
    index = postings(found)
    average = np.maximum(found.lengths.mean(axis=0), 1) if docs else []
    reference = by_hand(docs, fields)
    number = dict(zip(index.words, index.term.tolist(), strict=True))
    starts = index.terms
    for (stem, ref), its in reference.items():
        term = next(t for w, t in number.items() if w == stem or STEMMER.stemWord(w) == stem)
        frequency = 0.0
        for at, field in enumerate(fields):
            length = 1 - field.shortness + field.shortness * found.lengths[ref, at] / average[at]
            frequency += field.weight * len(its.get(field.name, ())) / length
        share = frequency / (SATURATION + frequency) * (LEVELS - 1)
        low, high = starts[term], starts[term + 1]
        value = index.value[low:high][index.document[low:high] == ref]
        assert abs(int(value[0] >> MARKS) - math.ceil(share)) <= (share % 1 < 1e-3)


@given(DOCS)
def test_positions_keep_the_words_of_a_field_in_a_row(docs: list[SearchDoc]) -> None:
    """Two words of a field are as far apart as in the text; those of two fields never adjoin."""
    found = cut(docs, PAPER)
    texts = found.texts()
    documents, columns = np.divmod(texts, len(PAPER))
    positions = np.arange(len(texts)) + found.shifts()[texts]
    for ref in range(len(docs)):
        here = documents == ref
        fields, places = columns[here], positions[here]
        steps = np.diff(places)
        assert (steps[np.diff(fields) == 0] == 1).all()
        assert (steps[np.diff(fields) > 0] > 1).all()


@given(st.lists(st.integers(0, 2**31 - 1)))
def test_varints_are_leb128(values: list[int]) -> None:
    """Each number is written in 7-bit groups, lowest first, and is as wide as it is said to be."""
    found = np.array(values, dtype=np.int64)
    expected = []
    for value in values:
        groups = []
        while value > 127:
            groups.append(value & 127 | 128)
            value >>= 7
        expected.append(bytes([*groups, value]))
    assert varints(found) == b"".join(expected)
    assert varint_widths(found).tolist() == list(map(len, expected))


@given(st.lists(st.text(alphabet="abé大𠀀", min_size=1, max_size=6), unique=True, max_size=80))
def test_front_coded_words_can_be_read_again(found: list[str]) -> None:
    """A word is the beginning that it shares with the one before, and its rest; some are whole."""
    ordered = sorted(found)
    shared, rests = front_coded(ordered)
    assert not any(shared[::RUN])
    read: list[str] = []
    for common, rest in zip(shared, rests.decode().split("\n"), strict=False):
        before = read[-1].encode("utf-16-le")[: 2 * common].decode("utf-16-le") if common else ""
        read.append(before + rest)
    assert read == ordered


@settings(deadline=None)  # the first example imports scipy
@given(st.lists(st.integers(0, 4), max_size=30))
def test_few_occurrences_are_sorted_as_many_are_counted(terms: list[int]) -> None:
    """Each term's occurrences stand together in their order, and those of none nowhere."""
    term = np.array(terms, dtype=np.int32)
    with pytest.MonkeyPatch.context() as patch:
        few = grouped(term, 4)
        patch.setattr("papergloss.search.postings._MANY", 0)
        many = grouped(term, 4)
    for one, other in zip(few, many, strict=True):
        assert one.tolist() == other.tolist()
        assert one.dtype == other.dtype
    order, firsts = few
    groups = [order[start:end].tolist() for start, end in pairwise(firsts.tolist())]
    assert groups == [[at for at, each in enumerate(terms) if each == stem] for stem in range(4)]
