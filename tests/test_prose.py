"""MkDocs gets the prose under ``content/`` just as it would list it itself, and no data."""

from __future__ import annotations

from pathlib import Path

import pytest
from mkdocs.config.base import load_config
from mkdocs.structure.files import get_files

from papergloss.plugin.prose import is_data, prose_files

PROSE = (
    "about.md",
    "guide/README.md",
    "guide/index.md",
    "guide/drafts/later.md",
    "guide/papers/about-papers.md",
    "README.md",
    "a.png",
    ".hidden/x.md",
    "templates/x.md",
    "z.md",
)
DATA = (
    "papers/2025-01/opera.md",
    "papers/2025-01/opera.png",
    "listings/hf/2025-01-01.html",
    "notes/opera.md",
    "tags.yml",
)


@pytest.fixture
def content(tmp_path: Path) -> Path:
    """Make an archive's content: prose, data, and an image of a note."""
    for name in (*PROSE, *DATA, "notes/figures/f.PNG"):
        path = tmp_path / "content" / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text("# A title\n")
    (tmp_path / "content" / "linked").symlink_to(tmp_path / "content" / "guide")
    (tmp_path / "mkdocs.yml").write_text(
        "site_name: A\ndocs_dir: content\nexclude_docs: a.png\ndraft_docs: drafts/\n"
    )
    return tmp_path / "content"


def test_prose_is_listed_as_mkdocs_lists_it(
    content: Path, caplog: pytest.LogCaptureFixture
) -> None:
    """The same files in the same order, included or not, and the same warnings."""
    config = load_config(str(content.parent / "mkdocs.yml"))
    theirs = [file for file in get_files(config) if not is_data(file.src_uri)]
    said = list(caplog.messages)
    caplog.clear()
    ours = prose_files(content, config)
    assert [(f.src_uri, f.dest_uri, f.abs_src_path, f.inclusion) for f in ours] == [
        (f.src_uri, f.dest_uri, f.abs_src_path, f.inclusion) for f in theirs
    ]
    assert caplog.messages == said
    assert any("guide/README.md" in message for message in said)
    names = [file.src_uri for file in ours]
    assert "notes/figures/f.PNG" in names
    assert "guide/papers/about-papers.md" in names
    assert not set(DATA) & set(names)
