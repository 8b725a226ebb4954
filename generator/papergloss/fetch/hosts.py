"""Which hosts are asked: those a source names, at addresses that are not our own network's.

A name is looked up once, every address it has is checked, and the connection goes to a checked one:
a name that changes its mind between check and use (DNS rebinding) gains nothing.
"""

from __future__ import annotations

import ipaddress
import socket
from collections.abc import Callable, Iterable
from urllib.parse import SplitResult, urljoin, urlsplit

from papergloss.fetch.values import Refusal

Address = ipaddress.IPv4Address | ipaddress.IPv6Address
#: A host's name and port → its addresses as text.
Resolve = Callable[[str, int], list[str]]

PORTS = {"http": 80, "https": 443}

_NAT64 = ipaddress.ip_network("64:ff9b::/96")
_COMPATIBLE = ipaddress.ip_network("::/96")
_SITE_LOCAL = ipaddress.ip_network("fec0::/10")

_MEANT = "if it is meant, set “private: true” for the source that names it"


def netloc(url: str) -> str:
    """Write host and port of an address the way they are compared: no default port, lower case.

    Raises:
        Refusal: it is no web address.
    """
    parts = split(url)
    host, port = host_of(parts), port_of(parts)
    name = f"[{host}]" if ":" in host else host
    return name if port == PORTS[parts.scheme] else f"{name}:{port}"


def split(url: str) -> SplitResult:
    """Take a web address apart; Refusal if it is none, or one with a password in it."""
    try:
        parts = urlsplit(url)
        plain = "@" not in parts.netloc and "\\" not in parts.netloc
        if parts.scheme in PORTS and parts.hostname and parts.port != 0 and plain:
            return parts
    except ValueError:
        pass
    raise Refusal(f"{url[:200]!r} is not a web address that is asked for", "correct it")


def host_of(parts: SplitResult) -> str:
    """Return the host in ASCII."""
    name = (parts.hostname or "").rstrip(".")
    try:
        return name if name.isascii() else name.encode("idna").decode("ascii")
    except UnicodeError:
        raise Refusal(f"{name[:100]!r} is not the name of a host", "correct it") from None


def port_of(parts: SplitResult) -> int:
    """Return the port, the scheme's own where none is given."""
    return parts.port or PORTS[parts.scheme]


def redirected(url: str, location: str, hosts: Iterable[str]) -> str:
    """Return where a redirect leads.

    Raises:
        Refusal: it gives up encryption, or leads to a host that the source does not name.
    """
    target = urljoin(url, location.strip())
    if split(url).scheme == "https" and split(target).scheme != "https":
        raise Refusal(
            f"it redirects to {target[:200]}, which is not encrypted",
            "ask the address that the source now gives, with https",
        )
    if netloc(target) not in hosts:
        raise Refusal(
            f"it redirects to {target[:200]}, a host that the source does not name",
            f"if that is right, add “hosts: [{netloc(target)}]” to the source",
        )
    return target


def resolve(host: str, port: int) -> list[str]:
    """Look a name up; OSError if it has no address."""
    found = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)
    return list(dict.fromkeys(str(each[4][0]) for each in found))


def checked(host: str, addresses: Iterable[str], *, private: bool) -> list[str]:
    """Return ``addresses`` if every one of them may be asked; Refusal otherwise."""
    addresses = list(addresses)
    for text in addresses:
        if why := _objection(ipaddress.ip_address(text), private=private):
            raise Refusal(f"{host} is at {text}, {why}", _MEANT)
    return addresses


def _objection(address: Address, *, private: bool) -> str | None:
    inner = _embedded(address)
    if inner is not None:
        return _objection(inner, private=private)
    if address.is_multicast or address.is_unspecified:
        return "which is not the address of a server"
    if private:
        return None
    if address.is_loopback:
        return "which is this machine itself"
    if address.is_link_local:
        return "a link-local address"
    site_local = isinstance(address, ipaddress.IPv6Address) and address in _SITE_LOCAL
    return "a private or reserved address" if site_local or not address.is_global else None


def _embedded(address: Address) -> ipaddress.IPv4Address | None:
    """Return the IPv4 address that an IPv6 one stands for: mapped, compatible, 6to4 or NAT64."""
    if isinstance(address, ipaddress.IPv4Address):
        return None
    last = ipaddress.IPv4Address(int(address) & 0xFFFFFFFF)
    compatible = address in _COMPATIBLE and int(address) > 1
    if address.ipv4_mapped or address in _NAT64 or compatible:
        return last
    return address.sixtofour
