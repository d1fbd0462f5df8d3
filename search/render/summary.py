"""Draw what a build did."""

from collections.abc import Iterator

from indexer.report import BuildReport, Skipped
from search.render.json import Value
from search.render.kinds import counted, kinds, size
from search.render.screen import FAINT, HEADING, PLACE, Screen
from search.render.visible import visible, visible_name

_LISTED = 20


def draw_summary(report: BuildReport, screen: Screen) -> Iterator[str]:
    """Yield the lines of a build's summary: what changed, what the index holds, what is not in it, and how fast it was."""
    work = [
        f"{number:,} {what}"
        for number, what in (
            (report.added, "new"),
            (report.changed, "changed"),
            (report.moved, "moved"),
            (report.removed, "removed"),
            (report.unchanged, "unchanged"),
        )
        if number
    ]
    yield f"{screen.paint(visible_name(report.location.root), PLACE)}: {', '.join(work) or 'no files'}"
    totals = report.totals
    yield (
        f"  {counted(totals.files, 'file')}, {counted(totals.passages, 'passage')},"
        f" {counted(totals.characters, 'character')}"
    )
    for counts in (totals.languages, totals.scripts):
        if counts:
            yield f"  {kinds(counts)}"
    yield from _listed("not in the index", report.skipped, screen)
    yield from _listed("read in part", report.partial, screen)
    if report.others:
        listed = ", ".join(f"{number:,} {visible(suffix) or 'without suffix'}" for suffix, number in report.others)
        yield f"  of kinds that are not read: {listed}"
    yield screen.paint(f"  {_speed(report)}", FAINT)


def summary_object(report: BuildReport) -> Value:
    """Give a build's report as an object; times in seconds, sizes in bytes."""
    totals = report.totals
    return {
        "root": report.location.root,
        "index": report.location.index,
        "added": report.added,
        "changed": report.changed,
        "moved": report.moved,
        "removed": report.removed,
        "unchanged": report.unchanged,
        "files": totals.files,
        "passages": totals.passages,
        "characters": totals.characters,
        "languages": dict(totals.languages),
        "scripts": dict(totals.scripts),
        "skipped": [{"path": each.path, "reason": each.reason} for each in report.skipped],
        "partial": [{"path": each.path, "reason": each.reason} for each in report.partial],
        "others": dict(report.others),
        "bytes_read": report.bytes_read,
        "seconds": round(report.seconds, 3),
        "interrupted": report.interrupted,
    }


def _listed(what: str, files: tuple[Skipped, ...], screen: Screen) -> Iterator[str]:
    if not files:
        return
    yield screen.paint(f"  {what}: {counted(len(files), 'file')}", HEADING)
    for each in files[:_LISTED]:
        yield f"    {visible_name(each.path)}: {visible(each.reason)}"
    if len(files) > _LISTED:
        yield f"    and {len(files) - _LISTED:,} more; all of them: yinde index --json"


def _speed(report: BuildReport) -> str:
    took = f"{report.seconds:.1f} s"
    if not report.bytes_read:
        return took
    return f"{took}, {size(report.bytes_read)} read, {report.megabytes_a_second:.1f} MB/s"
