"""What a paper's page says of where its record comes from."""

from __future__ import annotations

from papergloss.pages.provenance import compare


def runs(before: str, after: str) -> list[tuple[str, str]]:
    return [(run.kind, run.text) for run in compare(before, after)]


def test_what_changed_is_marked_word_by_word() -> None:
    """What stayed is shown as it is here."""
    assert runs("We train one model on all data.", "We train two models on all data.") == [
        ("", "We train "),
        ("del", "one model "),
        ("ins", "two models "),
        ("", "on all data."),
    ]


def test_a_word_between_two_changes_belongs_to_them() -> None:
    """Scattered words that happen to be equal make no comparison easier to read."""
    assert runs("alpha of beta", "gamma of delta") == [
        ("del", "alpha of beta"),
        ("ins", "gamma of delta"),
    ]


def test_both_texts_can_be_read_off() -> None:
    """Nothing is lost in a comparison."""
    before, after = "A b c d e f g", "b c d x e f g h"
    found = runs(before, after)
    assert "".join(text for kind, text in found if kind != "del").split() == after.split()
    assert "".join(text for kind, text in found if kind != "ins").split() == before.split()
