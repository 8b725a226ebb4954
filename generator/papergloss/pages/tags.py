"""The pages of tags: each with its papers and its place in the hierarchy, and the index."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import chain, groupby

from msgspec.structs import replace

from papergloss import tags
from papergloss.model import Archive, Paper, Tag
from papergloss.pages.cards import Cards, counted
from papergloss.pages.paging import Item, PaperList, newest, search_for
from papergloss.pages.trend_parts import month_ends, use_chart
from papergloss.views import ListHead, Page, Ref, TagNode, TagsView

# How many tags the front and search pages show, and how many near tags a tag page.
TOP_TAGS = 30
NEAR_TAGS = 10


def tagged(archive: Archive) -> Mapping[str, list[Paper]]:
    """Gather the papers of each tag; a tag has those of the tags below it too.

    A paper may still have one that the vocabulary has lost since the last update.
    """
    found = defaultdict(list)
    above = {
        slug: tags.closure([slug], archive.tags) & archive.tags.keys() for slug in archive.tags
    }
    for paper in archive.papers:
        for slug in set().union(*(above[slug] for slug in paper.tags if slug in above)):
            found[slug].append(paper)
    return found


def in_use(lists: Iterable[PaperList]) -> Mapping[str, Sequence[Item]]:
    """Give what stands in the lists of tags, by the tag."""
    return {found.url.split("/")[1]: found.items for found in lists if found.kind == "tag"}


def top_tags(archive: Archive, used: Mapping[str, Sequence[Item]]) -> tuple[Ref, ...]:
    """Link to the tags with the most papers; ``used`` are those ``in_use``."""
    order = sorted(used, key=lambda slug: (-len(used[slug]), slug))
    return tuple(_tag_ref(archive.tags[slug], used) for slug in order[:TOP_TAGS])


def _tag_ref(tag: Tag, found: Mapping[str, Sequence[object]]) -> Ref:
    return Ref(label=tag.name, url=f"tags/{tag.slug}/", count=len(found.get(tag.slug, ())))


def tag_lists(archive: Archive, cards: Cards) -> Iterator[PaperList]:
    """Make the list of every tag in use."""
    found = tagged(archive)
    children = _children(archive, found)
    ends = month_ends(archive.papers)
    for slug, papers in sorted(found.items()):
        tag = archive.tags[slug]
        yield PaperList(
            kind="tag",
            url=f"tags/{tag.slug}/",
            description=f"{counted(papers)} on {tag.name}. {tag.description}".strip(),
            head=replace(_head(tag, found, children, archive), chart=use_chart(papers, ends)),
            items=newest(papers, cards),
            search=search_for("tag", tag.name),
        )


def tags_page(archive: Archive, used: Mapping[str, Sequence[Item]]) -> Page:
    """Make the index of tags; ``used`` are those ``in_use``."""
    return Page(
        kind="tags",
        url="tags/",
        title="Tags",
        description=f"{len(used)} tags over {len(archive.papers)} papers",
        view=TagsView(groups=tuple(_groups(archive, used, _children(archive, used)))),
    )


def _children(archive: Archive, found: Iterable[str]) -> Mapping[str, list[Tag]]:
    """The tags below each tag, by name, as far as they are in use."""
    children = defaultdict(list)
    for slug in sorted(found, key=lambda slug: archive.tags[slug].name.casefold()):
        for parent in archive.tags[slug].parents:
            children[parent].append(archive.tags[slug])
    return children


def _head(
    tag: Tag,
    found: Mapping[str, Sequence[Paper]],
    children: Mapping[str, Sequence[Tag]],
    archive: Archive,
) -> ListHead:
    rows = (
        ("Narrower", tuple(_tag_ref(child, found) for child in children.get(tag.slug, ()))),
        ("Often with", tuple(_near(tag, found[tag.slug], archive))),
    )
    above = (Ref(label=archive.tags[slug].name, url=f"tags/{slug}/") for slug in tag.parents)
    return ListHead(
        title=tag.name,
        kicker=(Ref(label="Tags", url="tags/"), *above),
        lead=tag.description,
        kin=tuple(row for row in rows if row[1]),
    )


def _near(tag: Tag, papers: Sequence[Paper], archive: Archive) -> Iterator[Ref]:
    """The tags that stand beside this one most often, its own kin left out."""
    beside = Counter(chain.from_iterable([paper.tags for paper in papers]))
    kin = tags.closure([tag.slug], archive.tags)
    order = sorted(beside.items(), key=lambda pair: (-pair[1], pair[0]))
    known = [(slug, count) for slug, count in order if slug in archive.tags and count > 1]
    others = [(s, n) for s, n in known if s not in kin and not _below(s, tag, archive)]
    for slug, count in others[:NEAR_TAGS]:
        yield Ref(label=archive.tags[slug].name, url=f"tags/{slug}/", count=count)


def _below(slug: str, tag: Tag, archive: Archive) -> bool:
    return tag.slug in tags.closure([slug], archive.tags)


def _groups(
    archive: Archive,
    found: Mapping[str, Sequence[object]],
    children: Mapping[str, Sequence[Tag]],
) -> Iterator[tuple[str, tuple[TagNode, ...]]]:
    def node(tag: Tag) -> TagNode:
        below = tuple(node(child) for child in children.get(tag.slug, ()))
        return TagNode(ref=_tag_ref(tag, found), children=below)

    tops = [tag for tag in archive.tags.values() if tag.slug in found and not tag.parents]
    tops.sort(key=lambda tag: (tag.group, tag.name.casefold()))
    for group, members in groupby(tops, key=lambda tag: tag.group):
        yield group, tuple(node(tag) for tag in members)
