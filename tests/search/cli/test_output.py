import io
import os
import sys

import pytest

from search.cli.output import from_here, screen, speak_utf8, write
from search.render.screen import Screen


class Terminal(io.StringIO):
    def isatty(self) -> bool:
        return True


def terminal(monkeypatch: pytest.MonkeyPatch) -> None:
    """Let stdout be a terminal. (Not a fixture: pytest puts its own stdout in place between set-up and test.)"""
    monkeypatch.setattr(sys, "stdout", Terminal())
    monkeypatch.setenv("TERM", "xterm-256color")
    for variable in ("NO_COLOR", "COLUMNS"):
        monkeypatch.delenv(variable, raising=False)


def test_a_terminal_has_colour_and_a_width(monkeypatch: pytest.MonkeyPatch) -> None:
    terminal(monkeypatch)
    assert screen("auto") == Screen(80, colour=True)
    monkeypatch.setenv("COLUMNS", "100")
    assert screen("auto") == Screen(100, colour=True)
    assert screen("never") == Screen(100, colour=False)


@pytest.mark.parametrize(("name", "value"), [("NO_COLOR", "1"), ("TERM", "dumb")])
def test_colour_can_be_unwanted(monkeypatch: pytest.MonkeyPatch, name: str, value: str) -> None:
    terminal(monkeypatch)
    monkeypatch.setenv(name, value)
    assert not screen("auto").colour
    assert screen("always").colour


def test_a_pipe_has_neither_unless_asked(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "stdout", io.StringIO())
    monkeypatch.delenv("COLUMNS", raising=False)
    assert screen("auto") == Screen(None, colour=False)
    assert screen("always") == Screen(None, colour=True)
    monkeypatch.setenv("COLUMNS", "nonsense")
    assert screen("auto").width is None
    monkeypatch.setenv("COLUMNS", "60")
    assert screen("auto").width == 60


def test_any_stream_carries_chinese_and_bytes_of_names(monkeypatch: pytest.MonkeyPatch) -> None:
    written = io.BytesIO()
    monkeypatch.setattr(sys, "stdout", io.TextIOWrapper(written, encoding="ascii"))
    speak_utf8()
    write(["碳中和", os.fsdecode(b"caf\xe9")])
    assert written.getvalue() == "碳中和\n".encode() + b"caf\xe9\n"


def test_closed_streams_are_no_error(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("COLUMNS", raising=False)
    for name in ("stdin", "stdout", "stderr"):
        monkeypatch.setattr(sys, name, None)
    speak_utf8()
    with sys.stdin, sys.stdout, sys.stderr:
        write(["碳中和"])
        assert (sys.stdin.read(), screen("auto")) == ("", Screen())


def test_paths_are_relative_where_that_is_shorter(tmp_path: object, monkeypatch: pytest.MonkeyPatch) -> None:
    root = str(tmp_path)
    os.mkdir(os.path.join(root, "sub"))
    monkeypatch.chdir(os.path.join(root, "sub"))
    locate = from_here(root)
    assert locate("a/b.txt") == os.path.join("..", "a", "b.txt")
    assert locate("sub/c.txt") == "c.txt"
    assert from_here(os.path.abspath(os.sep))("x") == os.path.join(os.path.abspath(os.sep), "x")
