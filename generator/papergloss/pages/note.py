"""What a note adds to its paper's page: marks and margin in the abstract, the note, relations."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace

from papergloss import days
from papergloss.highlight import Passage, Reference, highlighted
from papergloss.margin import Gloss, glosses
from papergloss.markup import title_html
from papergloss.model import Note, Paper, RelationKind, Standing
from papergloss.note_markup import Surroundings, comment_html, note_html
from papergloss.note_reader import read
from papergloss.note_views import NoteView, RelationView
from papergloss.pages.cards import status_text
from papergloss.pages.paper_inputs import Other

# How a relation reads on the paper whose note states it, and on the other.
RELATIONS = {
    RelationKind.EXTENDS: ("Extends", "Extended by"),
    RelationKind.CONTRADICTS: ("Contradicts", "Contradicted by"),
    RelationKind.USES: ("Uses", "Used by"),
    RelationKind.COMPARES: ("Compares with", "Compared with by"),
    RelationKind.SEE_ALSO: ("See also", "See also"),
}


def laid_out(
    paper: Paper, note: Note | None, around: Surroundings, named: Sequence[Reference] = ()
) -> tuple[str, NoteView | None]:
    """Return the abstract as HTML, with what stands in its margin, and the rest of the note.

    ``named`` are the concepts that are linked in it.
    """
    if note is None:
        return highlighted(paper.abstract, (), named), None
    placed = [gloss for gloss in glosses(paper, note) if gloss.span]
    passages = [_passage(gloss, note, around) for gloss in placed]
    abstract = highlighted(paper.abstract, passages, named)
    view = NoteView(
        body_html=whole_html(note, around, placed),
        glossed=any(gloss.quote.comment for gloss in placed),
        status=status_text(note.status),
        rating=note.rating,
        noted=note.noted.isoformat() if note.noted else "",
        noted_text=days.text(note.noted),
        data_url=f"annotations/{paper.slug}.jsonld",
    )
    return abstract, view


def whole_html(note: Note, around: Surroundings, beside: Sequence[Gloss] = ()) -> str:
    """Show a note and those joined to it, without the quotes that stand ``beside`` the abstract."""
    parts = [
        note_html(
            read(each.body),
            _told_apart(each, note, around),
            [gloss.quote for gloss in beside if gloss.note is each],
        )
        for each in (note, *note.joined)
    ]
    return "\n".join(part for part in parts if part)


def _told_apart(each: Note, note: Note, around: Surroundings) -> Surroundings:
    return around if each is note else replace(around, id=each.slug)


def _passage(gloss: Gloss, note: Note, around: Surroundings) -> Passage:
    comment = comment_html(gloss.reading, gloss.quote, _told_apart(gloss.note, note, around))
    label = f"Note on passage {gloss.number}"
    beside = f'<span class="pg-gloss" role="note" aria-label="{label}">{comment}</span>'
    assert gloss.span is not None
    return Passage(
        span=gloss.span, id=f"passage-{gloss.number}", beside_html=beside if comment else ""
    )


def relations(standing: Iterable[tuple[Other, Standing]]) -> tuple[RelationView, ...]:
    """Show how a paper stands to others."""
    return tuple(
        RelationView(
            label=RELATIONS[each.kind][each.back],
            title_html=title_html(other.title),
            url=other.beside,
            remark=each.remark,
        )
        for other, each in standing
    )
