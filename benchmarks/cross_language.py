"""From a heading in English to the Chinese file of the same name: ``python -m benchmarks.cross_language FOLDER``.

FOLDER holds a library of translations: files of one name in sister folders named for languages (``en``, ``zh-cn``,
``zh-hans``, ``zh-tw``, ``zh-hant``), such as ``trilingual.tar.xz`` unpacks to. Thirty headings are taken, evenly spread,
of those that stand in one English file only; all others are the set that ranking may be tried on. Each is asked as
keywords, as a phrase in quotation marks, and as keywords with ``--lang zh``. Keywords that five English documents hold
leave no room for any other: a translation never displaces what holds all that was typed.
"""

import argparse
import re
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

if TYPE_CHECKING:
    from search.library import Library

HEADINGS = 30
DOCUMENTS = 5
LEAST = 24
"""Headings, asked as phrases, whose Chinese file has to be among the first documents."""

_HEADING = re.compile(r"^#{2,4} +(?P<text>[^\n\[\]`<>{}]+?) *#*$", re.MULTILINE)
_WORDS = 2
"""A heading of one word names a kind of section rather than a subject."""


@dataclass(frozen=True, slots=True)
class Heading:
    """A heading, and the English file it stands in, relative to the library."""

    text: str
    path: Path


@dataclass(frozen=True, slots=True)
class Places:
    """The Chinese file's place among the first documents, as the heading was asked; None where it is not among them."""

    as_keywords: int | None
    as_phrase: int | None
    in_chinese: int | None


def main() -> int:
    """Index the folder, ask, and print where the Chinese file came; status 1 where too few are found."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("folder", type=Path)
    folder = parser.parse_args().folder.resolve()
    every = sorted(headings(folder), key=lambda heading: (heading.path, heading.text))
    chosen = spread(every, HEADINGS)
    with TemporaryDirectory() as index:
        places = dict(_places(folder, index, every))
    for heading in chosen:
        found = (places[heading].as_keywords, places[heading].as_phrase, places[heading].in_chinese)
        print(*(f"{place or '-':>3}" for place in found), f" {heading.text}  ({heading.path})")
    print(
        f"the Chinese file of that name among the first {DOCUMENTS} documents: as keywords, as a phrase, with --lang zh"
    )
    _print_row(f"{len(chosen)} headings", [places[heading] for heading in chosen])
    _print_row("all others", [found for heading, found in places.items() if heading not in chosen])
    reached = sum(places[heading].as_phrase is not None for heading in chosen)
    return 0 if chosen and reached >= LEAST * len(chosen) / HEADINGS else 1


def _print_row(name: str, places: list[Places]) -> None:
    rows = [(found.as_keywords, found.as_phrase, found.in_chinese) for found in places]
    counts = (sum(place is not None for place in column) for column in zip(*rows, strict=True))
    print(f"{name}: {', '.join(map(str, counts))} of {len(places)}")


def headings(folder: Path) -> Iterator[Heading]:
    """The headings that stand in one English file only, if that has a Chinese sister."""
    found: dict[str, set[Path]] = {}
    for path in sorted(folder.glob("*/en/**/*.md")):
        for match in _HEADING.finditer(path.read_text(encoding="utf-8")):
            if len(match["text"].split()) >= _WORDS:
                found.setdefault(match["text"], set()).add(path)
    for text, paths in found.items():
        path = min(paths)
        if len(paths) == 1 and any(sisters(folder, path)):
            yield Heading(text, path.relative_to(folder))


def sisters(folder: Path, path: Path) -> Iterator[Path]:
    """The Chinese files of an English file's name."""
    project, _, *rest = path.relative_to(folder).parts
    yield from (found for found in (folder / project).glob("/".join(["zh-*", *rest])) if found.is_file())


def spread(items: list[Heading], wanted: int) -> list[Heading]:
    """As many items as wanted, evenly from all over the list."""
    return [items[place * len(items) // wanted] for place in range(min(wanted, len(items)))]


def _places(folder: Path, index: str, every: list[Heading]) -> Iterator[tuple[Heading, Places]]:
    """Ask every heading of the folder's library."""
    from indexer.build import build
    from indexer.report import BuildRequest
    from search.library import open_library

    build(BuildRequest(paths=(str(folder),), index=index))
    with open_library(index=index) as library:
        for heading in every:
            wanted = {path.relative_to(folder).as_posix() for path in sisters(folder, folder / heading.path)}
            plain = heading.text.replace('"', " ")
            yield (
                heading,
                Places(
                    as_keywords=_place(_files(library, plain), wanted),
                    as_phrase=_place(_files(library, f'"{plain}"'), wanted),
                    in_chinese=_place(_files(library, plain, ("zh",)), wanted),
                ),
            )


def _files(library: "Library", query: str, languages: tuple[str, ...] = ()) -> list[str]:
    results = library.search(query, limit=DOCUMENTS, grouped=True, languages=languages)
    return [hit.passage.locator.path for hit in results.hits]


def _place(paths: list[str], wanted: set[str]) -> int | None:
    return next((place for place, path in enumerate(paths, 1) if path in wanted), None)


if __name__ == "__main__":
    sys.exit(main())
