"""Reading files of every format: text, record and lines as a person who opens the file would give them."""

import os
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from corpus.errors import ReadError
from corpus.model import Document
from corpus.read import read_document
from corpus.readers import SUFFIXES
from corpus.split import split


def read(folder: Path, name: str, content: str | bytes, encoding: str | None = None) -> Document:
    path = folder / name
    path.write_bytes(content if isinstance(content, bytes) else content.encode())
    return read_document(str(path), root=str(folder), encoding=encoding)


def lines_of(document: Document) -> dict[str, int]:
    """Each line of the text that is not blank, with the line of the file on which it stands."""
    lines = document.text.split("\n")
    assert document.lines is not None
    assert len(document.lines) == len(lines)
    return {line: number for line, number in zip(lines, document.lines, strict=True) if line}


MARKDOWN = """---
title: |
  堤坝与潮水
authors: [林知远, Ana Sousa]
date: 2023-05-06 10:30:00
site: 海岸周刊
tags:
  - 气候
  - 城市
draft: false
---

# 堤坝**与**潮水

实现**碳**中和要靠
[海岸](https://example.org/a "标题")的*湿地*，`CO2` 也<b>算</b>在内。\\
第二行 &amp; 其余

- 第一条
- 第二条

3. 有号的

| 年份 | 排放 |
|------|------|
| 2030 | 12 |

```python
x = 1
```

<div class="note">
<p>这是
HTML 里的话。</p>
<script>var hidden = 1;</script>
</div>

> 引文![图](a.png)在此

脚注[^1]不在句中[^无]。

[^1]: 渡口年鉴
[^没有人引]: 它的
    第二行

这是**“堤坝”**的*意思。*水位**升高。**

[注]: 水位为年平均值。

[图]: 图片/水位.png
[a]: https://example.org/水位
"""


def test_markdown_is_read_as_it_looks_when_printed(tmp_path: Path) -> None:
    document = read(tmp_path, "dam.md", MARKDOWN)
    assert lines_of(document) == {
        "堤坝与潮水": 13,
        "实现碳中和要靠": 15,
        "海岸的湿地，CO2 也算在内。": 16,
        "第二行 & 其余": 17,
        "第一条": 19,
        "第二条": 20,
        "3. 有号的": 22,
        "年份\t排放": 24,
        "2030\t12": 26,
        "x = 1": 29,
        "这是": 33,
        "HTML 里的话。": 34,
        "引文在此": 38,
        "脚注不在句中[^无]。": 40,
        "渡口年鉴": 42,
        "它的": 43,
        "第二行": 44,
        "这是“堤坝”的意思。水位升高。": 46,
        "[注]: 水位为年平均值。": 48,
    }
    bib = document.bib
    assert (bib.title, bib.authors, bib.date, bib.container) == (
        "堤坝与潮水",
        ("林知远", "Ana Sousa"),
        "2023-05-06",
        "海岸周刊",
    )
    assert ("tags", "气候; 城市") in bib.extra
    assert dict(bib.origins)["title"] == "front matter"
    assert (document.format, document.language, document.script) == ("markdown", "zh", "hans")


@pytest.mark.parametrize("newline", ["\n", "\r\n"])
def test_plain_text_is_kept_character_for_character(tmp_path: Path, newline: str) -> None:
    text = "潮水\n\n　　水位一年年升高。 \n".replace("\n", newline)
    document = read(tmp_path, "tide.txt", "\ufeff" + text)
    assert document.text == text
    assert document.lines is None
    assert document.bib.title == "潮水"
    assert dict(document.bib.origins) == {"title": "first line (guess)"}


def test_text_with_front_matter_is_markdown_and_with_html_in_it_html(tmp_path: Path) -> None:
    fields = "\n---\ntitle: '潮水'\nauthor: 海岸网\ndate: Fri, 12 Nov 2021 08:04:09 GMT\n---\n\n"
    text = fields + "<div>\n<p>\n水位升高。\n</p>\n</div>\n"
    document = read(tmp_path, "tide.txt", text)
    assert lines_of(document) == {"水位升高。": 10}
    assert (document.bib.authors, document.bib.date) == (("海岸网",), "2021-11-12")


@pytest.mark.parametrize(
    "text",
    [
        "---\n: : [\n---\n正文",
        "---\n- a\n---\n正文",
        "---\nno end\n正文",
        "---\na: &x [*x]\n---\n正文",
        "---\n" + "[" * 3000 + "\n---\n正文",
    ],
)
def test_front_matter_that_is_none_is_text(tmp_path: Path, text: str) -> None:
    for name in ("a.txt", "a.md"):
        assert "正文" in read(tmp_path, name, text).text


HTML = """<!DOCTYPE html>
<html lang="zh-Hant"><head><title>潮水與堤壩 - 海岸網</title>
<meta name="author" content="林知遠">
<meta property="article:published_time" content="2022-03-04T08:00:00+08:00">
<meta property="og:site_name" content="海岸網">
<link rel="canonical" href="https://example.org/tide">
<style>p { color: red }</style></head>
<body><nav><a href="/">首頁</a></nav>
<header>站名</header>
<article><header><h1>潮水與堤壩</h1></header>
<p>水位一年
一年升高<br>堤壩也是。<!-- 隱
藏 --> 完
<p>沒有關的<b>段落<i>也
讀得出來
<table><tr><td>甲<td>乙</table>
<ruby>潮<rt>ㄔㄠˊ</rt></ruby>水
<script>if (a < b) document.write("<p>隱形</p>")</script>
<span style="display: none">看不見</span>
</article><footer>版權</footer></body></html>
"""


