"""``yinde why-not``: tell why a file is not among the results."""

import click

from search.cli.command import Command
from search.cli.options import library_options, opened, output_options, pointing_at, query_argument, read_query
from search.cli.output import from_here, screen, write


@click.command(
    cls=Command,
    name="why-not",
    epilog="""\b
Examples:
  yinde why-not 碳中和 speech.txt              not indexed, filtered, or no such text?
  yinde why-not 碳中和 date:2021 speech.txt    which condition leaves it out?
  yinde why-not 气候危机 speeches/lin.txt --json

Exit status: 0, 2 error.
""",
)
@query_argument
@click.argument("file", metavar="FILE")
@library_options
@output_options
def command(
    *, query: tuple[str, ...], file: str, folder: str | None, index: str | None, color: str, as_json: bool
) -> None:
    """Tell why FILE is not among the results of QUERY, or where among them it is.

    FILE is a path from the current folder or from the library's, or the end of one that only one document has.
    """
    text = read_query(query)
    with opened(folder, index, fresh=False) as library, pointing_at(text):
        answer = library.why_not(text, file)
        if as_json:
            from search.render.json import dump, why_not_object

            write([dump(why_not_object(answer))])
        else:
            from search.render.why_not import draw_why_not

            write(draw_why_not(answer, screen(color), from_here(library.root)))
