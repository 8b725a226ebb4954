"""The digest of a week as plain text: a letter to send, an entry of the feed of digests."""

from __future__ import annotations

from papergloss import days
from papergloss.config import Site
from papergloss.markup import teaser
from papergloss.model import Note, Paper
from papergloss.note_reader import read
from papergloss.pages.cards import byline
from papergloss.pages.trend_parts import Terms, trend_view
from papergloss.pages.weeks import Week
from papergloss.text import plain
from papergloss.trends import Trend
from papergloss.views import FeedEntry, Letter, LetterItem

#: How many new papers a digest shows.
MOST_NEW = 20
_TEASER = 200


def letter(week: Week, terms: Terms, site: Site) -> Letter:
    """Write the letter of a week."""
    parts = (
        ("Noted", tuple(_noted(paper, note) for paper, note in week.noted)),
        ("New", tuple(_new(paper) for paper in week.new[:MOST_NEW])),
        ("Rising", tuple(_rising(trend, terms) for trend in week.rising)),
    )
    return Letter(
        url=week.url,
        title=f"{site.name}: {week.title}",
        lead=week.lead,
        updated=week.updated,
        parts=tuple(part for part in parts if part[1]),
        more=LetterItem(title="This digest on the web", url=week.url),
    )


def entry(week: Week, terms: Terms, site: Site) -> FeedEntry:
    """Write the entry of a week in the feed of digests."""
    told = letter(week, terms, site)
    lines = [told.lead]
    for name, items in told.parts:
        lines += ["", f"{name}:", *(f"- {_line(item)}" for item in items)]
    return FeedEntry(url=week.url, title=week.title, updated=week.updated, text="\n".join(lines))


def _new(paper: Paper) -> LetterItem:
    told = (byline(paper), days.text(paper.date))
    return _item(paper, " · ".join(filter(None, told)), teaser(paper.abstract, _TEASER))


def _noted(paper: Paper, note: Note) -> LetterItem:
    rating = f"rated {note.rating} of 5" if note.rating else ""
    # A note's dollars are no mathematics by the time they are read.
    return _item(paper, rating, teaser(read(note.body).prose.replace("$", r"\$"), _TEASER))


def _item(paper: Paper, facts: str, text: str) -> LetterItem:
    title = plain(paper.title) or paper.slug
    return LetterItem(title=title, url=f"papers/{paper.slug}/", facts=facts, text=text)


def _rising(trend: Trend, terms: Terms) -> LetterItem:
    shown = trend_view(trend, terms.refs[trend.term])
    return LetterItem(title=shown.ref.label, url=shown.ref.url, facts=shown.text)


def _line(item: LetterItem) -> str:
    return f"{item.title} ({item.facts})" if item.facts else item.title
