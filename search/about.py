"""What a library holds."""

from __future__ import annotations

import os
from collections import Counter
from typing import TYPE_CHECKING

from indexer.stamps import located
from search.summaries import DocumentSummary, LibraryInfo

if TYPE_CHECKING:
    from collections.abc import Iterable

    from indexer.engine import Reader, StoredDocument


def summarise(stored: StoredDocument) -> DocumentSummary:
    """One document in brief."""
    document = stored.document
    return DocumentSummary(
        path=document.path,
        bib=document.bib,
        passages=max(0, stored.last - stored.first + 1),
        characters=stored.characters,
        language=document.language,
        script=document.script,
        format=document.format,
        encoding=document.encoding,
    )


def describe(reader: Reader, index: str) -> LibraryInfo:
    """The library as a whole; ``index`` is the folder in which its files lie."""
    from indexer.manifest import decode_head

    manifest = decode_head(reader.manifest())
    documents = list(reader.documents())
    return LibraryInfo(
        root=located(reader.stamps, index).root,
        index=index,
        documents=reader.document_count,
        passages=reader.passage_count,
        characters=sum(stored.characters for stored in documents),
        index_bytes=_bytes_below(index),
        built=manifest.built,
        stamps=tuple(sorted(reader.stamps.items())),
        languages=_characters((stored.document.language, stored.characters) for stored in documents),
        scripts=_characters((stored.document.script, stored.characters) for stored in documents),
    )


def _characters(pairs: Iterable[tuple[str, int]]) -> tuple[tuple[str, int], ...]:
    """Code points by kind, the most first."""
    totals: Counter[str] = Counter()
    for kind, characters in pairs:
        totals[kind] += characters
    return tuple(totals.most_common())


def _bytes_below(folder: str) -> int:
    return sum(os.path.getsize(os.path.join(parent, name)) for parent, _, names in os.walk(folder) for name in names)
