"""The same papers for other generators: Markdown pages as written by hand, and no more than that.

Stock Material is what its first page of documentation gives; tuned Material and Hugo make the same
pages with five links each and without navigation or search, for the bare cost of a page.
"""

from __future__ import annotations

import html
import json
from collections.abc import Sequence
from pathlib import Path

from papergloss.model import Paper

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
plugins: []
nav: [index.md]
not_in_nav: papers/*
"""
_HUGO = """\
title = "Hugo"
baseURL = "https://example.org/"
disableKinds = ["RSS", "sitemap", "taxonomy", "term"]
"""
_HUGO_PAGE = """\
<!doctype html>
<html lang="en"><head><meta charset="utf-8"><title>{{ .Title }} · {{ .Site.Title }}</title>
<meta name="description" content="{{ .Summary | plainify | truncate 160 }}">
<link rel="canonical" href="{{ .Permalink }}"></head>
<body><header><a href="/">{{ .Site.Title }}</a></header>
<main><h1>{{ .Title }}</h1><p>{{ .Date.Format "2 Jan 2006" }}</p>
<ul>{{ range .Params.tags }}<li><a href="/tags/{{ . | urlize }}/">{{ . }}</a></li>{{ end }}</ul>
{{ .Content }}</main></body></html>
"""
_HUGO_LIST = """\
<!doctype html>
<html lang="en"><head><meta charset="utf-8"><title>{{ .Title }}</title></head><body></body></html>
"""
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
    """Make a Material project without navigation, search or tags pages."""
    _write(folder / "mkdocs.yml", _TUNED)
    _write(folder / "docs" / "index.md", "# Papers\n")
    for paper, near in zip(papers, _near(papers), strict=True):
        tags = ", ".join(paper.tags)
        text = f"{_page(paper, [f'{other.slug}.md' for other in near], near)}\n{tags}\n"
        _write(folder / "docs" / "papers" / f"{paper.slug}.md", text)
    return folder


def hugo(folder: Path, papers: Sequence[Paper]) -> Path:
    """Make a Hugo project with one small template."""
    _write(folder / "config.toml", _HUGO)
    _write(folder / "layouts" / "_default" / "single.html", _HUGO_PAGE)
    _write(folder / "layouts" / "_default" / "list.html", _HUGO_LIST)
    for paper, near in zip(papers, _near(papers), strict=True):
        front = {"title": paper.title, "date": f"{paper.month}-01", "tags": paper.tags}
        body = _page(paper, [f"/papers/{other.slug}/" for other in near], near)
        text = json.dumps(front) + "\n\n" + body.partition("\n\n")[2]
        _write(folder / "content" / "papers" / f"{paper.slug}.md", text)
    return folder


def _near(papers: Sequence[Paper]) -> list[list[Paper]]:
    """The papers that each one links to: those after it, for the number of links is what counts."""
    wrapped = [*papers, *papers[:LINKS]]
    return [wrapped[at + 1 : at + 1 + LINKS] for at in range(len(papers))]


def _page(paper: Paper, addresses: Sequence[str], near: Sequence[Paper] = ()) -> str:
    """Write a paper as a person would by hand, its text made harmless for Markdown."""
    links = "".join(f"- <{link.url}>\n" for link in paper.links)
    related = "".join(
        f"- [{html.escape(other.title.replace('[', '(').replace(']', ')'))}]({address})\n"
        for address, other in zip(addresses, near, strict=True)
    )
    return f"# {html.escape(paper.title)}\n\n{html.escape(paper.abstract)}\n\n{links}\n{related}"


def _front(name: str, values: Sequence[str]) -> str:
    lines = "".join(f"  - {value}\n" for value in values)
    return f"---\n{name}:\n{lines}---\n" if values else ""


def _write(path: Path, text: str) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, encoding="utf-8")
