"""What of a dictionary's gloss can stand in an English text.

A gloss is written for readers: ``to donate (money)``, ``John Kerry (1943-), US politician``, ``CL:個|个[ge4]``. Here the
words that translate are told from those that explain.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator

LONGEST_GLOSS = 5
"""Words; a longer gloss explains rather than translates."""

_REMARK = re.compile(
    r"CL:|surname |see also |see |variant of |(?:\w+ )?variant of |abbr\. |used in |used as |used for |also written "
    r"|also called |also pr\.|same as |classifier |Taiwan pr\.|equivalent to |radical |interj|prefix|suffix|particle"
    r"|phonetic|pr\. |name of |old name |formerly |onom|component in|indicates |indicating |Kangxi radical|one of "
    r"|a kind of|a type of|(?:place|given|female|male) name"
    r"|one who\b|person (?:who|involved)\b|(?:plural )?marker\b|sound of "
)
_ASIDE = re.compile(r"\([^()]*\)|\S*\[[^\]]*\]|\S*[\u3400-\u9fff]\S*")
_LEAD = re.compile(
    r"(?:(?:fig|lit|esp|also|i\.e|e\.g|abbr)[.:]? |to be |to |a |an |the |of |be |\(?to\)? )+", re.IGNORECASE
)
_TAIL = re.compile(r"(?: (?:sb|sth|somebody|something|oneself|etc|or|with|for|to|of|on|in|at|from|by|into|as))+$")
_GAP = re.compile(r"\b(?:sb|sth|one's|oneself)\b")
_FORMULA = re.compile(r" (?=[A-Z][A-Za-z]*\d[A-Za-z0-9]*$|[A-Z]{2,}\d*$)")


def translations(gloss: str) -> Iterator[str]:
    """The wordings of a gloss that an English text might use; none where it only remarks or explains."""
    text = gloss.strip()
    if not text or _REMARK.match(text):
        return
    while (plainer := _ASIDE.sub(" ", text)) != text:
        text = plainer
    text = " ".join(text.split()).replace(" ,", ",")
    if _REMARK.match(text):
        return
    if "," in text:
        text = text.partition(",")[0]  # a name and who bore it, a word and where it is used
    for part in _FORMULA.split(text):  # carbon dioxide CO2
        for wording in part.split(" or ") if len(part.split()) <= 3 else (part,):
            plain = _TAIL.sub(
                "", _LEAD.sub("", f"{wording.strip(' .!?')}", count=1) if _LEAD.match(wording) else wording
            )
            plain = plain.strip(" .!?,:\"'")
            if _GAP.search(plain):
                continue
            if plain and any(map(str.isalnum, plain)) and len(plain.split()) <= LONGEST_GLOSS:
                yield plain
