"""What other programs read of the whole real archive, read by those programs' own parsers."""

from __future__ import annotations

import bz2
import gzip
import json
import re
from collections import Counter
from dataclasses import replace
from functools import cache
from io import BytesIO
from pathlib import Path
from xml.etree import ElementTree

import bibtexparser
import extruct
import jsonschema
import pytest
from PIL import Image
from pybtex.database import parse_string

from papergloss import plugin, sitemap
from papergloss.cache import Cache, Keyed, Left, digest
from papergloss.config import Site as Settings
from papergloss.executors import executor
from papergloss.export import whole
from papergloss.model import Archive, Links, Paper
from papergloss.output import SiteFolder
from papergloss.pipeline import BuildReport, groups
from papergloss.pipeline.inputs import given
from papergloss.pipeline.loading import Loaded, load
from papergloss.pipeline.publishing import Publisher
from papergloss.pipeline.sources import Sources, papers_alone
from papergloss.render import Renderer
from papergloss.social import SIZE, picture
from papergloss.store.remembered import Known
from papergloss.text import plain
from server import Site
from support import ROOT
from test_render import shell

BASE = "https://papergloss.github.io/papergloss/"


@cache
def archive() -> dict[str, Paper]:
    """The papers as the site shows them, with what notes say in place of the listings."""
    found, problems = load(plugin.load_site(ROOT / "mkdocs.yml"))
    assert not problems
    return {paper.slug: paper for paper in found.papers}


def heads(site: Site) -> dict[str, str]:
    """The head of every paper's page."""
    return {
        slug: (site.dir / f"papers/{slug}/index.html").read_text("utf-8").partition("</head>")[0]
        for slug in archive()
    }


# --- pages --------------------------------------------------------------------------------------


def test_every_paper_is_a_scholarly_article(site: Site) -> None:
    """JSON-LD that extruct finds, with the title, the authors and the day."""
    for slug, head in heads(site).items():
        (found,) = extruct.extract(head, syntaxes=["json-ld"])["json-ld"]
        paper = archive()[slug]
        assert found["@context"] == "https://schema.org"
        assert found["@type"] == "ScholarlyArticle"
        assert found["name"] == plain(paper.title)
        authors = [(each["@type"], each["name"]) for each in found.get("author", [])]
        assert authors == [("Person", author.name) for author in paper.authors]
        assert found.get("datePublished", "")[:4] == str(paper.date.year if paper.date else "")


def test_every_paper_is_a_preprint_to_zotero(site: Site) -> None:
    """Beside the Highwire tags stands the one by which Zotero tells it from a journal's article."""
    for slug, head in heads(site).items():
        tags = re.findall(r'<meta name="([\w:]+)"[^>]* content="([^"]*)"', head)
        assert ("z:itemType", "preprint") in tags, slug
        names = [content for name, content in tags if name == "citation_author"]
        assert len(names) == len(archive()[slug].authors)
        assert [name for name, _ in tags].count("citation_title") == 1


def test_a_link_to_a_paper_has_a_preview(site: Site) -> None:
    """Open Graph's fields; its address is the canonical one; the picture is as large as wanted."""
    for slug, head in heads(site).items():
        (graph,) = extruct.extract(head, syntaxes=["opengraph"])["opengraph"]
        fields = dict(graph["properties"])
        assert fields["og:type"] == "article"
        assert fields["og:title"] == plain(archive()[slug].title)
        assert fields["og:image"] == f"{BASE}social.png"
        assert f'<link rel="canonical" href="{BASE}papers/{slug}/">' in head
    with Image.open(site.dir / "social.png") as image:
        assert image.size == SIZE


def test_metadata_costs_little_and_repeats_no_abstract(site: Site) -> None:
    """Less than 1.5 kB a page on average, of which there may be 100,000."""
    sizes = []
    for slug, head in heads(site).items():
        added = re.findall(
            r'<meta (?:name="(?:citation|z:|twitter)|property=).*?>|<script .*?</script>', head
        )
        sizes.append(sum(len(each.encode()) for each in added))
        assert archive()[slug].abstract[200:300] not in head
    assert sum(sizes) / len(sizes) < 1_500


