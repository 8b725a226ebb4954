"""The page of all notes, and their feed."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from datetime import date

from papergloss import days
from papergloss.config import Site
from papergloss.model import Archive, Note, Paper, Status
from papergloss.note_markup import Surroundings, opening_html
from papergloss.note_reader import read
from papergloss.pages.cards import Cards, status_text
from papergloss.pages.note import whole_html
from papergloss.text import plain
from papergloss.views import Feed, FeedEntry, NotedView, NotesView, Page, Ref

ROOT = "../"
FEED = "notes/feed"
# How many notes a feed holds: readers ask for it often.
IN_FEED = 50

Noted = tuple[Paper, Note]


def notes_page(archive: Archive, cards: Cards, site: Site) -> Page:
    """Make the page that lists the notes: the latest first, then by rating and by status."""
    noted = latest_first(archive)
    view = NotesView(
        latest=tuple(_noted_view(paper, note, cards, site) for paper, note in noted),
        by_rating=tuple(_by_rating(noted)),
        by_status=tuple(_by_status(noted)),
        total=len(noted),
        feed_url=f"{FEED}.xml" if site.url else "",
    )
    return Page(
        kind="notes",
        url="notes/",
        title="Notes",
        description=f"{len(noted)} papers with a note, the latest first, by rating and by status",
        view=view,
    )


def latest_first(archive: Archive) -> list[Noted]:
    """Order notes by the day they give; those without one come last, the youngest papers first."""
    noted = [(p, archive.notes[p.slug]) for p in archive.papers if p.slug in archive.notes]
    return sorted(noted, key=lambda pair: (*_age(*pair), pair[0].slug), reverse=True)


def _age(paper: Paper, note: Note) -> tuple[date, str]:
    return note.noted or date.min, paper.month


def _noted_view(paper: Paper, note: Note, cards: Cards, site: Site) -> NotedView:
    return NotedView(
        card=cards.card(paper),
        noted=note.noted.isoformat() if note.noted else "",
        noted_text=days.text(note.noted),
        opening_html=opening_html(read(note.body), _surroundings(cards, site, ROOT)),
    )


def _surroundings(cards: Cards, site: Site, root: str) -> Surroundings:
    return Surroundings(target=cards.lookup.target, root=root, hosts=site.settings.image_hosts)


def _by_rating(noted: Sequence[Noted]) -> Iterator[tuple[str, tuple[Ref, ...]]]:
    for rating in range(5, 0, -1):
        papers = [paper for paper, note in noted if note.rating == rating]
        if papers:
            yield "★" * rating, _refs(papers)


def _by_status(noted: Sequence[Noted]) -> Iterator[tuple[str, tuple[Ref, ...]]]:
    for status in Status:
        papers = [paper for paper, note in noted if note.status is status]
        if papers:
            yield status_text(status).capitalize(), _refs(papers)


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
