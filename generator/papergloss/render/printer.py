"""Pages printed: our templates filled, and put into their shells. Any process can do it."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import lru_cache, partial
from html import escape

import jinja2
from jinja2.runtime import Macro

from papergloss.render.shells import Shell
from papergloss.render.templates import TEMPLATES, Environment
from papergloss.views import AnyCard, LazyCard, Page, Plan


@dataclass(frozen=True, slots=True, kw_only=True)
class SiteView:
    """What templates know of the site as a whole."""

    name: str
    description: str
    url: str
    repo_url: str
    papers: int
    version: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Stationery:
    """What pages are printed on: the site's own words, and a shell for each kind and depth.

    ``key`` tells the theme and the site from others.
    """

    key: bytes
    site: SiteView
    shells: dict[tuple[str, int], Shell]


def print_pages(stationery: Stationery, plans: Sequence[Plan]) -> list[bytes]:
    """Make pages, whose keys were asked for before, and print them; any process can."""
    printer = _printer(stationery.key, stationery.site)
    pages = (plan.page() for plan in plans)
    return [
        stationery.shells[page.kind, page.url.count("/")].fill(printer.slots(page))
        for page in pages
    ]


@lru_cache(maxsize=1)
def _printer(key: bytes, site: SiteView) -> _Printer:
    """Keep what the pages of a build share; another theme has another key."""
    return _Printer(site)


# These templates, which print by far the most pages, are macros and nothing else: a template that
# is rendered is set up anew for every page.
_MACROS = ("head", "paper")


def _render(template: jinja2.Template, page: Page, view: object) -> str:
    return template.render(page=page, view=view)


class _Printer:
    """Templates and finished cards, for all pages of one site."""

    def __init__(self, site: SiteView) -> None:
        self._site = site
        self._environments: dict[int, jinja2.Environment] = {}
        self._prints: dict[tuple[str, int], Callable[[Page, object], str]] = {}
        self._cards: dict[tuple[object, ...], str] = {}

    def slots(self, page: Page) -> dict[str, str]:
        """Print a page's own HTML."""
        depth = page.url.count("/")
        return {
            "title": escape(page.title),
            "head": self._print("head", depth)(page, page.view),
            "content": self._print(page.kind, depth)(page, page.view),
        }

    def _print(self, name: str, depth: int) -> Callable[[Page, object], str]:
        """Give what prints pages by the template ``name``."""
        if (name, depth) not in self._prints:
            if depth not in self._environments:
                self._environments[depth] = self._environment("../" * depth or "./")
            template = self._environments[depth].get_template(f"{TEMPLATES}/{name}.html")
            prints = partial(_render, template)
            if name in _MACROS:
                prints = template.make_module({}).printed  # type: ignore[attr-defined]
            self._prints[name, depth] = prints
        return self._prints[name, depth]

    def _environment(self, root: str) -> jinja2.Environment:
        """Make an environment for a depth: what is imported there is then imported once."""
        environment = Environment()
        environment.globals |= {"root": root, "site": self._site, "once": partial(self._once, root)}
        return environment

    def _once(self, root: str, macro: Macro, card: AnyCard, *more: object) -> str:
        """Print a card by a macro, or take what was printed of it for another list."""
        if not isinstance(card, LazyCard):
            return macro(card, *more)
        place = card.key, root, macro.name, more
        if place not in self._cards:
            self._cards[place] = macro(card, *more)
        return self._cards[place]
