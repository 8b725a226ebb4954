r"""TeX's ways of setting prose → the Unicode characters that they stand for.

One pass over a text without mathematics and addresses: accents, escapes, font commands (with their
backslash or, as Hugging Face shows them, without), quotation marks, dashes, lost entities. Each
rule says what real text forced it. A rule fires only where no reader could doubt; the rest stays.
"""

from __future__ import annotations

import html
import re

from papergloss.cues import cued
from papergloss.latex import SYMBOLS, accented, superscript

_FONT_NAMES = (
    *("textbf", "textit", "texttt", "textsc", "textsf", "textrm", "textsl", "textup", "textmd"),
    *("textnormal", "emph", "underline", "uline", "mbox", "mathsc"),
)
_FONTS = "|".join(_FONT_NAMES)
_SIZES = r"tiny|scriptsize|footnotesize|small|normalsize|large|Large|LARGE|huge|Huge"
_NOTHING = rf"{_SIZES}|xspace|allowbreak|noindent|centering|protect|bfseries|itshape|selectfont"
# Macros that nearly every TeX template defines alike: "(\eg, ControlNet", "vs.\ 33.5".
_ABBREVIATIONS = {
    "eg": "e.g.",
    "ie": "i.e.",
    "etc": "etc.",
    "vs": "vs.",
    "cf": "cf.",
    "etal": "et al.",
    "wrt": "w.r.t.",
}

_ENTITY = re.compile(r"&(?:#\d{1,6}|#[xX][0-9a-fA-F]{1,5}|[A-Za-z][A-Za-z0-9]{1,9});")
# "&#x2013;" without its signs: "consumer devices x2013 prior works", "(ICL)x2013their ability".
# A size keeps its x: "1024x2016" has a digit before, "x2013b" no letters after would be a word.
_LOST_ENTITY = cued(r"(?<![0-9A-Z_{])x(20(?:0[29]|1[0-9]|2[0-6]))(?![0-9])", "x20")
_UNICODE = re.compile(r"\$\\unicode\{x([0-9A-Fa-f]{4})\}\$")  # MathJax: "plan$\unicode{x2013}$have"
# UTF-8 read as Windows-1252: "â€™" for "’", "Ã©" for "é".
_MOJIBAKE = cued(r"[ÂÃâ][\x80-\xbf€‚ƒ„…†‡ˆ‰Š‹ŒŽ‘’“”•–—˜™š›œžŸ]{1,2}", *"ÂÃâ")


def entities(text: str) -> str:
    """Decode HTML entities, those that lost their signs, and UTF-8 read as Windows-1252."""
    if "&" in text:
        text = _ENTITY.sub(lambda found: html.unescape(found.group()), text)
    text = _UNICODE.sub(lambda found: chr(int(found.group(1), 16)), text)
    text = _LOST_ENTITY.sub(lambda found: chr(int(found.group(1), 16)), text)
    return _MOJIBAKE.sub(_decoded, text)


def _decoded(found: re.Match[str]) -> str:
    try:
        return found.group().encode("cp1252").decode("utf-8")
    except UnicodeError:
        return found.group()


# "\"text\"" is a quotation that some tool escaped; "\"Ust\"un" is two umlauts.
_ESCAPED_QUOTATION = cued(r'(?<![A-Za-z])\\"([^"\\]{1,200})\\"(?![A-Za-z{])', '\\"')
# "the point query\'s content", "GPT-4o\'s": an escaped apostrophe, and not "ś".
_ESCAPED_APOSTROPHE = cued(r"(?<=[A-Za-z0-9])\\'(?=(?:s|t|d|m|re|ve|ll)(?![A-Za-z]))", "\\'")
_ACCENT = re.compile(
    r"""\\(["'`^~])(?:\{(\\?[A-Za-z])\}|(\\[ij](?![A-Za-z])|[A-Za-z]))"""
    r"|\\([=.cvHukdbr])\{(\\?[A-Za-z])\}"
)


def accents(text: str) -> str:
    r"""Compose ``\"u`` and its kind (``Aky\"urek``, ``Bolet\'{\i}n``); leave what has no letter."""
    if "\\" not in text:
        return text
    text = _ESCAPED_QUOTATION.sub(r'"\1"', text)
    text = _ESCAPED_APOSTROPHE.sub("'", text)
    return _ACCENT.sub(_composed, text)


def _composed(found: re.Match[str]) -> str:
    mark = found.group(1) or found.group(4)
    letter = found.group(2) or found.group(3) or found.group(5)
    return accented(mark, letter) or found.group()


_FONT = cued(
    rf"(?:\\|(?<![A-Za-z\\]))(?:{_FONTS})\s?\{{([^{{}}]*)\}}|\\text\{{([^{{}}]*)\}}",
    *(*_FONT_NAMES, "\\text{"),
)
# "\textbf{We will open-source all …" to the end of the abstract.
_OPEN_FONT = re.compile(rf"\\(?:{_FONTS})\{{(?=[^{{}}]*\Z)")
# "{it misaligned}" has lost its backslash, "{\it vs.}" has not.
_SWITCH = re.compile(r"\{(?:\\(?:it|bf|em|sc|tt|rm|sf|sl)\s*|(?:it|bf|em|sc|tt|sf)\s+)([^{}\\]+)\}")
_COLOUR = cued(r"\\?textcolor\{[A-Za-z0-9!]{1,30}\}\{([^{}]*)\}", "textcolor")
_DROPPED = re.compile(rf"\\(?:{_NOTHING})(?![A-Za-z])(?:\{{\}})?[ \t]?|\\[-/@]")
# "Inference Scaling scriptsizeFLaws".
_GLUED_SIZE = cued(
    r"(?<![A-Za-z])(?:scriptsize|footnotesize|normalsize)(?=[A-Z])",
    *("scriptsize", "footnotesize", "normalsize"),
)
_RAISED = cued(r"\\?textsuperscript\{([^{}]{1,12})\}", "textsuperscript")
_CITED = cued(r"[ ~]?\\cite[a-z]{0,8}\*?(?:\[[^\[\]{}]{0,60}\])?\{([^{}]{1,300})\}", "\\cite")
_FOOTNOTE = re.compile(r"\\footnote\{([^{}]*)\}")


