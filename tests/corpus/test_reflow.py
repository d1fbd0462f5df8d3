"""The layouts of DESIGN, in miniature: what a reader would call the paragraphs of each."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from corpus.reflow import paragraphs, unwrap

DOUBLE_SPACED = """
在低碳论坛上的发言

（2023 年 5 月 6 日）

各位同事，过去十年里风电和光伏的成本降了一大半，可再生

能源的装机已经超过煤电。我们还要在 2060

年前实现碳中和。

一、 认清形势。

煤炭仍然是许多地方的主要能源，转型既要稳，也要快，两头都



不能偏。各地的条件不同，步子也可以不同。

谢谢大家！
"""

COLUMNS = """ 沿海的城市这几年都在修筑堤坝，

可是海平面上升的速度比预想的快，

专家们因此主张把退让也当作一种办

法来考虑。
给水留出地方
本刊记者走访了三座城市。

 文 | 林知远

           作者系一家研究所的研究员

退与守

无论从花费还是从效果来看，筑堤都不再是唯一的

选择。湿地能够消减风浪，也能够储存碳。
"""

NEWSPAPER = """ 港府公布減排藍圖
二〇五〇年前達到碳中和 綠色運輸先行

本報訊（記者 陳思）政府昨日公布藍圖，提出在二〇五〇年
前達到碳中和，並在二〇三五年前把碳排放量減去一半，其中
發電佔六成，運輸佔兩成，建築佔一成，而廢物只佔半

成，其餘來自工業。

● 不再用煤
發電。
● 推動綠色
運輸。
"""

ENGLISH = """The Harbour and the Tide

The city has built sea walls for a century, and for most of
that time the walls were enough. They are not enough now, says
Dr. Lin, who has measured the tide there since 1998.

  A second paragraph is indented and goes on over
the line's end.

1. Build higher.
2. Give way, where giving
   way costs less.
"""

INDENTED = """　　第一段从这里开始，写到行末的时候就要换到下一
行去，直到说完为止。
　　第二段也有两格的缩进，读者一眼就看得出来，因为
行首空着。
"""


def read(text: str, *, structured: bool = False) -> list[str]:
    return [unwrap(text[span.start : span.end]).text for span in paragraphs(text, structured=structured)]


@pytest.mark.parametrize("newline", ["\n", "\r\n", "\r"])
@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            DOUBLE_SPACED,
            [
                "在低碳论坛上的发言",
                "（2023 年 5 月 6 日）",
                (
                    "各位同事，过去十年里风电和光伏的成本降了一大半，可再生能源的装机已经超过煤电。"
                    "我们还要在 2060年前实现碳中和。"
                ),
                "一、 认清形势。",
                "煤炭仍然是许多地方的主要能源，转型既要稳，也要快，两头都不能偏。各地的条件不同，步子也可以不同。",
                "谢谢大家！",
            ],
        ),
        (
            COLUMNS,
            [
                (
                    "沿海的城市这几年都在修筑堤坝，可是海平面上升的速度比预想的快，"
                    "专家们因此主张把退让也当作一种办法来考虑。"
                ),
                "给水留出地方",
                "本刊记者走访了三座城市。",
                "文 | 林知远",
                "作者系一家研究所的研究员",
                "退与守",
                "无论从花费还是从效果来看，筑堤都不再是唯一的选择。湿地能够消减风浪，也能够储存碳。",
            ],
        ),
        (
            NEWSPAPER,
            [
                "港府公布減排藍圖",
                "二〇五〇年前達到碳中和 綠色運輸先行",
                (
                    "本報訊（記者 陳思）政府昨日公布藍圖，提出在二〇五〇年前達到碳中和，並在二〇三五年前把碳排放量減去一半，"
                    "其中發電佔六成，運輸佔兩成，建築佔一成，而廢物只佔半成，其餘來自工業。"
                ),
                "● 不再用煤發電。",
                "● 推動綠色運輸。",
            ],
        ),
        (
            ENGLISH,
            [
                "The Harbour and the Tide",
                (
                    "The city has built sea walls for a century, and for most of that time the walls were enough. "
                    "They are not enough now, says Dr. Lin, who has measured the tide there since 1998."
                ),
                "A second paragraph is indented and goes on over the line's end.",
                "1. Build higher.",
                "2. Give way, where giving way costs less.",
            ],
        ),
        (
            INDENTED,
            [
                "第一段从这里开始，写到行末的时候就要换到下一行去，直到说完为止。",
                "第二段也有两格的缩进，读者一眼就看得出来，因为行首空着。",
            ],
        ),
    ],
    ids=["double-spaced", "columns", "newspaper", "english", "indented"],
)
def test_paragraphs_of_the_layouts(text: str, expected: list[str], newline: str) -> None:
    assert read(text.replace("\n", newline)) == expected


def test_a_headline_ends_where_the_next_line_begins_a_sentence() -> None:
    column = "市长说这座老厂的工人不会被忘\n此外，市里还要为他们办三年的\n夜校，学的是怎样修风机。"
    assert read(column) == ["市长说这座老厂的工人不会被忘", "此外，市里还要为他们办三年的夜校，学的是怎样修风机。"]
    assert read(column.replace("忘\n", "忘，\n")) == [column.replace("忘\n", "忘，").replace("\n", "")]


def test_structured_text_has_paragraphs_at_blank_lines_only() -> None:
    assert read("甲\n乙丙丁\n \n戊。\n己", structured=True) == ["甲\n乙丙丁", "戊。\n己"]
    assert unwrap("甲\n乙丙丁\n\n戊。\n己", structured=True).text == "甲乙丙丁\n戊。己"


def test_table_rows_are_not_run_together() -> None:
    table = "│類別│上限│\n├──┼──┤\n│甲　│三百│"
    assert read(table) == table.split("\n")


def test_offsets_lead_back_to_the_input() -> None:
    text = "要实现碳 \n\n 达峰目\n标，carbon\nneutrality 也是。"
    flowing = unwrap(text)
    assert flowing.text == "要实现碳达峰目标，carbon neutrality 也是。"
    assert [text[offset] for offset in flowing.offsets if not text[offset].isspace()] == list(
        "要实现碳达峰目标，carbonneutrality也是。"
    )


PRINTED = st.text(st.sampled_from("碳中和。，、；：“”「」（）●一1. aB\n\r\t \u3000─│-\u0301"), max_size=120)


@given(st.one_of(PRINTED, st.text()), st.booleans())
def test_unwrap_changes_white_space_only(text: str, structured: bool) -> None:
    flowing = unwrap(text, structured=structured)
    assert "".join(flowing.text.split()) == "".join(text.split())
    assert len(flowing.offsets) == len(flowing.text)
    assert list(flowing.offsets) == sorted(set(flowing.offsets))
    for character, offset in zip(flowing.text, flowing.offsets, strict=True):
        assert character == text[offset] or (character.isspace() and text[offset].isspace())


@given(st.one_of(PRINTED, st.text()), st.booleans())
def test_paragraphs_leave_only_white_space_outside(text: str, structured: bool) -> None:
    at = 0
    for span in paragraphs(text, structured=structured):
        assert not text[at : span.start].strip()
        content = text[span.start : span.end]
        assert content
        assert content == content.strip()
        at = span.end
    assert not text[at:].strip()
