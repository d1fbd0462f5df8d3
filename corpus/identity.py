"""Names for documents and passages that survive a rebuild."""

from base64 import b32encode
from hashlib import blake2b

LENGTH = 10
"""Characters of an ID: 50 bits, so that among a million passages two share one with a chance of one in two thousand."""


def document_id(path: str) -> str:
    """The ID of the document at a path relative to the library's root, with ``/`` between its parts."""
    return digest(path)


def passage_id(document: str, text: str, occurrence: int) -> str:
    """The ID of a passage: ``document`` is its document's ID, ``occurrence`` counts earlier passages of the same text."""
    return digest(f"{document}\0{text}\0{occurrence}")


def digest(text: str) -> str:
    """Ten lower-case characters of base 32 from BLAKE2b."""
    return b32encode(blake2b(text.encode("utf-8", "surrogatepass"), digest_size=7).digest())[:LENGTH].decode().lower()
