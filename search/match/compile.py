"""From a leaf of a query's tree to its matcher."""

from __future__ import annotations

from typing import TYPE_CHECKING

from search.match.inflected import inflected
from search.match.literal import literal
from search.query.keyword import Keyword

if TYPE_CHECKING:
    from indexer.engine import Reader
    from search.match.matcher import Matcher
    from search.query.syntax import Node


def compile_term(node: Node, reader: Reader) -> Matcher | None:
    """The matcher of a term; None where nothing of it is left to match. The reader supplies the words there are."""
    if isinstance(node, Keyword):
        matcher = None if node.quoted else inflected(node.text, reader)
        return matcher or literal(node.text)
    raise NotImplementedError(node)
