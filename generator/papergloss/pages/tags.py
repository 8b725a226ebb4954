"""The pages of tags: each with its papers and its place in the hierarchy, and the index."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping, Sequence
from itertools import groupby

from papergloss import tags
from papergloss.model import Archive, Paper, Tag
from papergloss.pages.cards import Cards
from papergloss.views import Page, Ref, TagNode, TagsView, TagView

# How many tags the front and search pages show, and how many near tags a tag page.
TOP_TAGS = 30
NEAR_TAGS = 10


def tagged(archive: Archive) -> Mapping[str, list[Paper]]:
    """Gather the papers of each tag; a tag has those of the tags below it too.

    A paper may still have one that the vocabulary has lost since the last update.
    """
    found = defaultdict(list)
    for paper in archive.papers:
        for slug in tags.closure(paper.tags, archive.tags) & archive.tags.keys():
            found[slug].append(paper)
    return found


def top_tags(archive: Archive) -> tuple[Ref, ...]:
    """Link to the tags with the most papers."""
    found = tagged(archive)
    order = sorted(found, key=lambda slug: (-len(found[slug]), slug))
    return tuple(_tag_ref(archive.tags[slug], found) for slug in order[:TOP_TAGS])


def _tag_ref(tag: Tag, found: Mapping[str, Sequence[Paper]]) -> Ref:
    return Ref(label=tag.name, url=f"tags/{tag.slug}/", count=len(found.get(tag.slug, ())))


def tag_pages(archive: Archive, cards: Cards) -> Iterator[Page]:
    """Make a page for every tag in use, and the index of tags."""
    found = tagged(archive)
    children = defaultdict(list)
    for slug in sorted(found, key=lambda slug: archive.tags[slug].name.casefold()):
        for parent in archive.tags[slug].parents:
            children[parent].append(archive.tags[slug])
    for slug, papers in sorted(found.items()):
        yield _tag_page(archive.tags[slug], papers, found, children, archive, cards)
    yield Page(
        kind="tags",
        url="tags/",
        title="Tags",
        description=f"{len(found)} tags over {len(archive.papers)} papers",
        view=TagsView(groups=tuple(_groups(archive, found, children))),
    )


def _tag_page(
    tag: Tag,
    papers: Sequence[Paper],
    found: Mapping[str, Sequence[Paper]],
    children: Mapping[str, Sequence[Tag]],
    archive: Archive,
    cards: Cards,
) -> Page:
    view = TagView(
        name=tag.name,
        description=tag.description,
        parents=tuple(_tag_ref(archive.tags[slug], found) for slug in tag.parents),
        children=tuple(_tag_ref(child, found) for child in children.get(tag.slug, ())),
        near=tuple(_near(tag, papers, archive)),
        cards=cards.newest(papers),
    )
    count = f"{len(papers)} paper{'s' if len(papers) != 1 else ''}"
    return Page(
        kind="tag",
        url=f"tags/{tag.slug}/",
        title=tag.name,
        description=f"{count} on {tag.name}. {tag.description}".strip(),
        view=view,
    )


def _near(tag: Tag, papers: Sequence[Paper], archive: Archive) -> Iterator[Ref]:
    """The tags that stand beside this one most often, its own kin left out."""
    beside = Counter(slug for paper in papers for slug in paper.tags if slug in archive.tags)
    kin = tags.closure([tag.slug], archive.tags)
    order = sorted(beside.items(), key=lambda pair: (-pair[1], pair[0]))
    others = [(s, n) for s, n in order if s not in kin and n > 1 and not _below(s, tag, archive)]
    for slug, count in others[:NEAR_TAGS]:
        yield Ref(label=archive.tags[slug].name, url=f"tags/{slug}/", count=count)


def _below(slug: str, tag: Tag, archive: Archive) -> bool:
    return tag.slug in tags.closure([slug], archive.tags)


def _groups(
    archive: Archive,
    found: Mapping[str, Sequence[Paper]],
    children: Mapping[str, Sequence[Tag]],
) -> Iterator[tuple[str, tuple[TagNode, ...]]]:
    def node(tag: Tag) -> TagNode:
        below = tuple(node(child) for child in children.get(tag.slug, ()))
        return TagNode(ref=_tag_ref(tag, found), children=below)

    tops = [tag for tag in archive.tags.values() if tag.slug in found and not tag.parents]
    tops.sort(key=lambda tag: (tag.group, tag.name.casefold()))
    for group, members in groupby(tops, key=lambda tag: tag.group):
        yield group, tuple(node(tag) for tag in members)
