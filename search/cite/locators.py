"""The place in a work that a citation names: its page, else its paragraph, else its line."""

from dataclasses import dataclass
from typing import Literal

from corpus.model import Locator

Label = Literal["page", "paragraph", "line"]


@dataclass(frozen=True, slots=True)
class CitedPlace:
    """A CSL locator: ``value`` is what stands after ``label`` (``12``, ``A3``, ``12-13``)."""

    label: Label
    value: str


def cited_place(locator: Locator) -> CitedPlace:
    """The place of a passage. A page goes by its printed label where it has one."""
    if locator.page is not None:
        return CitedPlace("page", locator.page_label or str(locator.page))
    if locator.paragraph > 0:
        return CitedPlace("paragraph", str(locator.paragraph))
    return CitedPlace("line", str(locator.line_start))
