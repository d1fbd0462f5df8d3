"""The engines compared: one file each, behind the two protocols of ``base``."""

from collections.abc import Callable, Mapping
from importlib import import_module
from importlib.util import find_spec
from typing import cast

from benchmarks.engines.base import Engine

_FACTORIES: Mapping[str, tuple[str, str, tuple[str, ...]]] = {
    "yinde": ("benchmarks.engines.own", "yinde", ("whoosh", "jieba")),
    "yinde-one-language": ("benchmarks.engines.own", "one_language", ("whoosh", "jieba")),
    "yinde-translating": ("benchmarks.engines.own", "translating", ("whoosh", "jieba")),
    "stack": ("benchmarks.engines.stack", "Stack", ("whoosh", "jieba", "opencc")),
    "tantivy-bigrams": ("benchmarks.engines.tantivy_engines", "bigrams", ("tantivy",)),
    "tantivy-words": ("benchmarks.engines.tantivy_engines", "words", ("tantivy", "rjieba")),
    "tantivy-both": ("benchmarks.engines.tantivy_engines", "both", ("tantivy", "rjieba")),
    "sqlite-trigram": ("benchmarks.engines.sqlite_trigram", "SqliteTrigram", ("sqlite3",)),
}
NAMES = tuple(_FACTORIES)


def named(name: str) -> Engine:
    """The engine of that name; raises KeyError for an unknown one."""
    module, factory, _ = _FACTORIES[name]
    return cast("Callable[[], Engine]", getattr(import_module(module), factory))()


def installed(name: str) -> bool:
    """Whether the packages that the engine needs are there."""
    return all(find_spec(package) is not None for package in _FACTORIES[name][2])
