"""Plain text. A file that begins with YAML front matter is Markdown, whatever it is called."""

from corpus.bib import complete
from corpus.encoding import decode
from corpus.frontmatter import split_front_matter
from corpus.model import Bib
from corpus.overprint import ReadOnce, mended_pieces
from corpus.readers.content import Content, Source


def read(source: Source) -> Content:
    """Read plain text: the document's text is the file, character for character, but for what was printed twice over."""
    decoded = decode(source.data, source.encoding)
    fields, _ = split_front_matter(decoded.text)
    if fields:
        from corpus.readers.markdown import read_decoded

        return read_decoded(decoded, source)
    pieces, lines = mended_pieces(decoded.text)
    encoding = decoded.encoding
    del decoded  # or three copies of a large text were in memory
    once = ReadOnce("".join(pieces), lines)
    bib = complete(Bib(), headings=(), text=once.text, path=source.path)
    return Content(once.text, bib, "text", encoding, repairs=once.repairs)
