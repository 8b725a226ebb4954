"""The scripts of search → one file for the worker and one for the page, which a browser asks for
once instead of waiting for each module that the one before imports.

Understands as much of JavaScript's modules as those of ``theme/assets/papergloss/search/`` use:
``import { a, b } from "./module.js"``, and ``export`` before a declaration. Nothing else of a
script is looked at.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from graphlib import TopologicalSorter
from pathlib import Path

from papergloss.errors import ArchiveError

LIBRARIES = {
    "lunr": ("lunr.min.js",),
    "sharded": ("snowball-base.min.js", "snowball-english.min.js"),
}
"""What each engine needs of the vendored libraries, in their order."""

_IMPORT = re.compile(r'^import \{ ([^}]+) \} from "\./([\w-]+)\.js";\n', re.MULTILINE)
_EXPORT = re.compile(r"^export (?=(?:async )?(?:function|class|const) (\w+))", re.MULTILINE)
_OTHER = re.compile(r"^(?:import|export)\b.*", re.MULTILINE)
_COMMENT = re.compile(r"^ *//.*\n", re.MULTILINE)


def joined_scripts(folder: Path, engine: str) -> Iterator[tuple[str, bytes]]:
    """Yield ``worker.js``, a classic script, and ``ui.js``, a module.

    Args:
        folder: the theme's scripts, with ``search/`` and ``vendor/``.
        engine: the one whose libraries the worker gets at once; it can ask for the other's.
    """
    vendored = [(folder / "vendor" / name).read_text("utf-8") for name in LIBRARIES[engine]]
    worker = _joined(folder / "search", "worker")
    yield "worker.js", "\n".join([*vendored, "(() => {", worker, "})();", ""]).encode()
    yield "ui.js", _joined(folder / "search", "ui").encode()


def _joined(folder: Path, entry: str) -> str:
    """Put a module after all that it imports, each of which is a function that gives its exports.

    Raises:
        ArchiveError: a module imports or exports in a way that is not understood here.
    """
    sources: dict[str, str] = {}
    needs: dict[str, list[str]] = {}
    waiting = [entry]
    while waiting:
        name = waiting.pop()
        if name not in sources:
            sources[name] = _COMMENT.sub("", (folder / f"{name}.js").read_text("utf-8"))
            needs[name] = [found for _, found in _IMPORT.findall(sources[name])]
            waiting += needs[name]
    order = list(TopologicalSorter(needs).static_order())
    modules = [_wrapped(name, sources[name]) for name in order if name != entry]
    return "\n".join([*modules, _with_imports(sources[entry])])


def _wrapped(name: str, source: str) -> str:
    exported = ", ".join(_EXPORT.findall(source))
    body = _with_imports(_EXPORT.sub("", source))
    if other := _OTHER.search(body):
        raise ArchiveError(f"cannot join scripts: {other[0]}", where=f"{name}.js")
    return f"const {_variable(name)} = (() => {{\n{body}return {{ {exported} }};\n}})();"


def _with_imports(source: str) -> str:
    return _IMPORT.sub(lambda found: f"const {{ {found[1]} }} = {_variable(found[2])};\n", source)


def _variable(module: str) -> str:
    return "$" + module.replace("-", "_")
