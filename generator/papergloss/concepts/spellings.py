"""Names that are written like names and used again: which of them are things, and not words."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from functools import cached_property

import numpy as np
from numpy.typing import NDArray

from papergloss.arrays import Ints
from papergloss.concepts.columns import Numbers, Said, number_of, numbers_of
from papergloss.concepts.marks import Shape
from papergloss.remembering import Reader

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
    """The names of an archive: by their keys, how each is written, and who introduces it.

    ``accepted`` are the numbers of the keys whose letters alone name a thing, and one only.
    """

    def __init__(self, said: Said, reader: Reader) -> None:
        """Take what the texts say, and which of them have which words."""
        self._said = said
        self._keys, places, uses = np.unique(said.keys, return_inverse=True, return_counts=True)
        self._places, self._uses = places, uses
        self._shapes = np.zeros(len(self._keys), np.uint8)
        np.maximum.at(self._shapes, places, said.shapes)
        self.accepted = self._accepted(reader)
        self._known = frozenset(self.accepted.tolist())

    def accepts(self, key: str) -> bool:
        """Whether the letters of ``key`` alone name a thing, and one only."""
        return number_of(key) in self._known

    @cached_property
    def _owners(self) -> tuple[Numbers, Ints]:
        order = np.argsort(self._said.own, kind="stable")
        return self._said.own[order], self._said.own_rows[order]

    def owners(self, key: str) -> list[int]:
        """Give the rows of the papers that introduce a name."""
        own, rows = self._owners
        number = np.uint64(number_of(key))
        start, end = (np.searchsorted(own, number, side) for side in ("left", "right"))
        found: list[int] = rows[start:end].tolist()
        return found

    def written(self, keys: Sequence[str]) -> dict[str, str]:
        """Give for names in use the spelling that most papers have."""
        return dict(self._written(np.isin(self._keys, numbers_of(keys))).values())

    def _accepted(self, reader: Reader) -> Numbers:
        own = self._owners[0]
        owners = np.searchsorted(own, self._keys, "right") - np.searchsorted(own, self._keys)
        least = np.array([0, *(LEAST[shape] for shape in sorted(Shape))])
        able = (owners <= 1) & (self._uses >= least[self._shapes])
        able &= ~np.isin(self._keys, numbers_of(NO_CONCEPTS))
        able &= (self._shapes != Shape.PLAIN) | (owners == 0)
        certain = self._shapes == Shape.CERTAIN
        doubtful = able & ~certain
        sure = able & certain
        sure[self._no_words(self._written(doubtful), reader)] = True
        numbers: Numbers = self._keys[sure]
        return numbers

    def _no_words(self, written: Mapping[int, tuple[str, str]], reader: Reader) -> list[int]:
        """Give the places of the names that no abstract uses in small letters as a word."""
        words = {
            place: _words(text)
            for place, (key, text) in written.items()
            if len(key) >= LETTERS or self._shapes[place] != Shape.PLAIN
        }
        ordinary = reader.index.spread({word for each in words.values() for word in each})
        return [
            place
            for place, each in words.items()
            if all(ordinary[word] < _ORDINARY * int(self._uses[place]) for word in each)
        ]

    def _written(self, asked: NDArray[np.bool_]) -> dict[int, tuple[str, str]]:
        """Give the keys of names, by place, and the spelling of each that most papers have."""
        cells = np.flatnonzero(asked[self._places])
        cells = cells[np.lexsort((self._said.texts[cells], self._places[cells]))]
        places, texts = self._places[cells], self._said.texts[cells]
        other = (places[1:] != places[:-1]) | (texts[1:] != texts[:-1])
        starts = np.flatnonzero(np.concatenate([[True], other])) if len(cells) else cells
        counts = np.diff(np.append(starts, len(cells)))
        most = np.zeros(len(self._keys), np.int64)
        np.maximum.at(most, places[starts], counts)
        best = starts[counts == most[places[starts]]]
        found: dict[int, tuple[str, str]] = {}
        for place, cell in zip(places[best].tolist(), cells[best].tolist(), strict=True):
            row = int(self._said.rows[cell])
            mark = self._said.first_marks(row)[cell - self._first_cell(row)]
            if place not in found or mark.text < found[place][1]:
                found[place] = mark.key, mark.text
        return found

    def _first_cell(self, row: int) -> int:
        return int(np.searchsorted(self._said.rows, row))


def _words(text: str) -> list[str]:
    """Give the plain words in a name, small: llama of Llama-2, easy of ARC-Easy, math."""
    found = _LETTERS.findall(text)
    plain = [word.lower() for word in found if word[1:].islower()]
    return plain or [word.lower() for word in found]
