"""Build one engine's index in a process of its own: ``python -m benchmarks.build_index ENGINE DOCS.jsonl FOLDER``."""

import sys
from pathlib import Path

from benchmarks import engines
from benchmarks.datasets import read_documents


def main() -> None:
    """Read, build, end."""
    name, documents, folder = sys.argv[1:]
    engines.named(name).build(read_documents(Path(documents)), Path(folder))


if __name__ == "__main__":
    main()
