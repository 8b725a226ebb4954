"""``content/listings/health.yml``: what each source last did, and what fetch remembers of it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from pathlib import Path

from papergloss import atomic
from papergloss.model import Health, Refused
from papergloss.store import yaml_text
from papergloss.store.fields import Fields

#: Below content/.
HEALTH = "listings/health.yml"


def read(content: Path) -> dict[str, Health]:
    """Read the record; a source that never ran has none.

    Raises:
        ReadError: the file does not fit; deleting it costs only what it records.
    """
    path = content / HEALTH
    fields = Fields(yaml_text.read_file(path) or {}, str(path))
    return {name: _health(name, fields.sub(name)) for name in fields.names()}


def _health(name: str, fields: Fields) -> Health:
    return Health(
        source=name,
        last_success=fields.get("last_success"),
        last_attempt=fields.get("last_attempt"),
        entries=fields.number("entries") or 0,
        status=fields.number("status"),
        retries=fields.number("retries") or 0,
        failing_since=fields.get("failing_since"),
        error=fields.get("error"),
        refused=tuple(
            Refused(
                name=item.text("name"),
                path=item.text("path"),
                reason=item.text("reason"),
                since=item.text("since"),
            )
            for item in fields.subs("refused")
        ),
        settled=fields.strings("settled"),
        pending=fields.sub("pending").texts(),
    )


def write(content: Path, record: Iterable[Health]) -> None:
    """Write the record, in order of the sources' names."""
    ordered = sorted(record, key=lambda each: each.source)
    text = yaml_text.dump({each.source: _fields(each) for each in ordered})
    atomic.write(content / HEALTH, text.encode())


def _fields(health: Health) -> Mapping[str, yaml_text.Value]:
    values: dict[str, yaml_text.Value | None] = {
        "last_success": health.last_success,
        "last_attempt": health.last_attempt,
        "entries": health.entries,
        "status": health.status,
        "retries": health.retries,
        "failing_since": health.failing_since,
        "error": health.error,
        "refused": [
            {"name": each.name, "path": each.path, "reason": each.reason, "since": each.since}
            for each in health.refused
        ],
        "settled": list(health.settled),
        "pending": dict(health.pending),
    }
    return {name: value for name, value in values.items() if value not in (None, [], {})}
