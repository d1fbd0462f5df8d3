"""Keeping an index up to date while its files change.

What is told of changes only says when to look: each time the build itself compares all files with its manifest. So events
may come in floods, get lost or be of files that are gone again, and the index is right all the same.
"""

import os
from collections.abc import Callable, Iterable, Iterator
from math import inf

from corpus.errors import YindeError
from indexer.build import build
from indexer.location import Location
from indexer.report import BuildReport, BuildRequest

_QUIET_MS = 400
"""A burst of changes is over when nothing has changed for so long."""
_LONGEST_MS = 5000
"""A burst that does not end is looked at as often."""
_AT_LEAST_MS = 60_000
"""How often to look in any case: network folders tell of nothing, and nobody was listening during the first build."""

Changes = Callable[[Location], Iterable[object]]


def watch(request: BuildRequest, tell: Callable[[BuildReport], None], changes: Changes | None = None) -> None:
    """Bring an index up to date now and whenever files of its library change, until interrupted.

    ``tell`` is given the report of the first build, and of each that changed something. Waits where another process writes
    the index. ``changes`` yields something whenever it is time to look; by default the system is asked. Raises YindeError
    where the folder cannot be watched, and what ``build`` raises.
    """
    from dataclasses import replace

    report = build(replace(request, wait=inf))
    tell(report)
    again = BuildRequest(index=report.location.index, jobs=request.jobs, memory=request.memory, wait=inf)
    if report.asked_to_end:
        raise KeyboardInterrupt
    for _ in (changes or told_by_the_system)(report.location):
        report = build(again)
        records = report.described is not None and report.described.changed
        if report.added or report.changed or report.moved or report.removed or records or report.interrupted:
            tell(report)
        if report.asked_to_end:
            raise KeyboardInterrupt


def told_by_the_system(location: Location) -> Iterator[object]:
    """Yield after each burst of changes below a library's root; those of hidden files and of the index do not count."""
    import watchfiles

    def counts(_: object, path: str) -> bool:
        inside = os.path.relpath(path, location.root)
        hidden = any(part.startswith(".") for part in inside.split(os.sep))
        return not hidden and not path.startswith(location.index + os.sep)

    try:
        yield from watchfiles.watch(
            location.root,
            watch_filter=counts,
            debounce=_LONGEST_MS,
            step=_QUIET_MS,
            rust_timeout=_AT_LEAST_MS,
            yield_on_timeout=True,
            raise_interrupt=True,
            ignore_permission_denied=True,
        )
    except (OSError, RuntimeError) as error:
        raise YindeError(
            "cannot watch {root}: {reason}; run yinde index from time to time instead", root=location.root, reason=error
        ) from error
