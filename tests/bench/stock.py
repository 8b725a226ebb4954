"""The same papers for stock Material for MkDocs: plain Markdown pages, as written by hand."""

from __future__ import annotations

import html
from collections.abc import Iterable
from pathlib import Path

from papergloss.model import Paper

_SETTINGS = """\
site_name: Stock
site_url: https://example.org/
theme: {name: material, font: false}
plugins: [search, tags]
"""


def stock_project(folder: Path, papers: Iterable[Paper]) -> Path:
    """Make a plain Material project of the papers: title, tags, abstract, links."""
    (folder / "docs" / "papers").mkdir(parents=True)
    (folder / "mkdocs.yml").write_text(_SETTINGS, encoding="utf-8")
    (folder / "docs" / "index.md").write_text("# Papers\n", encoding="utf-8")
    for paper in papers:
        page = folder / "docs" / "papers" / f"{paper.slug}.md"
        page.write_text(stock_page(paper), encoding="utf-8")
    return folder


def stock_page(paper: Paper) -> str:
    """Write a paper as a person would by hand, its text made harmless for Markdown."""
    tags = "".join(f"  - {tag}\n" for tag in paper.tags)
    links = "".join(f"- <{link.url}>\n" for link in paper.links)
    front = f"---\ntags:\n{tags}---\n" if tags else ""
    return f"{front}# {html.escape(paper.title)}\n\n{html.escape(paper.abstract)}\n\n{links}"
