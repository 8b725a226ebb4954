"""XML from strangers → a small tree, or a ReadError with the line; never anything else.

expat is set up here so that it cannot fetch or explode: any document type declaration is refused,
and without one there are no entities to expand and nothing external to load. Depth and the number
of elements are bounded. (Hence no defusedxml: it does the same and keeps no line numbers.)

Names come with a short prefix of ours for the namespaces we know, whatever prefix or scheme
(``http:``, ``https:``) the document uses: ``atom:title``, ``arxiv:comment``, ``oai:record``.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from xml.parsers import expat

from papergloss.errors import ReadError

_PREFIXES = {
    "": "",
    "www.w3.org/2005/Atom": "atom:",
    "arxiv.org/schemas/atom": "arxiv:",
    "a9.com/-/spec/opensearch/1.1": "os:",
    "purl.org/dc/elements/1.1": "dc:",
    "www.openarchives.org/OAI/2.0": "oai:",
    "arxiv.org/OAI/arXiv": "arXiv:",
    "arxiv.org/OAI/arXivRaw": "arXivRaw:",
}

# A page of OAI-PMH nests 7 deep and holds some 40,000 elements.
_DEEPEST = 50
_MOST_ELEMENTS = 2_000_000


@dataclass(slots=True)
class Element:
    """An element: name with our prefix, its own text joined, and the line it starts on."""

    name: str
    line: int
    attributes: Mapping[str, str]
    text: str = ""
    children: list[Element] = field(default_factory=list)

    def all(self, *names: str) -> Iterator[Element]:
        """Yield the children with one of ``names``."""
        return (child for child in self.children if child.name in names)

    def first(self, *names: str) -> Element | None:
        """Return the first child with one of ``names``."""
        return next(self.all(*names), None)

    def value(self, *names: str) -> str:
        """Return the text of the first child with one of ``names`` that has any; else ""."""
        return next((child.text for child in self.all(*names) if child.text.strip()), "")


def parse(data: bytes, where: str) -> Element:
    """Parse a whole document.

    Raises:
        ReadError: it is not well-formed, has a document type, or is too deep or too large.
    """
    body = data.lstrip(b" \t\r\n")  # as some recorded replies start with
    builder = _Builder(where, data.count(b"\n", 0, len(data) - len(body)))
    try:
        builder.parser.Parse(body, True)
    except expat.ExpatError as error:
        what = expat.ErrorString(error.code)
        raise builder.misfit(f"this is not well-formed XML ({what})", error.lineno) from None
    except (LookupError, ValueError):  # an encoding that Python does not know, or no text encoding
        raise builder.misfit("this XML is in an unknown encoding", 1) from None
    if builder.root is None:
        raise builder.misfit("this XML is empty", 1)
    return builder.root


class _Builder:
    """Collects what expat reports into a tree."""

    def __init__(self, where: str, skipped_lines: int) -> None:
        self.root: Element | None = None
        self._where = where
        self._skipped = skipped_lines
        self._open: list[tuple[Element, list[str]]] = []
        self._count = 0
        self._names: dict[str, str] = {}
        self.parser = expat.ParserCreate(namespace_separator=" ")
        self.parser.buffer_text = True
        self.parser.StartElementHandler = self._start
        self.parser.EndElementHandler = self._end
        self.parser.CharacterDataHandler = self._text
        self.parser.StartDoctypeDeclHandler = self._doctype

    def misfit(self, message: str, line: int) -> ReadError:
        """Say what is wrong, and where in the file."""
        return ReadError(
            message,
            where=self._where,
            line=line + self._skipped,
            remedy="fetch or save the file again; it may be cut off or something else altogether",
        )

    def _start(self, tag: str, attributes: dict[str, str]) -> None:
        line = self.parser.CurrentLineNumber
        self._count += 1
        if len(self._open) >= _DEEPEST:
            raise self.misfit("this XML is nested too deeply", line)
        if self._count > _MOST_ELEMENTS:
            raise self.misfit(f"this XML has more than {_MOST_ELEMENTS:,} elements", line)
        element = Element(self._name(tag), line + self._skipped, attributes)
        if self._open:
            self._open[-1][0].children.append(element)
        else:
            self.root = element
        self._open.append((element, []))

    def _end(self, _tag: str) -> None:
        element, texts = self._open.pop()
        element.text = "".join(texts)

    def _text(self, text: str) -> None:
        self._open[-1][1].append(text)

    def _doctype(self, *_declaration: object) -> None:
        line = self.parser.CurrentLineNumber
        raise self.misfit("this XML declares a document type, which is refused", line)

    def _name(self, tag: str) -> str:
        if tag not in self._names:
            space, _, local = tag.rpartition(" ")
            bare = space.removeprefix("http://").removeprefix("https://").rstrip("/")
            self._names[tag] = _PREFIXES.get(bare, "other:") + local
        return self._names[tag]
