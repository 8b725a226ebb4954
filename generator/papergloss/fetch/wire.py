"""One exchange over the network: an address and headers in, status, headers and body out.

The only module that knows httpx, or httpx2, its continuation with the same interface. The exchange
runs as a task on an event loop of its own in a thread, because a deadline for all of it (look-up,
handshake, headers, body) is a cancelled task and nothing less: a read timeout begins anew with
every byte of a slow drip.
"""

from __future__ import annotations

import asyncio
import ssl
import threading
from collections.abc import Coroutine, Mapping
from dataclasses import dataclass
from typing import Any, TypeVar

try:
    import httpx
except ImportError:
    import httpx2 as httpx  # type: ignore[no-redef, import-not-found, unused-ignore]

from papergloss.fetch import hosts
from papergloss.fetch.body import ACCEPTED, Body
from papergloss.fetch.values import Limits, Refusal, Trouble

T = TypeVar("T")

REDIRECTS = frozenset({301, 302, 303, 307, 308})

# Of a host with many addresses; as with any client, the second is tried when the first is deaf.
_TRIED = 4


@dataclass(frozen=True, slots=True, kw_only=True)
class Answer:
    """A reply as it came; header names are in lower case. Without a body unless it is wanted."""

    status: int
    headers: Mapping[str, str]
    body: bytes = b""


def passing(status: int) -> bool:
    """Tell a status that may be another in a minute."""
    return status in (408, 429) or status >= 500


class Wire:
    """Open connections, each to one host: one connection to a host, and one exchange at a time."""

    def __init__(
        self, user_agent: str, limits: Limits, resolve: hosts.Resolve, tls: ssl.SSLContext | None
    ) -> None:
        self._headers = {
            "User-Agent": user_agent,
            "Accept": "application/json, application/xml, text/html;q=0.9, */*;q=0.5",
            "Accept-Encoding": ACCEPTED,
        }
        self._limits = limits
        self._resolve = resolve
        self._tls = tls
        self._clients: dict[str, Any] = {}
        self._loop = asyncio.new_event_loop()
        self._thread = threading.Thread(target=self._loop.run_forever, name="fetch", daemon=True)
        self._thread.start()

    def exchange(self, url: str, headers: Mapping[str, str], *, private: bool) -> Answer:
        """Ask once.

        Raises:
            Trouble: no whole answer came in time; it may be otherwise next time.
            Refusal: the address or the answer is not taken.
        """
        return self._run(self._within_deadline(url, headers, private))

    def close(self) -> None:
        """Close every connection."""
        self._run(self._close())
        self._loop.call_soon_threadsafe(self._loop.stop)
        self._thread.join()
        self._loop.close()

    def _run(self, work: Coroutine[Any, Any, T]) -> T:
        future = asyncio.run_coroutine_threadsafe(work, self._loop)
        try:
            return future.result()
        except BaseException:
            future.cancel()  # Ctrl-C reaches this thread, not the task's
            raise

    async def _close(self) -> None:
        for client in self._clients.values():
            await client.aclose()

    async def _within_deadline(self, url: str, headers: Mapping[str, str], private: bool) -> Answer:
        try:
            async with asyncio.timeout(self._limits.deadline):
                return await self._exchange(url, headers, private)
        except TimeoutError:
            raise Trouble(f"no whole reply within {self._limits.deadline:g} s") from None
        except httpx.TimeoutException as error:
            raise Trouble(f"{_words(type(error).__name__)}: {error}".rstrip(": ")) from None
        except (httpx.NetworkError, httpx.RemoteProtocolError) as error:
            raise self._lost(error) from None
        except (httpx.HTTPError, httpx.InvalidURL) as error:
            raise Refusal(f"{_words(type(error).__name__)}: {error}", "correct it") from None

    @staticmethod
    def _lost(error: Exception) -> Trouble | Refusal:
        if "CERTIFICATE_VERIFY_FAILED" in str(error):
            return Refusal(f"its certificate is not valid: {error}", "ask who runs the server")
        return Trouble(f"{_words(type(error).__name__)}: {error}".rstrip(": "))

    async def _exchange(self, url: str, headers: Mapping[str, str], private: bool) -> Answer:
        parts = hosts.split(url)
        host, port = hosts.host_of(parts), hosts.port_of(parts)
        try:
            found = await asyncio.to_thread(self._resolve, host, port)
        except OSError as error:
            raise Trouble(f"the name {host} cannot be looked up: {error.strerror}") from None
        addresses = hosts.checked(host, found, private=private)[:_TRIED]
        for address in addresses[:-1]:
            try:
                return await self._ask(url, address, headers)
            except (httpx.ConnectError, httpx.ConnectTimeout):
                continue
        return await self._ask(url, addresses[-1], headers)

    async def _ask(self, url: str, address: str, headers: Mapping[str, str]) -> Answer:
        parts = hosts.split(url)
        literal = f"[{address}]" if ":" in address else address
        # The checked address stands in the URL; Host and TLS name the host, so that its
        # certificate is checked against the name.
        pinned = parts._replace(netloc=f"{literal}:{hosts.port_of(parts)}", fragment="")
        request = httpx.Request(
            "GET",
            pinned.geturl(),
            headers={**self._headers, **headers, "Host": hosts.netloc(url)},
            extensions={"sni_hostname": hosts.host_of(parts)},
        )
        response = await self._client(url).send(request, stream=True)
        try:
            return await self._answer(response)
        finally:
            await response.aclose()

    def _client(self, url: str) -> Any:
        # One for each host: connections are found again by address, and two hosts that share one
        # must not share a connection whose certificate was checked for the other.
        name = f"{hosts.split(url).scheme}://{hosts.netloc(url)}"
        if name not in self._clients:
            limits = self._limits
            # Making a context takes a tenth of a second; plain http never uses it.
            plain = name.startswith("http:")
            self._clients[name] = httpx.AsyncClient(
                verify=not plain if self._tls is None else self._tls,
                trust_env=False,  # a proxy would look names up itself; .netrc is for people
                timeout=httpx.Timeout(limits.read, connect=limits.connect),
                limits=httpx.Limits(max_connections=1, max_keepalive_connections=1),
            )
        return self._clients[name]

    async def _answer(self, response: Any) -> Answer:
        status = int(response.status_code)
        headers = {str(name).lower(): str(value) for name, value in response.headers.items()}
        if status in REDIRECTS or status == 304 or passing(status):
            return Answer(status=status, headers=headers)
        body = Body(headers.get("content-encoding", ""), self._limits.max_bytes)
        async for data in response.aiter_raw():
            body.feed(data)
        whole = body.finish(headers.get("content-length"))
        return Answer(status=status, headers=headers, body=whole)


def _words(name: str) -> str:
    """ReadTimeout → read timeout."""
    return "".join(f" {char.lower()}" if char.isupper() else char for char in name).strip()
