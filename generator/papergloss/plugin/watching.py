"""What changed under the hands of a person who writes, and which pages they look at meanwhile."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterable
from pathlib import Path
from threading import Lock
from urllib.parse import unquote, urlsplit
from wsgiref.types import StartResponse, WSGIApplication, WSGIEnvironment

from mkdocs.livereload import LiveReloadServer
from watchdog import events
from watchdog.observers.api import BaseObserver, ObservedWatch

# That files are read is no reason to build: building reads them.
CHANGES: list[type[events.FileSystemEvent]] = [
    events.FileCreatedEvent,
    events.FileModifiedEvent,
    events.FileMovedEvent,
    events.FileDeletedEvent,
]


class Changes:
    """Collects the files that changed since somebody asked."""

    def __init__(self) -> None:
        self._paths: set[Path] = set()
        self._lock = Lock()  # changes are told from the observer's thread

    def come_first(self, observer: BaseObserver) -> None:
        """Know of every change before those handlers that are scheduled with it from now on.

        An observer calls the handlers of a path in no certain order, and one that is called wakes
        who then asks here what changed: on a busy machine that was sooner than it was known here,
        and the save was lost.
        """
        schedule = observer.schedule

        def scheduled(
            handler: events.FileSystemEventHandler, path: str | Path, *, recursive: bool = False
        ) -> ObservedWatch:
            return schedule(
                _InTurn(self.add, handler.dispatch), path, recursive=recursive, event_filter=CHANGES
            )

        observer.schedule = scheduled  # type: ignore[method-assign, assignment]

    def add(self, event: events.FileSystemEvent) -> None:
        """Remember the file, and where it went."""
        names = [os.fsdecode(name) for name in (event.src_path, event.dest_path) if name]
        if not event.is_directory:
            with self._lock:
                self._paths.update(Path(name) for name in names if not _is_passing(Path(name)))

    def take(self) -> set[Path]:
        """Return what changed since the last time, and forget it."""
        with self._lock:
            taken, self._paths = self._paths, set()
        return taken


class _InTurn(events.FileSystemEventHandler):
    """Tells some of an event, one after the other."""

    def __init__(self, *told: Callable[[events.FileSystemEvent], None]) -> None:
        self._told = told

    def on_any_event(self, event: events.FileSystemEvent) -> None:
        for tell in self._told:
            tell(event)


def _is_passing(path: Path) -> bool:
    """Tell whether an editor made the file for itself, and will soon remove it."""
    return path.name.startswith((".", "#")) or path.name.endswith(("~", ".swp", ".tmp"))


class OpenPages:
    """Lets a page that a browser shows reload when its own file changed, and not at every save.

    MkDocs' server tells every page of every build: each asks ``/livereload/EPOCH/ID``, and reloads
    once the answer is an epoch after its own.
    """

    def __init__(self, site: Path) -> None:
        self._site = site
        self._shown: dict[Path, tuple[int, int]] = {}
        self._whole = 0

    def attend(self, server: LiveReloadServer) -> None:
        """Stand between the server and the browsers."""
        app = server.get_app()
        assert app is not None

        def attended(environ: WSGIEnvironment, start_response: StartResponse) -> Iterable[bytes]:
            path = environ["PATH_INFO"]
            if path.startswith("/livereload/"):
                page = urlsplit(environ.get("HTTP_REFERER", "")).path
                file = self._file(unquote(page), server.mount_path)
                return self._wait(app, environ, start_response, file)
            file = self._file(path, server.mount_path)
            if file.suffix == ".html":
                self._shown[file] = self._stamp(file)
            return app(environ, start_response)

        server.set_app(attended)

    def reload_all(self) -> None:
        """Let every page reload after the next build: what is not its own may have changed."""
        self._whole += 1

    def _wait(
        self,
        app: WSGIApplication,
        environ: WSGIEnvironment,
        start_response: StartResponse,
        file: Path,
    ) -> Iterable[bytes]:
        """Ask for the next epoch until one has changed the page, or until there is none in time."""
        first, number = environ["PATH_INFO"].split("/")[-2:]
        epoch, seen = first, b""
        while True:
            path = f"/livereload/{epoch}/{number}"
            seen = b"".join(app({**environ, "PATH_INFO": path}, lambda *_: _ignore))
            if self._shown.get(file) != self._stamp(file):
                break
            if not seen.isdigit() or int(seen) <= int(epoch):
                seen = first.encode()
                break
            epoch = seen.decode()
        start_response("200 OK", [("Content-Type", "text/plain")])
        return [seen]

    def _file(self, path: str, mount_path: str) -> Path:
        name = path.removeprefix(mount_path).lstrip("/")
        return self._site / (f"{name}index.html" if not name or name.endswith("/") else name)

    def _stamp(self, file: Path) -> tuple[int, int]:
        try:
            return file.stat().st_mtime_ns, self._whole
        except OSError:
            return 0, self._whole


def _ignore(data: bytes) -> None:
    """Take what an application writes in the old way; MkDocs' writes nothing so."""
