"""What of a query a translation concerns. All that is loaded where nothing is to be translated."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from corpus.scripts import Kind, kind
from search.query.boolean import And, Or, Terms
from search.query.keyword import Keyword

if TYPE_CHECKING:
    from search.query.syntax import Node


class Languages(NamedTuple):
    """Into which languages to translate."""

    into_chinese: bool
    into_english: bool

    def concern(self, node: Node) -> bool:
        """Whether any word of a query is to be translated."""
        if isinstance(node, And | Or | Terms):
            return any(map(self.concern, node.children))
        if not isinstance(node, Keyword):
            return False
        if self.into_english and Kind.LETTER in map(kind, node.text):
            return True
        return self.into_chinese and Kind.WORD in map(kind, node.text)
