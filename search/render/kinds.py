"""Names for languages, scripts and quantities, as people read them."""

from collections.abc import Iterable

from corpus.messages import Message
from search.render.speech import gettext as _
from search.render.speech import ngettext, spoken

NAMES = {
    "zh": Message("Chinese"),
    "en": Message("English"),
    "mul": Message("several languages"),
    "und": Message("language unknown"),
    "hans": Message("simplified"),
    "hant": Message("traditional"),
    "latn": Message("Latin"),
    "mixed": Message("mixed scripts"),
    "zyyy": Message("script unknown"),
}
"""By the codes of ``corpus.model.Document.language`` and ``script``."""

_KILO = 1000
_UNITS = ("bytes", "kB", "MB", "GB", "TB")


def kinds(counts: tuple[tuple[str, int], ...]) -> str:
    """Give code points by kind on one line."""
    return listed(f"{name_of(kind)} {number:,}" for kind, number in counts)


def name_of(kind: str) -> str:
    """Name a language or a script; a code that is not known here names itself."""
    return spoken(NAMES.get(kind, kind))


def listed(parts: Iterable[str]) -> str:
    """Put things in a row, with commas between them."""
    return _(", ").join(parts)


def size(number: int) -> str:
    """Give a number of bytes in the unit that suits it, powers of 1000."""
    value, unit = float(number), 0
    while value >= _KILO and unit < len(_UNITS) - 1:
        value, unit = value / _KILO, unit + 1
    return f"{value:.1f} {_UNITS[unit]}" if unit else counted("{number:,} byte", "{number:,} bytes", number)


def counted(singular: str, plural: str, number: int) -> str:
    """Give a number with its noun: ``{number}`` in a text for one, and in another for any other number of them."""
    return ngettext(singular, plural, number).format(number=number)


def passages(number: int) -> str:
    """Give a number of passages."""
    return counted("{number:,} passage", "{number:,} passages", number)


def documents(number: int) -> str:
    """Give a number of documents."""
    return counted("{number:,} document", "{number:,} documents", number)


def files(number: int) -> str:
    """Give a number of files."""
    return counted("{number:,} file", "{number:,} files", number)


def characters(number: int) -> str:
    """Give a number of characters."""
    return counted("{number:,} character", "{number:,} characters", number)