def test_html_gives_its_text_and_record(tmp_path: Path) -> None:
    document = read(tmp_path, "tide.html", HTML)
    assert lines_of(document) == {
        "潮水與堤壩": 10,
        "水位一年": 11,
        "一年升高": 12,
        "堤壩也是。 完": 12,
        "沒有關的段落也": 14,
        "讀得出來": 15,
        "甲\t乙": 16,
        "潮水": 17,
    }
    bib = document.bib
    assert (bib.title, bib.authors, bib.date) == ("潮水與堤壩", ("林知遠",), "2022-03-04")
    assert (bib.container, bib.url, bib.language) == ("海岸網", "https://example.org/tide", "zh-Hant")
    assert document.script == "hant"


def test_linked_data_describes_a_page(tmp_path: Path) -> None:
    data = """{"@graph": [{"@type": "WebSite", "name": "x"}, {"@type": ["NewsArticle"], "headline": "Tides",
    "author": [{"@type": "Person", "name": "Ana Sousa"}, {"name": "林知远"}], "datePublished": "2021-02",
    "publisher": {"name": "Coast"}}]}"""
    page = f'<title>Tides | x</title><script type="application/ld+json">{data}</script><p>The tide.'
    bib = read(tmp_path, "a.htm", page).bib
    assert (bib.title, bib.authors, bib.date, bib.publisher) == ("Tides", ("Ana Sousa", "林知远"), "2021-02", "Coast")


def test_a_page_of_nothing_but_boilerplate_is_still_read(tmp_path: Path) -> None:
    assert read(tmp_path, "a.html", "<nav>唯一的話</nav>").text == "唯一的話"


def test_a_page_that_hides_most_of_its_text_is_said_to(tmp_path: Path) -> None:
    hidden = '<div style="display: none"><script>x</script>' + "水位一年年升高。" * 100 + "</div>"
    document = read(tmp_path, "a.html", f"<p>已搬家。</p>{hidden}")
    assert (document.text, document.defects) == ("已搬家。", ("800 characters that the page hides",))
    assert read(tmp_path, "a.html", f"<p>{'已搬家。' * 300}</p>{hidden}").defects == ()


def test_the_same_passages_from_every_encoding(tmp_path: Path) -> None:
    text = "堤坝与潮水\n\n" + "水位一年年升高，堤坝也一年年加高。" * 20
    expected = [passage.text for passage in split(read(tmp_path, "a.txt", text))]
    for encoding in ("gb18030", "utf-16", "utf-16-be", "utf-8-sig"):
        assert [passage.text for passage in split(read(tmp_path, "a.txt", text.encode(encoding)))] == expected


def test_what_cannot_be_read_is_a_read_error_that_names_the_file(tmp_path: Path) -> None:
    for name, content in (("a.txt", b"\0\1\2"), ("b.pdf", b""), ("c.md", b"\x80\x81\xff")):
        with pytest.raises(ReadError, match=f"^{name}: "):
            read(tmp_path, name, content)
    os.mkfifo(tmp_path / "pipe.txt")
    for name in ("pipe.txt", "gone.txt", "x\0.txt", "folder.txt"):
        (tmp_path / "folder.txt").mkdir(exist_ok=True)
        with pytest.raises(ReadError):
            read_document(str(tmp_path / name), root=str(tmp_path))
    with pytest.raises(ReadError, match="nested deeper"):
        read(tmp_path, "deep.html", "<div>" * 5000 + "文")


def test_ids_come_from_the_relative_path(tmp_path: Path) -> None:
    (tmp_path / "sub").mkdir()
    first, second = read(tmp_path, "sub/a.txt", "一"), read(tmp_path, "sub/a.txt", "二")
    assert first.path == "sub/a.txt"
    assert first.id == second.id != read(tmp_path, "a.txt", "一").id


@given(
    suffix=st.sampled_from([".html", ".md", ".txt"]),
    start=st.integers(0, 2000),
    size=st.integers(0, 40),
    damage=st.binary(max_size=20),
)
def test_damaged_files_give_a_document_or_a_read_error(
    tmp_path_factory: pytest.TempPathFactory, suffix: str, start: int, size: int, damage: bytes
) -> None:
    data = (HTML if suffix == ".html" else MARKDOWN).encode()
    start %= len(data)
    try:
        document = read(tmp_path_factory.getbasetemp(), f"any{suffix}", data[:start] + damage + data[start + size :])
    except ReadError as error:
        assert str(error).startswith("any")  # noqa: PT017 - either outcome is right
        return
    lines = document.text.count("\n") + 1
    assert document.lines is None or len(document.lines) == lines or not document.text
    split(document)


PIECES = [*"#*_[]()`~>-+|\\<>&;/=\"'! \n\t\r:碳a", "<p>", "</div>", "<br>", "\n---\n", "<table>", "<pre>\n", "<!--"]
MARKUP = st.lists(st.sampled_from(PIECES), max_size=60).map("".join)
ENCODED = st.builds(
    lambda text, encoding: text.encode(encoding, "replace"), st.text(), st.sampled_from(["gb18030", "big5"])
)


@given(
    content=st.one_of(st.binary(max_size=300), MARKUP.map(str.encode), ENCODED),
    suffix=st.sampled_from(sorted(SUFFIXES)),
)
def test_any_bytes_give_a_document_or_a_read_error(
    tmp_path_factory: pytest.TempPathFactory, content: bytes, suffix: str
) -> None:
    folder = tmp_path_factory.getbasetemp()
    try:
        document = read(folder, f"any{suffix}", content)
    except ReadError as error:
        assert str(error).startswith("any")  # noqa: PT017 - either outcome is right
        return
    assert document.bib.title
    assert document.lines is None or len(document.lines) == document.text.count("\n") + 1 or not document.text
    split(document)
