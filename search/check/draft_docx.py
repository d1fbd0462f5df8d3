"""Paragraphs of a Word manuscript: body, footnotes and endnotes."""

from corpus.errors import ReadError
from corpus.limits import limits_from_environment
from corpus.readers.docx import styled_paragraphs


def paragraphs(data: bytes, path: str) -> list[tuple[str, bool]]:
    """Each paragraph with whether it is set in a style for quotations. Raises ReadError where it is no Word file."""
    try:
        found = styled_paragraphs(data, limits_from_environment())
    except ReadError as error:
        raise ReadError("{path}: {reason}", path=path, reason=error) from error
    return [(text, _is_quotation(style)) for text, style in found if text]


def _is_quotation(style: str) -> bool:
    return "quote" in style.lower() or "引用" in style or "引文" in style
