"""The bytes of a text file that a person has → text; for formats that state no encoding.

UTF-8 with or without a byte-order mark, UTF-16 with one, else Windows-1252, of which Latin-1 is a
part. What no text file holds (NUL) is a ReadError. Line breaks become ``\\n``, so that counting
them gives the numbers an editor shows.
"""

from __future__ import annotations

from codecs import BOM_UTF8, BOM_UTF16_BE, BOM_UTF16_LE

from papergloss.errors import ReadError


def text_of(data: bytes, where: str) -> str:
    """Decode a whole file.

    Raises:
        ReadError: it holds NUL bytes, so it is no text file.
    """
    text = _decoded(data)
    if "\0" in text:
        raise ReadError(
            "this is not a text file",
            where=where,
            line=text.count("\n", 0, text.index("\0")) + 1,
            remedy="export it again as text in UTF-8",
        )
    return _unix(text)


def head_of(head: bytes) -> str:
    """Decode the start of a file, which may be cut inside a character, for a ``sniff``."""
    if head.startswith((BOM_UTF16_LE, BOM_UTF16_BE)):
        return _unix(head.decode("utf-16", "ignore"))
    return _unix(head.removeprefix(BOM_UTF8).decode("utf-8", "replace"))


def _decoded(data: bytes) -> str:
    if data.startswith((BOM_UTF16_LE, BOM_UTF16_BE)):
        return data.decode("utf-16", "replace")
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError:
        return data.decode("cp1252", "replace")


def _unix(text: str) -> str:
    return text.replace("\r\n", "\n").replace("\r", "\n") if "\r" in text else text
