"""Every week has a digest, and a letter that any mail program shows, with nothing active in it."""

from __future__ import annotations

import re
from datetime import date, timedelta
from email import message_from_bytes, policy
from email.message import EmailMessage
from html.parser import HTMLParser
from pathlib import Path

import pytest

from papergloss import letters
from papergloss.config import Site
from papergloss.model import Appearance, Archive, Concept, Concepts, Note, Paper, Place, Tag
from papergloss.pages import digests, trends
from papergloss.pages.cards import Cards
from papergloss.pages.digests import LETTERS
from papergloss.views import DigestsView, DigestView, Page, Ref, TrendsView

SITE = Site(root=Path(), content=Path(), name="A & B", url="https://x.org/a/")
NASTY = '<script src="https://evil.org/x.js"></script> "quoted" & $x^2$'


def paper(slug: str, day: date, *tags: str, title: str = "T", comments: int = 0) -> Paper:
    seen = Appearance(listing="s/l", date=day, position=1, comments=comments)
    return Paper(
        slug=slug,
        month=f"{day:%Y-%m}",
        title=title,
        abstract=f"About {title}.",
        appearances=(seen,),
        tags=tags,
    )


def archive(papers: list[Paper], **notes: Note) -> Archive:
    tags = {"law": Tag(slug="law", name="Law"), "code": Tag(slug="code", name="Code")}
    return Archive(papers=tuple(papers), listings=(), notes=notes, tags=tags)


def made(found: Archive, site: Site = SITE) -> dict[str, Page]:
    weekly = digests(found, Cards(found), site)
    return {page.url: page for page in trends.trend_pages(found, Concepts(), weekly)}


def digest(found: Archive, week: str) -> DigestView:
    view = made(found)[f"digest/{week}/"].view
    assert isinstance(view, DigestView)
    return view


def test_a_digest_tells_its_week() -> None:
    """Papers first listed in the week, the most noted first, and the notes of the week."""
    papers = [
        paper("sunday", date(2025, 11, 9)),
        paper("monday", date(2025, 11, 3), comments=7),
        paper("next", date(2025, 11, 10)),
    ]
    found = archive(papers, next=Note(slug="next", body="Good.", noted=date(2025, 11, 4)))
    week = digest(found, "2025-W45")
    assert [card.url for card in week.new] == ["papers/monday/", "papers/sunday/"]
    assert [noted.card.url for noted in week.noted] == ["papers/next/"]
    assert week.newer and week.newer.url == "digest/2025-W46/"
    assert week.older is None


def test_the_index_leads_to_every_week_and_the_feeds() -> None:
    """The latest comes first; without the site's address there is no feed."""
    found = archive([paper("a", date(2025, 1, 1)), paper("b", date(2025, 6, 1))])
    view = made(found)["digest/"].view
    assert isinstance(view, DigestsView)
    assert [ref.url for ref in view.weeks] == ["digest/2025-W22/", "digest/2025-W01/"]
    assert view.feeds
    bare = made(found, Site(root=Path(), content=Path()))["digest/"].view
    assert isinstance(bare, DigestsView) and not bare.feeds


def growing() -> Archive:
    """Papers of a year, of which those of the last weeks are about law."""
    days = [date(2025, 1, 6) + timedelta(days=n) for n in range(330)]
    return archive([paper(f"p{n}", d, "law" if n > 300 else "code") for n, d in enumerate(days)])


def test_what_rises_is_told_on_both_pages() -> None:
    """The page of trends has charts of each month's share; the digest names what rises."""
    view = made(growing())["trends/"].view
    assert isinstance(view, TrendsView)
    (group,) = view.groups
    assert [each.ref.label for each in group.rising] == ["Law"]
    assert [each.ref.label for each in group.falling] == ["Code"]
    assert group.rising[0].chart
    assert group.rising[0].chart.text.endswith("100.0 % in Dec 2025")
    assert view.spans == "Oct 2025 to Dec 2025 against Oct 2024 to Sep 2025"
    assert [each.ref.label for each in digest(growing(), "2025-W47").rising] == ["Law"]


