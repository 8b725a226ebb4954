"""What several kinds of page show: links."""

from __future__ import annotations

from msgspec import Struct


class Ref(Struct, frozen=True, kw_only=True):
    """A link inside the site; ``count`` is shown beside it where it is not None."""

    label: str
    url: str
    count: int | None = None


class LinkView(Struct, frozen=True, kw_only=True):
    """A button that leads out: ``kind`` is a LinkKind value, ``label`` what the button says."""

    label: str
    url: str
    kind: str
