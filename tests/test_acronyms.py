"""Short forms that a text defines, in whatever way it does so, and what only looks like it."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from goldfiles import GOLD, archive_papers
from papergloss.acronyms import definitions, singular
from papergloss.evaluation.acronyms import score
from papergloss.evaluation.gold import Names, read_gold


def found(text: str) -> list[tuple[str, str]]:
    return [(each.short, each.long) for each in definitions(text)]


@pytest.mark.parametrize(
    ("text", "short", "long"),
    [
        ("We use Marsh Bird Counting (MBC).", "MBC", "Marsh Bird Counting"),
        ("Many marsh bird counters (MBCs) sing.", "MBC", "marsh bird counters"),
        (
            "Counting with Marsh Bird Feedback (CMBF) works.",
            "CMBF",
            "Counting with Marsh Bird Feedback",
        ),
        ("We use MBC (marsh bird counting) here.", "MBC", "marsh bird counting"),
        ("The nest-to-owl (N2O) task.", "N2O", "nest-to-owl"),
        ("Careful Counting of Crested Owls (C3O)", "C3O", "Careful Counting of Crested Owls"),
        ("We take three-dimensional (3D) nests.", "3D", "three-dimensional"),
        ("3D Nest Counting (3DNC) is new.", "3DNC", "3D Nest Counting"),
        ("The best-of-many (BoM) bird", "BoM", "best-of-many"),
        ("photoplumography (PPG) of birds", "PPG", "photoplumography"),
        ("We propose gREy Bird LEarning (REBLE).", "REBLE", "gREy Bird LEarning"),
        ('a "song of birds" (SoB) in spring', "SoB", "song of birds"),
        ("explainable bird detection (XBD)", "XBD", "explainable bird detection"),
        ("Marsh Bird Counting algorithm (MBC) works", "MBC", "Marsh Bird Counting"),
        ("Nest Learning (NL) from Owls (NLO) helps", "NLO", "Nest Learning from Owls"),
        ("Marsh Bird Counting (MBC; Owl et al., 2023)", "MBC", "Marsh Bird Counting"),
        ("(see Marsh Bird Counting (MBC) there)", "MBC", "Marsh Bird Counting"),
        ("Marsh Bird Counting [MBC] works", "MBC", "Marsh Bird Counting"),
        ("Marsh Bird Counting, or MBC, works", "MBC", "Marsh Bird Counting"),
        ("MBC, short for Marsh Bird Counting, works", "MBC", "Marsh Bird Counting"),
        ("MBC stands for Marsh Bird Counting here", "MBC", "Marsh Bird Counting"),
        ("We present MBC: Marsh Bird Counting, a way", "MBC", "Marsh Bird Counting"),
        ("We present NEST: Night Egg SpoTter, new", "NEST", "Night Egg SpoTter"),
        ("icy identical drops (i.i.d.)", "i.i.d.", "icy identical drops"),
        ("multi-marsh bird counting (MBC)", "MBC", "multi-marsh bird counting"),
        ("Owl Nesting with Egg-warming (ONE)", "ONE", "Owl Nesting with Egg-warming"),
    ],
)
def test_a_definition_is_found(text: str, short: str, long: str) -> None:
    """Before brackets, in them, tied by words; with digits, inner capitals, small words, tails."""
    assert (short, long) in found(text)


@pytest.mark.parametrize(
    "text",
    [
        "We use many birds (e.g., MBC and others).",
        "Marsh Bird Counting (Owl et al., 2023)",
        "Marsh Bird Counting (ours) wins",
        "birds (2023) and (ii) owls, (a) nests",
        "On birds we reach the top score (BERT).",
        "nest learning, egg learning and owl care (NLO)",
        "bird song understanding and generation (BSG)",
        "CMU-OWLS, CMU-OWLES are two sets",
        "NEST-3, NEST-3 and others",
        "The end. Marsh bird. Counting (MBC)",
        "Of LVOWs and an LVOW",
    ],
)
def test_what_spells_nothing_defines_nothing(text: str) -> None:
    """Examples, citations, results, lists of names, words beyond a full stop."""
    assert found(text) == []


def test_places_lead_to_the_text() -> None:
    """A definition knows where it begins and ends, and where the short form stands."""
    text = "Old Marsh Bird Counters (MBCs) sing."
    (each,) = definitions(text)
    assert text[each.start : each.end] == "Marsh Bird Counters (MBCs"
    assert text[each.short_start : each.short_end] == "MBCs"


@pytest.mark.parametrize(
    ("short", "one"), [("MBCs", "MBC"), ("T2Is", "T2I"), ("MBS", "MBS"), ("Mbs", "Mbs")]
)
def test_a_plural_is_of_the_same_short_form(short: str, one: str) -> None:
    """Only a small s behind a capital or a digit is one."""
    assert singular(short) == one


@settings(max_examples=200)
@given(st.text(alphabet="ABab12 ()[]{},;:.-–—\"'\n", max_size=120))
def test_any_text_can_be_read(text: str) -> None:
    """No text makes it fail, and every place is inside of the text."""
    for each in definitions(text):
        assert 0 <= each.start <= each.short_start < each.short_end <= each.end + 1 <= len(text) + 1
        assert each.long[0] in text


def test_half_a_megabyte_of_brackets_is_read() -> None:
    """Time grows with the text, not with its square."""
    assert definitions("(" * 100_000 + "AB " * 50_000 + ")" * 100_000) == []
    assert definitions("Aa Bb (AB " * 20_000) == []


def test_definitions_agree_with_a_reader() -> None:
    """Of those in 100 abstracts nearly all are found, and nothing else; of those set aside too."""
    names = Names(archive_papers().values())
    gold = read_gold(GOLD / "acronyms.txt", names)
    assert len(gold) == 100
    for part in (gold, gold[50:]):
        figures, errors = score(part)
        assert figures.precision >= 0.98, errors
        assert figures.recall >= 0.95, errors
