"""How much lists, feeds and the pages of papers show, by the size of the archive.

A site of 100,000 papers has to fit into 1 GB, of which its papers and their search take three
quarters (docs/exports.md counts it). So what is repeated in every list a paper stands in gets
shorter as the archive grows.
"""

from __future__ import annotations

from dataclasses import dataclass

#: How many papers the feed of the whole archive holds: a few days of many sources.
IN_MAIN_FEED = 100


@dataclass(frozen=True, slots=True, kw_only=True)
class Measure:
    """What an archive can afford.

    ``brief`` lists show titles, authors and dates, and no teasers and tags. A list's page has
    ``per_page`` papers, its first up to twice as many; ``most_pages`` is how many pages a list has
    (None: all); ``in_feed`` is how many papers a list's feed holds. Without
    ``dated`` the lists of a day, a week, a month or a listing, to which nothing is added once it is
    over, have no feed, and of a day, week and month only the first page is made: their listings
    show every paper. Of lists that there are thousands of, those of concepts and authors, the
    newest ``minor_shown`` papers stand on one page (None: all, on as many as it takes); search
    finds the others. A concept has feeds if so many papers name it (``concept_feeds``),
    an author or organisation who wrote so many (``author_feeds``).

    The page of a paper shows at most ``related`` papers (None: all that were found) with ``terms``
    that they share, and ``shared`` of the same authors or code. A ``slim`` one says nothing twice:
    programs read of the paper in ``<meta>``, which all that read papers understand, and not in
    JSON-LD besides; the browser makes the BibTeX of that; the description is ``described``
    characters of the abstract; a new note begins with its status, without explanations; and the
    browser links authors without a page to search. Unless ``gathered``, concepts are linked in the
    abstract only, and not in the margin besides. Unless ``pictured``, previews of links to it show
    its title and not the site's picture.
    """

    brief: bool = False
    per_page: int = 50
    most_pages: int | None = None
    minor_shown: int | None = None
    in_feed: int = 30
    dated: bool = True
    concept_feeds: int = 2
    author_feeds: int = 2
    related: int | None = None
    terms: int | None = None
    shared: int | None = None
    slim: bool = False
    described: int = 160
    gathered: bool = True
    pictured: bool = True


_MEASURES = (
    (5_000, Measure()),
    (
        20_000,
        Measure(
            brief=True,
            in_feed=20,
            concept_feeds=20,
            author_feeds=10,
            related=5,
            terms=3,
            slim=True,
            described=100,
        ),
    ),
)
_LARGEST = Measure(
    brief=True,
    per_page=100,
    most_pages=4,
    minor_shown=25,
    in_feed=10,
    dated=False,
    concept_feeds=1_000,
    author_feeds=1_000,
    related=3,
    terms=2,
    shared=2,
    slim=True,
    described=0,
    gathered=False,
    pictured=False,
)


def measure(papers: int) -> Measure:
    """Choose the measure of an archive with so many papers."""
    return next((each for most, each in _MEASURES if papers <= most), _LARGEST)
