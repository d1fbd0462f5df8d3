"""References and quotations in the notation of what they are pasted into."""

from dataclasses import dataclass
from html import escape
from html.parser import HTMLParser

from corpus.record.latex import escape_latex

FORMATS = ("text", "markdown", "html", "org", "latex")
"""Names of the notations, as ``--format`` takes them."""


@dataclass(frozen=True, slots=True)
class Run:
    """A stretch of text set one way. ``face`` is ``""``, ``italic``, ``bold``, ``sup``, ``sub`` or ``caps``."""

    text: str
    face: str = ""


_FACES = {"i": "italic", "em": "italic", "b": "bold", "strong": "bold", "sup": "sup", "sub": "sub", "span": "caps"}
_WRAPS = {
    "markdown": {"italic": ("*", "*"), "bold": ("**", "**"), "sup": ("^", "^"), "sub": ("~", "~")},
    "html": {
        "italic": ("<i>", "</i>"),
        "bold": ("<b>", "</b>"),
        "sup": ("<sup>", "</sup>"),
        "sub": ("<sub>", "</sub>"),
        "caps": ('<span style="font-variant: small-caps">', "</span>"),
    },
    "org": {"italic": ("/", "/"), "bold": ("*", "*"), "sup": ("^{", "}"), "sub": ("_{", "}")},
    "latex": {
        "italic": (r"\textit{", "}"),
        "bold": (r"\textbf{", "}"),
        "sup": (r"\textsuperscript{", "}"),
        "sub": (r"\textsubscript{", "}"),
        "caps": (r"\textsc{", "}"),
    },
}
_MARKDOWN_SPECIALS = frozenset("\\`*_[]<>^~$")


def runs(simple_html: str) -> tuple[Run, ...]:
    """The stretches of a reference that the processor has set."""
    reader = _Reader()
    reader.feed(simple_html)
    reader.close()
    return tuple(Run(text, face) for text, face in reader.found)


def set_runs(stretches: tuple[Run, ...], notation: str) -> str:
    """Stretches in a notation (see FORMATS); what it has no sign for is set plain."""
    wraps = _WRAPS.get(notation, {})
    parts = []
    for run in stretches:
        before, after = wraps.get(run.face, ("", ""))
        parts.append(before + escape_text(run.text, notation) + after)
    return "".join(parts)


def set_reference(simple_html: str, notation: str) -> str:
    """A reference of the processor's in a notation."""
    return set_runs(runs(simple_html), notation)


def escape_text(text: str, notation: str) -> str:
    """Plain text so that the notation prints it as it is."""
    if notation == "html":
        return escape(text, quote=False)
    if notation == "latex":
        return escape_latex(text)
    if notation == "markdown":
        return "".join(f"\\{char}" if char in _MARKDOWN_SPECIALS else char for char in text)
    return text


class _Reader(HTMLParser):
    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.found: list[tuple[str, str]] = []
        self._open: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        _ = attrs
        self._open.append(_FACES.get(tag, ""))

    def handle_endtag(self, tag: str) -> None:
        _ = tag
        if self._open:
            self._open.pop()

    def handle_data(self, data: str) -> None:
        face = next((face for face in reversed(self._open) if face), "")
        if self.found and self.found[-1][1] == face:
            data = self.found.pop()[0] + data
        self.found.append((data, face))
