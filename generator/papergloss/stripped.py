r"""Mathematics that a listing has stripped of ``$`` and ``\``: found in prose, and dressed again.

Hugging Face shows ``$\tilde\Omega(C^*)$`` as ``tildeOmega(C^*)`` and ``$3.5\times$`` as
``3.5times``. Formulas become real LaTeX between dollar signs, lone signs become Unicode. A word
that could be English stays: "hundreds of times", "sim-to-real", "beta distribution".
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from itertools import accumulate, pairwise

from papergloss.cues import any_matches, cued
from papergloss.formula import Reader
from papergloss.latex import ALPHABETS, ARROWS, GREEK, RELATIONS, SYMBOLS, superscript
from papergloss.tokens import END, LETTERS, Token, tokens_of

# A text with "\left(…\right)" stripped has lost its fractions too ("Oleft( m V{varepsilon^2}"):
# what was a numerator cannot be known, and all of its mathematics stays as it is.
_DOUBTFUL = cued(r"left[(\[{|]|right[)\]}|]|\bbegin\{", "left", "right", "begin{")
# What must stand somewhere for a formula to be found; most abstracts have nothing of it.
_WORTH_READING = (
    cued(r"[_^{\\]", *"_^{\\"),
    cued(r"\b[oO]\(", "o(", "O("),
    cued(r"[lgn]eq(?![a-z])", "leq", "geq", "neq"),
    cued(r"(?:gg|ll)\b(?<=\b..)", "gg", "ll"),
    cued(r"approx(?!i)", "approx"),
    cued(r"policy pi|policies pi|infty|sqrt", "policy pi", "policies pi", "infty", "sqrt"),
    cued("|".join(sorted(ALPHABETS - {"bm"})), "math", "boldsymbol"),
    cued(rf"(?:{'|'.join(GREEK)}) ?[=<>]|[=<>] ?(?:{'|'.join(GREEK)})", *"=<>"),
    cued(rf"(?:{'|'.join(GREEK)}) [lg]e ", " le ", " ge "),
)


def dress(text: str, hide: Callable[[str], str]) -> str:
    """Replace each formula that lost its dollar signs by ``hide`` of it, written ``$…$``.

    Greek letters that the same text uses in such a formula are letters also where they stand
    alone: after ``phi_Delta``, "keeping phi close" is "keeping φ close".
    """
    if not any_matches(_WORTH_READING, text) or _DOUBTFUL.matches_in(text):
        return text
    tokens = tokens_of(text)
    starts = [0, *accumulate(len(token.text) for token in tokens)]
    reader = Reader(tokens)
    used: set[str] = set()
    out = []
    after = 0
    for place in _openings(tokens):
        if place < after or not _may_start(text, starts[place]):
            continue
        piece = reader.formula(place)
        if piece:
            used.update(re.findall(r"\\([A-Za-z]+)", piece.latex))
            out += [text[starts[after] : starts[place]], _shown(piece.latex, hide)]
            after = piece.after
    return _lone_letters("".join([*out, text[starts[after] :]]), used)


def _openings(tokens: Sequence[Token]) -> Iterator[int]:
    """Yield the places where by its own token and the next a formula may start."""
    for place, (token, following) in enumerate(pairwise([*tokens, END])):
        if token.may_start and (not token.is_plain_word or following.text in ("_", "(", "^")):
            yield place


def _may_start(text: str, start: int) -> bool:
    """A formula does not start inside a word or group: "tool_call", "v4_v5", "V{varepsilon^2}"."""
    before = text[max(0, start - 2) : start]
    if before[-1:].isalnum() or before[-1:] in ("_", "{", "\\", "^", "@", "#", "/", "."):
        return False
    return not (before[-1:] in ("-", "'") and before[:1].isalnum())


def _shown(formula: str, hide: Callable[[str], str]) -> str:
    """Show a lone power in Unicode (``R³``, ``2¹⁸``, ``A²D``) and anything else as a formula."""
    power = re.fullmatch(r"\\?([A-Za-z]+|\d+)\^\{?(\d{1,3})\}?([A-Z]?)", formula)
    if power and (raised := superscript(power.group(2))):
        return LETTERS.get(power.group(1), power.group(1)) + raised + power.group(3)
    return hide(f"${formula}$")


def _lone_letters(text: str, used: set[str]) -> str:
    if re.search(r"\bpolic(?:y|ies) pi\b", text):  # "a policy pi", and then "how pi relates to R"
        used = {*used, "pi"}
    names = [name for name in used if name in LETTERS]
    if not names:
        return text
    alone = re.compile(rf"(?<![\w\\-])({'|'.join(names)})(?![\w-])")
    return alone.sub(lambda found: LETTERS[found.group(1)], text)


# "sim" and "pm" begin and end many words, before a number they are rare.
_BEFORE_NUMBER = re.compile(r"(?:sim|approx|pm)[! ]?\d")
# "80%sim95%", "only sim30", "(sim 1%", "sim14,000times", "sim!30 FPS"; not "sim2real".
_ABOUT = cued(
    r"(?:(?<![A-Za-z])|(?<=\d[KMBGT]))\\?(?:sim|approx)!?"
    r"(?=\d[\d,.]*(?:times|[kxKMBGT]|ms)?(?![A-Za-z]))",
    *("sim", "approx"),
)
_ABOUT_SPACED = re.compile(r"sim(?= \d)(?:(?<=\(sim)|(?<=\bonly sim)|(?<=\b(?:to|of|by) sim))")
_APPROXIMATELY = re.compile(r"approx(?<![A-Za-z\\-]approx)(?= ?\d)")
_BOUND = cued(
    r"(?<![A-Za-z\\-])(leq|geq|(?<=\()le|(?<=\()ge) ?(?=[\d\U000f0000-\U000ffffd])",
    *("leq", "geq", "(le", "(ge"),
)
# "3.5times", "64times 64", "KV cache by Rtimes", "1024 times 1024"; not "3.5 times faster".
_TIMES = cued(
    r"(?<=[\d)}°⁰¹²³⁴-⁹KMB])\\?times(?:(?![a-z])|(?=sim\d))(?: (?=\d))?|(?<=\b[A-Z])times\b",
    "times",
)
_TIMES_SPACED = cued(r"(?<=\d)(\s+)times(\s+)(?=\d)", "times")
_CROSS = cued(r"\b([a-zA-Z])times ([a-zA-Z0-9])\b", "times ")  # "mtimes n"
_PLUS_MINUS = cued(r"(?<=[\d%]) ?\\?pm ?(?=\d+[.%])|(?<=\d)pm(?=\d)|(?<=\()pm(?=\d)", "pm")
_ARROW = cued(
    rf"(?<![a-z\\])\\?({'|'.join(sorted(ARROWS, key=len)[::-1])})(?![a-z])", "arrow", "mapsto"
)
_DEGREES = cued(
    r"(?<=\d)\s?(?:\^\s?\{?\\?circ\}?|\{\\?deg\}|\\deg(?![a-z]))", "circ", "deg}", "\\deg"
)
_INFINITY = re.compile(r"infty(?<![A-Za-z\\]infty)(?![a-z])")
# "AMAMMER{epsilon}", "({\Delta}G)", "1.2{sim}1.5", "γ{=}4"; but "log m{delta}" is a lost fraction.
_GROUPED = cued(
    rf"(?:(?<![A-Za-z0-9_^}}\])])|(?<=[A-Za-z]{{3}})|(?<=\d)(?=\{{\\?(?:sim|times|pm|rightarrow)))"
    rf"\{{\\?({'|'.join(sorted((name for name in SYMBOLS if len(name) > 1), key=len)[::-1])})\}}",
    "{",
)
_GROUPED_SIGN = re.compile(r"\{(?<=\w\{)([=<>×∼≈+-])\}(?=\w)")
_RAISED = re.compile(
    r"\^(?<=[A-Za-z0-9)\]Α-ω]\^)(?:\{(-?\d{1,3}|[A-Z])\}|(\d{1,3})|\((-?\d{1,3})\)|([NT*])(?!\w))"
)


_WORTH_SIGNS = re.compile(r"[\^{]|sim|approx|times|circ|deg|pm|arrow|mapsto|infty|[lg]eq?[ \d]")


def lone_signs(text: str) -> str:
    """Turn signs that stand in prose into Unicode: ``∼30``, ``3.5×``, ``360°``, ``MedS³``."""
    if not _WORTH_SIGNS.search(text):
        return text
    if not _DOUBTFUL.matches_in(text):
        text = _RAISED.sub(_raised, text)
    text = _DEGREES.sub("°", text)
    text = _TIMES_SPACED.sub(r"\1×\2", _TIMES.sub("×", text))
    if before_number := _BEFORE_NUMBER.search(text):
        text = _ABOUT.sub(lambda found: "≈" if "approx" in found.group() else "∼", text)
    text = _APPROXIMATELY.sub("≈", _ABOUT_SPACED.sub("∼", text))
    text = _BOUND.sub(lambda found: RELATIONS[found.group(1)] + " ", text)
    text = _CROSS.sub(r"\1×\2", text)
    if before_number:
        text = _PLUS_MINUS.sub("±", text)
    text = _ARROW.sub(lambda found: ARROWS[found.group(1)], text)
    text = _INFINITY.sub("∞", text)
    text = _GROUPED.sub(lambda found: SYMBOLS[found.group(1)], text)
    return _GROUPED_SIGN.sub(r"\1", text)


def _raised(found: re.Match[str]) -> str:
    number = next(group for group in found.groups() if group)
    return superscript(number.replace("-", "⁻")) or superscript(number) or found.group()
