"""The ``yinde`` command: a module for each of its commands, loaded when it is asked for."""

from importlib import import_module

import click

from corpus.messages import Message
from search.cli.command import Group
from search.render.speech import gettext as _
from search.render.speech import spoken

COMMANDS = {
    "search": Message("Find passages."),
    "show": Message("Read a passage among its neighbours."),
    "count": Message("Count occurrences, document by document."),
    "why-not": Message("Tell why a file is not among the results."),
    "cite": Message("Quote passages with their references."),
    "check": Message("Check the quotations of a manuscript."),
    "bib": Message("Show, correct and export bibliographic records."),
    "dict": Message("Choose what queries are translated with."),
    "index": Message("Index documents, or bring their index up to date."),
    "watch": Message("Keep an index up to date while files change."),
    "list": Message("List the documents of a library."),
    "info": Message("Tell what a library holds, and where."),
    "doctor": Message("Tell how files are read, and what is wrong with them."),
    "verify": Message("Prove that an index is whole."),
    "remove": Message("Take documents out of the index."),
}
"""What each command does, in the order of the help; the command itself is ``search.cli.NAME.command``, NAME with
underscores."""


class LazyGroup(Group):
    """A group that imports only the command it runs: a cold look-up pays for nothing else."""

    def list_commands(self, ctx: click.Context) -> list[str]:  # noqa: ARG002
        """Name all commands without loading them."""
        return list(COMMANDS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:  # noqa: ARG002
        """Load one command."""
        if cmd_name not in COMMANDS:
            return None
        command = import_module(f"search.cli.{cmd_name.replace('-', '_')}").command
        return command if isinstance(command, click.Command) else None

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:  # noqa: ARG002
        """List the commands without loading them."""
        with formatter.section(_("Commands")):
            formatter.write_dl([(name, spoken(what)) for name, what in COMMANDS.items()])

    def resolve_command(
        self, ctx: click.Context, args: list[str]
    ) -> tuple[str | None, click.Command | None, list[str]]:
        """Find the command named by the first argument; offer what may have been meant where there is none."""
        name = args[0]
        if name not in COMMANDS and not ctx.resilient_parsing:
            advice = _suggestion(name, args)
            raise click.UsageError(_("no command {name!r}; {advice}").format(name=name, advice=advice), ctx)
        return super().resolve_command(ctx, args)


def _suggestion(name: str, args: list[str]) -> str:
    from difflib import get_close_matches

    near = get_close_matches(name.lower(), COMMANDS, n=1)
    if near:
        return _("did you mean {name}?").format(name=near[0])
    return _("to look it up: yinde search {words}").format(words=" ".join(args))


def _print_version(context: click.Context, _option: click.Parameter, wanted: bool) -> None:
    if not wanted:
        return
    from importlib.metadata import PackageNotFoundError, version

    try:
        number = version("yinde")
    except PackageNotFoundError:
        number = _("(not installed; run from a checkout)")
    click.echo(f"yinde {number}")
    context.exit()


@click.command(
    cls=LazyGroup,
    help="""Find a passage in a folder of Chinese and English documents, and quote it.

\b
yinde index .           index the documents below this folder
yinde search 碳中和     find passages, in simplified and traditional script alike
yinde show k3w7yq2mdf   read one of them among its neighbours
""",
    invoke_without_command=True,
    context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100},
    epilog="Exit status: 0 found or done, 1 nothing found, 2 error.",
)
@click.option(
    "--version",
    is_flag=True,
    is_eager=True,
    expose_value=False,
    callback=_print_version,
    help="Show the version and exit.",
)
@click.pass_context
def yinde(context: click.Context) -> None:
    """Show the help where no command was given."""
    if context.invoked_subcommand is None:
        click.echo(context.get_help())
