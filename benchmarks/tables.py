"""Results as tables: Markdown for people, JSON for programs."""

import json
import os
import platform
from collections.abc import Sequence
from dataclasses import asdict, dataclass
from datetime import datetime, timezone
from importlib.metadata import PackageNotFoundError, version


@dataclass(frozen=True, slots=True)
class Row:
    """One measure. ``cells`` are what each engine reached; ``note`` says how it was measured."""

    measure: str
    cells: tuple[str, ...]
    note: str = ""


@dataclass(frozen=True, slots=True)
class Table:
    """A table of measures by engine."""

    title: str
    columns: tuple[str, ...]
    rows: tuple[Row, ...]


def machine(packages: Sequence[str]) -> dict[str, str]:
    """Where and when: what every report begins with."""
    header = {
        "date": datetime.now(timezone.utc).date().isoformat(),
        "machine": f"{_processor()}, {os.cpu_count()} cores, {platform.system()} {platform.release()}",
        "python": platform.python_version(),
    }
    return header | {"packages": ", ".join(map(_package, packages))} if packages else header


def report(header: dict[str, str], tables: Sequence[Table], *, as_json: bool) -> str:
    """The whole report as Markdown, or as one JSON object."""
    if as_json:
        return json.dumps({**header, "tables": [asdict(table) for table in tables]}, ensure_ascii=False, indent=2)
    lines = [f"{key}: {value}  " for key, value in header.items()]
    for table in tables:
        lines += ["", f"## {table.title}", "", *_markdown(table)]
    return "\n".join(lines)


def number(value: float | None, unit: str = "", digits: int = 3) -> str:
    """A figure for a cell, with so many significant digits; a dash for what was not measured."""
    if value is None:
        return "–"
    magnitude = f"{value:.{digits}g}"
    plain = f"{float(magnitude):,.0f}" if "e" in magnitude or abs(value) >= 1000 else magnitude
    return f"{plain} {unit}".rstrip()


def fraction(value: float | None) -> str:
    """A mean between 0 and 1 for a cell, with four decimals."""
    return "–" if value is None else f"{value:.4f}"


def _markdown(table: Table) -> list[str]:
    noted = any(row.note for row in table.rows)
    head = ["", *table.columns] + (["measured"] if noted else [])
    body = [[row.measure, *row.cells] + ([row.note] if noted else []) for row in table.rows]
    rules = ["---"] + ["---:"] * len(table.columns) + (["---"] if noted else [])
    return ["| " + " | ".join(cells) + " |" for cells in [head, rules, *body]]


def _package(name: str) -> str:
    try:
        return f"{name} {version(name)}"
    except PackageNotFoundError:
        return f"{name} absent"


def _processor() -> str:
    try:
        with open("/proc/cpuinfo", encoding="utf-8") as file:
            return next((line.partition(":")[2].strip() for line in file if line.startswith("model name")), "")
    except OSError:
        return platform.processor() or platform.machine()
