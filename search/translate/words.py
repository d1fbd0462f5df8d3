"""Words of both languages: how they are compared, and which of them carry no meaning of their own."""

from __future__ import annotations

from typing import TYPE_CHECKING

from indexer.stem import stem
from indexer.terms import latin_words

if TYPE_CHECKING:
    from collections.abc import Sequence

ENGLISH_FUNCTION_WORDS = frozenset(
    (  # noqa: SIM905 - read as prose
        "a about after all also am an and any are as at be been before being between both but by can could did do "
        "does doing down during each few for from had has have having he her here hers him his how i if in into is "
        "it its itself just me more most much must my no nor not of off on once only or other our out over own "
        "same shall she should so some such than that the their theirs them then there these they this those "
        "through to too under until up us very was we were what when where which while who whom whose why will "
        "with would you your"
    ).split()
)
"""Articles, pronouns, auxiliaries, prepositions and question words; written in capitals (US, WHO) they are names."""

HAN_FUNCTION_WORDS = frozenset(
    (  # noqa: SIM905 - read as prose
        "的 瞭 是 在 和 与 或 有 被 把 对 于 为 什么 哪 哪个 哪些 哪里 谁 多少 几 何 如何 怎么 怎样 为什么 何时 "
        "什么时候 什么的 时候 这 那 这个 那个 这些 那些 它 他 她 他们 她们 它们 其 以 及 也 都 就 而 并 从 到 由 "
        "因 因为 所 之 个 种 些 等 们 着 过 吗 呢 吧 啊 不 没 没有 会 能 可以 要 将 向 给 让 使 至 一个 哪一 位 名 "
        "次 中 上 下 里 还 又 则 但 若 如 此 该"
    ).split()
)
"""Particles, pronouns, auxiliaries, prepositions, measure words and question words, folded."""

QUANTIFIERS = frozenset("各毎某另诸全")
"""What says how many are meant, and is not asked for where there is anything else; folded."""

SUFFIXES = frozenset("者性化们式型界率度级类")
"""What makes words of other words, and says little by itself; folded."""

CONNECTORS = frozenset("和与及或的之")
"""Function words that stand between words, where others may be part of one; folded."""

_ENDINGS = frozenset(("", "s", "es", "d", "ed", "ing", "e", "y", "ies", "ied"))


def stems(folded: str) -> tuple[str, ...]:
    """The stems of the words of alphabets in a folded text."""
    return tuple(map(stem, latin_words(folded)))


def are_forms_of_one(ours: Sequence[str], theirs: Sequence[str]) -> bool:
    """Whether two rows of English words differ in nothing but inflection: directives and directive, not direct."""
    return len(ours) == len(theirs) and all(map(_differ_in_ending, ours, theirs))


def _differ_in_ending(ours: str, theirs: str) -> bool:
    shared = 0
    while shared < min(len(ours), len(theirs)) and ours[shared] == theirs[shared]:
        shared += 1
    return ours == theirs or (shared > 1 and {ours[shared:], theirs[shared:]} <= _ENDINGS)


def passes_through(word: str) -> bool:
    """Whether a folded word of an alphabet is the same in both languages: a number, or a single letter."""
    return word.isdecimal() or len(word) == 1


def is_function_word(word: str, printed: str = "") -> bool:
    """Whether a folded word only holds a sentence together, given how it was ``printed``."""
    if word in HAN_FUNCTION_WORDS:
        return True
    return word in ENGLISH_FUNCTION_WORDS and not (len(printed) > 1 and printed.isupper())
