"""The floors of ``baseline.json``, and the verdict on what was measured."""

import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

FILE = Path(__file__).with_name("baseline.json")


@dataclass(frozen=True, slots=True)
class Floor:
    """The least that ``measure`` must reach on ``subject``, and why it is that and no more."""

    subject: str
    measure: str
    least: float
    why: str


def floors(path: Path = FILE) -> Iterator[Floor]:
    """All floors, in the order of the file."""
    for subject, measures in json.loads(path.read_text(encoding="utf-8"))["floors"].items():
        for measure, floor in measures.items():
            yield Floor(subject, measure, floor["least"], floor["why"])


def shortfalls(measured: Mapping[str, Mapping[str, float]], path: Path = FILE) -> list[str]:
    """A line for each floor that was measured and not reached."""
    lines = []
    for floor in floors(path):
        value = measured.get(floor.subject, {}).get(floor.measure)
        if value is not None and value < floor.least:
            lines.append(f"{floor.subject}: {floor.measure} is {value:.4f}, below {floor.least} ({floor.why})")
    return lines


def verdict(measured: Mapping[str, Mapping[str, float]]) -> int:
    """Print which floors hold; 0 where all that were measured do, else 1."""
    below = shortfalls(measured)
    checked = sum(floor.measure in measured.get(floor.subject, {}) for floor in floors())
    for line in below:
        print(f"below the floor: {line}")
    print(f"{checked - len(below)} of {checked} floors hold")
    return 1 if below or not checked else 0
