"""Asks a question in the other language too: dictionaries, units of meaning, senses, and what they add to a query."""

from __future__ import annotations

from typing import TYPE_CHECKING, Literal

from search.rank import SHORT_RUN
from search.translate.concern import Languages

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from indexer.engine import Reader
    from search.query.syntax import Node
    from search.rank import Segmenter
    from search.translate.translation import Translation

Mode = Literal["auto", "always", "never"]

__all__ = ["Mode", "translation_of"]


def translation_of(root: Node, reader: Reader, segmenter: Segmenter, index: str, mode: Mode) -> Translation | None:
    """What a query adds in the other language; None where there is nothing to add.

    ``auto`` translates into a language if the library holds passages in it; a Chinese passage full of English names does
    not count as English. ``index`` is the folder whose glossaries
    are asked. Costs next to nothing where no word is to be translated. Raises LibraryError without CC-CEDICT.
    """
    held = reader.languages() if mode == "auto" else {"en", "zh"}
    languages = Languages(into_chinese="zh" in held, into_english="en" in held)
    if mode == "never" or not languages.concern(root):
        return None
    from search.translate.shelf import dictionaries
    from search.translate.translation import translate

    return translate(root, reader, dictionaries(index), _cutter(segmenter), languages)


def _cutter(segmenter: Segmenter) -> Callable[[str], Sequence[str]]:
    """Cuts the runs that ranking has to cut too; shorter ones are not worth loading a segmenter for."""

    def cut(folded: str) -> Sequence[str]:
        if len(folded) <= SHORT_RUN:
            return ()
        from corpus.simplify import simplify

        words = segmenter.cut(simplify(folded))
        return words if sum(map(len, words)) == len(folded) else ()

    return cut
