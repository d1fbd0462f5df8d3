"""Word, PowerPoint, OpenDocument and EPUB: text in reading order, notes, tables, records, and what is refused."""

import os
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from corpus.errors import ReadError
from corpus.limits import Limits
from corpus.model import Document
from corpus.read import read_document
from corpus.readers import SUFFIXES
from corpus.split import split
from tests.corpus.packages import docx_paragraphs, make_docx, make_epub, make_odt, make_pptx, shape, zipped
from tests.corpus.pdfs import make_pdf
from tests.corpus.same_text import in_every_format


def read(folder: Path, name: str, data: bytes, limits: Limits | None = None) -> Document:
    (folder / name).write_bytes(data)
    return read_document(str(folder / name), root=str(folder), limits=limits)


def paragraphs(document: Document) -> list[str]:
    return document.text.split("\n\n")


WORD = """
<w:p><w:pPr><w:pStyle w:val="Heading1"/></w:pPr><w:r><w:t>潮水与堤坝</w:t></w:r></w:p>
<w:p><w:r><w:t>水位</w:t></w:r><w:del><w:r><w:delText>不</w:delText><w:t>不</w:t></w:r></w:del><w:ins><w:r><w:t>一年年</w:t></w:r></w:ins>
<w:r><w:t>升高</w:t><w:footnoteReference w:id="1"/><w:t>，</w:t></w:r><w:r><w:rPr><w:vanish/></w:rPr><w:t>隐</w:t></w:r>
<w:r><w:ruby><w:rt><w:r><w:t>dī</w:t></w:r></w:rt><w:rubyBase><w:r><w:t>堤</w:t></w:r></w:rubyBase></w:ruby></w:r><w:r><w:t>坝也是。</w:t></w:r></w:p>
<w:p><w:r><mc:AlternateContent><mc:Choice><w:txbxContent><w:p><w:r><w:t>图一</w:t></w:r></w:p></w:txbxContent></mc:Choice>
<mc:Fallback><w:txbxContent><w:p><w:r><w:t>图一</w:t></w:r></w:p></w:txbxContent></mc:Fallback></mc:AlternateContent></w:r></w:p>
<w:tbl><w:tr><w:tc><w:p><w:r><w:t>年份</w:t></w:r></w:p></w:tc><w:tc><w:p><w:r><w:t>水位</w:t></w:r></w:p></w:tc></w:tr>
<w:tr><w:tc><w:p><w:r><w:t>2030</w:t></w:r></w:p></w:tc><w:tc><w:p><w:r><w:t>12</w:t></w:r></w:p></w:tc></w:tr></w:tbl>
"""
NOTES = """<w:footnote w:type="separator" w:id="0"><w:p><w:r><w:t>———</w:t></w:r></w:p></w:footnote>
<w:footnote w:id="1"><w:p><w:r><w:t>渡口年鉴。</w:t></w:r></w:p></w:footnote>"""


def test_word(tmp_path: Path) -> None:
    document = read(tmp_path, "a.docx", make_docx(WORD, notes=NOTES, title="Word 文档", author="林知远;Ana Sousa"))
    assert paragraphs(document) == [
        "潮水与堤坝",
        "水位一年年升高，堤坝也是。",
        "图一",
        "年份\t水位",
        "2030\t12",
        "渡口年鉴。",
    ]
    assert document.lines is not None
    assert document.lines[document.text.split("\n").index("图一")] == 4
    bib = document.bib
    assert (bib.title, bib.authors, bib.date) == ("潮水与堤坝", ("林知远", "Ana Sousa"), "2021-03-04")
    assert dict(bib.origins)["issued"] == "document properties: created (guess)"
    assert (document.format, document.script) == ("docx", "hans")


def test_presentations_have_slides_for_pages(tmp_path: Path) -> None:
    table = (
        "<a:tbl><a:tr><a:tc><a:p><a:r><a:t>甲</a:t></a:r></a:p></a:tc>"
        "<a:tc><a:p><a:r><a:t>乙</a:t></a:r></a:p></a:tc></a:tr></a:tbl>"
    )
    number = '<a:p><a:fld type="slidenum"><a:t>1</a:t></a:fld></a:p>'
    data = make_pptx([shape("潮水", kind="title") + number, shape("堤坝", "石阶") + table], {0: shape("先问好。")})
    document = read(tmp_path, "a.pptx", data)
    assert paragraphs(document) == ["潮水", "先问好。", "堤坝", "石阶", "甲\t乙"]
    assert [(page.number, document.text[page.start :][:2]) for page in document.pages] == [(1, "潮水"), (2, "堤坝")]
    assert document.bib.title == "潮水"
    assert [passage.locator.page for passage in split(document)] == [1]


