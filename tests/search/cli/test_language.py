"""The command line in Chinese: which language is spoken, and what a Chinese reader sees."""

import gettext
import json
import os
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path

import click
import pytest

from corpus.errors import LibraryError, UsageError
from search.cli import language
from search.cli.command import Context
from search.cli.group import COMMANDS
from search.cli.group import yinde as program
from search.cli.language import preferred_language, use_language
from search.render.speech import LOCALES, spoken
from search.render.width import display_width

Golden = Callable[[str, str], None]
Yinde = Callable[..., tuple[int, str, str]]
ROOT = Path(__file__).parents[3]


@pytest.fixture
def _chinese(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    monkeypatch.setenv("YINDE_LANG", "zh")
    monkeypatch.setenv("LANGUAGE", "")  # which is set on the way, and must be as it was afterwards
    use_language("zh")
    yield
    use_language("en")


@pytest.mark.parametrize(
    ("environment", "expected"),
    [
        ({}, "en"),
        ({"LANG": "zh_CN.UTF-8"}, "zh"),
        ({"LANG": "zh_TW.UTF-8"}, "zh"),
        ({"LANG": "en_US.UTF-8"}, "en"),
        ({"LANG": "de_DE.UTF-8"}, "en"),
        ({"LANG": "zhx"}, "en"),
        ({"LANG": "zh_CN.UTF-8", "LC_ALL": "C.UTF-8"}, "en"),
        ({"LANG": "zh_CN.UTF-8", "LC_MESSAGES": "en_GB.UTF-8"}, "en"),
        ({"LANG": "en_US.UTF-8", "LC_MESSAGES": "zh_CN"}, "zh"),
        ({"LANG": "zh_CN.UTF-8", "LANGUAGE": "en_US:en"}, "en"),
        ({"LANG": "de_DE.UTF-8", "LANGUAGE": "de:zh_CN:en"}, "zh"),
        ({"LANG": "C", "LANGUAGE": "zh_CN"}, "en"),
        ({"LANG": "en_US.UTF-8", "YINDE_LANG": "zh"}, "zh"),
        ({"LANG": "zh_CN.UTF-8", "YINDE_LANG": "en"}, "en"),
        ({"LANG": "zh_CN.UTF-8", "YINDE_LANG": ""}, "zh"),
        ({"YINDE_LANG": "ZH-Hans"}, "zh"),
    ],
)
def test_the_language_is_that_of_the_environment(environment: dict[str, str], expected: str) -> None:
    assert preferred_language(environment) == expected


def test_a_system_without_variables_is_asked_for_its_locale(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(language, "_system_locale", lambda: "Chinese (Simplified)_China")
    assert preferred_language({}) == "zh"
    monkeypatch.setattr(language, "_system_locale", lambda: "English_United States")
    assert preferred_language({}) == "en"


def test_a_language_that_is_not_there_is_an_error(yinde: Yinde, monkeypatch: pytest.MonkeyPatch) -> None:
    with pytest.raises(UsageError):
        preferred_language({"YINDE_LANG": "fr"})
    monkeypatch.setenv("YINDE_LANG", "fr")
    assert yinde("list") == (2, "", "yinde: YINDE_LANG is 'fr'; set it to one of: en, zh\n")


@pytest.mark.usefixtures("_chinese")
@pytest.mark.parametrize("name", ["", "search", "index", "bib"])
def test_help(yinde: Yinde, golden: Golden, monkeypatch: pytest.MonkeyPatch, name: str) -> None:
    monkeypatch.setenv("COLUMNS", "80")
    status, out, _ = yinde(*name.split(), "--help")
    assert status == 0
    golden(f"help-{name or 'yinde'}.zh.txt", out)


@pytest.mark.usefixtures("_chinese")
@pytest.mark.parametrize("columns", ["80", "100"])
def test_no_line_that_can_be_wrapped_is_wider_than_the_terminal(
    yinde: Yinde, monkeypatch: pytest.MonkeyPatch, columns: str
) -> None:
    monkeypatch.setenv("COLUMNS", columns)
    for name in COMMANDS:
        lines = yinde(name, "--help")[1].splitlines()
        assert [line for line in lines if display_width(line) > int(columns) and not line.startswith("    ")] == []


@pytest.mark.usefixtures("_chinese")
def test_every_page_of_help_is_wholly_chinese() -> None:
    parent = Context(program, info_name="yinde", **program.context_settings)
    for name in COMMANDS:
        command = program.get_command(parent, name)
        assert command is not None
        with Context(command, parent=parent, info_name=name) as context:
            for line in context.get_help().splitlines():
                words = [word for word in line.split() if word.isascii() and word.isalpha() and word.islower()]
                assert len(words) < 4 or "yinde" in words, line  # names of formats and the like stand alone


@pytest.mark.usefixtures("_chinese", "library")
@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (("serach", "碳"), "yinde：没有 serach 这个命令；是不是想用 search？（见 yinde --help）\n"),
        (("search",), "yinde：缺少参数 '查询…'（见 yinde search --help）\n"),
        (("search", "碳", "--limit"), "yinde：选项 '--limit' 需要 1 个值\n"),
        (
            ("search", "碳", "-n", "x"),
            "yinde：'-n' / '--limit' 的值无效：'x' 不是所需的数字（见 yinde search --help）\n",
        ),
        (("search", "碳", "--json", "-l"), "yinde：-l 与 --json 不能一起用；--json 已给出每条的路径\n"),
        (("search", "「碳"), "yinde：第 1 列的 「 没有配对；请用 」 结束\n  「碳\n  ^\n"),
    ],
)
def test_an_error_is_one_line_with_the_next_step(yinde: Yinde, arguments: tuple[str, ...], message: str) -> None:
    status, out, err = yinde(*arguments)
    assert (status, out) == (2, "")
    assert err == message


