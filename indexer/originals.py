"""Indexed documents read again, as their files are now."""

import os
import stat
from collections.abc import Iterator, Sequence
from dataclasses import replace

from corpus.containers import members
from corpus.containers.model import Member, Reading
from corpus.errors import ReadError
from corpus.identity import content_digest
from corpus.limits import limits_from_environment
from corpus.messages import Message
from corpus.model import Document
from indexer.manifest import Manifest

_CHANGED = Message("has changed since it was indexed")
_IRREGULAR = Message("is no regular file any more")


def originals(root: str, manifest: Manifest, paths: Sequence[str]) -> Iterator[tuple[str, Document | str]]:
    """Give each of these documents of a library as its file gives it now, or say why there is nothing to compare.

    A container is gone through once for all of its members; these come last.
    """
    held: dict[str, list[str]] = {}
    for path in paths:
        entry = manifest.files[path]
        if entry.container:
            held.setdefault(entry.container, []).append(path)
        else:
            yield path, _document(root, manifest, path)
    for container, wanted in held.items():
        yield from _members(root, manifest, container, wanted)


def _document(root: str, manifest: Manifest, path: str) -> Document | str:
    from corpus.read import read_document

    entry = manifest.files[path]
    file = os.path.join(root, *path.split("/"))
    try:
        changed = _difference(file, entry.sha256)
        if changed:
            return changed
        document = read_document(file, root=root, encoding=manifest.choices.encoding or None)
        return replace(document, id=entry.document_id)
    except Exception as error:  # noqa: BLE001 - a defect of a reader says nothing of the index
        return _reason(error)


def _members(
    root: str, manifest: Manifest, container: str, wanted: Sequence[str]
) -> Iterator[tuple[str, Document | str]]:
    """The wanted members of a container, by their paths."""
    from corpus.read import read_member

    file = os.path.join(root, *container.split("/"))
    choices = manifest.choices
    left = dict.fromkeys(wanted)
    reason: str = _CHANGED
    try:
        held = manifest.containers.get(container)
        changed = _difference(file, held.sha256 if held else "")
        if changed:
            reason = changed
        else:
            reading = Reading(
                choices.fields,
                choices.encoding or None,
                limits_from_environment(),
                lambda name: f"{container}/{name}" in left,
            )
            with open(file, "rb") as stream:
                for found in members(stream, container, reading):
                    path = f"{container}/{found.name}" if isinstance(found, Member) else ""
                    if isinstance(found, Member) and path in left:
                        del left[path]
                        try:
                            document = read_member(found, path, file, encoding=choices.encoding or None)
                            yield path, replace(document, id=manifest.files[path].document_id)
                        except Exception as error:  # noqa: BLE001 - a defect of a reader says nothing of the index
                            yield path, _reason(error)
                        if not left:
                            return
    except (OSError, ReadError) as error:
        reason = _reason(error)
    yield from ((path, reason) for path in left)


def _difference(file: str, sha256: str) -> str:
    """What has become of a file since it had this content; empty if it has it still. Raises OSError."""
    if not stat.S_ISREG(os.stat(file).st_mode):
        return _IRREGULAR
    return "" if content_digest(file) == sha256 else _CHANGED


def _reason(error: Exception) -> str:
    if isinstance(error, ReadError):
        return Message("cannot be read now: {reason}", reason=error.reason)
    if isinstance(error, OSError):
        return Message("cannot be read now: {reason}", reason=error)
    fault = type(error).__name__
    return Message("cannot be read now ({fault}: {reason}); please report this as a bug", fault=fault, reason=error)
