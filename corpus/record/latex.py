"""Plain text in the notation of BibTeX fields, and back."""

import re

_SPECIALS = {
    "\\": r"\textbackslash{}",
    "{": r"\{",
    "}": r"\}",
    "%": r"\%",
    "&": r"\&",
    "$": r"\$",
    "#": r"\#",
    "_": r"\_",
    "~": r"\textasciitilde{}",
    "^": r"\textasciicircum{}",
}
_MARKUP = re.compile(r"[\\$~{}]|--|``|''")


def escape_latex(text: str) -> str:
    """Text as TeX sets it: the ten special characters written as commands, everything else left in Unicode."""
    return "".join(_SPECIALS.get(char, char) for char in text)


def plain_text(latex: str) -> str:
    """What TeX would set for the value of a BibTeX field: accents, commands and dashes resolved, braces taken out."""
    if not _MARKUP.search(latex):
        return latex
    from pylatexenc.latex2text import LatexNodes2Text  # type: ignore[import-untyped]

    unpaired = re.sub(r"(?<!\\)%", r"\\%", latex)
    converter = LatexNodes2Text(math_mode="text", keep_comments=True, strict_latex_spaces=False)
    return str(converter.latex_to_text(unpaired))
