"""The readable text of an HTML tree, with the lines of the file on which it stands."""

import re

from lxml import etree

from corpus.errors import ReadError
from corpus.readers.lines import LineCollector, LinedText

_BLOCKS = frozenset(
    """address article aside blockquote body br caption center dd details dialog dir div dl dt fieldset figcaption figure
    footer form h1 h2 h3 h4 h5 h6 header hgroup hr legend li main menu nav ol optgroup option p pre section summary table
    tbody tfoot thead tr ul""".split()  # noqa: SIM905 - a list of names reads best so
)
_NEVER = frozenset(
    """applet audio button canvas datalist embed head iframe map math noembed noframes noscript object rp rt rtc script
    select style svg template textarea title video""".split()  # noqa: SIM905 - a list of names reads best so
)
_BOILERPLATE = frozenset(("nav", "header", "footer", "aside"))
_BOILERPLATE_ROLES = frozenset(("navigation", "banner", "contentinfo", "complementary", "search"))
_NOTE_CLASSES = frozenset(("footnote-ref", "footnote-reference", "noteref", "reference", "footnote-back"))
_NOTE_MARK = re.compile(r"\s*[\[［〔【(（]?\s*(?:注|註|n\. ?)?\s*[0-9]{1,3}\s*[\]］〕】)）]\s*")
_DEEPEST = 2048
"""Elements within each other at which libxml2 stops reading, without an exception."""


def parse(html: str) -> etree._Element | None:
    """The tree of a page or a piece of one, however broken; None where there is nothing in it.

    Raises ReadError where elements are nested so deeply that text would be lost.
    """
    parser = etree.HTMLParser(encoding="utf-8", huge_tree=True, recover=True)
    try:
        tree = etree.fromstring(html.encode("utf-8", "replace"), parser)
    except etree.XMLSyntaxError:
        return None
    if any("depth" in entry.message.lower() for entry in parser.error_log):
        raise ReadError(
            "its elements are nested deeper than {deepest}; save the page anew or as plain text", deepest=_DEEPEST
        )
    return tree


def page_text(tree: etree._Element) -> LinedText:
    """The text of a whole page without navigation, headers, footers and asides; with them where nothing else is there."""
    return _collect(tree, 1, boilerplate=False) or _collect(tree, 1, boilerplate=True) or LinedText("", ())


def fragment_text(html: str, first_line: int) -> LinedText:
    """The text of a piece of HTML that begins on ``first_line`` of its file."""
    tree = parse(html)
    return (_collect(tree, first_line, boilerplate=True) if tree is not None else None) or LinedText("", ())


def hidden_characters(tree: etree._Element) -> int:
    """How many characters, white space aside, a page holds in elements that it does not show when it is opened."""
    count = 0
    walk = etree.iterwalk(tree, events=("start",))
    for _, element in walk:
        name = element.tag if isinstance(element.tag, str) else ""
        if name in _NEVER or _is_hidden(element):
            walk.skip_subtree()
            texts = element.xpath(".//text()[not(ancestor::script or ancestor::style)]") if name not in _NEVER else ()
            count += sum(len("".join(str(text).split())) for text in texts)
    return count


def inner_text(element: etree._Element) -> str:
    """All text within an element, as it stands."""
    return "".join(str(part) for part in element.itertext())


def _collect(tree: etree._Element, first_line: int, *, boilerplate: bool) -> LinedText | None:
    """Walk the tree in document order; None where there is no text in it.

    libxml2 knows the line on which each start tag ends; in between, line ends are counted.
    """
    out = LineCollector()
    line, depth_of_pre, articles = first_line, 0, 0
    walk = etree.iterwalk(tree, events=("start", "end", "comment", "pi"))
    for event, element in walk:
        name = element.tag if isinstance(element.tag, str) else ""
        if event == "start":
            line = (element.sourceline or 1) + first_line - 1
            if _is_left_out(element, name, boilerplate=boilerplate or articles > 0):
                walk.skip_subtree()
                line += inner_text(element).count("\n")
                continue
            _open(out, name)
            depth_of_pre += name == "pre"
            articles += name in ("article", "main")
            inside = element.text
        else:
            if event == "end":
                depth_of_pre -= name == "pre"
                articles -= name in ("article", "main")
                _close(out, name)
            inside = element.tail if element is not tree else None
        if inside:
            line = out.verbatim(inside, line) if depth_of_pre > 0 else out.flow(inside, line)
    collected = out.finish()
    return collected if collected.text else None


def _open(out: LineCollector, name: str) -> None:
    if name in _BLOCKS:
        out.paragraph()


def _close(out: LineCollector, name: str) -> None:
    if name in ("td", "th"):
        out.cell()
    elif name in _BLOCKS and name != "br":
        out.paragraph()


def _is_left_out(element: etree._Element, name: str, *, boilerplate: bool) -> bool:
    if name in _NEVER or _is_hidden(element) or _is_note_mark(element, name):
        return True
    return not boilerplate and (name in _BOILERPLATE or element.get("role") in _BOILERPLATE_ROLES)


def _is_hidden(element: etree._Element) -> bool:
    if element.get("hidden") is not None or element.get("aria-hidden") == "true":
        return True
    return "display:none" in (element.get("style") or "").replace(" ", "").lower()


def _is_note_mark(element: etree._Element, name: str) -> bool:
    """Tell whether an element is the mark of a footnote within a sentence, or leads back from a note to its mark.

    DPUB-ARIA 1.1; EPUB 3 Structural Semantics; the classes of Pandoc and MediaWiki. A bare number raised above the line
    is none: it may be an exponent.
    """
    if name not in ("a", "sup", "span"):
        return False
    kind = f"{element.get('role') or ''} {element.get('epub:type') or ''}"
    if "noteref" in kind or "backlink" in kind:
        return True
    if name != "span" and not _NOTE_CLASSES.isdisjoint((element.get("class") or "").split()):
        return True
    return name == "sup" and _NOTE_MARK.fullmatch(inner_text(element)) is not None
