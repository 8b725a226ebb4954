"""Content codings undone under a cap: wire bytes in, the listing's bytes out.

httpx decodes first and counts later, so half a megabyte can take a gigabyte; and it takes a gzip
body that was cut off for a whole one. So it is done here: never more than the cap is unpacked, and
a body without its end is ``Trouble``.
"""

from __future__ import annotations

import zlib

from papergloss.fetch.values import Refusal, Trouble

#: What we say we can undo.
ACCEPTED = "gzip, deflate"

_GZIP = 16 + zlib.MAX_WBITS
_MAGIC = b"\x1f\x8b"


class Body:
    """Takes a reply's bytes as they arrive.

    Args:
        coding: the reply's Content-Encoding.
        cap: how many bytes are taken, on the wire and unpacked.

    Raises:
        Refusal: the coding is none that was asked for, the bytes are not in it, or over the cap.
        Trouble: the body ends before its end.
    """

    def __init__(self, coding: str, cap: int) -> None:
        names = [name.strip().lower() for name in coding.split(",")]
        codings = [name for name in names if name not in ("", "identity")]
        if codings and codings not in (["gzip"], ["x-gzip"], ["deflate"]):
            raise Refusal(
                f"the reply is coded as {coding[:60]!r}, which was not asked for",
                "look at the address in a browser; the server may be misconfigured",
            )
        self._coding = codings[0].removeprefix("x-") if codings else ""
        self._cap = cap
        self._taken = 0
        self._parts: list[bytes] = []
        self._size = 0
        self._unpacker: zlib._Decompress | None = None

    def feed(self, data: bytes) -> None:
        """Take further bytes from the wire."""
        self._taken += len(data)
        if self._taken > self._cap:
            raise self._too_big()
        if not self._coding:
            self._keep(data)
            return
        try:
            self._unpack(data)
        except zlib.error as error:
            raise Refusal(
                f"the reply is not the {self._coding} data it says it is: {error}",
                "look at the address in a browser; the server may be misconfigured",
            ) from None

    def finish(self, length: str | None) -> bytes:
        """Return the whole body; ``length`` is the reply's Content-Length, if it has one."""
        if length is not None and length.isdecimal() and int(length) != self._taken:
            raise Trouble(f"the reply ends after {self._taken} of {length} bytes")
        if self._coding and self._taken and not (self._unpacker and self._unpacker.eof):
            raise Trouble(f"the reply is cut off: its {self._coding} data has no end")
        return b"".join(self._parts)

    def _unpack(self, data: bytes) -> None:
        while data:
            if self._unpacker is None:
                self._unpacker = self._new(data)
            elif self._unpacker.eof:
                data = data.lstrip(b"\0")  # padding, as gzip(1) takes it
                if not data:
                    return
                self._unpacker = self._new(data)
            data = self._step(self._unpacker, data)

    def _new(self, data: bytes) -> zlib._Decompress:
        if self._coding == "gzip":
            return zlib.decompressobj(_GZIP)
        # "deflate" means zlib's format (RFC 9110, 8.4.1.2); some servers send it bare.
        zlibs = data[0] & 0x0F == 8 and (len(data) < 2 or int.from_bytes(data[:2], "big") % 31 == 0)
        return zlib.decompressobj(zlib.MAX_WBITS if zlibs else -zlib.MAX_WBITS)

    def _step(self, unpacker: zlib._Decompress, data: bytes) -> bytes:
        # One byte over the cap is enough to know, and zlib unpacks no more than it is told to.
        self._keep(unpacker.decompress(data, self._cap - self._size + 1))
        return unpacker.unconsumed_tail or unpacker.unused_data

    def _keep(self, data: bytes) -> None:
        self._size += len(data)
        if self._size > self._cap:
            raise self._too_big()
        self._parts.append(data)

    def _too_big(self) -> Refusal:
        return Refusal(
            f"the reply is over {self._cap / 1e6:.0f} MB, so it was not read to its end",
            "ask for less at a time, with narrower categories or a narrower query",
        )
