"""A mapping read from YAML, with its place, taken apart field by field with clear errors."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from papergloss import days
from papergloss.errors import ReadError
from papergloss.model import PartialDate


class Fields:
    """Typed access to a mapping of strings, lists and mappings; errors name file and field."""

    __slots__ = ("_data", "_field", "_file")

    def __init__(self, data: object, where: str, field: str = "") -> None:
        self._file = where
        self._field = field
        if not isinstance(data, dict):
            message = f"expected “key: value” lines, found {str(data)[:60]!r}"
            raise ReadError(message, where=self._where)
        self._data = data

    def names(self) -> Iterator[str]:
        """The names of all fields, in the file's order."""
        return iter(self._data)

    def has(self, name: str) -> bool:
        """Tell whether the field is there and not empty."""
        return self._data.get(name) not in (None, "", [], {})

    def get(self, name: str) -> str | None:
        """The field's text, or None where it is missing or empty."""
        value = self._data.get(name)
        if value is not None and not isinstance(value, str):
            raise self._wrong(name, "text")
        return value or None

    def text(self, name: str) -> str:
        """The field's text; ReadError where it is missing."""
        value = self.get(name)
        if value is None:
            raise self._wrong(name, "text")
        return value

    def number(self, name: str) -> int | None:
        """The field's whole number, or None where it is missing."""
        value = self.get(name)
        if value is None:
            return None
        if not (value.isascii() and value.isdigit() and len(value) < 16):
            raise self._wrong(name, "a whole number")
        return int(value)

    def day(self, name: str) -> date | None:
        """The field's day (YYYY-MM-DD), or None where it is missing."""
        value = self.get(name)
        try:
            return date.fromisoformat(value) if value else None
        except ValueError:
            raise self._wrong(name, "a day, YYYY-MM-DD") from None

    def partial_day(self, name: str) -> PartialDate | None:
        """The field's day as far as it is known (2019, 2019-03, 2019-03-01), or None."""
        value = self.get(name)
        found = days.parse(value) if value else None
        if value and found is None:
            raise self._wrong(name, "a day, YYYY-MM-DD")
        return found

    def items(self, name: str) -> list[object]:
        """The field's list, empty where it is missing."""
        value = self._data.get(name) or []
        if not isinstance(value, list):
            raise self._wrong(name, "a list")
        return value

    def strings(self, name: str) -> tuple[str, ...]:
        """The field's list of texts."""
        values = self.items(name)
        if not values:
            return ()
        texts = tuple(value for value in values if isinstance(value, str))
        if len(texts) != len(values):
            raise self._wrong(name, "a list of texts")
        return texts

    def sub(self, name: str) -> Fields:
        """The mapping in a field, empty where it is missing."""
        return Fields(self._data.get(name) or {}, self._file, name)

    def subs(self, name: str) -> list[Fields]:
        """The list of mappings in a field."""
        return [Fields(item, self._file, name) for item in self.items(name)]

    def texts(self) -> dict[str, str]:
        """All fields that are text."""
        return {key: value for key, value in self._data.items() if isinstance(value, str)}

    @property
    def _where(self) -> str:
        return f"{self._file} ({self._field})" if self._field else self._file

    def _wrong(self, name: str, expected: str) -> ReadError:
        found = self._data.get(name)
        seen = "nothing" if found is None else f"{str(found)[:60]!r}"
        return ReadError(f"“{name}” must be {expected}, found {seen}", where=self._where)
