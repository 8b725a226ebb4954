"""What the manuals tell people to write is what the program takes."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
import yaml

from papergloss import config, remotes
from support import ROOT

BLOCK = re.compile(r"^```yaml\n(plugins:\n.*?)^```$", re.M | re.S)
MANUALS = [ROOT / "README.md", *sorted((ROOT / "docs").glob("*.md"))]


def blocks(path: Path) -> list[str]:
    return BLOCK.findall(path.read_text(encoding="utf-8"))


@pytest.mark.parametrize("path", MANUALS, ids=lambda path: path.name)
def test_the_settings_shown_are_taken(path: Path) -> None:
    """Each example is a whole block; its sources are of known kinds and have what these need."""
    for text in blocks(path):
        (plugin,) = yaml.safe_load(text)["plugins"]
        settings = config.settings(plugin["papergloss"], path.name)
        for source in settings.sources:
            remotes.kind_of(source)


def test_there_are_examples_of_every_family() -> None:
    text = "".join(blocks(ROOT / "docs" / "sources.md"))
    assert {"hf-daily", "arxiv-feed", "arxiv-search"} <= set(re.findall(r"kind: ([\w-]+)", text))


def test_every_kind_of_source_is_described() -> None:
    text = (ROOT / "docs" / "sources.md").read_text(encoding="utf-8")
    assert [kind for kind in remotes.KINDS if f"`{kind}`" not in text] == []
