"""Papers → known-item queries: what a person might type who half remembers one of them.

The same papers and seed give the same queries. A query is right when it finds its paper, or one
with the same title (preprint and proceedings). An author and two words of a title may fit other
papers as well, and so may an acronym that others use too; no engine can know which of them was
meant. Such queries are asked and count like all others, and say how many papers fit them.
"""

from __future__ import annotations

import random
import re
from collections import Counter, defaultdict
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from itertools import islice

from papergloss.search.words import STOP_WORDS, words
from papergloss.views import SearchDoc

DROPPED = 0.4
LEAST_WORDS = 5
_LONG = 4
_KEYS = ("qwertyuiop", "asdfghjkl", "zxcvbnm")
_LONG_FORM = re.compile(r"((?:[A-Z][\w-]+[ -]){2,6})\(([A-Z]{2,7})s?\)")


@dataclass(frozen=True, slots=True, kw_only=True)
class Query:
    """What is typed, and the places (in the list of papers) of those it is right to find.

    ``fitting`` counts the papers that fit what is typed as well as the one that is meant, itself
    included; papers of one title count once.
    """

    kind: str
    text: str
    right: frozenset[int]
    fitting: int = 1


def known_items(docs: Sequence[SearchDoc], count: int, seed: int) -> list[Query]:
    """Make ``count`` queries of each kind, fewer where the papers do not give so many."""
    corpus = _Corpus(docs)
    found: list[Query] = []
    for kind, make in KINDS.items():
        chance = random.Random(f"{seed} {kind}")
        places = chance.sample(range(len(docs)), len(docs))
        texts = ((place, make(docs[place], corpus, chance)) for place in places)
        made = (
            Query(
                kind=kind,
                text=text,
                right=corpus.same_title(place),
                fitting=FITTING[kind](corpus, text) if kind in FITTING else 1,
            )
            for place, text in texts
            if text
        )
        found += islice(made, count)
    return found


class _Corpus:
    """What the makers of queries know of all papers together."""

    def __init__(self, docs: Sequence[SearchDoc]) -> None:
        self.docs = docs
        # A title and an abstract adjoin nowhere: no row of words has an empty one.
        self._texts = [f" {_title(doc)}  {' '.join(words(doc.abstract))} " for doc in docs]
        self.papers_with = Counter(word for text in self._texts for word in set(text.split()))
        self.defined_in = Counter(
            form for doc in docs for form in {short for _, short in _forms(doc.abstract)}
        )
        self._titles: defaultdict[str, list[int]] = defaultdict(list)
        self._named: defaultdict[str, list[SearchDoc]] = defaultdict(list)
        for place, doc in enumerate(docs):
            self._titles[_title(doc)].append(place)
            for name in {_last_name(author) for author in doc.authors}:
                self._named[name].append(doc)

    def same_title(self, place: int) -> frozenset[int]:
        """Return the places of all papers with the title of the one there."""
        return frozenset(self._titles[_title(self.docs[place])])

    def by_author(self, text: str) -> int:
        """Count the titles that have all words of ``text`` but the first, an author's last name."""
        name, *topic = text.split()
        wanted = set(words(" ".join(topic)))
        return len({_title(doc) for doc in self._named[name] if wanted <= set(words(doc.title))})

    def by_words(self, text: str) -> int:
        """Count the titles of the papers in which the words of ``text`` stand in a row."""
        row = f" {' '.join(words(text))} "
        found = zip(self.docs, self._texts, strict=True)
        return max(1, len({_title(doc) for doc, its_text in found if row in its_text}))


def _title(doc: SearchDoc) -> str:
    return " ".join(words(doc.title))


def _dropped(doc: SearchDoc, corpus: _Corpus, chance: random.Random) -> str:
    """The title with 40 % of its words left out, the rest in order."""
    title = doc.title.split()
    if len(title) < LEAST_WORDS:
        return ""
    kept = sorted(chance.sample(range(len(title)), round(len(title) * (1 - DROPPED))))
    text = " ".join(title[place] for place in kept)
    # A person remembers something of the paper: three words that say anything.
    return text if len([w for w in words(text) if w not in STOP_WORDS]) >= 3 else ""


