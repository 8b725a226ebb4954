"""The groups of files that a site consists of, and what each is made of.

Every function that makes a group gets inputs and nothing else (``sources``), so a change that
leaves the inputs of a group as they were leaves its files as they are.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import partial
from pathlib import Path

from papergloss import export, letters, note_schema, pages, search, sitemap, webannotation
from papergloss.cache import Stamp, digest_files
from papergloss.config import Site
from papergloss.model import Archive, Concepts, Paper
from papergloss.pipeline.exporting import feed_pieces, picture
from papergloss.pipeline.inputs import Input, derived, given
from papergloss.pipeline.publishing import Files, Piece, Publisher
from papergloss.pipeline.sources import Sources
from papergloss.render import TEMPLATES, redirect, theme_dir
from papergloss.views import ListEntry, SearchDoc

_SEARCH = "search/"


# --- pages ----------------------------------------------------------------------------------------


def plan_pages(of: Sources, publisher: Publisher) -> None:
    """Plan every page, the papers' by month."""
    lists = derived(pages.list_plans, of.marked, of.links, of.lists, of.cards, of.site)
    publisher.pages("lists", lists)
    publisher.pages("notes", derived(pages.note_plans, of.noted, of.cards, of.site))
    publisher.pages("trends", derived(pages.trend_plans, of.dated, of.concepts, of.weekly))
    publisher.pages("health", derived(pages.health_plans, of.checked, of.site))
    for said in of.said:
        month = f"papers of {said.value.month}"
        publisher.pages(month, derived(pages.month_plans, said, of.gatherer))
    publisher.files("redirects", derived(_redirects, of.papers))


def _redirects(archive: Archive) -> Files:
    for alias, target in pages.redirects(archive):
        yield f"{alias}index.html", redirect(alias, target)


# --- search ---------------------------------------------------------------------------------------


def put_search(of: Sources, publisher: Publisher) -> bool:
    """Put in the index, the scripts that read it, and the feeds of saved queries.

    Returns whether any of the index had to be made.
    """
    settings = of.site.value.settings.search
    engine = given(search.chosen(_texts(of.noted.value), settings.engine))
    # lunr's index, which is quick to make, holds notes as well.
    docs = of.docs if engine.value == "sharded" else of.noted_docs
    papers = derived(_paper_index, docs, engine, tools=[publisher.kept])
    notes = derived(_note_index, of.noted, engine, tools=[publisher.kept])
    groups = {"search of papers": papers, "search of notes": notes}
    made = [publisher.files(name, files) for name, files in groups.items()]
    sizes = [_sizes(publisher.made(name)) for name in groups]
    manifest = search.manifest(len(of.papers.value.papers), engine.value, *sizes)
    publisher.files("search manifest", given(list(_below(_SEARCH, [manifest])), *manifest))
    publisher.files("search scripts", derived(_scripts, _theme("assets/papergloss"), engine))
    if settings.saved:
        publisher.files("saved searches", derived(_saved, of.noted_docs, of.site))
    return any(made)


def _sizes(files: Mapping[str, Stamp]) -> dict[str, int]:
    return {name.removeprefix(_SEARCH): stamp.lie.size for name, stamp in files.items()}


def _texts(archive: Archive) -> Iterator[SearchDoc]:
    return (pages.search_doc(paper, archive, Concepts()) for paper in archive.papers)


def _paper_index(docs: list[SearchDoc], engine: str, kept: search.Kept) -> Files:
    return _below(_SEARCH, search.paper_index(docs, engine, kept))


def _note_index(archive: Archive, engine: str, kept: search.Kept) -> Files:
    return _below(_SEARCH, search.note_index(pages.noted_docs(archive), engine, kept))


def _scripts(theme: Path, engine: str) -> Files:
    return _below(_SEARCH, search.joined_scripts(theme, engine))


def _saved(docs: list[SearchDoc], site: Site) -> Files:
    return search.saved_feeds(site.settings.search.saved, docs, site.url, site.name)


def _below(folder: str, files: Files) -> Iterator[tuple[str, bytes]]:
    return ((folder + name, data) for name, data in files)


# --- feeds, exports and letters -------------------------------------------------------------------


def put_exports(of: Sources, publisher: Publisher) -> None:
    """Put in all that other programs read."""
    publisher.files("annotations", derived(webannotation.files, of.noted, of.url))
    publisher.files("schema of notes", derived(_note_schema, of.papers, of.url))
    if of.url.value:
        feeds = derived(pages.feeds, of.marked, of.lists, of.cards, of.site)
        publisher.pieces("feeds", derived(feed_pieces, feeds, of.site))
        publisher.pieces("feed of notes", derived(_feed_of_notes, of.noted, of.site))
        publisher.pieces("feed of digests", derived(_feed_of_digests, of.weekly, of.site))
    publisher.files("letters", derived(_letters, of.weekly, of.url, _theme(TEMPLATES)))
    index = derived(pages.list_index, of.lists, of.cards, of.site)
    exports = derived(_exports, of.marked, index, of.cards, of.site, tools=[publisher.kept])
    publisher.files("exports", exports)
    publisher.files("picture", derived(picture, of.site))


def _exports(
    archive: Archive,
    lists: Sequence[ListEntry],
    cards: pages.Cards,
    site: Site,
    kept: search.Kept,
) -> Files:
    def key(paper: Paper) -> bytes:
        return cards.keyed(paper).key

    return export.files(archive, lists, site, key, partial(_packed, kept))


def _packed(kept: search.Kept, parts: Sequence[export.Part]) -> Iterator[bytes]:
    """Compress parts that no earlier build has compressed."""
    for part in parts:
        found = kept.files(kept.key("packed", part.key.hex()), partial(_packed_alone, part))
        yield from (data for _, data in found)


def _packed_alone(part: export.Part) -> Files:
    return [("part", data) for data in export.packed([part])]


def put_site_map(of: Sources, urls: Iterable[str], publisher: Publisher) -> None:
    """Put in the site map of all pages."""
    publisher.files("site map", derived(sitemap.files, of.url, given(tuple(urls))))


def _note_schema(archive: Archive, url: str) -> Files:
    yield note_schema.PATH, note_schema.schema(archive.tags, url)


def _feed_of_notes(archive: Archive, site: Site) -> Iterator[Piece]:
    return feed_pieces([pages.notes_feed(archive, site)], site)


def _feed_of_digests(weekly: pages.Digests, site: Site) -> Iterator[Piece]:
    return feed_pieces([weekly.feed()], site)


def _letters(weekly: pages.Digests, url: str, _: Path) -> Files:
    return letters.files(weekly.letters(), url)


def _theme(folder: str) -> Input[Path]:
    """Take a folder of the theme, with all that is in it."""
    path = theme_dir() / folder
    files = (each for each in path.rglob("*") if each.is_file())
    return given(path, "theme", folder, digest_files(files))
