"""The values that travel between the stages; frozen, typed, and without behaviour of their own.

Imports nothing of ours. A ``Listing`` holds ``Entry`` values as one source showed them; a ``Paper``
is what merging them gives; an ``Archive`` is all of it, read-only, for the build. What there are
thousands of, papers and all that is in them, are msgspec's structs: those are made, compared and
hashed several times as fast as dataclasses.
"""

from papergloss.model.archive import (
    Archive,
    Links,
    Mention,
    Related,
    Sequel,
    Shared,
    Tag,
    Trouble,
)
from papergloss.model.concept import Concept, Concepts, Place
from papergloss.model.listing import (
    LOOKUP,
    Announcement,
    Entry,
    Health,
    LeftOut,
    Listing,
    Reading,
    Refused,
    Rejected,
    Sidecar,
)
from papergloss.model.note import (
    Note,
    Overrides,
    Relation,
    RelationKind,
    Selector,
    Standing,
    Status,
    TagChange,
)
from papergloss.model.paper import Appearance, Paper, Variant
from papergloss.model.person import People, Person, Ruling
from papergloss.model.values import Author, Ids, Link, LinkKind, Organisation, PartialDate, Version

__all__ = [
    "LOOKUP",
    "Announcement",
    "Appearance",
    "Archive",
    "Author",
    "Concept",
    "Concepts",
    "Entry",
    "Health",
    "Ids",
    "LeftOut",
    "Link",
    "LinkKind",
    "Links",
    "Listing",
    "Mention",
    "Note",
    "Organisation",
    "Overrides",
    "Paper",
    "PartialDate",
    "People",
    "Person",
    "Place",
    "Reading",
    "Refused",
    "Rejected",
    "Related",
    "Relation",
    "RelationKind",
    "Ruling",
    "Selector",
    "Sequel",
    "Shared",
    "Sidecar",
    "Standing",
    "Status",
    "Tag",
    "TagChange",
    "Trouble",
    "Variant",
    "Version",
]
