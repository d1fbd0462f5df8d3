"""Building an index and bringing it up to date: one transaction, many readers of files, one writer.

An index that is built for the first time, or brought up to date, keeps what was finished when it is cut short; the next
build goes on from there. A rebuild replaces the old index at its end or not at all.
"""

from collections import Counter
from collections.abc import Callable
from contextlib import AbstractContextManager, closing
from dataclasses import replace
from datetime import datetime, timezone
from operator import attrgetter
from time import perf_counter
from typing import TYPE_CHECKING

from indexer.engine import Engine, Writer
from indexer.interrupts import Interrupts
from indexer.location import Location
from indexer.manifest import Choices, ContainerEntry, FileEntry, Manifest, encode
from indexer.open import open_engine
from indexer.plan import Plan, make_plan
from indexer.records import Records, described
from indexer.report import BuildReport, BuildRequest, Phase, Progress, Skipped, Totals
from indexer.stamps import check_stamps, stamps
from indexer.target import Previous, generation, known, locate, previous, settle, user_words
from indexer.transaction import tidy, transaction
from indexer.userdict import UserWord

if TYPE_CHECKING:
    from indexer.reading import Outcome
    from indexer.unpack import Settled

Show = Callable[[Progress], None]
OpenEngine = Callable[[str], Engine]


def build(request: BuildRequest, show: Show = lambda _: None, engine_in: OpenEngine = open_engine) -> BuildReport:
    """Build the index that a request is about, or bring it up to date. With nothing changed it only looks at the files.

    Files that cannot be read are reported, not raised. Ctrl-C and SIGTERM end a build in good order, and the report says
    so; a rebuild they end with KeyboardInterrupt, the old index being left as it was. Raises UsageError for paths and
    options that make no sense, LibraryError where the index is damaged, locked, cannot be written, or was built by
    other rules.
    """
    begun = perf_counter()
    location = locate(request)
    engine = engine_in(location.index)
    found = known(engine, request, location)
    location, choices = settle(request, location, found)
    words = user_words(request, found)
    if found.stamps is not None and not request.rebuild:
        check_stamps(found.stamps, location.index, None if request.user_dictionary is None else words)
    return _Build(location, engine, request, words, show).run(choices, found, begun)


def refresh(path: str, *, index: str | None = None) -> BuildReport:
    """Make sure that a path is indexed and its index up to date, without a word. As ``build`` otherwise."""
    return build(BuildRequest(paths=(path,), index=index))


