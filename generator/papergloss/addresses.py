"""Web addresses in running text: where they start and end, and what each leads to.

Text comes in, ``Link`` values and spans go out. Nothing is fetched and nothing but ``http`` and
``https`` ever leaves. Every pattern takes time linear in its text.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from urllib.parse import urlsplit

from papergloss.model import Link, LinkKind

# What cannot stand in an address in prose: space and control characters, brackets and quotes of any
# script, and the signs of TeX and Markdown. A round bracket may (Wikipedia); see _end.
_INSIDE = r"""[^\s\x00-\x20\x7f<>"`{}\[\]|\\^$“”‘’„«»…。，、；：！？（）【】《》]"""

# Hosts that abstracts name without a scheme: "the code at github.com/LeonardoBerti00/DeepMarket."
_BARE_HOSTS = (
    r"(?:www\.)?(?:github\.com|gitlab\.com|bitbucket\.org|codeberg\.org|huggingface\.co|hf\.co"
    r"|anonymous\.4open\.science|arxiv\.org|openreview\.net|doi\.org|aclanthology\.org"
    r"|zenodo\.org|kaggle\.com)/|[A-Za-z0-9-]{1,60}\.(?:github|gitlab)\.io\b"
)

ADDRESS = re.compile(
    rf"https?://{_INSIDE}+|(?<![\w./@-])(?:{_BARE_HOSTS}){_INSIDE}*",
    re.IGNORECASE,
)
"""An address and perhaps the punctuation after it; ``addresses`` cuts that off."""

# Every address holds one of these, which are found twenty times as fast as addresses are; two
# patterns, as one for both would look at every character.
_SIGNS = (re.compile("/"), re.compile(r"\.io", re.IGNORECASE))

_TRAILING = ".,;:!?'*_~"

_CODE = (
    "github.com",
    "gitlab.com",
    "bitbucket.org",
    "codeberg.org",
    "anonymous.4open.science",
    "gitee.com",
    "sourceforge.net",
    "pypi.org",
)
_DATA = (
    "zenodo.org",
    "figshare.com",
    "datadryad.org",
    "data.mendeley.com",
    "physionet.org",
    "openslr.org",
    "ieee-dataport.org",
    "dataverse.harvard.edu",
)
_DEMO = (
    "hf.space",
    "colab.research.google.com",
    "gradio.app",
    "gradio.live",
    "streamlit.app",
    "replicate.com",
)
_PAPER = (
    "arxiv.org",
    "openreview.net",
    "doi.org",
    "aclanthology.org",
    "aclweb.org",
    "proceedings.mlr.press",
    "papers.nips.cc",
    "proceedings.neurips.cc",
    "openaccess.thecvf.com",
    "dl.acm.org",
    "ieeexplore.ieee.org",
    "link.springer.com",
    "semanticscholar.org",
    "biorxiv.org",
    "medrxiv.org",
    "alphaxiv.org",
    "hal.science",
    "papers.ssrn.com",
)
_OTHER = (
    "youtube.com",
    "youtu.be",
    "vimeo.com",
    "bilibili.com",
    "twitter.com",
    "x.com",
    "linkedin.com",
    "facebook.com",
    "reddit.com",
    "medium.com",
    "wikipedia.org",
    "creativecommons.org",
    "drive.google.com",
)
_KIND_OF_HOST = {
    host: kind
    for kind, hosts in (
        (LinkKind.CODE, _CODE),
        (LinkKind.DATA, _DATA),
        (LinkKind.DEMO, _DEMO),
        (LinkKind.PAPER, _PAPER),
        (LinkKind.OTHER, _OTHER),
    )
    for host in hosts
}

# The first step of a Hugging Face path; a path of <org>/<name> is a model.
_HUGGING_FACE = {
    "datasets": LinkKind.DATA,
    "spaces": LinkKind.DEMO,
    "papers": LinkKind.PAPER,
    "collections": LinkKind.OTHER,
    "blog": LinkKind.OTHER,
    "docs": LinkKind.OTHER,
}


def addresses(text: str) -> Iterator[tuple[int, int, str]]:
    """Yield start, end and full address (with its scheme) of each address in the text."""
    for found in _candidates(text):
        shown = _end(found.group())
        url = shown if "://" in shown else f"https://{shown}"
        if _host(url):
            yield found.start(), found.start() + len(shown), url


def _candidates(text: str) -> Iterator[re.Match[str]]:
    """Find ``ADDRESS`` in the words that hold a sign of one, as no address has a space in it."""
    end = 0
    for place in sorted([found.start() for sign in _SIGNS for found in sign.finditer(text)]):
        if place >= end:
            start = text.rfind(" ", end, place) + 1 or end
            space = text.find(" ", place)
            end = space if space > 0 else len(text)
            yield from ADDRESS.finditer(text, start, end)


def links_in(text: str) -> tuple[Link, ...]:
    """Find the addresses in a text, in order of appearance, each once and with its kind.

    ``huggingface.co/datasets/…`` is data, ``huggingface.co/<org>/<name>`` a model; a page on a
    host that is not known for anything else counts as a project's page.
    """
    urls = dict.fromkeys(url for _, _, url in addresses(text))
    return tuple(Link(url=url, kind=kind_of(url)) for url in urls)


def kind_of(url: str) -> LinkKind:
    """Say what an address leads to, from its host and path alone."""
    try:
        path = [step for step in urlsplit(url).path.split("/") if step]
    except ValueError:  # a bracket in it that no IPv6 address closes
        return LinkKind.OTHER
    host = _host(url)
    if host in ("huggingface.co", "hf.co"):
        return _kind_on_hugging_face(path)
    if host == "kaggle.com":
        return LinkKind.DATA if path[:1] in (["datasets"], ["competitions"], ["c"]) else _PROJECT
    labels = host.split(".")
    for start in range(len(labels) - 1):
        if kind := _KIND_OF_HOST.get(".".join(labels[start:])):
            return kind
    return _PROJECT


_PROJECT = LinkKind.PROJECT


def _kind_on_hugging_face(path: list[str]) -> LinkKind:
    if not path:
        return LinkKind.OTHER
    if path[0] in _HUGGING_FACE:
        return _HUGGING_FACE[path[0]]
    return LinkKind.MODEL if len(path) > 1 else LinkKind.OTHER


def _end(shown: str) -> str:
    """Cut what belongs to the sentence: ``(… Dynamic-Logit-Fusion.)`` ends before the full stop."""
    surplus = shown.count(")") - shown.count("(")
    end = len(shown)
    while end and (shown[end - 1] in _TRAILING or (shown[end - 1] == ")" and surplus > 0)):
        surplus -= shown[end - 1] == ")"
        end -= 1
    return shown[:end]


def _host(url: str) -> str:
    """The host in lower case without ``www.``; empty when there is none or it is malformed."""
    try:
        host = urlsplit(url).hostname or ""
    except ValueError:  # "Invalid IPv6 URL", "netloc contains invalid characters under NFKC"
        return ""
    return host.removeprefix("www.")
