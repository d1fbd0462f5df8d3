"""English keywords: a word in any of its inflected forms."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from corpus.fold import fold
from indexer.engine import GramPhrase
from indexer.terms import WORD_LIMIT
from search.match.matcher import Matcher
from search.match.whole_words import Edges

if TYPE_CHECKING:
    from indexer.engine import Reader

_WORD = re.compile(r"[a-z]{3,}")


def inflected(text: str, reader: Reader) -> Matcher | None:
    """A matcher for the words of the index that share the keyword's stem (Porter2, as Snowball calls it).

    None where the keyword is not a single English word, or the index has no other form of it.
    """
    word = fold(text).strip()
    if _WORD.fullmatch(word) is None or len(word) >= WORD_LIMIT:
        return None
    from indexer.stem import stem

    root = stem(word)
    # Forms agree but for their endings, and for a last y that becomes i.
    prefix = root[:-1] if len(root) > 2 else root
    forms = {form for form in reader.terms("grams", prefix) if len(form) < WORD_LIMIT and stem(form) == root} | {word}
    if len(forms) == 1:
        return None
    ordered = tuple(sorted(forms))
    longest_first = sorted(ordered, key=len, reverse=True)
    needs = tuple((GramPhrase((form,), len(form)),) for form in ordered)
    return Matcher("|".join(longest_first), needs, len(longest_first[0]), ordered, edges=Edges(first=True, last=True))
