"""What related papers are compared with: plain TF-IDF and BM25, by libraries that others use.

In: the texts and the places of those whose neighbours are asked for. Out: for each of these the
places of its nearest, best first. The libraries are for this measurement only.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence

from papergloss.errors import ArchiveError

# The places of texts → the nearest of each.
Answers = list[list[int]]

_AT_ONCE = 100
_REMEDY = "pip install bm25s scikit-learn"


def tfidf(texts: Sequence[str], asked: Sequence[int], most: int) -> Answers:
    """Rank by cosine of scikit-learn's TF-IDF as it comes."""
    return _by_vectors(texts, asked, most, {})


def tuned_tfidf(texts: Sequence[str], asked: Sequence[int], most: int) -> Answers:
    """Rank by cosine of TF-IDF with stop words left out and uses counted by their logarithm."""
    return _by_vectors(texts, asked, most, {"stop_words": "english", "sublinear_tf": True})


def _by_vectors(
    texts: Sequence[str], asked: Sequence[int], most: int, options: dict[str, object]
) -> Answers:
    try:
        import numpy as np
        from sklearn.feature_extraction.text import TfidfVectorizer
    except ImportError as error:
        raise ArchiveError(f"no TF-IDF to compare with: {error}", remedy=_REMEDY) from error
    vectors = TfidfVectorizer(dtype=np.float32, **options).fit_transform(texts)
    turned = vectors.T.tocsr()
    answers: Answers = []
    for first in range(0, len(asked), _AT_ONCE):
        some = list(asked[first : first + _AT_ONCE])
        cosines = (vectors[some] @ turned).toarray()
        cosines[np.arange(len(some)), some] = -1
        answers += np.argsort(-cosines, axis=1, kind="stable")[:, :most].tolist()
    return answers


def bm25(texts: Sequence[str], asked: Sequence[int], most: int) -> Answers:
    """Rank by bm25s as it comes, English stop words left out; the whole text is the query."""
    try:
        import bm25s
    except ImportError as error:
        raise ArchiveError(f"no BM25 to compare with: {error}", remedy=_REMEDY) from error
    index = bm25s.BM25()
    index.index(
        bm25s.tokenize(list(texts), stopwords="en", show_progress=False), show_progress=False
    )
    queries = bm25s.tokenize(
        [texts[place] for place in asked], stopwords="en", show_progress=False, return_ids=False
    )
    found, _ = index.retrieve(queries, k=min(most + 1, len(texts)), show_progress=False)
    both = zip(asked, found.tolist(), strict=True)
    return [[place for place in row if place != own][:most] for own, row in both]


RIVALS: dict[str, Callable[[Sequence[str], Sequence[int], int], Answers]] = {
    "TF-IDF": tfidf,
    "TF-IDF, tuned": tuned_tfidf,
    "BM25": bm25,
}
