"""A manuscript of sixty quotations, whose verdicts are known, over eight documents written for it."""

import json
import re
import textwrap
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from shutil import copytree

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from corpus.model import Span
from corpus.reflow import paragraphs
from indexer.build import refresh
from search.check.draft import read_draft
from search.check.extract import quotations
from search.check.model import Checked, Quoted, Verdict
from search.check.report import markdown, objects, page, table
from search.check.verdict import check
from search.cli.run import run
from search.library import Library, open_library
from search.render.screen import Screen

HERE = Path(__file__).parent / "manuscript"
KNOWN = [tuple(line.split(": ", 1)) for line in (HERE / "quotations.txt").read_text("utf-8").splitlines()]


@pytest.fixture(scope="module")
def sources(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("sources") / "library"
    copytree(HERE / "library", folder)
    refresh(str(folder))
    return folder


@pytest.fixture
def library(sources: Path) -> Iterator[Library]:
    with open_library(sources) as opened:
        yield opened


def manuscript() -> str:
    """The quotations in running text, in every kind of marks in turn, every third one wrapped."""
    paragraphs = ["---\ntitle: “这一行不是引文，它在前言里面”\n---", "# 草稿"]
    for number, (_, words) in enumerate(KNOWN):
        latin = words.isascii() or words[0].isascii()
        wrapped = words
        if number % 3 == 0:
            wrapped = textwrap.fill(words, 30) if latin else "\n".join(textwrap.wrap(words, 18, drop_whitespace=False))
        kinds = ["“{}”", "> {}", '"{}"' if latin else "「{}」", "**“**{}**”**", "书中引《{}》" if not latin else "“{}”"]
        quoted = kinds[number % 5].format(wrapped.replace("\n", "\n> ") if number % 5 == 1 else wrapped)
        paragraphs.append(quoted if number % 5 == 1 else f"第{number}处写道，{quoted}，这一点值得注意。")
    return "\n\n".join([*paragraphs, "```\n“代码里的话不是引文，不必检查”\n```", "这是“双碳”。"]) + "\n"


def checked(path: Path, library: Library) -> list[Checked]:
    return [check(quoted, library.reader) for quoted in quotations(read_draft(str(path)))]


def test_every_verdict_is_right_nineteen_times_in_twenty(tmp_path: Path, library: Library) -> None:
    draft = tmp_path / "draft.md"
    draft.write_text(manuscript(), "utf-8")
    made = checked(draft, library)
    assert len(KNOWN) == 60
    assert [re.sub(r"\s+", "", one.quoted.text) for one in made] == [re.sub(r"\s+", "", words) for _, words in KNOWN]
    pairs = Counter((known, one.verdict.value) for (known, _), one in zip(KNOWN, made, strict=True))
    for verdict in Verdict:
        right = pairs[verdict.value, verdict.value]
        given = sum(count for (_, said), count in pairs.items() if said == verdict.value)
        meant = sum(count for (known, _), count in pairs.items() if known == verdict.value)
        assert right >= 0.95 * given, [one.quoted.text for one in made if one.verdict is verdict]
        assert right >= 0.95 * meant, (verdict, pairs)


def test_sources_cut_the_printed_words_out_of_the_document(tmp_path: Path, library: Library) -> None:
    draft = tmp_path / "draft.md"
    draft.write_text(manuscript(), "utf-8")
    for one in checked(draft, library):
        for place in one.places:
            document = library.document(library.passage(place.passage_id))
            assert document.path == place.path
            line = place.line if document.lines is None else document.lines.index(place.line) + 1
            assert document.text.count("\n", 0, place.span.start) + 1 == line
            first = document.text[place.span.start : place.span.end].split("\n")[0].split(" ")[0]
            assert place.printed.startswith(first)


def test_what_differs_is_shown_character_by_character(tmp_path: Path, library: Library) -> None:
    draft = tmp_path / "draft.txt"
    draft.write_text("他说：“老电厂还有九年寿命，不能今天就拆”。", "utf-8")
    (one,) = checked(draft, library)
    assert [(segment.printed, segment.quoted) for segment in one.segments if not segment.same] == [("七", "九")]
    assert one.places[0].path == "speech-ferry.txt"
    assert 0.9 < one.likeness < 1


def test_a_citation_settles_which_of_two_sources_is_meant(tmp_path: Path, library: Library) -> None:
    draft = tmp_path / "draft.md"
    draft.write_text("“凡取水者，应当在闸口以书面和口头两种方式说明” [@declaration]。", "utf-8")
    (one,) = checked(draft, library)
    assert (one.verdict, [place.path for place in one.places]) == (Verdict.FOUND, ["declaration.txt"])


def test_locators_are_filled_in_and_the_rest_left_alone(
    tmp_path: Path, sources: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    draft = tmp_path / "draft.md"
    before = (
        "他说“船靠岸，是为了让人上岸之后继续走路”[@he]。\r\n\r\n"
        "“The pumps are quieter than the gulls” [@mill, p. 3].\n\n"
        "“没有任何地方写过这样的一句话” [@nobody]\n\n“我才發現星星不是稀少”[@island-column]\n"
    )
    draft.write_bytes(before.encode())
    assert run(["check", str(draft), "--in", str(sources), "--fix-locators"]) == 1
    assert "2 locators" in capsys.readouterr().err
    after = draft.read_bytes().decode()
    text = (sources / "speech-ferry.txt").read_text("utf-8")
    number = 1 + sum(span.end <= text.index("船靠岸") for span in paragraphs(text))
    assert after == before.replace("[@he]", f"[@he, para. {number}]").replace("column]", "column, para. 2]")


def test_reports_come_in_four_forms(tmp_path: Path, sources: Path, capsys: pytest.CaptureFixture[str]) -> None:
    draft = tmp_path / "draft.md"
    draft.write_text("“老电厂还有九年寿命，不能今天就拆”与“凡取水者，应当在闸口<b>以书面”。", "utf-8")
    shown = {}
    for kind in ("table", "markdown", "html", "json"):
        assert run(["check", str(draft), "--in", str(sources), "--report", kind]) == 1
        shown[kind] = capsys.readouterr().out
    assert "老电厂还有[七→九]年寿命" in shown["table"]
    assert "2 quotations: 2 altered" in shown["table"]
    assert "| 1 | altered | 老电厂还有~~七~~**九**年寿命" in shown["markdown"]
    assert "老电厂还有<del>七</del><ins>九</ins>年寿命" in shown["html"]
    assert "&lt;b&gt;" in shown["html"]
    assert [json.loads(line)["verdict"] for line in shown["json"].splitlines()] == ["altered", "altered"]


def test_a_sound_manuscript_ends_with_status_nought(tmp_path: Path, sources: Path) -> None:
    draft = tmp_path / "draft.txt"
    draft.write_text("他说：「渡口從來不是終點」；又说“离岸”。", "utf-8")
    assert run(["check", str(draft), "--in", str(sources)]) == 0


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None)
@given(data=st.data())
def test_whatever_stands_in_a_document_is_found(library: Library, data: st.DataObject) -> None:
    documents = list(library.reader.documents())
    text = library.reader.text(data.draw(st.sampled_from(documents)))
    start = data.draw(st.integers(0, len(text) - 1))
    words = text[start : start + data.draw(st.integers(6, 80))]
    whole = re.sub(r"^[A-Za-z0-9]+|[A-Za-z0-9]+$", "", words)  # a word cut in two is another word
    made = check(Quoted(whole, Span(0, 1), 1), library.reader)
    if len(re.findall(r"[\u4e00-\u9fff]|[A-Za-z]+", whole)) > 4:
        assert made.verdict in (Verdict.FOUND, Verdict.AMBIGUOUS, Verdict.CUT)


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None)
@given(text=st.one_of(st.text(max_size=40), st.text("渡口从来不是终点…[]“”'\".。*()\\ the pump\n", max_size=40)))
def test_any_text_gets_a_verdict(library: Library, text: str) -> None:
    made = check(Quoted(text, Span(0, 1), 1), library.reader)
    assert bool(made.places) == (made.verdict is not Verdict.NOT_FOUND)
    assert list(table([made], "draft.md", Screen(80, False)))
    assert list(markdown([made], "draft.md"))
    assert list(page([made], "draft.md"))
    assert all(json.loads(line) for line in objects([made]))
