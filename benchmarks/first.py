"""The counts that the first five documents must give: ``python -m benchmarks.first FOLDER``.

The table is that of the data's README, every phrase asked in both scripts, by ``yinde count --verify``.
"""

import argparse
import sys
from pathlib import Path
from tempfile import TemporaryDirectory

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

from benchmarks import commands
from benchmarks.tables import Row, Table, machine, report

EXPECTED = Path(__file__).with_name("first.tsv")


def main() -> int:
    """Count, print the table; 1 where a number differs."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("folder", type=Path, help="the folder of the five documents")
    parser.add_argument("--json", action="store_true")
    options = parser.parse_args()
    documents = sorted(path.name for path in options.folder.iterdir())
    rows = []
    wrong = 0
    with TemporaryDirectory() as folder:
        index = Path(folder) / "index"
        commands.index(options.folder, index)
        for line in EXPECTED.read_text(encoding="utf-8").splitlines():
            phrase, *expected = line.split("\t")
            counts = commands.count(phrase, index)
            found = [str(counts.get(name, 0)) for name in documents]
            wrong += sum(got != wanted for got, wanted in zip(found, expected, strict=True))
            rows.append(Row(phrase, tuple(found), "" if found == expected else f"expected {' '.join(expected)}"))
    columns = tuple(name.partition("_")[0] for name in documents)
    table = Table(f"{options.folder}: occurrences by yinde count --verify", columns, tuple(rows))
    print(report(machine(()), [table], as_json=options.json))
    print(f"{wrong} numbers differ" if wrong else "every number as expected", file=sys.stderr)
    return 1 if wrong else 0


if __name__ == "__main__":
    sys.exit(main())
