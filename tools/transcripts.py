"""Keep the terminal transcripts of the READMEs true: ``python -m tools.transcripts`` runs their commands again.

A transcript is a fenced block marked ``console``: a line ``$ yinde …`` for each command, and below it what the command
printed; ``$ echo TEXT > FILE`` writes a file. The commands of a page run one after another in a new folder that holds a
copy of ``examples/``. The seconds in the output differ from run to run; ``tests/test_readme.py`` compares the rest.
"""

import os
import re
import shlex
import shutil
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from tempfile import TemporaryDirectory

ROOT = Path(__file__).resolve().parent.parent
READMES = {"README.md": "en", "README.zh-CN.md": "zh"}
"""With the language in which yinde speaks to their readers."""
COLUMNS = 80
PROMPT = "$ "
_BLOCK = re.compile(r"(?<=^```console\n).*?(?=^```$)", re.MULTILINE | re.DOTALL)


def rerun(page: str, run: Callable[[list[str]], str]) -> str:
    """Return the text of a page with the output of every command of its transcripts replaced by what ``run`` returns."""

    def block(match: re.Match[str]) -> str:
        commands = [line for line in match.group().splitlines() if line.startswith(PROMPT)]
        return "".join(f"{line}\n{run(shlex.split(line.removeprefix(PROMPT)))}" for line in commands)

    return _BLOCK.sub(block, page)


def execute(command: list[str], folder: Path, language: str) -> str:
    """Run a command in ``folder`` as somebody with a terminal of 80 columns would, and return what it wrote to stdout.

    Raises ValueError for any but ``yinde …`` and ``echo TEXT > FILE``, CalledProcessError where ``yinde`` fails.
    """
    match command:
        case ["echo", text, ">", file]:
            (folder / file).write_text(f"{text}\n", encoding="utf-8", newline="\n")
            return ""
        case ["yinde", *arguments]:
            return yinde(arguments, folder, language)
    raise ValueError(f"not a command of transcripts: {shlex.join(command)}")


def yinde(arguments: list[str], folder: Path, language: str) -> str:
    """Run ``yinde`` in ``folder``; CalledProcessError where it fails (status 1 is an answer) or prints nothing."""
    environment = {name: value for name, value in os.environ.items() if name not in {"YINDE_INDEX", "COLUMNS"}}
    environment |= {"PYTHONPATH": str(ROOT), "COLUMNS": str(COLUMNS), "PYTHONUTF8": "1", "YINDE_LANG": language}
    done = subprocess.run(  # noqa: S603
        [sys.executable, "-m", "search.cli", *arguments],
        cwd=folder,
        env=environment,
        stdout=subprocess.PIPE,
        check=False,
        encoding="utf-8",
    )
    if done.returncode > 1 or not done.stdout:
        raise subprocess.CalledProcessError(done.returncode, done.args)
    return done.stdout


def refreshed(page: str, language: str) -> str:
    """Return the text of a page with its transcripts made anew, in a language."""
    with TemporaryDirectory() as name:
        folder = Path(name).resolve()
        shutil.copytree(ROOT / "examples", folder / "examples", ignore=shutil.ignore_patterns(".yinde"))
        return rerun(page, lambda command: execute(command, folder, language))


def main() -> None:
    """Write the transcripts of both READMEs anew."""
    for name, language in READMES.items():
        path = ROOT / name
        path.write_text(refreshed(path.read_text(encoding="utf-8"), language), encoding="utf-8", newline="\n")


if __name__ == "__main__":
    main()
