"""A record with the name it is cited by."""

from dataclasses import dataclass

from corpus.model import Bib


@dataclass(frozen=True, slots=True)
class Record:
    r"""One work. ``key`` is its citekey: what ``[@key]``, ``\cite{key}`` and CSL-JSON's ``id`` say."""

    key: str
    bib: Bib
