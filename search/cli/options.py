"""Arguments and options that several commands share, and what becomes of them."""

import os
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING, Any, TypeVar

import click

from corpus.errors import LockedError, QuerySyntaxError, UsageError, YindeError
from search.cli.output import complain
from search.render.speech import gettext as _
from search.render.speech import ngettext
from search.render.visible import one_line, visible
from search.render.width import display_width, shorten

if TYPE_CHECKING:
    from search.library import Library

Decorated = TypeVar("Decorated", bound=Callable[..., Any])

LONGEST_QUERY = 100_000
"""Code points. Whatever is longer is a file that was piped in by mistake, and may have no end."""

_CARET_ROOM = 60  # columns of a query shown around the caret
_QUOTE_ROOM = 60  # columns of a query quoted in a message


def query_argument(function: Decorated) -> Decorated:
    """Add the query: its words, or ``-`` for what stands on stdin."""
    return click.argument("query", nargs=-1, required=True, metavar="QUERY…")(function)


def fresh_library_options(function: Decorated) -> Decorated:
    """Add ``--in PATH`` and ``--index DIR`` for a library that is brought up to date before it is asked."""
    return _in_option("Index PATH, or bring its index up to date, and look there.")(index_option(function))


def library_options(function: Decorated) -> Decorated:
    """Add ``--in PATH`` and ``--index DIR`` for a library as it is."""
    return _in_option("Take the library at PATH or above it; it is not brought up to date.")(index_option(function))


def library_argument(function: Decorated) -> Decorated:
    """Add what ``library_options`` does, and the same PATH as an argument; ``one_folder`` takes the one that is given."""
    return click.argument("path", required=False, metavar="[PATH]")(library_options(function))


def one_folder(path: str | None, folder: str | None) -> str | None:
    """The PATH of ``library_argument``, whichever way it was given. Raises UsageError where it was given twice."""
    if path is not None and folder is not None:
        raise UsageError("PATH and --in name two libraries; give one of them")
    return folder if path is None else path


def _in_option(text: str) -> Callable[[Decorated], Decorated]:
    return click.option("--in", "folder", metavar="PATH", help=text)


def output_options(function: Decorated) -> Decorated:
    """Add ``--color`` and ``--json``."""
    return color_option(json_option(function))


def index_option(function: Decorated) -> Decorated:
    """Add ``--index DIR``."""
    return click.option(
        "--index",
        metavar="DIR",
        envvar="YINDE_INDEX",
        show_envvar=True,
        help="Use the index in DIR instead of the nearest .yinde in this folder or above it.",
    )(function)


def paths_to_index(function: Decorated) -> Decorated:
    """Add the PATHs of what is to be indexed, and ``--index DIR``, where to."""
    option = click.option(
        "--index",
        metavar="DIR",
        envvar="YINDE_INDEX",
        show_envvar=True,
        help="Keep the index in DIR instead of in .yinde beside what is indexed.",
    )
    return click.argument("paths", nargs=-1, metavar="[PATH]…")(option(function))


def color_option(function: Decorated) -> Decorated:
    """Add ``--color auto|always|never``."""
    return click.option(
        "--color",
        type=click.Choice(["auto", "always", "never"]),
        default="auto",
        help="Colour the output; auto: on a terminal, unless NO_COLOR is set.",
    )(function)


def json_option(function: Decorated) -> Decorated:
    """Add ``--json``."""
    return click.option("--json", "as_json", is_flag=True, help="Write JSON, one object a line.")(function)


def read_query(words: tuple[str, ...]) -> str:
    """Join the words of the query, or read it from stdin if it is a lone ``-``.

    Raises UsageError if it is empty, or longer than ``LONGEST_QUERY``.
    """
    query = sys.stdin.read(LONGEST_QUERY + 1) if words == ("-",) else _utf8(" ".join(words))
    query = query.removeprefix("\N{BYTE ORDER MARK}").strip()
    if not query:
        raise UsageError(
            "the query is empty; give words, as in yinde search 碳中和, or a phrase in quotes: '\"碳 市场\"'"
        )
    if len(query) > LONGEST_QUERY:
        raise UsageError("the query is longer than {most:,} characters; look up a part of it", most=LONGEST_QUERY)
    return query


def _utf8(argument: str) -> str:
    """Read as UTF-8 what the locale (C, say) could not decode; PEP 383 has kept the bytes."""
    try:
        argument.encode()
    except UnicodeEncodeError:
        try:
            return os.fsencode(argument).decode()
        except UnicodeError:
            return argument
    return argument


def quoted(query: str) -> str:
    """Quote a query in a message: on one line, not too long, control characters made visible."""
    return _("«{query}»").format(query=shorten(one_line(query), _QUOTE_ROOM))


@contextmanager
def opened(path: str | None, index: str | None, *, fresh: bool) -> "Iterator[Library]":
    """Open the library of ``--index``, of ``--in PATH`` (if ``fresh``, brought up to date first), or the nearest one."""
    from search.library import open_library

    if path is not None and fresh:
        _refresh(path, index)
    with open_library(path, index=index) as library:
        yield library


def _refresh(path: str, index: str | None) -> None:
    """Bring the index up to date; say what could not be read, or that another process is at it."""
    from indexer.build import refresh

    try:
        report = refresh(path, index=index)
    except LockedError:
        complain(_("another process is bringing the index up to date; this is what was last committed"))
        return
    if report.asked_to_end:  # nobody waits for an answer, and half an index would give half of one
        raise KeyboardInterrupt
    if report.skipped:
        count = len(report.skipped)
        told = ngettext(
            "{count} file could not be read; to see which and why: yinde index {path}",
            "{count} files could not be read; to see which and why: yinde index {path}",
            count,
        )
        complain(told.format(count=count, path=path))


@contextmanager
def pointing_at(query: str) -> Iterator[None]:
    """Show, with a caret, the column of the query at which a QuerySyntaxError stands."""
    try:
        yield
    except QuerySyntaxError as error:
        raise YindeError("{error}\n{pointer}", error=error, pointer=_pointer(query, error.column)) from error


def _pointer(query: str, column: int) -> str:
    """Draw the query on one line and a caret below the column, which counts code points from 1."""
    shown = visible(query).replace("␊", " ")
    start = max(0, column - 1 - _CARET_ROOM // 2)
    before, after = shown[start : column - 1], shown[column - 1 :]
    lead = "…" if start else ""
    line = f"{lead}{before}{shorten(after, _CARET_ROOM)}"
    return f"  {line}\n  {' ' * (display_width(lead) + display_width(before))}^"
