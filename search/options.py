"""What can be asked of a search beside its query."""

from __future__ import annotations

from typing import TYPE_CHECKING, Literal, NamedTuple, TypedDict

from corpus.errors import QuerySyntaxError, UsageError
from corpus.model import Span
from search.conditions import is_condition
from search.query.boolean import And, Not, Or, Terms
from search.query.field import CHOICES, Field
from search.query.keyword import Keyword

if TYPE_CHECKING:
    from collections.abc import Iterator

    from search.query.date import DateRange
    from search.query.syntax import Node
    from search.translate import Mode

Sort = Literal["rank", "date", "path"]
SORTS: tuple[Sort, ...] = ("rank", "date", "path")
MODES: tuple[Mode, ...] = ("auto", "always", "never")


class Filters(TypedDict, total=False):
    """The options that decide which passages answer, by the names that ``Library`` has for them."""

    any_word: bool
    after: str
    before: str
    languages: tuple[str, ...]
    paths: tuple[str, ...]


class SearchOptions(NamedTuple):
    """The options of ``Library.search``, which says what each means."""

    limit: int = 10
    offset: int = 0
    strict: bool = False
    context: int = 0
    expanded: bool = True
    sort: Sort = "rank"
    grouped: bool = False
    any_word: bool = False
    after: str = ""
    before: str = ""
    languages: tuple[str, ...] = ()
    paths: tuple[str, ...] = ()
    translate: Mode = "auto"
    pinyin: bool = False
    every: bool = False


def with_options(root: Node, options: SearchOptions) -> Node:
    """The tree of a query, with what the options add to it. Raises UsageError for a value that is none."""
    if options.sort not in SORTS:
        raise UsageError("{order!r} is no order; take one of {known}", order=options.sort, known=", ".join(SORTS))
    if options.translate not in MODES:
        raise UsageError(
            "{mode!r} is no way to translate; take one of {known}", mode=options.translate, known=", ".join(MODES)
        )
    if options.any_word:
        root = _any_of(root)
    if not (options.after or options.before or options.languages or options.paths):
        return root
    conditions = tuple(_conditions(options))
    return Terms((*root.children, *conditions) if isinstance(root, Terms) else (root, *conditions))


def _any_of(node: Node) -> Node:
    """The tree in which one of the words side by side suffices; what is excluded and conditions hold as before."""
    if isinstance(node, And | Or):
        return type(node)(tuple(map(_any_of, node.children)), node.span)
    if not isinstance(node, Terms):
        return node
    fixed = tuple(child for child in node.children if isinstance(child, Not) or is_condition(child))
    words = tuple(_any_of(child) for child in node.children if child not in fixed)
    if len(words) > 1:
        words = (Or(words, node.span),)
    return Terms((*words, *fixed), node.span) if len(words) + len(fixed) > 1 else (*words, *fixed)[0]


def _conditions(options: SearchOptions) -> Iterator[Node]:
    """The options that choose documents, as the fields of the query language that say the same."""
    for sign, day in ((">=", options.after), ("<=", options.before)):
        if day:
            yield Field("date", _dates(sign + day))
    for name, values in (("lang", options.languages), ("path", options.paths)):
        fields = tuple(_field(name, value) for value in values)
        if fields:
            yield fields[0] if len(fields) == 1 else Or(fields)


def _dates(text: str) -> DateRange:
    from search.query.date import read_dates

    try:
        return read_dates(text, Span(0, 0))
    except QuerySyntaxError:
        raise UsageError("{text!r} is not a date; write 2021, 2021-03 or 2021-03-05", text=text.lstrip("<>=")) from None


def _field(name: str, value: str) -> Field:
    if name == "lang" and value not in CHOICES["lang"]:
        raise UsageError(
            "{value!r} is not a language that is told apart; take one of {known}",
            value=value,
            known=", ".join(CHOICES["lang"]),
        )
    if not value.strip():
        raise UsageError("an empty {name} holds for every document; leave it out", name=name)
    if not set("*?") & set(value):
        return Field(name, Keyword(value))
    from search.query.wildcard import Wildcard

    return Field(name, Wildcard(value))
