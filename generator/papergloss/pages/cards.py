"""What several kinds of page share: how a paper looks in a list, how dates and names read."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date
from functools import cached_property, partial

from msgspec.structs import replace

from papergloss import days
from papergloss.cache import Keyed, digest
from papergloss.ids import address
from papergloss.lookup import Lookup
from papergloss.markup import inline_html, mark, teaser
from papergloss.model import Archive, Concepts, Ids, LinkKind, Listing, Paper, Place, Status
from papergloss.pages.measure import Measure, measure
from papergloss.pages.order import Order
from papergloss.text import sentence_at
from papergloss.views import Card, LazyCard, Ref

# What people call the sources; any other is shown by its own name.
SOURCES = {"note": "the note", "hf-daily": "Daily Papers"}
# How their names are spelled where people read them.
SPELLED = {
    "acl": "ACL",
    "api": "API",
    "arxiv": "arXiv",
    "bibtex": "BibTeX",
    "crossref": "Crossref",
    "csl": "CSL",
    "hf": "Hugging Face",
    "json": "JSON",
    "oai": "OAI",
    "openalex": "OpenAlex",
    "ris": "RIS",
}
TEASER = 240
MOST_NAMES = 3
# The longest list of authors that cards show; a paper may have hundreds.
SHOWN_NAMES = 30
# More than any paper has comments and upvotes.
_NOTE = 1_000_000


def month_text(month: str) -> str:
    """A month for people: ``2025-02`` → February 2025."""
    return f"{date.fromisoformat(month + '-01'):%B %Y}"


def counted(papers: Sequence[Paper]) -> str:
    """How many papers there are: 1 paper, 2 papers."""
    return f"{len(papers)} paper{'s' if len(papers) != 1 else ''}"


def source_text(source: str) -> str:
    """A source for people: ``arxiv-api`` → arXiv API."""
    if source in SOURCES:
        return SOURCES[source]
    text = " ".join(SPELLED.get(word, word) for word in source.split("-"))
    return text[0].upper() + text[1:] if text.islower() else text


def listing_text(listing: Listing) -> str:
    """A listing for people: Daily Papers, 6 Nov 2025; one not named by its day by its name."""
    by_day = listing.name.startswith(str(listing.date)[:7])
    return f"{source_text(listing.source)}, {days.text(listing.date) if by_day else listing.name}"


def byline(paper: Paper) -> str:
    """Who wrote it, as far as is known: names, else their number, else the organisation."""
    names = [author.name for author in paper.authors]
    if len(names) > MOST_NAMES:
        return f"{names[0]} and {len(names) - 1} others"
    if names:
        return " and ".join([", ".join(names[:-1]), names[-1]] if names[1:] else names)
    if paper.author_count is not None:
        return f"{paper.author_count} author{'s' if paper.author_count != 1 else ''}"
    return paper.organisation.name if paper.organisation else ""


def names(paper: Paper) -> str:
    """The names of the authors, in which a comma only ever separates them."""
    first = [author.name.replace(",", "") for author in paper.authors[:SHOWN_NAMES]]
    more = len(paper.authors) - len(first)
    return ", ".join([*first, f"and {more} others"] if more else first)


def status_text(status: Status | None) -> str:
    """A status for people: to read."""
    return status.replace("-", " ") if status else ""


def sentence_html(paper: Paper, place: Place) -> str:
    """Give the sentence of an abstract in which ``place`` lies, with the place marked."""
    sentence, begin = sentence_at(paper.abstract, place.start)
    return mark(sentence, place.start - begin, min(place.end - begin, len(sentence)))


class Cards:
    """Makes cards and links for the papers, tags and listings of one archive, each once.

    Args:
        keyed: its papers with their digests, by slug, as far as they were asked for before.
    """

    def __init__(
        self,
        archive: Archive,
        concepts: Concepts | None = None,
        keyed: dict[str, Keyed[Paper]] | None = None,
    ) -> None:
        self._archive = archive
        self._concepts = concepts
        self._cards: dict[str, LazyCard] = {}
        self._made: dict[str, Card] = {}
        self._papers = {} if keyed is None else keyed

    @cached_property
    def measure(self) -> Measure:
        """How much lists show."""
        return measure(len(self._archive.papers))

    @cached_property
    def by_slug(self) -> dict[str, Paper]:
        """The archive's papers by slug."""
        return {paper.slug: paper for paper in self._archive.papers}

    @cached_property
    def listings(self) -> dict[str, Listing]:
        """The archive's listings by id."""
        return {listing.id: listing for listing in self._archive.listings}

    @cached_property
    def told_by(self) -> dict[str, Listing]:
        """Whatever tells of papers, by id: the listings, and the answers that were looked up."""
        return {listing.id: listing for listing in self._archive.lookups} | self.listings

    def card(
        self, paper: Paper, position: int | None = None, comments: int | None = None
    ) -> LazyCard:
        """Show a paper in a list, in a listing with its position and comments there."""
        if paper.slug not in self._cards:
            self._cards[paper.slug] = LazyCard(self._key(paper), partial(self._full, paper))
        card = self._cards[paper.slug]
        if position is None:
            return card
        key = digest(card.key, position, comments)
        return LazyCard(key, partial(self._placed, paper, position, comments))

    def telling(self, paper: Paper, place: Place) -> LazyCard:
        """Show a paper in a list, with the sentence around ``place`` instead of its beginning."""
        card = self.card(paper)
        if self.measure.brief:
            return card
        key = digest(self._cards[paper.slug].key, place)
        return LazyCard(
            key, lambda: replace(self._full(paper), teaser_html=sentence_html(paper, place))
        )

    def _placed(self, paper: Paper, position: int, comments: int | None) -> Card:
        return replace(self._full(paper), position=position, comments=comments)

    def _full(self, paper: Paper) -> Card:
        if paper.slug not in self._made:
            self._made[paper.slug] = self._make(paper)
        return self._made[paper.slug]

    def _key(self, paper: Paper) -> bytes:
        """Tell by what a card is made from whether it changed."""
        note = self._archive.notes.get(paper.slug)
        judged = (note.status, note.rating) if note else None
        tags, arrived = self.tags(paper.tags), self.arrived(paper)
        return digest([self.keyed(paper), judged, tags, arrived, self.measure.brief])

    def keyed(self, paper: Paper) -> Keyed[Paper]:
        """Give a paper of the archive with its digest."""
        if paper.slug not in self._papers:
            self._papers[paper.slug] = Keyed(paper)
        return self._papers[paper.slug]

    def newest(self, papers: Iterable[Paper]) -> list[Paper]:
        """Put papers of the archive in order, the newest first."""
        return self._order.put(papers)

    @cached_property
    def _order(self) -> Order:
        return Order(sorted(self._archive.papers, key=age, reverse=True))

    @cached_property
    def weights(self) -> dict[str, int]:
        """How much people said of papers, of those of which anybody did: our own note first."""
        weighed = ((paper.slug, self._weight(paper)) for paper in self._archive.papers)
        return {slug: weight for slug, weight in weighed if weight}

    def _weight(self, paper: Paper) -> int:
        note = self._archive.notes.get(paper.slug)
        own = _NOTE * (1 + (note.rating or 0)) if note else 0
        said = [(seen.comments or 0) + (seen.upvotes or 0) for seen in paper.appearances]
        return own + max(said, default=0)

    @cached_property
    def lookup(self) -> Lookup:
        """Finds papers, tags and concepts by what notes call them."""
        shown = self._archive
        return Lookup(shown.papers, shown.tags, shown.hidden, self._concepts)

    def _make(self, paper: Paper) -> Card:
        note = self._archive.notes.get(paper.slug)
        brief = self.measure.brief
        return Card(
            url=f"papers/{paper.slug}/",
            title_html=inline_html(paper.title),
            date=days.iso(paper.date),
            date_text=days.text(paper.date),
            byline=names(paper) if paper.authors else byline(paper),
            teaser_html="" if brief else _teaser(paper),
            tags=() if brief else self.tags(paper.tags),
            title_tex=paper.title if "$" in paper.title else "",
            named=bool(paper.authors),
            ref=_ref(paper.ids),
            comments=max((seen.comments or 0 for seen in paper.appearances), default=0) or None,
            upvotes=max((seen.upvotes or 0 for seen in paper.appearances), default=0) or None,
            has_code=any(link.kind is LinkKind.CODE for link in paper.links),
            has_note=note is not None,
            arrived=self.arrived(paper),
            status=status_text(note.status) if note else "",
            rating=note.rating if note else None,
        )

    def arrived(self, paper: Paper) -> str:
        """When the first listing that shows it was received; where that is not known, its day."""
        first = paper.appearances[0]
        listing = self.listings.get(first.listing)
        received = days.utc(listing.received) if listing and listing.received else ""
        return received or (first.date.isoformat() if first.date else "")

    def tags(self, slugs: Iterable[str]) -> tuple[Ref, ...]:
        """Links to tag pages; a tag that the vocabulary has lost is left out."""
        return tuple(self._tag_refs[slug] for slug in slugs if slug in self._tag_refs)

    @cached_property
    def _tag_refs(self) -> dict[str, Ref]:
        known = self._archive.tags.items()
        return {slug: Ref(label=tag.name, url=f"tags/{slug}/") for slug, tag in known}

    def listing(self, listing: Listing) -> Ref:
        """A link to a listing's page, with its number of entries."""
        url = f"listings/{listing.id}/"
        return Ref(label=listing_text(listing), url=url, count=listing.size)


def _ref(ids: Ids) -> str:
    """The ids of which citations are made; failing those, the address that the others lead to."""
    return " ".join(filter(None, (ids.arxiv, ids.doi))) or address(ids)


def _teaser(paper: Paper) -> str:
    return inline_html(teaser(paper.abstract, TEASER).replace("$", r"\$"))


def age(paper: Paper) -> tuple[date, date, str]:
    """What lists are sorted by: a paper's own day, that of its last listing, its name."""
    listed = max((seen.date or date.min for seen in paper.appearances), default=date.min)
    return days.first_day(paper.date) or listed, listed, paper.slug
