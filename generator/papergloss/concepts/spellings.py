"""Names that are written like names and used again: which of them are things, and not words."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Collection, Iterator, Sequence

from papergloss.concepts.extract import Candidates
from papergloss.concepts.marks import Mark, Shape
from papergloss.wordindex import WordIndex

# In how many papers a name must stand, by how sure its letters are.
LEAST = {Shape.CERTAIN: 2, Shape.WEAK: 3, Shape.PLAIN: 3}
LETTERS = 4  # of a plain acronym that nobody defines; three letters may be anything

# Written like names, and neither methods nor data: hosts, firms, licences.
_NO_CONCEPTS = """
github huggingface arxiv openai youtube linkedin deepmind googledeepmind iphone opensource
cvpr iccv eccv wacv neurips nips icml iclr acl emnlp naacl eacl coling aaai ijcai sigir kdd miccai
interspeech icassp lrec semeval ccby ccby4.0 ccbysa ccbysa4.0 ccbync ccbync4.0
readthedocs bitbucket gitlab javascript
"""
NO_CONCEPTS = frozenset(_NO_CONCEPTS.split())

_LETTERS = re.compile(r"[^\W\d_]+")
# A word that stands so often in small letters, measured by the name's own uses, is a word.
_ORDINARY = 0.34


class Spellings:
    """The names of an archive: by their keys, how each is written, and who introduces it."""

    def __init__(self, candidates: Sequence[Candidates], index: WordIndex) -> None:
        """Take what the texts say, and which of them have which words."""
        firsts = [mark for each in candidates for mark in _first(each.marks)]
        self._uses = Counter([mark.key for mark in firsts])
        self._texts: dict[str, dict[str, int]] = defaultdict(dict)
        for (key, text), count in Counter([(mark.key, mark.text) for mark in firsts]).items():
            self._texts[key][text] = count
        self._shapes: dict[str, Shape] = {}
        for mark in firsts:
            if self._shapes.get(mark.key, 0) < mark.shape:
                self._shapes[mark.key] = mark.shape
        self.owners: dict[str, list[str]] = defaultdict(list)
        for each in candidates:
            for key in each.own:
                self.owners[key].append(each.paper)
        doubtful = (key for key, shape in self._shapes.items() if shape < Shape.CERTAIN)
        self._ordinary = index.spread({word for key in doubtful for word in self._words(key)})

    def accepted(self) -> Iterator[str]:
        """Give the keys of all names that are accepted."""
        return (key for key in self._shapes if self.accepts(key))

    def _words(self, key: str) -> list[str]:
        """Give the plain words in a name, small: llama of Llama-2, easy of ARC-Easy, math."""
        found = _LETTERS.findall(self.written(key))
        plain = [word.lower() for word in found if word[1:].islower()]
        return plain or [word.lower() for word in found]

    def written(self, key: str) -> str:
        """Give the spelling of a name that most papers have."""
        return min(self._texts[key].items(), key=lambda item: (-item[1], item[0]))[0]

    def accepts(self, key: str) -> bool:
        """Whether the letters of ``key`` alone name a thing, and one only."""
        shape = self._shapes.get(key)
        if shape is None or key in NO_CONCEPTS or len(self.owners[key]) > 1:
            return False
        if self._uses[key] < LEAST[shape]:
            return False
        if shape is Shape.CERTAIN:
            return True
        if shape is Shape.PLAIN and (len(key) < LETTERS or self.owners[key]):
            return False
        return all(self._ordinary[word] < _ORDINARY * self._uses[key] for word in self._words(key))


def _first(marks: Sequence[Mark]) -> Collection[Mark]:
    """Give the first mark of each key."""
    return {mark.key: mark for mark in reversed(marks)}.values()
