"""What was printed twice over is read once, and nothing else is touched."""

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from corpus.fold import fold
from corpus.overprint import read_once
from corpus.read import read_document
from corpus.reflow import unwrap

DOUBLED = "●● 林知遠與渡口老人林知遠與渡口老人1515日至日至1616日在石階前合照日在石階前合照，，"
ONCE = "● 林知遠與渡口老人15日至16日在石階前合照，"


def test_a_doubled_line_is_read_once_and_keeps_its_length(tmp_path: Path) -> None:
    text = f"潮水退了。\n {DOUBLED}\n資料圖片：渡口年鑑資料圖片：渡口年鑑。。\n水位升高。\n"
    (tmp_path / "a.txt").write_text(text, encoding="utf-8")
    document = read_document(str(tmp_path / "a.txt"), root=str(tmp_path))
    assert len(document.text) == len(text)
    assert document.text.index("水位升高") == text.index("水位升高")
    assert fold(ONCE) in fold(document.text)
    assert unwrap(document.text).text.split("\n")[1] == ONCE + "資料圖片：渡口年鑑。"
    assert document.repairs == ("2 lines printed twice over, read once",)


@pytest.mark.parametrize(
    "line",
    [
        "哈哈哈哈哈哈哈哈哈哈哈哈哈哈",
        "人民万岁人民万岁！！",
        "来来来，来来来，快快来",
        "渡口的老人说渡口的老人说",
        "1010101010101010",
        "林知遠與渡口老人林知遠與渡口老人在石階前合照",
        "- - - - - - - - - - - - - - - -",
        "碳中和" * 8,
        "Carbon 市场与碳價。" * 10,
    ],
)
def test_what_is_only_said_twice_stays(line: str) -> None:
    assert read_once(line).text == line


@given(st.text(alphabet="潮水堤1 ，\n", max_size=60))
def test_the_length_never_changes_and_only_copies_go(text: str) -> None:
    once = read_once(text).text
    assert len(once) == len(text)
    assert all(new in (old, "\u2060") for old, new in zip(text, once, strict=True))
