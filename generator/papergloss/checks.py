"""What the value of a setting may be: plain data in, a typed value out.

Each function returns the value as the settings hold it, or raises ``Wrong`` with the words for what
it must be.
"""

from __future__ import annotations

import re
from datetime import date
from urllib.parse import urlsplit


class Wrong(Exception):
    """Says what a value must be."""


def number(value: object) -> int:
    """Take a whole number below a thousand million."""
    text = str(value)
    if isinstance(value, bool) or not (text.isascii() and text.isdigit() and len(text) < 10):
        raise Wrong("a whole number")
    return int(text)


_UNITS = {"": 1, "kB": 10**3, "MB": 10**6, "GB": 10**9, "KiB": 2**10, "MiB": 2**20, "GiB": 2**30}


def size(value: object) -> int:
    """Take a number of bytes, with or without a unit: ``25 MiB``."""
    found = re.fullmatch(r"([0-9]{1,15})(?:\.([0-9]{1,3}))? ?([kKMG]i?B)?", str(value), re.ASCII)
    unit = _UNITS.get(found[3] or "") if found else None
    if isinstance(value, bool) or found is None or unit is None:
        raise Wrong("a size, as in 950 MB or 25 MiB")
    return round(float(f"{found[1]}.{found[2] or 0}") * unit)


def seconds(value: object) -> float:
    """Take a number of seconds, a day at most."""
    if isinstance(value, bool) or not isinstance(value, int | float) or not 0 <= value <= 86_400:
        raise Wrong("a number of seconds")
    return float(value)


def text(value: object) -> str:
    """Take a text that is not empty."""
    if not isinstance(value, str) or not value:
        raise Wrong("text")
    return value


def switch(value: object) -> bool:
    """Take true or false."""
    if not isinstance(value, bool):
        raise Wrong("true or false")
    return value


def day(value: object) -> date:
    """Take a day."""
    try:
        return date.fromisoformat(str(value))
    except ValueError:
        raise Wrong("a day, YYYY-MM-DD") from None


def texts(value: object) -> tuple[str, ...]:
    """Take a list of texts, or a single one."""
    values = [value] if isinstance(value, str) else value
    if not isinstance(values, list | tuple) or not all(isinstance(v, str) and v for v in values):
        raise Wrong("a list of texts, each in quotes where it looks like a number")
    return tuple(values)


def contact(value: object) -> str:
    """Take an e-mail or web address that may stand in a header."""
    # It stands in a header, inside of parentheses.
    if not isinstance(value, str) or not re.fullmatch(r"[!-'*-:<-~]*(?:@|://)[!-'*-:<-~]+", value):
        raise Wrong("an e-mail or web address")
    return value


def name(value: object) -> str:
    """Take a name for a folder."""
    if not isinstance(value, str) or not re.fullmatch(r"[a-z0-9]+(?:[._-][a-z0-9]+)*", value):
        raise Wrong("small letters, digits and hyphens, as it names a folder")
    if value.startswith("enrich-"):
        raise Wrong("a name without “enrich-”, which names the folders of answers")
    return value


def url(value: object) -> str:
    """Take the address of a service."""
    try:
        parts = urlsplit(text(value))
        fits = parts.scheme in ("http", "https") and parts.hostname and parts.port != 0
        if fits and "@" not in parts.netloc and not parts.query and not parts.fragment:
            return str(value)
    except (ValueError, Wrong):
        pass
    raise Wrong("a web address without password, query or fragment")


def hosts(value: object) -> tuple[str, ...]:
    """Take names of hosts, each with its port where it has one of its own."""
    names = tuple(name.lower() for name in texts(value))
    if not all(re.fullmatch(r"[a-z0-9.-]+(?::[0-9]{1,5})?", name) for name in names):
        raise Wrong("a list of names of hosts, as in export.arxiv.org or localhost:8080")
    return names
