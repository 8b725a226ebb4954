"""The pages of authors and organisations, their indexes, and the links to them from papers.

An author without a page is a link to the search for the name, so that every name leads somewhere.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import groupby

from papergloss import ids
from papergloss.model import Organisation, Paper, People, Person
from papergloss.pages.cards import Cards, counted
from papergloss.pages.paging import PaperList, newest, search_for
from papergloss.views import ListHead, NamesView, Page, Ref

AUTHORS = "authors/"
ORGANISATIONS = "organisations/"
MOST = 30
CO_AUTHORS = 12
# Of how many papers an organisation has a page.
LEAST = 2


# --- on the page of a paper -----------------------------------------------------------------------


class Bylines:
    """Knows which authors have a page; links their names to it, or else to the search."""

    def __init__(self, people: People) -> None:
        self._people = people
        self._shown = frozenset(people.shown)

    def pages(self, paper: Paper) -> tuple[str, ...]:
        """Give the slugs of the pages of a paper's authors, in its order; "" is no page."""
        wrote = self._people.wrote.get(paper.slug) or ("",) * len(paper.authors)
        return tuple(slug if slug in self._shown else "" for slug in wrote)

    def ref(self, name: str, slug: str, count: int | None = None) -> Ref:
        """Link a name; ``slug`` is the person's."""
        return _ref(name, slug if slug in self._shown else "", count=count)


def author_refs(paper: Paper, pages: Iterable[str], *, searched: bool) -> tuple[Ref, ...]:
    """Link the authors of a paper, in its order and as it prints them; see ``Bylines.pages``.

    Args:
        searched: whether a name without a page leads to the search; else it leads nowhere.
    """
    named = zip(paper.authors, pages, strict=True)
    return tuple([_ref(author.name, slug, searched=searched) for author, slug in named])


def _ref(name: str, page: str, *, count: int | None = None, searched: bool = True) -> Ref:
    url = f"{AUTHORS}{page}/" if page else search_for("author", name) if searched else ""
    return Ref(label=name, url=url, count=count)


# --- lists ----------------------------------------------------------------------------------------


def author_lists(people: People, cards: Cards) -> Iterator[PaperList]:
    """Make the list of the papers of everybody who has a page."""
    bylines = Bylines(people)
    for slug in people.shown:
        person = people.persons[slug]
        papers = [cards.by_slug[name] for name in person.papers]
        yield PaperList(
            kind="author",
            url=f"{AUTHORS}{slug}/",
            description=f"{counted(papers)} by {person.name}",
            head=_head(person, people, bylines, cards),
            items=newest(papers, cards),
            minor=True,
            search=search_for("author", person.name),
        )


def _head(person: Person, people: People, bylines: Bylines, cards: Cards) -> ListHead:
    beside = tuple(_beside(person, people, bylines))
    tags = _tags((cards.by_slug[slug] for slug in person.papers), cards)
    rows = (("With", beside), ("On", tags))
    return ListHead(
        title=person.name,
        kicker=(Ref(label="Authors", url=AUTHORS),),
        lead=f"Also printed as {' and '.join(person.names[1:])}." if person.names[1:] else "",
        facts=(("ORCID", person.orcid),) if person.orcid else (),
        kin=tuple(row for row in rows if row[1]),
    )


def _beside(person: Person, people: People, bylines: Bylines) -> Iterator[Ref]:
    """The co-authors of several papers, most of them first."""
    counts: Counter[str] = Counter()
    for paper in person.papers:
        counts.update({*people.wrote[paper]} - {person.slug, ""})
    for slug, count in sorted(counts.items(), key=lambda pair: (-pair[1], pair[0]))[:CO_AUTHORS]:
        yield bylines.ref(people.persons[slug].name, slug, count)


def _tags(papers: Iterable[Paper], cards: Cards) -> tuple[Ref, ...]:
    counts = Counter(tag for paper in papers for tag in paper.tags)
    often = sorted(counts.items(), key=lambda pair: (-pair[1], pair[0]))
    return cards.tags(tag for tag, count in often[:CO_AUTHORS] if count > 1)


def organisations(papers: Iterable[Paper]) -> Mapping[str, tuple[Organisation, Sequence[Paper]]]:
    """Gather the papers of each organisation, by the slug of its handle or its name."""
    names: dict[str, Organisation] = {}
    found: dict[str, list[Paper]] = defaultdict(list)
    for paper in papers:
        who = paper.organisation
        if who and (slug := ids.slugify(who.handle or who.name)):
            names.setdefault(slug, who)
            found[slug].append(paper)
    return {slug: (names[slug], found[slug]) for slug in sorted(found) if found[slug][LEAST - 1 :]}


def organisation_lists(papers: Iterable[Paper], cards: Cards) -> Iterator[PaperList]:
    """Make the list of the papers of every organisation that has several."""
    for slug, (who, wrote) in organisations(papers).items():
        yield PaperList(
            kind="organisation",
            url=f"{ORGANISATIONS}{slug}/",
            description=f"{counted(wrote)} by {who.name}",
            head=ListHead(
                title=who.name,
                kicker=(Ref(label="Organisations", url=ORGANISATIONS),),
                kin=tuple(row for row in (("On", _tags(wrote, cards)),) if row[1]),
            ),
            items=newest(wrote, cards),
            minor=True,
            search=search_for("organisation", who.name),
        )


# --- the indexes ----------------------------------------------------------------------------------


def people_pages(lists: Iterable[PaperList], people: People) -> Iterator[Page]:
    """Make the indexes of authors and of organisations, where there are any."""
    refs = defaultdict(list)
    for found in lists:
        if found.kind in ("author", "organisation"):
            ref = Ref(label=found.head.title, url=found.url, count=len(found.items))
            refs[found.kind].append(ref)
    if refs["author"]:
        rest = len(people.persons) - len(people.shown)
        lead = f"{len(people.shown)} authors of several papers each"
        lead += f"; {rest} more are found by search." if rest else "."
        yield _index("Authors", AUTHORS, lead, refs["author"])
    if refs["organisation"]:
        lead = f"{len(refs['organisation'])} organisations with several papers each."
        yield _index("Organisations", ORGANISATIONS, lead, refs["organisation"])


def _index(title: str, url: str, lead: str, refs: Iterable[Ref]) -> Page:
    every = sorted(refs, key=lambda ref: (_sorting(ref.label), ref.url))
    letters = groupby(every, key=lambda ref: _letter(_sorting(ref.label)))
    return Page(
        kind="names",
        url=url,
        title=title,
        description=lead,
        view=NamesView(
            title=title,
            lead=lead,
            most=tuple(sorted(every, key=lambda ref: -(ref.count or 0))[:MOST]),
            letters=tuple((letter, tuple(group)) for letter, group in letters),
        ),
    )


def _sorting(name: str) -> str:
    """By the last name first, as a bibliography does; accents make no difference."""
    words = ids.slugify(name).split("-")
    return " ".join([words[-1], *words[:-1]])


def _letter(sorting: str) -> str:
    return sorting[0].upper() if sorting[:1].isalpha() else "#"
