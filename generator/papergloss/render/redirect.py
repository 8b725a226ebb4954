"""Pages that lead to where a page has moved."""

from __future__ import annotations

from html import escape


def redirect(url: str, target: str) -> bytes:
    """Return a page at ``url`` that leads to ``target``, with and without scripts."""
    goal = escape("../" * url.count("/") + target)
    return (
        f'<!doctype html><html lang="en"><meta charset="utf-8"><title>Moved</title>'
        f'<link rel="canonical" href="{goal}"><meta http-equiv="refresh" content="0; url={goal}">'
        f'<p>This page has moved <a href="{goal}">here</a>.</p></html>\n'
    ).encode()
