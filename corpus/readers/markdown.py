"""Markdown: CommonMark with tables and footnotes, YAML front matter before it, HTML within it read as HTML."""

import re
from functools import cache

from markdown_it import MarkdownIt
from markdown_it.rules_block import StateBlock, reference
from markdown_it.rules_inline import StateInline, emphasis
from markdown_it.token import Token
from mdit_py_plugins.footnote import footnote_plugin

from corpus.bib import bib_from_fields, complete
from corpus.encoding import Decoded, decode
from corpus.frontmatter import split_front_matter
from corpus.readers.content import Content, Source
from corpus.readers.html_text import fragment_text
from corpus.readers.lines import LineCollector, LinedText
from corpus.reflow import is_wide

_MARKDOWN_INSIDE = re.compile(r"<[a-z][^<>]*\smarkdown=[\"']?(?:1|block|span)", re.IGNORECASE)
_REMARK = re.compile(r"\[[^\[\]]{1,99}\]:\s*(?![^\s]*[/\\#]|[^\s]*\.[a-z0-9]{2,5}(?:\s|$))[^\s]*[\u3400-\u9fff]")
"""What has the form of a link's target, and is a remark: Chinese has no spaces that would tell it from an address."""

_MOST_HEADINGS = 20


def read(source: Source) -> Content:
    """Read a Markdown file: what it looks like when it is printed, without front matter, markup and link targets."""
    return read_decoded(decode(source.data, source.encoding), source)


def read_decoded(decoded: Decoded, source: Source) -> Content:
    """Read Markdown that was decoded already."""
    fields, start = split_front_matter(decoded.text)
    first_line = decoded.text.count("\n", 0, start) + 1
    content, headings = _render(decoded.text[start:], first_line)
    bib = complete(
        bib_from_fields(fields, origin="front matter"),
        headings=headings,
        text=content.text,
        path=source.path,
        structured=True,
    )
    return Content(content.text, bib, "markdown", decoded.encoding, content.lines)


@cache
def _parser() -> MarkdownIt:
    """CommonMark knows no notes: it would take ``[^1]: 渡口年鉴`` for the target of a link, and not print it.

    Notes stay where they are written, so that the lines of a text count up, and are read even if nothing refers to them.
    """
    parser = MarkdownIt("commonmark").enable("table").use(footnote_plugin, inline=False, move_to_end=False)
    parser.block.ruler.at("reference", _reference, {"alt": []})
    parser.inline.ruler.at("emphasis", _emphasis)
    return parser


def _emphasis(state: StateInline, silent: bool) -> bool:
    """CommonMark's rule for emphasis, but that ``**水位升高。**堤坝`` is some: Chinese has no space after a full stop.

    https://github.com/tats-u/markdown-cjk-friendly
    """
    start, known = state.pos, len(state.delimiters)
    if not emphasis.tokenize(state, silent):
        return False
    before, after = state.src[start - 1 : start], state.src[state.pos : state.pos + 1]
    if state.src[start] == "*" and before.strip() and after.strip():
        for delimiter in state.delimiters[known:]:
            delimiter.open = delimiter.open or is_wide(before)
            delimiter.close = delimiter.close or is_wide(after)
    return True


def _reference(state: StateBlock, line: int, last: int, silent: bool) -> bool:
    """CommonMark's rule for the targets of links, but for ``[注]: 水位为年平均值。``, which is text and no target."""
    begin, end = state.bMarks[line] + state.tShift[line], state.eMarks[line]
    return not _REMARK.match(state.src, begin, end) and reference(state, line, last, silent)


def _render(markdown: str, first_line: int) -> tuple[LinedText, list[str]]:
    """The text of Markdown that begins on ``first_line`` of its file, and its headings."""
    parser = _parser()
    out = LineCollector()
    headings: list[str] = []
    line = first_line
    opened = ""
    for token in parser.parse(markdown):
        if token.map:
            line = token.map[0] + first_line
        if token.type == "inline":
            text = _flow(token, line, out)
            if opened == "heading_open" and len(headings) < _MOST_HEADINGS:
                headings.append(text)
        elif token.type == "html_block":
            out.extend(_html(parser, token.content, line))
        elif token.type in ("fence", "code_block"):
            out.paragraph()
            out.verbatim(token.content, line + (token.type == "fence"))
            out.paragraph()
        elif token.type == "list_item_open" and token.info:
            out.paragraph()
            out.flow(f"{token.info}{token.markup} ", line)
        elif token.type in ("td_close", "th_close"):
            out.cell()
        elif (token.nesting == -1 and token.block) or token.type == "hr":
            out.paragraph()
        opened = token.type
    return out.finish(), headings


def _flow(inline: Token, line: int, out: LineCollector) -> str:
    """Add the text of inline markup; returns it as one string."""
    text: list[str] = []
    for child in inline.children or ():
        if child.type in ("text", "code_inline"):
            text.append(child.content)
        elif child.type == "softbreak":
            text.append("\n")
        elif child.type == "hardbreak" or (child.type == "html_inline" and child.content[:3].lower() == "<br"):
            line = out.flow("".join(text), line)
            out.paragraph()
            text = [*"\n"] if child.type == "hardbreak" else []
    out.flow("".join(text), line)
    return "".join(text)


def _html(parser: MarkdownIt, html: str, line: int) -> LinedText:
    """The text of a block of HTML, with the Markdown in it where an attribute says that there is some."""
    content = fragment_text(html, line)
    if not _MARKDOWN_INSIDE.search(html):
        return content
    out = LineCollector()
    for text, number in zip(content.text.split("\n"), content.lines, strict=False):
        if not text:
            out.paragraph()
            continue
        for inline in parser.parseInline(text):
            _flow(inline, number, out)
        out.flow("\n", number)
    return out.finish()