def test_open_document(tmp_path: Path) -> None:
    body = """<text:tracked-changes><text:deletion><text:p>删去</text:p></text:deletion></text:tracked-changes>
    <text:h>潮水与堤坝</text:h>
    <text:p>水位<text:span>一年年</text:span>升高<text:note><text:note-citation>1</text:note-citation><text:note-body>
    <text:p>渡口年鉴。</text:p></text:note-body></text:note>，<text:ruby><text:ruby-base>堤</text:ruby-base><text:ruby-text>dī</text:ruby-text>
    </text:ruby>坝<text:s/>也是。<office:annotation><text:p>批注</text:p></office:annotation></text:p>
    <table:table><table:table-row><table:table-cell><text:p>甲</text:p></table:table-cell><table:table-cell><text:p>乙</text:p>
    </table:table-cell></table:table-row></table:table>"""
    document = read(tmp_path, "a.odt", make_odt(body, title="潮水", author="林知远"))
    assert [part.replace("\n", "") for part in paragraphs(document)] == [
        "潮水与堤坝",
        "水位一年年升高，堤坝 也是。",
        "甲\t乙",
        "渡口年鉴。",
    ]
    assert (document.bib.title, document.bib.authors, document.bib.date) == ("潮水", ("林知远",), "2021-03-04")


def test_books_are_read_in_the_order_of_their_spine(tmp_path: Path) -> None:
    chapters = [
        '<h1>第一章</h1><p>水位一年年升高<a epub:type="noteref" href="#n">1</a>，<ruby>堤<rt>dī</rt></ruby>坝也是。</p>',
        "<p>石阶看不见了<sup>[2]</sup>。CO<sup>2</sup></p>",
    ]
    record = (
        "<dc:title>潮水与堤坝</dc:title><dc:creator>林知远</dc:creator><dc:creator>Ana Sousa</dc:creator>"
        "<dc:date>2021-03</dc:date>"
        "<dc:publisher>渡口社</dc:publisher><dc:identifier>urn:isbn:9787000000001</dc:identifier>"
    )
    document = read(tmp_path, "a.epub", make_epub(chapters, record))
    assert paragraphs(document) == ["第一章", "水位一年年升高，堤坝也是。", "石阶看不见了。CO2"]
    assert document.lines == (1, 1, 2, 2, 3)
    bib = document.bib
    assert (bib.title, bib.authors, bib.date, bib.publisher) == (
        "潮水与堤坝",
        ("林知远", "Ana Sousa"),
        "2021-03",
        "渡口社",
    )
    assert ("ISBN", "9787000000001") in bib.extra


def test_the_same_text_gives_the_same_passages_in_every_format(tmp_path: Path) -> None:
    files = in_every_format()
    assert set(SUFFIXES) - {os.path.splitext(name)[1] for name in files} <= {".htm", ".markdown"}
    found = {
        name: [p.text.replace("\n", "") for p in split(read(tmp_path, name, data))] for name, data in files.items()
    }
    assert len(found["utf-8.txt"]) > 1
    assert {read(tmp_path, f"{name}.txt", files[f"{name}.txt"]).encoding for name in ("gbk", "big5")} == {
        "gb18030",
        "big5hkscs",
    }
    assert {name: passages for name, passages in found.items() if passages != found["utf-8.txt"]} == {}


BOMB = '<!DOCTYPE w [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;&a;">]>'


@pytest.mark.parametrize(
    ("name", "data", "reason"),
    [
        ("a.docx", b"", "damaged or no .docx file"),
        ("a.docx", b"PK\x03\x04 and no more", "damaged or no .docx file"),
        ("a.docx", b"\xd0\xcf\x11\xe0" * 200, "locked with a password, or of an old format"),
        ("a.docx", zipped({"a": ""}), "no document in it"),
        ("a.docx", zipped({"word/document.xml": "<w:p>"}), "damaged"),
        ("a.docx", zipped({"word/document.xml": "<a>" * 400 + "</a>" * 400}), "damaged"),
        ("a.pptx", zipped({"a": ""}), "no presentation in it"),
        ("a.odt", zipped({"content.xml": "<a/>"}), "no text in it"),
        ("a.epub", zipped({"a": ""}), "does not say what is in it"),
        ("a.epub", zipped({"META-INF/encryption.xml": "", "META-INF/rights.xml": ""}), "digital rights"),
    ],
)
def test_what_cannot_be_read_says_why(tmp_path: Path, name: str, data: bytes, reason: str) -> None:
    with pytest.raises(ReadError, match=f"^{name}: .*{reason}"):
        read(tmp_path, name, data)


