"""The command line; each command's module is imported only when that command is called."""

from __future__ import annotations

from importlib import import_module

import click

from papergloss import __version__

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
    "check": "care",
    "guard": "care",
    "evaluate": "evaluate",
}


class _Commands(click.Group):
    """Knows the commands by name alone, because their imports take longer than most of them do."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        """Name the commands in the order of --help."""
        return list(COMMANDS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        """Import a command's module and return the command."""
        if cmd_name not in COMMANDS:
            return None
        module = import_module(f"papergloss.commands.{COMMANDS[cmd_name]}")
        command: click.Command = getattr(module, cmd_name)
        return command


@click.group(cls=_Commands, context_settings={"help_option_names": ["-h", "--help"]})
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
