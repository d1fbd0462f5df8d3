"""Opening containers, so that their members are read like files.

This is done by the process that builds, member by member, since most formats can only be read from front to back; what it
takes out it hands to those that read. No more is in memory than is being read.
"""

import os
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from hashlib import sha256
from typing import BinaryIO

from corpus.containers import members
from corpus.containers.model import Found, Member, Other, Reading, Unread
from corpus.errors import ReadError
from corpus.identity import content_digest
from corpus.limits import limits_from_environment
from corpus.messages import Message, joined
from corpus.record.corrections import corrections_state
from corpus.walk import Exclusion
from indexer.manifest import Choices, ContainerEntry, FileEntry, covers
from indexer.moves import Ids
from indexer.plan import Bundle, Suspect
from indexer.rehouse import Rehoused, Seen, rehouse

_REMARKS = 8
"""Things said of one container; of the others only how many there are."""
_STEP = 1 << 18
"""Bytes of a container after which it is told how far it has been read."""


@dataclass(frozen=True, slots=True)
class Settled:
    """What became of a container, or of some of its members, without their being read.

    ``container`` is the entry of one that is done with. ``unread`` are members that are not read. ``inherited`` is the path
    of a member that is a document known from elsewhere. ``missing`` are paths of members that are gone although they were
    there a moment ago. ``bytes`` of the container's file have been gone through.
    """

    container: ContainerEntry | None = None
    rehoused: Rehoused | None = None
    unread: tuple[FileEntry, ...] = ()
    inherited: str = ""
    missing: tuple[str, ...] = ()
    bytes: int = 0


class Unpacker:
    """Opens the containers among what has to be read."""

    def __init__(self, choices: Choices, ids: Ids) -> None:
        self._choices = choices
        self._ids = ids
        self._excluded = Exclusion(choices.exclude)

    def __call__(self, todo: Iterable[Suspect | Bundle]) -> Iterator[Suspect | Settled]:
        """Give the files as they come, and in place of containers their members that have to be read."""
        for each in todo:
            if isinstance(each, Suspect):
                yield each
            else:
                yield from self._opened(each)

    def _opened(self, bundle: Bundle) -> Iterator[Suspect | Settled]:
        try:
            with open(bundle.path, "rb") as file:
                status = os.fstat(file.fileno())
                digest = content_digest(bundle.path)
                known = bundle.known
                if known is not None and (known.sha256, known.sidecar) == (digest, bundle.sidecar):
                    found = replace(known, size=status.st_size, mtime_ns=status.st_mtime_ns)
                    yield Settled(found, bytes=bundle.size)
                    return
                entry = ContainerEntry(
                    bundle.relative, status.st_size, status.st_mtime_ns, digest, sidecar=bundle.sidecar
                )
                yield from _Unpacking(self._ids, self._reading(bundle.relative), bundle, entry, file).run()
        except (OSError, ReadError) as error:
            entry = ContainerEntry(bundle.relative, bundle.size, 0, "", reason=Message("{reason}", reason=error))
            yield Settled(entry, rehouse(bundle.members, {}), bytes=bundle.size)

    def _reading(self, container: str) -> Reading:
        """How a container is to be read, and which of its members."""

        def wanted(name: str) -> bool:
            return covers(choices, f"{container}/{name}") and not self._excluded(container, name)

        choices = self._choices
        return Reading(choices.fields, choices.encoding or None, limits_from_environment(), wanted)


class _Unpacking:
    """The reading of one container."""

    def __init__(self, ids: Ids, reading: Reading, bundle: Bundle, entry: ContainerEntry, file: BinaryIO) -> None:
        self._ids = ids
        self._reading = reading
        self._bundle = bundle
        self._entry = entry
        self._file = file
        self._housed: dict[str, FileEntry] = {}
        self._told = 0
        self._others: Counter[str] = Counter()
        self._remarks: list[str] = []

    def run(self) -> Iterator[Suspect | Settled]:
        """Give the members, and what there is to say of them."""
        if self._bundle.members:
            rehoused = rehouse(self._bundle.members, self._seen())
            self._housed = dict(rehoused.entries)
            yield Settled(rehoused=rehoused)
            self._file.seek(0)
        read = 0
        reason: str = ""
        try:
            for found in members(self._file, self._bundle.relative, self._reading):
                read += isinstance(found, Member)
                yield from self._took(found)
                yield from self._progress()
        except ReadError as error:
            if read:
                self._remarks.append(error.message)
            else:
                reason = error.message
        entry = replace(
            self._entry, reason=reason, defects=_summed_up(self._remarks), others=tuple(self._others.most_common())
        )
        yield Settled(entry, missing=tuple(self._housed), bytes=max(0, self._bundle.size - self._told))

    def _seen(self) -> dict[str, Seen]:
        """What is in it now, as far as it can be read."""
        seen: dict[str, Seen] = {}
        try:
            for found in members(self._file, self._bundle.relative, self._reading):
                if isinstance(found, Member):
                    digest = sha256(found.data).hexdigest()
                    seen[f"{self._bundle.relative}/{found.name}"] = Seen(digest, found.line, self._state(found.name))
        except ReadError:
            pass  # which will be met again
        return seen

    def _took(self, found: Found) -> Iterator[Suspect | Settled]:
        bundle = self._bundle
        if isinstance(found, Member):
            yield from self._member(found, f"{bundle.relative}/{found.name}")
        elif isinstance(found, Unread):
            path = f"{bundle.relative}/{found.name}"
            yield Settled(unread=(FileEntry(path, 0, 0, "", reason=found.reason, container=bundle.relative),))
        elif isinstance(found, Other):
            self._others[found.suffix] += 1
        else:
            self._remarks.append(found.what)

    def _member(self, member: Member, path: str) -> Iterator[Suspect | Settled]:
        entry = self._housed.pop(path, None)
        if entry is not None and entry.sha256:
            return  # it is as it was
        inherited = ""
        if entry is None and self._ids.any_vanished:
            inherited = self._ids.inherited(path, sha256(member.data).hexdigest())
            if inherited:
                yield Settled(inherited=path)
        known = entry.document_id if entry is not None else inherited
        yield Suspect(
            self._bundle.path,
            path,
            len(member.data),
            "",
            self._state(member.name),
            "",
            known or self._ids.new(path),
            member,
            self._bundle.relative,
        )

    def _state(self, name: str) -> str:
        """The state of a member's corrections."""
        if not self._bundle.sidecar:
            return ""
        try:
            return corrections_state(self._bundle.path, name)
        except (OSError, ReadError):  # which will be told when it is read
            return self._bundle.sidecar

    def _progress(self) -> Iterator[Settled]:
        at = self._file.tell()
        if at - self._told >= _STEP:
            yield Settled(bytes=at - self._told)
            self._told = at


def _summed_up(remarks: list[str]) -> str:
    more = len(remarks) - _REMARKS
    shown = remarks[:_REMARKS]
    return joined([*shown, Message("and {more:,} more of this kind", more=more)] if more > 0 else shown)
