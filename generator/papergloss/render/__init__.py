"""Plans in, finished pages out: the shell once per kind and depth, the page's own HTML inside it.

The shell is MkDocs'; it is asked for with tokens in its slots and cut at them (``shells``). What
stands in the slots comes from our own templates, which escape everything (``printer``). A page is
named by its inputs, its shell and the templates together, so that one whose name is known is left
alone (``naming``).
"""

from papergloss.render.naming import Renderer
from papergloss.render.printer import Stationery, print_pages
from papergloss.render.redirect import redirect
from papergloss.render.shells import Shell, Slot
from papergloss.render.templates import TEMPLATES, theme_dir

__all__ = [
    "TEMPLATES",
    "Renderer",
    "Shell",
    "Slot",
    "Stationery",
    "print_pages",
    "redirect",
    "theme_dir",
]
