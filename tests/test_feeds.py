"""The feeds of the whole real archive, read by a real feed parser and against JSON Feed's rules."""

from __future__ import annotations

import json
import re
from pathlib import Path
from urllib.parse import urljoin

import feedparser

from papergloss.text import plain
from server import Site
from test_exports import BASE, archive


def feed_files(site: Site, ending: str) -> list[Path]:
    return sorted(site.dir.rglob(f"feed.{ending}"))


def test_every_list_is_an_atom_feed(site: Site) -> None:
    """feedparser finds nothing wrong; entries have whole abstracts and the pages' own addresses."""
    found = feed_files(site, "xml")
    assert len(found) > 150
    for path in found:
        feed = feedparser.parse(path.read_bytes())
        assert not feed.bozo, path
        assert feed.version == "atom10"
        assert feed.feed.updated and feed.feed.title
        times = [entry.updated for entry in feed.entries]
        assert times == sorted(times, reverse=True)
        for entry in feed.entries:
            if path.parent.name == "digest":
                assert entry.id == entry.link
                assert (site.dir / entry.link.removeprefix(BASE) / "index.html").exists()
            elif not entry.id.endswith("#note"):
                paper = archive()[entry.link.removeprefix(f"{BASE}papers/").strip("/")]
                assert entry.id == f"{BASE}papers/{paper.slug}/"
                assert entry.title == plain(paper.title)
                assert " ".join(entry.summary.split()) == " ".join(plain(paper.abstract).split())


def test_every_atom_feed_is_a_json_feed_too(site: Site) -> None:
    """Both show the same entries; https://www.jsonfeed.org/version/1.1/ says what one must have."""
    assert len(feed_files(site, "json")) == len(feed_files(site, "xml"))
    for path in feed_files(site, "json"):
        feed = json.loads(path.read_bytes())
        assert feed["version"] == "https://jsonfeed.org/version/1.1"
        assert feed["title"] and feed["feed_url"] == f"{BASE}{path.relative_to(site.dir)}"
        for item in feed["items"]:
            assert item["id"] and (item.get("content_text") or item.get("content_html"))
        atom = feedparser.parse(path.with_suffix(".xml").read_bytes())
        assert [item["id"] for item in feed["items"]] == [entry.id for entry in atom.entries]


def test_a_page_leads_to_its_feeds_by_its_head(site: Site) -> None:
    """As browsers and feed readers look for them."""
    link = re.compile(
        r'<link rel="alternate" type="application/(?:atom\+xml|feed\+json)" [^>]*href="([^"]+)"'
    )
    for folder in (
        "",
        "tags/alignment/",
        "months/2025-11/",
        "listings/hf-daily/2025-11-06/",
        "notes/",
    ):
        head = (site.dir / folder / "index.html").read_text("utf-8").partition("</head>")[0]
        found = [urljoin(f"{BASE}{folder}", address) for address in link.findall(head)]
        assert found == [f"{BASE}{folder}feed.xml", f"{BASE}{folder}feed.json"], folder
