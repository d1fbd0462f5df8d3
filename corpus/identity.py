"""Names for documents and passages that survive a rebuild."""

from hashlib import blake2b, sha256

from corpus.id_number import to_id


def document_id(path: str) -> str:
    """The ID of the document at a path relative to the library's root, with ``/`` between its parts.

    Where an index knows the document from another place, it keeps the ID that it had there.
    """
    return digest(path)


def passage_id(document: str, text: str, occurrence: int) -> str:
    """The ID of a passage: ``document`` is its document's ID, ``occurrence`` counts earlier passages of the same text."""
    return digest(f"{document}\0{text}\0{occurrence}")


_CHUNK = 1 << 20


def content_digest(path: str) -> str:
    """The SHA-256 of a file's content, in hexadecimal: by it a file is known again in another place. Raises OSError."""
    found = sha256()
    with open(path, "rb", buffering=0) as stream:
        while chunk := stream.read(_CHUNK):
            found.update(chunk)
    return found.hexdigest()


def digest(text: str) -> str:
    """The first ten characters of a text's BLAKE2b in base 32 (RFC 4648), in lower case."""
    bits = int.from_bytes(blake2b(text.encode("utf-8", "surrogatepass"), digest_size=7).digest(), "big") >> 6
    return to_id(bits)
