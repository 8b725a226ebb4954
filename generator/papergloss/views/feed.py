"""What a feed shows, whichever format it is written in (see ``feeds``)."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class FeedEntry:
    """A paper, or what was written about it.

    Of ``url``, an address below the site's root, and ``mark`` the entry's permanent id is made.
    ``updated`` is UTC, ISO 8601, to the second. Of ``content_html``, whose addresses are whole, and
    ``text`` one is not empty. ``related`` is the paper's address elsewhere.
    """

    url: str
    title: str
    updated: str
    content_html: str = ""
    text: str = ""
    authors: tuple[str, ...] = ()
    terms: tuple[str, ...] = ()
    related: str = ""
    mark: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Feed:
    """A feed of what ``page_url`` shows, the latest first, at ``url`` in one format or another.

    ``url`` has no ending: ``.xml`` makes it the address of the Atom feed, ``.json`` the other's.
    """

    url: str
    page_url: str
    title: str
    entries: tuple[FeedEntry, ...]
    description: str = ""
