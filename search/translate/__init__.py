"""Asks a question in the other language too: dictionaries, units of meaning, senses, and what they add to a query."""

from __future__ import annotations

from functools import cached_property
from typing import TYPE_CHECKING, Literal

from search.rank import SHORT_RUN
from search.translate.concern import Languages

if TYPE_CHECKING:
    from collections.abc import Sequence

    from indexer.engine import Reader
    from search.query.syntax import Node
    from search.rank import Segmenter
    from search.translate.lexicon import Lexicon
    from search.translate.shelf import Shelf
    from search.translate.translation import Translation

Mode = Literal["auto", "always", "never"]

__all__ = ["Mode", "Translator"]


class Translator:
    """Translates the queries that a library is asked. ``index`` is the folder whose glossaries are asked, or empty."""

    def __init__(self, reader: Reader, segmenter: Segmenter, index: str) -> None:
        self._reader = reader
        self._segmenter = segmenter
        self._index = index
        self._tools: tuple[Shelf, Lexicon] | None = None

    def close(self) -> None:
        """Let go of the dictionaries."""
        self._tools = None

    def translation(self, mode: Mode, root: Node) -> Translation | None:
        """What a query adds in the other language; None where there is nothing to add.

        ``auto`` translates into a language if the library holds passages in it; a Chinese passage full of English names
        does not count as English. Costs next to nothing where no word is to be translated. Raises LibraryError without
        CC-CEDICT.
        """
        languages = self._languages if mode == "auto" else Languages(into_chinese=True, into_english=True)
        if mode == "never" or not languages.concern(root):
            return None
        from search.translate.translation import translate

        return translate(root, self._current(), self._cut, languages)

    def _current(self) -> Lexicon:
        """What to translate with: what is remembered goes with the dictionaries, as soon as their files change."""
        from search.translate.held import Held
        from search.translate.lexicon import Lexicon
        from search.translate.shelf import Shelf

        shelf, known = self._tools or (Shelf(self._index), None)
        dictionaries = shelf.dictionaries()
        if known is None or known.dictionaries is not dictionaries:
            known = Lexicon(known.held if known else Held(self._reader), dictionaries)
        self._tools = shelf, known
        return known

    @cached_property
    def _languages(self) -> Languages:
        """The languages of the library's passages, which stay what they are."""
        held = self._reader.languages()
        return Languages(into_chinese="zh" in held, into_english="en" in held)

    def _cut(self, folded: str) -> Sequence[str]:
        """Cut the runs that ranking has to cut too; shorter ones are not worth loading a segmenter for."""
        if len(folded) <= SHORT_RUN:
            return ()
        from corpus.simplify import simplify

        words = self._segmenter.cut(simplify(folded))
        return words if sum(map(len, words)) == len(folded) else ()
