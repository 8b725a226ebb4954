"""Typed settings: the plugin's block of ``mkdocs.yml``, checked; unknown keys are errors.

In comes the block as plain data, whoever read it; out come ``Settings``. Knows neither YAML nor
MkDocs.
"""

from papergloss.config.parse import settings
from papergloss.config.values import (
    ENGINES,
    Budget,
    Enrich,
    ForgeName,
    Keep,
    People,
    Search,
    Service,
    Settings,
    Site,
    Source,
)

__all__ = [
    "ENGINES",
    "Budget",
    "Enrich",
    "ForgeName",
    "Keep",
    "People",
    "Search",
    "Service",
    "Settings",
    "Site",
    "Source",
    "settings",
]