def fonts(text: str) -> str:
    """Unwrap font, size and colour commands: ``textbf{A}uxiliary`` → ``Auxiliary``."""
    if "\\" not in text and "{" not in text:
        return _GLUED_SIZE.sub("", text)
    # The braces that kept an accent together: "Erd{\H{o}}s" is by now "Erd{ő}s".
    text = re.sub(r"\{([^\W\d_A-Za-z])\}", r"\1", text)
    text = _FONT.sub(lambda found: found.group(1) or found.group(2) or "", text)
    text = _OPEN_FONT.sub("", text)
    text = _SWITCH.sub(r"\1", text)
    text = _COLOUR.sub(r"\1", text)
    text = _DROPPED.sub("", text)
    text = _GLUED_SIZE.sub("", text)
    text = _RAISED.sub(lambda found: superscript(found.group(1)) or found.group(), text)
    text = _CITED.sub(lambda found: f" [{found.group(1)}]", text)
    return _FOOTNOTE.sub(r" (\1)", text)


_ABBREVIATED = re.compile(rf"\\({'|'.join(_ABBREVIATIONS)})(?![A-Za-z])(?:\{{\}})?\.?")
# "{S}ignal {P}reservation", "symmet{R}y", "earn{ING}": the letters of an acronym.
_ACRONYM = re.compile(r"\{(?<![\w\\^}]\{)([A-Z]{1,4})\}(?=[a-z]{2})")
_ACRONYM_INSIDE = re.compile(
    r"(?<![\\A-Za-z])((?!math|bold|text|tilde|hat|bar|wide|sqrt|over|under|oper)[A-Za-z]{3,20})"
    r"\{([A-Z]{1,4})\}"
)
_GROUPED_COMMA = re.compile(r"\{(?<=\d\{),\}(?=\d)")  # "10{,}000"
_COMMAND = re.compile(r"\\([A-Za-z]{1,20})(?:\{\})?")


def escapes(text: str) -> str:
    r"""Undo escapes (``96.4\%``, ``e.g.\ the``) and turn lone commands into their signs."""
    if "{" in text:
        text = _ACRONYM_INSIDE.sub(r"\1\2", _ACRONYM.sub(r"\1", text))
    if "\\" not in text:
        return text
    text = _ABBREVIATED.sub(lambda found: _ABBREVIATIONS[found.group(1)], text)
    text = re.sub(r"\\\\(?:\[[^\]]{0,10}\])?", " ", text)
    text = re.sub(r"\\([%&#_])", r"\1", text)
    text = re.sub(r"\\[,;:](?=\S)", "\u202f", text)  # "300\,k", "19.7\,FPS"
    text = _GROUPED_COMMA.sub(",", text)
    text = re.sub(r"\\(?=\s)", "", text)
    text = re.sub(r"\\~(?![A-Za-z{])", "~", text)  # "a wide range of \~8B models"
    return _COMMAND.sub(_sign, text)


def _sign(found: re.Match[str]) -> str:
    return SYMBOLS.get(found.group(1), found.group())


# ``better'', and the halves that people mix up: "unlearn'', ''informative'', ``forgetting".
_DOUBLE_QUOTED = cued(
    r"(?<!`)``(?!`)([^`“”\"]{1,300}?)(?:''|\")|(?<!')''([^`'“”\"]{1,200}?)''", "``", "''"
)
_HALF_QUOTED = cued(r"(?<![\w\"])\"([^`'“”\"]{1,100}?)''(?!')", "''")
_SINGLE_QUOTED = cued(r"(?<![\w`])`([^`'\n\"]{1,80}(?:\n[^`'\n\"]{1,80})?)'(?![\w'])", "`")
_EM_DASH = cued(r"(?<![-<!])---(?![->])", "---")
# "vectors--a decomposition", "data -- rather", "1--2"; but "--verbose" is an option.
_EN_DASH = cued(r"(?<=[\w)\]”’%.,])--(?=[\w(\[“‘$\\])|(?<=\s)--(?=\s)", "--")
# A tie between a word and what belongs to it: "RTX~5090", "Models~(MLLMs)"; but "of ~100 users",
# "75%~89%" (a range) and "objectives~dpo" (a lost citation).
_TIE = re.compile(
    r"~(?<=[A-Z][A-Za-z]~|[a-z]\.~|[A-Z][A-Z]~)(?=\d)|~(?<=\w~)(?=[(\[\U000f0000-\U000ffffd])"
)


def quotes_and_dashes(text: str) -> str:
    """Turn TeX's quotation marks, dashes and ties into the typographic characters."""
    text = _DOUBLE_QUOTED.sub(lambda found: f"“{found.group(1) or found.group(2)}”", text)
    text = _HALF_QUOTED.sub(r"“\1”", text)
    text = _SINGLE_QUOTED.sub(r"‘\1’", text)
    text = _EN_DASH.sub("–", _EM_DASH.sub("—", text))
    return _TIE.sub("\u00a0", text)
