"""The pages of notes, the lists of papers with a note, and the feed of notes."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date

from msgspec.structs import replace

from papergloss import days
from papergloss.config import Site
from papergloss.model import Archive, Note, Paper, Status
from papergloss.note_markup import Surroundings, opening_html
from papergloss.note_reader import read
from papergloss.pages.cards import Cards, counted, status_text
from papergloss.pages.note import whole_html
from papergloss.pages.paging import Item, PaperList, cut, feed_links, feed_refs, reference
from papergloss.text import plain
from papergloss.views import Feed, FeedEntry, ListHead, NotedView, NotesView, Page, Ref

ROOT = "../"
FEED = "notes/feed"
# The lists of papers with a note, and how many titles of each the page of notes shows.
ALL, RATED = "notes/papers/", "notes/rated-"
ON_SHELF = 12
# How many notes a feed holds: readers ask for it often.
IN_FEED = 50

Noted = tuple[Paper, Note]


def notes_pages(archive: Archive, cards: Cards, site: Site) -> Iterator[Page]:
    """Make the pages that show notes, the latest first; the first leads to all lists of them."""
    noted = tuple(latest_first(archive))
    chunks = cut(noted, cards.measure.per_page)
    refs = [reference("notes/", at, len(chunks)) for at in range(len(chunks))]
    lists = {found.url: found for found in noted_lists(archive)}
    for at, chunk in enumerate(chunks):
        view = NotesView(
            title="Notes" if not at else f"Notes: {refs[at].label.lower()}",
            notes=tuple(noted_view(paper, note, cards, site) for paper, note in chunk),
            newer=refs[at - 1] if at else None,
            older=refs[at + 1] if refs[at + 1 :] else None,
        )
        yield _page(view, refs[at]) if at else _first_page(view, len(noted), refs, lists, site)


def _first_page(
    view: NotesView, total: int, refs: Sequence[Ref], lists: Mapping[str, PaperList], site: Site
) -> Page:
    feeds = feed_refs("notes/", site)
    whole = replace(
        view,
        total=total,
        feeds=feeds,
        pages=tuple(refs[1:]),
        whole=_shelf(lists[ALL])[0] if ALL in lists else None,
        by_rating=tuple(_shelf(found) for url, found in lists.items() if url.startswith(RATED)),
        by_status=tuple(_shelf(lists[url]) for url in map(_of_status, Status) if url in lists),
    )
    description = f"{total} papers with a note, the latest first, by rating and by status"
    links = tuple(feed_links("Notes", feeds))
    return replace(_page(whole, refs[0]), description=description, links=links)


def _page(view: NotesView, place: Ref) -> Page:
    return Page(kind="notes", url=place.url, title=view.title, description=view.title, view=view)


def noted_lists(archive: Archive) -> Iterator[PaperList]:
    """Make the lists of papers with a note: of all, of each rating, of each status."""
    noted = latest_first(archive)
    for rating in range(5, 0, -1):
        rated = [paper for paper, note in noted if note.rating == rating]
        yield from _list(f"{RATED}{rating}/", f"Rated {rating} of 5", rated)
    for status in Status:
        found = [paper for paper, note in noted if note.status is status]
        yield from _list(_of_status(status), status_text(status).capitalize(), found)
    yield from _list(ALL, "Papers with a note", [paper for paper, _ in noted])


def _of_status(status: Status) -> str:
    return f"notes/{status}/"


def _list(url: str, title: str, papers: Sequence[Paper]) -> Iterator[PaperList]:
    """A list, unless it would be empty; in it stand what was noted last first."""
    if papers:
        yield PaperList(
            kind="noted",
            url=url,
            description=f"{title}: {counted(papers)}",
            head=ListHead(title=title, kicker=(Ref(label="Notes", url="notes/"),)),
            items=tuple(Item(paper=paper) for paper in papers),
        )


def _shelf(found: PaperList) -> tuple[Ref, tuple[Ref, ...]]:
    """A list and the titles of its first papers."""
    ref = Ref(label=found.head.title, url=found.url, count=len(found.items))
    return ref, _refs(item.paper for item in found.items[:ON_SHELF])


def latest_first(archive: Archive) -> list[Noted]:
    """Order notes by the day they give; those without one come last, the youngest papers first."""
    noted = [(p, archive.notes[p.slug]) for p in archive.papers if p.slug in archive.notes]
    return sorted(noted, key=lambda pair: (*_age(*pair), pair[0].slug), reverse=True)


def _age(paper: Paper, note: Note) -> tuple[date, str]:
    return note.noted or date.min, paper.month


def noted_view(paper: Paper, note: Note, cards: Cards, site: Site, root: str = ROOT) -> NotedView:
    """Show a paper with its note's opening; ``root`` leads from the page to the site's root."""
    return NotedView(
        card=cards.card(paper),
        noted=note.noted.isoformat() if note.noted else "",
        noted_text=days.text(note.noted),
        opening_html=opening_html(read(note.body), _surroundings(cards, site, root)),
    )


def _surroundings(cards: Cards, site: Site, root: str) -> Surroundings:
    return Surroundings(target=cards.lookup.target, root=root, hosts=site.settings.image_hosts)


def _refs(papers: Iterable[Paper]) -> tuple[Ref, ...]:
    return tuple(Ref(label=plain(p.title), url=f"papers/{p.slug}/") for p in papers)


def notes_feed(archive: Archive, site: Site) -> Feed:
    """Make the feed of notes; of a note without a day counts the day its paper was last listed."""
    cards = Cards(archive)
    noted = sorted(latest_first(archive), key=lambda pair: _updated(*pair), reverse=True)
    entries = tuple(
        FeedEntry(
            url=f"papers/{paper.slug}/",
            title=plain(paper.title),
            updated=f"{_updated(paper, note)}T12:00:00Z",
            mark="#note",
            content_html=whole_html(note, _surroundings(cards, site, site.url)),
            terms=tuple(tag.label for tag in cards.tags(paper.tags)),
        )
        for paper, note in noted[:IN_FEED]
    )
    return Feed(url=FEED, page_url="notes/", title=f"{site.name}: notes", entries=entries)


def _updated(paper: Paper, note: Note) -> date:
    listed = max((seen.date for seen in paper.appearances if seen.date), default=None)
    return note.noted or listed or date.fromisoformat(f"{paper.month}-01")
