"""The plugin's block in mkdocs.yml."""

from __future__ import annotations

import pytest

from papergloss.config import Settings, settings
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
