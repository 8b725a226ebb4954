"""The page of a paper."""

from __future__ import annotations

from msgspec import Struct

from papergloss.note_views import NoteView, RelationView
from papergloss.views.pieces import LinkView, Ref


class AppearanceView(Struct, frozen=True, kw_only=True):
    """A listing the paper stood in: "12th of 102 in Daily Papers, 6 Nov 2025, 2 comments"."""

    label: str
    url: str
    date_text: str
    position: int
    size: int
    comments: int | None


class OtherView(Struct, frozen=True, kw_only=True):
    """Another paper as any page names it."""

    title_html: str
    url: str
    date_text: str


class RelatedView(Struct, frozen=True, kw_only=True):
    """A similar paper and the terms the two share, in one line."""

    paper: OtherView
    terms: str


class MentionView(Struct, frozen=True, kw_only=True):
    """Another paper named in an abstract; ``sentence_html`` has the name in <mark>."""

    title_html: str
    url: str
    sentence_html: str


class KinView(Struct, frozen=True, kw_only=True):
    """Another paper of the same series, and why it is one."""

    ref: Ref
    reason: str


class SharedView(Struct, frozen=True, kw_only=True):
    """Papers that share code (``name`` and ``url`` of the repository) or authors; what to say."""

    label: str
    name: str
    url: str
    papers: tuple[Ref, ...]


class Run(Struct, frozen=True, kw_only=True):
    """A piece of a comparison: only in the other text ("del"), only here ("ins"), or in both ""."""

    kind: str
    text: str


class DifferenceView(Struct, frozen=True, kw_only=True):
    """What another listing says of a paper, compared with what its page says."""

    label: str
    runs: tuple[Run, ...]


class PaperView(Struct, frozen=True, kw_only=True):
    """Everything a paper page shows. ``note`` is None where nobody has written one.

    ``facts`` are label and text; ``differences`` are what other listings say instead.
    ``bibtex`` is "" where the browser makes it, for which ``title_tex`` is a title with formulas.
    ``forge`` is github, gitlab or gitea, and "" like the two addresses there where there is none.
    """

    slug: str
    title_html: str
    title_tex: str
    abstract_html: str
    date: str
    date_text: str
    authors: tuple[Ref, ...]
    author_count: int | None
    organisation: str
    links: tuple[LinkView, ...]
    tags: tuple[Ref, ...]
    concepts: tuple[Ref, ...]
    appearances: tuple[AppearanceView, ...]
    related: tuple[RelatedView, ...]
    series: tuple[KinView, ...]
    shared: tuple[SharedView, ...]
    mentions: tuple[MentionView, ...]
    mentioned_by: tuple[MentionView, ...]
    withdrawn: bool
    facts: tuple[tuple[str, str], ...]
    differences: tuple[DifferenceView, ...]
    bibtex: str
    note: NoteView | None
    relations: tuple[RelationView, ...]
    forge: str
    annotate_url: str
    correct_url: str
