"""The page of one paper."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from urllib.parse import quote

from papergloss import days, export
from papergloss.config import Site
from papergloss.forge import Forge
from papergloss.markup import inline_html, mark, teaser
from papergloss.model import Archive, Link, LinkKind, Links, Mention, Note, Paper
from papergloss.pages import provenance
from papergloss.pages.cards import Cards, source_text
from papergloss.pages.concepts import concept_references, concept_refs
from papergloss.pages.note import ROOT, laid_out, relations
from papergloss.text import plain
from papergloss.views import AppearanceView, LinkView, MentionView, Page, PaperView, RelatedView

LABELS = {
    LinkKind.CODE: "Code",
    LinkKind.DATA: "Data",
    LinkKind.MODEL: "Model",
    LinkKind.DEMO: "Demo",
    LinkKind.PROJECT: "Project page",
    LinkKind.PAPER: "Paper",
    LinkKind.OTHER: "Link",
}


def paper_page(
    paper: Paper, archive: Archive, links: Links, cards: Cards, site: Site, forge: Forge | None
) -> Page:
    """Make a paper's page; ``forge`` is where people can write notes and corrections, if any."""
    url = f"papers/{paper.slug}/"
    note = archive.notes.get(paper.slug)
    named = concept_references(paper, links.concepts, cards, ROOT)
    abstract_html, note_view = laid_out(paper, note, cards, site, named)
    view = PaperView(
        slug=paper.slug,
        title_html=inline_html(paper.title),
        abstract_html=abstract_html,
        date=days.iso(paper.date),
        date_text=days.text(paper.date),
        authors=tuple(author.name for author in paper.authors),
        author_count=paper.author_count,
        organisation=paper.organisation.name if paper.organisation else "",
        links=tuple(_links(paper)),
        tags=cards.tags(paper.tags),
        concepts=concept_refs(paper, links.concepts),
        appearances=tuple(_appearances(paper, cards)),
        related=tuple(_related(paper, links, cards)),
        mentions=_mentions(links.mentions.get(paper.slug, ()), cards, "target"),
        mentioned_by=_mentions(links.mentioned_by.get(paper.slug, ()), cards, "source"),
        withdrawn=paper.withdrawn,
        facts=tuple(provenance.facts(paper, cards)),
        differences=tuple(provenance.differences(paper, cards)),
        bibtex=export.bibtex(paper, site.url + url if site.url else ""),
        note=note_view,
        relations=relations(archive.relations.get(paper.slug, ()), cards),
        forge=forge.name if forge else "",
        annotate_url=_annotate_url(paper, note, forge),
        correct_url=forge.correction(paper.slug) if forge else "",
    )
    return Page(
        kind="paper",
        url=url,
        title=plain(paper.title),
        description=teaser(paper.abstract, 160),
        view=view,
        meta=export.meta(paper),
        data_html=export.json_ld(paper),
    )


def _links(paper: Paper) -> Iterator[LinkView]:
    if paper.ids.arxiv:
        yield LinkView(label="arXiv", url=f"https://arxiv.org/abs/{paper.ids.arxiv}", kind="paper")
        yield LinkView(label="PDF", url=f"https://arxiv.org/pdf/{paper.ids.arxiv}", kind="paper")
    if paper.ids.doi:
        yield LinkView(label="DOI", url=f"https://doi.org/{quote(paper.ids.doi)}", kind="paper")
    seen: set[LinkKind] = set()
    for link in paper.links:
        yield LinkView(label=_label(link, repeated=link.kind in seen), url=link.url, kind=link.kind)
        seen.add(link.kind)
    if not (paper.ids.arxiv or paper.ids.doi):
        words = quote(plain(paper.title))
        url = f"https://arxiv.org/search/?searchtype=title&query={words}"
        yield LinkView(label="Find on arXiv", url=url, kind="find")


def _label(link: Link, *, repeated: bool) -> str:
    """What a button says: the kind, and for a second one of a kind the end of its address."""
    if not repeated:
        return LABELS[link.kind]
    return f"{LABELS[link.kind]}: {link.url.rstrip('/').rpartition('/')[2][:30]}"


def _appearances(paper: Paper, cards: Cards) -> Iterator[AppearanceView]:
    for seen in paper.appearances:
        listing = cards.listings.get(seen.listing)
        yield AppearanceView(
            label=source_text(seen.listing.partition("/")[0]),
            url=f"listings/{seen.listing}/",
            date_text=days.text(seen.date),
            position=seen.position,
            size=listing.size if listing else seen.position,
            comments=seen.comments,
        )


def _related(paper: Paper, links: Links, cards: Cards) -> Iterator[RelatedView]:
    for near in links.related.get(paper.slug, ()):
        other = cards.by_slug[near.slug]
        yield RelatedView(
            title_html=inline_html(other.title),
            url=f"papers/{other.slug}/",
            date_text=days.text(other.date),
            terms=near.terms,
        )


def _mentions(found: Iterable[Mention], cards: Cards, side: str) -> tuple[MentionView, ...]:
    views = []
    for mention in found:
        other = cards.by_slug[getattr(mention, side)]
        views.append(
            MentionView(
                title_html=inline_html(other.title),
                url=f"papers/{other.slug}/",
                sentence_html=mark(mention.sentence, mention.start, mention.end),
            )
        )
    return tuple(views)


def _annotate_url(paper: Paper, note: Note | None, forge: Forge | None) -> str:
    if forge is None:
        return ""
    return forge.edit_note(note.slug) if note else forge.new_note(paper.slug)
