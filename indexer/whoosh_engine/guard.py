"""The one place where what goes wrong while damaged files are read becomes an error that says so.

Checksums find damage before it is read. What is left is files whose checksums are right and whose numbers are not: made by
somebody who means harm, or by a defect. Python notices them as indexes out of range, bytes that do not decode and so on.
"""

from __future__ import annotations

from functools import wraps
from struct import error as StructError  # noqa: N812 - a module-level name called error says too little
from typing import TYPE_CHECKING, Any, TypeVar

from corpus.errors import DamageError

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

_Class = TypeVar("_Class", bound=type)

_SYMPTOMS = (
    ArithmeticError,
    AttributeError,
    LookupError,
    MemoryError,
    RecursionError,
    StructError,
    TypeError,
    ValueError,
)
_GENERATOR = 0x20  # CO_GENERATOR of the inspect module, whose import a cold look-up does not pay for


def guarded(reader: _Class) -> _Class:
    """Have every public method and property of a reader raise DamageError where reading damaged files fails otherwise."""
    for name, member in list(vars(reader).items()):
        if name.startswith("_"):
            continue
        if isinstance(member, property) and member.fget is not None:
            setattr(reader, name, property(guard(member.fget)))
        elif callable(member):
            setattr(reader, name, guard(member))
    return reader


def _damage(error: BaseException) -> DamageError:
    return DamageError(
        "the index is damaged ({fault}: {reason}); run yinde index --rebuild", fault=type(error).__name__, reason=error
    )


def guard(method: Callable[..., Any]) -> Callable[..., Any]:
    """The function or method, raising DamageError where reading damaged files makes it fail."""
    if method.__code__.co_flags & _GENERATOR:

        @wraps(method)
        def iterate(*arguments: Any, **options: Any) -> Iterator[Any]:  # noqa: ANN401 - any method's
            try:
                yield from method(*arguments, **options)
            except _SYMPTOMS as error:
                raise _damage(error) from error

        return iterate

    @wraps(method)
    def call(*arguments: Any, **options: Any) -> Any:  # noqa: ANN401 - any method's
        try:
            return method(*arguments, **options)
        except _SYMPTOMS as error:
            raise _damage(error) from error

    return call
