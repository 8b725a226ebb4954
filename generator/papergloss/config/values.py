"""What a person can set, as values; ``parse`` makes them of the plugin's block."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum
from pathlib import Path


class ForgeName(StrEnum):
    """The kinds of forge whose editors and issues can be addressed; GITEA is Forgejo too."""

    GITHUB = "github"
    GITLAB = "gitlab"
    GITEA = "gitea"
    NONE = "none"


ENGINES = ("auto", "lunr", "sharded")  # what searches the site; see docs/search.md


@dataclass(frozen=True, slots=True, kw_only=True)
class Source:
    """One block under ``sources:``: what is fetched from where.

    Attributes:
        name: its folder under content/listings.
        kind: what is asked for, and how; ``papergloss.remotes`` lists the kinds.
        query: what is searched for, in the source's own syntax.
        categories: arXiv categories (``cs.CL``), or sets of OAI-PMH (``cs``).
        ids: the papers to ask for, in quotes (2401.10000 is the number 2401.1).
        since: the first day to ask for; earlier ones only with ``fetch --since``.
        back: how many days before today a run looks for listings that it does not have.
        url: another address that answers like the source, as a mirror does.
        hosts: further hosts that may be asked when the source redirects to them.
        private: the hosts named here may be on this machine or the local network.
        interval: seconds between requests, for hosts that have no rule of their own.
    """

    name: str
    kind: str
    query: str = ""
    categories: tuple[str, ...] = ()
    ids: tuple[str, ...] = ()
    since: date | None = None
    back: int = 14
    url: str = ""
    hosts: tuple[str, ...] = ()
    private: bool = False
    interval: float | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Keep:
    """Which papers become pages: those that fit any of these; all, where nothing is set.

    ``upvotes`` is how many a paper needs at least where its source counts them.
    """

    categories: tuple[str, ...] = ()
    keywords: tuple[str, ...] = ()
    tags: tuple[str, ...] = ()
    upvotes: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class Service:
    """One of the services that ``papergloss enrich`` asks; ``papergloss.remotes`` lists them.

    Attributes:
        url: another address that answers like the service, as a mirror does.
        hosts, private, interval: as for a ``Source``.
    """

    name: str
    url: str = ""
    hosts: tuple[str, ...] = ()
    private: bool = False
    interval: float | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Enrich:
    """Who is asked for what listings leave out.

    Attributes:
        services: in this order; a paper that one knows is not asked of the next, unless that one
            adds links.
        again: days after which what no service knew is asked once more.
    """

    services: tuple[Service, ...] = (
        Service(name="arxiv"),
        Service(name="huggingface"),
        Service(name="crossref"),
    )
    again: int = 180


@dataclass(frozen=True, slots=True, kw_only=True)
class Search:
    """How the site is searched.

    Attributes:
        engine: ``lunr``, ``sharded``, or ``auto``: lunr while the archive is small.
        saved: queries that get a feed each, by what people call them.
    """

    engine: str = "auto"
    saved: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True, kw_only=True)
class Budget:
    """What the site's host allows; 0 is no limit. Where nothing is set, what GitHub Pages does.

    https://docs.github.com/en/pages/getting-started-with-github-pages/github-pages-limits

    Attributes:
        size: bytes of the whole site.
        files: how many there may be.
        largest: bytes of the largest file.
    """

    size: int = 10**9
    files: int = 0
    largest: int = 100 * 10**6


@dataclass(frozen=True, slots=True, kw_only=True)
class People:
    """Which authors have a page; the names of others lead to the search.

    Attributes:
        least: how many papers it takes.
        most: how many have one, those with most papers first; 0 for none.
    """

    least: int = 2
    most: int = 2000


@dataclass(frozen=True, slots=True, kw_only=True)
class Settings:
    """What a person can set under ``plugins: - papergloss:`` in mkdocs.yml.

    Attributes:
        cache: where finished pages are kept between builds; safe to delete.
        home_papers: how many papers of the latest listing the front page shows.
        related: how many related papers a page shows.
        contact: the e-mail or web address by which those we fetch from can reach a person.
        sources: what is fetched.
        keep: which of the papers found become pages.
        drop: words in title or abstract that keep a paper out, whatever ``keep`` says.
        enrich: who is asked for ids, authors and links that listings leave out.
        forge: the kind of forge at ``repo_url``, where its host does not tell; "none" for none.
        image_hosts: hosts from which notes may show images; other images are links.
        search: how the site is searched.
        people: which authors have a page.
        executor: where heavy work runs; ``papergloss.executors`` says which there are.
        budget: what the site's host allows.
    """

    cache: str = ".cache/papergloss"
    home_papers: int = 12
    related: int = 6
    contact: str = ""
    sources: tuple[Source, ...] = ()
    keep: Keep = Keep()
    drop: tuple[str, ...] = ()
    enrich: Enrich = Enrich()
    forge: ForgeName | None = None
    image_hosts: tuple[str, ...] = ()
    search: Search = Search()
    people: People = People()
    executor: str = ""
    budget: Budget = Budget()


@dataclass(frozen=True, slots=True, kw_only=True)
class Site:
    """What the archive's ``mkdocs.yml`` says of the site as a whole.

    ``url`` and ``edit_url`` (where the forge edits files below ``content/``) end in a slash or are
    empty.
    """

    root: Path
    content: Path
    name: str = "Papergloss"
    description: str = ""
    url: str = ""
    repo_url: str = ""
    edit_url: str = ""
    settings: Settings = Settings()
