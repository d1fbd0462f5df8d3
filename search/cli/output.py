"""Where the commands write: streams that never fail on a character, and what is known of the terminal."""

import os
import sys
from collections.abc import Iterable

import click

from search.render.screen import Screen
from search.render.speech import gettext as _
from search.render.speech import spoken
from search.render.terminal import Locate
from search.render.visible import visible, visible_name

_NARROWEST = 20  # columns; a terminal that claims fewer is not believed


def speak_utf8() -> None:
    """Read and write UTF-8 whatever the locale or code page; file names that are not UTF-8 keep their bytes.

    A stream that whoever started us has closed becomes the empty device.
    """
    escape = "surrogateescape" if os.name == "posix" else "backslashreplace"
    for name, errors in (("stdin", "surrogateescape"), ("stdout", escape), ("stderr", "backslashreplace")):
        if getattr(sys, name) is None:
            setattr(sys, name, open(os.devnull, "r" if name == "stdin" else "w", encoding="utf-8"))  # noqa: SIM115
        reconfigure = getattr(getattr(sys, name), "reconfigure", None)  # none where a caller put a stream of its own
        if reconfigure is not None:
            reconfigure(encoding="utf-8", errors=errors)


def write(lines: Iterable[str]) -> None:
    """Write lines to stdout in one go, colours included."""
    text = "".join(f"{line}\n" for line in lines)
    click.echo(text, nl=False, color=True)


def write_text(text: str) -> None:
    """Write text of documents: as it is where it goes to a program, made visible where it goes to a terminal."""
    lines = text.split("\n")
    write(map(visible, lines) if sys.stdout.isatty() else lines)


def complain(message: str) -> None:
    """Write an error or a notice to stderr in the user's language; control characters in what it quotes are made visible."""
    shown = "\n".join(map(visible_name, spoken(message).split("\n")))
    click.echo(_("yinde: {message}").format(message=shown), err=True)


def screen(color: str) -> Screen:
    """Describe stdout. ``color`` is ``always``, ``never`` or ``auto``: on a terminal, unless NO_COLOR is set."""
    terminal = sys.stdout.isatty()
    able = terminal and not os.environ.get("NO_COLOR") and os.environ.get("TERM") != "dumb"
    return Screen(_width(terminal=terminal), color == "always" or (color == "auto" and able))


def _width(*, terminal: bool) -> int | None:
    """Give the columns of the terminal; None in a pipe, where a line stays a line unless COLUMNS says otherwise."""
    columns = os.environ.get("COLUMNS", "")
    if columns.isdecimal() and int(columns) >= _NARROWEST:
        return int(columns)
    if not terminal:
        return None
    try:
        width = os.get_terminal_size(sys.stdout.fileno()).columns
    except OSError:
        width = 0
    return width if width >= _NARROWEST else 80


def from_here(root: str) -> Locate:
    """Turn paths of a library at ``root`` into paths that work in the current folder, relative where that is shorter."""

    def locate(path: str) -> str:
        whole = os.path.join(root, *path.split("/"))
        try:
            return min(os.path.relpath(whole), whole, key=len)
        except (OSError, ValueError):  # the current folder is gone, or is on another drive
            return whole

    return locate
