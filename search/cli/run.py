"""One run of ``yinde``, from arguments to exit status. Every error ends here, as one line on stderr."""

import os
import re
import sys
from collections.abc import Sequence
from contextlib import suppress

import click

from corpus.errors import YindeError
from corpus.messages import Message
from search.cli import INTERRUPTED
from search.cli.group import yinde
from search.cli.language import settle_language
from search.cli.output import complain, speak_utf8
from search.render.speech import gettext as _

FAILED = 2
_FULL_WIDTH = "(?<=[，。；：？！]) "
"""A space that click puts after a sentence, where there is none in Chinese."""
READER_GONE = 141  # 128 + SIGPIPE, as shells report it


def run(arguments: Sequence[str]) -> int:
    """Run a command and return its exit status: 0 found or done, 1 nothing found, 2 error.

    A reader that has had enough of our output (``| head``) and Ctrl-C end the run without a word.
    """
    speak_utf8()
    try:
        settle_language()
        with yinde.make_context("yinde", list(arguments)) as context:
            status = yinde.invoke(context)
        sys.stdout.flush()
    except click.exceptions.Exit as request:
        return request.exit_code
    except click.ClickException as error:
        complain(_usage(error))
        return FAILED
    except YindeError as error:
        complain(error.message)
        return FAILED
    except (KeyboardInterrupt, click.Abort):
        return INTERRUPTED
    except BrokenPipeError:
        _discard_output()
        return READER_GONE
    except OSError as error:
        _discard_output()
        where = {"path": error.filename} if error.filename else {}
        complain(Message("{reason}: {path}" if where else "{reason}", reason=error, **where))
        return FAILED
    return status if isinstance(status, int) else 0


def _usage(error: click.ClickException) -> str:
    if isinstance(error, click.BadParameter) and error.param:
        from search.cli.help import shown_parameter

        error.param = shown_parameter(error.param)
    message = re.sub(_FULL_WIDTH, "", error.format_message()).rstrip(".。；")
    context = error.ctx if isinstance(error, click.UsageError) else None
    where = _(" (see {command} --help)").format(command=context.command_path) if context else ""
    hyphen = isinstance(error, click.NoSuchOption) and not error.option_name.startswith("--")
    advice = _("; a query's word that begins with a hyphen goes after --") if hyphen else ""
    return f"{message[:1].lower()}{message[1:]}{advice}{where}"


def _discard_output() -> None:
    """Keep the interpreter from flushing, at its end, what could not be written."""
    with suppress(OSError, ValueError):  # ValueError: a stream without a file behind it
        nowhere = os.open(os.devnull, os.O_WRONLY)
        os.dup2(nowhere, sys.stdout.fileno())
        os.close(nowhere)
