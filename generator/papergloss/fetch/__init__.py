"""One polite GET after another: what is asked of other people's servers, and what is taken back.

In comes a ``Request``, out goes a ``Reply`` with the bytes as the server meant them, or a
``Failed`` (a FetchError) that says what went wrong and what to do. The modules, from the wire up:

    wire     one exchange with a checked address, within a deadline; the only module of all that
             knows httpx (or httpx2, its continuation)
    body     content codings undone under a cap, so that a bomb is never unpacked
    hosts    which addresses and redirects are taken
    pace     when a host may be asked, by its own rules and headers
    client   redirects, retries, conditional requests

    with fetch.Client("Papergloss/1.0 (+https://…; me@example.org)", policies) as client:
        reply = client.get(fetch.Request(url=…, hosts=frozenset({"export.arxiv.org"})))
"""

from papergloss.fetch.client import Client
from papergloss.fetch.hosts import netloc
from papergloss.fetch.values import SYSTEM, Clock, Failed, Limits, Policy, Reply, Request

__all__ = [
    "SYSTEM",
    "Client",
    "Clock",
    "Failed",
    "Limits",
    "Policy",
    "Reply",
    "Request",
    "netloc",
]
