"""Chinese by its sound: the strings of the library's characters that a transcription in Pinyin can stand for.

Syllables may carry tones, as marks or digits, and stand together or apart: ``tanzhonghe``, ``tan4zhong1he2``,
``tàn zhōng hé``, ``xi'an``. Readings are pypinyin's. Nothing but a query that asks for it comes here, so that homophones
never mix with what was looked up by its characters.
"""

from __future__ import annotations

import unicodedata
from functools import cache
from itertools import islice
from typing import TYPE_CHECKING, NamedTuple

from corpus.errors import QuerySyntaxError
from corpus.fold import fold
from search.match.literal import literal
from search.match.matcher import union

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from indexer.engine import Reader
    from search.match.matcher import Matcher

MOST_STRINGS = 64
"""Strings that are looked up for one transcription, those whose rarest pair is most frequent."""

_MOST_PATHS = 4096
_MOST_READINGS = 16
_LONGEST_SYLLABLE = 6
_PAIR = 2
_TONES = {"\u0304": 1, "\u0301": 2, "\u030c": 3, "\u0300": 4}
_LONGEST_NAME = 3
_SURNAMES = {
    "解": "xie4",
    "单": "shan4",
    "曽": "zeng1",
    "查": "zha1",
    "雠": "qiu2",
    "区": "ou1",
    "任": "ren2",
    "华": "hua4",
    "翟": "zhai2",
    "朴": "piao2",
    "盖": "ge3",
    "乐": "yue4",
    "尉": "yu4",
    "缪": "miao4",
    "覃": "qin2",
    "员": "yun4",
    "纪": "ji3",
}
"""Folded characters that are read differently where they are surnames, which no dictionary of words knows of a name."""

_SEPARATORS = frozenset(" '’-·\t")


class Syllable(NamedTuple):
    """A syllable without its tone, ``ü`` written v, and the tone from 1 to 5 (neutral), 0 where any will do."""

    plain: str
    tone: int


def spelt(text: str, reader: Reader) -> tuple[str, ...]:
    """The strings of the library's characters that sound like this, folded; none where the text is no Pinyin."""
    found: dict[str, int] = {}
    for syllables in readings(text):
        found.update(_strings(syllables, reader))
    ordered = sorted(found, key=lambda string: (-found[string], string))
    return tuple(islice((string for string in ordered if _occurs(string, reader)), MOST_STRINGS))


def pinyin(text: str, reader: Reader, column: int) -> Matcher:
    """A matcher for whatever in the library sounds like this. Raises QuerySyntaxError where it is no Pinyin."""
    if not any(readings(text)):
        raise QuerySyntaxError(
            "pinyin: at column {column} takes syllables, as in pinyin:tanzhonghe or pinyin:tan4zhong1he2", column
        )
    matchers = [matcher for string in spelt(text, reader) if (matcher := literal(string)) is not None]
    if not matchers:
        from search.match.wildcard import impossible

        return impossible()
    return union(matchers) if len(matchers) > 1 else matchers[0]


def readings(text: str) -> list[tuple[Syllable, ...]]:
    """The ways to divide a transcription into syllables; none where it is something else."""
    letters: list[str] = []
    tones: dict[int, int] = {}
    breaks: set[int] = set()
    for character in unicodedata.normalize("NFD", text.strip().lower()):
        if character in _TONES and letters:
            tones[len(letters) - 1] = _TONES[character]
        elif character == "\u0308" and letters:
            letters[-1] = "v"
        elif character in "12345" and letters:
            tones[len(letters) - 1] = int(character)
            breaks.add(len(letters))
        elif character in _SEPARATORS:
            breaks.add(len(letters))
        elif character.isascii() and character.isalpha():
            letters.append(character)
        else:
            return []
    found: list[tuple[Syllable, ...]] = []
    for syllables in _divided("".join(letters), 0, tones, breaks):
        found.append(syllables)
        if len(found) == _MOST_READINGS:
            break
    return [syllables for syllables in found if syllables]


