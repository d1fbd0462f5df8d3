"""The command line: parse, call the library, print."""

import os
import sys
from typing import NoReturn, TextIO

INTERRUPTED = 130  # 128 + SIGINT, as shells report it


def main() -> NoReturn:
    """Run ``yinde`` with the arguments of the process, and exit: 0 found, 1 nothing found, 2 error, as grep does."""
    try:
        from search.cli.run import run

        status = run(sys.argv[1:])
    except KeyboardInterrupt:
        status = INTERRUPTED
    _leave(status)


def _leave(status: int) -> NoReturn:
    """End the process at once: every command has closed what it opened.

    Taking the interpreter apart, module by module, would be a fifth of a cold look-up.
    """
    for stream in (sys.stdout, sys.stderr):
        _flush(stream)
    os._exit(status)


def _flush(stream: TextIO | None) -> None:
    try:
        if stream is not None:
            stream.flush()
    except (OSError, ValueError):  # nobody reads it any more, or it is closed
        return
