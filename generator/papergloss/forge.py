"""Where the forge edits a note, begins one, and takes a correction: addresses, and nothing else.

In come ``repo_url``, ``edit_uri`` and the setting ``forge``; out go addresses that carry all that
the forge lets an address fill in. Asks nobody. How each forge is addressed:

- GitHub: ``new/<branch>?filename=&value=``, and issue forms by the ids of their fields
  (https://docs.github.com/en/issues/tracking-your-work-with-issues/using-issues/creating-an-issue).
- GitLab: ``-/new/<branch>/<folder>?file_name=&content=``, of which its editor shows the name alone
  (https://gitlab.com/gitlab-org/gitlab/-/work_items/594214); ``issue[title]=&issue[description]=``.
- Gitea and Forgejo: ``_new/<branch>/<folder>?filename=&value=``, and issue forms by
  ``field:<id>`` and the form's whole path (routers/web/repo/editor.go and issue_new.go there).
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from urllib.parse import quote_plus, urlsplit

from papergloss.config import ForgeName, Site
from papergloss.errors import ConfigError
from papergloss.newnote import new_note

# The issue form in the archive's repository, and the id of its field for the paper's slug.
FORM = ".github/ISSUE_TEMPLATE/correction.yml"
PAPER = "paper"

_HOSTS = {
    "github.com": ForgeName.GITHUB,
    "gitlab.com": ForgeName.GITLAB,
    "codeberg.org": ForgeName.GITEA,
    "gitea.com": ForgeName.GITEA,
}
# What stands in an edit_uri: the forge's verb, the branch (a slash in it is %2F), the folder.
# Nothing in it is written otherwise in an address.
_PLAIN = re.compile(r"[A-Za-z0-9_.~/:,-]*")
_EDIT = re.compile(r"(?:-/)?(?:_?edit|blob|tree|raw)/(?P<branch>[^/]+)/(?:(?P<folder>.+?)/)?")


@dataclass(frozen=True, slots=True, kw_only=True)
class Forge:
    """A repository on a forge.

    ``repo`` is its web address without a slash at the end, ``branch`` as it stands in addresses,
    ``folder`` where the documents lie in it, with a slash at the end or empty.
    """

    name: ForgeName
    repo: str
    branch: str
    folder: str

    def edit_note(self, slug: str) -> str:
        """Open the editor on a note that there is."""
        verb = {ForgeName.GITLAB: "-/edit", ForgeName.GITEA: "_edit"}.get(self.name, "edit")
        return f"{self.repo}/{verb}/{self.branch}/{self.folder}notes/{slug}.md"

    def new_note(self, slug: str, *, explained: bool = True) -> str:
        """Open the editor on a new note, with its name and the template of a note filled in."""
        text = new_note(status="reading", explained=explained)
        if self.name is ForgeName.GITHUB:
            # The whole path in the name works where the folder is not there yet.
            name = f"{self.folder}notes/{slug}.md"
            return _address(f"{self.repo}/new/{self.branch}", {"filename": name, "value": text})
        where = f"{self.branch}/{self.folder}notes"
        if self.name is ForgeName.GITLAB:
            fields = {"file_name": f"{slug}.md", "content": text}
            return _address(f"{self.repo}/-/new/{where}", fields)
        return _address(f"{self.repo}/_new/{where}", {"filename": f"{slug}.md", "value": text})

    def correction(self, slug: str) -> str:
        """Open an issue that names the paper; the page's script adds the paper's fields to it."""
        if self.name is ForgeName.GITHUB:
            fields = {"template": FORM.rpartition("/")[2], PAPER: slug}
        elif self.name is ForgeName.GITEA:
            fields = {"template": FORM, f"field:{PAPER}": slug}
        else:
            fields = {"issue[title]": "Correction", "issue[description]": f"Paper: {slug}"}
        path = "-/issues/new" if self.name is ForgeName.GITLAB else "issues/new"
        return _address(f"{self.repo}/{path}", fields)


def forge_of(site: Site) -> Forge | None:
    """Tell the site's forge, or None where no repository is named or ``forge: none`` is set.

    Raises:
        ConfigError: the forge cannot be told from the host, or ``edit_uri`` is none of its.
    """
    name = site.settings.forge
    if name is ForgeName.NONE or not (site.repo_url and site.edit_url):
        return None
    name = name or _HOSTS.get(urlsplit(site.repo_url).hostname or "")
    if name is None:
        message = f"no telling which forge {site.repo_url} is, so no way to “Annotate” from pages"
        remedy = "say “forge: github”, “gitlab”, “gitea” (also Forgejo) or “none” under papergloss"
        raise ConfigError(message, where="mkdocs.yml", remedy=remedy)
    found = _EDIT.fullmatch(site.edit_url.removeprefix(f"{site.repo_url}/"))
    if not found:
        message = f"edit_uri leads to {site.edit_url}, which names no branch and folder"
        remedy = "say “edit_uri: edit/main/content/”, with your branch and docs_dir"
        raise ConfigError(message, where="mkdocs.yml", remedy=remedy)
    folder = f"{found['folder']}/" if found["folder"] else ""
    return Forge(name=name, repo=site.repo_url, branch=found["branch"], folder=folder)


def _address(base: str, fields: Mapping[str, str]) -> str:
    pairs = [f"{_quoted(name)}={_quoted(text)}" for name, text in fields.items()]
    return f"{base}?{'&'.join(pairs)}"


def _quoted(text: str) -> str:
    return text if _PLAIN.fullmatch(text) else _quoted_signs(text)


# A template is the same on every paper's page.
@lru_cache(maxsize=64)
def _quoted_signs(text: str) -> str:
    return quote_plus(text, safe="/:,")
