"""A server of invented listings in a process of its own, for runs that fork."""

from __future__ import annotations

import os
import signal
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date
from typing import NoReturn

from .. import http_server as http
from . import forks
from .scenes import day

DAILY = "/api/daily_papers"
PAGE = 100


@contextmanager
def serving() -> Iterator[str]:
    """Serve on a free port of 127.0.0.1 until the block ends; give the address."""
    reading, writing = os.pipe()
    pid = forks.fork(lambda: _serve(writing))
    os.close(writing)
    with os.fdopen(reading) as pipe:
        address = pipe.readline().strip()
    try:
        yield address
    finally:
        os.kill(pid, signal.SIGTERM)
        os.waitpid(pid, 0)


def _serve(announce: int) -> NoReturn:
    with http.Server() as server:
        server.on(DAILY, _daily)
        os.write(announce, f"{server.url}\n".encode())
        os.close(announce)
        server.serve_forever()
    os._exit(0)


def _daily(handler: http.Handler) -> None:
    """Answer with the papers of a day, a hundred a page, or with those that trend."""
    query = handler.asked().query
    if "date" not in query:
        http.reply(day(range(1, 9)))(handler)
        return
    number = date.fromisoformat(query["date"]).toordinal() % 4
    papers = range(number * 1000, number * 1000 + (130 if number == 1 else 12))
    first = PAGE * int(query.get("p", "0"))
    body = day(papers[first : first + PAGE])
    http.unless_known(body, f'"{papers.start + first}"')(handler)
