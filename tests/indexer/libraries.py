"""Small libraries for property tests: both scripts, other alphabets, and passages cut anywhere."""

from collections.abc import Sequence
from hashlib import blake2b
from itertools import pairwise

from hypothesis import strategies as st

from corpus.id_number import to_id
from corpus.model import Bib, Document, Locator, Page, Passage, Span

Content = tuple[Document, tuple[Passage, ...]]

FRAGMENTS = [
    *"碳中和達达峰氣气的候変〇々",
    *"，。「a-\n\r \u3000\u00a0\u200b\u0301\x00\ud800\udc00😀𠀀𠮷ก่ひカ",
    "climate",
    "Change",
    "running",
    "2060",
    "été",
    "ﬁn",
    "  ",
    "\n\n",
    "w" * 70,
]
mixed = st.lists(st.sampled_from(FRAGMENTS), max_size=40).map("".join)
dense = st.text(alphabet="碳中和氣候", max_size=12) | st.text(alphabet="碳碳中和\u200b\n，a", max_size=30)
texts = mixed | dense
cuttings = st.lists(st.integers(0, 200), max_size=12) | st.just(range(31))


def content(path: str, text: str, cuts: Sequence[int], label: str | None = None) -> Content:
    """A document whose passages are the pieces between the cuts, without the white space around them."""
    edges = sorted({0, len(text), *(cut % (len(text) + 1) for cut in cuts)})
    spans: list[Span] = []
    for start, end in pairwise(edges):
        piece = text[start:end]
        begin, stop = start + len(piece) - len(piece.lstrip()), start + len(piece.rstrip())
        if begin < stop:
            spans.append(Span(begin, stop))
    pages = (Page(1, "i", 0), Page(2, label or "1", len(text) // 2)) if label else ()
    lines = tuple(range(3, 3 + text.count("\n") + 1)) if label else None
    bib = Bib(title=text[:5], authors=("A", "乙"), extra=(("note", "x"),)) if label else Bib()
    document = Document(f"id of {path}", path, text, bib, pages, lines, language="mul", script="mixed")
    return document, tuple(_passage(document, number, span) for number, span in enumerate(spans))


def _passage(document: Document, number: int, span: Span) -> Passage:
    text = document.text[span.start : span.end]
    key = f"{document.path}\n{number}\n{text}".encode("utf-8", "surrogatepass")
    identity = to_id(int.from_bytes(blake2b(key, digest_size=8).digest(), "big") >> 14)
    page = next((page for page in reversed(document.pages) if page.start <= span.start), None)
    line = document.text.count("\n", 0, span.start) + 1
    place = (page.number, page.label) if page else (None, None)
    locator = Locator(document.path, *place, number + 1, line, line + text.count("\n"), span)
    return Passage(identity, document.id, number, text, locator, "zh" if number % 2 else "en", "hans")


contents = st.builds(
    content,
    st.sampled_from(["a.txt", "b/c.txt", "d 丁.txt", "e.txt"]),
    texts,
    cuttings,
    st.sampled_from([None, "xii"]),
)
libraries = st.lists(contents, max_size=4, unique_by=lambda content: content[0].id)


class PairCutter:
    """A segmenter for tests: two characters at a time."""

    fingerprint = "pairs"

    def cut(self, han_run: str) -> Sequence[str]:
        """Cut a run."""
        return [han_run[i : i + 2] for i in range(0, len(han_run), 2)]

    def cut_all(self, han_runs: Sequence[str]) -> tuple[Sequence[str], Sequence[int]]:
        """Cut runs."""
        cuts = [self.cut(run) for run in han_runs]
        return [word for cut in cuts for word in cut], [len(cut) for cut in cuts]
