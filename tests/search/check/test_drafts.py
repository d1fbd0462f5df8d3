"""Quotations are found in every kind of manuscript, and nothing else is taken for one."""

from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from corpus.errors import YindeError
from search.check.draft import read_draft
from search.check.extract import quotations
from search.check.model import Quoted
from tests.corpus.packages import make_docx


def taken(path: Path, content: str | bytes) -> list[Quoted]:
    path.write_bytes(content.encode() if isinstance(content, str) else content)
    return quotations(read_draft(str(path)))


def paragraph(style: str, text: str) -> str:
    """A paragraph of a Word file, in two runs, with a word deleted before them and a hidden one behind."""
    return (
        f'<w:p><w:pPr><w:pStyle w:val="{style}"/></w:pPr><w:del><w:r><w:delText>删去</w:delText></w:r></w:del>'
        f"<w:r><w:t>{text[:3]}</w:t></w:r><w:r><w:t>{text[3:]}</w:t></w:r>"
        "<w:r><w:rPr><w:vanish/></w:rPr><w:t>“隐藏的话不是引文”</w:t></w:r></w:p>"
    )


@pytest.mark.parametrize(
    ("written", "words"),
    [
        ("他说：“渡口从来不是终点。”", ["渡口从来不是终点。"]),
        ("「堤不是『擋水』用的」，她說。", ["堤不是『擋水』用的"]),
        ("此书引《渡口从来不是终点》一语。", ["渡口从来不是终点"]),
        ("见《渡口城市的选择》一书。", []),
        ('She said "the pumps are quieter now" and left.', ["the pumps are quieter now"]),
        ('The 6" and 7" pipes in the main hall.', []),
        ('他说"渡口从来不是终点"，又说"双碳"。', ["渡口从来不是终点"]),
        ("“双碳”与「達峰」", []),
        ("“渡口从来*不是*终点[^1]”[^2]", ["渡口从来不是终点"]),
        ("“渡口从来[不是](https://x.org)终点”", ["渡口从来不是终点"]),
        (
            "> 渡口从来不是终点。\n> 船靠岸。\n\n> 第二段也是引文。\n> —— 贺明远\n",
            ["渡口从来不是终点。船靠岸。", "第二段也是引文。"],
        ),
        ("> “渡口从来不是终点。” [@he]\n", ["渡口从来不是终点。"]),
        ("`“代码里的引文不是引文吗”`", []),
        ("```\n“代码里的话不是引文”\n```\n\n<!-- “注释里的话也不是” -->", []),
        ("“没有合上的引文到此为止\n\n又一段", []),
        ("“开了”又“渡口从来\n不是终点”", ["渡口从来不是终点"]),
    ],
)
def test_what_is_a_quotation(tmp_path: Path, written: str, words: list[str]) -> None:
    assert ["".join(one.text.split("\n")) for one in taken(tmp_path / "draft.md", written)] == words


def test_quotations_know_their_place_and_their_citation(tmp_path: Path) -> None:
    quote = "> Rivers are neighbours with a longer lease [@charter, p. 2]\r\n"
    written = f"第一行\r\n\r\n他说“渡口从来不是终点”[@he]。\r\n{quote}"
    first, second = taken(tmp_path / "draft.md", written)
    assert written[first.span.start : first.span.end] == "渡口从来不是终点"
    assert (first.line, first.key, first.located) == (3, "he", False)
    assert first.pointer is not None
    assert written[first.pointer.start : first.pointer.end] == "[@he]"
    assert (second.line, second.key, second.located) == (4, "charter", True)


def test_word_files_are_read_with_notes_and_quotation_styles(tmp_path: Path) -> None:
    body = paragraph("Normal", "他说“渡口从来不是终点”。") + paragraph("IntenseQuote", "堤是用来争取时间的")
    deleted = f"<w:del>{paragraph('Quote', '删去的一整段话')}</w:del>"
    notes = f"<w:footnote>{paragraph('FootnoteText', '又见「船靠岸之后」')}</w:footnote>"
    data = make_docx(body + deleted, notes=notes)
    assert [one.text for one in taken(tmp_path / "draft.docx", data)] == [
        "渡口从来不是终点",
        "堤是用来争取时间的",
        "船靠岸之后",
    ]


def test_pages_are_read_with_their_quotation_elements(tmp_path: Path) -> None:
    page = (
        "<html><head><title>“标题里的话不是引文”</title></head><body><p>他说<q>渡口从来<b>不是</b>终点</q>。</p>"
        "<script>“脚本里的话不是引文”</script><blockquote><p>堤是用来争取时间的</p></blockquote>"
        "<p>“船靠岸之<br>后呢”</p></body>"
    )
    assert [one.text for one in taken(tmp_path / "draft.html", page)] == ["渡口从来不是终点", "堤是用来争取时间的"]


@pytest.mark.parametrize("name", ["draft.pdf", "nowhere.md", "broken.docx", "empty.html"])
def test_what_cannot_be_read_is_reported_with_its_name(tmp_path: Path, name: str) -> None:
    path = tmp_path / name
    if name != "nowhere.md":
        path.write_bytes(b"PK\x03\x04broken" if name.endswith("docx") else b"")
    with pytest.raises(YindeError, match=name.replace(".", r"\.")):
        read_draft(str(path))


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(data=st.one_of(st.binary(max_size=60), st.text('“”「」"《》引>@[]* \n碳中a-', max_size=60).map(str.encode)))
@pytest.mark.parametrize("ending", ["md", "html", "docx"])
def test_any_bytes_are_read_or_reported(tmp_path: Path, ending: str, data: bytes) -> None:
    path = tmp_path / f"draft.{ending}"
    path.write_bytes(data)
    try:
        draft = read_draft(str(path))
    except YindeError:
        return
    for one in quotations(draft, shortest=1):
        assert 0 <= one.span.start < one.span.end <= len(draft.text)
