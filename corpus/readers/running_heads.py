"""Running heads and page numbers: what stands on page after page and belongs to no sentence."""

import re
from collections import Counter
from collections.abc import Sequence

_EDGE = 2
"""Lines at the top and at the bottom of a page that may be a running head or number."""

_LEAST_PAGES = 3
"""A head runs when it stands on so many pages."""

_NUMBER = re.compile(r"[-–—·•\s]*(?:第\s*)?([0-9]{1,4})(?:\s*[页頁])?(?:\s*[/／]\s*[0-9]{1,4})?[-–—·•\s]*")
_DIGITS = re.compile(r"[0-9]+")
_LONGEST = 80

Pages = Sequence[Sequence[str]]


def printed_numbers(pages: Pages) -> dict[int, str]:
    """The number printed on each page that has one, by the page's index, if they count up from page to page.

    They do where half the pages, and no fewer than three, have a number that differs from their index by the same amount.
    """
    found: list[tuple[int, int]] = []
    for index, lines in enumerate(pages):
        found += {(index, int(number[1])) for line in _edges(lines) if (number := _NUMBER.fullmatch(lines[line]))}
    offsets = Counter(number - index for index, number in found)
    if not offsets:
        return {}
    offset, count = max(offsets.items(), key=lambda item: (item[1], -abs(item[0])))
    if count < _LEAST_PAGES or count * 2 < len(pages):
        return {}
    return {index: str(number) for index, number in found if number - index == offset}


def running(pages: Pages) -> list[frozenset[int]]:
    """For each page the indexes of its lines that only say where one is: page numbers, and heads that stood before.

    The first of a row of equal heads is none of them, so that nothing that is printed is missing from the whole.
    """
    numbers = printed_numbers(pages)
    heads = Counter(head for lines in pages for head in {_head(lines[line]) for line in _edges(lines)})
    seen: set[str] = set()
    found: list[frozenset[int]] = []
    for index, lines in enumerate(pages):
        dropped = set()
        for line in _edges(lines):
            number = _NUMBER.fullmatch(lines[line])
            head = _head(lines[line])
            if number and numbers.get(index) == str(int(number[1])):
                dropped.add(line)
            elif not number and head and heads[head] >= _LEAST_PAGES:
                if head in seen:
                    dropped.add(line)
                seen.add(head)
        found.append(frozenset(dropped))
    return found


def _edges(lines: Sequence[str]) -> list[int]:
    count = len(lines)
    return [i for i in range(count) if i < _EDGE or i >= count - _EDGE]


def _head(line: str) -> str:
    """A line by which heads are compared: its numbers, which change from page to page, do not count."""
    return _DIGITS.sub("0", " ".join(line.split())) if len(line) <= _LONGEST and any(map(str.isalpha, line)) else ""
