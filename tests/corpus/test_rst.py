"""reStructuredText: what is printed, where it stands, and what is neither fetched nor made up."""

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from corpus.readers import rst
from corpus.readers.content import Content, Source
from corpus.readers.rst import read as read_rst

DAM = """.. 一条注释

==========
堤坝与潮水
==========

:作者: 林知远、Ana Sousa
:Date: 2023-05-06
:Abstract: 潮水与
   堤坝。

.. contents::

第一章 水位
===========

实现\\ **碳**\\ 中和要靠
`海岸 <https://example.org>`_ 的 [1]_ *湿地*，见 :ref:`下一章 <next>` 与
|书名| 一书 [CIT]_。

.. |书名| replace:: 渡口年鉴
.. |today| date::
.. [1] 脚注的
   第二行。

- 第一条

  它的第二段
- 第二条 |today|

3. 有号的
#. 接着的

+------+------+
| 年份 | 排放 |
+======+======+
| 2030 | 12   |
+------+------+

.. versionadded:: 1.2
   新增的话。

   .. note:: 注意
      这里。

.. include:: {secret}

.. raw:: html

   <b>生的</b>

.. code-block:: python

   x = 1
     y = 2


术语
   它的意思。

| 行一
| 行二

.. figure:: a.png
   :alt: 看不见

   图的说明

坏的表
------

+----+--
| 甲 | 乙

*没有完 `的
"""


def read(text: str) -> Content:
    return read_rst(Source(text.encode(), "dam.rst"))


def lines_of(content: Content) -> dict[str, int]:
    assert content.lines is not None
    return {line: at for line, at in zip(content.text.split("\n"), content.lines, strict=True) if line}


def test_it_is_read_as_it_looks_when_printed(tmp_path: Path) -> None:
    secret = tmp_path / "secret.txt"
    secret.write_text("秘密", encoding="utf-8")
    content = read(DAM.replace("{secret}", str(secret)))
    assert lines_of(content) == {
        "堤坝与潮水": 4,
        "作者: 林知远、Ana Sousa": 7,
        "Date: 2023-05-06": 8,
        "Abstract: 潮水与": 9,
        "堤坝。": 10,
        "第一章 水位": 14,
        "实现碳中和要靠": 17,
        "海岸 的 湿地，见 下一章 与": 18,
        "渡口年鉴 一书 [CIT]。": 19,
        "[1] 脚注的": 23,
        "第二行。": 24,
        "第一条": 26,
        "它的第二段": 28,
        "第二条 today": 29,
        "3. 有号的": 31,
        "4. 接着的": 32,
        "年份\t排放": 35,
        "2030\t12": 37,
        "1.2": 40,
        "新增的话。": 41,
        "注意": 43,
        "这里。": 44,
        "x = 1": 54,
        "  y = 2": 55,
        "术语": 58,
        "它的意思。": 59,
        "行一": 61,
        "行二": 62,
        "图的说明": 67,
        "坏的表": 69,
        "+----+--": 72,
        "| 甲 | 乙": 73,
        "*没有完 `的": 75,
    }
    bib = content.bib
    assert (bib.title, bib.authors, bib.date) == ("堤坝与潮水", ("林知远", "Ana Sousa"), "2023-05-06")
    assert dict(bib.origins) == {
        "title": "first heading",
        "author": "field list",
        "issued": "field list",
        "abstract": "field list",
    }
    assert (content.format, content.defects) == ("rst", ())


@pytest.mark.parametrize(
    "text",
    ["潮水\n\n" + "*碳 " * 20_000, "潮水\n\n" + "".join("  " * depth + "- 碳\n\n" for depth in range(700))],
)
def test_what_is_too_much_for_the_parser_is_read_as_plain_text(text: str) -> None:
    content = read(text)
    assert (content.text, content.format, content.lines) == (text, "text", None)
    assert content.defects == ("its markup, so that it is read as plain text",)


def test_a_failure_of_the_parser_loses_no_text(monkeypatch: pytest.MonkeyPatch) -> None:
    def fail(*_: object) -> None:
        raise AttributeError

    monkeypatch.setattr(rst.Parser, "parse", fail)
    assert read("潮水").text == "潮水"


PIECES = [
    *"*_[]`|:.-=+\\<> \n碳a1#",
    "\n\n",
    "\n   ",
    ".. ",
    "::\n\n   ",
    ".. |a| replace:: ",
    "|a|",
    ".. note::",
    ".. x:: y\n",
    ".. [#] ",
    "\n====\n",
    "\n+--+--+\n|碳|a |\n+--+--+\n",
    "== ==\na  b\n== ==\n",
    ".. list-table::\n\n   * - a\n",
    ":a: b\n",
    ".. role:: a(raw)\n",
    "`a <b>`__",
    ".. csv-table:: a\n\n   1,2\n",
]


@given(st.lists(st.sampled_from(PIECES), max_size=40).map("".join))
def test_any_markup_gives_text_with_lines(text: str) -> None:
    content = read(text)
    if content.lines is not None and content.text:
        assert len(content.lines) == content.text.count("\n") + 1
        assert list(content.lines) == sorted(content.lines)
        assert 1 <= min(content.lines) <= max(content.lines) <= text.count("\n") + 1


@given(at=st.integers(0, len(DAM)), damage=st.text(alphabet="*`|:.=+-\n \\碳", min_size=1, max_size=20))
def test_a_damaged_file_keeps_the_rest_of_its_text(at: int, damage: str) -> None:
    content = read(DAM[:at] + damage + DAM[at:])
    assert content.bib.title
    assert sum(word in content.text for word in ("实现", "脚注的", "新增的话", "行二", "图的说明")) >= 3
