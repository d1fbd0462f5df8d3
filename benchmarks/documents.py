"""What becomes of people's files: ``python -m benchmarks.documents FOLDER…``; each is read alone, as by ``yinde doctor``.

With ``--twins BOOK.epub BOOK.pdf`` also how many of 200 phrases drawn from a book are found in the PDF of it, and how
many of these on the page on which PDFium alone finds them. With ``--encodings FOLDER`` also how many files are decoded
from what the folder around them, or their own name, says, whatever their kind; a superset counts.
"""

import argparse
import codecs
import random
import re
import resource
import sys
from bisect import bisect_right
from collections import defaultdict
from pathlib import Path
from time import perf_counter

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

from benchmarks.tables import Row, Table, machine, number, report
from corpus.containers import container_of, container_suffix
from corpus.doctor import Diagnosis, examine
from corpus.encoding import decode
from corpus.errors import ReadError
from corpus.fold import fold, fold_aligned
from corpus.read import read_document
from corpus.sentences import sentences

_COLUMNS = ("files", "read", "read in part", "mojibake", "not read", "slowest, s")
_PHRASES = 200
_SEED = 5
_SUPERSETS = {"gb2312": "gb18030", "gbk": "gb18030", "big5": "big5hkscs"}


def main() -> None:
    """Read all files and print what became of each kind."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("folders", nargs="+", type=Path)
    parser.add_argument("--twins", nargs=2, type=Path, metavar=("EPUB", "PDF"))
    parser.add_argument("--encodings", type=Path, metavar="FOLDER")
    parser.add_argument("--json", action="store_true")
    options = parser.parse_args()
    tables = [_read(folder) for folder in options.folders]
    if options.twins:
        tables.append(_twins(*options.twins))
    if options.encodings:
        tables.append(_encodings(options.encodings))
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss >> 10
    header = machine(("pypdfium2", "lxml", "docutils")) | {"peak memory": f"{peak} MB"}
    print(report(header, tables, as_json=options.json))


def _read(folder: Path) -> Table:
    """A row for each suffix, and for each format in containers of one suffix."""
    found: defaultdict[str, list[tuple[Diagnosis, float]]] = defaultdict(list)
    examination = examine([str(folder)], root=str(folder))
    begun = perf_counter()
    for diagnosis in examination.diagnoses:
        found[_kind(folder / diagnosis.path, diagnosis)].append((diagnosis, perf_counter() - begun))
        begun = perf_counter()
    rows = [_row(kind, results) for kind, results in sorted(found.items())]
    rows += [
        Row(suffix or "no suffix", (str(count), *"–––––"), "of a kind that is not read")
        for suffix, count in examination.findings.others
    ]
    return Table(str(folder), _COLUMNS, tuple(rows))


def _kind(path: Path, diagnosis: Diagnosis) -> str:
    """The suffix of a file, before that of a member the suffix of its container."""
    container = container_of(str(path))
    if container and container != str(path):
        return f"{container_suffix(container)}: {diagnosis.format or 'not read'}"
    return container_suffix(path.name) or path.suffix.lower()


def _row(suffix: str, results: list[tuple[Diagnosis, float]]) -> Row:
    diagnoses = [diagnosis for diagnosis, _ in results]
    errors = [diagnosis.error for diagnosis in diagnoses if diagnosis.error]
    counts = (
        len(diagnoses),
        len(diagnoses) - len(errors),
        sum(bool(diagnosis.defects) for diagnosis in diagnoses),
        sum(bool(diagnosis.mojibake) for diagnosis in diagnoses),
        len(errors),
    )
    return Row(
        suffix, (*map(str, counts), number(max(seconds for _, seconds in results))), "; ".join(sorted(set(errors)))
    )


def _twins(epub: Path, pdf: Path) -> Table:
    """How much of a book is found in its twin; white space and script aside, as in matching."""
    import pypdfium2

    book = read_document(str(epub), root=str(epub.parent)).text
    candidates = [book[span.start : span.end] for span in sentences(book, structured=True)]
    draw = random.Random(_SEED)
    phrases = [_phrase(draw, draw.choice([text for text in candidates if len(text) >= 8])) for _ in range(_PHRASES)]
    twin = read_document(str(pdf), root=str(pdf.parent))
    folded, alignment = fold_aligned(twin.text)
    kept = [i for i, character in enumerate(folded) if not character.isspace()]
    squeezed = "".join(folded[i] for i in kept)
    pages = [_squeezed(page.get_textpage().get_text_range()) for page in pypdfium2.PdfDocument(str(pdf))]
    starts = [page.start for page in twin.pages]
    places = [(phrase, squeezed.find(phrase)) for phrase in map(_squeezed, phrases)]
    found = [(phrase, alignment.span(kept[at], kept[at] + 1).start) for phrase, at in places if at >= 0]
    right = sum(phrase in pages[bisect_right(starts, start) - 1] for phrase, start in found)
    rows = (
        Row("phrases found", (f"{len(found)} of {_PHRASES}",)),
        Row(
            "on the page on which PDFium finds them",
            (f"{right} of {len(found)}",),
            "one that runs over a page counts as not",
        ),
    )
    return Table(f"{epub.name} in {pdf.name}", ("phrases",), rows)


def _encodings(folder: Path) -> Table:
    """Whether files are decoded from the encoding that their folder, or else their name, is called by."""
    right, wrong = 0, []
    for path in sorted(path for path in folder.rglob("*") if path.is_file()):
        known = [codec for name in (path.parent.name, path.stem) if (codec := _codec(name))]
        try:
            found = _codec(decode(path.read_bytes()).encoding)
        except ReadError:
            found = ""
        expected = known[0] if known else ""
        if expected and found.startswith(_SUPERSETS.get(expected, expected)):
            right += 1
        else:
            wrong.append(f"{path.relative_to(folder)}: {expected or 'no codec'}, read as {found or 'nothing'}")
    return Table(
        str(folder),
        ("files",),
        (Row("decoded as they are called", (str(right),)), Row("else", (str(len(wrong)),), "; ".join(wrong))),
    )


def _codec(name: str) -> str:
    """Python's own name of an encoding; none where it has no codec for it."""
    try:
        return codecs.lookup(name).name
    except LookupError:
        return ""


def _phrase(draw: random.Random, text: str) -> str:
    size = min(draw.randint(6, 20), len(text))
    start = draw.randint(0, len(text) - size)
    return text[start : start + size]


def _squeezed(text: str) -> str:
    return re.sub(r"\s+", "", fold(text))


if __name__ == "__main__":
    main()
