"""What arXiv's own fields mean, whichever interface shows them.

Ids with versions, category lists, author lists, the words by which a paper is withdrawn.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from papergloss import ids
from papergloss.model import Link, PartialDate, Version
from papergloss.sources import _values
from papergloss.text import links_in

_OAI = "oai:arXiv.org:"
_VERSION = re.compile(r"v([0-9]{1,3})(?:\.pdf)?\Z")
# cs.LG, hep-th, cond-mat.mes-hall; not the ACM and MSC classes that stand among them ("68T45").
_CATEGORY = re.compile(r"[a-z]+(?:-[a-z]+)*(?:\.[A-Za-z]+(?:-[a-z]+)*)?")
# "This paper has been withdrawn by the authors due to …": anywhere in a comment, but only at the
# start of an abstract, which may tell of other withdrawn papers.
_IS_WITHDRAWN = re.compile(
    r"\b(?:this|the|our) (?:\w+ )?(?:paper|article|authors?|manuscript|note|preprint|submission"
    r"|version|work)(?: [\w.]+){0,4}? (?:ha[sd]|have|is|was)(?: been| now){0,2} withdrawn\b"
    r"(?! from (?!arxiv))|\barxiv admin note: .{0,80}?(?:withdrawn|removed) by arxiv",
    re.IGNORECASE,
)
# "Withdrawn: see …", "Paper withdrawn"; not "formally withdrawn from the conference".
_WITHDRAWN = re.compile(r"\W?(?:paper |submission )?withdrawn\b(?! from (?!arxiv))", re.IGNORECASE)
_BETWEEN = re.compile(r" ?[,;] ?(?:and )?| and |(?<=ollaboration) ?: ?")
_SUFFIX = re.compile(r"(?:Jr|Sr|I{2,3}|IV)\.?", re.IGNORECASE)


def paper_id(text: str) -> tuple[str, int | None] | None:
    """Return id and version from an id, an address or an OAI identifier; None if it is none."""
    reference = text.strip().removeprefix(_OAI)
    name, version = ids.arxiv_in(reference), _VERSION.search(reference)
    return (name, int(version[1]) if version else None) if name else None


def first_id(texts: Iterable[str]) -> tuple[str, int | None] | None:
    """Return the first id with a version in ``texts``, else the first without, else None."""
    found = [each for each in map(paper_id, texts) if each]
    return next((each for each in found if each[1]), found[0] if found else None)


def versions(
    number: int | None, published: PartialDate | None, updated: PartialDate | None
) -> tuple[Version, ...]:
    """Return what is known of a paper's versions from its latest and the days of first and last."""
    if not number:
        return ()
    latest = Version(number=number, date=_values.as_date(updated if number > 1 else published))
    if number == 1 or not published:
        return (latest,)
    return Version(number=1, date=_values.as_date(published)), latest


def categories(terms: Iterable[str]) -> tuple[str, ...]:
    """Return the arXiv categories among ``terms``, once each, in order."""
    return tuple(dict.fromkeys(term for term in terms if _CATEGORY.fullmatch(term)))


def is_withdrawn(comment: str, abstract: str) -> bool:
    """Tell a withdrawn paper by the words of its comment or those its abstract begins with."""
    comment, abstract = comment[:2000], abstract[:200]
    return bool(
        _IS_WITHDRAWN.search(comment)
        or _IS_WITHDRAWN.match(abstract)
        or _WITHDRAWN.match(comment)
        or _WITHDRAWN.match(abstract)
    )


def names(text: str) -> Iterator[str]:
    """Split ``A. Author (1), B. Jr. Author and C. Author ((1) There)`` into names."""
    flat = " ".join(_without_parentheses(text).split())
    parts = [part for part in _BETWEEN.split(flat) if part.strip()]
    for index, part in enumerate(parts):
        if index + 1 < len(parts) and _SUFFIX.fullmatch(parts[index + 1]):
            yield f"{part} {parts[index + 1]}"
        elif index == 0 or not _SUFFIX.fullmatch(part):
            yield part


def links(abstract: str, comment: str | None) -> tuple[Link, ...]:
    """Return the links in repaired abstract and comment."""
    return _values.links(links_in(abstract), links_in(comment) if comment else ())


def _without_parentheses(text: str) -> str:
    """Drop affiliations, which may be nested; keep all if a closing sign is missing."""
    kept: list[str] = []
    depth = 0
    for piece in re.split(r"([()])", text):
        if piece == "(":
            depth += 1
        elif piece == ")":
            depth = max(0, depth - 1)
        elif not depth:
            kept.append(piece)
    return text if depth else " ".join(kept)
