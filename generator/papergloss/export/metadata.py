"""What the head of a paper's page tells other programs: reference managers, search engines, chats.

It says each thing once, in the form that most of them read, and repeats no abstract: a byte here
is written a hundred thousand times. Author names are "First Last", as Highwire tags want them.
"""

from __future__ import annotations

import json
from collections.abc import Iterator

from papergloss import days
from papergloss.ids import address
from papergloss.model import Paper
from papergloss.text import plain

# The longest list of authors that a head names; a paper may have hundreds.
_MOST_NAMES = 100
# In JSON these stand in strings only, where they may be written so; in a script element they
# could end it (https://html.spec.whatwg.org/multipage/scripting.html#restrictions-for-contents-of-script-elements).
_NO_MARKUP = {ord(sign): f"\\u{ord(sign):04x}" for sign in "<>&"}


def meta(paper: Paper) -> tuple[tuple[str, str], ...]:
    """The Highwire tags that Google Scholar and Zotero read, and the type that Zotero wants.

    Without the type Zotero takes whatever has a citation_title for an article in a journal.
    https://scholar.google.com/intl/en/scholar/inclusion.html#indexing
    https://www.zotero.org/support/dev/exposing_metadata
    """
    return tuple(_meta(paper))


def _meta(paper: Paper) -> Iterator[tuple[str, str]]:
    yield "z:itemType", "preprint"
    yield "citation_title", plain(paper.title)
    for author in paper.authors[:_MOST_NAMES]:
        yield "citation_author", author.name
    if paper.date:
        yield "citation_publication_date", days.iso(paper.date).replace("-", "/")
    if paper.ids.arxiv:
        yield "citation_arxiv_id", paper.ids.arxiv
        yield "citation_pdf_url", f"https://arxiv.org/pdf/{paper.ids.arxiv}"
    if paper.ids.doi:
        yield "citation_doi", paper.ids.doi
    if not (paper.ids.arxiv or paper.ids.doi) and (found := address(paper.ids)):
        yield "citation_public_url", found


def json_ld(paper: Paper) -> str:
    """A ScholarlyArticle (https://schema.org/ScholarlyArticle) as JSON that may stand in a script.

    The page's own address is not repeated: it is that of the canonical link.
    """
    fields = {
        "@context": "https://schema.org",
        "@type": "ScholarlyArticle",
        "name": plain(paper.title),
        "author": [
            {"@type": "Person", "name": author.name} for author in paper.authors[:_MOST_NAMES]
        ],
        "datePublished": days.iso(paper.date),
        "sameAs": address(paper.ids),
    }
    present = {name: value for name, value in fields.items() if value}
    return json.dumps(present, ensure_ascii=False, separators=(",", ":")).translate(_NO_MARKUP)
