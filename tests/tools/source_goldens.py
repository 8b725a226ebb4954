"""The expected readings beside the invented listings in tests/fixtures/sources/<format>/.

``x.xml`` is read as its folder's format and must give what ``x.expected.json`` says: a reading with
all that is not a default, or the message of a ReadError. Refresh all of them with::

    python -m tests.tools.source_goldens
"""

from __future__ import annotations

import dataclasses
import json
from datetime import date
from pathlib import Path

from msgspec import Struct, structs

from papergloss.errors import ReadError
from papergloss.model import PartialDate
from papergloss.sources import by_name

COMMAND = "python -m tests.tools.source_goldens"
FOLDER = Path(__file__).parent.parent / "fixtures" / "sources"
EXPECTED = ".expected.json"


def listings() -> list[Path]:
    """Find the listings of all formats."""
    every = (path for path in FOLDER.glob("*/*") if path.is_file())
    return sorted(path for path in every if not path.name.endswith(EXPECTED))


def expected(listing: Path) -> Path:
    """Name the file that says what ``listing`` must give."""
    return listing.with_name(listing.stem + EXPECTED)


def reading(listing: Path) -> str:
    """Read a listing as its folder's format and show what comes of it as JSON."""
    try:
        value = shown(by_name(listing.parent.name).read(listing.read_bytes(), listing.name))
    except ReadError as error:
        value = {"error": str(error)}
    return json.dumps(value, ensure_ascii=False, indent=2) + "\n"


def shown(value: object) -> object:
    """Turn a value of the model into JSON's, without the fields that have their default."""
    if isinstance(value, PartialDate):
        return f"{value.year or '----'}-{value.month or 0:02}-{value.day or 0:02}"
    if isinstance(value, Struct) or dataclasses.is_dataclass(value):
        every = structs.fields(value) if isinstance(value, Struct) else dataclasses.fields(value)
        fields = [(field, getattr(value, field.name)) for field in every]
        return {field.name: shown(own) for field, own in fields if own != field.default}
    if isinstance(value, tuple):
        return [shown(each) for each in value]
    return value.isoformat() if isinstance(value, date) else value


def main() -> None:
    for listing in listings():
        expected(listing).write_text(reading(listing), encoding="utf-8")
        print(expected(listing).relative_to(FOLDER))


if __name__ == "__main__":
    main()
