"""Draw what a build did."""

from collections.abc import Iterator, Sequence

from indexer.report import BuildReport, Described, Skipped
from search.render.json import Value
from search.render.kinds import characters, documents, files, kinds, listed, passages, size
from search.render.screen import FAINT, HEADING, PLACE, Screen
from search.render.speech import gettext as _
from search.render.speech import spoken
from search.render.visible import visible, visible_name

_LISTED = 20


def draw_summary(report: BuildReport, screen: Screen) -> Iterator[str]:
    """Yield the lines of a build's summary: what changed, what the index holds, what is not in it, and how fast it was."""
    work = [
        what.format(number=number)
        for number, what in (
            (report.added, _("{number:,} new")),
            (report.changed, _("{number:,} changed")),
            (report.moved, _("{number:,} moved")),
            (report.removed, _("{number:,} removed")),
            (report.unchanged, _("{number:,} unchanged")),
        )
        if number
    ]
    root = screen.paint(visible_name(report.location.root), PLACE)
    yield _("{root}: {work}").format(root=root, work=listed(work) or _("no files"))
    totals = report.totals
    held = documents(totals.files) if report.containers else files(totals.files)
    yield "  " + listed([held, passages(totals.passages), characters(totals.characters)])
    for counts in (totals.languages, totals.scripts):
        if counts:
            yield f"  {kinds(counts)}"
    yield from _listed(_("not in the index: {files}"), report.skipped, screen)
    yield from _listed(_("read in part: {files}"), report.partial, screen)
    if report.described is not None:
        yield from (f"  {line}" for line in _described(report.described))
    if report.others:
        yield "  " + of_other_kinds(report.others)
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
        "containers": report.containers,
        "passages": totals.passages,
        "characters": totals.characters,
        "languages": dict(totals.languages),
        "scripts": dict(totals.scripts),
        "skipped": [{"path": each.path, "reason": each.reason} for each in report.skipped],
        "partial": [{"path": each.path, "reason": each.reason} for each in report.partial],
        "described": report.described
        and {
            "file": report.described.file,
            "records": report.described.records,
            "files": report.described.files,
            "left": list(report.described.left),
            "unmatched": list(report.described.unmatched),
            "problem": report.described.problem,
        },
        "others": dict(report.others),
        "bytes_read": report.bytes_read,
        "seconds": round(report.seconds, 3),
        "interrupted": report.interrupted,
    }


def of_other_kinds(counts: Sequence[tuple[str, int]]) -> str:
    """Say how many files there are of kinds that are not read, by suffix."""
    parts = (f"{number:,} {visible(suffix) or _('without a suffix')}" for suffix, number in counts)
    return _("of kinds that are not read: {kinds}").format(kinds=listed(parts))


def _described(described: Described) -> Iterator[str]:
    """Say how much the user's own records describe."""
    name = visible_name(described.file)
    yield _("{name}: a record for {files}, none for {left}").format(
        name=name, files=files(described.files), left=files(len(described.left))
    )
    if described.unmatched:
        yield _("{name}: {number:,} of {records:,} records describe no file; which: yinde index --json").format(
            name=name, number=len(described.unmatched), records=described.records
        )
    if described.problem:
        yield _("{problem}; until then, the records of before").format(problem=visible(spoken(described.problem)))


def _listed(heading: str, skipped: tuple[Skipped, ...], screen: Screen) -> Iterator[str]:
    if not skipped:
        return
    yield "  " + screen.paint(heading.format(files=files(len(skipped))), HEADING)
    for each in skipped[:_LISTED]:
        yield "    " + _("{path}: {reason}").format(path=visible_name(each.path), reason=visible(spoken(each.reason)))
    if len(skipped) > _LISTED:
        yield "    " + _("and {number:,} more; all of them: yinde index --json").format(number=len(skipped) - _LISTED)


def _speed(report: BuildReport) -> str:
    took = f"{report.seconds:.1f} s"
    if not report.bytes_read:
        return took
    read = _("{size} read").format(size=size(report.bytes_read))
    return listed([took, read, f"{report.megabytes_a_second:.1f} MB/s"])
