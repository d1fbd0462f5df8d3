"""The CSL processor: the one module that knows citeproc-py.

What citeproc-py 0.11 does not do, or does otherwise than CSL 1.0.2 says, is mended here or in ``mend``:

- it prints each work in the style's one locale: a style is opened once a locale, so 等 and *et al.* stand side by side;
- ``text-case`` reaches names that are one literal: their letters are masked by private-use ones meanwhile;
- it escapes nothing in variables: they are escaped before;
- it parts words at the marks of those that keep their letters (``nocase``): these letters are masked too;
- ``text-case="title"`` takes what a hyphen joins for one word: a mark that it takes for an end stands there meanwhile;
- it leaves punctuation outside closing quotation marks, and doubles it after ``?``: see ``mend``.
"""

import html
import re
import warnings
from dataclasses import dataclass
from functools import lru_cache
from string import ascii_lowercase
from typing import Any

from corpus.errors import UsageError
from corpus.record.csl_json import CslItem
from search.cite.mend import mend
from search.cite.prepare import Prepared
from search.cite.styles import Style

_CASELESS = 0x100000
"""Plane 16, for private use: its characters have no upper case."""

_NOCASE = re.compile('<span class="nocase">([a-z]+)</span>')
_SMALL = {ord(letter): _CASELESS + ord(letter) for letter in ascii_lowercase}
_HYPHEN = re.compile("(?<=[A-Za-z])-(?=[A-Za-z])")
_WORD_ENDS = "\ue000 "


@dataclass(frozen=True, slots=True)
class Processed:
    """A citation as it stands in the text or note, and the entry in the list of references; both in simple HTML.

    ``entry`` is empty for styles of notes without a bibliography.
    """

    citation: str
    entry: str
    in_note: bool


def process(prepared: Prepared, style: Style, number: int = 1, *, again: bool = False) -> Processed:
    """Set one reference. ``number`` is its place in the list of references; ``again`` says that the work was cited before,
    though not just before (*ibid.* is never set). Raises UsageError for a faulty style.
    """
    import citeproc  # type: ignore[import-untyped]
    from citeproc.formatter import html as formatter  # type: ignore[import-untyped]
    from citeproc.source.json import CiteProcJSON  # type: ignore[import-untyped]

    sheet = _open(style.path, prepared.locale)
    key = str(prepared.item["id"])
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # it warns of each CSL 1.0.2 variable, and carries it all the same
        source = CiteProcJSON([_escaped(prepared.item)])
        letters = _mask_literals(source[key.lower()])
        bibliography = citeproc.CitationStylesBibliography(sheet, source, formatter)
        place = prepared.place
        given = {"locator": citeproc.Locator(place.label, html.escape(place.value, quote=False))} if place else {}
        citation = citeproc.Citation([citeproc.CitationItem(key, **given)])
        bibliography.register(citation)
        bibliography.keys[:0] = [""] * (number - 1)
        for earlier in (key, "another work") if again else ():
            item = citeproc.CitationItem(earlier)
            item.citation = citeproc.Citation([item])
            bibliography._cites.append(item)  # noqa: SLF001 - where it looks for what was cited before
        try:
            cited = _restored(bibliography.cite(citation, lambda _: None) or "", letters)
            entries = bibliography.bibliography() if sheet.has_bibliography() else []
            entry = _restored("".join(map(str, entries)), letters)
        except Exception as error:  # noqa: BLE001 - a style may ask for anything, and the processor raises anything
            raise UsageError(
                "{path}: citeproc-py cannot carry out this style ({reason}); try another",
                path=style.path,
                reason=repr(error),
            ) from None
    inside = _option(sheet, "punctuation-in-quote") == "true"
    hyphens = str(sheet.root.get_single_term(name="page-range-delimiter")) == "-"
    return Processed(
        citation=mend(cited, punctuation_inside=inside, hyphen_ranges=hyphens),
        entry=mend(entry, punctuation_inside=inside, hyphen_ranges=hyphens),
        in_note=sheet.root.get("class") == "note",
    )


@lru_cache(maxsize=16)
def _open(path: str, locale: str) -> Any:  # noqa: ANN401 - citeproc-py is untyped
    import citeproc
    from lxml import etree

    try:
        style = citeproc.CitationStylesStyle(path, locale=locale, validate=False)
    except (etree.XMLSyntaxError, AttributeError, ValueError, TypeError, OSError) as error:
        raise UsageError(
            "{path}: not a CSL style ({fault}: {reason})", path=path, fault=type(error).__name__, reason=error
        ) from None
    if getattr(style.root, "citation", None) is None:
        raise UsageError(
            "{path}: not a CSL style that can be used by itself; it may depend on another, its parent", path=path
        )
    return style


def _option(sheet: Any, name: str) -> str:  # noqa: ANN401 - citeproc-py is untyped
    return str(sheet.root.get_locale_option(name)).lower()


def _escaped(item: CslItem) -> CslItem:
    return {
        name: _escaped_part(_HYPHEN.sub(f"-{_WORD_ENDS}", _masked(value)) if "title" in name else value)
        for name, value in item.items()
    }


def _masked(title: str) -> str:
    """A title with caseless letters for those of words that are to keep theirs."""
    return _NOCASE.sub(lambda marked: marked[1].translate(_SMALL), title)


def _escaped_part(value: Any) -> Any:  # noqa: ANN401 - CSL-JSON
    if isinstance(value, list):
        return [_escaped_part(part) for part in value]
    if isinstance(value, dict):
        return {name: _escaped_part(part) for name, part in value.items()}
    return html.escape(value, quote=False) if isinstance(value, str) else value


def _restored(text: object, letters: dict[int, int]) -> str:
    """What was set, without the marks that stood in it meanwhile."""
    return str(text).replace(_WORD_ENDS, "").replace(_WORD_ENDS[0], "").translate(letters)


def _mask_literals(reference: dict[str, Any]) -> dict[int, int]:
    """Put letters without case for those of names in one piece; return what puts all such letters back."""
    letters = {mask: letter for letter, mask in _SMALL.items()}
    for value in reference.values():
        for name in value if isinstance(value, list) else ():
            if isinstance(name, dict) and "literal" in name:
                masks = {
                    ord(char): _CASELESS + ord(char) for char in name["literal"] if char.islower() and char < "\uffff"
                }
                letters |= {mask: char for char, mask in masks.items()}
                name["literal"] = name["literal"].translate(masks)
    return letters
