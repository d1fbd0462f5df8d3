"""The quotations of a draft.

Taken are: what stands in “…”, 「…」, 『…』 and "…"; 《…》 after 引, 称 and the like; block quotes, paragraph by
paragraph. Left alone is what is too short to be more than a word in quotation marks.
"""

import re
from collections.abc import Iterator

from corpus.fold import fold
from corpus.model import Span
from corpus.scripts import UNSPACED
from search.check.draft import Block, Draft
from search.check.model import Quoted

SHORTEST = 5
"""Words or Han characters; what is shorter is taken for a term, not a quotation."""

_LONGEST = 5000
"""Code points after which a mark that is not closed is given up."""

_PAIRS = {"“": "”", "「": "」", "『": "』", "〝": "〞", "«": "»"}
_TITLE_MARKS = re.compile(r"(?:引|引用|引述|称|稱|谓|謂|曰|云|说|說|写道|寫道|指出)[:：，,]?\s*《(?P<words>[^《》]+)》")
_STRAIGHT = re.compile(r'(?<![A-Za-z0-9"])"(?P<words>(?=\S)[^"]+?(?<=\S))"(?![A-Za-z0-9"])')
_TOKEN = re.compile(rf"[{UNSPACED}]|[^\W_{UNSPACED}]+(?:['’-][^\W_{UNSPACED}]+)*")
_POINTER = re.compile(
    r"[\s.,;。，；”’」』\"')）]{0,4}(?P<pointer>\[@(?P<key>[\w:.#$%&+?<>~/-]*\w)(?P<rest>[^\]\[@;]*)\])"
)
_LOCATED = re.compile(r"\d|第")
_LINK = re.compile(r"!?\[(?P<words>[^\]\[]*)\]\([^()\s]*\)")
_MARKUP = re.compile(r"\[@[^\]]*\]|\[\^[^\]]*\]|\*{1,3}|(?<!\w)_{1,3}(?=\S)|(?<=\S)_{1,3}(?!\w)|`|~~|\\(?=[^\w\s])")
_ATTRIBUTION = re.compile(r"(?:\n|(?<=[。！？.!?”」])\s*)[ \t]*(?:—{1,2}|–|--|――)\s*[^\n]{1,120}\s*\Z")


def quotations(draft: Draft, shortest: int = SHORTEST) -> list[Quoted]:
    """The quotations of a draft of at least ``shortest`` words or Han characters, in order."""
    found = []
    for block in draft.blocks:
        spans = _block_quote(block) if block.quote else _marked(block.text)
        for inner, outer in spans:
            words = _without_markup(block.text[inner.start : inner.end])
            if len(_TOKEN.findall(fold(words))) >= shortest:
                found.append(_quoted(draft, block, words, inner, outer))
    return found


def _quoted(draft: Draft, block: Block, words: str, inner: Span, outer: int) -> Quoted:
    span = block.span(inner.start, inner.end)
    pointer = _POINTER.match(block.text, outer) or _POINTER.search(block.text, inner.start, outer)
    if not pointer:
        return Quoted(words, span, draft.line(span.start))
    place = block.span(pointer.start("pointer"), pointer.end("pointer"))
    located = _LOCATED.search(pointer["rest"]) is not None
    return Quoted(words, span, draft.line(span.start), pointer["key"], place, located)


def _block_quote(block: Block) -> Iterator[tuple[Span, int]]:
    """A paragraph of a block quote, without the line that says whose it is and without marks around the whole."""
    end = len(block.text)
    attribution = _ATTRIBUTION.search(block.text)
    if attribution and attribution.start() > 0:
        end = attribution.start()
    pointer = _POINTER.search(block.text[:end])
    stop = pointer.start("pointer") if pointer and not block.text[pointer.end() : end].strip(" \n。.") else end
    text = block.text[:stop]
    start = len(text) - len(text.lstrip())
    stop = len(text.rstrip())
    opening = text[start : start + 1]
    if stop - start > 1 and _PAIRS.get(opening, '"' if opening == '"' else "\0") == text[stop - 1]:
        start, stop = start + 1, stop - 1
    if start < stop:
        yield Span(start, stop), end if attribution is None else stop


def _marked(text: str) -> Iterator[tuple[Span, int]]:
    """What stands between quotation marks, outermost only, in order, with where the marks end."""
    taken: list[tuple[Span, int]] = []
    at = 0
    while at < len(text):
        closing = _PAIRS.get(text[at])
        end = _closing(text, at, text[at], closing) if closing else -1
        if end > at:
            taken.append((Span(at + 1, end), end + 1))
            at = end
        at += 1
    for pattern in (_TITLE_MARKS, _STRAIGHT):
        for match in pattern.finditer(text):
            inner = Span(match.start("words"), match.end("words"))
            if not any(span.start < inner.end and inner.start < span.end for span, _ in taken):
                taken.append((inner, match.end()))
    yield from sorted((pair for pair in taken if pair[0].start < pair[0].end), key=lambda pair: pair[0])


def _closing(text: str, start: int, opening: str, closing: str) -> int:
    """Where the mark stands that closes the one at ``start``, pairs inside of it passed over; -1 if it is not closed."""
    depth = 0
    for i in range(start, min(len(text), start + _LONGEST)):
        depth += (text[i] == opening) - (text[i] == closing)
        if depth == 0:
            return i
    return -1


def _without_markup(text: str) -> str:
    return _MARKUP.sub("", _LINK.sub(r"\g<words>", text))
