"""The bar that a build draws on stderr while it runs, where that is a terminal."""

import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager

import click

from indexer.report import Phase, Progress
from search.render.kinds import files
from search.render.speech import spoken

_WIDTH = 24
_WIPE = "\r\x1b[K"


@contextmanager
def bar() -> Iterator[Callable[[Progress], None]]:
    """Give what draws a build's progress; the line is wiped away at the end. In a pipe nothing is drawn."""
    if not sys.stderr.isatty():
        yield lambda _: None
        return
    try:
        yield _Bar().show
    finally:
        click.echo(_WIPE, nl=False, err=True)


class _Bar:
    """A line that says what a build is doing and, while it reads, how far it is: the bar's length is in bytes."""

    def __init__(self) -> None:
        self._bar = click.progressbar(
            length=1, label=spoken(Phase.READING.value), width=_WIDTH, file=sys.stderr, item_show_func=_files
        )

    def show(self, progress: Progress) -> None:
        """Draw the line anew."""
        if progress.phase is Phase.READING:
            self._bar.length = max(1, progress.bytes_total)
            self._bar.update(progress.bytes - self._bar.pos, progress.files)
        else:
            click.echo(f"{_WIPE}{spoken(progress.phase.value)}…", nl=False, err=True)


def _files(done: int | None) -> str | None:
    return None if done is None else files(done)
