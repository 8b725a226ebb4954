"""Ids in the forms that people write them: bare, with a prefix, in an address."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from papergloss import ids
from papergloss.model import Ids


@pytest.mark.parametrize(
    "reference",
    [
        "2401.90001",
        " 2401.90001v3 ",
        "arXiv:2401.90001",
        "arxiv: 2401.90001v2 [cs.CL]",
        "abs/2401.90001",
        "http://arxiv.org/abs/2401.90001",
        "https://www.arxiv.org/pdf/2401.90001v1.pdf",
        "https://arxiv.org/html/2401.90001v1#S2",
        "https://export.arxiv.org/abs/2401.90001?context=cs",
        "https://huggingface.co/papers/2401.90001",
        "https://ar5iv.labs.arxiv.org/html/2401.90001",
        "https://www.alphaxiv.org/abs/2401.90001v2",
        "https://doi.org/10.48550/arXiv.2401.90001",
        "10.48550/ARXIV.2401.90001",
    ],
)
def test_an_arxiv_id_is_found_in_every_form(reference: str) -> None:
    assert ids.ids_in(reference) == Ids(arxiv="2401.90001")


def test_an_old_arxiv_id_loses_its_subject_class() -> None:
    # "math.GT/0309136" and "math/0309136" are one paper.
    assert ids.arxiv_in("https://arxiv.org/abs/math.GT/0309136v1") == "math/0309136"


@pytest.mark.parametrize(
    "text", ["240.1", "24010.90001", "https://example.org/2401.90001", "abs/x", ""]
)
def test_other_text_holds_no_arxiv_id(text: str) -> None:
    assert ids.arxiv_in(text) is None


@pytest.mark.parametrize(
    ("prose", "found"),
    [
        ("arXiv preprint arXiv:1810.90005", "1810.90005"),
        ("CoRR abs/1810.90005v2", "1810.90005"),
        ("volume 1810.90005", None),
        ("arXiv:1407.95694 [math]", "1407.95694"),
    ],
)
def test_running_text_names_an_arxiv_id_by_its_prefix_only(prose: str, found: str | None) -> None:
    assert ids.arxiv_named_in(prose) == found


@pytest.mark.parametrize(
    ("text", "doi"),
    [
        ("10.5555/LAMP.7", "10.5555/lamp.7"),
        ("doi:10.5555/lamp(2018)7", "10.5555/lamp(2018)7"),
        ("(10.5555/lamp.7)", None),
        ("http://dx.doi.org/10.5555/lamp.7", "10.5555/lamp.7"),
        ("https://doi.org/10.5555%2Flamp.7", "10.5555/lamp.7"),
        ("10.5555/X.1, 10.5555/X.2;10.5555/X.3", "10.5555/x.1"),
        ("10.5555/x.1.", "10.5555/x.1"),
        ("10/fq9zz9", None),
        ("10.48550/arXiv.2401.90001", None),
    ],
)
def test_a_doi_is_bare_and_in_lower_case(text: str, doi: str | None) -> None:
    assert ids.doi(text) == doi


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("https://openreview.net/forum?id=aB3xY9_k", Ids(openreview="aB3xY9_k")),
        ("https://openreview.net/pdf?id=aB3xY9_k&noteId=z", Ids(openreview="aB3xY9_k")),
        ("openreview:aB3xY9_k", Ids(openreview="aB3xY9_k")),
        ("https://aclanthology.org/2020.invented-main.7/", Ids(acl="2020.invented-main.7")),
        ("https://www.aclweb.org/anthology/P18-1001.pdf", Ids(acl="P18-1001")),
        ("acl:2023.acl-long.report", Ids(acl="2023.acl-long.report")),
        ("https://doi.org/10.18653/v1/P18-1001", Ids(acl="P18-1001", doi="10.18653/v1/p18-1001")),
    ],
)
def test_ids_of_openreview_and_the_anthology_are_found(text: str, found: Ids) -> None:
    assert ids.ids_in(text) == found


def test_only_addresses_are_asked_for_ids_as_addresses() -> None:
    assert ids.ids_in_url("2401.90001") == Ids()
    assert ids.ids_in_url("https://arxiv.org/abs/2401.90001") == Ids(arxiv="2401.90001")


def test_of_two_ids_of_a_kind_the_first_counts() -> None:
    joined = ids.joined([Ids(doi="10.1/a"), Ids(doi="10.1/b", arxiv="2401.90001")])
    assert joined == Ids(doi="10.1/a", arxiv="2401.90001")


@given(st.text() | st.from_regex(r"(?:arxiv:|https?://arxiv\.org/|10\.)[0-9./v]*"))
def test_any_text_has_ids_of_the_documented_shape(text: str) -> None:
    found = ids.ids_in(text)
    assert found.arxiv is None or ids.ARXIV.fullmatch(found.arxiv)
    assert found.doi is None or found.doi == ids.doi(found.doi)
