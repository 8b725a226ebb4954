"""The text that a new note begins with: front matter that explains itself.

The one place that says so, for ``papergloss note``, for the editors of forges and for reading marks
that become notes. Elsewhere it is called the template of a note.
"""

from __future__ import annotations


def new_note(*, status: str = "", explained: bool = True) -> str:
    """Begin a note whose status is to-read, reading or read, or left out: then it is a comment.

    Unless it is ``explained`` it has its status and nothing else.
    """
    if not explained:
        return f"---\nstatus: {status}\n---\n\n" if status else ""
    return (
        f"---\n{'' if status else '# '}status: {status or 'to-read'} # to-read, reading, read\n"
        "# rating: 4 # 1 to 5\n"
        "# tags: [+decoding, -vision] # to add, to drop\n"
        "---\n\n"
    )
