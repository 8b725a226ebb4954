"""Our own templates, which escape everything, compiled so that it costs little."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import jinja2
import markupsafe
from jinja2 import nodes
from jinja2.compiler import CodeGenerator, Frame
from markupsafe import escape

TEMPLATES = "papergloss"

# MarkupSafe's own loop in C, where this version has it.
_escape_text: Callable[[str], str] = getattr(markupsafe, "_escape_inner", escape)


def theme_dir() -> Path:
    """Where our theme lies: inside the package once installed, beside it in the repository."""
    packaged = Path(__file__).parents[1] / "theme"
    return packaged if packaged.is_dir() else Path(__file__).parents[3] / "theme"


class _Generator(CodeGenerator):
    """Writes what Jinja's does, in a way that costs less.

    Attributes are Python's own: what templates get are objects, never mappings. Round every value
    that is printed stands ``environment.escaped(…)`` for ``escape(…)``, and nothing round one that
    is marked as safe there. Where Jinja should come to write it otherwise, templates are as slow
    as they would be anyway.
    """

    _as_it_is: nodes.Filter | None = None

    def visit_Getattr(self, node: nodes.Getattr, frame: Frame) -> None:
        self.write("(")
        self.visit(node.node, frame)
        self.write(f").{node.attr}")

    def _output_child_pre(self, node: nodes.Expr, frame: Frame, finalize: Any) -> None:
        if frame.eval_ctx.volatile or not frame.eval_ctx.autoescape or finalize.src is not None:
            super()._output_child_pre(node, frame, finalize)
        elif isinstance(node, nodes.Filter) and node.name == "safe":
            self.write("str(")
            self._as_it_is = node
        else:
            self.write("environment.escaped(")

    def visit_Filter(self, node: nodes.Filter, frame: Frame) -> None:
        if node is self._as_it_is and node.node:
            self.visit(node.node, frame)
        else:
            super().visit_Filter(node, frame)


class Environment(jinja2.Environment):
    """Reads templates of the theme and escapes whatever they print."""

    code_generator_class = _Generator

    def __init__(self) -> None:
        super().__init__(
            loader=jinja2.FileSystemLoader(theme_dir()),
            autoescape=True,
            undefined=jinja2.StrictUndefined,
            trim_blocks=True,
            lstrip_blocks=True,
            # A build asks for templates anew; looking at their files for every page takes longer.
            auto_reload=False,
        )

    @staticmethod
    def escaped(value: Any) -> str:
        """Escape a value as ``markupsafe.escape`` does.

        Making each of a hundred values of a page a ``Markup`` takes longer than all else that a
        template does.
        """
        return _escape_text(value) if type(value) is str else escape(value)
