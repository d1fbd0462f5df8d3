#!/usr/bin/env python3
"""Write ``docs/commands.md``, and its Chinese counterpart, from the commands' own help; ``--check`` only compares.

Run ``python docs/generate_commands.py`` after changing an option or a help text.
"""

import argparse
import difflib
import sys
from collections.abc import Iterator
from pathlib import Path

import click

ROOT = Path(__file__).resolve().parent.parent
WIDTH = 80

ENGLISH = """# Commands

[中文](commands.zh-CN.md)

This page is what `yinde COMMAND --help` prints. It is written by `docs/generate_commands.py`; CI checks that it is up to
date.
"""
CHINESE = """# 命令

[English](commands.md)

本页就是 `yinde 命令 --help` 在中文环境（或 `YINDE_LANG=zh`）下显示的内容，
由 `docs/generate_commands.py` 写成；CI 会检查它是否最新。
"""
PAGES = {
    "en": (ROOT / "docs" / "commands.md", ENGLISH),
    "zh": (ROOT / "docs" / "commands.zh-CN.md", CHINESE),
}


def page(language: str) -> str:
    """Give the whole page: the program, then each command in the order of its own list, groups with what they hold."""
    sys.path.insert(0, str(ROOT))
    from search.cli.group import yinde
    from search.cli.language import use_language

    use_language(language)
    return "\n".join([PAGES[language][1], *_sections("yinde", yinde, None)])


def _sections(name: str, command: click.Command, parent: click.Context | None) -> Iterator[str]:
    """Give the section of a command, then those of its subcommands, however deep they lie."""
    with command.context_class(
        command, parent=parent, info_name=name, max_content_width=WIDTH, terminal_width=WIDTH
    ) as context:
        yield f"## {context.command_path}\n\n```text\n{context.get_help().rstrip()}\n```\n"
        if isinstance(command, click.Group):
            for below in command.list_commands(context):
                found = command.get_command(context, below)
                if found is not None:
                    yield from _sections(below, found, context)


def main() -> int:
    """Write the pages, or compare them with what is there: status 1 and the differences where one is out of date."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("--check", action="store_true", help="change nothing; fail if the page is out of date")
    check = parser.parse_args().check
    out_of_date = [_compare(language) if check else _write(language) for language in PAGES]
    return 1 if any(out_of_date) else 0


def _write(language: str) -> bool:
    PAGES[language][0].write_text(page(language), encoding="utf-8", newline="\n")
    return False


def _compare(language: str) -> bool:
    path = PAGES[language][0]
    written = path.read_text(encoding="utf-8") if path.exists() else ""
    difference = "\n".join(difflib.unified_diff(written.splitlines(), page(language).splitlines(), n=1, lineterm=""))
    if difference:
        sys.stderr.write(
            f"{difference}\n{path.relative_to(ROOT)} is out of date; run python docs/generate_commands.py\n"
        )
    return bool(difference)


if __name__ == "__main__":
    sys.exit(main())
