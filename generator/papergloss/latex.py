"""What TeX commands mean in Unicode: letters, signs, accents, superscripts; tables.

Used to repair listing text (``text``), to find mathematics whose backslashes a listing has lost
(``stripped``) and to show mathematics as plain text. Imports nothing of ours.
"""

from __future__ import annotations

import unicodedata

GREEK = {
    name: unicodedata.lookup(f"GREEK {case} LETTER {name.upper().replace('LAMBDA', 'LAMDA')}")
    for case, names in (
        (
            "SMALL",
            "alpha beta gamma delta epsilon zeta eta theta iota kappa lambda mu nu xi pi rho sigma"
            " tau upsilon phi chi psi omega",
        ),
        ("CAPITAL", "Gamma Delta Theta Lambda Xi Pi Sigma Upsilon Phi Psi Omega"),
    )
    for name in names.split()
}
"""``alpha`` → ``α``; the names that TeX has."""

VARIANTS = {
    "varepsilon": "ε",
    "varphi": "φ",
    "vartheta": "θ",
    "varrho": "ρ",
    "varsigma": "ς",
    "varpi": "π",
}

RELATIONS = {
    "leq": "≤",
    "geq": "≥",
    "le": "≤",
    "ge": "≥",
    "neq": "≠",
    "ne": "≠",
    "ll": "≪",
    "gg": "≫",
    "approx": "≈",
    "sim": "∼",
    "simeq": "≃",
    "equiv": "≡",
    "propto": "∝",
    "in": "∈",
    "notin": "∉",
    "subset": "⊂",
    "subseteq": "⊆",
    "to": "→",
    "mid": "|",
    "gtrsim": "≳",
    "lesssim": "≲",
    "leqslant": "≤",
    "geqslant": "≥",
    "ggg": "⋙",
    "coloneqq": "≔",
}

OPERATORS = {
    "times": "×",
    "cdot": "·",
    "pm": "±",
    "mp": "∓",
    "circ": "∘",
    "cup": "∪",
    "cap": "∩",
    "oplus": "⊕",
    "otimes": "⊗",
    "odot": "⊙",
    "wedge": "∧",
    "vee": "∨",
    "div": "÷",
    "setminus": "∖",
}

ARROWS = {
    "rightarrow": "→",
    "leftarrow": "←",
    "Rightarrow": "⇒",
    "Leftarrow": "⇐",
    "leftrightarrow": "↔",
    "Leftrightarrow": "⇔",
    "longrightarrow": "⟶",
    "Longrightarrow": "⟹",
    "longleftarrow": "⟵",
    "uparrow": "↑",
    "downarrow": "↓",
    "mapsto": "↦",
    "hookrightarrow": "↪",
}

SIGNS = {
    "infty": "∞",
    "ell": "ℓ",
    "partial": "∂",
    "nabla": "∇",
    "forall": "∀",
    "exists": "∃",
    "emptyset": "∅",
    "varnothing": "∅",
    "hbar": "ℏ",
    "Re": "ℜ",
    "Im": "ℑ",
    "aleph": "ℵ",
    "ldots": "…",
    "dots": "…",
    "cdots": "⋯",
    "prime": "′",
    "star": "⋆",
    "ast": "∗",
    "dagger": "†",
    "ddagger": "‡",
    "dag": "†",
    "top": "⊤",
    "bot": "⊥",
    "perp": "⊥",
    "deg": "°",
    "degree": "°",
    "bullet": "•",
    "checkmark": "✓",
    "langle": "⟨",
    "rangle": "⟩",
    "lfloor": "⌊",
    "rfloor": "⌋",
    "lceil": "⌈",
    "rceil": "⌉",
    "Vert": "‖",
    "vert": "|",
    "sum": "∑",
    "prod": "∏",
    "int": "∫",
    "S": "§",
    "P": "¶",
    "copyright": "©",
    "pounds": "£",
    "euro": "€",
    "textdegree": "°",
    "texttrademark": "™",
    "textregistered": "®",
    "textgreater": ">",
    "textless": "<",
    "textasciitilde": "~",
    "textasciicircum": "^",
    "textunderscore": "_",
    "textbackslash": "\\",
    "textbar": "|",
    "textendash": "–",
    "textemdash": "—",
    "textquotesingle": "'",
    "textquoteright": "’",
    "textquoteleft": "‘",
    "textbullet": "•",
    "textmu": "µ",
    "texttimes": "×",
    "LaTeX": "LaTeX",
    "TeX": "TeX",
    "ss": "ß",
    "ae": "æ",
    "AE": "Æ",
    "oe": "œ",
    "OE": "Œ",
    "aa": "å",
    "AA": "Å",
    "o": "ø",
    "O": "Ø",
    "l": "ł",
    "L": "Ł",
    "i": "ı",
    "j": "ȷ",
}

