"""When a host may be asked again: its own rules, what its replies say, and doubling waits.

Pure but for the state it keeps; times are seconds on a clock that only goes forward.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime

# draft-ietf-httpapi-ratelimit-headers: RateLimit: "api";r=489;t=234 (remaining, seconds to reset),
# RateLimit-Policy: "api";q=500;w=300 (quota, window); https://huggingface.co/docs/hub/rate-limits
_PARAMETER = re.compile(r";\s*([a-z]+)\s*=\s*([0-9]{1,9})(?![0-9.])")
# Down to this part of its quota a host is asked at its usual pace.
_SPARE = 10


@dataclass(slots=True)
class Pace:
    """The state of a group of hosts.

    Attributes:
        patience: how many seconds we may still wait for it in this run.
        free_at: when its usual pace allows the next request.
        closed_until: when it has to be left alone until, by its own word or after trouble.
        reason: of which trouble …
        status: … and with which HTTP status, if any.
    """

    patience: float
    free_at: float = 0.0
    closed_until: float = 0.0
    reason: str = ""
    status: int | None = None

    def wait(self, now: float) -> float:
        """Return how long to wait before the next request."""
        return max(self.free_at - now, self.closed_until - now, 0.0)

    def done(self, now: float, interval: float) -> None:
        """Note the end of an exchange."""
        self.free_at = now + interval

    def close(self, until: float, reason: str, status: int | None = None) -> None:
        """Leave the hosts alone until then."""
        if until > self.closed_until:
            self.closed_until, self.reason, self.status = until, reason, status


def asked_wait(headers: Mapping[str, str], now: datetime) -> float:
    """Return the seconds that a reply asks to wait in Retry-After (RFC 9110, 10.2.3)."""
    value = headers.get("retry-after", "").strip()
    if re.fullmatch(r"[0-9]{1,9}", value):
        return float(value)
    until = _date(value)
    if until is None:
        return 0.0
    # Their clock, if they show it: ours may be off by more than they ask for.
    return max(0.0, (until - (_date(headers.get("date", "")) or now)).total_seconds())


def spent_wait(headers: Mapping[str, str]) -> float:
    """Return the seconds to wait for the quota of RateLimit: all when it is spent, a share when
    it is nearly so."""
    quota = max((each["q"] for each in _items(headers, "ratelimit-policy", "q")), default=0)
    waits = [0.0]
    for item in _items(headers, "ratelimit", "r"):
        left, reset = item["r"], item.get("t", 0)
        if left == 0 or left * _SPARE < quota:
            waits.append(reset / max(left, 1))
    return max(waits)


def _items(headers: Mapping[str, str], name: str, needed: str) -> list[dict[str, int]]:
    items = (dict(_PARAMETER.findall(part)) for part in headers.get(name, "").split(","))
    return [{key: int(value) for key, value in item.items()} for item in items if needed in item]


def backoff(attempt: int, first: float, longest: float, chance: float) -> float:
    """Return the wait after a failed attempt: full jitter below a doubling, bounded wait
    (https://aws.amazon.com/blogs/architecture/exponential-backoff-and-jitter/)."""
    bound: float = min(longest, first * 2.0 ** (attempt - 1))
    return chance * bound


def _date(text: str) -> datetime | None:
    try:
        found = parsedate_to_datetime(text)
    except (ValueError, TypeError):
        return None
    return found if found.tzinfo else found.replace(tzinfo=UTC)