def test_a_picture_shows_what_it_can_of_long_names() -> None:
    """It stays one picture, whatever the name is, and is the same each time."""
    long = picture("A name that goes on " * 9, "and a description, " * 40)
    assert long == picture("A name that goes on " * 9, "and a description, " * 40)
    with Image.open(BytesIO(long)) as image:
        assert image.size == SIZE
    assert picture("", "")


# --- files --------------------------------------------------------------------------------------


def test_the_bibliography_opens_in_two_parsers(site: Site) -> None:
    """pybtex and bibtexparser read every paper of archive.bib, each under a key of its own."""
    text = (site.dir / "archive.bib").read_text("utf-8")
    read = parse_string(text, "bibtex")
    assert len(read.entries) == len(archive())
    library = bibtexparser.parse_string(text)
    assert library.failed_blocks == []
    assert [entry.key for entry in library.entries] == list(read.entries)
    for paper, entry in zip(archive().values(), read.entries.values(), strict=True):
        names = [
            " ".join(
                [*p.first_names, *p.middle_names, *p.prelast_names, *p.last_names, *p.lineage_names]
            )
            for p in entry.persons.get("author", [])
        ]
        assert len(names) == len(paper.authors[:30])
        assert entry.fields.get("year", "") == (str(paper.date.year) if paper.date else "")


def test_every_record_is_as_its_schema_says(site: Site) -> None:
    """A line of papers.jsonl and a file of its own, both the same, for every paper."""
    schema = json.loads((site.dir / "api/v1/paper.schema.json").read_bytes())
    jsonschema.Draft202012Validator.check_schema(schema)
    validator = jsonschema.Draft202012Validator(schema)
    lines = (site.dir / "papers.jsonl").read_bytes().splitlines(keepends=True)
    assert len(lines) == len(archive())
    for line, paper in zip(lines, archive().values(), strict=True):
        data = json.loads(line)
        validator.validate(data)
        assert (data["slug"], data["abstract"]) == (paper.slug, paper.abstract)
        assert data.keys() <= schema["properties"].keys()
        assert (site.dir / f"api/v1/papers/{paper.slug}.json").read_bytes() == line


def test_the_index_of_the_api_leads_to_what_is_there(site: Site) -> None:
    """Every file, list and feed that it names exists."""
    index = json.loads((site.dir / "api/v1/index.json").read_bytes())
    assert (index["version"], index["papers"], index["url"]) == (1, len(archive()), BASE)
    assert (site.dir / index["schema"]).is_file()
    for file in index["files"]:
        assert (site.dir / file["url"]).stat().st_size == file["bytes"]
    kinds = Counter(each["kind"] for each in index["lists"])
    assert kinds.keys() >= {"tag", "month", "week", "day", "listing", "code"}
    for each in index["lists"]:
        assert (site.dir / each["url"] / "index.html").is_file()
        assert all((site.dir / feed).is_file() for feed in each["feeds"])


def test_a_file_that_would_be_large_is_compressed_alone(monkeypatch: pytest.MonkeyPatch) -> None:
    """It holds the same; the index names it so. Beyond a size no paper has a file of its own."""
    site = Settings(root=Path(), content=Path(), url=BASE)
    found = load(plugin.load_site(ROOT / "mkdocs.yml"))[0]
    plain_files = dict(whole.files(found, [], site))
    monkeypatch.setattr(whole, "PLAIN", 100_000)
    monkeypatch.setattr(whole, "_IN_PART", 100)
    monkeypatch.setattr(whole, "MOST_RECORDS", 346)
    packed = dict(whole.files(found, [], site))
    assert bz2.decompress(packed["papers.jsonl.bz2"]) == plain_files["papers.jsonl"]
    assert bz2.decompress(packed["archive.bib.bz2"]) == plain_files["archive.bib"]
    index = json.loads(packed["api/v1/index.json"])
    assert [file["url"] for file in index["files"]] == ["papers.jsonl.bz2", "archive.bib.bz2"]
    assert index["record"] is None
    assert not [name for name in packed if name.startswith("api/v1/papers/")]


