"""The house rules that a machine can check: imports point one way, and each library has its place.

Read from the source with ``ast``, so that an import inside a function counts as well.
"""

from __future__ import annotations

import ast
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from graphlib import TopologicalSorter
from pathlib import Path

import pytest

from support import PACKAGE

# From the ground up. A module may import what stands in a row below its own; whatever is not named
# here is a stage and stands between the helpers and the pipeline.
HELPERS = (
    *(
        "acronyms",
        "addresses",
        "anchors",
        "atomic",
        "cache",
        "checks",
        "checkup",
        "config",
        "cues",
    ),
    *("days", "forge", "formula", "highlight", "ids", "latex", "lookup", "margin", "markup"),
    *("names", "newnote", "note_markup", "note_reader", "passage", "phrases", "shield", "stripped"),
    *("text", "tokens", "typography"),
    *("acronyms", "addresses", "anchors", "atomic", "cache", "charts", "checks", "checkup"),
    *("config", "cues", "days", "executors", "export", "forge", "formula", "highlight"),
    *("ids", "latex", "lookup", "margin", "markup", "names", "newnote", "note_markup"),
    *("note_reader", "passage", "phrases", "shield", "stripped", "text", "tokens"),
    *("typography",),
    "acronyms",
    "addresses",
    "anchors",
    "arrays",
    "atomic",
    "cache",
    "charts",
    "checks",
    "checkup",
    "config",
    "cues",
    "days",
    "executors",
    "export",
    "forge",
    "formula",
    "hashed",
    "highlight",
    "ids",
    "latex",
    "lookup",
    "margin",
    "markup",
    "names",
    "newnote",
    "note_markup",
    "note_reader",
    "passage",
    "phrases",
    "remembering",
    "shield",
    "stripped",
    "text",
    "tokens",
    "typography",
    "wordindex",
)
LAYERS = (
    ("errors",),
    ("model", "note_views"),
    ("views",),
    HELPERS,  # these may import each other, though never in a circle
    ("a stage",),
    ("reading",),
    ("evaluation", "gather", "guard", "intake", "pipeline"),
    ("enrich",),
    ("plugin",),
    ("commands",),
    ("__main__",),
)
# Stages that import each other all the same, each with its reason.
NEIGHBOURS = {
    ("pages", "tags"): "a tag's page shows what stands below it, which the vocabulary knows",
    ("pages", "trends"): "pages show what rises, which only counting all of them tells",
    ("letters", "render"): "letters are templates of the same theme",
}
# The only modules that know each library.
PLACES = {
    "PIL": {"social"},
    "bibtexparser": {"sources"},
    "bm25s": {"evaluation"},
    "click": {"__main__", "commands"},
    "distributed": {"executors"},
    "frontmatter": {"store"},
    "httpx": {"fetch"},
    "jinja2": {"letters", "plugin", "render"},
    "latex2mathml": {"markup"},
    "lunr": {"search"},
    "markupsafe": {"render"},
    "markdown_it": {"note_markup", "note_reader", "sources"},
    "material": set(),
    "mdit_py_plugins": {"note_reader", "sources"},
    "mkdocs": {"plugin"},
    "orjson": {"evaluation", "export", "feeds", "search"},
    "msgspec": {
        "acronyms",
        "anchors",
        "annotate",
        "cache",
        "concepts",
        "highlight",
        "links",
        "merge",
        "model",
        "names",
        "note_views",
        "pages",
        "pipeline",
        "people",
        "store",
        "views",
    },
    "numpy": {"arrays", "concepts", "evaluation", "links", "people", "search", "wordindex"},
    "pyinstrument": {"commands"},
    "rapidfuzz": {"anchors", "concepts", "lookup"},
    "scipy": {"links", "search"},
    "sklearn": {"evaluation"},
    "sparse_dot_topn": {"links"},
    "Stemmer": {"search"},
    "sqlite3": {"cache", "evaluation"},
    "watchdog": {"plugin"},
    "yaml": {"store"},
}


@dataclass(frozen=True, slots=True)
class Import:
    """That ``module`` (first name below the package) imports ``target``, at ``place``."""

    module: str
    target: str
    place: str


@cache
def tree(path: Path) -> ast.Module:
    return ast.parse(path.read_text(encoding="utf-8"))


def sources() -> Iterator[tuple[str, Path]]:
    for path in sorted(PACKAGE.rglob("*.py")):
        yield path.relative_to(PACKAGE).parts[0].removesuffix(".py"), path


def names(node: ast.AST) -> Iterator[str]:
    """Yield the dotted names that an import statement may bind a module to."""
    if isinstance(node, ast.Import):
        yield from (alias.name for alias in node.names)
    elif isinstance(node, ast.ImportFrom):
        assert node.level == 0, "imports are absolute here"
        yield from (f"{node.module}.{alias.name}" for alias in node.names)


@cache
def imports() -> list[Import]:
    return [
        Import(module, name, f"{path.relative_to(PACKAGE)}:{node.lineno}")
        for module, path in sources()
        for node in ast.walk(tree(path))
        if isinstance(node, ast.Import | ast.ImportFrom)
        for name in names(node)
    ]


def ours(target: str) -> str | None:
    """Return the module below the package that a name stands for, or None for anything else."""
    package, _, rest = target.partition(".")
    module = rest.partition(".")[0]
    is_module = (PACKAGE / f"{module}.py").exists() or (PACKAGE / module).is_dir()
    return module if package == "papergloss" and module and is_module else None


def layer(module: str) -> int:
    stage = LAYERS.index(("a stage",))
    return next((i for i, row in enumerate(LAYERS) if module in row), stage)


