"""Parts of a text that repair must not touch, hidden behind single private characters meanwhile.

Formulas and addresses go in and come out unchanged, so that a rule can work across them
(``textit{uses $x$ at https://…}``) and none can work inside them.
"""

from __future__ import annotations

import re

from papergloss.addresses import ADDRESS, addresses
from papergloss.cues import cued
from papergloss.latex import FUNCTIONS, SYMBOLS

_FIRST, _LAST = 0xF0000, 0xFFFFD  # Unicode's private plane 15; no listing uses it
_MARK = re.compile(f"[{chr(_FIRST)}-{chr(_LAST)}]")

_DISPLAYED = cued(
    r"(?<!\\)\$\$([^$]{1,2000})\$\$|\\\[([^$]{1,2000}?)\\\]|\\\(([^$]{1,2000}?)\\\)",
    *("$$", "\\[", "\\("),
)
_DOLLAR = re.compile(r"\$(?<!\\\$)")
_FORMULA_SIGNS = re.compile(r"[\\^_={}<>]")
_WORD = re.compile(r"(?<!\\)[A-Za-z]{3,}")
_NAMES = {*FUNCTIONS, *SYMBOLS}
# "$20 per \$0.34 $\alpha$": an amount and a word of prose cannot start a formula.
_MONEY = re.compile(r"\d[\d.,]*\s?(?:[KMBkmb]|USD)?[.,;)]?\s+[a-z]{2}")

# Patterns begin with what is rare in a text, and look back only there.
_MIRRORS = re.compile(r"://(?:hf\.privai\.fun|hf-mirror\.com)(?![\w.])", re.IGNORECASE)
# "to benefit future researchhttps://github.com/InternLM/OREAL."
_GLUED_ADDRESS = re.compile(r"http(?<=[a-z]http)(?=s?://)")
_ESCAPED_IN_ADDRESS = re.compile(r"\\(?<=[\w/.~=-]\\)([_%&#~])(?=[\w/])")
_HYPHEN_IN_ADDRESS = re.compile(r"(https?://[\w./~=-]{1,200})\\-(?=\w)")
# "\href{https://…}{here}", whole or stripped, and what stripping leaves of it: "https://…{here}".
_HREF = cued(r"\\?href\s?\{\s*([^{}]{1,500}?)\s*\}\s?\{((?:[^{}]|\{[^{}]*\}){0,200})\}", "href")
_HREF_OF_ONE = re.compile(r"\\href\s?\{([^{}]{1,600})\}(?!\s?\{)")
_URL = cued(r"\\?(?:(?<![A-Za-z])url|\\path)\s?\{\s*([^\s{}]{1,500})\s*\}", "url", "\\path")
# What may follow an address: its name, or an open group's end ("{… https://a.org here}").
_NAME = re.compile(r"\s?\{([^{}]{0,200})\}")
_STRAY = re.compile(r"((?: [\w-]{1,20}){0,3})\}(?!\{)")


class Shield:
    """Hides parts of one text and puts them back."""

    def __init__(self) -> None:
        self._hidden: list[str] = []

    @staticmethod
    def has_mark(text: str) -> bool:
        """Say whether the text itself contains the characters that we hide parts behind."""
        return not text.isascii() and bool(_MARK.search(text))

    def hide(self, part: str) -> str:
        """Return a character that stands for the part until ``restore``."""
        self._hidden.append(part)
        return chr(_FIRST + len(self._hidden) - 1)

    def restore(self, text: str) -> str:
        """Put every hidden part back, also those hidden inside hidden parts."""
        while self.has_mark(text):
            text = _MARK.sub(lambda found: self._hidden[ord(found.group()) - _FIRST], text)
        return text

    def mathematics(self, text: str) -> str:
        r"""Hide formulas, all written ``$…$`` from here on, and escape every other dollar sign."""
        text = _DISPLAYED.sub(self._displayed, text)
        out = []
        last = 0
        signs = [found.start() for found in _DOLLAR.finditer(text)]
        place = 0
        while place < len(signs):
            start = signs[place]
            end = signs[place + 1] if place + 1 < len(signs) else -1
            out.append(text[last:start])
            if end > 0 and _is_formula(text[start + 1 : end], text[end + 1 : end + 2]):
                out.append(self.hide(text[start : end + 1]))
                last, place = end + 1, place + 2
            else:
                out.append("\\$")
                last, place = start + 1, place + 1
        return "".join([*out, text[last:]])

    def _displayed(self, found: re.Match[str]) -> str:
        formula = next(part for part in found.groups() if part is not None).strip()
        return self.hide(f"${formula}$") if _is_formula(formula, "") else found.group()

    def addresses(self, text: str) -> str:
        """Hide web addresses, freed of TeX, of escapes and of a mirror's host."""
        text = _HREF_OF_ONE.sub(r"\1", _HREF.sub(_href, text))
        text = _URL.sub(r"\1", text)
        if "/" not in text and ".io" not in text:
            return text
        if "\\" in text and ADDRESS.search(text):
            text = _ESCAPED_IN_ADDRESS.sub(r"\1", re.sub(r"\\allowbreak\s?", "", text))
            text = _HYPHEN_IN_ADDRESS.sub(r"\1-", text)
        text = _MIRRORS.sub("://huggingface.co", text)
        text = _GLUED_ADDRESS.sub(" http", text)
        out = []
        last = 0
        for start, end, _ in addresses(text):
            if start < last:  # the address again, as its own name
                continue
            out.append(text[last:start])
            hidden = self.hide(text[start:end])
            named = _NAME.match(text, end)
            stray = _STRAY.match(text, end)
            if named:  # "https://github.com/srijankr/ban_evasion{here}."
                out.append(_named(named.group(1), hidden, text[start:end]))
                end = named.end()
            elif stray and text.count("{", 0, start) <= text.count("}", 0, start):
                out.append(_named(stray.group(1).strip(), hidden, text[start:end]))
                end = stray.end()
            else:
                out.append(hidden)
            last = end
        return "".join([*out, text[last:]])


def _href(found: re.Match[str]) -> str:
    url, name = found.groups()
    if not ADDRESS.match(url) and ADDRESS.match(name):  # "\href{KnowMeBench}{https://…}"
        url, name = name, url
    return _named(name, url, url)


def _named(name: str, shown: str, url: str) -> str:
    """``here (https://…)``, or the address alone when its name only repeats it."""
    name = re.sub(r"\\text[a-z]{2}\{([^{}]*)\}", r"\1", name).strip()
    if not name or name in url or ADDRESS.match(name):
        return shown
    return f"{name} ({shown})"


def _is_formula(inner: str, after: str) -> bool:
    r"""Tell ``$x$`` from money: ``costs $20 to $50``, ``($148K) … $1 million``."""
    if not inner.strip() or len(inner) > 1500 or re.search(r"\n\s*\n", inner):
        return False
    if _MONEY.match(inner):
        return False
    if _FORMULA_SIGNS.search(inner):
        return not inner[0].isspace() or not inner[-1].isspace() or "\\" in inner or "^" in inner
    if inner[0].isspace() or inner[-1].isspace():
        return len(inner.split()) == 1 and len(inner.strip()) < 20
    if after.isdigit():
        return False
    return len(inner.split()) == 1 or all(word in _NAMES for word in _WORD.findall(inner))
