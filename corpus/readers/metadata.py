"""What the programs that save documents note of them, without what they make up themselves."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import replace

from corpus.bib import MADE, bib_from_fields, clean, names_a_part
from corpus.model import Bib

_NO_TITLE = re.compile(
    r"(?i)untitled.*|无标题.*|無標題.*|(?:文档|文檔|文件|演示文稿|簡報)\s*\d*|(?:power\s?point|word)\W*(?:演示文稿|簡報|文档|presentation|document)"
    r"|presentation\s*\d*|document\s*\d*|slide\s*\d*|.*\.(?:docx?|indd|qxd|pdf|tex|dvi|ps|wps|rtf|cdr|pptx?|xlsx?|odt)"
)
_PRINTED_FROM = re.compile(r"(?i)^microsoft (?:word|powerpoint|excel)\s*-\s*")
_NO_AUTHOR = re.compile(
    r"(?i).|admin(?:istrator)?|user\s*\d*|(?:windows|microsoft)(?:\s+office)?(?:\s*(?:user|用户|使用者))?|微软用户|微軟用戶|作者|author"
    r"|python-docx|openpyxl|unknown|owner|hp|dell|lenovo|thinkpad|pc|asus|未知"
)


def saved_with(
    origin: str,
    *,
    title: str = "",
    authors: Sequence[str] = (),
    created: str = "",
    extra: Mapping[str, str] | None = None,
) -> Bib:
    """The record that a program saved with a document. ``origin`` names where: ``PDF metadata``.

    A program's own words for "no title" and "no author" are left out. When the file was made is the best that is known
    of when the work was, and is marked as a guess.
    """
    title = _PRINTED_FROM.sub("", clean(title))
    fields: dict[str, object] = {
        "title": "" if _NO_TITLE.fullmatch(title) or names_a_part(title) else title,
        "author": [name for name in map(clean, authors) if name and not _NO_AUTHOR.fullmatch(name)],
        "issued": created,
        **(extra or {}),
    }
    bib = bib_from_fields(fields, origin=origin)
    dated = tuple((name, f"{origin}{MADE}" if name == "issued" else where) for name, where in bib.origins)
    return replace(bib, origins=dated)
