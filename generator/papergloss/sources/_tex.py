r"""TeX as bibliographies hold it → plain Unicode, with mathematics left as ``$…$``.

``{\'E}cole {{NASA}}`` → ``École NASA``. One pass over the tokens without recursion, so that time
grows with length whatever the nesting. Not pylatexenc: it drops what follows a bare ``%`` (as in
"5% of"), raises IndexError on ``\href`` and RecursionError at 1,000 braces. What a command means is
in ``latex``; ``\url`` and ``\href`` stay, for ``text.repair`` knows them. An unknown command loses
its name where an argument follows and stays as it is otherwise.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator

from papergloss import latex

_TOKEN = re.compile(
    r"""(?P<math>\$\$?[^$\\]*+(?:\\.[^$\\]*+)*+\$\$?|\\\([^\\$]*+(?:\\[^()$][^\\$]*+)*+\\\))
    |   (?P<kept>\\(?:url|path)\s?\{[^{}]*+\}|\\href\s?\{[^{}]*+\}\s?\{[^{}]*+\}|\\[$])
    |   (?P<script>\\text(?:super|sub)script\s?\{[^{}\\$]{1,12}\})
    |   \\(?P<name>[A-Za-z]++)\*?[ \t\n]?
    |   \\(?P<sign>.)
    |   (?P<open>\{)|(?P<close>\})
    |   (?P<dashes>---?|``|'')
    |   (?P<text>[^\\${}~`'-]++|.)""",
    re.VERBOSE | re.DOTALL,
)
_SPECIAL = re.compile(r"[\\{}$~]|--|``|''")
_TYPOGRAPHY = {"---": "—", "--": "–", "``": "“", "''": "”"}

_ACCENTS = {
    **{"'": "\u0301", "`": "\u0300", "^": "\u0302", '"': "\u0308", "~": "\u0303", "=": "\u0304"},
    **{".": "\u0307", "c": "\u0327", "v": "\u030c", "H": "\u030b", "u": "\u0306", "k": "\u0328"},
    **{"d": "\u0323", "b": "\u0331", "r": "\u030a", "textcommabelow": "\u0326"},
    **{"textacutemacron": "\u0304\u0301"},
}
# An accent over nothing is the sign by itself: "\~{}" in addresses, "\^{}".
_ALONE = {"~": "~", "^": "^", "'": "´", "`": "`", '"': "¨", "=": "¯", ".": "˙"}
_DOTLESS = {"ı": "i", "ȷ": "j"}
_LETTERS = {
    **{"dh": "ð", "DH": "Ð", "th": "þ", "TH": "Þ", "dj": "đ", "DJ": "Đ", "ng": "ŋ", "NG": "Ŋ"},
    **{"textbraceleft": "{", "textbraceright": "}", "textdollar": "\\$", "textunderscore": "_"},
    **{"guillemotleft": "«", "guillemotright": "»", "guilsinglleft": "‹", "guilsinglright": "›"},
    **{"quotedblbase": "„", "quotesinglbase": "‚", "textquotedblleft": "“", "lq": "‘", "rq": "’"},
    **{"textquotedblright": "”", "textquotedbl": '"', "textquoteleft": "‘", "textquoteright": "’"},
    **{"textexclamdown": "¡", "textquestiondown": "¿", "textsection": "§", "textellipsis": "…"},
    **{"textperiodcentered": "·", "textonehalf": "½", "textsterling": "£", "texteuro": "€"},
    **{"textyen": "¥", "textcopyright": "©", "textpm": "±", "textordfeminine": "ª", "slash": "/"},
    **{"textordmasculine": "º", "textrightarrow": "→", "textasteriskcentered": "*", "par": " "},
    **{
        "space": " ",
        "quad": " ",
        "qquad": " ",
        "nobreakspace": "\u00a0",
        "item": " ",
        "newline": " ",
    },
    **{"relax": "", "null": "", "protect": "", "noindent": "", "ignorespaces": "", "break": " "},
}
_SIGNS = {
    **{"\\": " ", " ": " ", "\n": " ", "\t": " ", ",": "\u202f", ";": " ", ":": " ", "!": ""},
    **{"-": "", "/": "", "@": "", "{": "{", "}": "}", "(": "(", ")": ")", "[": "[", "]": "]"},
}
# Commands whose argument is not for reading: "{\noopsort{lune}}de Lune".
_UNREAD = {
    *("noopsort", "SortNoop", "singleletter", "vphantom", "hphantom", "phantom", "hspace"),
    *("vspace", "label", "begin", "end", "color", "textcolor", "fontsize"),
}
_SWITCHES = {
    *("em", "it", "bf", "tt", "sc", "rm", "sf", "sl", "itshape", "bfseries", "ttfamily"),
    *("scshape", "upshape", "mdseries", "normalfont", "tiny", "scriptsize", "footnotesize"),
    *("small", "normalsize", "large", "Large", "LARGE", "huge", "Huge"),
}


def plain(tex: str) -> str:
    """Turn the value of a field into plain text with formulas as ``$…$``."""
    if not _SPECIAL.search(tex):
        return tex
    return unicodedata.normalize("NFC", "".join(_Writer(tex).pieces()))


class _Writer:
    """Walks over the tokens once; remembers only the accents that wait for their letter."""

    def __init__(self, tex: str) -> None:
        self._tex = tex
        self._tokens = _TOKEN.finditer(tex)
        self._accents: list[str] = []

    def pieces(self) -> Iterator[str]:
        for token in self._tokens:
            kind = token.lastgroup or "text"
            if kind == "name":
                yield self._command(token)
            elif kind == "sign":
                yield self._sign(token["sign"])
            elif kind == "close":
                yield self._accents_alone()
            elif kind != "open":
                yield self._letters(_shown(kind, token[0]))
        yield self._accents_alone()

    def _command(self, token: re.Match[str]) -> str:
        name = token["name"]
        follows = self._tex[token.end() : token.end() + 1]
        if name in _ACCENTS:
            self._accents.append(name)
            return ""
        if name in _UNREAD:
            if follows == "{":
                self._skip_group()
            return ""
        if (shown := _LETTERS.get(name, latex.SYMBOLS.get(name))) is not None:
            return self._letters(shown)
        if follows == "{" or name in _SWITCHES:
            return self._letters("")
        return self._letters(token[0])

    def _sign(self, sign: str) -> str:
        if sign in _ACCENTS:
            self._accents.append(sign)
            return ""
        return self._letters(_SIGNS.get(sign, sign))

    def _letters(self, shown: str) -> str:
        """Put waiting accents on the first letter of ``shown``, the innermost first."""
        if not self._accents or not shown or shown == " ":
            return shown
        marks = "".join(_ACCENTS[name] for name in reversed(self._accents))
        self._accents.clear()
        return _DOTLESS.get(shown[0], shown[0]) + marks + shown[1:]

    def _accents_alone(self) -> str:
        alone = "".join(_ALONE.get(name, "") for name in self._accents)
        self._accents.clear()
        return alone

    def _skip_group(self) -> None:
        depth = 0
        for token in self._tokens:
            depth += (token.lastgroup == "open") - (token.lastgroup == "close")
            if depth <= 0:
                return


def _shown(kind: str, token: str) -> str:
    if kind == "math":
        return f"${token[2:-2]}$" if token.startswith("\\(") else token
    if kind == "script":
        raise_or_lower = latex.superscript if "super" in token else latex.subscript
        inner = token[token.index("{") + 1 : -1]
        return raise_or_lower(inner) or inner
    if kind == "dashes":
        return _TYPOGRAPHY[token]
    return "\u00a0" if token == "~" else token
