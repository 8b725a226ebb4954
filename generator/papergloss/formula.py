r"""A reader for formulas that lost their ``$`` and ``\``: tokens in, LaTeX out, or None.

Recursive descent over a small grammar: atoms with scripts, brackets, functions, operators between
them. The reader keeps count of what speaks for mathematics; an expression that English could hold
as well ("x-ray", "5 times", "alpha-beta pruning", "tool_call") is no formula.
"""

from __future__ import annotations

import re
from dataclasses import replace

from papergloss.latex import ACCENTS, ALPHABETS, FUNCTIONS, OPERATORS, RELATIONS, SIGNS
from papergloss.tokens import END, LETTERS, NAMES, WHOLE, Piece, Token

_CLOSERS = {"(": ")", "[": "]", "{": "}"}
_COMPARED = {"=": "=", "<": "<", ">": ">", "<=": "\\leq", ">=": "\\geq"}
# Relations that are no English word, and so speak for mathematics by themselves.
_SURE = {"leq", "geq", "neq", "gg", "ll", "approx", "equiv", "propto", "gtrsim", "lesssim"}
_WEAK = {"in", "to", "sim", "mid"}
_BETWEEN = set("+-*/=<>,;:|!'.∼≤≥≈×·±")
# Signs that start a formula without a backslash, alone or with an index ("top_p" is a setting).
_STANDING = {"infty", "nabla", "ell"}
_INDEXED = {"sum", "prod", "partial"}
_NO_COMMAND = {"poly", "polylog", "argmin", "argmax"}
# Short words that a bracket in prose holds: "phi (as in B)"; "O(opt)" holds another.
_PROSE = re.compile("the|and|for|with|see|are|was|not|via|of|is|as|or|on|by|an|at|a|we|eg|ie")

_MAX_DEPTH = 6
_MAX_TOKENS = 160  # in one formula; the longest in 6,651 listed abstracts has 90


