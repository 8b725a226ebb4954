r"""Listing text → plain Unicode with mathematics between ``$`` signs; and views of such text.

Comes in: titles and abstracts as listings show them, with LaTeX intact (arXiv) or stripped of its
``$`` and ``\`` (Hugging Face: ``80%sim95%``, ``mathcal{O}(T^{2/3})``). Goes out: repaired text, its
plain form, its identity key, its sentences. What is doubtful stays exactly as it is.
"""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache

from papergloss import latex, typography
from papergloss.addresses import links_in
from papergloss.cues import any_matches, cued
from papergloss.shield import Shield
from papergloss.stripped import dress, lone_signs

__all__ = ["MATH", "links_in", "normal_title", "plain", "repair", "sentence_at", "sentences"]

MATH = re.compile(r"(?<!\\)\$((?:[^$\\]|\\.)++)\$", re.DOTALL)
"""A formula in repaired text; ``group(1)`` is its LaTeX."""

# The longest abstract in 130,000 real papers has 9,000 characters. Longer text is no abstract.
_MAX_LENGTH = 30_000
_MAX_PASSES = 8

# Without any of these signs and words there is nothing to repair; most text ends here.
_SUSPECT = (
    cued(r"[\\$^{}`~&ÂÃâ_]", *"\\$^{}`~&ÂÃâ_"),
    cued(r"--|''|approx|arrow|infty|sqrt", "--", "''", "approx", "arrow", "infty", "sqrt"),
    cued(r"[lgn]eq|O\(|hf\.privai|hf-mirror", "leq", "geq", "neq", "O(", "hf.privai", "hf-mirror"),
    cued(r"math[bcfirst]", "math"),
    cued(r"sim[\d! ]", "sim"),
    cued(r"[A-Z\d)]\s*times|\b[a-z]times\b", "times"),
    cued(r"size[A-Z]", "size"),
    cued(r"x20[0-2]\d", "x20"),
    cued(r"pm\d", "pm"),
    cued(r"http(?<=[a-z]http)s?:", "http"),
    # "le", "ge", "gg", "ll" and "pi" as words: at the rare letter, then back, then on.
    cued(
        r"l(?<!\wl)(?:e |l\b)|g(?<!\wg)(?:e |g\b)|p(?<!\wp)i\b",
        *("le ", "ge ", "ll", "gg", "pi"),
    ),
    cued(
        r"(?:lambda|[Gg]amma|[Dd]elta|epsilon|[Tt]heta|[Ss]igma|[Oo]mega|alpha|beta|rho|mu|nu|tau"
        r"|eta|phi|psi|P[hs]i|xi|chi|kappa|zeta) ?[=<>]|[=<>] ?[a-z]{2}",
        *"=<>",
    ),
)


def repair(raw: str) -> str:
    r"""Repair what is certain in the text of a listing.

    Returns plain Unicode with formulas as ``$…$`` in real LaTeX (``$\mathcal{O}(T^{2/3})$``) and a
    literal dollar sign as ``\$``. ``repair(repair(x)) == repair(x)`` for every text: text on which
    the rules do not settle is doubtful, and comes back as it was.
    """
    if len(raw) > _MAX_LENGTH or not any_matches(_SUSPECT, raw) or Shield.has_mark(raw):
        return raw
    text = raw
    for _ in range(_MAX_PASSES):
        again = _pass(text)
        if again == text:
            return text
        text = again
    return raw


def _pass(text: str) -> str:
    shield = Shield()
    text = typography.entities(text)
    if Shield.has_mark(text):
        return text
    text = shield.addresses(shield.mathematics(text))
    text = typography.accents(text)
    text = typography.fonts(text)
    text = lone_signs(dress(text, shield.hide))
    text = typography.escapes(text)
    text = typography.quotes_and_dashes(text)
    return shield.restore(text)


def plain(text: str) -> str:
    r"""Show repaired text without mark-up: ``$\mathcal{O}(T^{2/3})$`` → ``O(T^(2/3))``."""
    if "$" not in text:
        return text
    return MATH.sub(lambda found: _plain_math(found.group(1)), text).replace("\\$", "$")


_STYLED = re.compile(
    rf"\\(?:{'|'.join(latex.ALPHABETS)}|text[a-z]{{0,8}}|operatorname|mathop)\*?\s?"
)
_ACCENTED = re.compile(
    rf"\\({'|'.join(latex.ACCENTS)})(?![A-Za-z])\s?(?:\{{(\\?[A-Za-z]{{1,12}})\}}|(\\[A-Za-z]{{1,12}}|[A-Za-z]))"
)
_SCRIPT = re.compile(r"([_^])(?:\{([^{}]*)\}|(\S))")
# What stands in for signs that a later step would take for TeX's own.
_STAND_INS = str.maketrans("｛｝ˆˍ", "{}^_")
_BARE = re.compile(r"[^\W_]+|\S")


