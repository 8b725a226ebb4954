"""The command line; each command's module is imported only when that command is called."""

from __future__ import annotations

import click

from papergloss import __version__
from papergloss.commands.lazy import LazyGroup

# In the order of --help: command → its module under ``commands``, where it has the same name.
COMMANDS = {
    "init": "care",
    "fetch": "listings",
    "add": "listings",
    "enrich": "lookups",
    "update": "listings",
    "build": "site",
    "serve": "site",
    "budget": "budget",
    "note": "notes",
    "notes": "notes",
    "tags": "tags",
    "check": "care",
    "guard": "care",
    "evaluate": "evaluate",
}


@click.group(
    cls=LazyGroup,
    modules={name: f"papergloss.commands.{module}" for name, module in COMMANDS.items()},
    context_settings={"help_option_names": ["-h", "--help"]},
)
@click.version_option(__version__, prog_name="papergloss")
def main() -> None:
    """Turn paper listings into an annotated, searchable archive.

    \b
    A new archive:
      papergloss init my-papers        make an empty one
      cd my-papers
      papergloss add page.txt          keep a listing and read it
      papergloss serve                 look at the site

    \b
    Every day (or let CI do it):
      papergloss fetch                 sources → content/listings
      papergloss enrich                what listings leave out, asked of services
      papergloss update                listings → content/papers
      papergloss build                 content → site
    """


if __name__ == "__main__":
    main(prog_name="papergloss")
