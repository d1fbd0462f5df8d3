"""From a heading in English to the Chinese file of the same name: ``python -m benchmarks.cross_language FOLDER``.

FOLDER holds a library of translations: files of one name in sister folders named for languages (``en``, ``zh-cn``,
``zh-hans``, ``zh-tw``, ``zh-hant``), such as ``trilingual.tar.xz`` unpacks to. Thirty headings are taken, evenly spread,
of those that stand in one English file only; each is asked as it stands.
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
"""Headings whose Chinese file has to be among the first documents in Chinese."""

_HEADING = re.compile(r"^#{2,4} +(?P<text>[^\n\[\]`<>{}]+?) *#*$", re.MULTILINE)
_WORDS = 2
"""A heading of one word names a kind of section rather than a subject."""


@dataclass(frozen=True, slots=True)
class Heading:
    """A heading, and the English file it stands in, relative to the library."""

    text: str
    path: Path


def main() -> int:
    """Index the folder, ask, and print where the Chinese file came; status 1 where too few are found."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("folder", type=Path)
    folder = parser.parse_args().folder.resolve()
    chosen = spread(sorted(headings(folder), key=lambda heading: (heading.path, heading.text)), HEADINGS)
    with TemporaryDirectory() as index:
        places = list(_places(folder, index, chosen))
    for heading, (among_all, among_chinese) in zip(chosen, places, strict=True):
        print(f"{among_all or '-':>3} {among_chinese or '-':>3}  {heading.text}  ({heading.path})")
    found = sum(among_all is not None for among_all, _ in places)
    chinese = sum(among_chinese is not None for _, among_chinese in places)
    print(f"among the first {DOCUMENTS} documents: {found} of {len(chosen)}; with --lang zh: {chinese}")
    return 0 if chosen and chinese >= LEAST * len(chosen) / HEADINGS else 1


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


def _places(folder: Path, index: str, chosen: list[Heading]) -> Iterator[tuple[int | None, int | None]]:
    """For each heading the Chinese file's place among the first documents, of all and of those in Chinese."""
    from indexer.build import build
    from indexer.report import BuildRequest
    from search.library import open_library

    build(BuildRequest(paths=(str(folder),), index=index))
    with open_library(index=index) as library:
        for heading in chosen:
            wanted = {path.relative_to(folder).as_posix() for path in sisters(folder, folder / heading.path)}
            yield (
                _place(_files(library, heading.text), wanted),
                _place(_files(library, heading.text, ("zh",)), wanted),
            )


def _files(library: "Library", heading: str, languages: tuple[str, ...] = ()) -> list[str]:
    results = library.search(heading, limit=DOCUMENTS, grouped=True, languages=languages)
    return [hit.passage.locator.path for hit in results.hits]


def _place(paths: list[str], wanted: set[str]) -> int | None:
    return next((place for place, path in enumerate(paths, 1) if path in wanted), None)


if __name__ == "__main__":
    sys.exit(main())
