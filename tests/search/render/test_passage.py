import re
from collections.abc import Callable
from dataclasses import replace

import pytest

from corpus.model import Document, Locator, Passage, Span
from corpus.split import split
from search.render.passage import draw_passage
from search.render.screen import Screen

ROW = re.compile(r"^ *(\d+)  ([ │]) ?(.*)$")


@pytest.mark.parametrize("colour", [False, True])
def test_golden(
    documents: tuple[Document, ...], passages: tuple[Passage, ...], golden: Callable[[str, str], None], colour: bool
) -> None:
    drawn = draw_passage(passages[1], passages[:3], documents[0], Screen(60, colour))
    golden(f"show-60{'-colour' * colour}.txt", "".join(f"{line}\n" for line in drawn))


def test_numbers_and_lines_are_those_of_the_file(
    documents: tuple[Document, ...], passages: tuple[Passage, ...]
) -> None:
    lines = documents[0].text.split("\n")
    drawn = list(draw_passage(passages[1], passages[1:2], documents[0], Screen()))[3:]
    assert drawn == [f"{number}  │ {lines[number - 1]}".rstrip() for number in range(5, 9)] + ["9  │ 门。…"]


def test_a_line_of_two_passages_has_its_number_once() -> None:
    text = "第一句。第二句。第三句。"
    spans = [Span(start, start + 4) for start in (0, 4, 8)]
    parts = [
        Passage(str(index), "d", index, text[span.start : span.end], Locator("a.md", None, None, 1, 7, 7, span))
        for index, span in enumerate(spans)
    ]
    document = Document("d", "a.md", text, lines=(7,))
    drawn = list(draw_passage(parts[1], parts, document, Screen()))
    assert drawn[3:] == ["7    第一句。", "   │ 第二句。", "     第三句。"]


def test_lines_that_one_line_of_the_file_gave_have_its_number_once() -> None:
    text = "标题\n\n正文。\n后文。\n\n下段。"
    passage = Passage("p", "d", 0, text, Locator("a.html", None, None, 1, 3, 9, Span(0, len(text))))
    document = Document("d", "a.html", text, lines=(3, 3, 7, 8, 9, 9))
    assert list(draw_passage(passage, [passage], document, Screen()))[3:] == [
        "3  │ 标题",
        "   │",
        "7  │ 正文。",
        "8  │ 后文。",
        "   │",
        "9  │ 下段。",
    ]


def test_carriage_returns_end_lines_and_escapes_are_visible(passages: tuple[Passage, ...]) -> None:
    text = "碳\x1b[2J中和\r\n目标\r\n"
    passage = replace(passages[0], text=text[:-2], locator=replace(passages[0].locator, span=Span(0, len(text) - 2)))
    drawn = list(draw_passage(passage, [passage], Document("d", "a.txt", text), Screen()))
    assert drawn[3:] == ["1  │ 碳␛[2J中和", "2  │ 目标"]


def test_what_stands_for_text_printed_twice_is_not_drawn(passages: tuple[Passage, ...]) -> None:
    text = "圖片\u2060\u2060說明\u2060\n\u2060\n完"
    passage = replace(passages[0], text=text, locator=replace(passages[0].locator, span=Span(0, len(text))))
    drawn = list(draw_passage(passage, [passage], Document("d", "a.txt", text), Screen()))
    assert drawn[3:] == ["1  │ 圖片說明", "2  │", "3  │ 完"]


def test_lines_are_counted_as_in_locators() -> None:
    for text, rows in (("碳\r中\n和", ["1  │ 碳␍中", "2  │ 和"]), ("碳\r中", ["1  │ 碳", "2  │ 中"])):
        document = Document("d", "a.txt", text)
        (passage,) = split(document)
        assert passage.locator.line_end == 2
        assert list(draw_passage(passage, [passage], document, Screen()))[3:] == rows
