"""The names of papers: slugs made from titles, and the patterns of the ids that sources use.

All ids and slugs are parsed and built here and nowhere else.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Container, Iterable
from functools import lru_cache
from urllib.parse import quote, unquote

from papergloss.model import Ids

# https://info.arxiv.org/help/arxiv_identifier.html: new style since April 2007, old style before.
ARXIV_NEW = r"[0-9]{4}\.[0-9]{4,5}"
ARXIV_OLD = r"[a-z]+(?:-[a-z]+)?(?:\.[A-Z]{2})?/[0-9]{7}"
ARXIV = re.compile(rf"(?P<id>{ARXIV_NEW}|{ARXIV_OLD})(?:v(?P<version>[0-9]{{1,3}}))?")

# How people write it: "arXiv:2401.00001v2 [cs.CL]", "abs/2401.00001", arXiv's own DOI, and the
# addresses of arXiv, its mirrors and the sites that are built on its ids.
_ARXIV_DOI = r"10\.48550/arxiv\."
_ARXIV_SITES = (
    r"(?:[a-z]+\.)?arxiv\.org/(?:abs|pdf|html|format|ps|src|e-print)/"
    r"|(?:www\.)?(?:ar5iv\.(?:labs\.arxiv\.)?org/(?:abs|html)/|alphaxiv\.org/(?:abs|pdf|overview)/)"
    r"|(?:huggingface\.co|hf\.co)/papers/|scirate\.com/arxiv/|(?:dx\.)?doi\.org/" + _ARXIV_DOI
)
_ARXIV_REFERENCE = re.compile(
    rf"(?:arxiv\s?:\s?|abs/|(?:doi:\s?)?{_ARXIV_DOI}|(?:https?://)?(?:{_ARXIV_SITES}))?"
    rf"(?P<id>{ARXIV_NEW}|(?-i:{ARXIV_OLD}))(?:v[0-9]{{1,3}})?(?:\.pdf)?/?"
    r"(?:\s{0,3}\[[^\]]{1,80}\]|[?#]\S{0,200})?",
    re.IGNORECASE,
)
# In running text only with its prefix: "arXiv preprint arXiv:1810.04805", "CoRR abs/1810.04805".
_ARXIV_NAMED = re.compile(rf"(?:arxiv\s?:\s?|\babs/)(?P<id>{ARXIV_NEW}|{ARXIV_OLD})", re.IGNORECASE)
# "math.GT/0309136" is "math/0309136".
_ARXIV_SUBJECT = re.compile(r"\.[A-Z]{2}/")

# https://www.doi.org/doi-handbook/HTML/doi-name-syntax.html; not "10/fq9zz9", which only redirects.
# Some records name the erratum too ("10.1103/X.1, 10.1103/X.2"): the first counts.
_DOI = re.compile(
    r"(?:(?:https?://)?(?:dx\.|www\.)?doi\.org/|doi:\s?)?(?P<id>10\.[0-9]{4,9}/[^\s\"<>]{1,300})"
    r"(?:[\s,;]+10\..{0,400})?",
    re.IGNORECASE,
)
_DOI_AFTER_DOI = re.compile(r"[,;]+10\.[0-9]{4,9}/")

# The id of a forum, as OpenReview makes them: "rJl-b3RcF7", "zLIS3Mb1bG".
_OPENREVIEW = re.compile(
    r"(?:openreview:|(?:https?://)?(?:www\.)?openreview\.net/"
    r"(?:forum|pdf|attachment|references/pdf)/?\?(?:[^#\s]{0,200}&)?id=)"
    r"(?P<id>[A-Za-z0-9_-]{6,20})(?:[&#]\S{0,300})?",
    re.IGNORECASE,
)

# https://aclanthology.org/info/ids/: since 2020 "2020.acl-main.1", before "P18-1001"; one record
# in 54,551 has a word for its number, "2023.acl-long.report".
ACL_ANTHOLOGY = (
    r"[0-9]{4}\.[a-z0-9_]{1,40}-[a-z0-9_]{1,40}\.(?:[0-9]{1,5}|[a-z]{1,12})"
    r"|[A-Z][0-9]{2}-[0-9]{4,5}"
)
_ACL = re.compile(
    r"(?:acl:|(?:https?://)?(?:www\.)?(?:aclanthology\.org/|aclanthology\.info/papers/"
    r"|aclweb\.org/anthology/)|(?:(?:https?://)?(?:dx\.)?doi\.org/)?10\.(?:18653|3115)/v1/)?"
    rf"(?P<id>(?-i:{ACL_ANTHOLOGY}))(?:v[0-9]{{1,2}})?(?:\.pdf|\.bib)?/?(?:[?#]\S{{0,200}})?",
    re.IGNORECASE,
)

# A slug: lower-case words of ASCII letters and digits joined by single hyphens.
SLUG = re.compile(r"[a-z0-9]+(?:-[a-z0-9]+)*")
SLUG_LENGTH = 80

# "month" names a folder under content/papers and a page under months/.
MONTH = re.compile(r"[0-9]{4}-(?:0[1-9]|1[0-2])")

_NOT_WORD = re.compile(r"[^a-z0-9]+")
_APOSTROPHE = re.compile(r"['’‘`]")
# Letters that Unicode does not decompose into ASCII and a mark.
_FOLDED = str.maketrans(
    {"ß": "ss", "æ": "ae", "œ": "oe", "ø": "o", "ł": "l", "đ": "d", "ð": "d", "þ": "th", "ı": "i"}
    | {"α": "alpha", "β": "beta", "γ": "gamma", "δ": "delta", "ε": "epsilon", "λ": "lambda"}
    | {"μ": "mu", "µ": "mu", "π": "pi", "σ": "sigma", "τ": "tau", "φ": "phi", "ω": "omega"}
    | {"∞": "infinity", "&": " and ", "+": " plus "}
)


def arxiv_id(text: str) -> str | None:
    """Return the arXiv id in ``text`` without its version, or None if ``text`` is not one."""
    found = ARXIV.fullmatch(text.strip())
    return found["id"] if found else None


def arxiv_in(text: str) -> str | None:
    """Return the arXiv id that a reference names, without version; None if it names none.

    A reference is a bare id, one with its prefix (``arXiv:2401.00001v2 [cs.CL]``), arXiv's DOI, or
    an address at arXiv or at a site that uses its ids (``huggingface.co/papers/2401.00001``).
    """
    found = _ARXIV_REFERENCE.fullmatch(text.strip())
    return _ARXIV_SUBJECT.sub("/", found["id"]) if found else None


def arxiv_named_in(prose: str) -> str | None:
    """Return the first arXiv id that running text names with its prefix, or None."""
    found = _ARXIV_NAMED.search(prose)
    return _ARXIV_SUBJECT.sub("/", found["id"]) if found else None


def doi(text: str) -> str | None:
    """Return the DOI in a bare DOI, ``doi:…`` or a resolver's address, in lower case; else None.

    Case has no meaning in a DOI. One that arXiv gave (``10.48550/arXiv.…``) is no DOI here: it is
    the arXiv id once more.
    """
    found = _DOI.fullmatch(unquote(text.strip()))
    if not found:
        return None
    name = _DOI_AFTER_DOI.split(found["id"], maxsplit=1)[0].lower().rstrip(".,;")
    if name.endswith(")") and name.count("(") < name.count(")"):
        name = name[:-1]
    return None if re.match(_ARXIV_DOI, name) else name


def openreview_id(text: str) -> str | None:
    """Return the OpenReview id in ``openreview:…`` or an address of a forum or its PDF."""
    found = _OPENREVIEW.fullmatch(text.strip())
    return found["id"] if found else None


def acl_id(text: str) -> str | None:
    """Return the ACL Anthology id in a bare id, ``acl:…``, an address there or a DOI of the ACL."""
    found = _ACL.fullmatch(text.strip())
    return found["id"] if found else None


# A record names one id in several fields, and its address twice.
@lru_cache(maxsize=1024)
def ids_in(reference: str) -> Ids:
    """Return every id that a reference (an id in any of its forms, or an address) names."""
    return Ids(
        arxiv=arxiv_in(reference),
        doi=doi(reference),
        openreview=openreview_id(reference),
        acl=acl_id(reference),
    )


def ids_in_url(url: str) -> Ids:
    """Return every id that a web address names; empty for other text."""
    return ids_in(url) if url.strip()[:8].lower().startswith(("http://", "https://")) else Ids()


def joined(several: Iterable[Ids]) -> Ids:
    """Join ids that are of one paper; of two of a kind the first counts."""
    every = tuple(several)
    return Ids(
        arxiv=next((each.arxiv for each in every if each.arxiv), None),
        doi=next((each.doi for each in every if each.doi), None),
        openreview=next((each.openreview for each in every if each.openreview), None),
        acl=next((each.acl for each in every if each.acl), None),
    )


def address(ids: Ids) -> str:
    """Say where the paper of these ids can be read; "" where they do not tell."""
    if ids.arxiv:
        return f"https://arxiv.org/abs/{ids.arxiv}"
    if ids.doi:
        return f"https://doi.org/{quote(ids.doi)}"
    if ids.openreview:
        return f"https://openreview.net/forum?id={ids.openreview}"
    return f"https://aclanthology.org/{ids.acl}/" if ids.acl else ""


def feed_address(name: str) -> str:
    """Say where the feed of a saved query lies, by what people call the query."""
    return f"search/saved/{slugify(name)}.xml"


def slugify(text: str) -> str:
    """Make a slug of plain ``text``: at most 80 characters, cut at a word; "" if nothing is left.

    >>> slugify("Retrieval-Augmented Generation: Is It All You Need?")
    'retrieval-augmented-generation-is-it-all-you-need'
    """
    lowered = _APOSTROPHE.sub("", text.casefold()).translate(_FOLDED)
    ascii_only = unicodedata.normalize("NFKD", lowered).encode("ascii", "ignore").decode()
    words = _NOT_WORD.sub("-", ascii_only.lower()).strip("-")
    if len(words) <= SLUG_LENGTH:
        return words
    cut = words[: SLUG_LENGTH + 1]
    return cut.rpartition("-")[0] or words[:SLUG_LENGTH]


def free_slug(text: str, taken: Container[str]) -> str:
    """Make a slug of plain ``text`` that is not ``taken``: the plain one, else with -2, -3 …"""
    base = slugify(text) or "paper"
    slug, number = base, 1
    while slug in taken:
        number += 1
        slug = f"{base}-{number}"
    return slug
