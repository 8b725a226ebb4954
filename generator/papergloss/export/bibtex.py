"""Papers as BibTeX, one by one and as a whole file.

What ``theme/assets/papergloss/cite/bibtex.js`` makes of a list in the browser is the same, letter
for letter; a test holds the two together. @misc: what listings show is a preprint.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator

from papergloss import days
from papergloss.ids import address, slugify
from papergloss.model import Paper

#: The longest list of authors that is written out; a paper may have hundreds.
SHOWN_NAMES = 30

# What TeX would take for a command; mathematics between $…$ is left as it is. Readers of BibTeX
# count braces, escaped ones too, so none may stand alone.
_SPECIAL = re.compile(r"[&%#_$~^{}]|\\(?![a-zA-Z])")
_WRITTEN = {
    "~": r"\textasciitilde{}",
    "^": r"\textasciicircum{}",
    "{": r"\textbraceleft{}",
    "}": r"\textbraceright{}",
    "\\": r"\textbackslash{}",
}
_MATH = re.compile(r"(?<!\\)\$[^$]*\$")
_BRACE = re.compile(r"\\([{}])")
# Words whose capitals BibTeX styles would lower: GPT, LLaMA, 3D.
_CAPITALS = re.compile(
    r"(?<![\w{])[\w'-]*[a-z0-9-][A-Z](?:\\_|[\w'-])*|(?<![\w{])[A-Z]{2,}(?:\\_|[\w'-])*"
)


def bibtex(paper: Paper, url: str = "", *, name: str = "") -> str:
    """Write a paper as a BibTeX entry.

    ``url`` is the paper's page here, for papers whose own address is not known; ``name`` is what
    the entry is cited by, if not the paper's own ``key``.
    """
    lines = [f"@misc{{{name or key(paper)},"]
    # Months are macros of BibTeX's, and stand without braces.
    lines += [
        f"  {field} = {value}," if field == "month" else f"  {field} = {{{value}}},"
        for field, value in _fields(paper, url)
    ]
    return "\n".join([*lines, "}"])


class Names:
    """Names entries by their papers' keys; one that is taken gets a number."""

    def __init__(self) -> None:
        self._taken: Counter[str] = Counter()

    def name(self, paper: Paper) -> str:
        """Name the entry of a paper."""
        name = key(paper)
        self._taken[name] += 1
        return f"{name}-{self._taken[name]}" if self._taken[name] > 1 else name


def bibliography(papers: Iterable[Paper], url: str = "") -> Iterator[str]:
    """Write papers as a BibTeX file, entry by entry; ``url`` is the site's."""
    names = Names()
    return entries(((paper, names.name(paper)) for paper in papers), url)


def entries(named: Iterable[tuple[Paper, str]], url: str) -> Iterator[str]:
    """Write the entries of papers, each with its name."""
    for paper, name in named:
        own = f"{url}papers/{paper.slug}/" if url else ""
        yield bibtex(paper, own, name=name) + "\n"


def key(paper: Paper) -> str:
    """Make a citation key: the first author's or the title's first word, year, a word of the title.

    >>> key(paper)  # "OPERA: Alleviating Hallucination …", 2023, Qidong Huang
    'huang2023opera'
    """
    words = [word for word in paper.slug.split("-") if len(word) > 3] or ["paper"]
    year = str(paper.date.year) if paper.date else ""
    if paper.authors:
        surname = slugify(paper.authors[0].name.split()[-1]).replace("-", "")
        return f"{surname}{year}{words[0]}"
    return words[0] + year + (words[1] if len(words) > 1 else "")


def _fields(paper: Paper, url: str) -> Iterator[tuple[str, str]]:
    yield "title", _title(paper.title)
    if paper.authors:
        names = [_name(author.name) for author in paper.authors[:SHOWN_NAMES]]
        more = ["others"] if len(paper.authors) > SHOWN_NAMES else []
        yield "author", " and ".join(names + more)
    start = days.first_day(paper.date)
    if paper.date:
        yield "year", str(paper.date.year)
        if start and paper.date.month:
            yield "month", f"{start:%b}".lower()
    if paper.ids.arxiv:
        yield "eprint", paper.ids.arxiv
        yield "archiveprefix", "arXiv"
    if paper.ids.doi:
        yield "doi", paper.ids.doi
    if found := address(paper.ids) or url:
        yield "url", found


def _name(text: str) -> str:
    """Write a name, in braces where BibTeX would take it for a turned one or for two."""
    return f"{{{_tex(text)}}}" if "," in text or " and " in text else _tex(text)


def _title(text: str) -> str:
    done, last = [], 0
    for found in _MATH.finditer(text):
        done += [_words(text[last : found.start()]), _formula(found[0])]
        last = found.end()
    return "".join([*done, _words(text[last:])])


def _words(text: str) -> str:
    return _CAPITALS.sub(r"{\g<0>}", _tex(text.replace("\\$", "$")))


def _tex(text: str) -> str:
    return _SPECIAL.sub(lambda found: _WRITTEN.get(found[0], "\\" + found[0]), text)


def _formula(text: str) -> str:
    """Write a formula so that its braces pair; one whose braces do not is written as words."""
    named = _BRACE.sub(lambda found: r"\lbrace " if found[1] == "{" else r"\rbrace ", text)
    depth = 0
    for sign in named:
        depth += (sign == "{") - (sign == "}")
        if depth < 0:
            break
    return _tex(text) if depth else named
