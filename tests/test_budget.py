"""A site that its host would refuse is refused before, and it is said what weighs so much."""

from __future__ import annotations

from pathlib import Path

import pytest

from papergloss import budget
from papergloss.config import Budget, settings
from papergloss.errors import ConfigError
from support import run_papergloss


@pytest.fixture
def site(tmp_path: Path) -> Path:
    """A site of five files, 1,000 bytes together."""
    for name, size in {
        "index.html": 50,
        "papers/one/index.html": 300,
        "papers/two/index.html": 400,
        "papers/two/cite.bib": 50,
        "assets/style.css": 200,
    }.items():
        path = tmp_path / "site" / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(b"x" * size)
    return tmp_path / "site"


def test_kinds_are_the_folders_and_pages_stand_apart(site: Path) -> None:
    found = budget.weigh(site)
    assert [(each.kind, each.files, each.size) for each in found.kinds] == [
        ("papers/ pages", 2, 700),
        ("assets/ other files", 1, 200),
        ("papers/ other files", 1, 50),
        ("top pages", 1, 50),
    ]
    assert (found.files, found.size) == (5, 1000)
    assert (found.largest, found.largest_name) == (400, "papers/two/index.html")


def test_a_link_out_of_the_site_weighs_nothing(site: Path) -> None:
    """What it leads to is not published."""
    (site / "elsewhere").symlink_to(site.parent)
    (site / "file").symlink_to(site / "index.html")
    assert budget.weigh(site).files == 5


def test_each_limit_is_compared_and_zero_is_none(site: Path) -> None:
    found = budget.limits(budget.weigh(site), Budget(size=2000, files=0, largest=320))
    assert [(each.found, each.allowed, each.used) for each in found] == [
        (1000, 2000, 0.5),
        (400, 320, 1.25),
    ]


def test_without_a_site_it_says_so(tmp_path: Path) -> None:
    with pytest.raises(ConfigError, match=r"there is no site here\n.*papergloss build"):
        budget.weigh(tmp_path / "site")


def judged(folder: Path, block: str) -> tuple[int, str, str]:
    """Run the command with a budget; return its exit code and what it said."""
    config = folder / "mkdocs.yml"
    config.write_text(f"site_name: N\nplugins: [papergloss: {{budget: {block}}}]\n", "utf-8")
    (folder / "docs").mkdir(exist_ok=True)
    run = run_papergloss("budget", cwd=folder)
    return run.returncode, run.stdout, run.stderr


@pytest.mark.parametrize(
    ("block", "code", "warned"),
    [
        ("{size: 2 kB}", 0, False),
        ("{size: 1250}", 0, True),
        ("{size: 1000}", 0, True),
        ("{size: 999}", 1, False),
        ("{files: 4}", 1, False),
        ("{files: 7}", 0, False),
        ("{files: 6}", 0, True),
        ("{largest: 399}", 1, False),
    ],
)
def test_it_warns_near_a_limit_and_fails_beyond(
    site: Path, block: str, code: int, warned: bool
) -> None:
    """Near is four fifths; what is exactly as large as allowed is allowed."""
    found, _, said = judged(site.parent, block)
    assert (found, "warning:" in said) == (code, warned), said
    assert ("error:" in said) == bool(code)


def test_it_names_what_weighs_most(site: Path) -> None:
    _, out, err = judged(site.parent, "{size: 500}")
    assert out.splitlines()[1].split() == ["papers/", "pages", "2", "0.0", "0.3", "70.0%"]
    assert "what there is most of (papers/ pages)" in err


@pytest.mark.parametrize(
    ("text", "size"),
    [("25 MiB", 25 * 2**20), ("1.5 GB", 1_500_000_000), (4096, 4096), ("80kB", 80_000)],
)
def test_sizes_are_read_as_people_write_them(text: object, size: int) -> None:
    assert settings({"budget": {"size": text}}, "mkdocs.yml").budget.size == size


@pytest.mark.parametrize("text", ["much", "5 MO", "-1", True, "1,5 GB", "", "kiB", "2 kiB"])
def test_anything_else_is_refused(text: object) -> None:
    with pytest.raises(ConfigError, match="size must be a size, as in 950 MB"):
        settings({"budget": {"size": text}}, "mkdocs.yml")
