"""What is said to people, kept apart from the language in which it is said.

Below the screen every error, warning and remark is a ``Message``: an English text that remembers its template and what
was put into it. As a string it is English, wherever it is stored, compared, logged, or written as JSON; where it is shown,
``search.render.speech.spoken`` says it in the user's language. Templates are the message IDs of the gettext catalogue.
"""

import re
from collections.abc import Iterable, Mapping
from functools import reduce
from typing import Any

_PLAIN = r"\{\w+(?:![rs])?(?::(?:,|\.\d[f%]))?\}|\{\{|\}\}"
"""The placeholders of templates, as a pattern; what else ``str.format`` takes could be made to cost or to tell much."""


class Message(str):
    """A text in English, made of a template as for ``str.format`` and of values.

    A value is a number or a text; any other object, an error say, becomes what it says of itself (see ``described``).
    Without values the template is taken as it stands, braces and all.
    """

    template: str
    plural: str
    """The template for other numbers than one; empty where there is nothing to count."""
    number: int
    values: Mapping[str, object]

    __slots__ = ("number", "plural", "template", "values")

    def __new__(cls, template: str, /, **values: object) -> "Message":  # noqa: PYI034 - Self needs Python 3.11
        """Fill in a template."""
        return cls._made(template, "", 1, values)

    @classmethod
    def counting(cls, singular: str, plural: str, number: int, /, **values: object) -> "Message":
        """Fill in one of two templates, for a number of one or another; the number is ``{number}`` in them."""
        return cls._made(singular, plural, number, {"number": number, **values})

    @classmethod
    def _made(cls, template: str, plural: str, number: int, values: Mapping[str, object]) -> "Message":
        known = {name: described(value) for name, value in values.items()}
        text = super().__new__(cls, fill_in(plural if plural and number != 1 else template, known))
        text.template, text.plural, text.number, text.values = template, plural, number, known
        return text

    def __reduce__(self) -> tuple[Any, ...]:
        return Message._made, (self.template, self.plural, self.number, dict(self.values))


def described(value: object) -> object:
    """Give a number or a text as it is, an error as what it says, anything else as ``str`` has it."""
    if isinstance(value, (str, int, float)):
        return value
    if isinstance(value, OSError) and value.strerror:
        return Message(value.strerror)
    said = value.args[0] if isinstance(value, Exception) and value.args else None
    return said if isinstance(said, Message) else str(value)


def fill_in(template: str, values: Mapping[str, object]) -> str:
    """Put values into a template; a template that they do not fit stays as it is, since a message must never fail."""
    if not values:
        return template
    try:
        return template.format(**values)
    except (ValueError, KeyError, IndexError, AttributeError, TypeError):
        return template


def joined(messages: Iterable[str], template: str = "") -> str:
    """Several messages as one: with semicolons between them, or as another template for ``first`` and ``next`` has it."""
    template = template or Message("{first}; {next}")
    parts = [part for part in messages if part]
    return reduce(lambda done, part: Message(template, first=done, next=part), parts) if parts else ""


def to_data(value: object) -> object:
    """A message as JSON's objects; anything else as itself."""
    if not isinstance(value, Message):
        return value
    values = {name: to_data(each) for name, each in value.values.items()}
    return {"template": value.template, "plural": value.plural, "number": value.number, "values": values}


def from_data(data: dict[str, Any]) -> Any:  # noqa: ANN401 - what json.loads asks of a hook
    """The message that ``to_data`` was given, as an ``object_hook`` of ``json.loads``; other objects as themselves.

    Raises ValueError for what is no message of ours, TypeError or KeyError for what is none at all.
    """
    if "template" not in data:
        return data
    template, plural, number, values = (data[name] for name in ("template", "plural", "number", "values"))
    if any(set("{}") & set(re.sub(_PLAIN, "", form)) for form in (template, plural)):
        raise ValueError("no template of ours")
    if not isinstance(number, int) or not all(isinstance(value, (str, int, float)) for value in values.values()):
        raise ValueError("no values of ours")
    return Message._made(template, plural, number, values)  # noqa: SLF001 - its other half
