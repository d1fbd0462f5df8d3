"""What differs between a quotation and its source."""

from difflib import SequenceMatcher
from functools import cache

from corpus.fold import fold, fold_table
from corpus.simplify import simplify
from search.check.model import Segment
from search.check.squeeze import squeeze


def compare(printed: str, quoted: str) -> tuple[Segment, ...]:
    """Source and quotation character by character; script and width do not make a difference here."""
    ours, theirs = squeeze(printed).text, squeeze(quoted).text
    return _segments(ours, theirs, [fold(char) for char in ours], [fold(char) for char in theirs])


def compare_scripts(printed: str, quoted: str) -> tuple[Segment, ...]:
    """Source and quotation character by character, differences of script included."""
    ours, theirs = squeeze(printed).text, squeeze(quoted).text
    return _segments(ours, theirs, list(ours), list(theirs))


def _segments(ours: str, theirs: str, our_keys: list[str], their_keys: list[str]) -> tuple[Segment, ...]:
    matcher = SequenceMatcher(None, our_keys, their_keys, autojunk=False)
    return tuple(Segment(ours[a:b], theirs[c:d], same=tag == "equal") for tag, a, b, c, d in matcher.get_opcodes())


def is_other_script(printed: str, quoted: str) -> bool | None:
    """How two texts that fold to the same compare: False, in one script; True, the one written in the other's script;
    None, in one script but for single characters, which a quotation must not change.
    """
    ours, theirs = _telling(printed), _telling(quoted)
    if len(ours) != len(theirs):
        return None
    differing = sum(1 for a, b in zip(ours, theirs, strict=True) if a != b)
    if not differing:
        return False
    converted = simplify(ours) == theirs or simplify(theirs) == ours
    return True if converted or 2 * differing >= len(ours) else None


def _telling(text: str) -> str:
    """The characters that are written in more than one way."""
    table, merged = fold_table(), _merged()
    return "".join(
        char for char in text if (ord(char) in table or char in merged) and char.isalpha() and ord(char) > 0x2E7F
    )


@cache
def _merged() -> frozenset[str]:
    return frozenset(to if isinstance(to, str) else chr(to) for to in fold_table().values() if to)
