"""Which characters are written without spaces between words, and which form words of an alphabet.

Matching treats the two differently: white space beside a character of an unspaced script never counts, a word of an
alphabet matches as a whole. The ranges are those of the Unicode Character Database (Scripts.txt, 15.1), blocks taken
whole where a script fills them. Private-use characters stand for rare ideographs in East Asian text and count as such.
"""

from bisect import bisect_right
from enum import Enum
from functools import lru_cache

UNSPACED = (
    "\u2e80-\u2fdf"  # CJK and Kangxi radicals
    "\u3005\u3007\u3021-\u3029\u3031-\u3035\u3038-\u303c"  # iteration mark, 〇, Hangzhou numerals
    "\u3041-\u309f\u30a1-\u30fa\u30fc-\u30ff\u31f0-\u31ff\uff66-\uff9f\U0001aff0-\U0001b16f"  # kana
    "\u3105-\u312f\u31a0-\u31bf"  # bopomofo
    "\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff\U00016fe2-\U00016ff6\U00020000-\U0003fffd"  # ideographs
    "\u0e00-\u0e7f\u0e80-\u0eff"  # Thai, Lao
    "\u0f40-\u0fbc\u1000-\u109f\uaa60-\uaa7f\ua9e0-\ua9ff"  # Tibetan, Myanmar
    "\u1780-\u17d3\u17e0-\u17e9\u1950-\u19df\u1a20-\u1aad\uaa80-\uaadf"  # Khmer, Tai scripts
    "\ua000-\ua48f"  # Yi
    "\ue000-\uf8ff\U000f0000-\U0010fffd"  # private use
)
"""The unspaced scripts, as the inside of a regular expression's character class."""

HAN = (
    "\u2e80-\u2fdf\u3005\u3007\u3021-\u3029\u3038-\u303b"
    "\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff\U00016fe2-\U00016ff6\U00020000-\U0003fffd"
)
"""Han ideographs with 〇, the extensions, the radicals and the compatibility ideographs; inside of a character class."""

LETTER = f"[{UNSPACED}]"
"""One character of an unspaced script."""

WORD_CHARACTER = f"[^\\W_{UNSPACED}]"
"""One letter or digit of a script that is written in words."""


class Kind(Enum):
    """What a character is to matching. Of folded text, these four are what regular expressions above tell apart."""

    LETTER = "letter"
    WORD = "word"
    SPACE = "space"
    OTHER = "other"


@lru_cache(maxsize=1 << 14)
def kind(character: str) -> Kind:
    """The kind of one character, the same as the patterns for letters, white space and words tell.

    For short texts: compiling a class of so many ranges takes longer than looking up a query's characters one by one.
    """
    if bisect_right(_edges(), character) % 2:
        return Kind.LETTER
    if character.isspace():
        return Kind.SPACE
    return Kind.WORD if character.isalnum() else Kind.OTHER


@lru_cache(maxsize=1)
def _edges() -> list[str]:
    """Where the unspaced ranges begin and where they have ended, alternately."""
    edges: list[str] = []
    at = 0
    while at < len(UNSPACED):
        ranged = UNSPACED[at + 1 : at + 2] == "-"
        edges.append(UNSPACED[at])
        edges.append(chr(ord(UNSPACED[at + 2 if ranged else at]) + 1))
        at += 3 if ranged else 1
    return sorted(edges)
