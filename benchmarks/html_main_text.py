"""How well the main text of saved pages is found, beside trafilatura: ``python -m benchmarks.html_main_text DATA/html``.

The folder has no labels. What its pages hold was looked up by eye and follows from their three templates: what is the main
text of each stands between two marks of its template. Shares are of pairs of neighbouring characters, each page counting
the same: *found* of those of the main text, *right* of those that were given.
"""

import argparse
import re
import sys
from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from importlib.util import find_spec
from itertools import pairwise
from pathlib import Path
from statistics import mean
from time import perf_counter

from lxml import etree

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

from benchmarks.measure import cold, python
from benchmarks.tables import Row, Table, fraction, machine, number, report
from corpus.encoding import decode
from corpus.errors import ReadError
from corpus.readers.content import Source
from corpus.readers.html import read

Extract = Callable[[bytes], str]

_CHAPTER = "a chapter, with settings and menus"
_BOOK = "about a book, in layout tables, with a menu and a guest book"
_HIDDEN = "a notice, all else hidden"


def main() -> None:
    """Print what each way finds, and what it costs."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("folder", type=Path)
    parser.add_argument("--json", action="store_true")
    options = parser.parse_args()
    pages = _labelled(options.folder)
    ways = {"yinde": _yinde, **_trafilatura()}
    rows: list[Row] = []
    for kind in (_CHAPTER, _BOOK, _HIDDEN):
        chosen = [(data, truth) for data, truth, of in pages if of == kind]
        scores = [_score(way, chosen) for way in ways.values()]
        rows += [
            Row(f"{kind} ({len(chosen)}): found", tuple(fraction(found) for found, _, _ in scores)),
            Row("… right", tuple(fraction(right) for _, right, _ in scores)),
            Row("… slowest, s", tuple(number(slowest) for _, _, slowest in scores)),
        ]
    rows.append(Row("import, ms", tuple(_import_time(way) for way in ways)))
    table = Table("Main text of saved pages", tuple(ways), tuple(rows))
    print(report(machine(("lxml", "trafilatura")), [table], as_json=options.json))


def _yinde(data: bytes) -> str:
    return read(Source(data, "page.html")).text


def _trafilatura() -> Mapping[str, Extract]:
    """The ways in which trafilatura can be asked; none where it is not installed."""
    if find_spec("trafilatura") is None:
        return {}
    from trafilatura import extract

    def asked(**options: bool) -> Extract:
        return lambda data: extract(data, **options) or ""

    return {
        "trafilatura": asked(),
        "… for precision": asked(favor_precision=True),
        "… for recall": asked(favor_recall=True),
    }


def _import_time(way: str) -> str:
    modules = {"yinde": "corpus.readers.html, lxml.etree", "trafilatura": "trafilatura"}
    if way not in modules:
        return "–"
    bare, loaded = cold([[python("pass"), python(f"import {modules[way]}")]] * 6)
    return number(1000 * (loaded - bare), digits=2)


def _labelled(folder: Path) -> Sequence[tuple[bytes, str, str]]:
    """The pages that are text, with their main text and their kind."""
    pages = []
    for path in sorted(folder.iterdir()):
        data = path.read_bytes()
        try:
            html = decode(data).text
        except ReadError:
            continue
        tree = etree.fromstring(html.encode(), etree.HTMLParser(encoding="utf-8", huge_tree=True))
        etree.strip_elements(tree, "script", "style", "head", etree.Comment, with_tail=False)
        chapter = next((each for each in tree.iter("pre") if each.get("id") == "SourceText"), None)
        whole = "".join(map(str, tree.itertext()))
        if chapter is not None:
            pages.append((data, "".join(map(str, chapter.itertext())), _CHAPTER))
        elif book := re.search("更新預告(.*?)好讀首頁", whole, re.DOTALL):
            pages.append((data, book[1], _BOOK))
        elif visible := re.search(r"本文書整理了(.*?)https://w3c\.github\.io/clreq/", whole, re.DOTALL):
            pages.append((data, visible[0], _HIDDEN))
    return pages


def _score(way: Extract, pages: Sequence[tuple[bytes, str]]) -> tuple[float, float, float]:
    """The shares of what is found and of what is right, and the seconds for the slowest page."""
    found, right, seconds = [], [], []
    for data, truth in pages:
        begun = perf_counter()
        given = _pairs(way(data))
        seconds.append(perf_counter() - begun)
        wanted = _pairs(truth)
        common = (given & wanted).total()
        found.append(common / wanted.total())
        right.append(common / given.total() if given else 1.0)
    return mean(found), mean(right), max(seconds)


def _pairs(text: str) -> Counter[tuple[str, str]]:
    """Pairs of neighbouring letters and digits: neither white space nor the rules of tables count."""
    return Counter(pairwise(filter(str.isalnum, text)))


if __name__ == "__main__":
    main()
