"""The site while one writes: served on this machine, brought up to date at every save.

Serving, watching and reloading open pages are MkDocs' own parts; ``preview`` is what they show.
"""

from __future__ import annotations

import errno
import logging
from collections.abc import Callable
from functools import partial
from pathlib import Path
from tempfile import TemporaryDirectory
from time import monotonic_ns

from mkdocs.livereload import LiveReloadServer
from watchdog.observers import Observer

from papergloss import atomic, pipeline
from papergloss.errors import ConfigError
from papergloss.plugin.preview import Preview
from papergloss.plugin.watching import Changes, OpenPages

log = logging.getLogger("mkdocs.plugins.papergloss")

# Seconds without a change after which a save is over; some editors save in several steps.
_QUIET = 0.03


def serve(
    config_file: Path,
    address: str | None,
    *,
    open_browser: bool,
    progress: Callable[[], pipeline.Progress],
    poll: bool = False,
) -> None:
    """Serve the site until the process is interrupted; bring it up to date after every save.

    Args:
        address: ``HOST:PORT`` to serve at, in place of MkDocs' setting ``dev_addr``.
        progress: gives each build what shows how far it has come.
        poll: look for changes twice a second, for file systems that do not tell of them.

    Raises:
        ArchiveError: the first build fails, or the address or the system's watches are used up.
    """
    with TemporaryDirectory(prefix="papergloss-serve-") as folder:
        site, bell = Path(folder, "site"), Path(folder, "bell")
        bell.mkdir()
        pages = OpenPages(site)

        def ring() -> None:
            atomic.write(bell / "rung", str(monotonic_ns()).encode(), sync=False)

        preview = Preview(config_file, address, site, progress, ring, pages.reload_all)
        changes = Changes()
        server = _server(preview, changes, site, poll)
        pages.attend(server)
        preview.url = server.url
        try:
            preview.build()
            # Ringing it lets open pages reload, though no file of the archive has changed.
            server.watch(str(bell))
            changes.come_first(server.observer)
            for path in preview.watched:
                server.watch(str(path))
            _run(preview.hooked(server), open_browser)
        finally:
            server.shutdown()
            preview.close()


def _server(preview: Preview, changes: Changes, folder: Path, poll: bool) -> LiveReloadServer:
    host, port, path = preview.address
    server = LiveReloadServer(
        builder=lambda: preview.refresh(changes.take()),
        host=host,
        port=port,
        root=str(folder),
        mount_path=path,
    )
    server.build_delay = _QUIET
    server.error_handler = partial(_error_page, folder)
    if not poll:
        server.observer = Observer()  # type: ignore[assignment]  # told of changes at once
    return server


def _error_page(folder: Path, code: int) -> bytes | None:
    page = folder / f"{code}.html"
    return page.read_bytes() if page.is_file() else None


def _run(server: LiveReloadServer, open_browser: bool) -> None:
    try:
        server.serve(open_in_browser=open_browser)  # type: ignore[no-untyped-call]
    except KeyboardInterrupt:
        log.info("Shutting down...")
    except OSError as error:
        raise _explained(error, server.url) from error


def _explained(error: OSError, url: str) -> ConfigError:
    if error.errno in (errno.ENOSPC, errno.EMFILE):
        return ConfigError(
            "this machine does not let us watch so many files",
            remedy="use `papergloss serve --poll`, or raise fs.inotify.max_user_watches",
        )
    return ConfigError(
        f"cannot serve here: {error.strerror or error}",
        where=url,
        remedy="name another address with --address HOST:PORT",
    )