class _Build:
    """One run of ``build``: the state of its transaction."""

    def __init__(
        self, location: Location, engine: Engine, request: BuildRequest, words: tuple[UserWord, ...], show: Show
    ) -> None:
        self._location = location
        self._engine = engine
        self._request = request
        self._words = words
        self._show = show
        self._interrupts = Interrupts()
        self._files: dict[str, FileEntry] = {}
        self._containers: dict[str, ContainerEntry] = {}
        self._known_elsewhere: set[str] = set()
        self._added = self._changed = self._moved = self._removed = self._bytes = 0
        self._records = Records()
        self._interrupted = self._broken_off = self._outlasted = False
        self._saved = perf_counter()

    def run(self, choices: Choices, found: Previous, begun: float) -> BuildReport:
        """Look, read, write, report."""
        fresh = self._request.rebuild
        self._show(Progress(Phase.LOOKING))
        plan = make_plan(self._location, choices, found.manifest, fresh=fresh)
        self._begin(plan)
        anew = fresh or not found.generation or plan.changes(found.manifest)
        if self._read_records(choices, found, again=anew) or anew:
            try:
                with (
                    self._interrupts,
                    self._transaction() as writer,
                ):
                    if not fresh and generation(self._engine) != found.generation:
                        plan = self._plan_again()
                    self._carry_out(plan, writer, replaces=fresh and bool(found.generation))
            except KeyboardInterrupt:
                if fresh or not self._goes_by_last_commit():
                    raise
        else:
            tidy(self._engine)
        return self._report(plan, perf_counter() - begun)

    def _transaction(self) -> AbstractContextManager[Writer]:
        request = self._request
        return transaction(
            self._engine, self._location.index, memory=request.memory, fresh=request.rebuild, wait=request.wait
        )

    def _plan_again(self) -> Plan:
        """Somebody else was faster: go on from there, with what they asked for as well."""
        found = previous(self._engine)
        self._location, choices = settle(self._request, self._location, found)
        self._words = user_words(self._request, found)
        if found.stamps is not None:
            check_stamps(found.stamps, self._location.index, self._words)
        plan = make_plan(self._location, choices, found.manifest, fresh=False)
        self._begin(plan)
        self._read_records(choices, found, again=True)
        return plan

    def _read_records(self, choices: Choices, found: Previous, *, again: bool) -> bool:
        required = self._request.bib is not None
        self._records = Records.of(self._location, choices, found.manifest.bibliography, required=required)
        return self._records.read(again=again)

    def _begin(self, plan: Plan) -> None:
        self._files, self._containers = plan.entries, plan.containers
        self._known_elsewhere = set(plan.moved)

    def _carry_out(self, plan: Plan, writer: Writer, *, replaces: bool) -> None:
        vanished = [entry.document_id for entry in plan.vanished if entry.is_indexed]
        self._removed = len(vanished)
        try:
            with self._interrupts.shielded():
                writer.delete(vanished)
            self._read(plan, writer, lasting=not replaces)
        except KeyboardInterrupt:
            if replaces:
                raise
            self._interrupted = True
        self._show(Progress(Phase.WRITING))
        self._commit(writer, plan)

    def _read(self, plan: Plan, writer: Writer, *, lasting: bool) -> None:
        """Read what has to be read; if ``lasting``, commit what is finished from time to time."""
        if not plan.suspects:
            return
        from indexer.dispatch import read_files
        from indexer.reading import FileReader
        from indexer.unpack import Unpacker

        reader = FileReader(self._location.root, plan.choices.encoding, self._words)
        todo = Unpacker(plan.choices, plan.ids)(plan.suspects)
        total = sum(file.size for file in plan.suspects)
        done = gone_through = 0
        with closing(read_files(todo, reader, self._request.jobs, self._request.memory)) as outcomes:
            for task, outcome in outcomes:
                with self._interrupts.shielded():
                    for settled in task.settled:
                        self._settle(settled, writer)
                    self._take(outcome, writer)
                    if lasting and perf_counter() - self._saved >= self._request.checkpoint:
                        writer.checkpoint(*self._state(plan, complete=False))
                        self._saved = perf_counter()
                done += len(task.files)
                gone_through += task.bytes
                self._show(Progress(Phase.READING, done, len(plan.suspects), gone_through, total))

    def _settle(self, settled: "Settled", writer: Writer) -> None:
        """Remember what became of a container, and take out of the index what is in it no more."""
        rehoused = settled.rehoused
        lost: list[FileEntry] = []
        if rehoused is not None:
            for path in rehoused.dropped:
                self._files.pop(path, None)
            self._files |= rehoused.entries
            self._known_elsewhere |= rehoused.moved
            lost.extend(rehoused.lost)
        lost.extend(entry for path in settled.missing if (entry := self._files.pop(path)).is_indexed)
        writer.delete([entry.document_id for entry in lost])
        self._removed += len(lost)
        if settled.inherited:
            self._known_elsewhere.add(settled.inherited)
            self._removed -= 1
        self._files |= {entry.path: entry for entry in settled.unread}
        if settled.container is not None:
            self._containers[settled.container.path] = settled.container

    def _take(self, outcome: "Outcome", writer: Writer) -> None:
        """Write what was made of some files, and remember them."""
        for batch in outcome.batches:
            writer.add(batch)
        unreadable: list[str] = []
        for entry in outcome.entries:
            before = self._files.get(entry.path)
            was_indexed = before is not None and before.is_indexed
            if entry.is_indexed:
                moved = entry.path in self._known_elsewhere
                self._moved += moved
                self._changed += was_indexed and not moved
                self._added += not was_indexed and not moved
            elif before is not None and was_indexed:
                self._removed += 1
                unreadable.append(before.document_id)
            self._files[entry.path] = entry
        writer.delete(unreadable)
        for entry in outcome.same:
            self._files[entry.path] = replace(self._files[entry.path], size=entry.size, mtime_ns=entry.mtime_ns)
        self._bytes += outcome.bytes_read

    def _state(self, plan: Plan, *, complete: bool) -> tuple[bytes, dict[str, str]]:
        """The manifest and the stamps of a commit made now."""
        manifest = Manifest(
            choices=plan.choices,
            words=self._words,
            complete=complete,
            built=datetime.now(timezone.utc).astimezone().isoformat(timespec="seconds"),
            scanned_ns=plan.scanned_ns,
            others=plan.others,
            files=dict(sorted(self._files.items())),
            containers=dict(sorted(self._containers.items())),
            bibliography=self._records.bibliography,
        )
        return encode(manifest), stamps(self._words, self._location, len(manifest.bibliography.records))

    def _commit(self, writer: Writer, plan: Plan) -> None:
        done = False
        try:
            with self._interrupts.shielded():
                if self._records.are_read and not self._interrupted:  # they describe what can be read back
                    writer.checkpoint(*self._state(plan, complete=False))
                    self._records.match(self._engine)
                writer.commit(*self._state(plan, complete=not self._interrupted))
                done = True
        except KeyboardInterrupt:
            self._outlasted = done
            if not done:
                self._broken_off = True
                raise

    def _goes_by_last_commit(self) -> bool:
        """Whether a commit was broken off that was not the first; then the report is of the one before."""
        found = previous(self._engine)
        self._files, self._containers = dict(found.manifest.files), dict(found.manifest.containers)
        self._added = self._changed = self._moved = self._removed = 0
        self._interrupted = True
        return self._broken_off and bool(found.generation)

    def _report(self, plan: Plan, seconds: float) -> BuildReport:
        totals = Totals.of(self._files.values())
        entries: list[FileEntry | ContainerEntry] = [*self._files.values(), *self._containers.values()]
        unread = [Skipped(entry.path, entry.reason) for entry in entries if entry.reason]
        others = Counter(plan.others)
        for container in self._containers.values():
            others.update(dict(container.others))
        return BuildReport(
            location=self._location,
            added=self._added,
            changed=self._changed,
            removed=self._removed,
            unchanged=totals.files - self._added - self._changed - self._moved,
            totals=totals,
            skipped=tuple(sorted([*unread, *plan.problems], key=attrgetter("path"))),
            others=tuple(others.most_common()),
            bytes_read=self._bytes,
            seconds=seconds,
            interrupted=self._interrupted,
            outlasted=self._outlasted,
            moved=self._moved,
            containers=len(self._containers),
            described=described(self._records, self._files.values()),
            partial=tuple(Skipped(entry.path, entry.defects) for entry in entries if entry.defects),
        )
