"""Our own templates, which escape everything, compiled so that it costs little."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

import jinja2
from jinja2 import nodes
from jinja2.compiler import CodeGenerator, Frame
from markupsafe import Markup, escape

TEMPLATES = "papergloss"

_SIGNS = re.compile("[&<>'\"]").search


def theme_dir() -> Path:
    """Where our theme lies: inside the package once installed, beside it in the repository."""
    packaged = Path(__file__).parents[1] / "theme"
    return packaged if packaged.is_dir() else Path(__file__).parents[3] / "theme"


class _Generator(CodeGenerator):
    """Writes ``environment.escaped(…)`` for ``escape(…)`` round every value that is printed.

    Where Jinja should come to write it otherwise, templates are as slow as they would be anyway.
    """

    def _output_child_pre(self, node: nodes.Expr, frame: Frame, finalize: Any) -> None:
        if frame.eval_ctx.volatile or not frame.eval_ctx.autoescape or finalize.src is not None:
            super()._output_child_pre(node, frame, finalize)
        else:
            self.write("environment.escaped(")


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
        )

    @staticmethod
    def escaped(value: Any) -> str:
        """Escape a value as ``markupsafe.escape`` does.

        Most of a hundred values of a page hold nothing to escape, and making each a ``Markup``
        takes longer than all else that a template does.
        """
        kind = type(value)
        if kind is Markup or (kind is str and not _SIGNS(value)):
            return value  # type: ignore[no-any-return]
        return escape(value)
