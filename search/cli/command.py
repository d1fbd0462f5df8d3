"""Commands whose help is drawn by ``search.cli.help``, which is loaded for nothing else."""

import click

from search.render.speech import gettext as _


class Context(click.Context):
    """A context whose pages are in the user's language."""

    def get_help(self) -> str:
        """The help page of the command."""
        from search.cli.help import page

        return page(self.command, self)


class Command(click.Command):
    """A command that shows its help in the user's language."""

    context_class = Context

    def get_help_option(self, ctx: click.Context) -> click.Option | None:
        """Give ``--help``, its text in English until it is shown, as that of the others."""
        option = super().get_help_option(ctx)
        if option is not None:
            option.help = "Show this message and exit."
        return option


class Group(Command, click.Group):
    """A group of commands that shows its help in the user's language."""

    command_class = Command
    group_class = type

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """List the commands, each with the first paragraph of its help."""
        from search.cli.help import summary

        commands = [(name, self.get_command(ctx, name)) for name in self.list_commands(ctx)]
        rows = [(name, summary(command)) for name, command in commands if command is not None]
        with formatter.section(_("Commands")):
            formatter.write_dl(rows)
