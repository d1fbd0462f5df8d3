"""The readable text of a tree of docutils, with the lines of the file on which it stands."""

import re
from collections.abc import Callable, Mapping, Sequence
from itertools import accumulate
from textwrap import dedent

from docutils import nodes

from corpus.readers.lines import LineCollector, LinedText

_ROLE = re.compile(r"(?::[^`]*:)?`[~!]?(.*?)(?:\s*<[^<>]*>)?`(?::[^`]*:)?", re.DOTALL)
_DIRECTIVE = re.compile(r"\.\.\s+([^\s:|][^\n|]*?)::[ \t]*([^\n]*)\n?((?:[ \t]+:[^\n]*\n?)*)", re.DOTALL)
_UNPRINTED = frozenset(("toctree", "index", "highlight", "only", "currentmodule", "tabularcolumns", "literalinclude"))
"""Directives of Sphinx whose arguments are not printed; what stands within them is."""

_ERROR = 3
"""The level of docutils' messages from which on a piece of the text stands in the message and nowhere else."""

_DEEPEST = 4
"""Unknown directives within each other that are taken apart."""

_LONGEST_SUBSTITUTE = 1000
_NEARBY = (0, -1, 1, -2, 2, 3)
"""docutils gives the line of a title's underline, of a directive, of a table's rule: the text is near it."""

_NEXT = (0, 1)
"""Of the lines that follow: the target of a link, which is not printed, may have run over a line end."""


_BLANKS = 4
"""Blank lines after a block that may be taken for part of it."""

_ENOUGH = 40
"""Lines of a block by which it is known."""


