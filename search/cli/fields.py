"""Options that name the fields of tables (JSON Lines, CSV), shared by the commands that read files."""

from collections.abc import Callable
from typing import Any, TypeVar

import click

from corpus.messages import Message

Decorated = TypeVar("Decorated", bound=Callable[..., Any])

_OPTIONS = (
    (
        "text",
        Message(
            "The field of .jsonl, .csv and .tsv rows that is the text; guessed from the usual names, as are the next."
        ),
    ),
    ("title", Message("The field that is the title.")),
    ("author", Message("The field that names the authors.")),
    ("date", Message("The field that is the date.")),
    ("url", Message("The field that is the address.")),
    ("id", Message("The field by which a row is called, as in news.jsonl/ID; its number where there is none.")),
)


def fields_options(function: Decorated) -> Decorated:
    """Add ``--text-field NAME`` and its like; ``named_fields`` gathers them."""
    for kind, text in reversed(_OPTIONS):
        function = click.option(f"--{kind}-field", metavar="NAME", help=text)(function)
    return function


def named_fields(options: dict[str, str | None]) -> tuple[tuple[str, str], ...]:
    """What was given of these options, as pairs of what is looked for and what it is called."""
    return tuple((kind, name) for kind, _ in _OPTIONS if (name := options[f"{kind}_field"]) is not None)
