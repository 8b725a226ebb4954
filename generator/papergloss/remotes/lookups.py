"""The services that know papers by title or id, and the address of each question. Pure.

    arxiv        its API: ten titles or fifty ids at a time
    huggingface  its papers: one title or id at a time; knows the code of a paper
    crossref     what has a DOI: one title, or twenty DOIs at a time
    openalex     works of all kinds: ten titles or fifty DOIs at a time

https://info.arxiv.org/help/api/user-manual.html, https://huggingface.co/docs/hub/api,
https://www.crossref.org/documentation/retrieve-metadata/rest-api/,
https://developers.openalex.org/guides/searching
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from difflib import get_close_matches
from urllib.parse import quote, urlencode

from papergloss.config import Service
from papergloss.errors import ConfigError
from papergloss.model import Ids
from papergloss.remotes.values import Rule
from papergloss.text import plain

CROSSREF_HOSTS = ("api.crossref.org",)
OPENALEX_HOSTS = ("api.openalex.org",)
# Crossref lets the polite ask for three lists a second, the anonymous for one; OpenAlex for more.
RULES = {
    **{host: Rule(group="crossref", interval=1.0) for host in CROSSREF_HOSTS},
    **{host: Rule(group="openalex", interval=1.0) for host in OPENALEX_HOSTS},
}

#: Addresses longer than this are not taken everywhere; OpenAlex' limit is 4 KB.
LONGEST = 3500

# How many hits are looked at for each title, and for a single one, which may be a common phrase.
_HITS = 10
_MOST = 30
# Hugging Face takes no longer query; Crossref would, and ranks by the first words as well.
_LONGEST_QUERY = 250

Build = Callable[[str, Sequence[str]], str]


@dataclass(frozen=True, slots=True, kw_only=True)
class Lookup:
    """How a service is asked.

    Attributes:
        url: where, unless the settings say otherwise.
        by_title, by_id: the address of a question, given ``url`` and as many titles or ids of its
            own as it takes at once (``titles``, ``ids``).
        own_id: the id by which the service knows a paper, None if it has none.
        adds_links: it knows code and project pages, so it is also asked of papers that another
            service has found.
        format, extension: how its replies are read, and of the files they are kept in.
    """

    url: str
    by_title: Build
    by_id: Build
    titles: int
    ids: int
    own_id: Callable[[Ids], str | None]
    format: str
    extension: str = "json"
    adds_links: bool = False


def lookup_of(service: Service) -> Lookup:
    """Return how a service is asked; ConfigError with the nearest name if there is none such."""
    if service.name in LOOKUPS:
        return LOOKUPS[service.name]
    near = get_close_matches(service.name, LOOKUPS, n=1)
    hint = f"did you mean {near[0]!r}?" if near else f"there are {', '.join(LOOKUPS)}"
    message = f"there is no service {service.name!r} to ask"
    raise ConfigError(message, where="mkdocs.yml (enrich)", remedy=hint)


# --- titles as queries --------------------------------------------------------------------------

_WORD = re.compile(r"[A-Za-z0-9]+")
_EDGE = "\"'“”‘’`()[]{}.,:;!?…"
_PHRASES = 3
# "in", "the", "via": alone they find everything, or nothing where they are not indexed; but "PLD".
_SHORT = 3


def phrases(title: str) -> list[str]:
    """Return the longest stretches of plain words of a title, for a query in quotes.

    What services make of hyphens, apostrophes, letters with marks and formulas differs from one to
    the next, so words with any of them are left out.
    """
    stretches: list[list[str]] = [[]]
    for word in plain(title).split():
        bare = word.strip(_EDGE)
        if not word.startswith(bare):
            stretches.append([])
        if _WORD.fullmatch(bare):
            stretches[-1].append(bare)
        if not _WORD.fullmatch(bare) or not word.endswith(bare):
            stretches.append([])
    kept = sorted((s for s in stretches if s), key=lambda s: -sum(map(len, s)))[:_PHRASES]
    every = [" ".join(stretch) for stretch in kept]
    telling = [part for part in every if len(part) > _SHORT or (part.isupper() and len(part) > 1)]
    return telling or every or [" ".join(_WORD.findall(plain(title)))]


def searchable(title: str) -> bool:
    """Tell whether a title has anything to search for: one in Chinese signs alone has not."""
    return bool(_WORD.search(plain(title)))


def _any_of(titles: Sequence[str], field: str) -> str:
    each = (" AND ".join(f'{field}"{part}"' for part in phrases(title)) for title in titles)
    return " OR ".join(f"({query})" for query in each)


def _words(title: str) -> str:
    text = " ".join(plain(title).split())
    return text if len(text) <= _LONGEST_QUERY else text[:_LONGEST_QUERY].rpartition(" ")[0]


# --- services -----------------------------------------------------------------------------------


def _arxiv_titles(url: str, titles: Sequence[str]) -> str:
    query = {"search_query": _any_of(titles, "ti:"), "max_results": max(_MOST, _HITS * len(titles))}
    return f"{url}?{urlencode(query)}"


def _arxiv_ids(url: str, ids: Sequence[str]) -> str:
    query = {"id_list": ",".join(ids), "max_results": len(ids)}
    return f"{url}?{urlencode(query, safe=',/')}"


def _hf_titles(url: str, titles: Sequence[str]) -> str:
    return f"{url}/api/papers/search?{urlencode({'q': _words(titles[0]), 'limit': _HITS})}"


def _hf_ids(url: str, ids: Sequence[str]) -> str:
    return f"{url}/api/papers/{quote(ids[0])}"


_CROSSREF_FIELDS = "DOI,URL,title,subtitle,author,issued,container-title,type,abstract"


def _crossref_titles(url: str, titles: Sequence[str]) -> str:
    query = {"query.bibliographic": _words(titles[0]), "rows": 5, "select": _CROSSREF_FIELDS}
    return f"{url}/works?{urlencode(query, safe=',')}"


def _crossref_ids(url: str, ids: Sequence[str]) -> str:
    if len(ids) == 1:
        return f"{url}/works/{quote(ids[0], safe='/')}"
    query = {"filter": ",".join(f"doi:{doi}" for doi in ids), "rows": len(ids)}
    return f"{url}/works?{urlencode(query, safe=',:/')}"


_OPENALEX_FIELDS = (
    "id,doi,title,display_name,publication_year,publication_date,type,authorships,"
    "primary_location,locations,abstract_inverted_index,keywords,is_retracted"
)


def _openalex_titles(url: str, titles: Sequence[str]) -> str:
    query = {
        "filter": f"title.search:{_any_of(titles, '')}",
        "per-page": min(100, max(_MOST, _HITS * len(titles))),
        "select": _OPENALEX_FIELDS,
    }
    return f"{url}/works?{urlencode(query, safe=',:')}"


def _openalex_ids(url: str, ids: Sequence[str]) -> str:
    query = {"filter": f"doi:{'|'.join(ids)}", "per-page": len(ids), "select": _OPENALEX_FIELDS}
    return f"{url}/works?{urlencode(query, safe=',:/|')}"


def _arxiv_id(ids: Ids) -> str | None:
    return ids.arxiv


def _doi(ids: Ids) -> str | None:
    # A comma or a bar parts one DOI from the next, and there is no way to write it otherwise.
    return ids.doi if ids.doi and not re.search(r"[,|]", ids.doi) else None


def _doi_of_any(ids: Ids) -> str | None:
    return _doi(ids) or (f"10.48550/arxiv.{ids.arxiv}" if ids.arxiv else None)


LOOKUPS: Mapping[str, Lookup] = {
    "arxiv": Lookup(
        url="https://export.arxiv.org/api/query",
        by_title=_arxiv_titles,
        by_id=_arxiv_ids,
        titles=10,
        ids=50,
        own_id=_arxiv_id,
        format="arxiv-atom",
        extension="xml",
    ),
    "huggingface": Lookup(
        url="https://huggingface.co",
        by_title=_hf_titles,
        by_id=_hf_ids,
        titles=1,
        ids=1,
        own_id=_arxiv_id,
        format="hf-json",
        adds_links=True,
    ),
    "crossref": Lookup(
        url="https://api.crossref.org",
        by_title=_crossref_titles,
        by_id=_crossref_ids,
        titles=1,
        ids=20,
        own_id=_doi,
        format="crossref",
    ),
    "openalex": Lookup(
        url="https://api.openalex.org",
        by_title=_openalex_titles,
        by_id=_openalex_ids,
        titles=10,
        ids=50,
        own_id=_doi_of_any,
        format="openalex",
    ),
}
