"""``content/papers/``: one Markdown file a paper, and the list of listings they came from.

A file is front matter and the abstract as body, readable on any forge as it stands. Fields that
say nothing are left out, so a reader of the file sees only what is known. Generated: deleting the
folder and running update gives the same bytes back.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from pathlib import Path

from msgspec import structs

from papergloss import days, ids
from papergloss.errors import ReadError
from papergloss.model import (
    Appearance,
    Author,
    Ids,
    Link,
    LinkKind,
    Listing,
    Organisation,
    Paper,
    Variant,
    Version,
)
from papergloss.store import files, yaml_text
from papergloss.store.fields import Fields
from papergloss.store.yaml_text import Value

# The generated list of listings; the build reads it in place of the raw files.
LISTINGS = "listings.yml"


def path_of(paper: Paper) -> str:
    """Where a paper's file lies below ``content/papers/``."""
    return f"{paper.month}/{paper.slug}.md"


# --- out ----------------------------------------------------------------------------------------


def paper_text(paper: Paper) -> str:
    """Write a paper as the text of its file; ``parse_paper`` gives the same paper back."""
    return yaml_text.join(_present(_paper_meta(paper)), paper.abstract)


def _paper_meta(paper: Paper) -> dict[str, Value | None]:
    who = paper.organisation
    return {
        "title": paper.title,
        "date": days.iso(paper.date),
        "ids": _present(structs.asdict(paper.ids)),
        "authors": [_author(author) for author in paper.authors],
        "author_count": paper.author_count,
        "organisation": _present({"name": who.name, "handle": who.handle}) if who else None,
        "venue": paper.venue,
        "comment": paper.comment,
        "categories": list(paper.categories),
        "keywords": list(paper.keywords),
        "versions": [_version(version) for version in paper.versions],
        "withdrawn": "yes" if paper.withdrawn else None,
        "listings": [_appearance(seen) for seen in paper.appearances],
        "links": [{"kind": str(link.kind), "url": link.url} for link in paper.links],
        "tags": list(paper.tags),
        "aliases": list(paper.aliases),
        "said": dict(paper.said),
        "variants": [
            {"field": each.field, "listing": each.listing, "value": each.value}
            for each in paper.variants
        ],
    }


def _author(author: Author) -> Value:
    return {"name": author.name, "orcid": author.orcid} if author.orcid else author.name


def _version(version: Version) -> Value:
    return _present({"number": version.number, "date": _iso(version.date)})


def _appearance(seen: Appearance) -> Value:
    return _present(
        {
            "listing": seen.listing,
            "date": _iso(seen.date),
            "position": seen.position,
            "comments": seen.comments,
            "upvotes": seen.upvotes,
        }
    )


def listings_text(listings: Sequence[Listing]) -> str:
    """Write what the build needs to know of the listings, oldest first."""
    return yaml_text.dump({item.id: _present(_listing_meta(item)) for item in listings})


def _listing_meta(listing: Listing) -> dict[str, Value | None]:
    return {
        "date": _iso(listing.date),
        "date_basis": listing.date_basis,
        "path": listing.path,
        "url": listing.url,
        "received": listing.received,
        "size": listing.size,
        "lookup": "yes" if listing.lookup else None,
    }


def _iso(day: date | None) -> str | None:
    return day.isoformat() if day else None


def _present(fields: Mapping[str, Value | None]) -> dict[str, Value]:
    return {key: value for key, value in fields.items() if value not in (None, [], {}, "")}


# --- in -----------------------------------------------------------------------------------------

_IDS = frozenset(Ids.__struct_fields__)
_KINDS = {str(kind): kind for kind in LinkKind}


def read_papers(folder: Path) -> Iterator[Paper]:
    """Read every paper below ``folder``, in order of month and slug."""
    for month in sorted(folder.glob("*/")):
        yield from map(read_paper, sorted(month.glob("*.md"), key=_name))


def _name(path: Path) -> str:
    return path.name


def read_paper(path: Path) -> Paper:
    """Read the paper in a file; ReadError where it is none."""
    return parse_paper(files.read_text(path), path)


def parse_paper(text: str, path: Path) -> Paper:
    """Read a paper's file; the path gives its month and slug.

    Raises:
        ReadError: a field is missing or of the wrong shape.
    """
    where, slug, month = str(path), path.stem, path.parent.name
    if not ids.SLUG.fullmatch(slug) or not ids.MONTH.fullmatch(month):
        raise ReadError("not a place for a paper: <YYYY-MM>/<slug>.md is", where=where)
    meta, body = yaml_text.split(text, where)
    fields = Fields(meta, where)
    return Paper(
        slug=slug,
        month=month,
        # Missing only where a list of ids is all that names it so far.
        title=(fields.get("title") or "") if fields.has("ids") else fields.text("title"),
        abstract=body,
        date=fields.partial_day("date"),
        ids=Ids(**{k: v for k, v in fields.sub("ids").texts().items() if k in _IDS}),
        authors=tuple([_parse_author(item, where) for item in fields.items("authors")]),
        author_count=fields.number("author_count"),
        organisation=_parse_organisation(fields),
        appearances=tuple(map(_parse_appearance, fields.subs("listings"))),
        links=tuple(map(_parse_link, fields.subs("links"))),
        tags=fields.strings("tags"),
        aliases=fields.strings("aliases"),
        venue=fields.get("venue"),
        comment=fields.get("comment"),
        categories=fields.strings("categories"),
        keywords=fields.strings("keywords"),
        versions=tuple(map(_parse_version, fields.subs("versions"))),
        withdrawn=fields.has("withdrawn"),
        said=fields.sub("said").texts(),
        variants=tuple(map(_parse_variant, fields.subs("variants"))),
    )


def _parse_author(item: object, where: str) -> Author:
    if isinstance(item, str):
        return Author(name=item)
    fields = Fields(item, where)
    return Author(name=fields.text("name"), orcid=fields.get("orcid"))


def _parse_organisation(fields: Fields) -> Organisation | None:
    if not fields.has("organisation"):
        return None
    who = fields.sub("organisation")
    return Organisation(name=who.text("name"), handle=who.get("handle"))


def _parse_appearance(fields: Fields) -> Appearance:
    return Appearance(
        listing=fields.text("listing"),
        date=fields.day("date"),
        position=fields.number("position") or 0,
        comments=fields.number("comments"),
        upvotes=fields.number("upvotes"),
    )


def _parse_version(fields: Fields) -> Version:
    return Version(number=fields.number("number") or 0, date=fields.day("date"))


def _parse_variant(fields: Fields) -> Variant:
    return Variant(
        field=fields.text("field"), listing=fields.text("listing"), value=fields.text("value")
    )


def _parse_link(fields: Fields) -> Link:
    return Link(url=fields.text("url"), kind=_KINDS.get(fields.text("kind"), LinkKind.OTHER))


def read_listings(path: Path) -> tuple[Listing, ...]:
    """Read the list that ``listings_text`` wrote; no file is no listings."""
    if not path.exists():
        return ()
    top = Fields(yaml_text.read_file(path) or {}, str(path))
    return tuple(_parse_listing(name, top.sub(name)) for name in top.names())


def _parse_listing(name: str, fields: Fields) -> Listing:
    return Listing(
        id=name,
        path=fields.text("path"),
        date=fields.day("date"),
        date_basis=fields.get("date_basis") or "",
        url=fields.get("url"),
        received=fields.get("received"),
        size=fields.number("size") or 0,
        lookup=fields.has("lookup"),
    )
