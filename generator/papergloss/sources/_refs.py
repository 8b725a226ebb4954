"""What several readers of people's files make of references: the ids and the links of an entry."""

from __future__ import annotations

from collections.abc import Iterable
from urllib.parse import urlsplit

from papergloss import ids
from papergloss.model import Ids, Link, LinkKind
from papergloss.sources import _values


def gather(
    names: Iterable[str], links: Iterable[Link], named: Iterable[Ids] = ()
) -> tuple[Ids, tuple[Link, ...]]:
    """Return the ids of an entry and those of its links that say more than an id.

    Args:
        names: what stands in its id fields (``10.1000/182``, ``arXiv:2401.00001v2``).
        links: its web addresses; one that only names an id of the entry is left out.
        named: ids that are known already.
    """
    told = [(each, ids.ids_in_url(each.url)) for each in links]
    known = ids.joined([*named, *map(ids.ids_in, names), *(found for _, found in told)])
    return known, _values.links(each for each, found in told if not _repeats(found, known))


def link(text: str, kind: LinkKind | None = None) -> tuple[Link, ...]:
    """Return the link to a web address, or none if it is not one; its host tells the kind."""
    try:
        urlsplit(text.strip())
    except ValueError:  # "https://[openreview.net/", a bracket that opens no IPv6 address
        return ()
    return _values.link(text, kind)


def address(text: str) -> tuple[Link, ...]:
    """Return the link that an address field holds, if it holds one.

    An unknown host is no project's page here, as it is in an abstract, but mostly the publisher's.
    """
    return tuple(
        Link(url=found.url, kind=LinkKind.OTHER) if found.kind is LinkKind.PROJECT else found
        for found in link(text)
    )


def has_name(known: Ids) -> bool:
    """Tell whether there is any id."""
    return known != Ids()


def _repeats(found: Ids, known: Ids) -> bool:
    """Tell whether an address names ids, and none but the entry's own."""
    pairs = (
        (found.arxiv, known.arxiv),
        (found.doi, known.doi),
        (found.openreview, known.openreview),
        (found.acl, known.acl),
    )
    return has_name(found) and all(one is None or one == other for one, other in pairs)