@lru_cache(maxsize=4096)
def _plain_math(formula: str) -> str:
    formula = _STYLED.sub("", formula)
    formula = re.sub(r"\\(?:left|right|big|Big|limits|displaystyle)(?![A-Za-z])", "", formula)
    formula = re.sub(r"\\[tdc]?frac\{([^{}]*)\}\{([^{}]*)\}", r"\1/\2", formula)
    formula = re.sub(r"\\sqrt\{([^{}]*)\}", r"√(\1)", formula).replace("\\sqrt", "√")
    formula = _ACCENTED.sub(_plain_accent, formula)
    formula = re.sub(r"\\([A-Za-z]+)( ?)", _plain_command, formula)
    formula = formula.replace("\\{", "｛").replace("\\}", "｝").replace("\\|", "‖")
    for _ in range(4):  # scripts in scripts, innermost first
        formula, count = _SCRIPT.subn(_plain_script, formula)
        if not count:
            break
    formula = re.sub(r"\\[,;:! ]", " ", formula)
    formula = re.sub(r"[{}]", "", formula).replace("~", " ").replace("\\", "")
    return formula.translate(_STAND_INS).strip()


def _plain_accent(found: re.Match[str]) -> str:
    letter = found.group(2) or found.group(3)
    letter = latex.SYMBOLS.get(letter.removeprefix("\\"), letter)
    return unicodedata.normalize("NFC", letter + latex.ACCENTS[found.group(1)])


def _plain_command(found: re.Match[str]) -> str:
    name = found.group(1)
    return latex.SYMBOLS.get(name, name) + found.group(2)


def _plain_script(found: re.Match[str]) -> str:
    sign, inner = found.group(1), found.group(2) or found.group(3) or ""
    raised = sign == "^" and not inner.isalpha()
    small = latex.superscript(inner) if raised else latex.subscript(inner) if sign == "_" else None
    if small is not None:
        return small
    mark = "ˆ" if sign == "^" else "ˍ"
    return mark + inner if _BARE.fullmatch(inner) else f"{mark}({inner})"


def normal_title(title: str) -> str:
    """Make the key by which two titles are the same title.

    Unicode form, case, accents, mathematics, punctuation, dashes and white space do not count;
    ``+`` and ``#`` do (``DreamBooth++`` is another paper). Greek letters count as their names.
    """
    folded = unicodedata.normalize("NFKD", plain(repair(title))).casefold()
    key = _NOT_IN_KEYS.sub("", folded).translate(_GREEK_NAMES)
    return key or " ".join(title.split()).casefold()


_NOT_IN_KEYS = re.compile(r"[^\w+#]+|_+")
_GREEK_NAMES = str.maketrans(
    {letter.casefold(): name.casefold() for name, letter in latex.GREEK.items()}
)


def sentence_at(text: str, place: int) -> tuple[str, int]:
    """Give the sentence of ``text`` that holds the character at ``place``, and where it begins."""
    begin = 0
    for sentence in sentences(text):
        begin = text.index(sentence, begin)
        if place < begin + len(sentence):
            return sentence, begin
        begin += len(sentence)
    return text, 0


_STOP = re.compile(r"(?<![.!?])[.!?]++[\"'”’)\]]*+(?=\s++[\"'“‘(\[$]*+[^\W_a-z])")
# Full stops that do not end a sentence, and initials: "e.g.", "et al.", "Fig. 3", "J. Smith".
_ABBREVIATION = re.compile(
    r"(?<![^\W_])(?:e\.g|i\.e|cf|vs|al|etc|resp|Figs?|Eqs?|Secs?|Tabs?|Refs?|Nos?|vol|pp|Dr|Mr"
    r"|Mrs|Ms|Prof|St|Jr|approx|w\.r\.t|a\.k\.a|U\.S|[A-Z])\.$"
)


def sentences(text: str) -> list[str]:
    """Split a text into sentences, each as it stands in the text, without the space between."""
    formulas = [found.span() for found in MATH.finditer(text)] if "$" in text else []
    found = []
    start = place = 0
    for stop in _STOP.finditer(text):
        while place < len(formulas) and formulas[place][1] <= stop.start():
            place += 1
        if place < len(formulas) and formulas[place][0] < stop.start():
            continue
        if _ABBREVIATION.search(text, max(start, stop.end() - 12), stop.end()):
            continue
        found.append(text[start : stop.end()].strip())
        start = stop.end()
    found.append(text[start:].strip())
    return [sentence for sentence in found if sentence]
