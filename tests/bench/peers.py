"""The same papers for other generators: Markdown pages as written by hand, and no more than that.

Stock Material is what its first page of documentation gives. Tuned Material and Hugo make the pages
of papers alone, without navigation or search, with authors, tags and five related papers each:
Material in its own frame, Hugo by a template that prints what ours prints of a paper, in the same
mark-up, and again by a bare one.
"""

from __future__ import annotations

import html
import json
from collections.abc import Sequence
from pathlib import Path

from papergloss import days
from papergloss.model import Paper
from papergloss.pages.paper import links

_STOCK = """\
site_name: Stock
site_url: https://example.org/
theme: {name: material, font: false}
plugins: [search, tags]
"""
_TUNED = """\
site_name: Tuned
site_url: https://example.org/
theme: {name: material, font: false}
plugins: [tags]
nav: [index.md]
not_in_nav: papers/*
"""
_HUGO = """\
title = "Hugo"
baseURL = "https://example.org/"
disableKinds = ["RSS", "sitemap", "taxonomy", "term"]
[params]
note = "---\\nstatus: reading\\n---\\n\\n"
"""
_TEMPLATES = Path(__file__).parent / "hugo"
LINKS = 5


def stock_material(folder: Path, papers: Sequence[Paper]) -> Path:
    """Make a plain Material project of the papers: title, tags, abstract, links."""
    _write(folder / "mkdocs.yml", _STOCK)
    _write(folder / "docs" / "index.md", "# Papers\n")
    for paper in papers:
        text = _front("tags", paper.tags) + _page(paper, [])
        _write(folder / "docs" / "papers" / f"{paper.slug}.md", text)
    return folder


def tuned_material(folder: Path, papers: Sequence[Paper]) -> Path:
    """Make a Material project without navigation and search."""
    _write(folder / "mkdocs.yml", _TUNED)
    _write(folder / "docs" / "index.md", "# Papers\n")
    for paper, near in zip(papers, _near(papers), strict=True):
        text = _front("tags", paper.tags) + _page(paper, near)
        _write(folder / "docs" / "papers" / f"{paper.slug}.md", text)
    return folder


def hugo(folder: Path, papers: Sequence[Paper], *, whole: bool) -> Path:
    """Make a Hugo project: with pages that hold all that ours do, or with bare ones.

    Bare is a heading, a date, tags, the abstract and the titles of five related papers.
    """
    _write(folder / "config.toml", _HUGO)
    for name, template in (("single", "whole" if whole else "bare"), ("list", "list")):
        text = (_TEMPLATES / f"{template}.html").read_text(encoding="utf-8")
        _write(folder / "layouts" / "_default" / f"{name}.html", text)
    for paper, near in zip(papers, _near(papers), strict=True):
        front = json.dumps(_known(paper, near), ensure_ascii=False)
        text = f"{front}\n\n{html.escape(paper.abstract)}\n"
        _write(folder / "content" / "papers" / f"{paper.slug}.md", text)
    return folder


def _known(paper: Paper, near: Sequence[Paper]) -> dict[str, object]:
    """What a page of Hugo's is filled with."""
    return {
        "title": paper.title,
        "slug": paper.slug,
        "date": f"{paper.month}-01",
        "tags": paper.tags,
        "authors": [author.name for author in paper.authors],
        "arxiv": paper.ids.arxiv,
        "doi": paper.ids.doi,
        "links": [
            {"label": view.label, "url": view.url, "kind": view.kind} for view in links(paper)
        ],
        "seen": [
            {
                "listing": seen.listing,
                "date": days.text(seen.date),
                "position": seen.position,
                "size": seen.position,
            }
            for seen in paper.appearances
        ],
        "related": [
            {
                "slug": other.slug,
                "title": other.title,
                "date": days.text(other.date),
                "terms": _terms(other),
            }
            for other in near
        ],
    }


def _terms(paper: Paper) -> list[str]:
    """Three of the title's words, as if they were those that it shares."""
    return sorted(paper.title.split(), key=len)[-3:]


def _near(papers: Sequence[Paper]) -> list[list[Paper]]:
    """The papers that each one links to: those after it, for the number of links is what counts."""
    wrapped = [*papers, *papers[:LINKS]]
    return [wrapped[at + 1 : at + 1 + LINKS] for at in range(len(papers))]


def _page(paper: Paper, near: Sequence[Paper] = ()) -> str:
    """Write a paper as a person would by hand, its text made harmless for Markdown."""
    who = ", ".join(author.name for author in paper.authors)
    about = f"{html.escape(who)}\n\n{days.text(paper.date)}\n" if near else ""
    places = "".join(f"- <{link.url}>\n" for link in paper.links)
    related = "".join(
        f"- [{_harmless(other.title)}]({other.slug}.md)  \n"
        f"  {days.text(other.date)} · shared: {_harmless(', '.join(_terms(other)))}\n"
        for other in near
    )
    parts = (f"# {html.escape(paper.title)}", about, html.escape(paper.abstract), places, related)
    return "\n\n".join(filter(None, parts))


def _harmless(text: str) -> str:
    return html.escape(text.replace("[", "(").replace("]", ")"))


def _front(name: str, values: Sequence[str]) -> str:
    lines = "".join(f"  - {value}\n" for value in values)
    return f"---\n{name}:\n{lines}---\n" if values else ""


def _write(path: Path, text: str) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, encoding="utf-8")
