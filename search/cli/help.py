"""Pages of help: in the user's language, in columns that hold for wide characters.

Help texts stand in the code in English, as click takes them, and are translated when a page is drawn: a command that runs
pays nothing for them.
"""

import inspect
from collections.abc import Iterable, Iterator
from copy import copy
from typing import TypeVar

import click

from search.render.speech import gettext as _
from search.render.width import display_width
from search.render.wrap import wrap

_Shown = TypeVar("_Shown", bound=click.Command)
_VERBATIM = "\b"
"""What click marks a paragraph with that must stay as it is."""


def page(command: click.Command, context: click.Context) -> str:
    """The help page of a command."""
    formatter = Formatter(width=context.terminal_width, max_width=context.max_content_width)
    _translated(command, context).format_help(context, formatter)
    return formatter.getvalue().rstrip("\n")


def summary(command: click.Command) -> str:
    """The first paragraph of a command's help."""
    return _(next(paragraphs(command.help or ""))[1])


class Formatter(click.HelpFormatter):
    """Click's layout, measured in columns of the terminal instead of code points."""

    def write_usage(self, prog: str, args: str = "", prefix: str | None = None) -> None:
        """Write the line that tells how to call the command; what does not fit stands below the arguments."""
        lead = f"{_('Usage: ') if prefix is None else prefix}{prog} "
        self._write_wrapped(args, lead, " " * display_width(lead))

    def write_heading(self, heading: str) -> None:
        """Write a heading into the buffer."""
        self.write(" " * self.current_indent + _("{heading}:").format(heading=heading) + "\n")

    def write_text(self, text: str) -> None:
        """Write paragraphs, wrapped, but for those that click's mark keeps as they are."""
        indent = " " * self.current_indent
        for number, (mark, paragraph) in enumerate(paragraphs(text)):
            if number:
                self.write("\n")
            if mark:
                self.write("".join(f"{indent}{line}".rstrip() + "\n" for line in paragraph.split("\n")))
            else:
                self._write_wrapped(paragraph, indent, indent)

    def write_dl(self, rows: Iterable[tuple[str, str]], col_max: int = 30, col_spacing: int = 2) -> None:
        """Write a list of terms with what they mean beside them."""
        rows = list(rows)
        width = min(max(display_width(term) for term, _meaning in rows), col_max) + col_spacing
        indent = " " * self.current_indent
        for term, meaning in rows:
            lead = indent + term
            room = width - display_width(term)
            if not meaning or room < col_spacing:
                self.write(f"{lead}\n")
                lead, room = indent, width
            if meaning:
                self._write_wrapped(_one_line(meaning), lead + " " * room, indent + " " * width)

    def _write_wrapped(self, text: str, lead: str, indent: str) -> None:
        """Write ``text`` after ``lead``, and what does not fit beside it below, after ``indent``, which is as wide."""
        for line in wrap(text, max(self.width - display_width(indent), 10)):
            self.write(f"{lead}{text[line.start : line.end]}".rstrip() + "\n")
            lead = indent


def shown_parameter(parameter: click.Parameter) -> click.Parameter:
    """A copy of a parameter with its texts in the user's language."""
    shown = copy(parameter)
    if shown.metavar:
        shown.metavar = _(shown.metavar)
    if isinstance(shown, click.Option) and shown.help:
        shown.help = _(shown.help)
    return shown


def _translated(command: _Shown, context: click.Context) -> _Shown:
    """A copy of a command, for showing, with its texts in the user's language."""
    shown = copy(command)
    shown.params = [shown_parameter(each) for each in command.get_params(context)]
    shown.add_help_option = False  # it is among them
    shown.options_metavar = _(command.options_metavar or "")
    if isinstance(shown, click.Group):
        shown.subcommand_metavar = _(shown.subcommand_metavar)
    if command.help:
        shown.help = _each_paragraph(command.help)
    if command.epilog:
        shown.epilog = _each_paragraph(command.epilog)
    return shown


def _each_paragraph(text: str) -> str:
    """Translate the paragraphs of a help text one by one, so that a change in one leaves the others translated."""
    return "\n\n".join(mark + _(paragraph) for mark, paragraph in paragraphs(text))


def paragraphs(text: str) -> Iterator[tuple[str, str]]:
    """Yield the paragraphs of a help text, each with the mark before it: on one line, or as it stands where it is marked."""
    for paragraph in inspect.cleandoc(text).split("\n\n"):
        first, _end, rest = paragraph.partition("\n")
        verbatim = first.strip() == _VERBATIM
        yield (f"{_VERBATIM}\n", rest) if verbatim else ("", _one_line(paragraph))


def _one_line(text: str) -> str:
    return " ".join(map(str.strip, text.splitlines()))
