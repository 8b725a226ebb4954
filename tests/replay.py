"""Stands in for arXiv, Hugging Face and Crossref on a local server: knows the papers it is given.

arXiv's search is that of its manual, as far as it is asked for: words in quotes behind ``ti:``,
joined by AND, OR and parentheses; titles are taken apart at whatever is no letter or digit.
"""

from __future__ import annotations

import json
import re
from collections.abc import Sequence
from dataclasses import dataclass
from html import escape
from urllib.parse import unquote

import http_server as http
from papergloss.config import Service

ARXIV, HUGGING_FACE, CROSSREF, OPENALEX = "/api/query", "/hf", "/crossref", "/openalex"


@dataclass(frozen=True, slots=True, kw_only=True)
class Known:
    """A paper that a service knows."""

    id: str
    title: str
    published: str = "2025-03-10"
    authors: tuple[str, ...] = ("Ada Author", "Noor Castell")
    code: str = ""


def services(server: http.Server, *names: str) -> tuple[Service, ...]:
    """Return the settings that point services at the server."""
    paths = {
        "arxiv": ARXIV,
        "huggingface": HUGGING_FACE,
        "crossref": CROSSREF,
        "openalex": OPENALEX,
    }
    return tuple(
        Service(name=name, url=server.url + paths[name], private=True, interval=0.0)
        for name in names
    )


def words(text: str) -> str:
    return f" {' '.join(re.findall('[a-z0-9]+', text.casefold()))} "


# --- arXiv --------------------------------------------------------------------------------------


def arxiv(server: http.Server, papers: Sequence[Known]) -> None:
    """Answer searches by title, and lists of ids."""
    titles = [(words(paper.title), paper) for paper in papers]

    def act(handler: http.Handler) -> None:
        query = handler.asked().query
        if "id_list" in query:
            asked = query["id_list"].split(",")
            found = [paper for paper in papers if paper.id in asked]
        else:
            groups = phrases_of(query["search_query"])
            found = [paper for text, paper in titles if _fits(groups, text)]
        most = int(query["max_results"])
        http.reply(atom(found[:most], total=len(found)))(handler)

    server.on(ARXIV, act)


def fits(query: str, title: str) -> bool:
    """Tell whether a title fits ``(ti:"a b" AND ti:"c") OR (…)``."""
    return _fits(phrases_of(query), words(title))


def phrases_of(query: str) -> list[list[str]]:
    return [
        [words(phrase) for phrase in re.findall(r'ti:"([^"]*)"', group)]
        for group in re.findall(r"\(([^()]*)\)", query)
    ]


def _fits(groups: Sequence[Sequence[str]], text: str) -> bool:
    return any(all(phrase in text for phrase in group) for group in groups)


def atom(papers: Sequence[Known], total: int | None = None) -> bytes:
    """Write a reply of the arXiv API."""
    entries = "".join(
        f"<entry><id>http://arxiv.org/abs/{paper.id}v1</id><title>{escape(paper.title)}</title>"
        f"<published>{paper.published}T00:00:00Z</published><summary>It is known.</summary>"
        + "".join(f"<author><name>{name}</name></author>" for name in paper.authors)
        + '<category term="cs.CL"/></entry>'
        for paper in papers
    )
    count = len(papers) if total is None else total
    return (
        '<?xml version="1.0"?><feed xmlns="http://www.w3.org/2005/Atom"'
        ' xmlns:os="http://a9.com/-/spec/opensearch/1.1/"'
        ' xmlns:arxiv="http://arxiv.org/schemas/atom"><id>http://arxiv.org/api/x</id>'
        f"<os:totalResults>{count}</os:totalResults><os:startIndex>0</os:startIndex>"
        f"{entries}</feed>"
    ).encode()


# --- Hugging Face -------------------------------------------------------------------------------


def hugging_face(server: http.Server, papers: Sequence[Known]) -> None:
    """Answer searches with whatever shares a word, and papers by id with 404 for others."""

    def search(handler: http.Handler) -> None:
        asked = set(words(handler.asked().query["q"]).split())
        found = [paper for paper in papers if asked & set(words(paper.title).split())]
        http.as_json([{"paper": item(paper), "title": paper.title} for paper in found])(handler)

    server.on(f"{HUGGING_FACE}/api/papers/search", search)
    for paper in papers:
        server.on(f"{HUGGING_FACE}/api/papers/{paper.id}", http.as_json(item(paper)))


def item(paper: Known) -> dict[str, object]:
    """Make a paper object of the Hugging Face API."""
    made: dict[str, object] = {
        "id": paper.id,
        "title": paper.title,
        "summary": "It is known.",
        "authors": [{"_id": "a", "name": name} for name in paper.authors],
        "publishedAt": f"{paper.published}T00:00:00.000Z",
        "upvotes": 3,
    }
    return made | ({"githubRepo": paper.code} if paper.code else {})


# --- Crossref and OpenAlex ----------------------------------------------------------------------


def crossref(server: http.Server, papers: Sequence[Known]) -> None:
    """Answer every search with all papers, and DOIs with those asked for."""

    def act(handler: http.Handler) -> None:
        asked = re.findall(r"doi:([^,]+)", unquote(handler.asked().query.get("filter", "")))
        found = [paper for paper in papers if not asked or paper.id in asked]
        total = len(found) if asked else 900
        message = {"total-results": total, "items": [csl(paper) for paper in found]}
        http.as_json({"status": "ok", "message-type": "work-list", "message": message})(handler)

    server.on(f"{CROSSREF}/works", act)
    for paper in papers:
        work = {"status": "ok", "message-type": "work", "message": csl(paper)}
        server.on(f"{CROSSREF}/works/{paper.id}", http.as_json(work))


def csl(paper: Known) -> dict[str, object]:
    """Make an item of the Crossref API."""
    return {
        "DOI": paper.id,
        "title": [paper.title],
        "type": "journal-article",
        "issued": {"date-parts": [[int(paper.published[:4])]]},
        "author": [
            {"given": name.split()[0], "family": name.split()[-1]} for name in paper.authors
        ],
    }


def openalex(server: http.Server, papers: Sequence[Known]) -> None:
    """Answer every question with all papers."""
    works = [
        {
            "id": f"https://openalex.org/W{number}",
            "doi": f"https://doi.org/{paper.id}",
            "title": paper.title,
            "publication_date": paper.published,
            "authorships": [{"author": {"display_name": name}} for name in paper.authors],
            "abstract_inverted_index": {"known.": [2], "It": [0], "is": [1]},
        }
        for number, paper in enumerate(papers)
    ]
    meta = {"count": len(works), "db_response_time_ms": 3}
    body = json.dumps({"meta": meta, "results": works}).encode()
    server.on(f"{OPENALEX}/works", http.reply(body))
