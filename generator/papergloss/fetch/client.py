"""Requests as a source needs them: paced, redirected within bounds, and asked again if worth it."""

from __future__ import annotations

import logging
import ssl
from collections.abc import Mapping
from types import TracebackType
from typing import Self

from papergloss.fetch import hosts, pace
from papergloss.fetch.pace import Pace
from papergloss.fetch.values import (
    SYSTEM,
    Clock,
    Failed,
    Limits,
    Policy,
    Refusal,
    Reply,
    Request,
    Trouble,
)
from papergloss.fetch.wire import REDIRECTS, Answer, Wire, passing

log = logging.getLogger(__name__)

_LATER = "run it again later; what is there stays as it is"


class Client:
    """Asks one thing at a time.

    Args:
        user_agent: says who asks and how to reach them.
        policies: by host, as ``fetch.netloc`` writes it; others are asked once a second.
        tls: whom to trust, where that is not the certificates that come with httpx.
    """

    def __init__(
        self,
        user_agent: str,
        policies: Mapping[str, Policy] | None = None,
        *,
        limits: Limits = Limits(),  # noqa: B008 (frozen)
        clock: Clock = SYSTEM,
        resolve: hosts.Resolve = hosts.resolve,
        tls: ssl.SSLContext | None = None,
    ) -> None:
        self._policies = dict(policies or {})
        self._limits = limits
        self._clock = clock
        self._paces: dict[str, Pace] = {}
        self._wire = Wire(user_agent, limits, resolve, tls)

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self._wire.close()

    def get(self, request: Request) -> Reply:
        """Ask until there is a reply: 2xx, 304 if the request is conditional, or 4xx.

        Timeouts, lost connections, 408, 429 and 5xx are worth asking again, after a wait that
        doubles or that the server names.

        Raises:
            Failed: there is no reply, or none that is taken.
        """
        attempt = 1
        while True:
            try:
                return self._follow(request, attempt)
            except Trouble as trouble:
                if attempt >= self._limits.attempts:
                    raise _gave_up(request, trouble, attempt) from None
                log.info("%s: %s; attempt %d", request.url, trouble.reason, attempt)
                attempt += 1
            except Refusal as refusal:
                raise Failed(
                    refusal.reason, url=request.url, remedy=refusal.remedy, attempts=attempt
                ) from None

    def _follow(self, request: Request, attempt: int) -> Reply:
        url = request.url
        if hosts.netloc(url) not in request.hosts:
            raise Refusal("the source does not name this host", "add it to the source’s “hosts”")
        for _ in range(self._limits.redirects + 1):
            answer = self._exchange(url, request, attempt)
            if answer.status not in REDIRECTS:
                return self._reply(url, request, answer, attempt)
            url = hosts.redirected(url, answer.headers.get("location", ""), request.hosts)
        raise Refusal(
            f"it redirects more than {self._limits.redirects} times, last to {url[:200]}",
            "look at the address in a browser",
        )

    def _exchange(self, url: str, request: Request, attempt: int) -> Answer:
        name = hosts.netloc(url)
        policy = self._policies.get(name) or Policy(group=name)
        group = self._paces.setdefault(policy.group, Pace(self._limits.patience))
        self._wait(group, request, attempt)
        try:
            answer = self._wire.exchange(url, _conditions(request), private=policy.private)
        except Trouble as trouble:
            self._close(group, trouble, attempt, {})
            raise
        finally:
            group.done(self._clock.monotonic(), policy.interval)
        if passing(answer.status):
            refused = Trouble(f"it answers with status {answer.status}", status=answer.status)
            self._close(group, refused, attempt, answer.headers)
            raise refused
        until = self._clock.monotonic() + pace.spent_wait(answer.headers)
        group.close(until, "it has no more requests left for us")
        return answer

    def _wait(self, group: Pace, request: Request, attempt: int) -> None:
        now = self._clock.monotonic()
        closed = max(0.0, group.closed_until - now)
        if closed > group.patience:
            raise Failed(
                f"{group.reason}, and wants to be left alone for {closed:.0f} s",
                url=request.url,
                remedy=_LATER,
                status=group.status,
                attempts=max(1, attempt - 1),
            )
        group.patience -= closed
        self._clock.sleep(group.wait(now))

    def _close(
        self, group: Pace, trouble: Trouble, attempt: int, headers: Mapping[str, str]
    ) -> None:
        limits = self._limits
        wait = max(
            pace.backoff(attempt, limits.backoff, limits.longest, self._clock.random()),
            pace.asked_wait(headers, self._clock.now()),
            pace.spent_wait(headers) if trouble.status == 429 else 0.0,
        )
        group.close(self._clock.monotonic() + wait, trouble.reason, trouble.status)

    def _reply(self, url: str, request: Request, answer: Answer, attempt: int) -> Reply:
        if answer.status == 304 and not request.conditional:
            raise Refusal("it answers “not modified” to one who has nothing", _LATER)
        if answer.status < 200 or (300 <= answer.status < 400 and answer.status != 304):
            raise Refusal(f"it answers with status {answer.status}", _LATER)
        return Reply(
            url=url,
            status=answer.status,
            body=answer.body,
            received=self._clock.now(),
            attempts=attempt,
            etag=answer.headers.get("etag"),
            last_modified=answer.headers.get("last-modified"),
            content_type=answer.headers.get("content-type"),
        )


def _conditions(request: Request) -> dict[str, str]:
    headers = {}
    if request.etag:
        headers["If-None-Match"] = request.etag
    if request.last_modified:
        headers["If-Modified-Since"] = request.last_modified
    return headers


def _gave_up(request: Request, trouble: Trouble, attempts: int) -> Failed:
    return Failed(
        f"{trouble.reason} (asked {attempts} times)",
        url=request.url,
        remedy=_LATER,
        status=trouble.status,
        attempts=attempts,
    )