def test_concepts_rise_like_tags() -> None:
    """The page has a group for them, where abstracts name any."""
    found = growing()
    named = {f"p{n}": (("grpo", Place(f"p{n}", 0, 4)),) for n in range(300, 330)}
    known = {"grpo": Concept(slug="grpo", name="GRPO")}
    concepts = Concepts(by_slug=known, of_paper=named)
    page = next(trends.trend_pages(found, concepts, digests(found, Cards(found), SITE)))
    assert isinstance(page.view, TrendsView)
    _, group = page.view.groups
    assert [each.ref for each in group.rising] == [Ref(label="GRPO", url="concepts/grpo/")]


def test_an_empty_archive_has_both_pages() -> None:
    """Nothing to compare is no error."""
    pages = made(archive([]))
    assert pages.keys() == {"trends/", "digest/"}
    view = pages["trends/"].view
    assert isinstance(view, TrendsView) and view.spans == "" and view.digest is None


def test_digests_are_a_feed() -> None:
    """Each week is an entry whose time is that of its last paper or note."""
    found = archive([paper("a", date(2025, 1, 1), title="One"), paper("b", date(2025, 6, 1))])
    feed = digests(found, Cards(found), SITE).feed()
    assert feed.url == "digest/feed"
    assert [entry.updated for entry in feed.entries] == [
        "2025-06-01T12:00:00Z",
        "2025-01-01T12:00:00Z",
    ]
    assert "- One" in feed.entries[1].text


# ---- letters


class _Tags(HTMLParser):
    """Collects the tags and attributes of a page."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.names: set[str] = set()
        self.attributes: list[tuple[str, str]] = []
        self.feed(html)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.names.add(tag)
        self.attributes += [(name, value or "") for name, value in attrs]


def files(site: Site = SITE) -> dict[str, bytes]:
    found = archive(
        [paper("a", date(2025, 11, 3), title=NASTY), paper("b", date(2025, 11, 4))],
        b=Note(slug="b", body=f"A note. {NASTY}", noted=date(2025, 11, 5), rating=4),
    )
    return dict(letters.files(digests(found, Cards(found), site).letters(), site.url))


def test_a_letter_has_nothing_active_and_nothing_from_elsewhere() -> None:
    """No script, style sheet, image or form, whatever titles and notes hold; links alone."""
    page = _Tags(files()["digest/2025-W45/letter.html"].decode())
    allowed = {"html", "head", "meta", "title", "body", "table", "tr", "td", "h1", "h2", "a"}
    assert page.names <= allowed | {"span", "br"}
    names = {name for name, _ in page.attributes}
    assert not [name for name in names if name.startswith("on") or name in ("src", "srcset")]
    assert "url(" not in "".join(value for name, value in page.attributes if name == "style")
    links = [value for name, value in page.attributes if name == "href"]
    assert links and all(link.startswith("https://x.org/a/") for link in links)


def test_a_letter_of_a_site_without_an_address_leads_from_its_own_place() -> None:
    """Links climb to the site's root."""
    page = _Tags(files(Site(root=Path(), content=Path()))["digest/2025-W45/letter.html"].decode())
    links = [value for name, value in page.attributes if name == "href"]
    assert "../../papers/a/" in links


def test_the_e_mail_holds_both_and_is_the_same_every_time() -> None:
    """A mail program reads its subject, text and HTML; it has no recipient yet."""
    data = files()["digest/2025-W45/letter.eml"]
    assert data == files()["digest/2025-W45/letter.eml"]
    message = message_from_bytes(data, policy=policy.default)
    assert isinstance(message, EmailMessage)
    assert message["Subject"] == "A & B: Week 45 of 2025"
    assert message["To"] is None
    text, html = message.get_body(("plain",)), message.get_body(("html",))
    assert text and html
    assert NASTY.replace("$x^2$", "x²") in " ".join(text.get_content().split())
    assert "<script" not in html.get_content()


@pytest.mark.parametrize("line", [r"^  https://x\.org/a/papers/a/$", r"^Noted$", r"^New$"])
def test_the_text_is_plain(line: str) -> None:
    """Parts have a name, papers their address on a line of its own."""
    assert re.search(line, files()["digest/2025-W45/letter.txt"].decode(), re.MULTILINE)


def test_only_the_latest_weeks_have_letters() -> None:
    """Old letters are of no use, and a large archive has many weeks."""
    days = [date(2025, 1, 6) + timedelta(weeks=n) for n in range(LETTERS + 3)]
    found = archive([paper(f"p{n}", day) for n, day in enumerate(days)])
    assert len(list(digests(found, Cards(found), SITE).letters())) == LETTERS
