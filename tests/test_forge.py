"""The addresses of a forge: what each of them understands, and when there are none."""

from __future__ import annotations

from pathlib import Path
from urllib.parse import parse_qsl, urlsplit

import pytest
import yaml

from papergloss.config import ForgeName, Settings, Site, settings
from papergloss.errors import ConfigError
from papergloss.forge import FORM, PAPER, Forge, forge_of
from papergloss.newnote import new_note
from papergloss.store import notes, yaml_text
from support import ROOT

TEMPLATE = new_note(status="reading")


def site(
    repo: str = "https://github.com/o/r", edit: str = "edit/main/content/", **given: str
) -> Site:
    """A site as mkdocs.yml describes it; ``given`` is the plugin's block."""
    edit_url = f"{repo}/{edit}" if repo and edit else ""
    block = settings(given, "mkdocs.yml")
    return Site(
        root=Path(), content=Path("content"), repo_url=repo, edit_url=edit_url, settings=block
    )


def forge(repo: str, edit: str = "edit/main/content/", **given: str) -> Forge:
    found = forge_of(site(repo, edit, **given))
    assert found is not None
    return found


def parts(address: str) -> tuple[str, dict[str, str]]:
    """An address without its query, and the query decoded as a forge does."""
    split = urlsplit(address)
    query = dict(parse_qsl(split.query, strict_parsing=True)) if split.query else {}
    return f"{split.scheme}://{split.netloc}{split.path}", query


def test_github_begins_a_note_by_its_whole_path() -> None:
    """The folder is in the name, which works where it does not exist yet."""
    assert parts(forge("https://github.com/o/r").new_note("a-b")) == (
        "https://github.com/o/r/new/main",
        {"filename": "content/notes/a-b.md", "value": TEMPLATE},
    )


def test_a_note_may_begin_without_explanations() -> None:
    """Its status alone, which is front matter that notes are read from."""
    _, query = parts(forge("https://github.com/o/r").new_note("a-b", explained=False))
    assert query["value"] == "---\nstatus: reading\n---\n\n"


def test_gitlab_begins_a_note_in_its_folder() -> None:
    assert parts(forge("https://gitlab.com/g/s/r", "-/edit/main/content/").new_note("a-b")) == (
        "https://gitlab.com/g/s/r/-/new/main/content/notes",
        {"file_name": "a-b.md", "content": TEMPLATE},
    )


def test_gitea_begins_a_note_in_its_folder() -> None:
    assert parts(forge("https://codeberg.org/o/r", "_edit/main/content/").new_note("a-b")) == (
        "https://codeberg.org/o/r/_new/main/content/notes",
        {"filename": "a-b.md", "value": TEMPLATE},
    )


@pytest.mark.parametrize(
    ("repo", "edits"),
    [
        ("https://github.com/o/r", "https://github.com/o/r/edit/main/content/notes/a.md"),
        ("https://gitlab.com/o/r", "https://gitlab.com/o/r/-/edit/main/content/notes/a.md"),
        ("https://codeberg.org/o/r", "https://codeberg.org/o/r/_edit/main/content/notes/a.md"),
    ],
)
def test_a_note_that_is_there_opens_in_the_editor(repo: str, edits: str) -> None:
    """Whatever form of edit_uri is set, the address is the forge's own."""
    for uri in (
        "edit/main/content/",
        "-/edit/main/content/",
        "_edit/main/content/",
        "blob/main/content/",
    ):
        assert forge(repo, uri).edit_note("a") == edits


@pytest.mark.parametrize(
    ("repo", "path", "query"),
    [
        (
            "https://github.com/o/r",
            "https://github.com/o/r/issues/new",
            {"template": "correction.yml", "paper": "a-b"},
        ),
        (
            "https://gitlab.com/o/r",
            "https://gitlab.com/o/r/-/issues/new",
            {"issue[title]": "Correction", "issue[description]": "Paper: a-b"},
        ),
        (
            "https://gitea.com/o/r",
            "https://gitea.com/o/r/issues/new",
            {"template": ".github/ISSUE_TEMPLATE/correction.yml", "field:paper": "a-b"},
        ),
    ],
)
def test_a_correction_names_its_paper(repo: str, path: str, query: dict[str, str]) -> None:
    assert parts(forge(repo).correction("a-b")) == (path, query)


def test_the_form_that_addresses_name_is_there_with_that_field() -> None:
    """A form without the field would open empty."""
    form = yaml.safe_load((ROOT / FORM).read_text(encoding="utf-8"))
    ids = [part["id"] for part in form["body"] if "id" in part]
    assert PAPER in ids
    assert "title" not in ids  # GitHub takes that for the issue's own


def test_the_setting_tells_the_forge_of_a_host_of_ones_own() -> None:
    """Also where the host would say otherwise."""
    assert forge("https://git.example.org/o/r", forge="gitea").name is ForgeName.GITEA
    assert forge("https://github.com/o/r", forge="gitlab").name is ForgeName.GITLAB


def test_documents_may_lie_anywhere_in_the_repository() -> None:
    assert forge("https://github.com/o/r", "edit/main/").edit_note("a").endswith("/main/notes/a.md")
    deep = forge("https://github.com/o/r", "edit/release%2F2/a/b/content/")
    assert deep.edit_note("p") == "https://github.com/o/r/edit/release%2F2/a/b/content/notes/p.md"
    assert parts(deep.new_note("p"))[1]["filename"] == "a/b/content/notes/p.md"


@pytest.mark.parametrize("named", [site(repo=""), site(edit=""), site(forge="none")])
def test_without_a_forge_there_are_no_addresses(named: Site) -> None:
    assert forge_of(named) is None


def test_an_unknown_host_is_asked_about() -> None:
    """Guessing would publish links that lead nowhere."""
    with pytest.raises(ConfigError, match=r"which forge https://git\.example\.org/o/r is"):
        forge_of(site("https://git.example.org/o/r"))


def test_an_edit_uri_that_names_no_branch_is_an_error() -> None:
    with pytest.raises(ConfigError, match="names no branch and folder"):
        forge_of(site(edit="somewhere/"))


@pytest.mark.parametrize("value", ["bitbucket", "", 3, None, ["github"]])
def test_only_known_forges_can_be_set(value: object) -> None:
    with pytest.raises(ConfigError, match="forge must be one of github, gitlab, gitea, none"):
        settings({"forge": value}, "mkdocs.yml")


def test_nothing_has_to_be_set() -> None:
    assert Settings().forge is None


@pytest.mark.parametrize(
    ("text", "status"), [(new_note(), None), (new_note(status="to-read"), "to-read")]
)
def test_the_template_is_a_note(text: str, status: str | None, tmp_path: Path) -> None:
    """It reads as one, with the status it was given and nothing else set."""
    (tmp_path / "p.md").write_text(text, encoding="utf-8")
    found, problems = notes.read_notes(tmp_path)
    assert found["p"].body.strip() == ""
    assert problems == []
    front = yaml.safe_load(text.split("---")[1])
    assert front == ({"status": status} if status else None)
    yaml_text.split(text, "p.md")


def test_what_the_template_shows_as_comments_is_right_without_the_signs() -> None:
    """Taking the “#” away at the start of a line gives YAML that says what it should."""
    lines = new_note(status="read").split("---")[1].replace("\n# ", "\n")
    assert yaml.safe_load(lines) == {
        "status": "read",
        "rating": 4,
        "tags": ["+decoding", "-vision"],
    }