def test_entities_are_not_expanded(tmp_path: Path) -> None:
    body = docx_paragraphs("潮水&amp;堤坝")
    document = f'{BOMB}<w:document xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main">{body}<w:p><w:r><w:t>x&b;</w:t></w:r></w:p></w:document>'
    assert "aaaa" not in read(tmp_path, "a.docx", zipped({"word/document.xml": document})).text


def test_what_is_unpacked_is_limited(tmp_path: Path) -> None:
    data = make_docx(docx_paragraphs("水" * 700_000))
    assert len(data) < 50_000
    with pytest.raises(ReadError, match=r"more than 2 megabytes when unpacked; .* YINDE_MAX_INFLATED_MEGABYTES"):
        read(tmp_path, "a.docx", data, Limits(inflated_megabytes=2))
    with pytest.raises(ReadError, match="more than 3 files in it"):
        read(tmp_path, "a.docx", data, Limits(members=3))
    with pytest.raises(ReadError, match=r"more than 0 megabytes; .* YINDE_MAX_MEGABYTES"):
        read(tmp_path, "a.docx", data, Limits(megabytes=0))


def test_limits_are_set_by_the_environment(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("YINDE_MAX_PAGES", "1")
    with pytest.raises(ReadError, match=r"a\.pdf: it has more than 1 pages"):
        read(tmp_path, "a.pdf", make_pdf([[], []]))
    monkeypatch.setenv("YINDE_MAX_PAGES", "many")
    with pytest.raises(ReadError, match="YINDE_MAX_PAGES is 'many', which is no whole number"):
        read(tmp_path, "a.pdf", make_pdf([[], []]))


WHOLE = {
    ".docx": make_docx(WORD, notes=NOTES),
    ".pptx": make_pptx([shape("潮水")]),
    ".odt": make_odt("<text:p>潮水</text:p>"),
    ".epub": make_epub(["<p>潮水</p>"]),
}


@given(suffix=st.sampled_from(sorted(WHOLE)), at=st.integers(0, 4000), damage=st.binary(min_size=1, max_size=30))
def test_damage_never_escapes_as_anything_but_a_read_error(
    tmp_path_factory: pytest.TempPathFactory, suffix: str, at: int, damage: bytes
) -> None:
    data = WHOLE[suffix]
    at %= len(data)
    try:
        split(read(tmp_path_factory.getbasetemp(), f"any{suffix}", data[:at] + damage + data[at + len(damage) :]))
    except ReadError as error:
        assert str(error).startswith("any")  # noqa: PT017 - either outcome is right


SLIDE = shape("潮水与", "堤坝", kind="title") + shape("水位一年年升高。")
PAGE = (
    '<h1>堤坝</h1><p>水位<ruby>升<rt>shēng</rt></ruby>高<a epub:type="noteref" href="#n">1</a>。</p>'
    "<table><tr><td>甲</td></tr></table>"
)
OPEN = (
    '<text:h>潮水</text:h><text:p>水位<text:s text:c="3"/><text:note><text:note-body><text:p>注</text:p></text:note-body>'
    "</text:note>升高。</text:p>"
)
BUILT = {
    ".docx": (WORD, make_docx),
    ".pptx": (SLIDE, lambda slide: make_pptx([slide])),
    ".odt": (OPEN, make_odt),
    ".epub": (PAGE, lambda page: make_epub([page])),
}
TAGS = ["<", ">", "/>", "</w:p>", "<w:r>", "<a:p>", "<text:p>", "<p>", "<table>", "&", "&a;", '"', "\0", "碳", ' x="1"']


@given(
    suffix=st.sampled_from(sorted(BUILT)),
    start=st.integers(0, 2000),
    size=st.integers(0, 80),
    damage=st.lists(st.sampled_from(TAGS), max_size=8).map("".join),
)
def test_damaged_markup_gives_a_document_or_a_read_error(
    tmp_path_factory: pytest.TempPathFactory, suffix: str, start: int, size: int, damage: str
) -> None:
    markup, make = BUILT[suffix]
    start %= len(markup)
    data = make(markup[:start] + damage + markup[start + size :])
    try:
        document = read(tmp_path_factory.getbasetemp(), f"any{suffix}", data)
    except ReadError as error:
        assert str(error).startswith("any")  # noqa: PT017 - either outcome is right
        return
    assert document.lines is not None
    assert not document.text or len(document.lines) == document.text.count("\n") + 1
    split(document)
