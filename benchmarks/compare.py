"""Speed and size of several engines on one list of documents, each document one passage."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path

from benchmarks import engines
from benchmarks.datasets import Doc, text_bytes
from benchmarks.engines.base import Pages
from benchmarks.exactness import random_phrases
from benchmarks.measure import Latency, Run, cold, folder_bytes, latency, python, run
from benchmarks.tables import Row, number

MEGABYTE = 1_000_000
COLD_REPEATS = 15
_WARM_UP = 4
"""One in so many of what is asked is not timed, the first: a session's first hundred take up to 40 % longer (measured)."""
_BUILD_CODE = "from benchmarks.build_index import main; main()"
_COLD_CODE = (
    "import sys; from pathlib import Path; from benchmarks import engines; "
    "engines.named(sys.argv[1]).open(Path(sys.argv[2])).look_up(sys.argv[3])"
)


@dataclass(frozen=True, slots=True)
class Workload:
    """What is asked of every engine: phrases of three to six characters, of one and two, and questions."""

    phrases: tuple[str, ...]
    short: tuple[str, ...]
    questions: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Figures:
    """What one engine needed. ``cold`` is the wall time of a first look-up in a new process, ``empty`` of python's own."""

    name: str
    build: Run
    index_bytes: int
    phrases: Latency | None
    short: Latency | None
    questions: Latency | None
    pages: Latency | None
    cold: float
    empty: float


def workload(documents: Sequence[Doc], questions: Sequence[str], amount: int) -> Workload:
    """``amount`` phrases and questions of the documents, and a quarter as many short phrases, each asked once.

    Without questions of their own, clauses of 12 to 20 characters stand for them.
    """
    asked = tuple(questions[:amount]) or tuple(random_phrases(documents, amount, 12, 20))
    short = random_phrases(documents, amount // 4, 1, 2)
    return Workload(tuple(random_phrases(documents, amount, 3, 6)), tuple(short), asked)


def measure(name: str, documents: Path, folder: Path, work: Workload) -> Figures:
    """Build the engine's index in a process of its own and put the workload to it in this one."""
    folder.mkdir(parents=True)
    built = run(python(_BUILD_CODE, name, str(documents), str(folder)))
    return search(name, built, folder, work, first=lambda phrase: python(_COLD_CODE, name, str(folder), phrase))


def search(
    name: str,
    built: Run,
    folder: Path,
    work: Workload,
    *,
    first: Callable[[str], Sequence[str]],
    index_folder: Path | None = None,
) -> Figures:
    """Put the workload to what ``built`` has left in ``folder``, or in the part of it that is ``index_folder``.

    ``first`` gives the command that looks up a phrase in a new process: another phrase each time, since some take longer.
    """
    engine = engines.named(name)
    index = engine.open(folder)
    phrases = latency(index.look_up, *_timed(work.phrases))
    short = [phrase for phrase in work.short if len(phrase) >= engine.shortest]
    brief = latency(index.look_up, short) if short else None
    asked = latency(index.ask, *_timed(work.questions)) if engine.questions else None
    paged = latency(index.page, *_timed(work.questions)) if isinstance(index, Pages) else None
    index.close()
    empty, cold_look_up = cold([python("pass"), first(phrase)] for phrase in work.phrases[: COLD_REPEATS + 1])
    return Figures(name, built, folder_bytes(index_folder or folder), phrases, brief, asked, paged, cold_look_up, empty)


def _timed(asked: Sequence[str]) -> tuple[Sequence[str], Sequence[str]]:
    """What is timed, and what is asked before it."""
    warm_up = len(asked) // _WARM_UP
    return asked[warm_up:], asked[:warm_up]


def rows(figures: Sequence[Figures], documents: Sequence[Doc]) -> list[Row]:
    """A row a measure, a cell an engine."""
    size = text_bytes(documents)

    def row(measure: str, note: str, values: Sequence[float | None], unit: str) -> Row:
        return Row(measure, tuple(number(value, unit) for value in values), note)

    def timed(measure: str, field: str, note: str) -> list[Row]:
        latencies: list[Latency | None] = [getattr(one, field) for one in figures]
        middle = row(f"{measure} p50", note, [one.p50 if one else None for one in latencies], "ms")
        return [middle, row(f"{measure} p99", "", [one.p99 if one else None for one in latencies], "ms")]

    return [
        row("build", "wall of a new process, all in", [one.build.seconds for one in figures], "s"),
        row("build a MB", "the same by the MB of text", [one.build.seconds / size * MEGABYTE for one in figures], "s"),
        row("peak memory", "all its processes at once", [one.build.peak / MEGABYTE for one in figures], "MB"),
        row("index / text", "bytes, stored text included", [one.index_bytes / size for one in figures], "×"),
        *timed("look-up, 3–6 characters", "phrases", "warm; total, and ten texts read"),
        *timed("look-up, 1–2 characters", "short", "warm; total, and ten texts read"),
        *timed("question", "questions", "warm; ten best, texts read"),
        *timed("question, page of hits", "pages", "the same with records, places and marked snippets"),
        row("first look-up", "median wall of a new process", [one.cold * 1000 for one in figures], "ms"),
        row(
            "first look-up / python",
            "by `python -c pass`, taking turns",
            [one.cold / one.empty for one in figures],
            "×",
        ),
    ]
