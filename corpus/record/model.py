"""A record with the name it is cited by."""

from dataclasses import dataclass

from corpus.model import Bib


@dataclass(frozen=True, slots=True)
class Record:
    r"""One work. ``key`` is its citekey: what ``[@key]``, ``\cite{key}`` and CSL-JSON's ``id`` say.

    ``files`` name the files that the reference manager keeps of it, in the manager's own way of writing them.
    """

    key: str
    bib: Bib
    files: tuple[str, ...] = ()
