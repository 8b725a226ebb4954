"""Slugs and ids."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from papergloss import ids


@pytest.mark.parametrize(
    ("title", "slug"),
    [
        ("OPERA: Alleviating Hallucination", "opera-alleviating-hallucination"),
        ("B-STaR: Monitoring & Balancing", "b-star-monitoring-and-balancing"),
        ("The Therapist's Prompts", "the-therapists-prompts"),
        ("Poincaré ≠ Straße", "poincare-strasse"),
        ("β-VAE", "beta-vae"),
        ("数学", ""),
    ],
)
def test_a_slug_is_readable_ascii(title: str, slug: str) -> None:
    """Letters lose their marks, Greek is spelt out, everything else becomes a hyphen."""
    assert ids.slugify(title) == slug


@given(st.text())
def test_any_text_makes_a_slug_of_the_documented_shape(text: str) -> None:
    """A slug fits its pattern and its length, or is empty."""
    slug = ids.slugify(text)
    assert len(slug) <= ids.SLUG_LENGTH
    assert slug == "" or ids.SLUG.fullmatch(slug)


def test_a_taken_slug_gets_a_number() -> None:
    """Two papers never share an address; a title without letters still gets one."""
    assert ids.free_slug("A title", {"a-title", "a-title-2"}) == "a-title-3"
    assert ids.free_slug("数学", set()) == "paper"


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("2311.17911", "2311.17911"),
        ("2311.17911v3", "2311.17911"),
        ("hep-th/9901001v1", "hep-th/9901001"),
        ("math.GT/0309136", "math.GT/0309136"),
        ("10.1000/182", None),
        ("2401.1", None),
    ],
)
def test_arxiv_ids_lose_their_version(text: str, found: str | None) -> None:
    """Both styles are known, and nothing else passes for one."""
    assert ids.arxiv_id(text) == found
