"""A real local HTTP server that can misbehave, and that remembers who asked for what and when.

``server.on("/path", act, act, …)`` says what it does for the first, second … request of a path; the
last act repeats. An act writes to the connection whatever it likes.
"""

from __future__ import annotations

import gzip
import json
import ssl
import threading
import time
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from urllib.parse import parse_qs, urlsplit

Act = Callable[["Handler"], None]


@dataclass(frozen=True, slots=True, kw_only=True)
class Seen:
    """One request as it arrived; ``address`` is path and query, ``client`` its connection."""

    began: float
    address: str
    headers: Mapping[str, str]
    client: tuple[str, int]

    @property
    def path(self) -> str:
        return urlsplit(self.address).path

    @property
    def query(self) -> dict[str, str]:
        return {name: values[0] for name, values in parse_qs(urlsplit(self.address).query).items()}


class Handler(BaseHTTPRequestHandler):
    """Notes a request and does what is next for its path."""

    protocol_version = "HTTP/1.1"
    server: Server

    def do_GET(self) -> None:
        seen = Seen(
            began=time.monotonic(),
            address=self.path,
            headers={name.lower(): value for name, value in self.headers.items()},
            client=self.client_address,
        )
        self.server.next_act(seen)(self)

    def asked(self) -> Seen:
        """The request that is being answered."""
        return self.server.seen[-1]

    def raw(self, data: bytes) -> None:
        self.wfile.write(data)
        self.wfile.flush()

    def hang_up(self) -> None:
        self.close_connection = True

    def log_message(self, format: str, *args: object) -> None:
        pass


class Server(ThreadingHTTPServer):
    """``url`` has no slash at its end; ``seen`` is the log of requests."""

    daemon_threads = True

    def __init__(self, tls: ssl.SSLContext | None = None) -> None:
        super().__init__(("127.0.0.1", 0), Handler)
        self.seen: list[Seen] = []
        self._acts: dict[str, list[Act]] = {}
        self._lock = threading.Lock()
        self.host = f"127.0.0.1:{self.server_address[1]}"
        self.url = f"{'https' if tls else 'http'}://{self.host}"
        if tls:
            self.socket = tls.wrap_socket(self.socket, server_side=True)

    def on(self, path: str, *acts: Act) -> str:
        """Say what happens at a path; return its address."""
        self._acts[path] = list(acts)
        return self.url + path

    def next_act(self, seen: Seen) -> Act:
        with self._lock:
            self.seen.append(seen)
            acts = self._acts.get(seen.path) or [reply(b"no such thing", status=404)]
            return acts.pop(0) if len(acts) > 1 else acts[0]

    def addresses(self) -> list[str]:
        """The paths and queries asked for, in order."""
        return [seen.address for seen in self.seen]

    def handle_error(self, request: object, client_address: object) -> None:
        """Say nothing when a client hangs up; here it often has reason to."""


@contextmanager
def running(tls: ssl.SSLContext | None = None) -> Iterator[Server]:
    """Serve on a free port of 127.0.0.1 until the block ends."""
    with Server(tls) as server:
        threading.Thread(target=server.serve_forever, args=(0.01,), daemon=True).start()
        yield server
        server.shutdown()


# --- acts ---------------------------------------------------------------------------------------


def reply(body: bytes = b"", status: int = 200, **headers: str) -> Act:
    """A whole reply; ``content_type=…`` is the header Content-Type."""

    def act(handler: Handler) -> None:
        names = {name.replace("_", "-").title(): value for name, value in headers.items()}
        names.setdefault("Content-Length", str(len(body)))
        lines = [f"HTTP/1.1 {status} As-Told", *(f"{name}: {text}" for name, text in names.items())]
        handler.raw("\r\n".join([*lines, "", ""]).encode("latin-1") + body)

    return act


def as_json(value: object, **headers: str) -> Act:
    """A whole reply with JSON in it."""
    return reply(json.dumps(value).encode(), content_type="application/json", **headers)


def zipped(body: bytes, **headers: str) -> Act:
    """A whole reply, packed."""
    return reply(gzip.compress(body), content_encoding="gzip", **headers)


def to(location: str, status: int = 302) -> Act:
    """A redirect."""
    return reply(status=status, location=location)


def unless_known(body: bytes, etag: str) -> Act:
    """304 for who has this ETag, else the reply with it."""

    def act(handler: Handler) -> None:
        known = handler.asked().headers.get("if-none-match") == etag
        (reply(status=304, etag=etag) if known else reply(body, etag=etag))(handler)

    return act


def cut(body: bytes, after: int, **headers: str) -> Act:
    """A reply whose connection is closed in its middle, against its Content-Length."""

    def act(handler: Handler) -> None:
        reply(body, **headers)(_Cut(handler, len(body) - after))  # type: ignore[arg-type]
        handler.hang_up()

    return act


class _Cut:
    """Stands in for a handler and leaves out the last bytes."""

    def __init__(self, handler: Handler, less: int) -> None:
        self._handler = handler
        self._less = less

    def raw(self, data: bytes) -> None:
        self._handler.raw(data[: -self._less])


def until_close(body: bytes, **headers: str) -> Act:
    """A reply without a length, which ends where the connection does."""

    def act(handler: Handler) -> None:
        lines = [f"{name.replace('_', '-')}: {text}\r\n" for name, text in headers.items()]
        handler.raw(f"HTTP/1.1 200 OK\r\n{''.join(lines)}Connection: close\r\n\r\n".encode() + body)
        handler.hang_up()

    return act


def drip(head: bytes, seconds: float) -> Act:
    """A byte now and then, for ever: first of ``head``, then of a body without end."""

    def act(handler: Handler) -> None:
        try:
            for byte in head:
                handler.raw(bytes([byte]))
                time.sleep(seconds)
            while True:
                handler.raw(b" ")
                time.sleep(seconds)
        except OSError:
            handler.hang_up()

    return act


def silence(seconds: float) -> Act:
    """Nothing at all."""

    def act(handler: Handler) -> None:
        time.sleep(seconds)
        handler.hang_up()

    return act


def hang_up() -> Act:
    """The connection is closed without a word."""
    return lambda handler: handler.hang_up()
