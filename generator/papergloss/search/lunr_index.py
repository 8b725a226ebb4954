"""Documents → a prebuilt index of lunr.js 2.3.9, which a reader fetches as a whole.

Only this module and ``words`` know lunr.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import cache
from typing import Any

import orjson
from lunr import __TARGET_JS_VERSION__
from lunr.builder import Builder
from lunr.field_ref import FieldRef
from lunr.stemmer import PorterStemmer

from papergloss.search.packing import squeeze
from papergloss.search.words import STOP_WORDS, words
from papergloss.views import SearchDoc

FIELDS = {"title": 8, "tags": 4, "authors": 4, "note": 3, "concepts": 2, "abstract": 1}
"""The fields of the index and what a match in each is worth."""

_JSON = orjson.OPT_NON_STR_KEYS


def index_files(docs: Sequence[SearchDoc]) -> Iterator[tuple[str, bytes]]:
    """Yield ``index.bin``, compressed JSON; its refs are places in ``docs``."""
    # All of it is fetched before the first result, and the best compression takes a tenth off.
    yield "index.bin", squeeze(orjson.dumps(_serialised(docs), option=_JSON), level=9)


def terms(text: str) -> Iterator[str]:
    """Yield the terms of a text: the stems of its words, without stop words."""
    return stems(word for word in words(text) if word not in STOP_WORDS)


def stems(found: Iterable[str]) -> Iterator[str]:
    """Yield the stem of each word, as lunr.js makes it."""
    return map(_stem, found)


class _Stemmer(PorterStemmer):  # type: ignore[misc]  # lunr is untyped
    """lunr.py's stemmer with the one step in which lunr.js differs.

    lunr.js turns a final y into i only after a consonant that is not the first letter, lunr.py
    wherever a vowel stands before it: "deploy" would be indexed as "deploi" and never be found.
    """

    b: str

    def step1c(self) -> None:
        """Turn a final y into i, as lunr.js does."""
        at = self.k
        if at >= 2 and self.b[at] == "y" and self.b[at - 1] not in "aeiou":
            self.b = self.b[:at] + "i" + self.b[at + 1 :]


class _Builder(Builder):  # type: ignore[misc]  # lunr is untyped
    """Takes finished terms, and builds no token set: lunr.js makes its own when it loads the index.

    lunr.py's own ``add`` puts each term into a token with a deep copy of nothing, runs it through a
    pipeline that is empty here and takes it out again: three quarters of its time.
    """

    def add(self, doc: Mapping[str, Any], attributes: None = None) -> None:
        """Count the terms of a document."""
        ref = str(doc[self._ref])
        self._documents[ref] = {}
        self.document_count += 1
        for field in self._fields:
            place, counts = str(FieldRef(ref, field)), Counter(doc[field])
            self.field_term_frequencies[place] = counts
            self.field_lengths[place] = counts.total()
            for term in counts:
                if term not in self.inverted_index:
                    self.inverted_index[term] = {name: {} for name in self._fields}
                    self.inverted_index[term]["_index"] = self.term_index
                    self.term_index += 1
                self.inverted_index[term][field][ref] = {}

    def _create_token_set(self) -> None:
        self.token_set = None


_STEMMER = _Stemmer()


@cache
def _stem(word: str) -> str:
    return str(_STEMMER.stem(word))


def _indexed(docs: Sequence[SearchDoc]) -> Any:
    builder = _Builder()
    builder.ref("ref")
    for name, boost in FIELDS.items():
        builder.field(name, boost=boost)
    for ref, doc in enumerate(docs):
        fields = {
            "title": doc.title,
            "tags": " ".join(doc.tags),
            "authors": " ".join((*doc.authors, doc.organisation)),
            "note": doc.note,
            "concepts": " ".join((*doc.concepts, *doc.meanings)),
            "abstract": doc.abstract,
        }
        builder.add({"ref": ref} | {name: list(terms(text)) for name, text in fields.items()})
    return builder.build()


def _serialised(docs: Sequence[SearchDoc]) -> dict[str, Any]:
    """Make what ``lunr.Index.load`` takes, with a third less to transfer than lunr.py's own.

    Fields without a term are left out, terms are numbered in their order, and weights keep two
    digits. The order is JavaScript's, by UTF-16 units: lunr.js refuses any other.
    """
    vectors, postings = [], []
    if docs:  # lunr.py divides by their number
        index = _indexed(docs)
        order = sorted(index.inverted_index, key=lambda term: term.encode("utf-16-be"))
        number = {}
        for new, term in enumerate(order):
            posting = index.inverted_index[term]
            number[posting["_index"]] = new
            postings.append([term, posting | {"_index": new}])
        for ref, vector in index.field_vectors.items():
            pairs = zip(vector.elements[::2], vector.elements[1::2], strict=True)
            renumbered = sorted((number[old], weight) for old, weight in pairs)
            flat = [x for new, weight in renumbered for x in (new, float(f"{weight:.2g}"))]
            if flat:
                vectors.append([ref, flat])
    return {
        "version": __TARGET_JS_VERSION__,
        "fields": list(FIELDS),
        "fieldVectors": vectors,
        "invertedIndex": postings,
        "pipeline": ["stemmer"],
    }