class Reader:
    """Reads formulas from tokens. Each method takes a place and answers a piece or None."""

    def __init__(self, tokens: list[Token]) -> None:
        self._tokens = [*tokens, *[END] * 4]

    def formula(self, place: int) -> Piece | None:
        """Read the longest formula that starts here, if it certainly is one."""
        whole = self._signed(place)
        while whole and whole.after - place < _MAX_TOKENS:
            longer = self._operation(whole) or self._neighbour(whole)
            if longer is None:
                break
            whole = longer
        if whole is None or not self._ends(whole.after):
            return None
        certain = whole.strong or whole.sure or (whole.greek and whole.related)
        return whole if certain else None

    def _ends(self, place: int) -> bool:
        """A formula does not end inside a word, and not before a brace (a lost ``\\frac``)."""
        token = self._tokens[place]
        return token.kind not in ("word", "number") and token.text not in ("_", "^", "{", "}", "\\")

    def _gap(self, place: int) -> int:
        return int(self._tokens[place].kind == "space")

    def _operation(self, left: Piece) -> Piece | None:
        """Go on over an operator and its right side: ``p_{gen} > 0``, ``phi leq Delta``."""
        before = self._gap(left.after)
        place = left.after + before
        token = self._tokens[place]
        after = self._gap(place + 1)
        named = token.kind == "word"
        related = token.text in _COMPARED or (named and token.name in RELATIONS)
        if not (
            related or token.text in ("+", "-", "*", "/") or (named and token.name in OPERATORS)
        ):
            return None
        if not named and (before != after or (before and token.text in ("*", "/"))):
            return None
        right = self._operand(place + 1 + after, token.name)
        # "R^3 - a new reward" is a dash and an article.
        if right is None or (before and right.latex in ("a", "A", "I") and self._gap(right.after)):
            return None
        sign = f"\\{token.name}" if named else _COMPARED.get(token.text, token.text)
        wide = named or before or after or sign.startswith("\\")
        sure = token.name in _SURE
        right = replace(right, related=related or right.related, sure=sure or right.sure)
        return left.then(right, f" {sign} " if wide else sign)

    def _operand(self, place: int, operator: str) -> Piece | None:
        """Read the right side of an operator; after "in" and "to" (English) only the sure."""
        token = self._tokens[place]
        if token.text == "{" and operator in ("=", "in"):  # "tau = {o_0, a_0, dots}"
            inner = self._until(place + 1, "}", 1)
            return inner and replace(inner, latex=f"\\{{{inner.latex}\\}}")
        right = self._bracket(place, 0) if token.text in ("(", "[") else self._signed(place)
        if right and operator in _WEAK and not (right.strong or token.name == "infty"):
            return None
        # "From r to Q^*" are two formulas, "gamma to infty" is one.
        return None if operator == "to" and token.name != "infty" else right

    def _neighbour(self, left: Piece) -> Piece | None:
        """Go on over a space: ``mathfrak S d``, ``E_{phi} r(y)``; not "F_1 a", "R_1 K-fold"."""
        if not left.strong or not self._gap(left.after):
            return None
        token = self._tokens[left.after + 1]
        if not (token.name in ALPHABETS or (token.is_letter and token.text not in "aAI")):
            return None
        right = self._term(left.after + 1)
        if right is None or not self._ends(right.after) or self._tokens[right.after].text in "-'’":
            return None
        return left.then(right, " ")

    def _signed(self, place: int) -> Piece | None:
        if self._tokens[place].text != "-":
            return self._term(place)
        term = self._term(place + 1)
        return term and replace(term, latex=f"-{term.latex}")

    def _term(self, place: int) -> Piece | None:
        """Read atoms that touch each other, each with its scripts."""
        term = self._atom(place, 0)
        while term is not None:
            token = self._tokens[term.after]
            if token.text in ("(", "["):
                more = self._bracket(term.after, 0)
                if more and (term.latex in ("O", "o") or term.greek):  # "O(n)", "Omega(K)"
                    more = replace(more, strong=True)
            elif token.kind in ("word", "number") or token.text in NAMES:
                more = self._atom(term.after, 0)
            else:
                break
            if more is None:
                break
            term = term.then(more)
        return term

    def _atom(self, place: int, depth: int) -> Piece | None:
        token = self._tokens[place]
        base: Piece | None = None
        if token.kind == "number":
            base = Piece(token.text.replace(",", "{,}"), place + 1)
        elif token.text in NAMES:
            base = Piece(f"\\{NAMES[token.text]}", place + 1)
        elif token.text == "{":
            group = self._until(place + 1, "}", depth + 1)
            if group and (depth or self._tokens[group.after].text in ("^", "_")):
                base = replace(group, latex=f"{{{group.latex}}}")
        elif token.text in ("(", "["):
            return self._bracket(place, depth)
        elif token.kind == "word":
            base = self._command(place, depth) or self._word(place, depth)
        return base and self._scripted(base, depth)

    def _word(self, place: int, depth: int) -> Piece | None:
        token, after = self._tokens[place], self._tokens[place + 1]
        name = token.name
        if name in LETTERS:
            return Piece(f"\\{name}", place + 1, greek=True)
        if token.is_letter:
            return Piece(name, place + 1)
        if name in FUNCTIONS and (depth or after.text == "_"):
            return Piece(f"\\mathrm{{{name}}}" if name in _NO_COMMAND else f"\\{name}", place + 1)
        indexed = after.text == "_" and (name in _INDEXED or token.text != name)
        if name in SIGNS and (depth or name in _STANDING or indexed):
            return Piece(f"\\{name}", place + 1, greek=name == "infty")
        if token.text.startswith("\\"):
            return None
        if depth:  # a word in a formula: "p_{gen}"
            return Piece(name, place + 1)
        if after.text == "_" and self._tokens[place + 2].text == "{":  # "LaSOT_{ext}"
            return Piece(f"\\text{{{name}}}", place + 1)
        # "KL(phi_Delta || p)", "poly(log M_2)"
        if after.text == "(" and re.fullmatch(r"[A-Z][A-Za-z]{1,3}|poly|polylog", name):
            inner = self._bracket(place + 1, 0)
            return Piece(f"\\mathrm{{{name}}}", place + 1) if inner and inner.strong else None
        return None

    def _command(self, place: int, depth: int) -> Piece | None:
        """Read ``mathcal``, ``tilde`` or ``sqrt`` with its argument: a group or the next letter."""
        name = self._tokens[place].name
        if name not in ALPHABETS and name not in ACCENTS and name != "sqrt":
            return None
        start = place + 1 + self._gap(place + 1)
        token = self._tokens[start]
        argument: Piece | None = None
        if token.text == "{" or (token.text == "(" and name == "sqrt"):
            argument = self._until(start + 1, _CLOSERS[token.text], depth + 1)
        elif token.is_letter or token.kind == "number":
            argument = Piece(token.text, start + 1)
        elif token.name in LETTERS:
            argument = Piece(f"\\{token.name}", start + 1)
        elif token.name in ALPHABETS and depth < _MAX_DEPTH:
            argument = self._command(start, depth + 1)
        # "a hat I wore": a spaced accent needs a bracket or script behind its letter.
        spaced_accent = argument and start > place + 1 and name in ACCENTS
        if spaced_accent and argument and self._tokens[argument.after].text not in ("(", "_", "^"):
            return None
        return argument and replace(argument, latex=f"\\{name}{{{argument.latex}}}", strong=True)

    def _bracket(self, place: int, depth: int) -> Piece | None:
        opener = self._tokens[place].text
        inner = self._until(place + 1, _CLOSERS[opener], depth + 1, prose=bool(depth))
        if inner is None:
            return None
        closed = replace(inner, latex=f"{opener}{inner.latex}{_CLOSERS[opener]}")
        return self._scripted(closed, depth)

    def _until(self, place: int, closer: str, depth: int, *, prose: bool = True) -> Piece | None:
        """Read what a group or bracket holds; without ``prose`` no word that English has."""
        start = place
        held: Piece | None = None
        while depth <= _MAX_DEPTH and place - start < _MAX_TOKENS:
            token = self._tokens[place]
            if token.text == closer:
                return held and replace(held, after=place + 1)
            part = self._between(place, start, closer) or self._atom(place, depth)
            if part is None or not (prose or _fits(token)):
                return None
            held = held.then(part) if held else part
            place = part.after
        return None

    def _between(self, place: int, start: int, closer: str) -> Piece | None:
        """Read what stands between atoms: a space, a sign, or a relation: ``Phi circ Psi``."""
        token = self._tokens[place]
        if token.kind == "space":
            return Piece(" ", place + 1)
        if token.kind == "sign" and token.text in _BETWEEN:
            return Piece(_COMPARED.get(token.text, token.text), place + 1)
        if token.text in ("<=", ">=", "||"):
            return Piece({"||": "\\|"}.get(token.text) or _COMPARED[token.text], place + 1)
        named = token.kind == "word" and (token.name in RELATIONS or token.name in OPERATORS)
        if named and place > start and self._tokens[place + 1].text != closer:
            return Piece(f"\\{token.name}", place + 1)
        return None

    def _scripted(self, base: Piece, depth: int) -> Piece | None:
        while (sign := self._tokens[base.after].text) in ("^", "_"):
            script = self._script(base.after + 1, depth, sign)
            # An identifier: "Q4_0 quantization".
            if script is None or (sign == "_" and not depth and base.latex.isdigit()):
                return None
            base = replace(base.then(script, sign), strong=True)
        return base

    def _script(self, place: int, depth: int, sign: str) -> Piece | None:
        token, after = self._tokens[place], self._tokens[place + 1]
        if token.text == "{" or (token.text == "(" and sign == "^"):
            group = self._until(place + 1, _CLOSERS[token.text], depth + 1)
            return group and replace(group, latex=f"{{{group.latex}}}")
        if token.text in ("*", "+") or (token.text == "-" and after.kind in ("space", "sign")):
            return Piece(token.text, place + 1)
        if sign == "_" and not depth and (after.text == "_" or after.kind == "number"):
            return None  # an identifier: "tool_call", "float8_e4m3", "v4_v5"
        if token.kind == "number":
            return Piece(token.text if len(token.text) == 1 else f"{{{token.text}}}", place + 1)
        if token.is_letter:
            return Piece(token.text, place + 1)
        if token.name in ("circ", "deg"):  # degrees; see ``stripped``
            return None
        if token.name in LETTERS or token.name in FUNCTIONS or token.name in SIGNS:
            return Piece(f"\\{token.name}", place + 1, greek=token.name in LETTERS)
        command = self._command(place, depth)
        return command and replace(command, latex=f"{{{command.latex}}}")


def _fits(token: Token) -> bool:
    """Say whether the token may stand in round brackets: "O(opt)", and not "phi (see below)"."""
    known = token.kind != "word" or token.text in WHOLE or token.text.startswith("\\")
    return known or (len(token.text) <= 4 and not _PROSE.fullmatch(token.text))
