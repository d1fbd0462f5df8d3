#!/usr/bin/env python3
"""Write ``docs/commands.md`` from the commands' own help; ``--check`` only says whether it is up to date.

Run ``python docs/generate_commands.py`` after changing an option or a help text.
"""

import argparse
import difflib
import sys
from collections.abc import Iterator
from pathlib import Path

import click

ROOT = Path(__file__).resolve().parent.parent
PAGE = ROOT / "docs" / "commands.md"
WIDTH = 80

HEAD = """# Commands

This page is what `yinde COMMAND --help` prints. It is written by `docs/generate_commands.py`; CI checks that it is up to
date.
"""


def page() -> str:
    """Give the whole page: the program, then each command in the order of its own list, groups with what they hold."""
    sys.path.insert(0, str(ROOT))
    from search.cli.group import yinde

    return "\n".join([HEAD, *_sections("yinde", yinde, None)])


def _sections(name: str, command: click.Command, parent: click.Context | None) -> Iterator[str]:
    """Give the section of a command, then those of its subcommands, however deep they lie."""
    with click.Context(
        command, parent=parent, info_name=name, max_content_width=WIDTH, terminal_width=WIDTH
    ) as context:
        yield f"## {context.command_path}\n\n```text\n{command.get_help(context).rstrip()}\n```\n"
        if isinstance(command, click.Group):
            for below in command.list_commands(context):
                found = command.get_command(context, below)
                if found is not None:
                    yield from _sections(below, found, context)


def main() -> int:
    """Write the page, or compare it with what is there: status 1 and the differences where it is out of date."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("--check", action="store_true", help="change nothing; fail if the page is out of date")
    check = parser.parse_args().check
    wanted = page()
    if not check:
        PAGE.write_text(wanted, encoding="utf-8", newline="\n")
        return 0
    written = PAGE.read_text(encoding="utf-8") if PAGE.exists() else ""
    difference = "\n".join(difflib.unified_diff(written.splitlines(), wanted.splitlines(), n=1, lineterm=""))
    if difference:
        sys.stderr.write(f"{difference}\ndocs/commands.md is out of date; run python docs/generate_commands.py\n")
    return 1 if difference else 0


if __name__ == "__main__":
    sys.exit(main())