def _typo(doc: SearchDoc, corpus: _Corpus, chance: random.Random) -> str:
    """The whole title with a typing error in each of two words."""
    if len(doc.title.split()) < LEAST_WORDS:
        return ""
    return _mistyped(doc.title, chance)


def _both(doc: SearchDoc, corpus: _Corpus, chance: random.Random) -> str:
    """Words left out and two of the others mistyped."""
    return _mistyped(_dropped(doc, corpus, chance), chance)


def _mistyped(text: str, chance: random.Random) -> str:
    parts = text.split()
    able = [place for place, part in enumerate(parts) if _can_be_mistyped(part)]
    if len(able) < 2:
        return ""
    for place in chance.sample(able, 2):
        parts[place] = mistype(parts[place], chance)
    return " ".join(parts)


def _can_be_mistyped(part: str) -> bool:
    return len(part) >= _LONG and part.isascii() and part.isalpha()


def mistype(word: str, chance: random.Random) -> str:
    """Make one typing error: swap two letters, leave one out, double one or hit the next key."""
    at = chance.randrange(len(word))
    kind = chance.choice(("swap", "drop", "double", "slip"))
    if kind == "swap":
        at = min(at, len(word) - 2)
        changed = word[:at] + word[at + 1] + word[at] + word[at + 2 :]
    elif kind == "drop":
        changed = word[:at] + word[at + 1 :]
    elif kind == "double":
        changed = word[: at + 1] + word[at:]
    else:
        changed = word[:at] + chance.choice(_beside(word[at].lower())) + word[at + 1 :]
    return changed if changed != word else mistype(word, chance)


def _beside(letter: str) -> str:
    row = next(row for row in _KEYS if letter in row)
    at = row.index(letter)
    return row[max(0, at - 1) : at] + row[at + 1 : at + 2]


def _abstract(doc: SearchDoc, corpus: _Corpus, chance: random.Random) -> str:
    """Five of the abstract's twelve rarest words, none of them in this paper alone."""
    shared = {word for word in words(doc.abstract) if corpus.papers_with[word] > 1}
    found = {word for word in shared - STOP_WORDS if word.isalpha()}
    rarest = sorted(found, key=lambda word: (corpus.papers_with[word], word))[:12]
    return " ".join(chance.sample(rarest, 5)) if len(rarest) == 12 else ""


def _author(doc: SearchDoc, corpus: _Corpus, chance: random.Random) -> str:
    """An author's last name, and two words of the title."""
    topic = [word for word in words(doc.title) if word not in STOP_WORDS and len(word) >= _LONG]
    if not doc.authors or len(topic) < 2:
        return ""
    name = _last_name(chance.choice(doc.authors))
    if not name:
        return ""
    return " ".join([name, *chance.sample(topic, 2)])


def _last_name(author: str) -> str:
    return author.split()[-1] if author.split() else ""


def _acronym(doc: SearchDoc, corpus: _Corpus, chance: random.Random) -> str:
    """An acronym that only this abstract explains, or what it stands for."""
    own = [pair for pair in _forms(doc.abstract) if corpus.defined_in[pair[1]] == 1]
    return chance.choice(chance.choice(own)) if own else ""


def _forms(abstract: str) -> Iterator[tuple[str, str]]:
    """Long forms and their acronyms: "Group Relative Policy Optimization (GRPO)"."""
    for found in _LONG_FORM.finditer(abstract):
        parts = re.split(r"[ -]", found[1].strip())[-len(found[2]) :]
        if [part[:1].upper() for part in parts] == list(found[2]):
            yield " ".join(parts), found[2]


KINDS: dict[str, Callable[[SearchDoc, _Corpus, random.Random], str]] = {
    "dropped": _dropped,
    "typo": _typo,
    "both": _both,
    "abstract": _abstract,
    "author": _author,
    "acronym": _acronym,
}
"""What each kind of query is made of."""

FITTING: dict[str, Callable[[_Corpus, str], int]] = {
    "author": _Corpus.by_author,
    "acronym": _Corpus.by_words,
}
"""How many papers fit a query, for the kinds of which several may."""
