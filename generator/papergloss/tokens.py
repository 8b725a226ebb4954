r"""Text → the tokens of formulas that lost their backslashes; and the pieces read from them.

A listing shows ``\Phi\circ\Psi`` as ``Phicirc Psi``: commands glued to each other and to letters
are cut apart here, where no English word could be meant.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache
from typing import NamedTuple

from papergloss.latex import (
    ACCENTS,
    ALPHABETS,
    FUNCTIONS,
    GREEK,
    OPERATORS,
    RELATIONS,
    SIGNS,
    VARIANTS,
)

LETTERS = {**GREEK, **VARIANTS}
"""Greek letters by their TeX names."""
NAMES = {sign: name for name, sign in GREEK.items()}
"""TeX names by Greek letters; some listings keep the letters (``π_{0.5}``)."""

# Words that lost backslashes have glued together: "tildeOmega", "Phicirc", "1leq", "mtimes".
_GREEK = "|".join(sorted(LETTERS, key=len, reverse=True))
_UNIT = (
    rf"(?:wide)?(?:tilde|hat)(?=[A-Z]|(?:{_GREEK})(?![a-z]))|(?:bar|overline)(?=[A-Z](?![a-z]))"
    rf"|{'|'.join(name for name in LETTERS if len(name) >= 5)}|P[hs]i|circ(?![a-z])|infty"
    rf"|leq|geq|neq|cdot|approx|sqrt|times|(?<=\b[dnmkTNKHS])log|log(?=[A-Z](?![a-z]))"
    rf"|{'|'.join(sorted(ALPHABETS - {'bm'}))}"
)
_UNITS = re.compile(rf"{_UNIT}|[A-Za-z]")
_GLUED = re.compile(rf"[A-Za-z]?(?:{_UNIT})+[A-Zb-rt-z]?")
WHOLE = {*LETTERS, *ALPHABETS, *ACCENTS, *RELATIONS, *OPERATORS, *FUNCTIONS, *SIGNS, "sqrt"}

_TOKEN = re.compile(
    r"(?P<space>\s+)|(?P<word>\\?[A-Za-z]+)|(?P<number>\d+(?:,\d{3})*(?:\.\d+)?)"
    r"|(?P<sign><=|>=|\|\||\\[{}|,;!]|[\s\S])"
)


class Token(NamedTuple):  # a dataclass takes three times as long to make, and they are many
    """A word, number, sign or white space, and where it stands."""

    kind: str
    text: str
    start: int
    end: int

    @property
    def name(self) -> str:
        """The word without its backslash, if it still has one."""
        return self.text.removeprefix("\\")

    @property
    def is_letter(self) -> bool:
        """Say whether it is a single Latin letter."""
        return self.kind == "word" and len(self.text) == 1

    @property
    def is_plain_word(self) -> bool:
        """Say whether it is a word that no formula starts with, bar its script or bracket."""
        return self.kind == "word" and len(self.text) > 1 and self.name not in WHOLE


@dataclass(frozen=True, slots=True)
class Piece:
    """What was read: LaTeX, the place after it, and what speaks for its being mathematics.

    ``strong``: a script, an alphabet, a root; ``greek``: a Greek letter; ``sure``: a relation that
    is no English word; ``related``: any relation.
    """

    latex: str
    after: int
    strong: bool = False
    greek: bool = False
    sure: bool = False
    related: bool = False

    def then(self, other: Piece, between: str = "") -> Piece:
        """This and what follows it."""
        space = " " if re.search(r"\\[A-Za-z]+\Z", self.latex + between) else ""
        glue = space if other.latex[:1].isalpha() else ""
        return Piece(
            self.latex + between + glue + other.latex,
            other.after,
            self.strong or other.strong,
            self.greek or other.greek,
            self.sure or other.sure,
            self.related or other.related,
        )


def tokens_of(text: str) -> list[Token]:
    """Cut a text into tokens, glued commands apart (``pneq`` → ``p``, ``neq``)."""
    tokens = []
    for found in _TOKEN.finditer(text):
        kind, word, start = found.lastgroup or "sign", found.group(), found.start()
        for part in _parts(word) if kind == "word" else (word,):
            tokens.append(Token(kind, part, start, start + len(part)))
            start += len(part)
    return tokens


@lru_cache(maxsize=50_000)
def _parts(word: str) -> tuple[str, ...]:
    if len(word) < 40 and word not in WHOLE and _GLUED.fullmatch(word):
        return tuple(_UNITS.findall(word))
    return (word,)
