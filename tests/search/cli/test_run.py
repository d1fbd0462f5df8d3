import os
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from search.cli import group

Yinde = Callable[..., tuple[int, str, str]]
ROOT = Path(__file__).parents[3]


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (("serach", "碳"), "yinde: no command 'serach'; did you mean search? (see yinde --help)\n"),
        (
            ("碳中和", "目标"),
            "yinde: no command '碳中和'; to look it up: yinde search 碳中和 目标 (see yinde --help)\n",
        ),
        (("search",), "yinde: missing argument 'QUERY…' (see yinde search --help)\n"),
    ],
)
def test_a_usage_error_is_one_line_with_the_next_step(yinde: Yinde, arguments: tuple[str, ...], message: str) -> None:
    assert yinde(*arguments) == (2, "", message)


def test_a_mistyped_option_is_an_error(yinde: Yinde) -> None:
    status, out, err = yinde("search", "碳", "--limt", "5")
    assert (status, out, err.count("\n")) == (2, "", 1)
    assert "--limit" in err


@pytest.mark.usefixtures("library")
def test_an_error_of_the_library_is_one_line(yinde: Yinde) -> None:
    message = "yinde: no index in nowhere; make one with yinde index PATH\n"
    assert yinde("search", "碳", "--index", "nowhere") == (2, "", message)


def test_a_word_that_looks_like_an_option_is_shown_its_place(yinde: Yinde) -> None:
    status, out, err = yinde("search", "甲烷", "-煤")
    assert (status, out, err.count("\n")) == (2, "", 1)
    assert "-煤" in err
    assert "goes after --" in err


def test_an_error_that_quotes_an_escape_sequence_shows_it(yinde: Yinde) -> None:
    assert "\x1b" not in yinde("\x1b[31m")[2]


@pytest.mark.parametrize(("error", "status"), [(KeyboardInterrupt(), 130), (BrokenPipeError(), 141)])
def test_interruptions_are_silent(
    library: object, yinde: Yinde, monkeypatch: pytest.MonkeyPatch, error: BaseException, status: int
) -> None:
    def interrupted(*_: object, **__: object) -> None:
        raise error

    monkeypatch.setattr(library, "search", interrupted)
    assert yinde("search", "碳") == (status, "", "")


def test_without_a_command_the_help_is_shown(yinde: Yinde) -> None:
    status, out, err = yinde()
    assert (status, err) == (0, "")
    assert all(name in out for name in group.COMMANDS)


def test_the_version_is_told(yinde: Yinde) -> None:
    status, out, _ = yinde("--version")
    assert status == 0
    assert out.startswith("yinde ")


@pytest.mark.parametrize("name", ["", "search", "show", "count"])
def test_help(yinde: Yinde, golden: Callable[[str, str], None], monkeypatch: pytest.MonkeyPatch, name: str) -> None:
    monkeypatch.setenv("COLUMNS", "80")
    status, out, _ = yinde(*name.split(), "--help")
    assert status == 0
    golden(f"help-{name or 'yinde'}.txt", out)


def test_the_page_of_commands_is_up_to_date() -> None:
    script = [sys.executable, "docs/generate_commands.py", "--check"]
    done = subprocess.run(script, cwd=ROOT, capture_output=True, check=False, text=True, encoding="utf-8")
    assert (done.returncode, done.stderr) == (0, "")


def test_a_command_loads_no_other() -> None:
    code = "import sys; from search.cli.run import run; run(['search', '']); print(*sys.modules)"
    loaded = subprocess.run(
        [sys.executable, "-c", code], cwd=ROOT, capture_output=True, check=True, text=True
    ).stdout.split()
    assert "search.cli.search" in loaded
    unwanted = {
        "numpy",
        "yaml",
        "jieba",
        "whoosh",
        "multiprocessing",
        "search.cli.show",
        "search.cli.count",
        "search.cli.help",
    }
    assert not unwanted & set(loaded)


@pytest.mark.skipif(os.name != "posix", reason="locales of POSIX")
@pytest.mark.parametrize("argument", ["碳".encode(), b"\xff\xfe", "𠮷".encode("utf-16-le")[:1]])
def test_any_locale_and_any_bytes_are_answered_without_a_traceback(argument: bytes) -> None:
    legacy = {"LC_ALL": "C", "PYTHONUTF8": "0", "PYTHONCOERCECLOCALE": "0"}
    done = subprocess.run(
        [sys.executable, "-m", "search.cli", argument],
        cwd=ROOT,
        capture_output=True,
        check=False,
        env=os.environ | legacy,
    )
    assert done.returncode == 2
    assert done.stderr.startswith(b"yinde: no command")
    assert b"Traceback" not in done.stderr


@pytest.mark.skipif(os.name != "posix", reason="pipes of POSIX")
def test_a_reader_that_leaves_early_ends_the_run_silently() -> None:
    reading, writing = os.pipe()
    os.close(reading)
    with os.fdopen(writing, "wb") as gone:
        done = subprocess.run(
            [sys.executable, "-m", "search.cli", "search", "--help"],
            cwd=ROOT,
            stdout=gone,
            stderr=subprocess.PIPE,
            check=False,
        )
    assert (done.returncode, done.stderr) == (141, b"")


@pytest.mark.skipif(not os.path.exists("/dev/full"), reason="there is no /dev/full")
def test_a_full_disk_is_one_line() -> None:
    with open("/dev/full", "wb") as full:
        done = subprocess.run(
            [sys.executable, "-m", "search.cli", "search", "--help"],
            cwd=ROOT,
            stdout=full,
            stderr=subprocess.PIPE,
            check=False,
        )
    assert (done.returncode, done.stderr) == (2, b"yinde: No space left on device\n")
