"""Paragraphs of an HTML manuscript."""

from corpus.errors import ReadError

_BLOCKS = frozenset(
    "p div li td th h1 h2 h3 h4 h5 h6 blockquote section article body dd dt figcaption pre br tr".split()  # noqa: SIM905 - a table of words
)
_NO_TEXT = frozenset({"script", "style", "head", "template", "code", "pre", "noscript"})


def paragraphs(data: bytes, path: str) -> list[tuple[str, bool]]:
    """Each paragraph with whether it is a block quote; a ``<q>`` gets the quotation marks that a browser shows."""
    from lxml import etree, html

    try:
        root = html.document_fromstring(data, parser=html.HTMLParser(encoding=_encoding(data), huge_tree=False))
    except (etree.ParserError, etree.XMLSyntaxError, ValueError) as error:
        raise ReadError("{path}: not HTML ({reason})", path=path, reason=error) from None
    found: list[tuple[str, bool]] = []
    pieces: list[str] = []
    depth = 0

    def close() -> None:
        text = " ".join("".join(pieces).split())
        if text:
            found.append((text, depth > 0))
        pieces.clear()

    for event, element in etree.iterwalk(root, events=("start", "end")):
        tag = element.tag if isinstance(element.tag, str) else ""
        skipped = tag in _NO_TEXT or any(parent.tag in _NO_TEXT for parent in element.iterancestors())
        if event == "start":
            if tag in _BLOCKS:
                close()
            depth += tag == "blockquote"
            pieces.append("“" if tag == "q" else "")
            pieces.append("" if skipped or not tag else element.text or "")
        else:
            pieces.append("”" if tag == "q" else "")
            if tag in _BLOCKS:
                close()
            depth -= tag == "blockquote"
            inside_skipped = any(parent.tag in _NO_TEXT for parent in element.iterancestors())
            pieces.append("" if inside_skipped else element.tail or "")
    close()
    return found


def _encoding(data: bytes) -> str | None:
    """UTF-8 where it is that; otherwise what the page declares."""
    try:
        data.decode("utf-8")
    except UnicodeDecodeError:
        return None
    return "utf-8"
