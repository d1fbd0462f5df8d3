"""Names for languages, scripts and quantities, as people read them."""

NAMES = {
    "zh": "Chinese",
    "en": "English",
    "mul": "several languages",
    "und": "language unknown",
    "hans": "simplified",
    "hant": "traditional",
    "latn": "Latin",
    "mixed": "mixed scripts",
    "zyyy": "script unknown",
}
"""By the codes of ``corpus.model.Document.language`` and ``script``."""

_KILO = 1000
_UNITS = ("bytes", "kB", "MB", "GB", "TB")


def kinds(counts: tuple[tuple[str, int], ...]) -> str:
    """Give code points by kind on one line."""
    return ", ".join(f"{NAMES.get(kind, kind)} {number:,}" for kind, number in counts)


def size(number: int) -> str:
    """Give a number of bytes in the unit that suits it, powers of 1000."""
    value, unit = float(number), 0
    while value >= _KILO and unit < len(_UNITS) - 1:
        value, unit = value / _KILO, unit + 1
    return f"{value:.1f} {_UNITS[unit]}" if unit else f"{number:,} bytes"


def counted(number: int, noun: str) -> str:
    """Give a number with its noun, in the plural where there is not exactly one."""
    return f"{number:,} {noun}" if number == 1 else f"{number:,} {noun}s"
