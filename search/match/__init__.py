"""Where terms of a query stand in a text: a file a kind of term, all of them ``Matcher``s."""

from search.match.literal import literal
from search.match.matcher import Matcher, beginnings, count, find, occurs, union

__all__ = ["Matcher", "beginnings", "count", "find", "literal", "occurs", "union"]
