"""Regular expressions: ``/regex/``, run by RE2 and narrowed by what each of their matches must contain."""

from __future__ import annotations

from indexer.engine import GramPhrase
from indexer.terms import grams
from search.match.matcher import Matcher
from search.query.regex_engine import MAX_MATCH, compile_regex
from search.query.regex_syntax import required_literals


def regex(pattern: str, column: int) -> Matcher:
    """A matcher for a regular expression that stands at ``column`` of the query.

    Raises QuerySyntaxError where it cannot be run, and UsageError where RE2 is not installed.
    """
    compiled = compile_regex(pattern, column)
    known = [tuple(dict.fromkeys(g for part in parts for g in grams(part))) for parts in required_literals(pattern)]
    needs = tuple((GramPhrase(terms, MAX_MATCH),) for terms in known) if all(known) else ()
    return Matcher("", needs, MAX_MATCH, compiled=compiled)