def allowed(module: str, target: str) -> bool:
    return (
        module == target
        or layer(module) > layer(target)
        or (module in HELPERS and target in HELPERS)
        or (module, target) in NEIGHBOURS
    )


def test_imports_point_one_way() -> None:
    wrong = [
        f"{each.place}: {each.module} imports {target}"
        for each in imports()
        if (target := ours(each.target)) and not allowed(each.module, target)
    ]
    assert not wrong, "\n".join(["against the direction of the architecture:", *wrong])


@pytest.mark.parametrize(
    ("module", "target"),
    [
        ("errors", "model"),
        ("model", "text"),
        ("text", "merge"),
        ("merge", "store"),
        ("sources", "pipeline"),
        ("pipeline", "__main__"),
        ("plugin", "__main__"),
    ],
)
def test_the_rule_forbids_what_it_should(module: str, target: str) -> None:
    assert not allowed(module, target)


def test_the_rule_sees_the_imports_there_are() -> None:
    seen = {(each.module, ours(each.target)) for each in imports()}
    assert {("pipeline", "merge"), ("merge", "model"), ("config", "errors")} <= seen


def test_there_is_no_circle() -> None:
    graph: dict[str, set[str]] = {}
    for each in imports():
        if (target := ours(each.target)) and target != each.module:
            graph.setdefault(each.module, set()).add(target)
    TopologicalSorter(graph).prepare()


def test_every_named_module_exists() -> None:
    named = {name for row in LAYERS for name in row} - {"a stage"}
    assert named <= {module for module, _ in sources()}


def test_neighbours_are_still_neighbours() -> None:
    used = {(each.module, ours(each.target)) for each in imports()}
    assert used >= NEIGHBOURS.keys()


def test_only_the_top_knows_all_stages() -> None:
    knowing = {each.module for each in imports() if ours(each.target) == "pipeline"}
    assert knowing - {"pipeline"} == {"plugin", "commands"}


@pytest.mark.parametrize("library", sorted(PLACES))
def test_a_library_is_known_in_its_place_only(library: str) -> None:
    where = {each.module: each.place for each in imports() if each.target.split(".")[0] == library}
    strangers = [place for module, place in where.items() if module not in PLACES[library]]
    assert not strangers, f"{library} belongs in {sorted(PLACES[library])}, not in {strangers}"


# Where any error is caught, and why no narrower name will do.
CAUGHT = {
    "executors": "a future holds whatever its task raised, until it is asked for",
    "markup": "latex2mathml lets out whatever its parser trips over",
    "gather": "one source that fails, however it does, must not stop the others",
}


def test_errors_are_caught_by_name() -> None:
    broad = [
        (module, f"{path.relative_to(PACKAGE)}:{node.lineno}")
        for module, path in sources()
        for node in ast.walk(tree(path))
        if isinstance(node, ast.ExceptHandler) and _catches_all(node)
    ]
    assert [place for module, place in broad if module not in CAUGHT] == []
    assert max(Counter(module for module, _ in broad).values(), default=0) <= 1, broad


def _catches_all(handler: ast.ExceptHandler) -> bool:
    """BaseException is meant for tidying up, so it has to raise again."""
    if handler.type is None or ast.unparse(handler.type) == "Exception":
        return True
    again = any(isinstance(node, ast.Raise) and node.exc is None for node in ast.walk(handler))
    return ast.unparse(handler.type) == "BaseException" and not again


WRITING = {"write_text", "write_bytes", "unlink", "rename", "rmdir", "rmtree", "touch"}
MODES = {"w", "a", "x", "wb", "ab", "xb", "r+", "r+b"}
WRITERS = {
    "atomic": "whatever lasts is written here",
    "cache": "disposable",
    "fetch": "disposable, while a reply comes in",
    "output": "the site, which a build can make again",
    "pipeline": "removes a paper whose listings are gone",
}


def test_files_are_written_in_few_places() -> None:
    wrong = [
        f"{path.relative_to(PACKAGE)}:{node.lineno}: {ast.unparse(node.func)}"
        for module, path in sources()
        if module not in WRITERS
        for node in ast.walk(tree(path))
        if isinstance(node, ast.Call) and _writes(node)
    ]
    assert not wrong, "\n".join(wrong)


def _writes(call: ast.Call) -> bool:
    values = [*call.args, *(keyword.value for keyword in call.keywords)]
    constants = {each.value for each in values if isinstance(each, ast.Constant)}
    if not isinstance(call.func, ast.Attribute):
        return ast.unparse(call.func) == "open" and bool(constants & MODES)
    if call.func.attr == "open":
        return bool(constants & MODES)
    if call.func.attr == "replace":  # of a path: it takes one argument, that of a text two
        return len(call.args) == 1 and not call.keywords
    return call.func.attr in WRITING


def test_nothing_writes_notes() -> None:
    """The store of notes only reads: it imports nothing that writes. One command makes new ones."""
    writing = [
        each.place
        for each in imports()
        if each.place.startswith(("store/note", "store/marked")) and ours(each.target) in WRITERS
    ]
    assert writing == []
    creating = {
        path.name
        for _, path in sources()
        for node in ast.walk(tree(path))
        if isinstance(node, ast.Attribute) and ast.unparse(node) == "atomic.create"
    }
    assert creating == {"notes.py"}


def test_modules_say_what_they_are() -> None:
    silent = [
        str(path.relative_to(PACKAGE)) for _, path in sources() if not ast.get_docstring(tree(path))
    ]
    assert not silent, silent
