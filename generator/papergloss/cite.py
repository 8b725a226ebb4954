"""References to papers: BibTeX, and the metadata that reference managers read. Pure."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator

from papergloss import days
from papergloss.ids import slugify
from papergloss.model import Paper
from papergloss.text import plain

# What TeX would take for a command; mathematics between $…$ is left as it is.
_SPECIAL = re.compile(r"[&%#_]|(?<!\\)[{}]")
_MATH = re.compile(r"(?<!\\)\$[^$]*\$")
# Words whose capitals BibTeX styles would lower: GPT, LLaMA, 3D.
_CAPITALS = re.compile(
    r"(?<![\w{])[\w'-]*[a-z0-9-][A-Z](?:\\_|[\w'-])*|(?<![\w{])[A-Z]{2,}(?:\\_|[\w'-])*"
)


def bibtex(paper: Paper, url: str = "") -> str:
    """Write a paper as a BibTeX entry (@misc: what listings show is a preprint).

    ``url`` is the paper's page here, for papers whose own address is not known.
    """
    lines = [f"@misc{{{key(paper)},"]
    # Months are macros of BibTeX's, and stand without braces.
    lines += [
        f"  {name} = {value}," if name == "month" else f"  {name} = {{{value}}},"
        for name, value in _fields(paper, url)
    ]
    return "\n".join([*lines, "}"])


def key(paper: Paper) -> str:
    """Make a citation key: the first author's or the title's first word, year, a word of the title.

    >>> key(paper)  # "OPERA: Alleviating Hallucination …", 2023, Qidong Huang
    'huang2023opera'
    """
    words = [word for word in slugify(plain(paper.title)).split("-") if len(word) > 3] or ["paper"]
    year = str(paper.date.year) if paper.date else ""
    if paper.authors:
        surname = slugify(paper.authors[0].name.split()[-1]).replace("-", "")
        return f"{surname}{year}{words[0]}"
    return words[0] + year + (words[1] if len(words) > 1 else "")


def _fields(paper: Paper, url: str) -> Iterator[tuple[str, str]]:
    yield "title", _title(paper.title)
    if paper.authors:
        yield "author", _tex(" and ".join(author.name for author in paper.authors))
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
    if address := _address(paper) or url:
        yield "url", address


def _address(paper: Paper) -> str:
    if paper.ids.arxiv:
        return f"https://arxiv.org/abs/{paper.ids.arxiv}"
    return f"https://doi.org/{paper.ids.doi}" if paper.ids.doi else ""


def _title(text: str) -> str:
    return _outside_math(text, lambda part: _CAPITALS.sub(r"{\g<0>}", _tex(part)))


def _tex(text: str) -> str:
    return _SPECIAL.sub(lambda found: "\\" + found[0], text.replace("\\$", "$").replace("$", "\\$"))


def _outside_math(text: str, change: Callable[[str], str]) -> str:
    done, last = [], 0
    for found in _MATH.finditer(text):
        done += [change(text[last : found.start()]), found[0]]
        last = found.end()
    return "".join([*done, change(text[last:])])


def meta(paper: Paper) -> tuple[tuple[str, str], ...]:
    """The Highwire tags that Google Scholar and Zotero read from a page's head.

    https://scholar.google.com/intl/en/scholar/inclusion.html#indexing
    """
    pairs = [("citation_title", plain(paper.title))]
    pairs += [("citation_author", author.name) for author in paper.authors]
    if paper.date:
        pairs.append(("citation_publication_date", days.iso(paper.date).replace("-", "/")))
    if paper.ids.arxiv:
        pairs.append(("citation_arxiv_id", paper.ids.arxiv))
    if paper.ids.doi:
        pairs.append(("citation_doi", paper.ids.doi))
    return tuple(pairs)