def test_what_did_not_change_is_not_made_again(tmp_path: Path) -> None:
    """Feeds, exports and picture are held by what shapes them; a new rating changes some."""
    site = Settings(root=Path(), content=Path(), name="N", url=BASE)
    found = load(plugin.load_site(ROOT / "mkdocs.yml"))[0]
    slug = next(iter(found.notes))
    rated = replace(found, notes={**found.notes, slug: replace(found.notes[slug], rating=1)})

    def put(archive: Archive, known: Left) -> tuple[SiteFolder, Left]:
        folder = SiteFolder(tmp_path, known)
        papers = Known(papers=[*map(Keyed, archive.papers)], key=digest(archive.papers))
        read = Loaded(raw=archive, archive=archive, problems=[], papers=papers)
        sources = Sources(read, site, papers_alone(read), given(Links()))
        with executor() as workers, Cache(tmp_path / ".cache") as cache:
            renderer = Renderer(site, len(archive.papers), shell)
            publisher = Publisher(folder, renderer, cache, workers, BuildReport())
            groups.put_exports(sources, publisher)
        return folder, folder.left()

    first, known = put(found, Left())
    again, _ = put(found, known)
    assert first.written == len(first.stamps) > 600
    assert (again.written, again.kept) == (0, len(first.stamps))
    third, _ = put(rated, known)
    before = {name: stamp.content for name, stamp in first.stamps.items()}
    changed = {name for name, stamp in third.stamps.items() if stamp.content != before.get(name)}
    assert {"papers.jsonl", f"api/v1/papers/{slug}.json"} <= changed
    assert third.written == len(changed) < 30


def test_the_manual_names_every_field_of_a_record(site: Site) -> None:
    """docs/api.md and the schema know the same fields."""
    schema = json.loads((site.dir / "api/v1/paper.schema.json").read_bytes())
    table = (ROOT / "docs/api.md").read_text("utf-8").partition("## A record")[2]
    assert schema["properties"].keys() <= set(re.findall(r"`([a-z_]+)`", table))


def test_llms_txt_is_a_title_a_summary_and_links_that_work(site: Site) -> None:
    """As https://llmstxt.org wants it."""
    lines = (site.dir / "llms.txt").read_text("utf-8").splitlines()
    assert lines[0] == "# Papergloss"
    assert lines[2].startswith("> ")
    links = [found[1] for line in lines if (found := re.match(r"- \[.+\]\((\S+)\)", line))]
    assert len(links) > 10
    for link in links:
        path = site.dir / link.removeprefix(BASE)
        assert path.is_file() or (path / "index.html").is_file()


# --- the site map -------------------------------------------------------------------------------


def locations(data: bytes) -> list[str]:
    return [each.text or "" for each in ElementTree.fromstring(data).iter() if "}loc" in each.tag]


def test_a_site_map_is_split_where_it_must_be() -> None:
    """50,000 addresses are one map; one more makes an index of two, none of which is lost."""
    urls = [f"papers/p{number}/" for number in range(sitemap.MOST)]
    one = dict(sitemap.files(BASE, urls))
    assert sorted(one) == ["sitemap.xml", "sitemap.xml.gz"]
    assert len(locations(one["sitemap.xml"])) == sitemap.MOST
    two = dict(sitemap.files(BASE, [*urls, "about/"]))
    names = [place.removeprefix(BASE) for place in locations(two["sitemap.xml"])]
    assert names == ["sitemap-1.xml.gz", "sitemap-2.xml.gz"]
    maps = [locations(gzip.decompress(two[name])) for name in names]
    assert [place for part in maps for place in part] == [BASE + url for url in [*urls, "about/"]]


@pytest.mark.parametrize("urls", [[], ["a/"] * 60_000])
def test_without_an_address_the_site_map_is_empty(urls: list[str]) -> None:
    """The protocol has no place for relative ones."""
    assert locations(dict(sitemap.files("", urls))["sitemap.xml"]) == []
