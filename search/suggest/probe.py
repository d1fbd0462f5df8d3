"""How often a phrase stands in a library, and how it is printed there."""

from __future__ import annotations

from typing import TYPE_CHECKING

from corpus.fold import fold
from indexer.engine import Run
from indexer.terms import grams
from search.evaluate import Evaluator
from search.match import find, literal
from search.query.keyword import Keyword

if TYPE_CHECKING:
    from collections.abc import Sequence

    from indexer.engine import Reader


class Probe:
    """Asks a library for phrases. Most that it does not have cost no more than a look at its grams."""

    def __init__(self, reader: Reader) -> None:
        self._reader = reader

    def passages(self, phrase: str) -> Sequence[int]:
        """The numbers of the passages in which a phrase begins; none for one of nothing but white space."""
        matcher = literal(phrase)
        if matcher is None or not self.is_possible(fold(phrase)):
            return []
        term = Keyword(phrase, quoted=True)
        return Evaluator(self._reader, {term: matcher}).passages(term)

    def is_possible(self, folded: str) -> bool:
        """Whether each of a folded phrase's grams stands somewhere."""
        terms = dict.fromkeys(grams(folded))
        return bool(terms) and all(self._reader.frequency("grams", term) for term in terms)

    def printed(self, phrase: str, number: int) -> str:
        """A phrase that begins in passage ``number`` as it is printed there, on one line."""
        matcher = literal(phrase)
        run = Run(number, min(number + 1, self._reader.document_run(number).last))
        text, _ = self._reader.run_text(run)
        span = next(find(matcher, text), None) if matcher else None
        return " ".join(text[span.start : span.end].split()) if span else phrase
