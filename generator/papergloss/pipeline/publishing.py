"""Groups of files → the site's folder: what is not there yet is made, here or elsewhere.

A group whose inputs are those of the build before is looked at no further. In any other a page, a
feed or an export that changed is told from those that did not by a key of its own.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from functools import partial

from papergloss import search
from papergloss.cache import Cache, Stamp, digest
from papergloss.executors import Workers, spread
from papergloss.output import SiteFolder
from papergloss.pipeline.inputs import Input
from papergloss.pipeline.progress import Progress
from papergloss.pipeline.report import BuildReport
from papergloss.render import Renderer, print_pages
from papergloss.views import Plan

# So many pages are made before they are written, and go to another process together.
_AT_ONCE = 100

Files = Iterable[tuple[str, bytes]]


@dataclass(frozen=True, slots=True, kw_only=True)
class Piece:
    """Files of a group that are made together: their names, the key of all that shapes them."""

    names: Sequence[str]
    key: bytes
    make: Callable[[], Files]


@dataclass(frozen=True, slots=True, kw_only=True)
class _Missing:
    """A page that has to be made."""

    plan: Plan
    key: bytes
    group: str


class Publisher:
    """Brings the groups of a site up to date."""

    def __init__(
        self,
        folder: SiteFolder,
        renderer: Renderer,
        cache: Cache,
        workers: Workers,
        report: BuildReport,
    ) -> None:
        #: What earlier builds made of parts of groups.
        self.kept = search.Kept(cache, workers)
        self._cache = cache
        self._folder = folder
        self._renderer = renderer
        self._workers = workers
        self._report = report
        self._missing: list[_Missing] = []

    def pages(self, group: str, plans: Input[Iterable[Plan]]) -> None:
        """Bring a group of pages up to date; ``render`` makes those that are missing."""
        key = self._pages_key(plans, self._folder.forms(group))
        if self._folder.stands(group, key):
            self._report.reused.update(stamp.kind for stamp in self._folder.members(group).values())
            return
        forms = set()
        for plan in plans.value:
            name, own = _name(plan), self._renderer.key(plan)
            forms.add((plan.kind, name.count("/")))
            if self._folder.holds(name, own, group):
                self._report.reused[plan.kind] += 1
            else:
                self._missing.append(_Missing(plan=plan, key=own, group=group))
        self._folder.close(group, self._pages_key(plans, forms))

    def _pages_key(self, plans: Input[Iterable[Plan]], forms: Iterable[tuple[str, int]]) -> bytes:
        """Name what a group of pages is made of, the shells of its kinds at their depths too."""
        return digest(plans.key, *(self._renderer.form_key(*form) for form in sorted(forms)))

    def render(self, progress: Progress) -> None:
        """Make all the pages that are missing."""
        missing, self._missing = self._missing, []
        plans = [each.plan for each in missing]
        printed = spread(
            self._workers, partial(print_pages, self._renderer.stationery), plans, _AT_ONCE
        )
        for done, (each, html) in enumerate(zip(missing, printed, strict=True), start=1):
            self._report.rendered[each.plan.kind] += 1
            self._folder.put(_name(each.plan), html, each.key, each.plan.kind, each.group)
            progress("render", done, len(missing))

    def files(self, group: str, files: Input[Files]) -> bool:
        """Bring a group of other files up to date; tell whether they had to be made.

        What making them asks the cache for stays there while the group does.
        """
        made = self._cache.lasting(files.key, lambda: list(files.value))
        if self._folder.stands(group, files.key):
            return False
        self._folder.put_all(made(), group)
        self._folder.close(group, files.key)
        return True

    def made(self, group: str) -> dict[str, Stamp]:
        """Give the files of a group that is up to date, in their order."""
        return self._folder.members(group)

    def pieces(self, group: str, pieces: Input[Iterable[Piece]]) -> None:
        """Bring a group of files up to date, of which each piece has a key of its own."""
        if self._folder.stands(group, pieces.key):
            return
        for piece in pieces.value:
            if not all(self._folder.holds(name, piece.key, group) for name in piece.names):
                for name, data in piece.make():
                    self._folder.put(name, data, piece.key, group=group)
        self._folder.close(group, pieces.key)


def _name(plan: Plan) -> str:
    return f"{plan.url}index.html"
