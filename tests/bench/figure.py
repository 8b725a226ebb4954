"""What was measured as a plot: CPU time by the number of papers, both on a logarithmic scale."""

from __future__ import annotations

from pathlib import Path

import matplotlib
import rounds
from matplotlib import pyplot
from results import Results

# Drawn in this order; a dashed line is somebody else's.
_LINES = {
    rounds.CLEAN: ("#3949ab", "-"),
    rounds.PAGES_ALONE: ("#00838f", "-"),
    rounds.CHANGED: ("#7cb342", "-"),
    rounds.NOTE: ("#f9a825", "-"),
    rounds.HUGO: ("#d81b60", "--"),
    rounds.MATERIAL: ("#6d4c41", "--"),
}


def draw(results: Results, path: Path) -> None:
    """Write the plot as SVG; the same results give the same bytes."""
    # Letters as letters: the file is small, and its text can be read and searched.
    matplotlib.rcParams.update({"svg.fonttype": "none", "svg.hashsalt": "papergloss"})
    figure, axes = pyplot.subplots(figsize=(7, 4.2), layout="constrained")
    for name, (colour, style) in _LINES.items():
        points = [(size, results.median(size, name)) for size in results.sizes]
        known = [(size, cpu) for size, cpu in points if cpu]
        if known:
            axes.plot(*zip(*known, strict=True), style, color=colour, marker="o", ms=4, label=name)
    axes.set(xscale="log", yscale="log", xlabel="papers", ylabel="seconds of CPU")
    axes.set_xticks(results.sizes, [f"{size:,}" for size in results.sizes])
    axes.minorticks_off()
    axes.yaxis.set_major_formatter("{x:g}")
    axes.grid(color="#ddd")
    axes.legend(frameon=False, fontsize="small")
    axes.spines[["top", "right"]].set_visible(False)
    figure.savefig(path, metadata={"Date": None, "Creator": None})
    pyplot.close(figure)
