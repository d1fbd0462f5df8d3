"""Personal and corporate names, as one string and in parts.

A record holds each name as one string. Western names are kept ``Family, Given`` (or ``Family, Jr., Given``), Chinese
names as they are written, and bodies whose name looks like a person's in braces, as BibTeX has it: ``{World Bank}``.
"""

import re
from dataclasses import dataclass

from corpus.scripts import UNSPACED

_PARTICLES = frozenset(
    """af al ap bin da dal dalla das de degli dei del della der des di do dos du el ibn la le san ten ter van vom von zu
    zum zur""".split()  # noqa: SIM905 - a table of words
)
_SUFFIXES = frozenset({"jr", "jr.", "sr", "sr.", "ii", "iii", "iv"})
_BODY_WORDS = frozenset(
    """academy administration agency alliance association authority bank board bureau center centre coalition college
    commission committee company conference congress convention corporation council court department directorate
    enterprise federation forum foundation fund government group house inc inc. institute institution laboratory lab
    library ltd ltd. ministry museum nations network news office organisation organization parliament party post press
    programme program project republic secretariat senate service services society staff standards states times today
    treasury tribunal trust union university watch weekly""".split()  # noqa: SIM905 - a table of words
)
_MANY_WORDS = 5
_UNSPACED = re.compile(f"[{UNSPACED}\uac00-\ud7af]")  # Korean names are written like Chinese ones


# The commonest surnames of China in pinyin; a name such as An or Ben, which is also a given name in English, is left out.
_PINYIN_SURNAMES = frozenset(
    """wang li zhang liu chen yang huang zhao wu zhou xu sun ma zhu hu guo he lin gao luo zheng liang xie song tang deng
    han feng cao peng zeng xiao tian dong pan yuan cai jiang yu du ye cheng wei su lu ding ren yao shen zhong cui tan
    liao fan jin shi jia xia fu fang zou xiong bai meng qin qiu hou yin xue yan lei long duan hao kong shao mao chang wan
    gu lai kang qian niu ge xi""".split()  # noqa: SIM905 - a table of words
)
_FINAL = (
    "(?:a|ai|an|ang|ao|e|ei|en|eng|er|i|ia|ian|iang|iao|ie|in|ing|iong|iu|o|ong|ou|u|ua|uai|uan|uang|ue|ui|un|uo|ü|v)"
)
_PINYIN_GIVEN = re.compile(rf"(?:(?:[zcs]h|[bpmfdtnlgkhjqxzcsryw])?{_FINAL}['’-]?){{1,2}}\Z", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Name:
    """A name in parts. Either ``literal`` is set (Chinese names, bodies) or ``family`` is."""

    family: str = ""
    given: str = ""
    suffix: str = ""
    literal: str = ""


def parse_name(text: str) -> Name:
    """Take a name apart. ``{…}`` keeps it whole; a comma says which part is the family name; otherwise it is guessed."""
    name = " ".join(text.split()).strip(" ,;")
    bare = " ".join(name.replace("{", "").replace("}", "").split()).strip(" ,")
    if not bare:
        return Name()
    if _is_unspaced_name(bare):
        return Name(literal=_joined(bare))
    if name.startswith("{") and name.endswith("}"):
        return Name(literal=bare)
    if "," in bare:
        return _inverted([part.strip() for part in bare.split(",")])
    tokens = bare.split()
    if len(tokens) == 1 or _looks_like_a_body(tokens):
        return Name(literal=bare)
    return _natural(tokens)


def format_name(name: Name) -> str:
    """The one string for a name, which ``parse_name`` takes apart again."""
    if name.literal:
        return name.literal if parse_name(name.literal) == name else "{" + name.literal + "}"
    return ", ".join(part for part in (name.family, name.suffix, name.given) if part)


def canonical_name(text: str) -> str:
    """The name in the form in which records keep it; applying this twice changes nothing."""
    return format_name(parse_name(text))


def join_unspaced(family: str, given: str) -> str | None:
    """A Chinese, Japanese or Korean name in one piece, or None where either part is of another script."""
    whole = f"{family}{given}"
    return whole if whole and family and _is_unspaced_name(whole) else None


def _is_unspaced_name(text: str) -> bool:
    letters = [char for char in text if char.isalpha()]
    return bool(letters) and _is_unspaced(letters[0])


def _is_unspaced(char: str) -> bool:
    return _UNSPACED.match(char) is not None


def _joined(text: str) -> str:
    """``葛, 全胜`` and ``葛 全胜`` as ``葛全胜``; spaces in other company stay."""
    pieces = text.replace(",", " ").replace("，", " ").split()
    out = pieces[0]
    for piece in pieces[1:]:
        out += piece if _is_unspaced(out[-1]) and _is_unspaced(piece[0]) else f" {piece}"
    return out


def _inverted(parts: list[str]) -> Name:
    parts = [part for part in parts if part]
    if len(parts) == 1:
        return Name(literal=parts[0])
    if len(parts) > 2 and parts[1].lower() in _SUFFIXES:
        return Name(family=parts[0], suffix=parts[1], given=" ".join(parts[2:]))
    if parts[-1].lower() in _SUFFIXES:
        return Name(family=parts[0], suffix=parts[-1], given=" ".join(parts[1:-1]))
    return Name(family=parts[0], given=" ".join(parts[1:]))


def _looks_like_a_body(tokens: list[str]) -> bool:
    lowered = [token.lower() for token in tokens]
    return (
        len(tokens) > _MANY_WORDS
        or any(word.rstrip(".") in _BODY_WORDS for word in lowered)
        or any(token.islower() and token not in _PARTICLES for token in tokens)
        or any(not (token[0].isalpha() or token[0] in "'’") for token in tokens)
    )


def _is_chinese_order(first: str, second: str) -> bool:
    """Whether a name of two words has the family name first, as in Ye Tinglan; Wei Chen, where either may be, has not."""
    return (
        first.lower() in _PINYIN_SURNAMES
        and second.lower() not in _PINYIN_SURNAMES
        and _PINYIN_GIVEN.match(second) is not None
    )


def _natural(tokens: list[str]) -> Name:
    if len(tokens) == 2 and _is_chinese_order(*tokens):
        return Name(family=tokens[0], given=tokens[1])
    suffix = tokens.pop() if tokens[-1].lower() in _SUFFIXES and len(tokens) > 2 else ""
    first = next((i for i, token in enumerate(tokens[:-1]) if i and token.lower() in _PARTICLES), len(tokens) - 1)
    return Name(family=" ".join(tokens[first:]), given=" ".join(tokens[:first]), suffix=suffix)
