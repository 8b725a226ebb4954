"""What builds remember between runs: finished pages and costly results, by what went into them.

A key is the hash of everything that shapes the value, this program's own code and theme included,
so an entry is either right or not found (``digests``). One SQLite file, safe to delete and safe
when a run is killed; what a run did not use is forgotten at its end (``memory``).
"""

from papergloss.cache.digests import (
    KEY_BYTES,
    Keyed,
    code_fingerprint,
    digest,
    digest_files,
    digest_in_order,
    keys_in,
)
from papergloss.cache.groups import JUST_NOW, Group, Left, Lie, Stamp
from papergloss.cache.memory import Cache

__all__ = [
    "JUST_NOW",
    "KEY_BYTES",
    "Cache",
    "Group",
    "Keyed",
    "Left",
    "Lie",
    "Stamp",
    "code_fingerprint",
    "digest",
    "digest_files",
    "digest_in_order",
    "keys_in",
]
