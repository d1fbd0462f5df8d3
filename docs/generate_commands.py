#!/usr/bin/env python3
"""Write ``docs/commands.md`` from the commands' own help; ``--check`` only says whether it is up to date.

Run ``python docs/generate_commands.py`` after changing an option or a help text.
"""

import argparse
import difflib
import sys
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
    """Give the whole page: the group, then each command in the order of the group's own list."""
    sys.path.insert(0, str(ROOT))
    from search.cli.group import yinde

    with click.Context(yinde, info_name="yinde", max_content_width=WIDTH, terminal_width=WIDTH) as group:
        sections = [HEAD, _section("yinde", yinde, group)]
        for name in yinde.list_commands(group):
            command = yinde.get_command(group, name)
            if command is not None:
                with click.Context(command, parent=group, info_name=name, terminal_width=WIDTH) as context:
                    sections.append(_section(f"yinde {name}", command, context))
    return "\n".join(sections)


def _section(name: str, command: click.Command, context: click.Context) -> str:
    return f"## {name}\n\n```text\n{command.get_help(context).rstrip()}\n```\n"


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