def _divided(letters: str, at: int, tones: Mapping[int, int], breaks: set[int]) -> Iterator[tuple[Syllable, ...]]:
    if at == len(letters):
        yield ()
    for end in range(min(len(letters), at + _LONGEST_SYLLABLE), at, -1):
        if letters[at:end] in _characters() and not any(at < place < end for place in breaks):
            syllable = Syllable(letters[at:end], next((tones[i] for i in range(at, end) if i in tones), 0))
            for rest in _divided(letters, end, tones, breaks):
                yield (syllable, *rest)


def _strings(syllables: Sequence[Syllable], reader: Reader) -> dict[str, int]:
    """The strings whose neighbours stand together somewhere, each with the frequency of its rarest pair."""
    paths = {c: n for c in _sounding(syllables[0]) if (n := reader.frequency("grams", c))}
    for syllable in syllables[1:]:
        longer: dict[str, int] = {}
        for path, least in paths.items():
            for character in _sounding(syllable):
                together = reader.frequency("grams", path[-1] + character)
                if together:
                    longer[path + character] = min(least, together)
        kept = sorted(longer, key=lambda path: -longer[path])[:_MOST_PATHS]
        paths = {path: longer[path] for path in kept}
    return {path: least for path, least in paths.items() if _is_read(path, syllables)}


def _occurs(string: str, reader: Reader) -> bool:
    """Whether a string stands somewhere as a whole, of which each pair does."""
    matcher = literal(string)
    if matcher is None or len(string) <= _PAIR:
        return matcher is not None
    texts = (reader.run_text(run)[0] for need in matcher.needs for run in reader.candidates(need).in_order())
    return any(matcher.pattern.search(fold(text)) for text in texts)


def _is_read(string: str, syllables: Sequence[Syllable]) -> bool:
    """Whether a string is read like this as a whole: 银行 is not yinxing, although 行 alone may be xing."""
    if len(string) == 1:
        return True
    from pypinyin import Style, lazy_pinyin

    read = lazy_pinyin(string, style=Style.TONE3, neutral_tone_with_five=True)
    if _reads(string, read, syllables):
        return True
    surname = _SURNAMES.get(string[0])
    if surname is None or len(string) > _LONGEST_NAME:
        return False
    from pypinyin.constants import PHRASES_DICT

    return string not in PHRASES_DICT and _reads(string, [surname, *read[1:]], syllables)


def _reads(string: str, read: Sequence[str], syllables: Sequence[Syllable]) -> bool:
    return len(read) == len(syllables) and all(
        not _is_common(character)
        or (_plain(each) == wanted.plain and wanted.tone in {0, int(each[-1]) if each[-1].isdigit() else 5})
        for character, each, wanted in zip(string, read, syllables, strict=True)
    )


def _is_common(character: str) -> bool:
    """Whether pypinyin's words are likely to have a character: some fold to a variant (增 to 増) that no dictionary has."""
    try:
        return bool(character.encode("gb2312"))
    except UnicodeEncodeError:
        return False


def _sounding(syllable: Syllable) -> Sequence[str]:
    """The folded characters with this reading."""
    by_tone = _characters().get(syllable.plain, {})
    if syllable.tone:
        return by_tone.get(syllable.tone, ())
    return tuple(dict.fromkeys(character for found in by_tone.values() for character in found))


@cache
def _characters() -> Mapping[str, Mapping[int, tuple[str, ...]]]:
    """For every syllable of the language the folded characters that may be read so, by tone."""
    from pypinyin.constants import PINYIN_DICT
    from pypinyin.contrib.tone_convert import to_tone3

    syllables: dict[str, tuple[str, int]] = {}
    found: dict[str, dict[int, dict[str, None]]] = {}
    for code, spellings in PINYIN_DICT.items():
        folded = fold(chr(code))
        for spelling in spellings.split(","):
            if spelling not in syllables:
                numbered = to_tone3(spelling, neutral_tone_with_five=True)
                syllables[spelling] = _plain(numbered), int(numbered[-1]) if numbered[-1].isdigit() else 5
            plain, tone = syllables[spelling]
            found.setdefault(plain, {}).setdefault(tone, {})[folded] = None
    return {
        plain: {tone: tuple(each) for tone, each in tones.items()}
        for plain, tones in found.items()
        if set(plain) & set("aeiouv")  # m, n and ng are read so, but nobody spells words with them
    }


def _plain(numbered: str) -> str:
    return numbered.rstrip("12345").replace("ü", "v")
