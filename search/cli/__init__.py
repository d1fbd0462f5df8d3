"""The command line: parse, call the library, print."""

import sys

INTERRUPTED = 130  # 128 + SIGINT, as shells report it


def main() -> None:
    """Run ``yinde`` with the arguments of the process, and exit: 0 found, 1 nothing found, 2 error, as grep does."""
    try:
        from search.cli.run import run

        status = run(sys.argv[1:])
    except KeyboardInterrupt:
        status = INTERRUPTED
    sys.exit(status)
