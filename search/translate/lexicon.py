"""The dictionaries as a library is asked with them: which senses live in it, remembered from question to question."""

from __future__ import annotations

from typing import TYPE_CHECKING

from search.translate.candidates import living

if TYPE_CHECKING:
    from collections.abc import Sequence

    from search.translate.candidates import Candidate
    from search.translate.dictionary import Dictionary
    from search.translate.held import Held
    from search.translate.units import Unit

_REMEMBERED = 1 << 11
"""Units whose senses are remembered, some 4 MB: questions about a library share most of their words."""


class Lexicon:
    """Some dictionaries, and what a library holds of what they say. Of those that have an entry the first decides."""

    def __init__(self, held: Held, dictionaries: Sequence[Dictionary]) -> None:
        self.held = held
        self.dictionaries = dictionaries
        self._living: dict[tuple[object, ...], tuple[Candidate, ...]] = {}

    def living(self, unit: Unit) -> tuple[Candidate, ...]:
        """The senses of a unit that some passage holds, the likeliest."""
        key = unit.text, unit.is_han, unit.empty, unit.senses
        found = self._living.get(key)
        if found is None:
            if len(self._living) >= _REMEMBERED:
                self._living.clear()
            found = self._living[key] = living(unit, self.held, self.dictionaries)
        return found
