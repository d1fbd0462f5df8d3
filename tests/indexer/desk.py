"""A desk to build at: a folder of documents, and an index of it in memory."""

from collections.abc import Callable
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any

from indexer.build import build
from indexer.remove import remove
from indexer.report import BuildReport, BuildRequest, Progress
from tests.indexer.memory_engine import MemoryEngine, MemoryReader

TEXTS = {
    "simplified.txt": "各国承诺到二〇六〇年前实现碳中和。\n电厂要知道自己哪一年关门。\n",
    "traditional.md": "# 氣候危機\n\n巴黎協定的目標是把升溫控制在一點五度之內。\n",
    "english/methane.txt": "Methane leaks are cheap to mend. Few pipelines are watched.\n",
    "english/page.html": "<html><title>Markets</title><body><p>A carbon market sets a price.</p></body></html>",
}


@dataclass
class Desk:
    """A folder of documents, and the index of it."""

    root: Path
    engine: MemoryEngine = field(default_factory=MemoryEngine)

    def write(self, name: str, text: str | bytes) -> None:
        path = self.root / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(text if isinstance(text, bytes) else text.encode())

    def build(self, *paths: str, show: Callable[[Progress], None] = lambda _: None, **options: Any) -> BuildReport:
        places = tuple(str(self.root / path) for path in paths or (".",))
        return build(BuildRequest(paths=places, **options), show, lambda _: self.engine)

    def remove(self, *paths: str) -> tuple[str, ...]:
        (self.root / ".yinde").mkdir(exist_ok=True)
        return remove([str(self.root / path) for path in paths], engine_in=lambda _: self.engine).files

    def documents(self) -> dict[str, str]:
        reader = self.engine.reader()
        return {stored.document.path: reader.text(stored) for stored in reader.documents()}


def contents(engine: MemoryEngine) -> list[tuple[object, ...]]:
    """All that an index holds, whatever the order in which it came."""
    reader = engine.reader()
    return sorted(
        (stored.document.path, stored.document, reader.text(stored), passages(reader, stored.first, stored.last))
        for stored in reader.documents()
    )


def anonymous(engine: MemoryEngine) -> list[object]:
    """The same without IDs, which documents that were moved keep from where they were."""

    def nameless(each: tuple[object, ...]) -> tuple[object, ...]:
        path, document, text, found = each
        bare = [(terms, replace(passage, id="", document_id="")) for terms, passage in found]  # type: ignore[attr-defined]
        return path, replace(document, id=""), text, bare  # type: ignore[type-var]

    return [nameless(each) for each in contents(engine)]


def passages(reader: MemoryReader, first: int, last: int) -> list[object]:
    return [(reader._passages[n][0].terms, reader.passage(n)) for n in range(first, last + 1)]


def ids(desk: Desk) -> dict[str, str]:
    """The ID of each document by its path."""
    return {stored.document.path: stored.document.id for stored in desk.engine.reader().documents()}


def counts(report: BuildReport) -> tuple[int, int, int, int]:
    return report.added, report.changed, report.removed, report.unchanged
