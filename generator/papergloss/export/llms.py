"""``llms.txt``: what the site is and where its texts are, for programs that read prose.

https://llmstxt.org: a title, a summary, and lists of links, in Markdown.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence

from papergloss.config import Site
from papergloss.model import Archive
from papergloss.views import ListEntry

# How many of the largest lists of a kind are named; the index of the API names all.
_MOST = 40
_MARKUP = re.compile(r"[\\`*_{}\[\]<>#]")
_INDEXES = (("papers/", "Papers by month"), ("tags/", "Tags"), ("listings/", "Listings"))


def llms(archive: Archive, lists: Iterable[ListEntry], site: Site, files: Sequence[str]) -> bytes:
    """Write the file; ``files`` are the addresses of data, below the site's root."""
    return ("\n".join(_lines(archive, list(lists), site, files)) + "\n").encode()


def _lines(
    archive: Archive, lists: Sequence[ListEntry], site: Site, files: Sequence[str]
) -> Iterator[str]:
    yield f"# {_plain(site.name)}"
    if site.description:
        yield f"\n> {_plain(site.description)}"
    yield (
        f"\nAn archive of {len(archive.papers)} papers. The page of a paper is papers/<slug>/; its"
        " abstract belongs to its authors, its note to who wrote it."
    )
    yield "\n## Data\n"
    yield from (_link(name, name, site) for name in files)
    yield "\n## Indexes\n"
    yield from (_link(title, url, site) for url, title in _INDEXES)
    tags = sorted((each for each in lists if each.kind == "tag"), key=lambda each: -each.papers)
    if tags:
        yield "\n## Tags\n"
        yield from (f"{_link(tag.title, tag.url, site)}: {tag.papers}" for tag in tags[:_MOST])


def _link(text: str, url: str, site: Site) -> str:
    return f"- [{_plain(text)}]({site.url}{url})"


def _plain(text: str) -> str:
    """Text in which Markdown finds nothing to mark up."""
    return _MARKUP.sub(r"\\\g<0>", " ".join(text.split()))
