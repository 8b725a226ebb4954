"""Our own templates, which escape everything, compiled so that it costs little."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any, TypeGuard

import jinja2
import markupsafe
from jinja2 import nodes
from jinja2.compiler import CodeGenerator, Frame
from markupsafe import Markup, escape

TEMPLATES = "papergloss"

# MarkupSafe's own loop in C, where this version has it.
_escape_text: Callable[[str], str] = getattr(markupsafe, "_escape_inner", escape)


def theme_dir() -> Path:
    """Where our theme lies: inside the package once installed, beside it in the repository."""
    packaged = Path(__file__).parents[1] / "theme"
    return packaged if packaged.is_dir() else Path(__file__).parents[3] / "theme"


class _Generator(CodeGenerator):
    """Writes what Jinja's does, in a way that costs less.

    Attributes are Python's own: what templates get are objects, never mappings. A value that is
    printed is escaped in place if it is text, as nearly all are, and by ``environment.escaped`` if
    not; text that is marked as safe there is printed as it is. What templates call are macros,
    methods and ``once``, which need nothing of the context. Where Jinja should come to write it
    otherwise, templates are as slow as they would be anyway.
    """

    _as_it_is: nodes.Filter | None = None

    def visit_Template(self, node: nodes.Template, frame: Frame | None = None) -> None:
        # Of the module that the template becomes: found sooner than what the environment has.
        self.writeline("escape_text = environment.escape_text")
        super().visit_Template(node, frame)

    def visit_Getattr(self, node: nodes.Getattr, frame: Frame) -> None:
        self.write("(")
        self.visit(node.node, frame)
        self.write(f").{node.attr}")

    def visit_Call(self, node: nodes.Call, frame: Frame, forward_caller: bool = False) -> None:
        named = node.kwargs or node.dyn_args or node.dyn_kwargs
        if forward_caller or named or not _escapes(frame):
            super().visit_Call(node, frame, forward_caller=forward_caller)
            return
        self.write("(")
        self.visit(node.node, frame)
        self.write(")(")
        for argument in node.args:
            self.visit(argument, frame)
            self.write(", ")
        self.write(")")

    def _output_child_pre(self, node: nodes.Expr, frame: Frame, finalize: Any) -> None:
        if not _escapes(frame) or finalize.src is not None:
            super()._output_child_pre(node, frame, finalize)
        elif _is_safe(node):
            self.write("str(")
            self._as_it_is = node
        else:
            # No value has another printed within it, so that one name serves all.
            self.write("(escape_text(_value) if type(_value := ")

    def _output_child_post(self, node: nodes.Expr, frame: Frame, finalize: Any) -> None:
        if not _escapes(frame) or finalize.src is not None or _is_safe(node):
            super()._output_child_post(node, frame, finalize)
        else:
            self.write(") is str else environment.escaped(_value))")

    def visit_Filter(self, node: nodes.Filter, frame: Frame) -> None:
        if node is self._as_it_is and node.node:
            self.visit(node.node, frame)
        else:
            super().visit_Filter(node, frame)


def _escapes(frame: Frame) -> bool:
    """Tell whether it is known that what is printed here is escaped."""
    return bool(frame.eval_ctx.autoescape and not frame.eval_ctx.volatile)


def _is_safe(node: nodes.Expr) -> TypeGuard[nodes.Filter]:
    return isinstance(node, nodes.Filter) and node.name == "safe"


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

    # Making each of a hundred values of a page a ``Markup`` takes longer than all else that a
    # template does.
    escape_text = staticmethod(_escape_text)

    @staticmethod
    def escaped(value: Any) -> str:
        """Escape a value as ``markupsafe.escape`` does."""
        if type(value) is Markup:  # what a macro printed
            return value
        if type(value) is str:
            return _escape_text(value)
        return str(value) if type(value) is int else escape(value)
