"""The plugin's block in mkdocs.yml."""

from __future__ import annotations

import re
from datetime import date

import pytest

from papergloss.config import Enrich, Keep, Search, Service, Settings, Source, settings
from papergloss.errors import ConfigError


def test_an_empty_block_gives_the_defaults() -> None:
    """Nothing has to be set."""
    assert settings({}, "mkdocs.yml") == Settings()


def test_a_slip_is_named_with_the_nearest_key() -> None:
    """An unknown key is an error, not an option that silently does nothing."""
    with pytest.raises(ConfigError, match="did you mean 'related'"):
        settings({"realted": 3}, "mkdocs.yml")


@pytest.mark.parametrize("value", ["many", -1, 1.5, "", None])
def test_a_number_must_be_one(value: object) -> None:
    """A value of the wrong kind names its key."""
    with pytest.raises(ConfigError, match="related must be a whole number"):
        settings({"related": value}, "mkdocs.yml")


def block(**given: object) -> dict[str, object]:
    return {"sources": [{"name": "hf", "kind": "hf-daily", **given}]}


def test_sources_and_filters_are_read() -> None:
    """As YAML gives them: a day may be a date, a single text a list of one."""
    found = settings(
        {
            "contact": "me@example.org",
            "sources": [
                {"name": "hf", "kind": "hf-daily", "back": 7, "since": date(2025, 1, 1)},
                {"name": "cl", "kind": "arxiv-search", "categories": "cs.CL", "interval": 5},
            ],
            "keep": {"categories": ["cs.CL"], "upvotes": 10},
            "drop": ["blockchain"],
        },
        "mkdocs.yml",
    )
    assert found.sources == (
        Source(name="hf", kind="hf-daily", back=7, since=date(2025, 1, 1)),
        Source(name="cl", kind="arxiv-search", categories=("cs.CL",), interval=5.0),
    )
    assert found.keep == Keep(categories=("cs.CL",), upvotes=10)
    assert found.drop == ("blockchain",)


@pytest.mark.parametrize(
    ("given", "message"),
    [
        (block(bakc=3), "unknown setting 'bakc' of papergloss: source 1\n  → did you mean 'back'"),
        (block(ids=[2401.1]), "ids must be a list of texts, each in quotes"),
        (block(since="tomorrow"), "since must be a day, YYYY-MM-DD"),
        (block(url="file:///etc/passwd"), "url must be a web address"),
        (block(url="https://me:secret@x.example"), "url must be a web address"),
        (block(private="yes"), "private must be true or false"),
        (block(interval=-1), "interval must be a number of seconds"),
        (block(hosts=["http://x.example"]), "hosts must be a list of names of hosts"),
        (block(name="../x"), "name must be small letters"),
        ({"sources": [{"name": "a"}]}, "source 1 has no kind"),
        ({"sources": {"name": "a"}}, "sources must be a list"),
        ({"sources": ["hf-daily"]}, "source 1 must be “key: value” lines"),
        ({"sources": [*block()["sources"]] * 2}, "source 2 has the name 'hf' of another"),  # type: ignore[misc]
        ({"keep": {"upvote": 3}}, "did you mean 'upvotes'"),
        ({"enrich": {"servies": []}}, "did you mean 'services'"),
        ({"enrich": {"services": "arxiv"}}, "services must be a list"),
        ({"enrich": {"services": [{"url": "https://x.example"}]}}, "service 1 has no name"),
        ({"enrich": {"services": [{"name": "a", "ulr": "x"}]}}, "did you mean 'url'"),
        ({"enrich": {"services": ["arxiv", "arxiv"]}}, "has the name 'arxiv' of another"),
        ({"enrich": {"again": "soon"}}, "again must be a whole number"),
        (block(name="enrich-arxiv"), "name must be a name without “enrich-”"),
        ({"drop": [1]}, "drop must be a list of texts"),
        ({"contact": "me"}, "contact must be an e-mail or web address"),
        ({"contact": "me@x.example)\r\nCookie: x"}, "contact must be"),
    ],
)
def test_a_wrong_source_is_named(given: dict[str, object], message: str) -> None:
    """Every key is checked, and the message says which source and what it must be."""
    with pytest.raises(ConfigError, match=re.escape(message)):
        settings(given, "mkdocs.yml")


def test_services_are_named_or_told_more_of() -> None:
    """In the order in which they are asked; where nothing is set there are three."""
    block = {"services": ["arxiv", {"name": "openalex", "url": "http://localhost:8080/"}]}
    found = settings({"enrich": block}, "mkdocs.yml").enrich
    assert found.services == (
        Service(name="arxiv"),
        Service(name="openalex", url="http://localhost:8080/"),
    )
    assert found.again == 180
    assert [each.name for each in Enrich().services] == ["arxiv", "huggingface", "crossref"]
    assert settings({"enrich": {"again": 30}}, "mkdocs.yml").enrich == Enrich(again=30)


def test_search_is_set_in_a_block_of_its_own() -> None:
    """Which engine serves, and queries by name."""
    found = settings({"search": {"engine": "sharded", "saved": {"RM": '"reward model"'}}}, "here")
    assert found.search == Search(engine="sharded", saved={"RM": '"reward model"'})


@pytest.mark.parametrize(
    ("given", "said"),
    [
        ({"engine": "elastic"}, "engine must be one of auto, lunr, sharded"),
        ({"saved": ["a"]}, "saved must be “name: 'query'” lines"),
        ({"saved": {"A b": "x", "a-b": "y"}}, "names differ"),
        ({"saved": {"!": "x"}}, "names differ"),
        ({"engin": "auto"}, "did you mean 'engine'"),
    ],
)
def test_what_search_cannot_be_is_said(given: dict[str, object], said: str) -> None:
    """Each slip in the block names what would be right."""
    with pytest.raises(ConfigError, match=said):
        settings({"search": given}, "mkdocs.yml")
