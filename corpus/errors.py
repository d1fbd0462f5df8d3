"""The one tree of errors that yinde raises.

The command line prints the message on one line of stderr and exits with status 2, so a message says what happened,
where, and what to do next. No exception of a library leaves the room in which that library is called.
"""

from corpus.messages import Message


class YindeError(Exception):
    """Anything that yinde reports to its user rather than to its developers.

    ``template`` and ``values`` are those of a ``Message``, which the template may be itself. ``str(error)`` is in English.
    """

    def __init__(self, template: str, /, **values: object) -> None:
        self.message = template if isinstance(template, Message) else Message(template, **values)
        super().__init__(self.message)


class ReadError(YindeError):
    """A file could not be read as a document: undecodable, malformed, too large or gone."""

    @property
    def reason(self) -> str:
        """What is wrong, without the name of the file where the message begins with it."""
        reason = self.message.values.get("reason")
        return reason if self.message.template == "{path}: {reason}" and isinstance(reason, str) else self.message


class LibraryError(YindeError):
    """An index is missing, damaged, locked, or was built by rules other than the present ones."""


class NoIndexError(LibraryError):
    """There is no index where one was looked for: nothing was ever committed there."""


class DamageError(LibraryError):
    """An index is not as it was written; rebuilding it mends it."""


class LockedError(LibraryError):
    """Another process is writing the index."""


class QuerySyntaxError(YindeError):
    """A query cannot be understood. ``column``, which templates may name, counts code points of the query from 1."""

    def __init__(self, template: str, /, column: int, **values: object) -> None:
        super().__init__(template, column=column, **values)
        self.column = column


class NotFoundError(YindeError):
    """Something that was asked for by name or ID is not in the library."""


class UsageError(YindeError):
    """Options or arguments that do not go together, or a value outside what is allowed."""