@pytest.mark.usefixtures("_chinese", "library")
def test_a_page_of_results(yinde: Yinde, golden: Golden, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("COLUMNS", "80")
    golden("hits-80.zh.txt", yinde("search", "碳中和")[1])


@pytest.mark.usefixtures("_chinese")
def test_what_programs_read_stays_english(
    tmp_path: Path, yinde: Yinde, golden: Golden, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "broken.pdf").write_bytes(b"%PDF")
    (tmp_path / "tide.txt").write_text("水位一年年升高，堤坝也一年年加高。\n" * 3, encoding="utf-8")
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("COLUMNS", "80")
    assert yinde("index", ".")[0] == 0
    golden("doctor.zh.txt", yinde("doctor")[1])
    broken = json.loads(yinde("doctor", "--json")[1].splitlines()[0])
    assert broken["error"] == "it is damaged or no PDF; open it in a viewer and save it anew"
    assert "已损坏，或不是 PDF" in yinde("why-not", "堤坝", "broken.pdf")[1]
    monkeypatch.setenv("YINDE_LANG", "en")
    assert "it is damaged or no PDF" in yinde("why-not", "堤坝", "broken.pdf")[1]


@pytest.mark.usefixtures("_chinese")
def test_the_catalogue_takes_in_click() -> None:
    assert gettext.gettext("Missing argument") == "缺少参数"
    assert spoken(LibraryError("{path}: {reason}", path="a", reason=OSError(13, "Permission denied")).message) == (
        "a：没有权限"
    )


def test_a_library_speaks_english_whatever_the_locale() -> None:
    program = "from search.render.speech import gettext; from search import open_library; print(gettext('Chinese'))"
    environment = {**os.environ, "LANG": "zh_CN.UTF-8", "YINDE_LANG": "zh", "PYTHONPATH": str(ROOT)}
    done = subprocess.run([sys.executable, "-c", program], env=environment, capture_output=True, check=True, text=True)
    assert done.stdout == "Chinese\n"


def test_every_command_shows_its_help_through_our_own_pages() -> None:
    def below(command: click.Command) -> Iterator[click.Command]:
        yield command
        if isinstance(command, click.Group):
            with Context(command, **program.context_settings) as context:
                for name in command.list_commands(context):
                    found = command.get_command(context, name)
                    assert found is not None
                    yield from below(found)

    assert all(issubclass(command.context_class, Context) for command in below(program))
    assert all(
        parameter.metavar
        for command in below(program)
        for parameter in command.params
        if isinstance(parameter, click.Argument)
    )


def test_the_catalogue_is_where_it_is_looked_for() -> None:
    assert os.path.isfile(os.path.join(LOCALES, "zh_CN", "LC_MESSAGES", "yinde.mo"))
