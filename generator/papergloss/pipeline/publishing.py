"""Plans → the site's folder: pages that do not lie there yet are made, here or elsewhere."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial

from papergloss.executors import Workers, spread
from papergloss.output import SiteFolder
from papergloss.pipeline.progress import Progress
from papergloss.pipeline.report import BuildReport
from papergloss.render import Renderer, print_pages
from papergloss.views import Plan

# So many pages are made before they are written, and go to another process together.
_AT_ONCE = 100


def publish_pages(
    planned: Sequence[Plan],
    renderer: Renderer,
    folder: SiteFolder,
    workers: Workers,
    report: BuildReport,
    progress: Progress,
) -> None:
    """Make the pages that do not lie in the folder already."""
    missing: list[tuple[Plan, bytes]] = []
    for plan in planned:
        key = renderer.key(plan)
        if folder.holds(_name(plan), key):
            report.reused[plan.kind] += 1
        else:
            missing.append((plan, key))
            report.rendered[plan.kind] += 1
    printed = spread(
        workers, partial(print_pages, renderer.stationery), [plan for plan, _ in missing], _AT_ONCE
    )
    for done, ((plan, key), html) in enumerate(zip(missing, printed, strict=True), start=1):
        folder.put(_name(plan), html, key)
        progress("render", done, len(missing))


def _name(plan: Plan) -> str:
    return f"{plan.url}index.html"
