r"""Text → the tokens of formulas that lost their backslashes; and the pieces read from them.

A listing shows ``\Phi\circ\Psi`` as ``Phicirc Psi``: commands glued to each other and to letters
are cut apart here, where no English word could be meant.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache
from itertools import chain

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

_KINDS = {
    "space": r"\s+",
    "word": r"\\?[A-Za-z]+",
    "number": r"\d+(?:,\d{3})*(?:\.\d+)?",
    "sign": r"<=|>=|\|\||\\[{}|,;!]|[\s\S]",
}
_TOKEN = re.compile("|".join(_KINDS.values()))


@dataclass(frozen=True, slots=True)
class Token:
    """A word, number, sign or white space, and what its text alone says of it.

    ``name`` is a word without its backslash, ``is_letter`` tells a single Latin letter.
    ``is_plain_word`` tells a word that no formula starts with, bar its script or bracket;
    ``may_start`` is False of white space, and of signs, that no formula starts with at all.
    """

    kind: str
    text: str
    name: str = ""
    is_letter: bool = False
    is_plain_word: bool = False
    may_start: bool = False


END = Token("end", "")
"""Stands behind the last token of a text."""


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
    """Cut a text into tokens, glued commands apart (``pneq`` → ``p``, ``neq``); none is lost."""
    return list(chain.from_iterable(map(_tokens, _TOKEN.findall(text))))


@lru_cache(maxsize=50_000)
def _tokens(piece: str) -> tuple[Token, ...]:
    kind = next(kind for kind, pattern in _KINDS.items() if re.fullmatch(pattern, piece))
    if kind != "word":
        may_start = kind == "number" or piece in ("{", "-", *NAMES)
        return (Token(kind, piece, name=piece, may_start=may_start),)
    glued = len(piece) < 40 and piece not in WHOLE and _GLUED.fullmatch(piece)
    return tuple(_word(part) for part in (_UNITS.findall(piece) if glued else (piece,)))


def _word(text: str) -> Token:
    name = text.removeprefix("\\")
    letter = len(text) == 1
    plain = not letter and name not in WHOLE
    return Token("word", text, name, is_letter=letter, is_plain_word=plain, may_start=True)