class DocumentText:
    """Collects the text of one file. ``headings`` are the titles of its sections, in order."""

    def __init__(self, source: str, parse: Callable[[str], nodes.document | None]) -> None:
        self.headings: list[str] = []
        self._source = source.split("\n")
        self._parse = parse
        self._out = LineCollector()
        self._line, self._offset, self._depth = 1, 0, 0
        self._substitutes: dict[str, str] = {}

    def of(self, document: nodes.document) -> LinedText:
        """The text of a whole document. Raises RecursionError where it is nested too deeply."""
        self._substitutes = _substitutes(document)
        self._block(document)
        collected = self._out.finish()
        return LinedText(collected.text, tuple(accumulate(collected.lines, max)))

    def _block(self, node: nodes.Node) -> None:
        """Add what stands in an element, and in what it consists of."""
        if not isinstance(node, nodes.Element) or _is_unprinted(node):
            return
        if node.line:
            self._line = node.line + self._offset
        if isinstance(node, nodes.system_message):
            self._unread(node)
        elif isinstance(node, nodes.FixedTextElement):
            self._verbatim(self._inline(node))
        elif isinstance(node, nodes.option_group):
            self._flow(", ".join(option.astext() for option in node.children))
            self._out.cell()
        elif isinstance(node, nodes.TextElement):
            self._text(node)
        else:
            self._parts(node)

    def _parts(self, node: nodes.Element) -> None:
        """Add the parts of an element that is not text itself."""
        for i, child in enumerate(node.children):
            if isinstance(node, nodes.enumerated_list):
                self._enumerate(node, child, i)
            self._block(child)
            if isinstance(child, nodes.entry):
                self._out.cell()
            elif isinstance(node, nodes.entry) or isinstance(child, nodes.line):
                self._out.flow("\n", self._line)
            elif not isinstance(child, (nodes.label, nodes.field_name)):
                self._out.paragraph()

    def _text(self, node: nodes.TextElement) -> None:
        text = self._inline(node)
        if isinstance(node, nodes.title) and isinstance(node.parent, nodes.section):
            self.headings.append(text)
        elif isinstance(node, nodes.label):
            text = f"[{text}] "
        elif isinstance(node, nodes.field_name):
            text += ": "
        self._flow(text)

    def _enumerate(self, node: nodes.Element, item: nodes.Node, index: int) -> None:
        """Add the number of a list's item as it is printed."""
        self._line = (item.line or self._line - self._offset) + self._offset
        prefix, suffix = str(node.get("prefix", "")), str(node.get("suffix", ""))
        written = (self._source[self._line - 1].split() or [""])[0] if self._line <= len(self._source) else ""
        if "#" in written or not (written.startswith(prefix) and written.endswith(suffix)):
            written = f"{prefix}{int(node.get('start', 1)) + index}{suffix}"
        self._out.flow(f"{written} ", self._line)

    def _unread(self, message: nodes.Element) -> None:
        """Add the piece of the text that docutils could not make sense of, and put into a message instead.

        Most are directives of Sphinx: their arguments and what stands within them are text. Of the rest every
        character is.
        """
        for block in message.findall(nodes.literal_block):
            if int(message.get("level", 0)) < _ERROR:
                return
            self._line = int(message.get("line", self._line - self._offset)) + self._offset
            text = block.astext()
            self._seek_block(text)
            directive = _DIRECTIVE.match(text)
            if directive and self._depth < _DEEPEST:
                self._directive(text, directive)
            else:
                self._verbatim(text)

    def _directive(self, text: str, directive: re.Match[str]) -> None:
        name, arguments = directive[1], directive[2]
        first = self._line
        if name not in _UNPRINTED:
            self._flow(arguments)
            self._out.paragraph()
        inside = self._parse(dedent(text[directive.end() :]))
        if name == "toctree" or inside is None:
            return
        outer, self._offset = self._offset, first - 1 + text.count("\n", 0, directive.end())
        self._depth += 1
        self._block(inside)
        self._depth -= 1
        self._offset = outer

    def _inline(self, node: nodes.Element) -> str:
        return inline_text(node, self._substitutes)

    def _flow(self, text: str) -> None:
        """Add running text that begins near the present line."""
        for i, piece in enumerate(text.split("\n")):
            if i:
                self._out.flow("\n", self._line)
                self._line += 1
            self._seek(piece, _NEXT if i else _NEARBY)
            self._out.flow(piece, self._line)

    def _verbatim(self, text: str) -> None:
        self._seek(text, _NEARBY)
        self._seek_block(text)
        self._out.paragraph()
        self._line = self._out.verbatim(text, self._line)

    def _seek_block(self, text: str) -> None:
        """Go to where these lines stand as they are: docutils may give the last of them, or a blank line after it."""
        lines = text.rstrip("\n").split("\n")
        first = [line.strip() for line in lines[:_ENOUGH]]
        for at in range(min(self._line, len(self._source) - 1), max(self._line - len(lines) - _BLANKS, 0) - 1, -1):
            if [line.strip() for line in self._source[at : at + len(first)]] == first:
                self._line = at + 1
                return

    def _seek(self, text: str, nearby: Sequence[int]) -> None:
        """Go to the line nearby on which this text begins; stay where it is on none of them."""
        word = next(iter(text.split(None, 1)), "")
        for away in nearby:
            at = self._line - 1 + away
            if 0 <= at < len(self._source) and word in self._source[at]:
                self._line = at + 1
                return


def inline_text(node: nodes.Node, substitutes: Mapping[str, str] | None = None) -> str:
    """What is printed of running text: without markup, marks of footnotes and images."""
    if isinstance(node, nodes.Text):
        return node.astext()
    if not isinstance(node, nodes.Element) or isinstance(node, (nodes.footnote_reference, nodes.system_message)):
        return ""
    text = "".join(inline_text(child, substitutes) for child in node.children)
    if isinstance(node, nodes.problematic):
        role = _ROLE.fullmatch(text)
        return role[1] if role else text
    if isinstance(node, nodes.citation_reference):
        return f"[{text}]"
    if isinstance(node, nodes.substitution_reference):
        return (substitutes or {}).get(nodes.fully_normalize_name(node["refname"]), text)
    return text


def _substitutes(document: nodes.document) -> dict[str, str]:
    """What stands for the names between bars, but for today's date and what is long enough to flood a text."""
    texts = {
        nodes.fully_normalize_name(name): inline_text(definition)
        for name, definition in document.substitution_defs.items()
        if "date::" not in definition.rawsource
    }
    return {name: text for name, text in texts.items() if len(text) <= _LONGEST_SUBSTITUTE}


def _is_unprinted(node: nodes.Element) -> bool:
    """Tell whether an element is a comment, a definition, a running head, or a table of contents."""
    if isinstance(node, nodes.target):
        return False
    if isinstance(node, (nodes.Invisible, nodes.decoration)):
        return True
    return isinstance(node, nodes.topic) and "contents" in node["classes"]
