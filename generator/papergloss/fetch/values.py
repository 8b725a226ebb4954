"""What goes into a request, what comes out of it, and the ways in which it fails."""

from __future__ import annotations

import random
import time
from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime

from papergloss.errors import FetchError


@dataclass(frozen=True, slots=True, kw_only=True)
class Policy:
    """How a host wants to be asked.

    Attributes:
        group: hosts of one group share one pace, since arXiv counts all its interfaces together.
        interval: seconds from the end of one reply to the next request.
        private: whether the host may have an address on this machine or the local network.
    """

    group: str
    interval: float = 1.0
    private: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Limits:
    """Where patience ends; times in seconds.

    Attributes:
        connect: for one address to accept a connection.
        read: for the next bytes to arrive.
        deadline: for one exchange in all, from the look-up of the name to the last byte.
        max_bytes: of a reply, before and after it is unpacked.
        attempts: how often a request is made before it has failed.
        backoff: the longest wait before the second attempt; it doubles with each further one …
        longest: … up to this.
        patience: how long a group of hosts may let us wait in a run, for retries and because it
            asks us to.
        redirects: how many are followed.
    """

    connect: float = 10.0
    read: float = 30.0
    deadline: float = 120.0
    max_bytes: int = 64 * 1024 * 1024
    attempts: int = 5
    backoff: float = 2.0
    longest: float = 60.0
    patience: float = 600.0
    redirects: int = 5


@dataclass(frozen=True, slots=True, kw_only=True)
class Clock:
    """Time and chance, so that tests can bring their own."""

    now: Callable[[], datetime] = lambda: datetime.now(UTC)
    monotonic: Callable[[], float] = time.monotonic
    sleep: Callable[[float], None] = time.sleep
    random: Callable[[], float] = random.random


SYSTEM = Clock()


@dataclass(frozen=True, slots=True, kw_only=True)
class Request:
    """What is asked for.

    ``hosts`` (as ``fetch.netloc`` writes them) are those that the source names: the address itself
    and every redirect must lead to one of them. ``etag`` and ``last_modified`` of the copy that is
    there make the request conditional.
    """

    url: str
    hosts: frozenset[str]
    etag: str | None = None
    last_modified: str | None = None

    @property
    def conditional(self) -> bool:
        """Tell whether “not modified” is an answer."""
        return bool(self.etag or self.last_modified)


@dataclass(frozen=True, slots=True, kw_only=True)
class Reply:
    """What a server answered: a status of 2xx, 304 (without a body), or 4xx but 408 and 429.

    ``url`` is where the redirects ended; ``attempts`` counts from 1.
    """

    url: str
    status: int
    body: bytes
    received: datetime
    attempts: int = 1
    etag: str | None = None
    last_modified: str | None = None
    content_type: str | None = None


class Failed(FetchError):
    """There is no reply that can be taken; ``status`` is None where none was received."""

    def __init__(
        self, message: str, *, url: str, remedy: str, status: int | None = None, attempts: int = 1
    ) -> None:
        self.status = status
        self.attempts = attempts
        super().__init__(message, where=url, remedy=remedy)


class Trouble(Exception):
    """What may pass: it is worth asking again. Never leaves this package."""

    def __init__(self, reason: str, *, status: int | None = None) -> None:
        self.reason = reason
        self.status = status
        super().__init__(reason)


class Refusal(Exception):
    """What asking again would not mend. Never leaves this package."""

    def __init__(self, reason: str, remedy: str) -> None:
        self.reason = reason
        self.remedy = remedy
        super().__init__(reason)
