"""What is asked of a server, and what is taken from one that misbehaves; over httpx and httpx2."""

from __future__ import annotations

import ast
import gzip
import importlib
import importlib.util
import socket
import ssl
import subprocess
import sys
import threading
import time
import tracemalloc
import zlib
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from email.utils import format_datetime
from itertools import pairwise
from pathlib import Path

import pytest

import http_server as http
from conftest import unavailable
from papergloss import fetch
from papergloss.fetch import hosts, pace, wire
from papergloss.fetch.values import Refusal
from support import PACKAGE

AGENT = "Papergloss/1 (+https://papers.example; me@example.org)"
NOW = datetime(2025, 11, 7, 12, 0, tzinfo=UTC)


@pytest.fixture(autouse=True, params=["httpx", "httpx2"])
def library(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> str:
    """Runs every test on httpx and on its continuation."""
    name: str = request.param
    if importlib.util.find_spec(name) is None:
        unavailable(f"no {name} to run the fetch tests on", f"uv pip install {name}")
    monkeypatch.setattr(wire, "httpx", importlib.import_module(name))
    return name


@pytest.fixture
def server() -> Iterator[http.Server]:
    with http.running() as running:
        yield running


@dataclass(slots=True)
class Hours:
    """A clock whose sleeps take no time, and are remembered."""

    passed: float = 0.0
    slept: list[float] = field(default_factory=list)

    def sleep(self, seconds: float) -> None:
        self.slept.append(seconds)
        self.passed += seconds

    def clock(self) -> fetch.Clock:
        return fetch.Clock(
            now=lambda: NOW + timedelta(seconds=self.passed),
            monotonic=lambda: self.passed,
            sleep=self.sleep,
            random=lambda: 1.0,
        )


Get = Callable[..., fetch.Reply]


@pytest.fixture
def hours() -> Hours:
    return Hours()


@pytest.fixture
def get(server: http.Server, hours: Hours) -> Get:
    """Ask the server once, with a client of its own, as quickly as it goes."""

    def ask(url: str, *, clock: fetch.Clock | None = None, **given: object) -> fetch.Reply:
        limits = fetch.Limits(read=1, deadline=2, max_bytes=1_000_000, backoff=1, patience=100)
        names = frozenset({server.host, *given.pop("hosts", ())})  # type: ignore[misc]
        limits = given.pop("limits", limits)  # type: ignore[assignment]
        resolve = given.pop("resolve", hosts.resolve)
        with fetch.Client(
            AGENT,
            {server.host: fetch.Policy(group="server", interval=0, private=True)},
            limits=limits,
            clock=clock or hours.clock(),
            resolve=resolve,  # type: ignore[arg-type]
        ) as client:
            return client.get(fetch.Request(url=url, hosts=names, **given))  # type: ignore[arg-type]

    return ask


def test_one_module_knows_httpx() -> None:
    """httpx and httpx2 are imported in wire.py and nowhere else."""
    knowing = {
        path.name
        for path in PACKAGE.rglob("*.py")
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8")))
        if isinstance(node, ast.Import | ast.ImportFrom) and "httpx" in ast.unparse(node)
    }
    assert knowing == {"wire.py"}


def test_the_continuation_takes_over_where_httpx_is_gone() -> None:
    """The module does not need httpx to be there at all."""
    code = "import sys; sys.modules['httpx'] = None; from papergloss.fetch import wire; "
    run = subprocess.run(
        [sys.executable, "-c", code + "print(wire.httpx.__name__)"], capture_output=True, text=True
    )
    assert run.stdout == "httpx2\n", run.stderr


def test_a_request_says_who_asks(server: http.Server, get: Get) -> None:
    """The User-Agent is ours alone, and only codings that we can undo are offered."""
    reply = get(server.on("/", http.reply(b"hello", etag='"1"', content_type="text/plain")))
    assert (reply.status, reply.body, reply.etag) == (200, b"hello", '"1"')
    headers = server.seen[0].headers
    assert headers["user-agent"] == AGENT
    assert headers["accept-encoding"] == "gzip, deflate"
    assert headers["host"] == server.host


# --- pace ---------------------------------------------------------------------------------------


def test_a_group_of_hosts_is_asked_at_its_pace_over_one_connection(server: http.Server) -> None:
    """By the server's own log, requests are never closer than the interval."""
    server.on("/", http.reply(b"x"))
    policies = {server.host: fetch.Policy(group="arxiv", interval=0.1, private=True)}
    with fetch.Client(AGENT, policies) as client:
        for _ in range(5):
            client.get(fetch.Request(url=f"{server.url}/", hosts=frozenset({server.host})))
    times = [seen.began for seen in server.seen]
    assert all(later - earlier >= 0.1 for earlier, later in pairwise(times))
    assert len({seen.client for seen in server.seen}) == 1


def test_hosts_of_one_group_share_their_pace(hours: Hours) -> None:
    """arXiv counts its API, its feeds and OAI-PMH together."""
    with http.running() as one, http.running() as other:
        one.on("/", http.reply(b"x"))
        other.on("/", http.reply(b"x"))
        policy = fetch.Policy(group="arxiv", interval=3, private=True)
        with fetch.Client(
            AGENT, {one.host: policy, other.host: policy}, clock=hours.clock()
        ) as client:
            for each in (one, other, one):
                client.get(fetch.Request(url=f"{each.url}/", hosts=frozenset({each.host})))
    assert hours.slept == [0, 3, 3]


def test_500_thrice_then_200(server: http.Server, get: Get, hours: Hours) -> None:
    """A server in trouble is asked again, after waits that double."""
    bad = http.reply(status=500)
    reply = get(server.on("/", bad, bad, bad, http.reply(b"at last")))
    assert (reply.body, reply.attempts) == (b"at last", 4)
    assert hours.slept == [0, 1, 2, 4]


def test_it_gives_up(server: http.Server, get: Get) -> None:
    """The attempts are counted; the error has the address, the status and what to do."""
    url = server.on("/", http.reply(status=503))
    with pytest.raises(fetch.Failed, match=r"status 503 \(asked 5 times\)\n  → ") as caught:
        get(url)
    assert (caught.value.where, caught.value.status, caught.value.attempts) == (url, 503, 5)
    assert len(server.seen) == 5


@pytest.mark.parametrize("status", [400, 401, 403, 404, 410])
def test_a_no_is_not_argued_with(server: http.Server, get: Get, status: int) -> None:
    """4xx but 408 and 429 is a reply, with its body, after one request."""
    reply = get(server.on("/", http.reply(b"<feed>Error</feed>", status=status)))
    assert (reply.status, reply.body) == (status, b"<feed>Error</feed>")
    assert len(server.seen) == 1


@pytest.mark.parametrize(
    ("headers", "least"),
    [
        ({"retry_after": "7"}, 7),
        ({"retry_after": format_datetime(NOW + timedelta(seconds=30), usegmt=True)}, 30),
        (
            {
                "date": format_datetime(NOW + timedelta(hours=9), usegmt=True),
                "retry_after": format_datetime(NOW + timedelta(hours=9, seconds=9), usegmt=True),
            },
            9,
        ),
        ({"ratelimit": '"api";r=0;t=55', "ratelimit_policy": '"api";q=500;w=300'}, 55),
        ({"retry_after": "soon"}, 1),
    ],
)
def test_429_says_when(
    server: http.Server, get: Get, hours: Hours, headers: dict[str, str], least: int
) -> None:
    """Retry-After in seconds, as a date (by the server's clock), and RateLimit are kept to."""
    reply = get(server.on("/", http.reply(status=429, **headers), http.reply(b"x")))
    assert reply.attempts == 2
    assert hours.slept == [0, least]


def test_patience_ends(server: http.Server, get: Get, hours: Hours) -> None:
    """A server that wants to be left alone for an hour is, and nobody waits for it."""
    url = server.on("/", http.reply(status=429, retry_after="3600"))
    with pytest.raises(fetch.Failed, match="status 429, and wants to be left alone for 3600 s"):
        get(url)
    assert (len(server.seen), hours.passed) == (1, 0)


def test_a_spent_quota_is_waited_for(server: http.Server, hours: Hours) -> None:
    """Hugging Face's RateLimit header slows us down before it has to refuse anything."""
    policy = '"fixed window";"api";q=500;w=300'
    server.on(
        "/",
        http.reply(ratelimit='"api";r=400;t=200', ratelimit_policy=policy),
        http.reply(ratelimit='"api";r=20;t=60', ratelimit_policy=policy),
        http.reply(ratelimit='"api";r=0;t=50', ratelimit_policy=policy),
        http.reply(),
    )
    policies = {server.host: fetch.Policy(group="hf", interval=1, private=True)}
    with fetch.Client(AGENT, policies, clock=hours.clock()) as client:
        for _ in range(4):
            client.get(fetch.Request(url=f"{server.url}/", hosts=frozenset({server.host})))
    assert hours.slept == [0, 1, 3, 50]


def test_waits_have_full_jitter_and_a_bound() -> None:
    """Chance takes anything from no wait to the bound."""
    assert pace.backoff(3, 1, 60, 0.0) == 0
    assert pace.backoff(3, 1, 60, 0.5) == 2
    assert pace.backoff(30, 1, 60, 1.0) == 60


# --- conditional requests -----------------------------------------------------------------------


def test_what_is_unchanged_costs_one_304(server: http.Server, get: Get) -> None:
    """ETag and date go back to the server as they came."""
    url = server.on("/", http.unless_known(b"x", 'W/"abc"'))
    assert get(url).etag == 'W/"abc"'
    day = "Fri, 07 Nov 2025 12:00:00 GMT"
    reply = get(url, etag='W/"abc"', last_modified=day)
    assert (reply.status, reply.body, len(server.seen)) == (304, b"", 2)
    assert server.seen[1].headers["if-modified-since"] == day


def test_304_to_nothing_is_refused(server: http.Server, get: Get) -> None:
    """Who has no copy cannot be told that it is unchanged."""
    with pytest.raises(fetch.Failed, match="not modified"):
        get(server.on("/", http.reply(status=304)))


# --- time ---------------------------------------------------------------------------------------

HEAD = b"HTTP/1.1 200 OK\r\nContent-Length: 999999\r\n\r\n"
BRIEF = fetch.Limits(read=0.2, deadline=0.3, attempts=2, backoff=0)


def test_a_silent_server_times_out(server: http.Server, get: Get) -> None:
    """No byte within the read timeout is trouble, and worth a second try."""
    with pytest.raises(fetch.Failed, match=r"read timeout \(asked 2 times\)"):
        get(server.on("/", http.silence(0.5)), limits=BRIEF)


@pytest.mark.parametrize("head", [HEAD[:-2] + b"X: " + b"x" * 99, b"HTTP/1.1 200 OK\r\n\r\n"])
def test_a_drip_ends_with_the_deadline(server: http.Server, get: Get, head: bytes) -> None:
    """A byte every tenth of a second never trips the read timeout, in the headers or the body."""
    with pytest.raises(fetch.Failed, match=r"no whole reply within 0.3 s"):
        get(server.on("/", http.drip(head, 0.1 if len(head) > 50 else 0.01)), limits=BRIEF)
    assert len(server.seen) == 2


def test_a_slow_name_server_counts(server: http.Server, get: Get) -> None:
    """The look-up of the name is within the deadline too."""

    def resolve(host: str, port: int) -> list[str]:
        time.sleep(0.4)
        return [host]

    with pytest.raises(fetch.Failed, match="no whole reply within"):
        get(f"{server.url}/", limits=fetch.Limits(deadline=0.1, attempts=1), resolve=resolve)


# --- bodies -------------------------------------------------------------------------------------


@pytest.mark.parametrize("coding", ["gzip", "x-gzip", "deflate", "identity", "gzip, identity"])
def test_packed_bodies_are_unpacked(server: http.Server, get: Get, coding: str) -> None:
    """What is kept are the bytes of the listing, not of the journey."""
    text = b"papers " * 10_000
    pack = {"deflate": zlib.compress, "identity": bytes}.get(coding, gzip.compress)
    assert get(server.on("/", http.reply(pack(text), content_encoding=coding))).body == text


def test_bare_deflate_and_chained_gzip(server: http.Server, get: Get) -> None:
    """Servers send deflate without zlib's frame, and gzip in several members with padding."""
    packer = zlib.compressobj(wbits=-15)
    bare = packer.compress(b"a" * 999) + packer.flush()
    assert get(server.on("/a", http.reply(bare, content_encoding="deflate"))).body == b"a" * 999
    chain = gzip.compress(b"a") + gzip.compress(b"b") + b"\0" * 8
    assert get(server.on("/b", http.reply(chain, content_encoding="gzip"))).body == b"ab"


def test_a_bomb_is_never_unpacked(server: http.Server, get: Get) -> None:
    """What would be a hundred times the cap stops at the cap, and takes little more than it."""
    packer = zlib.compressobj(wbits=31)
    bomb = b"".join(packer.compress(bytes(1_000_000)) for _ in range(100)) + packer.flush()
    url = server.on("/", http.reply(bomb, content_encoding="gzip"))
    tracemalloc.start()
    try:
        with pytest.raises(fetch.Failed, match="over 1 MB"):
            get(url)
        assert tracemalloc.get_traced_memory()[1] < 10_000_000
    finally:
        tracemalloc.stop()
    assert len(server.seen) == 1


def test_a_body_without_end_stops_at_the_cap(server: http.Server, get: Get) -> None:
    """So does what is not packed at all, and a chain of empty gzip members."""
    with pytest.raises(fetch.Failed, match="over 1 MB"):
        get(server.on("/a", http.until_close(bytes(3_000_000))))
    empty = gzip.compress(b"") * 60_000
    with pytest.raises(fetch.Failed, match="over 1 MB"):
        get(server.on("/b", http.reply(empty, content_encoding="gzip")))


@pytest.mark.parametrize(
    "act",
    [
        http.cut(b"x" * 1000, after=400),
        http.cut(gzip.compress(bytes(range(256)) * 40), after=100, Content_Encoding="gzip"),
        http.until_close(
            gzip.compress(bytes(range(256)) * 40)[:-9], **{"Content-Encoding": "gzip"}
        ),
        http.until_close(b"5\r\nhello\r\n", **{"Transfer-Encoding": "chunked"}),
        http.hang_up(),
    ],
    ids=["length", "packed, length", "packed, no length", "chunks", "nothing"],
)
def test_a_cut_off_body_is_not_a_whole_one(server: http.Server, get: Get, act: http.Act) -> None:
    """It is asked for again, and taken when it is whole."""
    reply = get(server.on("/", act, http.reply(b"whole")))
    assert (reply.body, reply.attempts) == (b"whole", 2)
    with pytest.raises(fetch.Failed, match="asked 5 times"):
        get(server.on("/", act))


@pytest.mark.parametrize(
    ("body", "coding"), [(b"plain", "gzip"), (b"x", "br"), (b"x", "gzip, gzip"), (b"x", "zstd")]
)
def test_a_coding_that_was_not_asked_for_is_refused(
    server: http.Server, get: Get, body: bytes, coding: str
) -> None:
    """Nor is a body taken that is not what its header says; asking again would not mend it."""
    with pytest.raises(fetch.Failed, match=r"which was not asked for|it says it is"):
        get(server.on("/", http.reply(body, content_encoding=coding)))
    assert len(server.seen) == 1


# --- redirects and addresses --------------------------------------------------------------------


def test_redirects_are_followed(server: http.Server, get: Get) -> None:
    """Relative and absolute ones, as long as they stay with the source."""
    server.on("/b", http.to(f"{server.url}/c?x=1", status=308))
    server.on("/c", http.reply(b"here"))
    reply = get(server.on("/a", http.to("b")))
    assert (reply.body, reply.url) == (b"here", f"{server.url}/c?x=1")


def test_a_redirect_loop_ends(server: http.Server, get: Get) -> None:
    """Five redirects are followed, not a sixth."""
    server.on("/b", http.to("/a"))
    with pytest.raises(fetch.Failed, match="redirects more than 5 times"):
        get(server.on("/a", http.to("/b")))
    assert len(server.seen) == 6


@pytest.mark.parametrize(
    "target",
    [
        "http://169.254.169.254/latest/meta-data/",
        "http://127.0.0.1:1/",
        "//evil.example/",
        "http://user:password@127.0.0.1/",
        "file:///etc/passwd",
        "http://[::ffff:10.0.0.1]/",
        "http://127.0.0.1\\@evil.example/",
    ],
)
def test_redirects_stay_with_the_source(server: http.Server, get: Get, target: str) -> None:
    """A host, port or scheme that the source does not name is not asked."""
    with pytest.raises(fetch.Failed, match=r"does not name|not a web address"):
        get(server.on("/", http.to(target)))
    assert len(server.seen) == 1


def test_a_redirect_to_a_named_host_at_a_private_address_is_refused(
    server: http.Server, get: Get
) -> None:
    """Every hop's addresses are checked, not only the first's."""

    def resolve(host: str, port: int) -> list[str]:
        return ["10.1.2.3"] if host == "inner.example" else hosts.resolve(host, port)

    with pytest.raises(fetch.Failed, match=r"inner.example is at 10.1.2.3, a private"):
        get(
            server.on("/", http.to("http://inner.example/")),
            hosts={"inner.example"},
            resolve=resolve,
        )


def test_this_machine_is_not_asked_unless_configured(server: http.Server) -> None:
    """Without “private: true” no request reaches the server, however its address is written."""
    for name in ("127.0.0.1", "localhost", "2130706433", "0x7f.1", "[::ffff:127.0.0.1]"):
        url = f"http://{name}:{server.server_address[1]}/"
        with (
            fetch.Client(AGENT) as client,
            pytest.raises(fetch.Failed, match="this machine itself"),
        ):
            client.get(fetch.Request(url=url, hosts=frozenset({fetch.netloc(url)})))
    assert server.seen == []


PRIVATE = (
    *("127.0.0.1", "10.0.0.1", "172.16.0.1", "192.168.1.1", "169.254.169.254", "100.64.0.1"),
    *("0.0.0.0", "224.0.0.1", "255.255.255.255", "240.0.0.1", "::1", "::", "fe80::1", "fc00::1"),
    *("ff02::1", "::ffff:127.0.0.1", "::ffff:10.0.0.1", "64:ff9b::10.0.0.1", "2002:7f00:1::"),
    *("::127.0.0.1", "fec0::1", "fe80::1%eth0"),
)


@pytest.mark.parametrize("address", PRIVATE)
def test_private_addresses_are_known(address: str) -> None:
    """Also those inside IPv6 ones, and also where only one of several is private."""
    with pytest.raises(Refusal):
        hosts.checked("x.example", ["93.184.216.34", address], private=False)


def test_public_addresses_are_taken() -> None:
    """What is not private is not refused; what is no server never is taken."""
    public = ["151.101.3.42", "2a04:4e42:200::810", "64:ff9b::151.101.3.42"]
    assert hosts.checked("export.arxiv.org", public, private=False) == public
    with pytest.raises(Refusal):
        hosts.checked("x.example", ["224.0.0.1"], private=True)


def test_the_checked_address_is_the_one_that_is_asked(server: http.Server, hours: Hours) -> None:
    """A name that resolves differently the second time is looked up only once a request."""
    looked: list[str] = []
    port = server.server_address[1]

    def resolve(host: str, port: int) -> list[str]:
        looked.append(host)
        return ["127.0.0.1"] if len(looked) == 1 else ["10.0.0.1"]

    server.on("/", http.reply(b"x"))
    name = f"rebinding.example:{port}"
    policies = {name: fetch.Policy(group="x", interval=0, private=True)}
    with fetch.Client(AGENT, policies, resolve=resolve, clock=hours.clock()) as client:
        reply = client.get(fetch.Request(url=f"http://{name}/", hosts=frozenset({name})))
    assert (reply.body, looked) == (b"x", ["rebinding.example"])
    assert server.seen[0].headers["host"] == name


def test_the_second_address_is_tried(server: http.Server, get: Get) -> None:
    """A host whose first address is deaf is asked at its next."""
    with socket.socket() as closed:
        closed.bind(("127.0.0.2", server.server_address[1]))  # bound, not listening
        reply = get(
            server.on("/", http.reply(b"x")), resolve=lambda host, port: ["127.0.0.2", "127.0.0.1"]
        )
    assert (reply.body, reply.attempts) == (b"x", 1)


def test_an_unknown_name_is_trouble(get: Get, server: http.Server) -> None:
    """A name server may have a bad minute."""

    def resolve(host: str, port: int) -> list[str]:
        raise socket.gaierror(socket.EAI_NONAME, "Name or service not known")

    with pytest.raises(fetch.Failed, match="cannot be looked up: Name or service not known"):
        get(f"{server.url}/", resolve=resolve)


@pytest.fixture(scope="module")
def certificate(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A certificate for papers.example, made on the spot."""
    folder = tmp_path_factory.mktemp("tls")
    try:
        subprocess.run(
            [
                *("openssl", "req", "-x509", "-newkey", "rsa:2048", "-nodes", "-days", "2"),
                *("-keyout", "key.pem", "-out", "cert.pem", "-subj", "/CN=papers.example"),
                *("-addext", "subjectAltName=DNS:papers.example"),
            ],
            cwd=folder,
            check=True,
            capture_output=True,
        )
    except (OSError, subprocess.CalledProcessError):
        unavailable("no openssl to make a certificate with", "install openssl")
    return folder


def test_https_is_checked_by_name_and_never_given_up(certificate: Path, hours: Hours) -> None:
    """The certificate is that of the name, though an address is asked; no redirect leaves https."""
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(certificate / "cert.pem", certificate / "key.pem")
    trust = ssl.create_default_context(cafile=str(certificate / "cert.pem"))
    with http.running(context) as server:
        server.on("/", http.reply(b"x"))
        port = server.server_address[1]
        server.on("/down", http.to(f"http://papers.example:{port}/"))

        def get(name: str, path: str, tls: ssl.SSLContext | None) -> fetch.Reply:
            host = f"{name}:{port}"
            policies = {host: fetch.Policy(group="x", interval=0, private=True)}
            with fetch.Client(
                AGENT, policies, resolve=lambda *_: ["127.0.0.1"], tls=tls, clock=hours.clock()
            ) as client:
                return client.get(
                    fetch.Request(url=f"https://{host}{path}", hosts=frozenset({host}))
                )

        assert get("papers.example", "/", trust).body == b"x"
        with pytest.raises(fetch.Failed, match="not encrypted"):
            get("papers.example", "/down", trust)
        with pytest.raises(fetch.Failed, match="certificate is not valid"):
            get("other.example", "/", trust)
        with pytest.raises(fetch.Failed, match="certificate is not valid"):
            get("papers.example", "/", None)


def test_it_runs_where_a_loop_is_running(server: http.Server, get: Get) -> None:
    """Notebooks and Playwright have an event loop in the main thread; we bring our own."""
    import asyncio

    async def within() -> bytes:
        return get(server.on("/", http.reply(b"x"))).body

    with ThreadPoolExecutor(1) as pool:  # in our own thread a browser test may have a loop running
        assert pool.submit(asyncio.run, within()).result() == b"x"


def test_a_closed_client_leaves_nothing_running(server: http.Server, get: Get) -> None:
    """Its thread ends with it."""
    get(server.on("/", http.reply(b"x")))
    assert "fetch" not in {thread.name for thread in threading.enumerate()}
