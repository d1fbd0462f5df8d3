"""Libraries in memory, with the passages cut just where a test wants them."""

from collections.abc import Mapping, Sequence
from dataclasses import replace

from corpus.id_number import to_id
from corpus.model import Bib, Document, Locator, Passage, Span
from indexer.analyse import Segmenter, analyse
from indexer.segment import WordSegmenter
from search.library import Library
from tests.indexer.memory_engine import MemoryEngine


def library_of(
    documents: Mapping[str, Sequence[str]],
    records: Mapping[str, Bib] | None = None,
    segmenter: Segmenter | None = None,
    writing: Mapping[str, tuple[str, str]] | None = None,
) -> Library:
    """A library of documents given as path -> tiles; the passages are the tiles without the white space around them.

    A tile of nothing but white space is joined to the one before it. ``writing`` gives a document's language and script.
    """
    segmenter = segmenter or WordSegmenter()
    pairs = [cut(path, tiles, (records or {}).get(path, Bib())) for path, tiles in documents.items()]
    for index, (document, passages) in enumerate(pairs):
        if writing and document.path in writing:
            language, script = writing[document.path]
            alike = [replace(passage, language=language, script=script) for passage in passages]
            pairs[index] = replace(document, language=language, script=script), alike
    engine = MemoryEngine()
    writer = engine.writer(memory=1 << 20, fresh=True)
    writer.add(analyse(pairs, segmenter))
    writer.commit(b"", {})
    return Library(engine.reader(), segmenter)


def cut(path: str, tiles: Sequence[str], bib: Bib) -> tuple[Document, list[Passage]]:
    """A document and its passages."""
    text = "".join(tiles)
    passages: list[Passage] = []
    offset = 0
    for tile in tiles:
        start = offset + len(tile) - len(tile.lstrip())
        end = offset + len(tile.rstrip())
        offset += len(tile)
        if start < end:
            number = len(passages)
            locator = Locator(path, None, None, number + 1, 1, 1, Span(start, end))
            identity = to_id(abs(hash((path, number))) % (1 << 50))
            passages.append(Passage(identity, path, number, text[start:end], locator))
    return Document(path, path, text, bib), passages
