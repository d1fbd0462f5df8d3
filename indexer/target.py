"""Which index a request is about, what is in it already, and what the user wants of it now and before."""

import codecs
import os
import shlex
from collections.abc import Mapping
from dataclasses import dataclass, replace

from corpus.containers import container_of
from corpus.errors import LibraryError, NoIndexError, UsageError
from corpus.walk import printable
from indexer.engine import Engine
from indexer.location import Location, find_index, place_index, relative
from indexer.manifest import Choices, Manifest, decode
from indexer.plan import widen
from indexer.report import BuildRequest
from indexer.stamps import located
from indexer.userdict import UserWord, read_words

_NOTHING = Manifest()


@dataclass(frozen=True, slots=True)
class Previous:
    """The index as it was last committed; generation 0 where it never was."""

    generation: int = 0
    manifest: Manifest = _NOTHING
    stamps: Mapping[str, str] | None = None


def previous(engine: Engine) -> Previous:
    """What was last committed. Raises LibraryError where it is damaged."""
    try:
        reader = engine.reader()
    except NoIndexError:
        return Previous()
    try:
        return Previous(reader.generation, decode(reader.manifest()), dict(reader.stamps))
    finally:
        reader.close()


def generation(engine: Engine) -> int:
    """The number of the last commit, 0 where there is none."""
    try:
        reader = engine.reader()
    except NoIndexError:
        return 0
    try:
        return reader.generation
    finally:
        reader.close()


def locate(request: BuildRequest) -> Location:
    """Where the index belongs or, if no paths are given, is. Raises UsageError where a path does not exist.

    What the index itself says of its root comes before this: see ``settle``.
    """
    for path in request.paths:
        if not os.path.lexists(path) and not container_of(path):
            raise UsageError("there is no file or folder {path}; check the path", path=printable(path))
    if request.paths:
        return place_index(request.paths, request.index)
    folder = find_index(".", request.index)
    return Location(os.path.dirname(folder), folder)


def known(engine: Engine, request: BuildRequest, location: Location) -> Previous:
    """What is in the index already. A damaged one counts as empty for a rebuild, if told what to build it from."""
    try:
        found = previous(engine)
    except LibraryError as error:
        if not request.rebuild:
            raise
        if not request.paths:
            again = f"yinde index PATH --rebuild --index {shlex.quote(location.index)}"
            raise LibraryError(
                "{index} is too damaged to tell what it was built from; run: {again}", index=location.index, again=again
            ) from error
        return Previous()
    if not found.generation and not request.paths:
        raise NoIndexError("no finished index in {index}; build it: yinde index PATH", index=location.index)
    return found


def settle(request: BuildRequest, location: Location, found: Previous) -> tuple[Location, Choices]:
    """The library's place, and what is wanted of it: what was wanted before, changed by what the request says.

    A rebuild from elsewhere begins a new library; otherwise UsageError is raised for a path outside the library's root.
    """
    choices = found.manifest.choices
    if found.stamps is not None:
        there = located(found.stamps, location.index)
        if request.rebuild and any(os.path.relpath(path, there.root).startswith("..") for path in request.paths):
            choices = Choices()
        else:
            location = there
    if request.exclude is not None:
        choices = replace(choices, exclude=tuple(filter(None, request.exclude)))
    if request.encoding is not None:
        choices = replace(choices, encoding=_codec(request.encoding))
    if request.bib is not None:
        choices = replace(choices, bib=_within(location.root, request.bib) if request.bib else "")
    named = {**dict(choices.fields), **dict(request.fields)}
    choices = replace(choices, fields=tuple(sorted((kind, name) for kind, name in named.items() if name)))
    return location, widen(choices, [relative(location.root, path) for path in request.paths])


def user_words(request: BuildRequest, found: Previous) -> tuple[UserWord, ...]:
    """The user's own words: those of the dictionary given, else those the index was built with."""
    if request.user_dictionary is None:
        return found.manifest.words
    return read_words(request.user_dictionary) if request.user_dictionary else ()


def _within(root: str, path: str) -> str:
    """A path relative to the root where it lies there, with ``/``; otherwise absolute."""
    try:
        return relative(root, path)
    except UsageError:
        return os.path.abspath(path)


def _codec(name: str) -> str:
    if not name:
        return ""
    try:
        return codecs.lookup(name).name
    except (LookupError, ValueError) as error:
        raise UsageError(
            "unknown encoding {name}; give one that Python knows, such as gb18030 or big5hkscs", name=name
        ) from error
