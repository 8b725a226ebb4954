"""The page of the reader's own marks, which the browser fills in from what it keeps."""

from __future__ import annotations

from papergloss.newnote import new_note
from papergloss.views import MarksView, Page


def marks_page() -> Page:
    """Make the page that lists what the reader starred and queued, and exports it as notes."""
    return Page(
        kind="marks",
        url="marks/",
        title="Your marks",
        description="The papers starred and queued in this browser",
        view=MarksView(queued_note=new_note(status="to-read"), starred_note=new_note()),
    )