SYMBOLS = {**SIGNS, **ARROWS, **OPERATORS, **RELATIONS, **VARIANTS, **GREEK}
"""Every command that stands for one sign."""

FUNCTIONS = frozenset(
    [
        "log",
        "ln",
        "exp",
        "min",
        "max",
        "sup",
        "inf",
        "arg",
        "argmin",
        "argmax",
        "lim",
        "Pr",
        "det",
        "dim",
        "ker",
        "sin",
        "cos",
        "tan",
        "tanh",
        "poly",
        "polylog",
    ]
)

ALPHABETS = frozenset(
    [
        "mathcal",
        "mathbb",
        "mathbf",
        "mathrm",
        "mathsf",
        "mathfrak",
        "mathit",
        "mathscr",
        "mathtt",
        "boldsymbol",
        "bm",
    ]
)
"""Commands that set their argument in another alphabet."""

ACCENTS = {
    "tilde": "\u0303",
    "widetilde": "\u0303",
    "hat": "\u0302",
    "widehat": "\u0302",
    "bar": "\u0304",
    "overline": "\u0305",
    "vec": "\u20d7",
    "dot": "\u0307",
    "ddot": "\u0308",
    "check": "\u030c",
    "breve": "\u0306",
}
"""Mathematical accents and the combining character of each."""

_TEXT_ACCENTS = {
    '"': "\u0308",
    "'": "\u0301",
    "`": "\u0300",
    "^": "\u0302",
    "~": "\u0303",
    "=": "\u0304",
    ".": "\u0307",
    "c": "\u0327",
    "v": "\u030c",
    "H": "\u030b",
    "u": "\u0306",
    "k": "\u0328",
    "d": "\u0323",
    "b": "\u0331",
    "r": "\u030a",
}

_SUPER = str.maketrans("0123456789+-=()nixyabcdefghjklmoprstuvwz*NTABDEGHIJKLMOPRUVW'",
                       "⁰¹²³⁴⁵⁶⁷⁸⁹⁺⁻⁼⁽⁾ⁿⁱˣʸᵃᵇᶜᵈᵉᶠᵍʰʲᵏˡᵐᵒᵖʳˢᵗᵘᵛʷᶻ*ᴺᵀᴬᴮᴰᴱᴳᴴᴵᴶᴷᴸᴹᴼᴾᴿᵁⱽᵂ′")  # fmt: skip
_SUB = str.maketrans("0123456789+-=()", "₀₁₂₃₄₅₆₇₈₉₊₋₌₍₎")


def accented(mark: str, letter: str) -> str | None:
    r"""Put TeX's text accent on a letter (``"``, ``u`` → ``ü``); or None."""
    letter = {"\\i": "i", "\\j": "j"}.get(letter, letter)
    made = unicodedata.normalize("NFC", letter + _TEXT_ACCENTS[mark])
    return made if len(made) == 1 else None


def superscript(text: str) -> str | None:
    """The text in raised characters (``2`` → ``²``); None if Unicode lacks one of them."""
    return text.translate(_SUPER) if all(ord(char) in _SUPER for char in text) else None


def subscript(text: str) -> str | None:
    """The text in lowered characters (``0`` → ``₀``); None if Unicode lacks one of them."""
    return text.translate(_SUB) if all(ord(char) in _SUB for char in text) else None
