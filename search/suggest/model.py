"""What can be suggested."""

from dataclasses import dataclass
from typing import Literal


@dataclass(frozen=True, slots=True)
class Suggestion:
    """What to try where nothing was found. ``instead`` stands in so many ``passages``, and this is what it is:

    ``look-alike``: ``asked`` with one character exchanged; ``spelling``: with one word spelt otherwise; ``part``: the
    longest part of it that occurs; ``apart``: one of several terms that do occur, in different passages; ``absent``: a
    term for which there is nothing (``instead`` is empty);
    ``conditions``: the query as it is, in documents that its conditions leave out (``asked`` and ``instead`` are empty).
    """

    asked: str
    instead: str
    passages: int
    kind: Literal["look-alike", "spelling", "part", "apart", "absent", "conditions"]
