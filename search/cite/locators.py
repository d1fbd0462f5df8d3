"""The place in a work that a citation names: its page, else its paragraph, else its line."""

import re
from dataclasses import dataclass
from typing import Literal

from corpus.model import Locator

Label = Literal["page", "paragraph", "line"]


_RANGE = re.compile("[0-9ivxlc]-[^-]*[0-9ivxlc]", re.IGNORECASE)
_SHORT = {"page": ("p.", "pp."), "paragraph": ("para.", "paras."), "line": ("line", "lines")}


@dataclass(frozen=True, slots=True)
class CitedPlace:
    """A CSL locator: ``value`` is what stands after ``label`` (``12``, ``A3``, ``12-13``)."""

    label: Label
    value: str

    @property
    def short(self) -> str:
        """The place in a word and a number, as English citations have it and pandoc reads it: ``pp. 12-13``."""
        one, several = _SHORT[self.label]
        return f"{several if _RANGE.search(self.value) else one} {self.value}"


def cited_place(first: Locator, last: Locator | None = None) -> CitedPlace:
    """The place of what begins at ``first`` and ends at ``last``. A page goes by its printed label where it has one."""
    last = last or first
    if first.page is not None:
        return CitedPlace("page", _through(_page(first), _page(last)))
    if first.paragraph > 0:
        return CitedPlace("paragraph", _through(str(first.paragraph), str(last.paragraph)))
    return CitedPlace("line", _through(str(first.line_start), str(last.line_start)))


def _page(locator: Locator) -> str:
    return locator.page_label or str(locator.page)


def _through(first: str, last: str) -> str:
    return first if first == last else f"{first}-{last}"
