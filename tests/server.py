"""A static web server that behaves like GitHub Pages: under a sub-path, with the site's own 404."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import ClassVar

BASE = "/archive/"


@dataclass(frozen=True, slots=True, kw_only=True)
class Site:
    """A built site and where it is served: ``url`` is ``http://127.0.0.1:<port>`` + ``base``."""

    dir: Path
    url: str
    base: str = BASE


class Handler(SimpleHTTPRequestHandler):
    """Serves ``directory`` under ``BASE`` and knows nothing outside it."""

    protocol_version = "HTTP/1.1"
    # Headers and body go out in two writes; without this the second often waits 40 ms for the
    # acknowledgement of the first (Nagle's algorithm and delayed acknowledgements), as at no host.
    disable_nagle_algorithm = True
    extensions_map: ClassVar[dict[str, str]] = {
        **SimpleHTTPRequestHandler.extensions_map,
        ".js": "text/javascript",
        ".json": "application/json",
    }

    def translate_path(self, path: str) -> str:
        if not path.startswith(BASE):
            return str(Path(self.directory) / "outside the site")
        return super().translate_path("/" + path.removeprefix(BASE))

    def list_directory(self, path: object) -> None:
        self.send_error(404)

    def send_error(self, code: int, message: str | None = None, explain: str | None = None) -> None:
        page = Path(self.directory) / "404.html"
        if code != 404 or not page.is_file():
            super().send_error(code, message, explain)
            return
        body = page.read_bytes()
        self.send_response(404)
        self.send_header("Content-Type", "text/html; charset=utf-8")
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        if self.command != "HEAD":
            self.wfile.write(body)

    def log_message(self, format: str, *args: object) -> None:
        pass


class Server(ThreadingHTTPServer):
    daemon_threads = True

    def handle_error(self, request: object, client_address: object) -> None:
        """Say nothing when a browser hangs up in the middle of a reply; it does so all the time."""


@contextmanager
def serve(directory: Path) -> Iterator[Site]:
    """Serve a folder on a free port of 127.0.0.1 until the block ends."""
    with Server(("127.0.0.1", 0), partial(Handler, directory=str(directory))) as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        yield Site(dir=directory, url=f"http://127.0.0.1:{server.server_address[1]}{BASE}")
        server.shutdown()
