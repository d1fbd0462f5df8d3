"""What in a correction by hand looks like a slip. It is carried out all the same: a record may hold anything."""

from collections.abc import Iterator, Mapping

from corpus.messages import Message
from corpus.record.dates import parse_date
from corpus.record.fields import CSL_FIELDS, CSL_TYPES, DATE_FIELDS, PLAIN_NAMES

_FARTHEST = 2
"""Wrong letters with which a name is still taken for that of a field."""


def slips(corrections: Mapping[str, str]) -> Iterator[Message]:
    """Yield a remark for each correction, by CSL variable, that no style will print as it was meant."""
    for name, value in corrections.items():
        if name not in CSL_FIELDS:
            yield _unknown(name)
        elif name in DATE_FIELDS and value and "literal" in parse_date(value):
            yield Message(
                "{value!r} is printed as it stands; dates are written 2021, 2021-01 or 2021-01-28", value=value
            )
        elif name == "type" and value and value not in CSL_TYPES:
            yield Message(
                "{value!r} is no type of CSL; those are {known}", value=value, known=", ".join(sorted(CSL_TYPES))
            )


def _unknown(name: str) -> Message:
    from rapidfuzz.distance import OSA

    distances = {known: OSA.distance(name.lower(), known.lower()) for known in (*PLAIN_NAMES, *CSL_FIELDS)}
    nearest = min(distances, key=distances.__getitem__)
    if distances[nearest] <= min(_FARTHEST, len(name) // 2):
        return Message("no style prints a field {name!r}; did you mean {field}?", name=name, field=nearest)
    return Message("no style prints a field {name!r}; it is kept", name=name)
