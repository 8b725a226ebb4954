"""Archive → search index: what the browser loads when somebody first opens search.

Takes ``SearchDoc`` values and returns the files of ``site/search/`` (name → bytes), the same bytes
for the same papers. ``index.json`` is an index of lunr.js 2.3.9, ``docs.json`` what a result shows,
``texts.json`` the abstracts from which passages are cut; the browser shows results when it has the
first two. Only this module knows lunr. ``theme/assets/papergloss/search/`` is the other half: it
breaks a query into terms exactly as ``terms`` breaks a text.
"""

from __future__ import annotations

import hashlib
import re
import unicodedata
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from functools import cache
from typing import Any

import orjson
from lunr import __TARGET_JS_VERSION__
from lunr.builder import Builder
from lunr.field_ref import FieldRef
from lunr.stemmer import PorterStemmer
from lunr.stop_word_filter import WORDS as STOP_WORDS

from papergloss.views import SearchDoc

FIELDS = {"title": 8, "tags": 4, "authors": 4, "note": 3, "abstract": 1}
"""The fields of the index and what a match in each is worth."""

MAX_TERM = 40
"""Letters of a word that count; what is longer is an address or noise."""

_WORD = re.compile(r"[^\W_]+")
_BEYOND_ASCII = re.compile(r"[^\x00-\x7f]")
_JSON = orjson.OPT_NON_STR_KEYS


def build_index(docs: Sequence[SearchDoc]) -> dict[str, bytes]:
    """Index the documents; a result refers to one by its place in ``docs``.

    Files that were written together carry the same ``stamp``, by which a browser that holds an old
    copy of one of them can tell.
    """
    shown = [
        [doc.url, doc.title, doc.date, doc.byline, list(doc.tags), list(doc.ids)] for doc in docs
    ]
    texts = [[doc.abstract, doc.note] for doc in docs]
    stamp = hashlib.sha256(orjson.dumps([shown, texts])).hexdigest()[:16]
    return {
        "index.json": orjson.dumps({"stamp": stamp, **_serialised(docs)}, option=_JSON),
        "docs.json": orjson.dumps({"stamp": stamp, "docs": shown}),
        "texts.json": orjson.dumps({"stamp": stamp, "texts": texts}),
    }


def terms(text: str) -> Iterator[str]:
    """Yield the terms of a text: the stems of its words, without stop words."""
    return (_stem(word) for word in words(text) if word not in STOP_WORDS)


def words(text: str) -> Iterator[str]:
    """Yield runs of letters and digits in lower case; accents and compatibility forms are folded.

    "Akyürek’s 𝒪(T²)" has the words akyurek, s, o and t2.
    """
    if not text.isascii():
        text = _BEYOND_ASCII.sub(_base, unicodedata.normalize("NFKD", text))
    return (found.group()[:MAX_TERM] for found in _WORD.finditer(text.lower()))


def _base(sign: re.Match[str]) -> str:
    return "" if unicodedata.category(sign[0]) == "Mn" else sign[0]


class _Stemmer(PorterStemmer):  # type: ignore[misc]  # lunr is untyped
    """lunr.py's stemmer with the one step in which lunr.js differs.

    lunr.js turns a final y into i only after a consonant that is not the first letter, lunr.py
    wherever a vowel stands before it: "deploy" would be indexed as "deploi" and never be found.
    """

    b: str

    def step1c(self) -> None:
        at = self.k
        if at >= 2 and self.b[at] == "y" and self.b[at - 1] not in "aeiou":
            self.b = self.b[:at] + "i" + self.b[at + 1 :]


class _Builder(Builder):  # type: ignore[misc]  # lunr is untyped
    """Takes finished terms, and builds no token set: lunr.js makes its own when it loads the index.

    lunr.py's own ``add`` puts each term into a token with a deep copy of nothing, runs it through a
    pipeline that is empty here and takes it out again: three quarters of its time.
    """

    def add(self, doc: Mapping[str, Any], attributes: None = None) -> None:
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
