"""The page of one paper."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from functools import lru_cache
from urllib.parse import quote

from papergloss import days, export
from papergloss.markup import mark, teaser, title_html
from papergloss.model import Link, LinkKind, Listing, Mention, Paper
from papergloss.note_markup import Surroundings
from papergloss.pages import provenance
from papergloss.pages.cards import source_text
from papergloss.pages.concepts import concept_references
from papergloss.pages.note import laid_out, relations
from papergloss.pages.paper_inputs import Other, PaperInputs
from papergloss.pages.people import author_refs
from papergloss.text import plain
from papergloss.views import (
    AppearanceView,
    KinView,
    LinkView,
    MentionView,
    OtherView,
    Page,
    PaperView,
    Ref,
    RelatedView,
    SharedView,
)

LABELS = {
    LinkKind.CODE: "Code",
    LinkKind.DATA: "Data",
    LinkKind.MODEL: "Model",
    LinkKind.DEMO: "Demo",
    LinkKind.PROJECT: "Project page",
    LinkKind.PAPER: "Paper",
    LinkKind.OTHER: "Link",
}


# A paper's page lies two folders below the site's root.
ROOT = "../../"


def paper_page(inputs: PaperInputs) -> Page:
    """Make a paper's page."""
    paper = inputs.paper.value
    view = _view(inputs)
    return Page(
        kind="paper",
        url=f"papers/{paper.slug}/",
        title=plain(paper.title),
        description=_description(inputs),
        view=view,
        meta=export.meta(paper),
        data_html="" if inputs.site.slim else export.json_ld(paper),
        pictured=inputs.site.pictured,
    )


def _description(inputs: PaperInputs) -> str:
    """What previews of links say of the paper; nothing where space is dear."""
    most = inputs.site.described
    return teaser(inputs.paper.value.abstract, most) if most else ""


def _view(inputs: PaperInputs) -> PaperView:
    paper, forge = inputs.paper.value, inputs.site.forge
    listings = {listing.id: listing for listing in inputs.listings}
    named = concept_references(paper, inputs.concepts, ROOT)
    abstract_html, note_view = laid_out(paper, inputs.note, _surroundings(inputs), named)
    return PaperView(
        slug=paper.slug,
        title_html=title_html(paper.title),
        title_tex=_title_tex(inputs),
        abstract_html=abstract_html,
        date=days.iso(paper.date),
        date_text=days.text(paper.date),
        authors=author_refs(paper, inputs.authors, searched=not inputs.site.slim),
        author_count=paper.author_count,
        organisation=paper.organisation.name if paper.organisation else "",
        links=tuple(links(paper)),
        tags=inputs.tags,
        concepts=tuple(named.ref for named, _ in inputs.concepts if inputs.site.gathered),
        appearances=tuple(_appearances(paper, listings)),
        related=tuple(map(_related, inputs.related)),
        series=tuple(KinView(ref=_ref(other), reason=why) for other, why in inputs.series),
        shared=tuple(_shared(code, others) for code, others in inputs.shared),
        mentions=tuple(map(_mention, inputs.mentions)),
        mentioned_by=tuple(map(_mention, inputs.mentioned_by)),
        withdrawn=paper.withdrawn,
        facts=tuple(provenance.facts(paper, listings)),
        differences=tuple(provenance.differences(paper, listings)),
        bibtex=_bibtex(inputs),
        note=note_view,
        relations=relations(inputs.relations),
        forge=forge.name if forge else "",
        annotate_url=_annotate_url(inputs),
        correct_url=forge.correction(paper.slug) if forge else "",
    )


def _surroundings(inputs: PaperInputs) -> Surroundings:
    targets = dict(inputs.targets)
    return Surroundings(target=targets.get, root=ROOT, hosts=inputs.site.image_hosts)


def links(paper: Paper) -> Iterator[LinkView]:
    """Yield where else a paper is: its page and PDF on arXiv, its DOI, what listings link to."""
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


def _appearances(paper: Paper, listings: Mapping[str, Listing]) -> Iterator[AppearanceView]:
    for seen in paper.appearances:
        listing = listings.get(seen.listing)
        # What was looked up has no page, and no order of its own.
        shown = listing if listing and not listing.lookup else None
        yield AppearanceView(
            label=source_text(seen.listing.partition("/")[0]),
            url=f"listings/{seen.listing}/",
            date_text=days.text(seen.date),
            position=seen.position,
            size=shown.size if shown else seen.position,
            comments=seen.comments,
        )


def _related(pair: tuple[Other, tuple[str, ...]]) -> RelatedView:
    other, terms = pair
    return RelatedView(paper=_other(other), terms=", ".join(terms))


@lru_cache(maxsize=16384)
def _other(other: Other) -> OtherView:
    """Show a paper; each stands on several pages."""
    return OtherView(
        title_html=title_html(other.title), url=other.beside, date_text=days.text(other.date)
    )


def _ref(other: Other) -> Ref:
    return Ref(label=plain(other.title), url=other.beside)


def _shared(code: str, others: tuple[Other, ...]) -> SharedView:
    return SharedView(
        label="Same code" if code else "Same authors",
        name=code.partition("/")[2],
        url=f"https://{code}" if code else "",
        papers=tuple(map(_ref, others)),
    )


def _mention(pair: tuple[Other, Mention]) -> MentionView:
    other, mention = pair
    return MentionView(
        title_html=title_html(other.title),
        url=other.beside,
        sentence_html=mark(mention.sentence, mention.start, mention.end),
    )


def _bibtex(inputs: PaperInputs) -> str:
    """The citation; none where the browser makes it of what the page's head says."""
    if inputs.site.slim:
        return ""
    paper, site = inputs.paper.value, inputs.site.url
    return export.bibtex(paper, f"{site}papers/{paper.slug}/" if site else "")


def _title_tex(inputs: PaperInputs) -> str:
    """The title with its formulas, where a citation is made of the page and needs them."""
    title = inputs.paper.value.title
    return title if inputs.site.slim and "$" in title else ""


def _annotate_url(inputs: PaperInputs) -> str:
    forge, note = inputs.site.forge, inputs.note
    if forge is None:
        return ""
    if note:
        return forge.edit_note(note.slug)
    return forge.new_note(inputs.paper.value.slug, explained=not inputs.site.slim)
