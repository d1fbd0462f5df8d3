"""One text in every format and encoding that is read."""

from collections.abc import Mapping

from tests.corpus.packages import docx_paragraphs, make_docx, make_epub, make_odt, make_pptx, shape
from tests.corpus.pdfs import column, make_pdf

PARAGRAPHS = ("石堤水位", *["水位一年年升高，石堤也年年加高，渡口老人想起了早年。" * 3] * 8)
"""Written with characters that both GBK and Big5 have."""

_MEASURE = 28
"""Characters of a line in the PDF. Not those of a sentence: PDFium reads equal lines of a font that it lacks once."""


def in_every_format() -> Mapping[str, bytes]:
    """Files by name."""
    lines = [text[i : i + _MEASURE] for text in PARAGRAPHS for i in range(0, len(text), _MEASURE)]
    html = "".join(f"<p>{text}</p>" for text in PARAGRAPHS)
    plain = "\n\n".join(PARAGRAPHS)
    return {
        "utf-8.txt": plain.encode(),
        "utf-16.txt": plain.encode("utf-16"),
        "gbk.txt": plain.encode("gbk"),
        "big5.txt": plain.encode("big5"),
        "a.md": plain.encode(),
        "a.rst": plain.encode(),
        "a.html": html.encode(),
        "a.docx": make_docx(docx_paragraphs(*PARAGRAPHS)),
        "a.odt": make_odt("".join(f"<text:p>{text}</text:p>" for text in PARAGRAPHS)),
        "a.epub": make_epub([html]),
        "a.pptx": make_pptx([shape(*PARAGRAPHS)]),
        "a.pdf": make_pdf([column(lines, top=760)]),
    }
