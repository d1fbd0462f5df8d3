"""The ``yinde`` command as its users run it, from this checkout."""

import json
from pathlib import Path
from typing import Any

from benchmarks.measure import Run, python, run

_CODE = "from search.cli import main; main()"
_FOUND_OR_NOT = (0, 1)


def yinde(*arguments: str) -> list[str]:
    """The command line of ``yinde ARGUMENTS``: what the installed script does, without the need to install it."""
    return python(_CODE, *arguments)


def index(folder: Path, index_folder: Path) -> Run:
    """Build or refresh the index of a folder."""
    return run(yinde("index", str(folder), "--index", str(index_folder)))


def count(phrase: str, index_folder: Path) -> dict[str, int]:
    """The occurrences of a phrase by document path, proved by a plain scan."""
    ended = run(
        yinde("count", f"“{phrase}”", "--verify", "--json", "--index", str(index_folder)), statuses=_FOUND_OR_NOT
    )
    lines: list[dict[str, Any]] = [json.loads(line) for line in ended.output.splitlines()]
    return {line["path"]: line["occurrences"] for line in lines if "path" in line}
