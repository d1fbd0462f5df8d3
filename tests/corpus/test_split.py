import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from corpus.model import Document, Page, Passage
from corpus.split import LEAST, MOST, sentences, split


def passages(text: str, **fields: object) -> tuple[Passage, ...]:
    return split(Document(id="aaaaaaaaaa", path="a.txt", text=text, **fields))  # type: ignore[arg-type]


def cut(text: str) -> list[str]:
    return [text[span.start : span.end] for span in sentences(text)]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("风停了。“雨呢？”他问；没有人答……天亮了！", ["风停了。", "“雨呢？”", "他问；", "没有人答……", "天亮了！"]),
        ("他说：“走吧。”于是走了。", ["他说：“走吧。”", "于是走了。"]),
        ("能源、农业……，都要改。", ["能源、农业……，都要改。"]),
        ("升温1.5度。达标3.2%。", ["升温1.5度。", "达标3.2%。"]),
        (
            "Dr. J. K. Lin of the U.S. Navy measured 3.5 m. It rose. Nobody asked why, e.g. at sea.",
            ["Dr. J. K. Lin of the U.S. Navy measured 3.5 m. It rose.", "Nobody asked why, e.g. at sea."],
        ),
        ("It ended in 2021. Then (see Fig. 3) it began!", ["It ended in 2021.", "Then (see Fig. 3) it began!"]),
        ('She said "No." He left.', ['She said "No."', "He left."]),
        ("1. Build higher walls. 2. Give way.", ["1. Build higher walls.", "2. Give way."]),
        ("Ask what? 问什么?答:不知道。", ["Ask what?", "问什么?", "答:不知道。"]),
        ("", []),
        (" \n ", []),
    ],
)
def test_sentences(text: str, expected: list[str]) -> None:
    assert cut(text) == expected


SENTENCE = "海水每年升高几毫米，修堤的人却要按一百年来打算。"
HEADING = "给水留出地方"


def test_a_short_document_is_one_passage_and_empty_ones_have_none() -> None:
    assert [passage.text for passage in passages(f"\n{HEADING}\n\n{SENTENCE}\n")] == [f"{HEADING}\n\n{SENTENCE}"]
    assert passages("") == passages(" \n\t\n") == ()


def test_passages_are_whole_sentences_of_a_readable_size() -> None:
    found = passages(SENTENCE * 60)
    assert len(found) > 1
    for passage in found:
        assert passage.text.replace(SENTENCE, "") == ""
        assert 100 <= len(passage.text) <= 400


def test_headings_stay_with_what_follows() -> None:
    found = passages(f"{SENTENCE * 9}\n\n{HEADING}\n\n{SENTENCE * 9}\n\n{HEADING}\n\n{SENTENCE * 30}")
    assert not any(passage.text.endswith(HEADING) for passage in found)
    assert [passage.text.startswith(HEADING) for passage in found[:3]] == [False, True, True]


def test_short_paragraphs_are_joined() -> None:
    found = passages("甲说好。\n\n乙也说好。\n\n" * 100)
    assert len(found) > 2
    assert all(len(passage.text) >= 150 for passage in found[:-1])


def test_a_wrapped_sentence_is_not_cut() -> None:
    line = "这是一个被分成许多行的句子它的每一行都排满了整个栏宽而且没有\n\n"
    found = passages("开头有一句话。\n\n" + line * 5 + "结束。\n\n" + SENTENCE * 20)
    assert any(line * 5 in passage.text for passage in found)


def test_a_monstrous_sentence_is_cut_at_clauses_then_anywhere_but_inside_of_a_word() -> None:
    clauses = passages("河水涨了又落，" * 300)
    assert all(passage.text.endswith("，") for passage in clauses)
    assert all(len(passage.text.encode()) <= MOST for passage in passages("水" * 5000))
    words = passages("carbon " * 2000 + "x" * 5000 + " end")
    assert {word for passage in words for word in passage.text.split()} == {"carbon", "x" * 5000, "end"}
    digits = passages("2060" * 1000 + "年" * 1000)
    assert digits[0].text.startswith("2060" * 1000)


def test_locators_count_paragraphs_lines_and_pages() -> None:
    text = f"{HEADING}\n\n{SENTENCE * 8}\n{SENTENCE * 20}\n"
    second = text.index(SENTENCE * 20)
    pages = (Page(1, "i", 0), Page(2, "ii", second))
    found = passages(text, pages=pages)
    first, last = found[0].locator, found[-1].locator
    assert (first.path, first.page, first.page_label, first.paragraph) == ("a.txt", 1, "i", 1)
    assert (first.line_start, first.line_end) == (1, 3)
    assert (last.page, last.page_label, last.paragraph, last.line_start, last.line_end) == (2, "ii", 3, 4, 4)
    mapped = passages(text, lines=(10, 11, 14, 20, 21))[-1].locator
    assert (mapped.line_start, mapped.line_end) == (20, 20)


def test_ids_tell_repeated_passages_apart_and_survive_changes_elsewhere() -> None:
    section = f"{HEADING}\n\n{SENTENCE * 10}\n\n"
    found = passages(section * 3)
    assert len({passage.text.strip() for passage in found}) == 1
    assert len({passage.id for passage in found}) == 3
    assert all(re.fullmatch("[a-z2-7]{10}", passage.id) for passage in found)
    changed = passages(section + f"另一节\n\n{SENTENCE * 15}\n\n")
    assert changed[0].id == found[0].id


def test_script_and_language_of_a_part_are_its_own() -> None:
    english = "The sea rises by a few millimetres a year, and walls are built for a hundred. " * 24
    found = passages(f"{SENTENCE * 10}\n\n{english}", language="zh", script="hans")
    labels = [(passage.language, passage.script) for passage in found]
    assert labels[0] == ("zh", "hans")
    assert set(labels[1:]) == {("en", "latn")}


def test_nothing_gets_slower_with_length() -> None:
    for text in ("!" * 200_000 + "a", "a" + " " * 200_000 + "b", "。" + "”" * 200_000, "1," * 100_000, "." * 200_000):
        assert "".join("".join(passage.text for passage in passages(text)).split()) == "".join(text.split())


PROSE = st.text(st.sampled_from("碳中和达峰。，；：“”（）!?.,;'\" \n\r\u3000aBc19-…一、●\u0301\u200b😀"), max_size=3000)


@given(st.one_of(PROSE, st.text()), st.sampled_from(["text", "markdown"]), st.integers(1, 40))
def test_every_character_belongs_to_one_passage(text: str, kind: str, times: int) -> None:
    text = text * times if len(text) * times < 20_000 else text
    at = 0
    for ordinal, passage in enumerate(passages(text, format=kind)):
        span = passage.locator.span
        assert passage.ordinal == ordinal
        assert passage.text == text[span.start : span.end] == passage.text.strip()
        assert passage.text
        assert not text[at : span.start].strip()
        assert at < span.start or not re.fullmatch("[A-Za-z0-9]{2}", text[max(at - 1, 0) : at + 1])
        assert passage.locator.line_start <= passage.locator.line_end
        at = span.end
    assert not text[at:].strip()


@given(PROSE)
def test_only_a_whole_document_is_shorter_than_the_least(text: str) -> None:
    found = passages(text * 3)
    assert len(found) < 2 or min(len(passage.text.encode()) for passage in found) >= LEAST
